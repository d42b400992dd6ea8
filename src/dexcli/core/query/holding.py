"""For whom a filter holds, and which of its values nobody has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.query import conditions, tree, vocabulary
from dexcli.core.query.asked import Asked, Subject
from dexcli.core.query.tree import All, Either, Filter, Not, Term

Test = Callable[[Subject], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """For whom a filter holds, and what is to be told about it."""

    contacts: list[Contact]
    told: list[str]


def found(wanted: Filter, asked: Asked, *, everybody: bool = False) -> Found:
    """Return for whom a filter holds, in the order of the ledger.

    The archived and the dead only with ``everybody``, or where the filter itself
    asks for them; to exclude them asks for nobody.
    """
    everyone = [Subject(contact, asked) for contact in asked.ledger]
    holds = test(wanted, asked)
    lets_in = let_in(wanted)
    contacts = [
        each.contact
        for each in everyone
        if (everybody or each.contact.is_active or lets_in(each)) and holds(each)
    ]
    return Found(contacts, [str(each) for each in unknown_values(wanted, asked, everyone)])


def test(wanted: Filter, asked: Asked) -> Test:
    """Return whether a filter holds, its values read once."""
    match wanted:
        case Term(name, text):
            key = vocabulary.of(name)
            value = key.read(text, asked)
            return lambda subject: key.holds(subject, value)
        case Not(part):
            inner = test(part, asked)
            return lambda subject: not inner(subject)
        case All(parts):
            every = [test(part, asked) for part in parts]
            return lambda subject: all(each(subject) for each in every)
        case Either(parts):
            some = [test(part, asked) for part in parts]
            return lambda subject: any(each(subject) for each in some)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that nobody has, with the nearest one that somebody has."""

    term: Term
    nearest: str | None

    def __str__(self) -> str:
        near = f"; nearest: {self.nearest}" if self.nearest else ""
        return f"nobody has {tree.told(self.term)}{near}"


def unknown_values(wanted: Filter, asked: Asked, everyone: Iterable[Subject]) -> list[Unknown]:
    """Return the values in a filter that nobody has: a misspelt tag is never silent."""
    everyone = list(everyone)
    missing = []
    for term in dict.fromkeys(tree.terms(wanted)):
        if vocabulary.of(term.key).is_told:
            holds = test(term, asked)
            if not any(holds(subject) for subject in everyone):
                missing.append(Unknown(term, _nearest(term, asked)))
    return missing


def _nearest(term: Term, asked: Asked) -> str | None:
    """Return the value most like one that nobody has; None where nothing is like it."""
    values = vocabulary.of(term.key).values
    if values is None:
        return None
    if term.key in vocabulary.OF_PEOPLE:
        near = () if asked.meant(term.value) else asked.ledger.nearest(term.value)
        return next((contact.name for contact in near), None)
    from rapidfuzz import process  # only for "did you mean"

    there = sorted({value for contact in asked.ledger for value in values(contact) if value})
    return str(process.extractOne(term.value, there, processor=names.fold)[0]) if there else None


def let_in(wanted: Filter) -> Test:
    """Return whether somebody who is in no list is asked for by that."""
    affirmed = {names.fold(t.value) for t in tree.affirmed(wanted) if t.key == "is"}
    archived, dead = conditions.ARCHIVED in affirmed, conditions.DEAD in affirmed
    return lambda each: (archived and each.contact.archived) or (dead and each.contact.is_dead)
