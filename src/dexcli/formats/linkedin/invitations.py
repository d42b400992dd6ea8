"""Invitations.csv: who asked whom to connect, and with which words."""

from dexcli.core.contact import NOTE_KIND, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.rows import BadRow, Row
from dexcli.formats.columns import days, profiles, values
from dexcli.formats.linkedin import people
from dexcli.formats.linkedin.people import Cells, People
from dexcli.formats.source import Rows, Source, Terms

_HEADINGS = frozenset(
    {"from", "to", "sent at", "message", "direction", "inviterprofileurl", "inviteeprofileurl"}
)
_LEAST = 5
_OUT = "outgoing"


def recognises(source: Source) -> bool:
    """Return whether the header is that of invitations."""
    found = people.found(source, _HEADINGS)
    return {"direction", "sent at"} <= found and len(found & _HEADINGS) >= _LEAST


def rows(source: Source, everybody: People, terms: Terms) -> Rows:
    """Yield a row an invitation; it tells of people who are known and brings nobody.

    Raises:
        TableError: There is no such header.
    """
    for each in people.records(
        source, _HEADINGS, least=_LEAST, expected="From, To, Sent At and Direction"
    ):
        yield each if isinstance(each, BadRow) else _row(each, everybody, terms)


def _row(cells: Cells, everybody: People, terms: Terms) -> Row | BadRow:
    if not cells.by_heading:
        return BadRow(cells.line, "the row is empty", unreadable=False)
    by_me = cells("direction").casefold() == _OUT
    url = cells("inviteeprofileurl" if by_me else "inviterprofileurl")
    name = values.name_of(cells("to" if by_me else "from"))
    slug = profiles.linkedin_slug(url)
    if not (slug and name):
        return BadRow(cells.line, "doesn't say who", label=name or url, unreadable=False)
    try:
        on = days.read(cells("sent at"), today=terms.today, order="mdy")
    except ValueError as error:
        return BadRow(cells.line, f"Sent At: {error}", label=name)
    contact = {
        **people.account(slug),
        "linkedin": {"invited": on.to_toml(), "invited_by": "me" if by_me else "them"},
    }
    person = everybody.named(slug, name)
    said = _said(cells("message"), on, by_me=by_me)
    return Row(
        cells.line, f"invitation:{slug}:{on}", person.name, person,
        contact=contact, interaction=said, only_known=slug not in everybody.connected,
    )  # fmt: skip


def _said(message: str, on: PartialDate, *, by_me: bool) -> Interaction | None:
    """Return the words of an invitation as a fact: to ask is no meeting."""
    if not message:
        return None
    by = "me" if by_me else "them"
    return Interaction(on=on, kind=NOTE_KIND, by=by, note=f"Invitation: {message}")
