"""A large folder read with its index: only files that the index doesn't know are parsed."""

from collections.abc import Collection, Iterable, Sequence

from dexcli.core import columns
from dexcli.core.errors import UnreadableFileError
from dexcli.core.settings import Settings
from dexcli.store.index import stamps
from dexcli.store.index.lot import Lot
from dexcli.store.index.place import Index
from dexcli.store.index.snapshot import Snapshot
from dexcli.store.index.source import Contacts, Entries, Source
from dexcli.store.reading import Entry, Reading

FEW, ONE_OF = 64, 100  # so many, or one of so many, may be parsed at each run until it is renewed


def read(lot: Lot, settings: Settings) -> Reading:
    """Return what a folder holds, and renew its index where many files had to be parsed."""
    index = Index(lot.path, settings)
    now, misnamed = lot.scan, lot.misnamed
    known = index.load()
    rows = {} if known is None else stamps.same(now, known.columns.handles, known.keys)
    for handle in misnamed:
        rows.pop(handle, None)
    unknown = len(now.handles) - len(misnamed) - len(rows)
    few = max(FEW, len(now.handles) // ONE_OF)
    is_valid = known is not None and known.columns.made_for == columns.deciding(settings)
    if known is not None and is_valid and unknown <= few:
        return _reading(lot, known, rows, {})
    from dexcli.store.index import renewing, tabs  # only where the index is made anew

    maker = renewing.renewed(lot, settings, known, rows)
    made, parsed, problems = maker.made(at=lot.scan.at), maker.parsed, maker.problems
    sizes = made.keys[0]
    lasting = sum(
        sizes[row] != stamps.UNTRUSTED for row in (parsed if is_valid else range(len(sizes)))
    )
    if lasting > (few if is_valid else 0):
        index.save(made)
        tabs.save(str(lot.path), lot.scan.at, maker.tabs)
    handles = made.columns.handles
    rows = dict(zip(handles, range(len(handles)), strict=True))
    return _told(Source(lot.path, now, made, rows, {}, handles), _in_order(problems))


def read_again(lot: Lot, earlier: Reading, only: Sequence[str] = ()) -> Reading:
    """Return what a folder holds now; files as they were ``earlier`` aren't parsed.

    With ``only``, no more than these handles are looked at.
    """
    assert isinstance(earlier.entries, Entries)
    source = earlier.entries.source
    if only:
        return _looked_again(lot, earlier, source, only)
    same = stamps.same(lot.scan, source.scan.handles, source.scan.keys).keys() - lot.misnamed.keys()
    rows = {handle: source.rows[handle] for handle in source.rows.keys() & same}
    parsed = {handle: source.parsed[handle] for handle in source.parsed.keys() & same}
    return _reading(lot, source.snapshot, rows, parsed)


def without(reading: Reading, handles: Collection[str]) -> Reading:
    """Return the reading as if the files of these weren't there."""
    assert isinstance(reading.entries, Entries)
    source = reading.entries.source
    left = Source(
        source.folder,
        source.scan,
        source.snapshot,
        {handle: row for handle, row in source.rows.items() if handle not in handles},
        {handle: each for handle, each in source.parsed.items() if handle not in handles},
        [handle for handle in source.handles if handle not in handles],
    )
    return _told(left, reading.problems)


def _looked_again(lot: Lot, earlier: Reading, source: Source, handles: Sequence[str]) -> Reading:
    changed = [handle for handle in handles if not source.is_current(handle)]
    if not changed:
        return earlier
    rows = {handle: row for handle, row in source.rows.items() if handle not in changed}
    parsed = {handle: each for handle, each in source.parsed.items() if handle not in changed}
    fresh, problems = _parsed(lot, changed)
    parsed |= fresh
    order = [each for each in source.handles if each in rows or each in parsed]
    return _told(
        Source(source.folder, source.scan, source.snapshot, rows, parsed, order),
        (*earlier.problems, *_in_order(problems)),
    )


def _reading(lot: Lot, known: Snapshot, rows: dict[str, int], parsed: dict[str, Entry]) -> Reading:
    """Return the reading in which what is in neither ``rows`` nor ``parsed`` is parsed now."""
    now = lot.scan
    if len(rows) == len(now.handles):
        return _told(Source(lot.path, now, known, rows, parsed, now.handles), ())
    left = [
        each
        for each in now.handles
        if each not in rows and each not in parsed and each not in lot.misnamed
    ]
    fresh, problems = _parsed(lot, left)
    parsed = parsed | fresh
    handles = [each for each in now.handles if each in rows or each in parsed]
    return _told(
        Source(lot.path, now, known, rows, parsed, handles), _in_order(lot.misnamed | problems)
    )


def _parsed(lot: Lot, handles: Iterable[str]) -> tuple[dict[str, Entry], dict[str, str]]:
    """Return the entries of these, and what is wrong with the others, by handle."""
    entries: dict[str, Entry] = {}
    problems: dict[str, str] = {}
    for handle in handles:
        try:
            entries[handle] = lot.parse(handle)
        except FileNotFoundError:
            continue  # removed while we looked
        except UnreadableFileError as error:
            problems[handle] = str(error)
    return entries, problems


def _in_order(problems: dict[str, str]) -> tuple[str, ...]:
    """Return problems by handle in the order of the handles."""
    return tuple(problem for _, problem in sorted(problems.items()))


def _told(source: Source, problems: tuple[str, ...]) -> Reading:
    return Reading(
        entries=Entries(source),
        contacts=Contacts(source),
        problems=problems,
        warnings=source.warnings,
        beforehand=source.beforehand,
        quoted=source.quoted,
    )
