"""Which contacts of one person may be merged unasked: a shared way to reach them, and no doubt."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from dexcli.core.contact import Contact
from dexcli.core.twins import ways
from dexcli.core.twins.crowd import Crowd
from dexcli.core.twins.evidence import birthdays
from dexcli.core.twins.likeness import EXACT, Likeness, Trait
from dexcli.core.twins.persons import Persons
from dexcli.core.twins.spelling import sound
from dexcli.core.twins.ways import Means, Way

_FULL_NAME = 2  # words
_OF_ONE_NETWORK = 2  # ways that two from one network share: a son may be at his father's
_LONG_ENOUGH = 5  # letters of a word in which a slip is no other name
_ENDING = 2  # letters, in which names of men and women differ


def parts(crowd: Crowd, persons: Persons, group: Sequence[int]) -> Iterator[list[int]]:
    """Yield those of one person who may be merged unasked, in parts that hold together.

    In each, one is reached as the next is, and no two contradict each other; a
    part in which two do is left to somebody who knows them.
    """
    linked = [pair for pair in combinations(group, 2) if _is_linked(crowd, persons, *pair)]
    for part in _joined(linked):
        if all(_agree(crowd, *pair) for pair in combinations(part, 2)) and not any(
            crowd.namesakes(each) - set(group) for each in part
        ):
            yield part


def _is_linked(crowd: Crowd, persons: Persons, one: int, other: int) -> bool:
    found = persons.weighed(one, other)
    if not found.is_enough or not _agree(crowd, one, other):
        return False
    own = sum(_is_own(crowd, way) for way in found.ways)
    networks = (crowd.profiles[each].networks for each in (one, other))
    return own >= (_OF_ONE_NETWORK if frozenset.intersection(*networks) else 1)


def _is_own(crowd: Crowd, way: Way) -> bool:
    """Whether a way to be reached is one person's, as far as can be known."""
    if way.is_role or crowd.is_shared(way):
        return False
    if way.means is not Means.PHONE:
        return True
    holders = (crowd.profiles[each].ways for each in crowd.by_way[way.form])
    written = {each.value for there in holders for each in there if each.form == way.form}
    return not any(map(ways.is_household, written))


def _agree(crowd: Crowd, one: int, other: int) -> bool:
    """Whether nothing that two contacts say contradicts that they are one."""
    mine, yours = crowd.profiles[one], crowd.profiles[other]
    a, b = mine.contact, yours.contact
    alike = crowd.likeness(one, other)
    if alike is None or not _is_one_name(crowd, alike):
        return False
    if not (a.is_active and b.is_active) or a.died != b.died:
        return False
    if _have_two_accounts(a, b):
        return False
    if a.birthday and b.birthday and not birthdays(a.birthday, b.birthday):
        return False
    return not _have_each_their_own(a, b)


def _is_one_name(crowd: Crowd, alike: Likeness) -> bool:
    """Whether two names are one without a doubt; a short form may be the son's."""
    if len(alike.matched) < _FULL_NAME and alike.cost > 0:
        return False
    if len(alike.matched) == 1 and len(alike.matched[0][0]) < _FULL_NAME * _LONG_ENOUGH:
        return False
    if alike.cost <= EXACT:
        return True
    allowed = {Trait.SAME, Trait.SOUND, Trait.ORDER, Trait.TYPO, Trait.FURTHER}
    if not allowed.issuperset(alike.traits) or not alike.keeps_first:
        return False
    return all(_is_slip(crowd, *pair) for pair in alike.changed)


def _is_slip(crowd: Crowd, one: str, other: str) -> bool:
    """Whether one of two words is the other one misspelt, and no name of its own."""
    if sound(one) == sound(other):
        return True
    if min(len(one), len(other)) < _LONG_ENOUGH or one[0] != other[0]:
        return False
    return one[-_ENDING:] == other[-_ENDING:] and not (crowd.is_real(one) and crowd.is_real(other))


def _have_two_accounts(one: Contact, other: Contact) -> bool:
    return any(
        ways.account(one.accounts[kind]) != ways.account(other.accounts[kind])
        for kind in one.accounts.keys() & other.accounts.keys()
    )


def _have_each_their_own(one: Contact, other: Contact) -> bool:
    """Whether both have addresses at one domain, and not the same: two of one house."""
    mine, yours = ({ways.email(each) for each in contact.emails} for contact in (one, other))
    if mine & yours:
        return False
    domains = ({each.rpartition("@")[2] for each in emails} for emails in (mine, yours))
    return not set.isdisjoint(*domains)


def _joined(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for one, other in pairs:
        mine, yours = groups.get(one, [one]), groups.get(other, [other])
        if mine is not yours:
            joined = [*mine, *yours]
            groups |= dict.fromkeys(joined, joined)
    return list({id(each): sorted(each) for each in groups.values()}.values())
