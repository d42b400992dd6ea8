"""Who is in a merged list, and in which order: the same whichever side asks."""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def members(base: Collection[K], ours: Collection[K], theirs: Collection[K]) -> set[K]:
    """Return what all three have, and what one side has added."""
    o, a, b = set(base), set(ours), set(theirs)
    return (o & a & b) | (a - o) | (b - o)


def arranged(
    versions: Sequence[Sequence[K]], wanted: Collection[K], *, key: Callable[[K], object]
) -> list[K]:
    """Return ``wanted`` in order; ``key`` is what new ones at one place are sorted by.

    ``versions`` are the base, ours and theirs.

    What all three have stands as the side has it that reordered it. Where one
    side alone has everything, its own order is the answer; else what is new
    stands behind what it followed, and is sorted where both sides have some.
    """
    base, ours, theirs = versions
    spine = [each for each in _spine(base, ours, theirs) if each in wanted]
    whole = [
        kept
        for side in (ours, theirs)
        if len(kept := [each for each in side if each in wanted]) == len(wanted)
        and [each for each in kept if each in set(spine)] == spine
    ]
    if whole and all(each == whole[0] for each in whole):
        return whole[0]
    return _woven(spine, ours, theirs, wanted, key=key)


def _spine(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K]) -> list[K]:
    common = set(base) & set(ours) & set(theirs)
    o, a, b = ([each for each in side if each in common] for side in (base, ours, theirs))
    if a == o:
        return b
    return a if b == o else max(a, b)


def _woven(
    spine: Sequence[K],
    ours: Sequence[K],
    theirs: Sequence[K],
    wanted: Collection[K],
    *,
    key: Callable[[K], object],
) -> list[K]:
    places = {each: n for n, each in enumerate(spine, start=1)}
    gaps = (_gaps(ours, places, wanted), _gaps(theirs, places, wanted))
    at = {each: max(gap.get(each, 0) for gap in gaps) for gap in gaps for each in gap}
    result: list[K] = []
    for place in range(len(spine) + 1):
        result += [spine[place - 1]] if place else []
        first, second = ([each for each in gap if at[each] == place] for gap in gaps)
        if first == second or not second:
            result += first
        elif not first:
            result += second
        else:
            result += _zipped(first, second, key=key)
    return result


def _zipped(first: list[K], second: list[K], *, key: Callable[[K], object]) -> list[K]:
    """Return both in one row: sorted, but each side's own order stays where they agree on it.

    Meetings logged later than they were stay where they stand, and a step
    taken back moves nothing.
    """
    both = {*first} & {*second}
    if [each for each in first if each in both] != [each for each in second if each in both]:
        return sorted({*first, *second}, key=key)  # type: ignore[arg-type]  # keys can be compared
    result: list[K] = []
    rows = [first[::-1], second[::-1]]
    while all(rows):
        free = [row for row in rows if row[-1] not in both]
        heads = [row[-1] for row in free or rows]
        nearest = min(heads, key=key)  # type: ignore[arg-type]  # as above
        result.append(nearest)
        rows = [row[:-1] if row[-1] == nearest else row for row in rows]
    return [*result, *rows[0][::-1], *rows[1][::-1]]


def _gaps(side: Sequence[K], places: dict[K, int], wanted: Collection[K]) -> dict[K, int]:
    """Return behind which of the common ones each of the others stands, 0 for none."""
    place, found = 0, {}
    for each in side:
        if each in places:
            place = places[each]
        elif each in wanted:
            found[each] = place
    return found
