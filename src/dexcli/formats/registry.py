"""The formats that contacts come in and go out as, and how one is recognised by its content.

A format's module is loaded when it is tried or used. One that is read has
`recognises(source) -> bool`, which looks at the first bytes and the members'
names alone, and `rows(source, terms) -> Rows`. One that is written has
`write(leaving) -> Iterator[bytes]`.
"""

from importlib import import_module
from typing import Protocol, cast

from msgspec import Struct

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
    """One format: its name for ``--format`` and ``export``, and what it is called."""

    name: str
    title: str
    module: str


# The first that recognises a file reads it, so the particular come before the general.
READ: tuple[Format, ...] = (Format("vcard", "vCard", "vcard.reading"),)
WRITTEN: tuple[Format, ...] = (Format("vcard", "vCard", "vcard.writing"),)


def recognised(source: Source) -> Format | None:
    """Return the format that a file is in, by its content, or None."""
    return next((each for each in READ if reads(each).recognises(source)), None)


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


def _called(name: str, among: tuple[Format, ...]) -> Format:
    for each in among:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in among)
    raise UsageError(f"{name!r} is no format; expected one of {known}")
