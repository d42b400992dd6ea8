"""All files of one import as rows: whose namespace each is of, and in which file it stands."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.rows import BadRow, Row
from dexcli.core.sieve import Sieve
from dexcli.formats import archive, looks, opening, registry
from dexcli.formats.registry import Format
from dexcli.formats.source import Source, Terms

_NOT_READ = "not read: "
_SHOWN = 5  # names of files that are told
_PACKED = frozenset({".zip", ".xlsx"})


class Part(Struct, frozen=True):
    """One file, or one member, and the format in which it is read."""

    source: Source
    format: Format
    is_member: bool = False  # of a folder or an archive


class Intake(Struct, frozen=True):
    """What is read, in order, and what is told of the rest."""

    parts: tuple[Part, ...]
    told: tuple[str, ...] = ()
    broken: tuple[BadRow, ...] = ()  # of a folder, what is damaged as a whole

    @property
    def titles(self) -> dict[str, str]:
        """What each namespace is called."""
        return {part.format.name: part.format.short for part in self.parts}


def of(paths: Sequence[str], forced: Format | None) -> Intake:
    """Return what lies under these paths, recognised by its content or read as one format.

    Raises:
        DexcliError: Something isn't there, is empty, or of no format.
    """
    parts: list[Part] = []
    told: list[str] = []
    broken: list[BadRow] = []
    for path in paths:
        source = opening.opened(path)
        if source.unread:
            told.append(f"{path}: not read: {_some(source.unread)}")
        if source.barred and not source.members:
            name, why = source.barred[0]
            raise DexcliError(f"{path}/{name}: {why}; nothing was imported")
        if not source.members and not source.head:
            raise DexcliError(_empty(path, source))
        broken += [BadRow(1, f"{_NOT_READ}{why}", n, is_file=True) for n, why in source.barred]
        if forced is not None:
            parts.append(Part(source, forced))
            continue
        whole, bad = _apart(source)
        broken += bad
        found = registry.sorted_out(whole)
        known = [
            Part(each, format_, each is not whole) for each, format_ in found if format_ is not None
        ]
        if not known:
            raise DexcliError(
                f"{path}/{bad[0].file}: {bad[0].reason.removeprefix(_NOT_READ)}"
                if bad
                else _unknown(path, whole)
            )
        parts += known
        if unknown := [each.name for each, format_ in found if format_ is None]:
            told.append(f"{path}: in no format that is read: {_some(unknown)}")
    return Intake(tuple(sorted(parts, key=_is_late)), tuple(told), tuple(broken))


def _apart(source: Source) -> tuple[Source, list[BadRow]]:
    """Return a folder without the archives in it that can't be opened, and these."""
    if not source.is_folder:
        return source, []
    bad = {
        each.name: BadRow(1, f"{_NOT_READ}{why}; export it again", each.name, is_file=True)
        for each in source.members
        if each.path is not None and each.suffix in _PACKED and (why := archive.damage(each.path))
    }
    good = tuple(each for each in source.members if each.name not in bad)
    return replace(source, members=good), list(bad.values())


def rows(intake: Intake, terms: Terms, ledger: Ledger) -> Iterator[Row | BadRow]:
    """Yield the rows of all parts; each knows its namespace and, of several, its file.

    Of an archive of mail that is larger than memory, what nobody in ``ledger`` and
    no other file knows is left behind while it is read.
    """
    yield from intake.broken
    people = (
        row for part in intake.parts if not _is_late(part) for row in _rows(intake, part, terms)
    )
    late = [part for part in intake.parts if _is_late(part)]
    if not late:
        yield from people
        return
    sieve = Sieve(ledger)
    yield from sieve.passed(people)
    for part in late:
        yield from sieve.passed(_rows(intake, part, terms))


def _rows(intake: Intake, part: Part, terms: Terms) -> Iterator[Row | BadRow]:
    name = part.source.name if len(intake.parts) > 1 else ""
    try:
        for row in registry.reads(part.format).rows(part.source.looked_at(), terms):
            yield _placed(row, part.format.name, name)
    except DexcliError as error:
        if not (part.is_member and name) or isinstance(error, opening.DiskError):
            raise
        yield BadRow(1, f"{_NOT_READ}{_why(error, part.source)}", name, is_file=True)


def _why(error: DexcliError, source: Source) -> str:
    """Return what is wrong with a file, without its name, which stands before it."""
    told = str(error).removesuffix("; nothing was imported")
    for name in (str(source.path), source.name):
        told = told.removeprefix(f"{name}: ")
    return re.sub(rf"^{re.escape(source.name)}:(\d+): ", r"line \1: ", told)


def _placed(row: Row | BadRow, namespace: str, name: str) -> Row | BadRow:
    file = row.file or name
    if isinstance(row, BadRow):
        return row if row.file == file else replace(row, file=file)
    if row.source and row.file == file:
        return row
    return replace(row, source=row.source or namespace, file=file)


def _is_late(part: Part) -> bool:
    return part.format.is_late


def _empty(path: str, source: Source) -> str:
    what = "folder" if source.is_folder else "file"
    inside = f" but for {_some(source.unread)}" if source.unread else ""
    return f"{path}: the {what} is empty{inside}; there is nothing to import"


def _unknown(path: str, source: Source) -> str:
    seen = looks.like(source)
    names = ", ".join(each.name for each in registry.READ)
    what = f"{seen.what}, which is " if seen.what else ""
    return f"{path}: {what}in no format that is read; {seen.remedy}expected {names}"


def _some(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - _SHOWN:,} more" if len(every) > _SHOWN else ""
    return f"{', '.join(every[:_SHOWN])}{more}"
