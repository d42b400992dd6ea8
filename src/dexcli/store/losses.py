"""What a merge of ledgers would lose: looked for by itself, without the merge's own rules."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import tomli

from dexcli.core.merging import bare
from dexcli.core.merging.versions import handle_of

Ledger = Mapping[str, bytes]
_KEY = "interactions"


def missing(base: Ledger, ours: Ledger, theirs: Ledger, result: Ledger) -> tuple[str, ...]:
    """Return the interactions that ``result`` lacks and shouldn't, each as ``FILE: WHAT``.

    Whatever stands in a version must be in the result, unless the other version
    removed it and this one left it as it was. One without an id is known by the
    one that derives from it, where a version has that. Of all others without an id, which a
    hand wrote, as many must be there as in the version that has the most, less
    those removed since the base. A file that can't be read counts for nothing.
    """
    names = {
        each
        for each in {*base, *ours, *theirs, *result}
        if not base.get(each) == ours.get(each) == theirs.get(each) == result.get(each)
        and "/" not in each
    }
    old, one, other, merged = _read((base, ours, theirs, result), names)
    lost = [
        *_lost_by_id(old, one, other, merged),
        *_lost_by_id(old, other, one, merged),
        *_lost_without_id(old, one, other, merged),
    ]
    return tuple(sorted(set(lost)))


_Table = dict[str, Any]
_Side = dict[str, list[_Table]]


def _read(sides: Sequence[Ledger], names: set[str]) -> list[_Side]:
    found: list[_Side] = [{} for _ in sides]
    for name in names:
        tables = [_parsed(side[name]) if name in side else None for side in sides]
        base, *versions = (each or {} for each in tables)
        known = bare.known(handle_of(name), base, *versions)
        for side, there, table in zip(found, tables, known, strict=True):
            if there is not None:
                blocks = table.get(_KEY, [])
                side[name] = [each for each in blocks if isinstance(each, dict)]
    return found


def _parsed(raw: bytes) -> _Table | None:
    try:
        return tomli.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _lost_by_id(old: _Side, one: _Side, other: _Side, merged: _Side) -> list[str]:
    there, elsewhere = _ids(merged), _ids(other)
    before = {said for blocks in old.values() for said in map(_said, blocks)}
    lost = []
    for name, blocks in one.items():
        mine = {str(each["id"]) for each in merged.get(name, ()) if each.get("id")}
        theirs = {str(each["id"]) for each in other.get(name, ()) if each.get("id")}
        for block in blocks:
            key = str(block.get("id") or "")
            if not key:
                continue
            is_removed = key not in elsewhere and _said(block) in before
            is_lost_here = name in merged and name in other and key in theirs and key not in mine
            if (key not in there and not is_removed) or is_lost_here:
                lost.append(f"{name}: {block.get('on')} {key}")
    return lost


def _lost_without_id(old: _Side, one: _Side, other: _Side, merged: _Side) -> list[str]:
    counts = [_counts(side) for side in (old, one, other, merged)]
    before, mine, yours, there = counts
    backfilled = {_bare(each) for blocks in merged.values() for each in blocks if each.get("id")}
    lost = []
    for said in mine.keys() | yours.keys():
        o, a, b = before[said], mine[said], yours[said]
        least = min(a, b) if min(a, b) <= o else max(a, b)
        if there[said] < least and said not in backfilled:
            lost.append(f"{said} ({least - there[said]} less)")
    return lost


def _ids(side: _Side) -> set[str]:
    return {str(each["id"]) for blocks in side.values() for each in blocks if each.get("id")}


def _counts(side: _Side) -> Counter[str]:
    return Counter(_bare(each) for blocks in side.values() for each in blocks if not each.get("id"))


def _said(block: dict[str, Any]) -> str:
    return json.dumps(block, sort_keys=True, default=repr)


def _bare(block: dict[str, Any]) -> str:
    """Return what a block says but for its id and whom it mentions, which a merge may rewrite."""
    return _said({key: each for key, each in block.items() if key not in {"id", "with", "by"}})
