"""The formats that contacts come in and go out as, and how one is recognised by its content.

A format's module is loaded when it is tried or used. One that is read has
`recognises(source) -> bool`, which looks at the first bytes and the members'
names alone, and `rows(source, terms) -> Rows`. One that is written has
`write(leaving) -> Iterator[bytes]`, and `beside(leaving)` where some of it goes
into further files. One that reads a folder or an archive as a whole may have
`takes(member)`: which of its members it reads; the rest is looked at by itself.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Protocol, cast

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.errors import UsageError
from dexcli.formats.leaving import Chunks, Leaving
from dexcli.formats.source import Rows, Source, Terms


class Reads(Protocol):
    """What the module of a format that is read has."""

    def recognises(self, source: Source) -> bool:
        """Return whether this looks like the format."""

    def rows(self, source: Source, terms: Terms) -> Rows:
        """Yield a row a record, in order; what can't be read is a `BadRow`."""


class Writes(Protocol):
    """What the module of a format that is written has."""

    def write(self, leaving: Leaving) -> Chunks:
        """Yield the file's bytes."""


class Format(Struct, frozen=True):
    """One format: its name for ``--format`` and ``export``, and what it is called.

    ``is_late`` is one that brings nobody by itself, such as mail: it is read after the others,
    and what it says of strangers isn't held.
    """

    name: str
    title: str
    module: str
    is_late: bool = False

    @property
    def short(self) -> str:
        """The program alone, for a note that stays in somebody's file."""
        return self.title.partition(",")[0]


# The first that recognises a file reads it, so the particular come before the general.
READ: tuple[Format, ...] = (
    Format("json", "a ledger as JSON, as dexcli exports it", "ourjson"),
    Format("csv", "a table that dexcli exported", "own.reading"),
    Format("vcard", "vCards", "vcard.reading"),
    Format("linkedin", "LinkedIn, the archive or a file of it", "linkedin"),
    Format("google", "Google Contacts, CSV", "google"),
    Format("dex", "Dex, CSV", "dex"),
    Format("outlook", "Outlook, CSV", "outlook"),
    Format("facebook", "Facebook, the archive in JSON or a file of it", "facebook.reading"),
    Format("monica", "Monica 4, JSON", "monica.reading"),
    Format("ics", "iCalendar", "ics.reading", is_late=True),
    Format("maildir", "Maildir", "mail.maildir", is_late=True),
    Format("mbox", "mbox, or one mail message", "mail.mbox", is_late=True),
    Format("friends", "friends.md", "friends.reading"),
    Format("abook", "abook's address book", "abook"),
    Format("mutt", "aliases of mutt", "mutt"),
    Format("sheet", "a table with a header", "sheet.reading"),
)
WRITTEN: tuple[Format, ...] = (
    Format("vcard", "vCards", "vcard.writing"),
    Format("csv", "a table, one row a person", "own.writing"),
    Format("google", "Google Contacts, CSV", "google"),
    Format("ics", "iCalendar", "ics.writing"),
    Format("dex", "Dex, CSV", "dex"),
    Format("json", "the whole ledger, JSON", "ourjson"),
    Format("mutt", "aliases of mutt", "mutt"),
    Format("friends", "friends.md", "friends.writing"),
    Format("html", "an address book to read and to print", "page"),
)


def recognised(source: Source) -> Format | None:
    """Return the format that a file is in, by its content, or None."""
    return next((each for each in READ if reads(each).recognises(source)), None)


def sorted_out(source: Source) -> list[tuple[Source, Format | None]]:
    """Return a file with its format, or of a folder or archive that is none as a whole each member.

    A member that no format knows has none: a photo beside the cards. Nor has an empty one.
    """
    found = recognised(source)
    if not source.members:
        return [(source, found)]
    if found is None:
        return [(each, _of_member(each)) for each in source.members]
    takes = _takes(found)
    rest = tuple(each for each in source.members if not takes(each))
    if not rest or len(rest) == len(source.members):
        return [(source, found)]
    taken = tuple(each for each in source.members if takes(each))
    return [(replace(source, members=taken), found), *sorted_out(replace(source, members=rest))]


def _of_member(member: Source) -> Format | None:
    return recognised(member.looked_at()) if member.size else None


def _takes(whole: Format) -> Callable[[Source], bool]:
    takes: Callable[[Source], bool] = getattr(reads(whole), "takes", lambda _: True)
    return takes


def readable(name: str) -> Format:
    """Return the format that is read under this name.

    Raises:
        UsageError: None is.
    """
    return _called(name, READ)


def writable(name: str) -> Format:
    """Return the format that is written under this name.

    Raises:
        UsageError: None is.
    """
    return _called(name, WRITTEN)


def reads(wanted: Format) -> Reads:
    """Return the module that reads a format."""
    return cast("Reads", import_module(f"dexcli.formats.{wanted.module}"))


def writes(wanted: Format) -> Writes:
    """Return the module that writes a format."""
    return cast("Writes", import_module(f"dexcli.formats.{wanted.module}"))


def beside(writer: Writes, leaving: Leaving) -> Iterable[tuple[str, Chunks]]:
    """Return what goes into further files: what each adds to the name, and its bytes."""
    more: Callable[[Leaving], Iterable[tuple[str, Chunks]]] | None = getattr(writer, "beside", None)
    return () if more is None else more(leaving)


def _called(name: str, among: tuple[Format, ...]) -> Format:
    for each in among:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in among)
    raise UsageError(f"{name!r} is no format; expected one of {known}")
