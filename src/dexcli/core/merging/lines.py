"""Texts compared and merged line by line."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple


class Hunk(NamedTuple):
    """Lines of the base, from ``start`` to before ``end``, that became others."""

    start: int
    end: int
    lines: tuple[str, ...]


def opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what `SequenceMatcher` does, which takes long where much is alike at both ends."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    most -= head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    ends = len(old) - tail, len(new) - tail
    middle = SequenceMatcher(None, old[head : ends[0]], new[head : ends[1]], autojunk=False)
    yield "equal", 0, head, 0, head
    for tag, i1, i2, j1, j2 in middle.get_opcodes():
        yield tag, head + i1, head + i2, head + j1, head + j2
    yield "equal", ends[0], len(old), ends[1], len(new)


def hunks(base: Sequence[str], side: Sequence[str]) -> list[Hunk]:
    """Return what ``side`` changed."""
    return [
        Hunk(i1, i2, tuple(side[j1:j2]))
        for tag, i1, i2, j1, j2 in opcodes(base, side)
        if tag != "equal"
    ]


def applied(base: Sequence[str], changes: Sequence[Hunk]) -> list[str]:
    """Return ``base`` with these changes, which are in order and don't overlap."""
    result: list[str] = []
    done = 0
    for hunk in changes:
        result += [*base[done : hunk.start], *hunk.lines]
        done = hunk.end
    return result + list(base[done:])


def merged(base: str, ours: str, theirs: str) -> str | None:
    """Return the text with the changes of both sides, or None where they touch.

    Merging the result with a side again changes nothing, or it is None.
    """
    result = _merged(base, ours, theirs)
    if result is None or result != _merged(base, result, theirs):
        return None
    return result if result == _merged(base, ours, result) else None


def _merged(base: str, ours: str, theirs: str) -> str | None:
    o, a, b = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    changes = sorted({*hunks(o, a), *hunks(o, b)})
    for before, after in pairwise(changes):
        if after.start <= before.end:
            return None
    return "".join(applied(o, changes))
