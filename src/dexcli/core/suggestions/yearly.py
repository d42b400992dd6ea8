"""A birthday or another yearly date ahead: a gift that wasn't given yet, or a word."""

from collections.abc import Iterator

from dexcli.core import gifts, names, words
from dexcli.core.contact import Contact, Gift
from dexcli.core.dates import PartialDate
from dexcli.core.promises import BIRTHDAY, Anniversary
from dexcli.core.suggestions import distance, typed
from dexcli.core.suggestions.idea import Asked, Idea

_MOST_TOLD = 3


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield what each yearly date of the next weeks asks for."""
    for each in asked.near_days:
        if contact.handle in {one.handle for one in each.contacts} and not _is_over(each, asked):
            what, command, more = _what(contact, each, asked)
            yield Idea(
                contact=contact,
                what=what,
                reason=f"{_day(each, asked)}{more}",
                words=command,
                on=each.on,
                others=tuple(one for one in each.contacts if one.handle != contact.handle),
                about=f"{names.fold(each.label)} {each.on}",
            )


def _is_over(each: Anniversary, asked: Asked) -> bool:
    """Whether one of those who shared the day is dead; one's own birthday stays."""
    day = names.fold(each.label), each.on.month, each.on.day
    return each.label != BIRTHDAY and any(
        (one.handle, *day) in asked.ended for one in each.contacts
    )


def _not_given(contact: Contact, each: Anniversary) -> list[tuple[Contact, Gift]]:
    """Return the open ideas for those who celebrate and whose, those for the contact first."""
    return [
        (one, gift)
        for one in sorted(each.contacts, key=lambda one: one.handle != contact.handle)
        for gift in gifts.ideas_of(one)
        if gift in each.ideas
    ]


def _what(contact: Contact, each: Anniversary, asked: Asked) -> tuple[str, tuple[str, ...], str]:
    """Return what to do, its command, and what more there is to say."""
    if found := _not_given(contact, each):
        whose, first = found[0]
        told = [words.start_of(gift.idea) for _, gift in found[:_MOST_TOLD]]
        if len(each.contacts) > 1:
            labels = [asked.ledger.label(one) for one, _ in found]
            told = [f"{idea} (for {name})" for idea, name in zip(told, labels, strict=False)]
        more = f"; ideas not given yet: {'; '.join(told)}"
        return "Choose the gift", typed.command("gift", "give", whose.handle, first.idea), more
    if each.label == BIRTHDAY and each.days:
        command = typed.command("gift", "add", contact.handle, "IDEA", **{"for": BIRTHDAY})
        return "Think of a gift", command, "; no idea is left"
    command = typed.command("log", contact.handle, by="me", kind=distance.MESSAGE)
    return "Send a word on the day", command, ""


def _day(each: Anniversary, asked: Asked) -> str:
    when = asked.coming(PartialDate.of(each.on))
    if not each.age:
        return f"{each.label} {when}"
    age = f"turns {each.age}" if each.label == BIRTHDAY else words.counted(each.age, "year")
    return f"{each.label} {when}, {age}"
