"""Which two of a crowd are worth a look: those who share a way, a name, or most of one."""

from collections.abc import Callable, Iterator
from itertools import chain, combinations, permutations

from dexcli.core.twins import given
from dexcli.core.twins.crowd import Crowd, Profile
from dexcli.core.twins.spelling import sound

_MOST_ALIKE = 40  # contacts behind one key; of more, only those who share something else
_MOST_OF_ONE_NAME = 60
_BEGINNING, _END = 2, 3  # letters
_MOST_OTHER_LETTERS = 7  # that only one of two names has
_LONE = 6  # letters of a name of one word


def pairs(crowd: Crowd) -> Iterator[tuple[int, int]]:
    """Yield the numbers of two who may be one, each two once, the lower first.

    Looking at all two of 10,000 would be 50 million.
    """
    seen: set[tuple[int, int]] = set()
    for block in chain(_blocks(crowd), _alike(crowd, _surer_keys)):
        for pair in combinations(block, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair
    for block in _alike(crowd, _keys_of_slips):
        for pair in combinations(block, 2):
            if pair not in seen:
                seen.add(pair)
                if _have_like_letters(crowd, *pair):
                    yield pair


def _blocks(crowd: Crowd) -> Iterator[list[int]]:
    for there in crowd.by_way.values():
        yield from _divided(there, crowd, _MOST_ALIKE)
    for there in crowd.by_letters.values():
        yield from _divided(there, crowd, _MOST_OF_ONE_NAME)


def _alike(
    crowd: Crowd, keys_of: Callable[[Profile], set[tuple[object, ...]]]
) -> Iterator[list[int]]:
    found: dict[object, list[int]] = {}
    for each in crowd.profiles:
        for key in keys_of(each):
            found.setdefault(key, []).append(each.number)
    return (there for there in found.values() if 1 < len(there) <= _MOST_ALIKE)


def _have_like_letters(crowd: Crowd, one: int, other: int) -> bool:
    """Whether two names have about the same letters: looked at before it costs more."""
    from rapidfuzz.distance import Indel  # only where names are compared

    mine, yours = crowd.profiles[one].letters, crowd.profiles[other].letters
    return any(
        Indel.distance(a, b, score_cutoff=_MOST_OTHER_LETTERS) <= _MOST_OTHER_LETTERS
        for a in mine
        for b in yours
    )


def _divided(there: list[int], crowd: Crowd, most: int) -> Iterator[list[int]]:
    """Yield the block, or of a large one those parts that share something more."""
    if len(there) <= most:
        yield there
        return
    parts: dict[str, list[int]] = {}
    for number in there:
        each = crowd.profiles[number]
        said = (each.org, each.city, str(each.contact.birthday or ""), *each.addresses)
        ways = (way.form for way in each.ways)
        names = (f" {' '.join(sorted(one.words))}" for one in each.spellings)
        for key in filter(None, (*said, *ways, *names)):
            parts.setdefault(key, []).append(number)
    yield from (part for part in parts.values() if len(part) <= most)


def _surer_keys(profile: Profile) -> set[tuple[object, ...]]:
    """Return what names share of which one word is the same, and the other begins alike."""
    keys: set[tuple[object, ...]] = set()
    for spelled in profile.spellings:
        for one, other in permutations(dict.fromkeys(spelled.words), 2):
            keys |= {(one, other[0]), (sound(one), "sound", other[0])}
            keys |= {(one, root) for root in given.roots(other)}
        keys |= {("sound", sound(spelled.tight)), ("tight", spelled.tight)}
    return keys


def _keys_of_slips(profile: Profile) -> set[tuple[object, ...]]:
    """Return what names share in which each word may have a slip: beginnings and ends."""
    keys: set[tuple[object, ...]] = set()
    for spelled in profile.spellings:
        for one, other in combinations(dict.fromkeys(spelled.words), 2):
            keys |= {(one, _end(other)), (other, _end(one))}
            keys |= {tuple(sorted((a, b))) for a in _ends(one) for b in _ends(other)}
        if len(spelled.words) == 1 and len(spelled.tight) >= _LONE:
            keys |= {(each,) for each in _ends(spelled.tight)}
    return keys


def _ends(word: str) -> tuple[str, str]:
    return (word[:_BEGINNING], _end(word))


def _end(word: str) -> str:
    return f"-{word[-_END:]}"
