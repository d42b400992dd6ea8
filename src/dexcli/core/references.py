"""Who refers to whom, and what becomes of it when somebody is renamed or removed."""

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from dexcli.core.contact import ME, Contact, Interaction, Met, Relationship, YearlyDate
from dexcli.core.ledger import Ledger


def to(ledger: Ledger, contact: Contact) -> frozenset[str]:
    """Return what a file may write for this contact: the handle, and what it was before."""
    earlier = (each for each in contact.was if each not in ledger.contacts)
    return frozenset({contact.handle, *earlier})


def mentioned(contact: Contact) -> set[str]:
    """Return everything that a contact's file says of others: handles, earlier ones, names."""
    said = {each.who for each in contact.relationships}
    said |= {other for each in contact.dates for other in each.others}
    for one in contact.interactions:
        said |= {*one.others, one.by}
    if contact.met is not None:
        said.add(contact.met.through)
    said |= set(contact.distinct)
    return said - {"", ME}


def after_rename(
    contacts: Iterable[Contact], references: Collection[str], new: str
) -> list[Contact]:
    """Return the contacts in which such a reference stood, which now says ``new``."""
    return _changed(contacts, references, new, is_name=False)


def after_removal(
    contacts: Iterable[Contact], references: Collection[str], name: str
) -> list[Contact]:
    """Return the contacts in which such a reference stood, which is now the plain name."""
    return _changed(contacts, references, name, is_name=True)


def without(ledger: Ledger, gone: Sequence[Contact]) -> list[Contact]:
    """Return those who stay and mention somebody who goes, every mention now the plain name."""
    handles = {contact.handle for contact in gone}
    staying = {each.handle: each for each in ledger if each.handle not in handles}
    changed: dict[str, Contact] = {}
    for contact in gone:
        said = to(ledger, contact)
        after = after_removal((staying | changed).values(), said, contact.name)
        changed |= {each.handle: each for each in after}
    return list(changed.values())


def without_itself(contact: Contact, selves: Collection[str]) -> Contact:
    """Return the contact who mentions none of ``selves``: handles of people who are one with it."""

    def others(named: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in named if each not in selves)

    met = contact.met
    if met is not None and met.through in selves:
        met = replace(met, through="")
    return replace(
        contact,
        met=met,
        distinct=others(contact.distinct),
        relationships=tuple(each for each in contact.relationships if each.who not in selves),
        dates=tuple(replace(each, others=others(each.others)) for each in contact.dates),
        interactions=tuple(
            replace(each, others=others(each.others)) for each in contact.interactions
        ),
    )


def _changed(
    contacts: Iterable[Contact], references: Collection[str], new: str, *, is_name: bool
) -> list[Contact]:
    changed = ((one, _rewritten(one, references, new, is_name=is_name)) for one in contacts)
    return [after for before, after in changed if after != before]


def _rewritten(
    contact: Contact, references: Collection[str], new: str, *, is_name: bool
) -> Contact:
    def swap(reference: str) -> str:
        return new if reference in references else reference

    def interaction(one: Interaction) -> Interaction:
        by = one.by if one.by == ME else swap(one.by)
        return replace(one, others=tuple(swap(o) for o in one.others), by=by)

    def relationship(one: Relationship) -> Relationship:
        if one.who not in references:
            return one
        return replace(one, who="", name=new) if is_name else replace(one, who=new)

    def yearly(one: YearlyDate) -> YearlyDate:
        return replace(one, others=tuple(swap(o) for o in one.others))

    def distinct(named: tuple[str, ...]) -> tuple[str, ...]:
        if is_name:  # who is gone is nobody's double
            return tuple(each for each in named if each not in references)
        return tuple(dict.fromkeys(map(swap, named)))

    def met(one: Met | None) -> Met | None:
        return one if one is None else replace(one, through=swap(one.through))

    return replace(
        contact,
        interactions=tuple(interaction(one) for one in contact.interactions),
        relationships=tuple(relationship(one) for one in contact.relationships),
        dates=tuple(yearly(one) for one in contact.dates),
        met=met(contact.met),
        distinct=distinct(contact.distinct),
    )
