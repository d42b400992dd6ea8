"""messages.csv: one interaction for each person and day on which they wrote or were written to."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from dexcli.core.contact import Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.rows import BadRow, Row
from dexcli.formats.columns import days, profiles, values
from dexcli.formats.linkedin import people
from dexcli.formats.linkedin.people import Cells, People
from dexcli.formats.source import Rows, Source, Terms

_HEADINGS = frozenset(
    {"conversation id", "conversation title", "from", "sender profile url", "to",
     "recipient profile urls", "date", "subject", "content", "folder", "attachments",
     "is message draft", "is conversation archived"}
)  # fmt: skip
_LEAST = 5
_EXPECTED = "CONVERSATION ID, FROM, SENDER PROFILE URL, TO and DATE"
_KIND = "message"
_YES = frozenset({"yes", "true", "1"})
_NO_PEOPLE = ("guide_messages", "learning_role_play_messages")  # talks with LinkedIn's own programs


class _Message(Struct, frozen=True):
    """One message between me and somebody: when, who wrote, its subject."""

    line: int
    slug: str
    at: str
    day: PartialDate
    by_me: bool
    subject: str


def recognises(source: Source) -> bool:
    """Return whether the header is that of messages."""
    found = people.found(source, _HEADINGS)
    return {"conversation id", "sender profile url"} <= found


def rows(source: Source, everybody: People, terms: Terms) -> Rows:
    """Yield a row for each person and UTC day; no message's text is kept, only its subject.

    Raises:
        TableError: There is no such header.
    """
    if any(name in source.name.casefold() for name in _NO_PEOPLE):
        reason = "not read: messages with a program of LinkedIn's, with no people"
        yield BadRow(1, reason, source.name, unreadable=False, is_file=True)
        return
    me = _me(source, everybody)
    found: dict[tuple[str, str], _Message] = {}
    for each in _messages(source, everybody, me, terms):
        if isinstance(each, BadRow):
            yield each
            continue
        key = each.slug, str(each.day)
        if key not in found or each.at < found[key].at:
            found[key] = each
    for (slug, day), first in found.items():
        person = everybody.named(slug)
        said = Interaction(
            on=first.day, kind=_KIND, by="me" if first.by_me else "them", note=first.subject
        )
        yield Row(
            first.line, f"{_KIND}:{slug}:{day}", person.name, person,
            contact=people.account(slug), interaction=said,
            only_known=slug not in everybody.connected,
        )  # fmt: skip


def _messages(
    source: Source, everybody: People, me: str, terms: Terms
) -> Iterator[_Message | BadRow]:
    for cells in _records(source):
        if isinstance(cells, BadRow):
            yield cells
            continue
        if reason := _absence(cells, me):
            yield BadRow(cells.line, reason, label=cells("from"), unreadable=False)
            continue
        try:
            day = days.read(cells("date"), today=terms.today, order="mdy")
        except ValueError as error:
            yield BadRow(cells.line, f"DATE: {error}", label=cells("from"))
            continue
        sender = profiles.linkedin_slug(cells("sender profile url"))
        partners = [slug for slug, _ in _recipients(cells)] if sender == me else [sender]
        subject = " ".join(cells("subject").split())
        for slug in partners:
            if slug != me and not everybody.is_me(slug):
                yield _Message(cells.line, slug, cells("date"), day, sender == me, subject)


def _absence(cells: Cells, me: str) -> str:
    """Return why a message is none between me and somebody, if it isn't."""
    if not cells.by_heading:
        return "the row is empty"
    if cells("is message draft").casefold() in _YES:
        return "a draft that wasn't sent"
    sender = profiles.linkedin_slug(cells("sender profile url"))
    if not sender:
        return "the sender has no profile"
    if not me:
        return "can't tell which of these people you are; import the whole archive"
    if sender == me and not _recipients(cells):
        return "the recipients have no profile"
    return ""


def _me(source: Source, everybody: People) -> str:
    """Return the profile that takes part in most conversations and isn't a connection.

    Where two do, the name in Profile.csv or the ledger decides; else nobody is.
    """
    seen: set[tuple[str, str]] = set()
    for cells in _records(source):
        if isinstance(cells, BadRow):
            continue
        talk = cells("conversation id")
        for slug, name in (_sender(cells), *_recipients(cells)):
            everybody.met(slug, name)
            if slug and slug not in everybody.connected:
                seen.add((slug, talk))
    counts = Counter(slug for slug, _ in seen)
    most = max(counts.values(), default=0)
    likely = [slug for slug, count in counts.items() if count == most]
    mine = [slug for slug in counts if everybody.is_me(slug, everybody.named(slug).name)]
    if len(mine) == 1:
        return mine[0]
    return likely[0] if len(likely) == 1 else ""


def _sender(cells: Cells) -> tuple[str, str]:
    return profiles.linkedin_slug(cells("sender profile url")), values.name_of(cells("from"))


def _recipients(cells: Cells) -> list[tuple[str, str]]:
    """Return the profiles of the recipients with their names, where it is clear which is whose.

    Both columns are parted by commas, which names may have too.
    """
    urls = cells("recipient profile urls").split(",")
    slugs = [slug for url in urls if (slug := profiles.linkedin_slug(url))]
    called = [values.name_of(each) for each in cells("to").split(",")]
    if len(slugs) == 1:
        called = [values.name_of(cells("to"))]
    if len(called) != len(slugs):
        called = [""] * len(slugs)
    return list(zip(slugs, called, strict=True))


def _records(source: Source) -> Iterator[Cells | BadRow]:
    return people.records(source, _HEADINGS, least=_LEAST, expected=_EXPECTED)
