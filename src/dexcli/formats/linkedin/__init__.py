"""What LinkedIn gives people of their own data: one file of the archive, or all of it."""

from collections.abc import Iterator

from msgspec.structs import replace

from dexcli.core.rows import BadRow, Row
from dexcli.formats.linkedin import (
    connections,
    imported,
    invitations,
    messages,
    people,
    recommendations,
)
from dexcli.formats.linkedin.people import People
from dexcli.formats.source import Rows, Source, Terms
from dexcli.formats.table import TableError

# In this order: later files name people as the earlier ones know them.
_PARTS = (connections, imported, invitations, messages, recommendations)
_FILES = {
    "connections.csv": connections,
    "contacts.csv": imported,
    "importedcontacts.csv": imported,
    "imported contacts.csv": imported,
    "invitations.csv": invitations,
    "messages.csv": messages,
    "recommendations_given.csv": recommendations,
    "recommendations_received.csv": recommendations,
}
_TELLING = frozenset({"connections.csv", "messages.csv"})
_PROFILE = "profile.csv"
_OF_OTHERS = frozenset({".vcf", ".ics", ".mbox", ".json", ".eml", ".toml"})


def recognises(source: Source) -> bool:
    """Return whether this is a file of the archive, or the archive itself."""
    if source.members:
        found = {_base(each) for each in source.members}
        return bool(found & _TELLING) and not any(m.suffix in _OF_OTHERS for m in source.members)
    return any(part.recognises(source) for part in _PARTS)


def takes(member: Source) -> bool:
    """Return whether a member is a table: all that an archive tells of people are."""
    return member.suffix == ".csv"


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row a connection, a contact, an invitation, and a person and day of messages.

    Raises:
        TableError: It is none of the archive's files that tell of people.
    """
    if source.members or source.is_folder:
        yield from _archive(source, terms)
        return
    for part in _PARTS:
        if part.recognises(source):
            yield from part.rows(source, People(terms), terms)
            return
    raise TableError(
        f"{source.name}: expected Connections.csv or another file of LinkedIn's archive, with "
        "First Name, Last Name and Connected On in its header"
    )


def _archive(source: Source, terms: Terms) -> Iterator[Row | BadRow]:
    everybody = People(terms)
    for member in source.members:
        if _base(member) == _PROFILE:
            everybody.me |= people.names_in_profile(member)
    known = [(part, m) for part in _PARTS for m in source.members if _FILES.get(_base(m)) is part]
    if not known:
        raise TableError(
            f"{source.name}: no Connections.csv and no messages.csv in it; "
            "expected the archive as LinkedIn gives it"
        )
    for part, member in known:
        for row in part.rows(member, everybody, terms):
            yield replace(row, file=member.name)
    if unread := _unread(source):
        told = f"not read: {', '.join(unread)}"
        yield BadRow(1, told, source.name, unreadable=False, is_file=True, count=len(unread))


def _unread(source: Source) -> list[str]:
    """Return the tables that are left alone: of oneself, or practice talks with a program."""
    tables = {_base(m) for m in source.members if m.suffix == ".csv"}
    return sorted(tables - {*_FILES, _PROFILE})


def _base(source: Source) -> str:
    return source.name.replace("\\", "/").rpartition("/")[2].lower()
