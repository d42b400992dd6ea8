"""Contacts of another ledger of ours, as they stand: with their history, ids and references."""

from collections.abc import Callable, Container

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import ids, joining, renewal
from dexcli.core.contact import ME, Contact, Interaction, Relationship
from dexcli.core.document import to_contact, to_document
from dexcli.core.known import Known
from dexcli.core.people import same_key
from dexcli.core.renewal import Turn

Called = Callable[[str], tuple[str, str]]  # a handle there -> the handle here, else the name
_NOT_JOINED = ("conflicts",)  # what waits for a decision there is no matter of this ledger


class Joined(Struct, frozen=True):
    """A contact with what another ledger says of them; ``kept`` differs and stays as it is here."""

    contact: Contact
    kept: tuple[Turn, ...] = ()
    interactions: frozenset[str] = frozenset()


def found(
    known: Known, there: Contact, called: Contact | None, *, besides: Container[str]
) -> Contact | None:
    """Return who somebody of another ledger is here: by id, source, or a shared address.

    ``called`` is who has the same handle here: without any id, with the same name, the
    same person. Nobody of ``besides``, who come from there too: two of one ledger may
    share an address and be two.
    """
    same = called
    if same is not None and (same.id or there.id or same_key(same.name) != same_key(there.name)):
        same = None
    for each in (known.by_id(there.id), known.by_source(there.sources), same):
        if each is not None and each.handle not in besides:
            return each
    shared = known.by_reach(there)
    return shared if shared is not None and shared.handle not in besides else None


def brought(there: Contact, handle: str, called: Called) -> Joined:
    """Return a contact as one who wasn't here, under a handle that was free here."""
    known = frozenset(ids.of_interactions(there))
    return Joined(replace(referring(there, called), handle=handle), interactions=known)


def joined(here: Contact, there: Contact, called: Called) -> Joined:
    """Return a contact with what another ledger has and this one hasn't.

    Lists grow, empty keys are filled, and what differs stays as it is here. An
    interaction is known by its id.
    """
    said = joining.said_of(meant := referring(there, called))
    for key in _NOT_JOINED:
        said.pop(key, None)
    renewed = renewal.renewed(to_document(here), said, None, ())
    found = to_contact(renewed.document, here.handle)
    found = joining.with_sources(joining.with_names(found, there), there.sources)
    known = set(ids.of_interactions(here))
    fresh = {
        key: one
        for key, one in zip(ids.of_interactions(there), meant.interactions, strict=True)
        if key not in known
    }
    for key, one in fresh.items():
        found = found.logging(replace(one, id=key))
    return Joined(found, renewed.kept, frozenset(fresh))


def referring(contact: Contact, called: Called) -> Contact:
    """Return a contact who mentions others by their handles here, or by name."""

    def swap(reference: str) -> str:
        handle, name = called(reference)
        return handle or name

    def interaction(one: Interaction) -> Interaction:
        by = one.by if one.by in {"", ME} else swap(one.by)
        return replace(one, others=tuple(map(swap, one.others)), by=by)

    def relationship(one: Relationship) -> Relationship:
        if not one.who:
            return one
        handle, name = called(one.who)
        return replace(one, who=handle) if handle else replace(one, who="", name=name)

    met = contact.met
    if met is not None and met.through:
        met = replace(met, through=swap(met.through))
    return replace(
        contact,
        met=met,
        relationships=tuple(map(relationship, contact.relationships)),
        dates=tuple(replace(each, others=tuple(map(swap, each.others))) for each in contact.dates),
        interactions=tuple(map(interaction, contact.interactions)),
    )
