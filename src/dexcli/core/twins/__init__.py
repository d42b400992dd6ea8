"""Who may be in the ledger twice, with what speaks for it; which of them need no question.

A pair is found by what both share, or by a name that nobody else has. Names alone
are evidence for a person who decides, and never enough to merge unasked.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.twins import candidates, sure
from dexcli.core.twins.crowd import Crowd
from dexcli.core.twins.evidence import ENOUGH
from dexcli.core.twins.persons import Persons

_THROUGH = 0.9  # of the score, where two are one only since both are a third
_HALF = 4.0  # bits at which the score is a half


class Twins(Struct, frozen=True):
    """Two contacts who may be one person; ``keep`` is the one who had better stay.

    ``score`` is between 0 and 1; ``evidence`` says in words what speaks for it.
    """

    keep: Contact
    other: Contact
    score: float
    evidence: tuple[str, ...]


class Found(Struct, frozen=True):
    """All who may be here twice, the strongest first, and who needs no question.

    ``sure`` are persons with all their contacts, who stays first.
    """

    twins: list[Twins]
    sure: list[list[Contact]]


def find(contacts: Iterable[Contact], *, me: str = "") -> Found:
    """Return who of these contacts may be the same person.

    Two who are archived or dead are left alone; ``me`` is the handle of the
    ledger's owner, who stays.
    """
    crowd = Crowd.of(contacts)
    persons = Persons(crowd, candidates.pairs(crowd))
    twins: list[Twins] = []
    certain: list[list[Contact]] = []
    for group in persons.groups():
        ranked = sorted(group, key=lambda each: _rank(crowd.profiles[each].contact, me))
        people = [crowd.profiles[each].contact for each in ranked]
        for one, other in combinations(range(len(group)), 2):
            if people[one].is_active or people[other].is_active:
                score, evidence = _spoken(crowd, persons, ranked, (one, other))
                twins.append(Twins(people[one], people[other], score, evidence))
        certain += [
            [crowd.profiles[each].contact for each in ranked if each in part]
            for part in sure.parts(crowd, persons, group)
        ]
    twins.sort(key=lambda each: (-each.score, each.keep.handle, each.other.handle))
    return Found(twins, certain)


def _spoken(
    crowd: Crowd, persons: Persons, ranked: Sequence[int], pair: tuple[int, int]
) -> tuple[float, tuple[str, ...]]:
    """Return the score of two of one person, and what speaks for it."""
    one, other = (ranked[place] for place in pair)
    direct = persons.weighed(one, other)
    if direct.total >= ENOUGH:
        return _score(direct.total), direct.evidence
    links = {
        third: min(persons.weighed(one, third).total, persons.weighed(third, other).total)
        for third in ranked
        if third not in {one, other}
    }
    third = max(links, key=lambda each: (links[each], -each))
    through = crowd.profiles[third].contact
    told = f"both may be {through.name} ({through.handle})"
    return round(_score(max(links[third], _HALF)) * _THROUGH, 4), (told,)


def _score(bits: float) -> float:
    return round(1 / (1 + 2 ** (_HALF - bits)), 4)


def _rank(contact: Contact, me: str) -> tuple[object, ...]:
    """Return what sorts who stays first: me, who is active, whom one knows best and longest."""
    added = "9999" if contact.added is None else str(contact.added)
    said = sum(
        1 for each in (contact.cadence, contact.birthday, contact.notes, contact.org) if each
    )
    return (
        contact.handle != me,
        not contact.is_active,
        -len(contact.interactions),
        added,
        "," in contact.name,
        -said - len(contact.emails) - len(contact.phones),
        contact.handle,
    )
