"""How far two names are from being spellings of one, and what the difference is, in words."""

import functools
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from dexcli.core.twins import given
from dexcli.core.twins.spelling import OFFICES, Spelling, sound

EXACT = 0.6  # up to here two names are the same, or sound so
_SOUND = 0.5
_TYPO = 2.0
_OTHER_LETTER = 0.5  # a letter is another one, and not missing, doubled or swapped
_FIRST_LETTER = 1.0
_SHORT_WORD = 0.5
_FAR_TYPO, _FAR_TYPO_OF_LONG, _FAR_TYPO_OF_SHORT = 3.5, 2.5, 5.5
_FORM = 2.0
_PREFIX = 2.5
_DIMINUTIVE = 2.5
_INITIAL, _TURNED_INITIAL, _SURNAME_INITIAL, _DOUBTFUL_INITIAL = 4.0, 4.5, 5.5, 6.5
_FURTHER_INITIAL = 1.0  # beside two words that agree
_FURTHER_WORD, _FURTHER_TO_INITIAL = 1.5, 0.5
_ONE_WORD = 4.0  # "Anna" may be any Anna
_PART = 5.5  # one word of a name, alone
_MARRIED = 11.0
_SHORT, _LONG, _VERY_LONG = 4, 7, 9  # letters of a word
_LEAST_PREFIX = 3
_TWO = 2  # words, as most names have
_LEAST_TIGHT = 8  # letters of a whole name in which one may be wrong
_NOBODY_S = OFFICES | {"und", "and", "et"}  # who has one more of these is somebody else


class Trait(StrEnum):
    """What two names have in common, or not quite."""

    SAME = "the same name"
    ORDER = "the same name in another order"
    SOUND = "the same name in another spelling"
    TYPO = "the names one letter apart"
    FAR_TYPO = "the names few letters apart"
    FORM = "two forms of one given name"
    INITIAL = "an initial in place of a name"
    FURTHER = "the same name, once with a further one"
    PART = "one name a part of the other"
    MARRIED = "the same given name, another family name"
    NAMELESS = "one has no name yet"


class Likeness(Struct, frozen=True):
    """How far two names are apart: 0 for the same, and why.

    ``matched`` are the words that stand for each other; ``changed`` those of
    them that aren't the same.
    """

    cost: float
    traits: tuple[Trait, ...]
    matched: tuple[tuple[str, str], ...] = ()
    keeps_first: bool = True  # the first words stand for each other

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        """The words that stand for each other and differ."""
        return tuple(pair for pair in self.matched if pair[0] != pair[1])


def nearest(mine: Sequence[Spelling], yours: Sequence[Spelling]) -> Likeness | None:
    """Return how alike two people's names are, by those spellings that are nearest.

    None where they contradict each other: nobody is called both.
    """
    if not mine or not yours:
        return Likeness(_PART, (Trait.NAMELESS,))
    best: Likeness | None = None
    for one in mine:
        for other in yours:
            found = between(one, other)
            if found is not None and (best is None or found.cost < best.cost):
                best = found
    return best


def between(one: Spelling, other: Spelling) -> Likeness | None:
    """Return how alike two spellings are, None where they contradict each other."""
    if one.generation != other.generation and (one.generation and other.generation):
        return None
    found = _by_words(one, other)
    if found is not None and one.generation != other.generation:  # father and son, perhaps
        return Likeness(found.cost + _FORM, found.traits, found.matched)
    return found


def _by_words(one: Spelling, other: Spelling) -> Likeness | None:
    a, b = one.words, other.words
    if a == b:
        cost = 0.0 if len(a) > 1 else _ONE_WORD
        return Likeness(cost, (Trait.SAME,), tuple(zip(a, b, strict=True)))
    if sorted(a) == sorted(b):
        return Likeness(0.0, (Trait.ORDER,), tuple((word, word) for word in a))
    if one.tight == other.tight:  # "Beer-Hofmann" and "Beerhofmann"
        return Likeness(0.0, (Trait.SAME,), ((one.tight, one.tight),))
    return _aligned(a, b) or _run_together(one, other)


def _run_together(one: Spelling, other: Spelling) -> Likeness | None:
    """Return how alike names are that are divided into words otherwise."""
    from rapidfuzz.distance import OSA  # only where names are compared

    if len(one.words) == len(other.words) or min(len(one.tight), len(other.tight)) < _LEAST_TIGHT:
        return None
    if OSA.distance(one.tight, other.tight, score_cutoff=1) > 1:
        return None
    return Likeness(_TYPO + _FIRST_LETTER, (Trait.TYPO,), ((one.tight, other.tight),))


def _aligned(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    pairs = _of_two(a, b) if len(a) == len(b) == _TWO else list(_pairs(a, b))
    mine = sorted(set(range(len(a))) - {i for i, _, _ in pairs})
    yours = sorted(set(range(len(b))) - {j for _, j, _ in pairs})
    matched = tuple((a[i], b[j]) for i, j, _ in pairs)
    if mine and yours:
        return _married(a, b, pairs, (mine, yours))
    left = [a[n] for n in mine] + [b[n] for n in yours]
    whole = [word for word, _ in matched if len(word) > 1]
    if not whole or not _NOBODY_S.isdisjoint(left):
        return None
    traits, cost = _priced(a, b, pairs)
    if left and len(matched) == 1:
        return Likeness(cost + _PART, (*traits, Trait.PART), matched)
    is_brief = Trait.INITIAL in traits
    for each in left:
        is_light = is_brief or len(each) == 1
        cost += _FURTHER_TO_INITIAL if is_light else _FURTHER_WORD
    traits += [Trait.FURTHER] if left else []
    in_order = [j for _, j, _ in sorted(pairs)] == sorted(j for _, j, _ in pairs)
    traits += [] if in_order else [Trait.ORDER]
    keeps_first = any((i, j) == (0, 0) for i, j, _ in pairs)
    return Likeness(cost, tuple(dict.fromkeys(traits)) or (Trait.SAME,), matched, keeps_first)


def _priced(
    a: tuple[str, ...], b: tuple[str, ...], pairs: Sequence[tuple[int, int, Likeness]]
) -> tuple[list[Trait], float]:
    """Return what differs in words that stand for each other, and how much that counts."""
    full = sum(min(len(a[i]), len(b[j])) > 1 for i, j, _ in pairs)
    traits: list[Trait] = []
    cost, initials = 0.0, 0
    for i, j, each in pairs:
        traits += [trait for trait in each.traits if trait is not Trait.SAME]
        if Trait.INITIAL not in each.traits:
            cost += each.cost
            continue
        initials += 1
        price = _price_of_initial(a, b, pairs, (i, j))
        cost += _FURTHER_INITIAL if full > 1 else price if initials == 1 else -_FURTHER_INITIAL
    return traits, cost


def _price_of_initial(
    a: tuple[str, ...],
    b: tuple[str, ...],
    pairs: Sequence[tuple[int, int, Likeness]],
    place: tuple[int, int],
) -> float:
    """Return what it counts that an initial stands for a name, by what it stands beside.

    "H. Heller" is surer to be Hugo than "Hugo H." to be Heller, and "R. Wilhelm"
    may be Richter as well as Richard.
    """
    beside = [(i, j) for i, j, _ in pairs if (i, j) != place]
    is_turned = any((i < place[0]) != (j < place[1]) for i, j in beside)
    is_given = any(given.roots(a[i]) for i, _ in beside)
    brief, length = (place[0], len(a)) if len(a[place[0]]) == 1 else (place[1], len(b))
    if brief < length - 1:
        return _INITIAL if not is_turned else _DOUBTFUL_INITIAL if is_given else _TURNED_INITIAL
    return _SURNAME_INITIAL if is_given and not is_turned else _TURNED_INITIAL


def _married(
    a: tuple[str, ...],
    b: tuple[str, ...],
    pairs: Sequence[tuple[int, int, Likeness]],
    left: tuple[list[int], list[int]],
) -> Likeness | None:
    """Return how alike names are that share the given name and have each another family name."""
    mine, yours = left
    given_agrees = any((i, j) == (0, 0) and each.cost <= _FORM for i, j, each in pairs)
    if given_agrees and mine == [len(a) - 1] and yours == [len(b) - 1] and len(a[0]) > 1:
        matched = tuple((a[i], b[j]) for i, j, _ in pairs)
        return Likeness(_MARRIED, (Trait.MARRIED,), matched)
    return None


def _of_two(a: tuple[str, ...], b: tuple[str, ...]) -> list[tuple[int, int, Likeness]]:
    """Return what `_pairs` does for names of two words, as most are: 5 of 9 seconds of 10,000."""
    straight = [(n, n, each) for n in (0, 1) if (each := word(a[n], b[n])) is not None]
    if len(straight) == _TWO and not straight[0][2].cost + straight[1][2].cost:
        return straight
    turned = [(n, 1 - n, each) for n in (0, 1) if (each := word(a[n], b[1 - n])) is not None]
    return min(
        (straight, turned), key=lambda pairs: (-len(pairs), sum(each.cost for _, _, each in pairs))
    )


def _pairs(a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[tuple[int, int, Likeness]]:
    """Yield which word stands for which, the surest first; of equals, those at one place."""
    found = []
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            if (each := word(one, other)) is not None:
                found.append((each.cost, abs(i - j), i, j, each))
    used: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j, each in sorted(found, key=lambda one: one[:4]):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield i, j, each


@functools.lru_cache(maxsize=262144)
def word(one: str, other: str) -> Likeness | None:
    """Return how alike two words of names are, None where they are two words."""
    if one == other:
        return Likeness(0.0, (Trait.SAME,))
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        begins = long.startswith(short) or given.may_begin(long, short)
        return Likeness(_INITIAL, (Trait.INITIAL,)) if begins else None
    if given.are_two(one, other):
        return None
    if sound(one) == sound(other):
        return Likeness(_SOUND, (Trait.SOUND,))
    return _form(short, long) or _typo(short, long)


def _form(short: str, long: str) -> Likeness | None:
    """Return how alike two forms of one given name are: "Fritz", "Max", "Otti"."""
    if given.is_form(short, long):
        return Likeness(_FORM, (Trait.FORM,))
    if given.is_diminutive(short, long) or given.is_diminutive(long, short):
        return Likeness(_DIMINUTIVE, (Trait.FORM,))
    is_beginning = len(short) >= _LEAST_PREFIX and long.startswith(short)
    if is_beginning and _typo(short, long) is None:
        return Likeness(_PREFIX, (Trait.FORM,))
    return None


def _typo(short: str, long: str) -> Likeness | None:
    from rapidfuzz.distance import OSA  # only where names are compared

    distance = OSA.distance(short, long, score_cutoff=2)
    if distance > 2 or len(short) < _LEAST_PREFIX or len(long) < _SHORT:  # noqa: PLR2004 - two slips
        return None
    first = _FIRST_LETTER if short[0] != long[0] else 0.0
    if distance > 1:
        return _far_typo(short, long, first)
    other = _OTHER_LETTER if len(short) == len(long) and sorted(short) != sorted(long) else 0.0
    brief = _SHORT_WORD + other if len(short) <= _SHORT else 0.0
    return Likeness(_TYPO + first + other + brief, (Trait.TYPO,))


def _far_typo(short: str, long: str, first: float) -> Likeness | None:
    """Return how alike two words are that are two slips apart, as "Maria" and "Martha" are."""
    if given.are_known(short, long) or len(short) < _SHORT:
        return None
    if len(long) >= _VERY_LONG and not first:
        return Likeness(_FAR_TYPO_OF_LONG, (Trait.FAR_TYPO,))
    if len(long) >= _LONG:
        return Likeness(_FAR_TYPO + first, (Trait.FAR_TYPO,))
    if len(short) == len(long) == _SHORT or (short[0], short[-1]) != (long[0], long[-1]):
        return None
    return Likeness(_FAR_TYPO_OF_SHORT, (Trait.FAR_TYPO,))
