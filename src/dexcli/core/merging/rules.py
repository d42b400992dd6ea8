"""Which keys of a contact merge by a rule of their own; all others merge by their type."""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.document import BLOCKS, keys_in_order
from dexcli.core.merging import canonical

Place = tuple[str, ...]  # where a value stands, by keys alone: ("interactions", "with")
Table = dict[str, Any]
Identity = tuple[str, ...]

SETS: frozenset[Place] = frozenset(
    {
        ("tags",),
        ("aka",),
        ("interests",),
        ("sources",),
        ("was",),
        ("distinct",),
        ("emails",),
        ("phones",),
        ("addresses",),
        ("interactions", "with"),
        ("interactions", "tags"),
        ("dates", "with"),
        ("conflicts", "values"),
    }
)
_FIRST_DAY = date.min.isoformat()


def is_set(place: Place, values: Iterable[object]) -> bool:
    """Return whether these versions of a list are sets: known ones, or values each there once."""
    lists = [value for value in values if isinstance(value, list)]
    if place in SETS:
        return True
    return all(not isinstance(each, dict | list) for value in lists for each in value) and all(
        len({canonical.of(each) for each in value}) == len(value) for value in lists
    )


def is_keyed(place: Place, values: Iterable[object]) -> bool:
    """Return whether these versions of a list are blocks."""
    lists = [value for value in values if isinstance(value, list)]
    filled = [value for value in lists if value]
    if not all(isinstance(each, dict) for value in filled for each in value):
        return False
    return bool(filled) or place[:1] in {(name,) for name in BLOCKS}


def identities(place: Place, *versions: Sequence[Table]) -> list[list[Identity]]:
    """Return for each version of some blocks who each block is.

    A block is known by its key; without one, or where several have the same, by
    what it says and its number among equals.
    """
    named = [[_key(place, block) for block in version] for version in versions]
    doubtful = {key for keys in named for key, n in Counter(keys).items() if n > 1}
    return [
        list(_numbered(version, keys, doubtful))
        for version, keys in zip(versions, named, strict=True)
    ]


def sort_key(block: Table) -> tuple[str, str, str]:
    """Return what new blocks are sorted by: their day, then what they say, an id last."""
    day = block.get("on")
    said = {key: value for key, value in block.items() if key != "id"}
    return (
        day.isoformat() if isinstance(day, date) else str(day or ""),
        canonical.of(said),
        canonical.of(block.get("id")),
    )


@functools.cache
def rank(place: Place, key: str) -> tuple[int, str]:
    """Return what new keys of a table are sorted by: the format's order, then their name."""
    kind = Contact if not place else BLOCKS.get(place[0]) if len(place) == 1 else None
    order = keys_in_order(kind) if kind is not None else ()
    return (order.index(key) if key in order else len(order), key)


def _key(place: Place, block: Table) -> Identity | None:
    """Return the key of a block, or None if it has none."""
    if isinstance(key := block.get("id"), str) and key:
        return (key,)
    match place:
        case ("relationships",):
            whom = block.get("who") or block.get("name")
            return _texts(block.get("kind"), whom)
        case ("dates",):
            return _texts(block.get("label"))
        case ("gifts",):
            return _texts(block.get("idea"), block.get("for", ""))
        case ("conflicts",) if isinstance(path := block.get("path"), list):
            return _texts(*path)
        case _:
            return None


def _texts(*parts: object) -> Identity | None:
    texts = tuple(part for part in parts if isinstance(part, str))
    return texts if len(texts) == len(parts) and any(texts) else None


def _numbered(
    blocks: Sequence[Table], keys: Sequence[Identity | None], doubtful: set[Identity | None]
) -> Iterator[Identity]:
    seen: Counter[str] = Counter()
    for block, key in zip(blocks, keys, strict=True):
        if key is not None and key not in doubtful:
            yield ("key", *key)
            continue
        said = canonical.of(block)
        yield ("says", said, str(seen[said]))
        seen[said] += 1


def _earliest(days: Sequence[object]) -> object:
    """Return the earliest of some days, as far as they are known."""
    return min(days, key=_day)


def _latest_snooze(snoozes: Sequence[object]) -> object:
    """Return the snooze that was decided last, else the one that lasts longest."""
    return max(snoozes, key=_decided)


def _day(value: object) -> tuple[str, str]:
    try:
        day = PartialDate.from_toml(value)
        return ("" if day.year is None else day.first.isoformat(), canonical.of(value))
    except ValueError:
        return ("~", canonical.of(value))  # behind every day


def _decided(value: object) -> tuple[str, str, str]:
    snooze = value if isinstance(value, dict) else {}
    since, until = (snooze.get(key) for key in ("since", "until"))
    days = [day.isoformat() if isinstance(day, date) else _FIRST_DAY for day in (since, until)]
    return (days[0], days[1], canonical.of(value))


CHOICES: dict[Place, Callable[[Sequence[object]], object]] = {  # one version, never a conflict
    ("added",): _earliest,
    ("removed", "on"): _earliest,
    ("snoozed",): _latest_snooze,
}
