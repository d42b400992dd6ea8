"""Who refers to whom, and what becomes of it when somebody is renamed or removed."""

from collections.abc import Callable

from msgspec.structs import replace

from dexcli.core.contact import Contact, Interaction, Met, Relationship, YearlyDate
from dexcli.core.ledger import Ledger


def after_rename(ledger: Ledger, old: str, new: str) -> list[Contact]:
    """Return the other contacts whose references to ``old`` now say ``new``."""
    return _after(ledger, old, lambda contact: _rewritten(contact, old, new, is_name=False))


def after_removal(ledger: Ledger, gone: Contact) -> list[Contact]:
    """Return the other contacts whose references to somebody removed became the plain name."""
    return _after(
        ledger,
        gone.handle,
        lambda contact: _rewritten(contact, gone.handle, gone.name, is_name=True),
    )


def _after(ledger: Ledger, handle: str, change: Callable[[Contact], Contact]) -> list[Contact]:
    changed = ((contact, change(contact)) for contact in ledger if contact.handle != handle)
    return [new for old, new in changed if new != old]


def _rewritten(contact: Contact, old: str, new: str, *, is_name: bool) -> Contact:
    def swap(reference: str) -> str:
        return new if reference == old else reference

    def interaction(one: Interaction) -> Interaction:
        return replace(one, others=tuple(swap(o) for o in one.others), by=swap(one.by))

    def relationship(one: Relationship) -> Relationship:
        if one.who != old:
            return one
        return replace(one, who="", name=new) if is_name else replace(one, who=new)

    def yearly(one: YearlyDate) -> YearlyDate:
        return replace(one, others=tuple(swap(o) for o in one.others))

    def met(one: Met | None) -> Met | None:
        return one if one is None else replace(one, through=swap(one.through))

    return replace(
        contact,
        interactions=tuple(interaction(one) for one in contact.interactions),
        relationships=tuple(relationship(one) for one in contact.relationships),
        dates=tuple(yearly(one) for one in contact.dates),
        met=met(contact.met),
    )
