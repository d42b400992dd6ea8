"""What speaks for two contacts being one person, weighed and in words."""

from collections.abc import Iterator

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.twins import given
from dexcli.core.twins.crowd import Crowd, Profile
from dexcli.core.twins.likeness import EXACT, Likeness, Trait
from dexcli.core.twins.ways import Means, Way

# The weights are in bits: with one more, it is twice as likely that two are one.
ENOUGH = 5.5
_NAME = 9.0
_WAYS = {Means.SOURCE: 12.0, Means.ACCOUNT: 12.0, Means.EMAIL: 10.0, Means.PHONE: 8.0}
_SHARED_WAY = 4.0  # a family's or an office's
_BIRTHDAY, _DAY_OF_YEAR = 7.0, 5.0
_ADDRESS = 5.0
_ORG, _LARGE_ORG, _TITLE, _CITY = 3.0, 1.5, 1.0, 1.0
_OTHER_ORG = -0.5
_ALONE = 1.5  # nobody else has this word in the name
_REAL_WORDS = -2.0  # what looks like a misspelling is two names that others have too
_ONLY = 2.0  # an initial can stand for nobody else here
_SLIP = 1.0  # one word is a known name, the other stands nowhere else
_SECOND_FIELD = 1.5
_LARGE = 10  # contacts at one employer
_GENERATION = 12  # years


class Weighed(Struct, frozen=True):
    """How much speaks for two being one, in bits, and what.

    ``ways`` are those that both are reached in; ``is_strong`` is whether it is
    more than a name.
    """

    total: float
    likeness: Likeness | None
    evidence: tuple[str, ...]
    ways: tuple[Way, ...] = ()
    is_strong: bool = False
    contradicts: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether it is worth asking somebody."""
        return self.total >= ENOUGH and not self.contradicts


_NOT_ALIKE = Weighed(0.0, None, (), contradicts=True)


def weigh(crowd: Crowd, one: int, other: int) -> Weighed:
    """Return what speaks for two of a crowd being one person, and what against it."""
    mine, yours = crowd.profiles[one], crowd.profiles[other]
    alike = crowd.likeness(one, other)
    if alike is None:
        return _NOT_ALIKE
    ways = tuple(way for way in mine.ways if way.form in yours.forms)
    same_birthday = birthdays(mine.contact.birthday, yours.contact.birthday)
    if same_birthday == 0 or are_known_as_two(mine.contact, yours.contact):
        return Weighed(0.0, alike, (), ways, contradicts=True)
    best = max((_weight(crowd, way) for way in ways), default=0.0)
    fields = list(_fields(crowd, mine, yours))
    total = _NAME - alike.cost + best + len(ways[1:]) + sum(weight for weight, _ in fields)
    if not ways:
        total += _rarity(crowd, one, other, alike)
    is_second = max((weight for weight, _ in fields), default=0.0) > _SECOND_FIELD
    is_strong = best > _SHARED_WAY or (is_second and alike.cost <= EXACT)
    more = [text for _, text in fields if text]
    name = " and ".join([*(alike.traits or (Trait.SAME,)), *more])
    if alike.cost <= EXACT and not more and not crowd.namesakes(one) - {other}:
        name += ", and nobody else's in the ledger"
    told = (*(way.told for way in ways), name)
    return Weighed(total, alike, told, ways, is_strong=is_strong)


def birthdays(one: PartialDate | None, other: PartialDate | None) -> float | None:
    """Return how much two birthdays agree, in bits; 0 where they contradict each other.

    None tells nothing: one isn't known, or day and month are swapped, as happens
    between 10/12 and 12/10.
    """
    if one is None or other is None:
        return None
    years = (one.year, other.year)
    days = ((one.month, one.day), (other.month, other.day))
    if None not in years and years[0] != years[1]:
        is_slip = days[0] == days[1] and None not in days[0]
        return None if is_slip and abs(years[0] - years[1]) < _GENERATION else 0.0  # type: ignore[operator]  # neither is None
    if None in days[0] or None in days[1]:
        return 0.0 if one.month and other.month and one.month != other.month else None
    if days[0] == days[1]:
        return _BIRTHDAY if None not in years else _DAY_OF_YEAR
    if days[0] == days[1][::-1] or (None not in years and days[0][0] == days[1][0]):
        return None
    return 0.0


def are_known_as_two(one: Contact, other: Contact) -> bool:
    """Whether somebody said that they are two, or one of them knows the other."""
    return any(
        (a.distinct and not {b.handle, b.id, *b.was}.isdisjoint(a.distinct))
        or any(each.who == b.handle for each in a.relationships)
        for a, b in ((one, other), (other, one))
    )


def _weight(crowd: Crowd, way: Way) -> float:
    is_everybody_s = way.is_role or crowd.is_shared(way)
    return _SHARED_WAY if is_everybody_s else _WAYS[way.means]


def _rarity(crowd: Crowd, one: int, other: int, alike: Likeness) -> float:
    """Return what it adds or takes that other people have these words in their names."""
    if alike.cost <= EXACT:
        return _ALONE
    if len(alike.matched) == 1 and Trait.SAME in alike.traits:
        return _ALONE if crowd.is_a_whole_name(alike.matched[0][0]) else 0.0
    words = [pair for pair in alike.matched if min(map(len, pair)) > 1]
    weight = _ALONE if any(crowd.is_alone(one, other, pair) for pair in words) else 0.0
    if Trait.INITIAL in alike.traits and any(crowd.is_only(one, other, pair) for pair in words):
        weight = _ONLY
    doubtful = {Trait.TYPO, Trait.FAR_TYPO}.intersection(alike.traits)
    if doubtful and any(
        all(map(crowd.is_real, pair)) or given.are_known(*pair) for pair in alike.changed
    ):
        weight += _REAL_WORDS
    elif doubtful and any(map(crowd.is_slip, alike.changed)):
        weight = max(weight, _SLIP)
    return weight


def _fields(crowd: Crowd, mine: Profile, yours: Profile) -> Iterator[tuple[float, str]]:
    one, other = mine.contact, yours.contact
    if agreed := birthdays(one.birthday, other.birthday):
        yield agreed, f"the same birthday {one.birthday}"
    if mine.org and mine.org == yours.org:
        is_large = len(crowd.by_org[mine.org]) > _LARGE
        yield _LARGE_ORG if is_large else _ORG, f"the same employer {one.org}"
    elif mine.org and yours.org:
        yield _OTHER_ORG, ""
    if mine.title and mine.title == yours.title:
        yield _TITLE, f"the same title {one.title}"
    if mine.addresses & yours.addresses:
        yield _ADDRESS, "the same address"
    elif mine.city and mine.city == yours.city:
        yield _CITY, f"the same city {one.city}"
