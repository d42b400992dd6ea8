"""Recommendations_Given.csv and _Received.csv: what people wrote about each other."""

from dexcli.core import names
from dexcli.core.contact import NOTE_KIND, Interaction
from dexcli.core.rows import BadRow, Row
from dexcli.formats.columns import days, values
from dexcli.formats.linkedin import people
from dexcli.formats.linkedin.people import Cells, People
from dexcli.formats.source import Rows, Source, Terms

_HEADINGS = frozenset(
    {"first name", "last name", "company", "job title", "text", "creation date", "status"}
)
_LEAST = 5
_GIVEN = "given"


def recognises(source: Source) -> bool:
    """Return whether the header is that of recommendations."""
    found = people.found(source, _HEADINGS)
    return {"text", "creation date"} <= found and len(found & _HEADINGS) >= _LEAST


def rows(source: Source, everybody: People, terms: Terms) -> Rows:
    """Yield a row a recommendation; the file has names alone, so it brings nobody.

    Raises:
        TableError: There is no such header.
    """
    by_me = _GIVEN in source.name.casefold()
    for each in people.records(
        source, _HEADINGS, least=_LEAST, expected="First Name, Last Name and Text"
    ):
        yield each if isinstance(each, BadRow) else _row(each, everybody, terms, by_me=by_me)


def _row(cells: Cells, everybody: People, terms: Terms, *, by_me: bool) -> Row | BadRow:
    name = values.name_of(cells("first name"), cells("last name"))
    if not (name and cells("text")):
        return BadRow(cells.line, "no name or no text", label=name, unreadable=False)
    try:
        on = days.read(cells("creation date"), today=terms.today, order="mdy")
    except ValueError as error:
        return BadRow(cells.line, f"Creation Date: {error}", label=name)
    person = everybody.called(name)
    told = "I recommended them" if by_me else "Recommended me"
    said = Interaction(
        on=on, kind=NOTE_KIND, by="me" if by_me else "them", note=f"{told}: {cells('text')}"
    )
    given = "given" if by_me else "received"
    key = f"recommendation:{given}:{person.key or names.fold(name)}:{on}"
    return Row(cells.line, key, name, person, interaction=said, only_known=not person.key)
