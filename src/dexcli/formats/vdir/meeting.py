"""A card and a contact since they were last seen alike: what each side learns of the other."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from dexcli.core import conflicts, merge3
from dexcli.core.contact import Conflict
from dexcli.core.dates import PartialDate
from dexcli.formats.vdir.shapes import KEYS, TEXTS, Shape, same

Path = tuple[str, ...]


class Met(Struct, frozen=True):
    """What both sides are to say; where they contradict each other, each keeps its own."""

    here: Shape
    there: Shape
    conflicts: tuple[Conflict, ...] = ()


class Seen(Struct, frozen=True):
    """What both sides said when they were last seen, and what they contradicted each other in."""

    here: Shape = {}
    there: Shape = {}
    disputed: tuple[Path, ...] = ()


def met(seen: Seen, here: Shape, there: Shape, *, open_: Iterable[Path] = ()) -> Met:
    """Return what a contact (``here``) and its card (``there``) are to say.

    What changed on one side goes to the other. What changed on both is merged by
    the rules of two versions of a file. A contradiction that waited and is settled
    now (no longer ``open_``) is a change here.
    """
    waiting = set(open_)
    settled = {path[0] for path in seen.disputed if path not in waiting}
    result: tuple[Shape, Shape] = ({}, {})
    found: list[Conflict] = []
    for key in KEYS:
        old = tuple(each.get(key) for each in (seen.here, seen.there))
        now = (here.get(key), there.get(key))
        if key in settled and same(now[1], old[1]):
            values = _taking(now[0], now[1])
        else:
            values, more = _key(key, old, now)
            found += more
        for side, value in zip(result, values, strict=True):
            if value:
                side[key] = value
    return Met(*result, tuple(found))


Two = tuple[Any, ...]


def _taking(value: Any, other: Any) -> Two:  # noqa: ANN401 - values of a shape
    return (value, value) if value else (value, other)


def _key(key: str, old: Two, now: Two) -> tuple[Two, list[Conflict]]:
    """Return what both are to say under one key, and the contradictions."""
    (was_here, was_there), (here, there) = old, now
    if same(here, there):
        return now, []
    if same(there, was_there):
        if same(here, was_here):
            return now, []  # they differ on purpose: a contradiction waits
        wanted, _ = _merged(key, was_here, here, there)
        return (here, here if key in (*TEXTS, "name") else wanted), []
    if same(here, was_here):
        wanted, _ = _merged(key, was_there, there, here)
        return (there if key in (*TEXTS, "name") else wanted, there), []
    value, found = _merged(key, was_here, here, there)
    return _apart(key, value, now, found), [_told(each) for each in found]


def _merged(key: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, list[Conflict]]:  # noqa: ANN401 - values of a shape
    tables = [{key: each} if each else {} for each in (base, ours, theirs)]
    done = merge3.merge(*tables)
    true = [each for each in done.conflicts if each.kind == merge3.VALUE]
    return done.document.get(key), true


def _apart(key: str, value: Any, now: Two, found: list[Conflict]) -> Two:  # noqa: ANN401 - values of a shape
    """Return the merged value for each side, with its own where they contradict each other."""
    sides = []
    for own in now:
        table = _copy({key: value})
        for each in found:
            said = conflicts.value_at({key: own}, each.path)
            conflicts.place_at(table, each.path, said)
        sides.append(table.get(key))
    return tuple(sides)


def _copy(value: Any) -> Any:  # noqa: ANN401 - a value of a shape
    match value:
        case dict():
            return {key: _copy(each) for key, each in value.items()}
        case list():
            return [_copy(each) for each in value]
        case _:
            return value


def _told(conflict: Conflict) -> Conflict:
    """Return a contradiction as the contact's file has it: days as days."""
    if conflict.path[-1] not in {"birthday", "on"}:
        return conflict
    base = None if conflict.base is None else _day(conflict.base)
    return Conflict(
        path=conflict.path,
        kind=conflict.kind,
        base=base,
        values=tuple(_day(each) for each in conflict.values),
    )


def _day(value: str) -> Any:  # noqa: ANN401 - a TOML value
    return PartialDate.parse(value).to_toml()
