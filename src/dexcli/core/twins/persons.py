"""Twins brought together to persons: who is one with whom, when all of it has to fit."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from dexcli.core.twins import evidence
from dexcli.core.twins.crowd import Crowd
from dexcli.core.twins.evidence import Weighed
from dexcli.core.twins.likeness import Trait

_NEAR = 1.0  # bits; of two who are so near to a third, it can't be told which one it is
_SPELLING = 3.0  # the most by which two spellings of one name differ
_OTHER_WORDS = frozenset({Trait.INITIAL, Trait.FURTHER, Trait.PART, Trait.MARRIED, Trait.NAMELESS})
_ROUNDS = 4  # of looking again at doubts that may be settled by now
_MOST_OF_ONE = 40  # contacts of one person


class Persons:
    """Groups of contacts, each one person; only what fits with all of a group joins it.

    Somebody stands once in a network: two contacts from one source are two people
    unless more than the name says otherwise. So a name that is nearly another's is
    no slip where that network has both.
    """

    def __init__(self, crowd: Crowd, pairs: Iterable[tuple[int, int]]) -> None:
        self._crowd = crowd
        self._weighed: dict[tuple[int, int], Weighed] = {}
        self._group: dict[int, list[int]] = {}
        enough = [pair for pair in pairs if self.weighed(*pair).is_enough]
        self._rivals = _by_member(enough)
        waiting = sorted(enough, key=lambda pair: (-self.weighed(*pair).total, pair))
        for _ in range(_ROUNDS):
            left = [pair for pair in waiting if not self._settled(*pair)]
            if len(left) == len(waiting):
                break
            waiting = left

    def groups(self) -> Iterator[list[int]]:
        """Yield the contacts of each person who has several, in their order."""
        seen: set[int] = set()
        for number, group in sorted(self._group.items()):
            if number not in seen:
                seen |= set(group)
                yield sorted(group)

    def weighed(self, one: int, other: int) -> Weighed:
        """Return what speaks for two being one, looked at once."""
        key = (one, other) if one < other else (other, one)
        if key not in self._weighed:
            self._weighed[key] = evidence.weigh(self._crowd, *key)
        return self._weighed[key]

    def _settled(self, one: int, other: int) -> bool:
        """Join two, or find that they can't be; False where it can't be told yet."""
        mine, yours = self._of(one), self._of(other)
        if mine is yours or not self._fits(mine, yours):
            return True
        if not self.weighed(one, other).is_strong and self._is_torn(one, other):
            return False
        joined = [*mine, *yours]
        for each in joined:
            self._group[each] = joined
        return True

    def _of(self, number: int) -> list[int]:
        return self._group.get(number) or [number]

    def _fits(self, mine: list[int], yours: list[int]) -> bool:
        if len(mine) + len(yours) > _MOST_OF_ONE:
            return False
        return all(self._may_be_one(one, other, [*mine, *yours]) for one in mine for other in yours)

    def _may_be_one(self, one: int, other: int, group: list[int]) -> bool:
        found = self.weighed(one, other)
        if found.contradicts and (
            found.likeness is not None or not self._through(one, other, group)
        ):
            return False
        networks = (self._crowd.profiles[each].networks for each in (one, other))
        return found.is_strong or frozenset.intersection(*networks) == frozenset()

    def _through(self, one: int, other: int, group: list[int]) -> bool:
        """Whether two names that have nothing in common are both another of the same person.

        "Dick Heller" and "Rihcard Heller" are both Richard.
        """
        return any(
            self._is_spelling(one, third) and self._is_spelling(third, other)
            for third in group
            if third not in {one, other}
        )

    def _is_spelling(self, one: int, other: int) -> bool:
        found = self.weighed(one, other)
        return (
            found.is_enough
            and found.likeness is not None
            and found.likeness.cost <= _SPELLING
            and _OTHER_WORDS.isdisjoint(found.likeness.traits)
        )

    def _is_torn(self, one: int, other: int) -> bool:
        """Whether one of two may as well be somebody whom the other can't be."""
        least = self.weighed(one, other).total - _NEAR
        for this, that in ((one, other), (other, one)):
            there = {rival for each in self._of(this) for rival in self._rivals.get(each, ())}
            for rival in there - {this, that}:
                best = max(self.weighed(each, rival).total for each in self._of(this))
                if best < least or self._of(rival) in (self._of(this), self._of(that)):
                    continue
                theirs, all_three = self._of(rival), [*self._of(this), *self._of(that)]
                if self._fits(theirs, self._of(this)) and not self._fits(theirs, all_three):
                    return True
        return False


def closed(persons: Persons) -> Iterator[tuple[int, int, list[int]]]:
    """Yield all two of each person, with the whole of them."""
    for group in persons.groups():
        for one, other in combinations(group, 2):
            yield one, other, group


def _by_member(pairs: Iterable[tuple[int, int]]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found
