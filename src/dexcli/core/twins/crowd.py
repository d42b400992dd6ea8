"""Everybody whom a search for twins looks at, with what they share, counted once."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.twins import given, likeness, spelling, ways
from dexcli.core.twins.likeness import EXACT, Likeness
from dexcli.core.twins.spelling import Spelling
from dexcli.core.twins.ways import Way

_MOST_AT_ONE_WAY = 8  # people who share a way to be reached; more are an office
_COMMON = 12  # contacts with one word in their names, from which it tells nobody apart
_COMMON_FAMILY = 30
_LEGAL_TEXT = "gmbh ag kg ohg ug se ev eg inc llc ltd co corp plc sa sarl sas srl spa"
_LEGAL = frozenset(_LEGAL_TEXT.split())


class Profile(Struct, frozen=True, dict=True):
    """A contact as it is compared; ``number`` is its place in the crowd."""

    number: int
    contact: Contact
    spellings: tuple[Spelling, ...]
    ways: tuple[Way, ...]
    networks: frozenset[str]
    org: str
    title: str
    city: str
    addresses: frozenset[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of all names."""
        return frozenset(word for each in self.spellings for word in each.words)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The ways to reach somebody, as they are compared."""
        return frozenset(way.form for way in self.ways)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The letters of each name in the order of the alphabet."""
        return tuple("".join(sorted(each.tight)) for each in self.spellings)


class Crowd(Struct, frozen=True, dict=True):
    """The profiles of all contacts; what several share is looked up here."""

    profiles: Sequence[Profile]

    @classmethod
    def of(cls, contacts: Iterable[Contact]) -> "Crowd":
        """Return the crowd of these contacts."""
        everybody = list(contacts)
        phones = ways.numbers(everybody)
        return cls([_profile(n, each, phones) for n, each in enumerate(everybody)])

    def likeness(self, one: int, other: int) -> Likeness | None:
        """Return how alike the names of two are; None where they contradict each other."""
        key = (one, other) if one < other else (other, one)
        if key not in self._alike:
            mine, yours = self.profiles[key[0]], self.profiles[key[1]]
            self._alike[key] = likeness.nearest(mine.spellings, yours.spellings)
        return self._alike[key]

    def is_shared(self, way: Way) -> bool:
        """Whether a way to be reached is a family's or an office's: two names there are two."""
        if way.form not in self._shared:
            there = self.by_way[way.form]
            self._shared[way.form] = len(there) > _MOST_AT_ONE_WAY or any(
                self.likeness(one, other) is None
                for place, one in enumerate(there)
                for other in there[:place]
            )
        return self._shared[way.form]

    def is_real(self, word: str) -> bool:
        """Whether a word stands in the names of two people at least: no mere misspelling."""
        found = self.by_word.get(word, ())
        if len(found) > _COMMON:
            return True
        return any(
            self.likeness(one, other) is None
            for place, one in enumerate(found)
            for other in found[:place]
        )

    def is_slip(self, words: tuple[str, str]) -> bool:
        """Whether one of two words is a known name, and the other stands nowhere else."""
        once = [len(self.by_word.get(word, ())) == 1 and not given.roots(word) for word in words]
        known = [bool(given.roots(word)) or self.is_real(word) for word in words]
        return (once[0] and known[1]) or (once[1] and known[0])

    def is_alone(self, one: int, other: int, words: tuple[str, str]) -> bool:
        """Whether nobody else has either of two words in the name."""
        found = {each for word in set(words) for each in self.by_word.get(word, ())}
        if len(found) > _COMMON:
            return False
        return all(
            self.likeness(each, one) is not None or self.likeness(each, other) is not None
            for each in found - {one, other}
        )

    def is_a_whole_name(self, word: str) -> bool:
        """Whether a word is all of a name wherever it stands, and no given name."""
        return not given.roots(word) and all(
            len(spelled.words) == 1
            for each in self.by_word.get(word, ())
            for spelled in self.profiles[each].spellings
        )

    def is_only(self, one: int, other: int, words: tuple[str, str]) -> bool:
        """Whether all who have one of two words, and may be one of two people, may be both."""
        found = {each for word in set(words) for each in self.by_word.get(word, ())}
        if len(found) > _COMMON_FAMILY:
            return False
        return all(
            (self.likeness(each, one) is None) == (self.likeness(each, other) is None)
            for each in found - {one, other}
        )

    def namesakes(self, number: int) -> set[int]:
        """Return the others who have the same name."""
        near = {other for each in self.profiles[number].spellings
                for other in self.by_letters[_letters(each)]}  # fmt: skip
        alike = {other: self.likeness(number, other) for other in near - {number}}
        return {other for other, found in alike.items() if found and found.cost <= EXACT}

    @cached_property
    def by_way(self) -> dict[str, list[int]]:
        """Who is reached in each way."""
        return _index((way.form, each.number) for each in self.profiles for way in each.ways)

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """Who has each word in a name."""
        return _index((word, each.number) for each in self.profiles for word in each.words)

    @cached_property
    def by_letters(self) -> dict[str, list[int]]:
        """Who has each name, whatever the order of its words."""
        return _index(
            (_letters(one), each.number) for each in self.profiles for one in each.spellings
        )

    @cached_property
    def by_org(self) -> dict[str, list[int]]:
        """Who is at each employer."""
        return _index((each.org, each.number) for each in self.profiles if each.org)

    @cached_property
    def _alike(self) -> dict[tuple[int, int], Likeness | None]:
        return {}

    @cached_property
    def _shared(self) -> dict[str, bool]:
        return {}


def _profile(number: int, contact: Contact, phones: dict[str, str]) -> Profile:
    org = [word for word in names.word_list(contact.org) if word not in _LEGAL]
    return Profile(
        number,
        contact,
        spelling.of_all(contact.names),
        ways.of(contact, phones),
        frozenset(each.partition(":")[0] for each in contact.sources if ":" in each),
        " ".join(org),
        names.fold(contact.title),
        names.fold(contact.city),
        frozenset(map(names.fold, contact.addresses)),
    )


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, number in pairs:
        there = found.setdefault(key, [])
        if not there or there[-1] != number:
            there.append(number)
    return found


def _letters(one: Spelling) -> str:
    return " ".join(sorted(one.words))
