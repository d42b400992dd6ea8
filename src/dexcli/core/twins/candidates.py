"""Which two of a crowd are worth a look: those who share a way, a name, or most of one."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from dexcli.core.twins import given
from dexcli.core.twins.crowd import Crowd, Profile
from dexcli.core.twins.spelling import sound

_MOST_ALIKE = 40  # contacts behind one key; of more, only those who share something else
_MOST_OF_ONE_NAME = 60
_BEGINNING, _END = 2, 3  # letters
_LONE = 6  # letters of a name of one word


def pairs(crowd: Crowd) -> Iterator[tuple[int, int]]:
    """Yield the numbers of two who may be one, each two once, the lower first.

    Looking at all two of 10,000 would be 50 million.
    """
    seen: set[tuple[int, int]] = set()
    for block in _blocks(crowd):
        for pair in combinations(block, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _blocks(crowd: Crowd) -> Iterator[list[int]]:
    for there in crowd.by_way.values():
        yield from _divided(there, crowd, _MOST_ALIKE)
    for there in crowd.by_letters.values():
        yield from _divided(there, crowd, _MOST_OF_ONE_NAME)
    found: dict[object, list[int]] = {}
    for each in crowd.profiles:
        for key in _keys(each):
            found.setdefault(key, []).append(each.number)
    yield from (there for there in found.values() if 1 < len(there) <= _MOST_ALIKE)


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


def _keys(profile: Profile) -> set[tuple[object, ...]]:
    """Return what a contact's names share with names that are a few letters away.

    One word as it stands, with the beginning, the end or the root of another; and
    the beginnings and ends of two, so that each word may have a slip.
    """
    keys: set[tuple[object, ...]] = set()
    for spelled in profile.spellings:
        words = spelled.words
        for one, other in combinations(dict.fromkeys(words), 2):
            keys |= set(_beside(one, other)) | set(_beside(other, one))
            ends = (_ends(one), _ends(other))
            keys |= {tuple(sorted((a, b))) for a in ends[0] for b in ends[1]}
        if len(words) == 1 and len(words[0]) >= _LONE:
            keys |= {(each,) for each in _ends(words[0])}
        keys.add(("sound", sound(spelled.tight)))
        keys.add(("tight", spelled.tight))
    return keys


def _beside(one: str, other: str) -> Iterable[tuple[object, ...]]:
    yield (one, other[0])
    yield (one, f"-{other[-_END:]}")
    yield (sound(one), "sound", other[0])
    for root in given.roots(other):
        yield (one, root)


def _ends(word: str) -> tuple[str, str]:
    return (word[:_BEGINNING], f"-{word[-_END:]}")
