"""Gifts: ideas, and what was given and received; never the same one twice."""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from dexcli.core import names
from dexcli.core.contact import Contact, Ended, Gift
from dexcli.core.dates import PartialDate

_ARTICLE = re.compile(r"^(?:an?|the|une?|des|l[ae]s?|l')\b\s*(?=.)")
_WORDS = re.compile(r"\w+")


def ideas_of(contact: Contact) -> list[Gift]:
    """Return the ideas that wait; one that was given before, under whatever entry, doesn't."""
    return [gift for gift in contact.gifts if gift.is_idea and not given_before(contact, gift.idea)]


def given_before(contact: Contact, idea: str) -> Gift | None:
    """Return the same gift as it was given last, or None; "a kite" is "the kite" and "Kite"."""
    wanted = _plain(idea)
    return _latest(gift for gift in contact.gifts if _plain(gift.idea) == wanted)


def given_like(contact: Contact, words: str) -> Gift | None:
    """Return what was given last and may be meant by these words, or None."""
    return _latest(gift for gift in contact.gifts if _has(gift, words))


def idea_like(contact: Contact, idea: str) -> Gift | None:
    """Return the open idea that says the same, or None."""
    wanted = _plain(idea)
    alike = (gift for gift in contact.gifts if gift.is_idea and _plain(gift.idea) == wanted)
    return next(alike, None)


def meant(contact: Contact, words: str) -> list[Gift]:
    """Return the open ideas that words may mean: the very one, else each that has them.

    A word of an idea may be begun only: "steam eng" means "a steam engine", but
    "tea" doesn't.
    """
    if (same := idea_like(contact, words)) is not None:
        return [same]
    return [gift for gift in contact.gifts if gift.is_idea and _has(gift, words)]


def adding(contact: Contact, gift: Gift) -> Contact:
    """Return the contact with one more gift."""
    return replace(contact, gifts=(*contact.gifts, gift))


def giving(contact: Contact, idea: Gift, on: PartialDate) -> Contact:
    """Return the contact with an idea given on that day."""
    given = replace(idea, given=Ended(over=True, on=on))
    place = next(n for n, gift in enumerate(contact.gifts) if gift is idea)
    return replace(contact, gifts=(*contact.gifts[:place], given, *contact.gifts[place + 1 :]))


def state_of(gift: Gift, contact: Contact) -> str:
    """Return what became of a gift: "idea", "given before", "given 2025-12-10", "received"."""
    for verb, ended in (("given", gift.given), ("received", gift.received)):
        if ended is not None and ended.over:
            return verb if ended.on is None else f"{verb} {ended.on}"
    return "idea" if given_before(contact, gift.idea) is None else "given before"


def in_order(contact: Contact) -> Sequence[Gift]:
    """Return somebody's gifts: the ideas, then what was given and received, the latest first."""

    def key(gift: Gift) -> tuple[bool, int]:
        ended = next((each for each in (gift.given, gift.received) if each and each.over), None)
        day = None if ended is None or ended.on is None or ended.on.year is None else ended.on
        return not gift.is_idea, 0 if day is None else -day.first.toordinal()

    return sorted(contact.gifts, key=key)


def _latest(found: Iterable[Gift]) -> Gift | None:
    """Return what was given last of some gifts; one without a day was before all others."""

    def day(gift: Gift) -> int:
        on = None if gift.given is None else gift.given.on
        return 0 if on is None or on.year is None else on.first.toordinal()

    given = [gift for gift in found if gift.given is not None and gift.given.over]
    return max(given, key=day, default=None)


def _has(gift: Gift, words: str) -> bool:
    """Return whether all these words are words of a gift, or begin one."""
    its = _WORDS.findall(names.fold(gift.idea))
    asked = _WORDS.findall(_plain(words))
    return bool(asked) and all(any(one.startswith(word) for one in its) for word in asked)


def _plain(idea: str) -> str:
    """Return an idea folded, without the article that it begins with."""
    return _ARTICLE.sub("", names.fold(idea))
