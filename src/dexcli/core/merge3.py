"""Two versions of a file that began as one, made one again: pure, and the same from either side."""

import copy
from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.contact import CONFLICTS, Conflict
from dexcli.core.document import to_document
from dexcli.core.merging import bare, canonical, lines, order, rules
from dexcli.core.merging.rules import Place, Table

VALUE = "value"  # both sides gave one key another value
DELETED = "deleted"  # one side removed what the other changed
_MISSING: Any = object()
_UNDECIDED = "\0"  # a key that no file has


class Merged(Struct, frozen=True):
    """A merged document, and the conflicts of this merge, which also stand in it."""

    document: Table
    conflicts: tuple[Conflict, ...] = ()


class _Where(Struct, frozen=True):
    """Where a value stands, and where its conflicts are told.

    ``place`` is made of keys alone, for its rule; in ``path`` stand also the
    names of blocks, for people.
    """

    found: list[Conflict]
    place: Place = ()
    path: tuple[str, ...] = ()

    def key(self, key: str) -> "_Where":
        return _Where(self.found, (*self.place, key), (*self.path, key))

    def block(self, identity: tuple[str, ...]) -> "_Where":
        return _Where(self.found, self.place, (*self.path, *identity[1:]))


def merge(base: Table | None, ours: Table, theirs: Table, *, handle: str = "") -> Merged:
    """Return the document with what both sides changed since ``base``; None is no base.

    Where both changed one value, the larger in an order of all values stands,
    which neither depends on the side nor on a clock, and all are kept in
    ``[[conflicts]]``. An edit survives the other side's removal.

    Args:
        base: What both began as.
        ours: One side.
        theirs: The other one.
        handle: Whose it is, from which an id derives where there is none.
    """
    o = {} if base is None else base
    if canonical.same(ours, theirs):
        return Merged(_in_new_order(o, ours, theirs))
    if canonical.same(theirs, o):
        return Merged(ours)
    if canonical.same(ours, o):
        return Merged(theirs)
    o, ours, theirs = bare.known(handle, o, ours, theirs)
    found: list[Conflict] = []
    told = _told(o, ours, theirs)
    where = _Where(found=found)
    again = _open_again(o, ours, theirs)
    document = _table(where, _undecided(_untold(o), again), _untold(ours), _untold(theirs))
    found = [_with_what_stood(o, each, again) for each in found]
    return Merged(_with_conflicts(document, _recorded(told, found)), tuple(found))


def _in_new_order(o: Any, a: Any, b: Any) -> Any:  # noqa: ANN401 - a TOML value is one of many types
    """Return one of two that say the same: the one whose keys somebody put in another order."""
    return min((a, b), key=lambda each: (repr(each) == repr(o), repr(each)))


def _value(where: _Where, o: Any, a: Any, b: Any) -> Any:  # noqa: ANN401 - a TOML value is one of many types
    if canonical.same(a, b):
        return _in_new_order(o, a, b) if isinstance(a, dict | list) else a
    if canonical.same(b, o):
        return a
    if canonical.same(a, o):
        return b
    if where.place in rules.CHOICES:
        there = [each for each in (a, b) if each is not _MISSING]
        return rules.CHOICES[where.place](there)
    return _by_type(where, o, a, b)


def _by_type(where: _Where, o: Any, a: Any, b: Any) -> Any:  # noqa: ANN401 - as above
    there = [each for each in (o, a, b) if each is not _MISSING]
    if all(isinstance(each, list) for each in there):
        if rules.is_keyed(where.place, there):
            return _blocks(where, *_or_empty([], (o, a, b))) or _MISSING
        if rules.is_set(where.place, there):
            return _set(*_or_empty([], (o, a, b))) or _MISSING
    if all(isinstance(each, dict) for each in there):
        return _table(where, *_or_empty({}, (o, a, b))) or _MISSING
    return _scalar(where, o, a, b)


def _scalar(where: _Where, o: Any, a: Any, b: Any) -> Any:  # noqa: ANN401 - as above
    if a is _MISSING or b is _MISSING:
        return _survivor(where, o, b if a is _MISSING else a)
    if isinstance(o, str) and isinstance(a, str) and isinstance(b, str) and "\n" in a + b:
        text = lines.merged(o, a, b)
        if text is not None:
            return text
    values = sorted((a, b), key=canonical.of)
    base = None if o is _MISSING else o
    where.found.append(Conflict(path=where.path, kind=VALUE, base=base, values=tuple(values)))
    return values[-1]


def _survivor(where: _Where, o: Any, edited: Any) -> Any:  # noqa: ANN401 - as above
    """Return what one side changed and the other removed: it stays, and is told."""
    where.found.append(Conflict(path=where.path, kind=DELETED, base=o, values=(edited,)))
    return edited


def _table(where: _Where, o: Table, a: Table, b: Table) -> Table:
    merged = {}
    for key in sorted({*o, *a, *b}):
        versions = (each.get(key, _MISSING) for each in (o, a, b))
        value = _value(where.key(key), *versions)
        if value is not _MISSING:
            merged[key] = value
    keys = order.arranged(
        (list(o), list(a), list(b)), merged, key=lambda key: rules.rank(where.place, key)
    )
    return {key: merged[key] for key in keys}


def _set(o: list[Any], a: list[Any], b: list[Any]) -> list[Any]:
    values = {canonical.of(each): each for each in (*o, *a, *b)}
    ids = [list(dict.fromkeys(map(canonical.of, each))) for each in (o, a, b)]
    return [values[each] for each in order.arranged(ids, order.members(*ids), key=str)]


def _blocks(where: _Where, o: list[Table], a: list[Table], b: list[Table]) -> list[Table]:
    ids = rules.identities(where.place, o, a, b)
    known = [
        dict(zip(each, blocks, strict=True)) for each, blocks in zip(ids, (o, a, b), strict=True)
    ]
    merged: dict[tuple[str, ...], Table] = {}
    for each in sorted({*ids[1], *ids[2]}):
        old, one, other = (blocks.get(each, _MISSING) for blocks in known)
        block = _block(where.block(each), old, one, other)
        if block is not _MISSING:
            merged[each] = block
    wanted = order.arranged(ids, merged, key=lambda each: rules.sort_key(merged[each]))
    return [merged[each] for each in wanted]


def _block(where: _Where, o: Any, a: Any, b: Any) -> Any:  # noqa: ANN401 - a block, or none
    if a is not _MISSING and b is not _MISSING:
        if canonical.same(a, b):
            return a
        return _table(where, {} if o is _MISSING else o, a, b)
    there = b if a is _MISSING else a
    if o is _MISSING:
        return there
    return _MISSING if canonical.same(there, o) else _survivor(where, o, there)


def _or_empty(empty: Any, values: tuple[Any, Any, Any]) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Give the values, where what is missing is as good as empty."""
    return (empty if value is _MISSING else value for value in values)


def _told(o: Table, a: Table, b: Table) -> list[Table]:
    """Return the conflicts of earlier merges that neither side has resolved."""
    versions = [each.get(CONFLICTS, []) for each in (o, a, b)]
    return _blocks(_Where([], (CONFLICTS,)), *versions) if all(map(_is_told, versions)) else []


def _untold(document: Table) -> Table:
    if _is_told(document.get(CONFLICTS)):
        return {key: value for key, value in document.items() if key != CONFLICTS}
    return document


def _open_again(o: Table, a: Table, b: Table) -> dict[tuple[str, ...], Any]:
    """Return where both sides settled a conflict of the base, and what stood there.

    Or one has settled it, and with the other it has become another conflict.
    """
    there, *sides = (_conflicts_of(each) for each in (o, a, b))
    again = {
        path
        for path, block in there.items()
        if (left := [each[path] for each in sides if path in each]) == []
        or (len(left) == 1 and not canonical.same(left[0], block))
    }
    from dexcli.core import conflicts  # which imports this

    return {path: conflicts.value_at(o, path) for path in sorted(again)}


def _conflicts_of(document: Table) -> dict[tuple[str, ...], Table]:
    blocks: Any = document.get(CONFLICTS)
    if not _is_told(blocks):
        return {}
    found = ((each.get("path"), each) for each in blocks)
    return {tuple(map(str, path)): each for path, each in found if isinstance(path, list) and path}


def _undecided(o: Table, values: dict[tuple[str, ...], Any]) -> Table:
    """Return the base in which something stands at these paths that neither side says.

    What stood there was nobody's decision: if one side has decided for it, and the
    other for something else, that is a conflict.
    """
    from dexcli.core import conflicts  # as above

    changed = copy.deepcopy(o) if values else o
    for path, value in values.items():
        block = {**value, _UNDECIDED: True} if isinstance(value, dict) else None
        conflicts.place_at(changed, path, block)
    return changed


def _with_what_stood(o: Table, conflict: Conflict, again: Collection[tuple[str, ...]]) -> Conflict:
    """Return a conflict with what really stood in the base, there or in what it is about."""
    path = conflict.path
    if not any(each[: len(path)] == path for each in again):
        return conflict
    from dexcli.core import conflicts  # as above

    return replace(conflict, base=conflicts.value_at(o, path))


def _is_told(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _recorded(told: list[Table], found: list[Conflict]) -> list[Table]:
    """Return the earlier conflicts and the new ones; of one path, all values."""
    blocks = list(told)
    for conflict in sorted(found, key=lambda each: each.path):
        new = to_document(conflict)
        index = next((n for n, each in enumerate(blocks) if each.get("path") == new["path"]), None)
        if index is None:
            blocks.append(new)
            continue
        values = {canonical.of(v): v for v in (*blocks[index].get("values", ()), *new["values"])}
        blocks[index] = {**blocks[index], "values": [values[each] for each in sorted(values)]}
    return blocks


def _with_conflicts(document: Table, blocks: list[Table]) -> Table:
    """Return the document with these conflicts before its interactions, which grow at the end."""
    if not blocks:
        return document
    last = {"interactions": document["interactions"]} if "interactions" in document else {}
    rest = {key: value for key, value in document.items() if key not in last}
    return {**rest, CONFLICTS: blocks, **last}
