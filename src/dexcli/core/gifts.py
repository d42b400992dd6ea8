"""Gifts: ideas, and what was given and received; never the same one twice."""

from collections.abc import Sequence

from msgspec.structs import replace

from dexcli.core import names
from dexcli.core.contact import Contact, Ended, Gift
from dexcli.core.dates import PartialDate


def ideas_of(contact: Contact) -> list[Gift]:
    """Return the ideas that wait; one that was given before, under whatever entry, doesn't."""
    return [gift for gift in contact.gifts if gift.is_idea and not given_before(contact, gift.idea)]


def given_before(contact: Contact, idea: str) -> Gift | None:
    """Return the same gift as it was given before, or None."""
    wanted = names.fold(idea)
    for gift in contact.gifts:
        if gift.given is not None and gift.given.over and names.fold(gift.idea) == wanted:
            return gift
    return None


def idea_like(contact: Contact, idea: str) -> Gift | None:
    """Return the open idea that says the same, or None."""
    wanted = names.fold(idea)
    alike = (gift for gift in contact.gifts if gift.is_idea and names.fold(gift.idea) == wanted)
    return next(alike, None)


def meant(contact: Contact, words: str) -> list[Gift]:
    """Return the open ideas that words may mean: the very one, else each that has them."""
    if (same := idea_like(contact, words)) is not None:
        return [same]
    wanted = names.fold(words).split()
    return [
        gift
        for gift in contact.gifts
        if gift.is_idea and all(word in names.fold(gift.idea) for word in wanted)
    ]


def adding(contact: Contact, gift: Gift) -> Contact:
    """Return the contact with one more gift."""
    return replace(contact, gifts=(*contact.gifts, gift))


def giving(contact: Contact, idea: Gift, on: PartialDate) -> Contact:
    """Return the contact with an idea given on that day."""
    given = replace(idea, given=Ended(over=True, on=on))
    place = next(n for n, gift in enumerate(contact.gifts) if gift is idea)
    return replace(contact, gifts=(*contact.gifts[:place], given, *contact.gifts[place + 1 :]))


def state_of(gift: Gift) -> str:
    """Return what became of a gift: "idea", "given 2025-12-10", "received"."""
    for verb, ended in (("given", gift.given), ("received", gift.received)):
        if ended is not None and ended.over:
            return verb if ended.on is None else f"{verb} {ended.on}"
    return "idea"


def in_order(contact: Contact) -> Sequence[Gift]:
    """Return somebody's gifts: the ideas, then what was given and received, the latest first."""

    def key(gift: Gift) -> tuple[bool, int]:
        ended = next((each for each in (gift.given, gift.received) if each and each.over), None)
        day = None if ended is None or ended.on is None or ended.on.year is None else ended.on
        return not gift.is_idea, 0 if day is None else -day.first.toordinal()

    return sorted(contact.gifts, key=key)
