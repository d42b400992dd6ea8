"""`to:`, `with:` and `through:`: who is related to somebody, was there too, or was met by them."""

from collections.abc import Iterable

from dexcli.core import names
from dexcli.core.errors import AmbiguousContactError
from dexcli.core.query.asked import Asked, Subject


def is_related(subject: Subject, text: str) -> bool:
    """Whether there is a relationship with somebody, in either one's file.

    Raises:
        AmbiguousContactError: Several people answer to the name.
    """
    asked, contact = subject.asked, subject.contact
    meant = asked.meant(text)
    if len(meant) > 1:
        found = [asked.ledger.contacts[handle] for handle in sorted(meant)]
        raise AmbiguousContactError(text, [asked.ledger.told_apart(each) for each in found])
    if contact.handle in meant:
        return False
    said = [each.who or each.name for each in contact.relationships]
    if _leads(said, meant, text, asked):
        return True
    others = (asked.ledger.contacts[handle] for handle in meant)
    return any(
        each.who and asked.stands_for(each.who) == contact.handle
        for other in others
        for each in other.relationships
    )


def was_with(subject: Subject, text: str) -> bool:
    """Whether they were in touch together with somebody, by either one's file."""
    asked, contact = subject.asked, subject.contact
    meant = asked.meant(text)
    said = [who for each in contact.interactions for who in each.others]
    if _leads(said, meant - {contact.handle}, text, asked):
        return True
    shared = {each.id for each in contact.interactions if each.id}
    for handle in meant - {contact.handle}:
        for each in asked.ledger.contacts[handle].interactions:
            if each.id in shared or contact.handle in map(asked.stands_for, each.others):
                return True
    return False


def was_met_through(subject: Subject, text: str) -> bool:
    """Whether somebody made them known to you."""
    met = subject.contact.met
    if met is None or not met.through:
        return False
    return _leads([met.through], subject.asked.meant(text), text, subject.asked)


def _leads(said: Iterable[str], meant: frozenset[str], text: str, asked: Asked) -> bool:
    """Whether one of these references is to who is meant, or is the plain name itself."""
    return any(
        asked.stands_for(each) in meant or _is_plain_name(each, text, asked)
        for each in said
        if each
    )


def _is_plain_name(reference: str, text: str, asked: Asked) -> bool:
    """Whether a reference is the name of somebody outside the ledger, who is asked for."""
    wanted = names.asked(text)
    if not wanted or asked.stands_for(reference) in asked.ledger.contacts:
        return False
    return any(order.startswith(wanted) for order in names.orders(reference))
