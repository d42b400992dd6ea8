"""How the ideas come round: which of them a day shows, from the day and the ideas alone."""

import hashlib
from collections.abc import Sequence
from datetime import date

from dexcli.core.suggestions.idea import Idea

_GOLDEN = (5**0.5 - 1) / 2
_BYTES = 6  # as many as a float holds exactly


def in_turn(ideas: Sequence[Idea], most: int, *, today: date) -> list[Idea]:
    """Return the ideas of a day, at most so many; the same day gives the same.

    Each idea has a place of its own, wherever it stands in the list. One half of the
    places has the even days and the other the odd ones, so that nothing comes two days
    running; a half that is too long for a day is cut into parts that take turns.
    With ideas that stay, all come within a day more than there are lists to fill. One
    that comes or goes moves no other by more than a place, and the turns change only
    where the number of parts does.
    """
    day = today.toordinal()
    if len(ideas) <= most:
        start = day % max(len(ideas), 1)
        return [*ideas[start:], *ideas[:start]]
    placed = sorted(ideas, key=_place)
    middle = (len(placed) + 1) // 2
    halves = placed[:middle], placed[middle:]
    half, other = halves[day % 2], halves[1 - day % 2]
    parts = -(-len(half) // most)
    turn = day // 2
    own = _part(half, turn, parts)
    again = _from_both_ends(_part(half, turn + parts // 2, parts))  # as far off as can be
    chosen = {each.key: each for each in (*own, *again, *half, *other)}
    shown = {key for key, _ in zip(chosen, range(most), strict=False)}
    return [each for each in ideas if each.key in shown]


def _place(idea: Idea) -> tuple[float, tuple[str, ...]]:
    """Return where an idea stands in the round, from 0 to 1, the same on every machine.

    By whose it is; the ideas of one contact lie apart, by steps of the golden ratio,
    which spread any number of points evenly.
    """
    whose = idea.contact.handle.encode("utf-8", "surrogatepass")
    start = int.from_bytes(hashlib.sha256(whose).digest()[:_BYTES], "big") / 256**_BYTES
    return (start + idea.step * _GOLDEN) % 1, idea.key


def _part(half: Sequence[Idea], turn: int, parts: int) -> Sequence[Idea]:
    number = turn % parts
    return half[number * len(half) // parts : (number + 1) * len(half) // parts]


def _from_both_ends(part: Sequence[Idea]) -> list[Idea]:
    """Return a part with its ends first, which a move by one place may leave out."""
    return sorted(part, key=lambda each: min(part.index(each), len(part) - 1 - part.index(each)))
