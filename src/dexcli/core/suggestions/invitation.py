"""An interest that somebody else shares, who could come along."""

from collections.abc import Iterator

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.suggestions import typed
from dexcli.core.suggestions.idea import Asked, Idea

_JUST_MET = 91  # days; who was together so lately needs no invitation


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield for each interest the best companion: in the same city if known, then the closest."""
    for interest in contact.interests:
        others = [
            each
            for each in asked.by_interest.get(names.fold(interest), ())
            if each.handle != contact.handle
            and _may_meet(contact, each)
            and not _were_together(contact, each, asked)
        ]
        others.sort(key=lambda each: not _is_same_city(contact, each))
        if others:
            yield _invite(contact, others[0], interest, asked)


def _invite(contact: Contact, other: Contact, interest: str, asked: Asked) -> Idea:
    city = f" and live in {contact.city}" if _is_same_city(contact, other) else ""
    name = asked.ledger.label(other)
    return Idea(
        contact=contact,
        what=f"Invite {name} along",
        reason=f"both care about {interest}{city}",
        words=typed.command("log", contact.handle, other.handle),
        others=(other,),
        about=names.fold(interest),
    )


def _may_meet(one: Contact, other: Contact) -> bool:
    return not (one.city and other.city) or _is_same_city(one, other)


def _is_same_city(one: Contact, other: Contact) -> bool:
    return bool(one.city) and names.fold(one.city) == names.fold(other.city)


def _were_together(one: Contact, other: Contact, asked: Asked) -> bool:
    """Whether both were at one meeting lately, by either one's file."""
    shared = {each.id for each in other.interactions if each.id}
    return any(
        0 <= (asked.today - each.on.first).days <= _JUST_MET
        and (not names_of.isdisjoint(each.others) or (each.id and each.id in shared))
        for whose, names_of in ((one, {other.handle, *other.was}), (other, {one.handle, *one.was}))
        for each in whose.interactions
    )
