"""Who is who in LinkedIn's archive: by their profile's address, and by the name they had there."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from dexcli.core import names
from dexcli.core.rows import BadRow, Named
from dexcli.formats.columns import headed, profiles, values
from dexcli.formats.source import Source, Terms
from dexcli.formats.table import TableError

_PROFILE = frozenset({"first name", "last name", "maiden name", "headline", "birth date"})


class People:
    """The people of one archive as its files have named them so far.

    ``me`` are names and profiles of the ledger's owner, folded.
    """

    def __init__(self, terms: Terms) -> None:
        self.me = set(terms.me)
        self.connected: set[str] = set()
        self._names: dict[str, str] = {}
        self._keys: dict[str, set[str]] = {}

    def met(self, slug: str, name: str) -> None:
        """Take in that a profile has a name; the first that it has counts."""
        if slug and name:
            self._names.setdefault(slug, name)

    def connect(self, key: str, name: str) -> None:
        """Take in somebody whom the archive brings as a contact."""
        self.connected.add(key)
        self._names.setdefault(key, name)
        self._keys.setdefault(names.fold(name), set()).add(key)

    def named(self, slug: str, name: str = "") -> Named:
        """Return a profile's person, by the name that the archive knows."""
        known = self._names.get(slug) or name or slug
        return Named(known, known, slug)

    def called(self, name: str) -> Named:
        """Return the only contact of that name, else the name alone."""
        keys = self._keys.get(names.fold(name), set())
        return Named(name, name, next(iter(keys)) if len(keys) == 1 else "")

    def is_me(self, slug: str, name: str = "") -> bool:
        """Return whether a profile or a name is that of the ledger's owner."""
        forms = {names.fold(slug), names.fold(name), names.fold(profiles.linkedin_url(slug))}
        return not (forms - {""}).isdisjoint(self.me)


class Cells(Struct, frozen=True):
    """The cells of one record by folded heading."""

    line: int
    by_heading: Mapping[str, str]

    def __call__(self, heading: str) -> str:
        """Return the cell under a heading, empty where there is none."""
        return self.by_heading.get(heading, "")


def records(
    source: Source, headings: frozenset[str], *, least: int, expected: str
) -> Iterator[Cells | BadRow]:
    """Yield the records of a file that has at least so many of these headings, folded.

    Raises:
        TableError: There is no such header; ``expected`` says which.
    """
    sheet = headed.read(
        source, lambda each: names.fold(each) in headings, least=least, expected=expected
    )
    for record in sheet.records:
        yield record if isinstance(record, BadRow) else cells(sheet, record)


def found(source: Source, headings: frozenset[str]) -> set[str]:
    """Return which of these headings a file has, folded, with all others of its header."""
    header = headed.header_in(source, lambda each: names.fold(each) in headings)
    return {names.fold(each) for each in header}


def cells(sheet: headed.Sheet, record: headed.Record) -> Cells:
    """Return the cells of a record."""
    headings = _folded(sheet.header)
    filled = ((k, cell) for k, cell in zip(headings, record.cells, strict=False) if cell)
    return Cells(record.line, dict(filled))


@functools.lru_cache(maxsize=4)
def _folded(header: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(names.fold(heading) for heading in header)


def account(slug: str) -> dict[str, Any]:
    """Return what a contact gets from a profile."""
    return {"accounts": {profiles.LINKEDIN: profiles.linkedin_url(slug)}} if slug else {}


def names_in_profile(source: Source) -> set[str]:
    """Return the name of the archive's owner, folded; none where the file can't be read."""
    try:
        sheet = headed.read(source, lambda h: names.fold(h) in _PROFILE, least=2, expected="")
        for record in sheet.records:
            if not isinstance(record, BadRow):
                found = cells(sheet, record)
                return {names.fold(values.name_of(found("first name"), found("last name")))} - {""}
    except TableError:
        return set()  # it only helps to tell who is who
    return set()
