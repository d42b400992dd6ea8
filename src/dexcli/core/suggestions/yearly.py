"""A birthday or another yearly date ahead: a gift that wasn't given yet, or a word."""

from collections.abc import Iterator

from dexcli.core import gifts, names, words
from dexcli.core.contact import Contact, Gift
from dexcli.core.dates import PartialDate
from dexcli.core.promises import BIRTHDAY, Anniversary
from dexcli.core.suggestions.idea import Asked, Idea

_MOST_TOLD = 3


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield what each yearly date of the next weeks asks for."""
    for each in asked.near_days:
        if contact.handle in {one.handle for one in each.contacts}:
            found = _not_given(each)
            what, command, more = _what(contact, each, found)
            yield Idea(
                contact=contact,
                what=what,
                reason=f"{_day(each, asked)}{more}",
                words=command,
                on=each.on,
                others=tuple(one for one in each.contacts if one.handle != contact.handle),
                about=f"{names.fold(each.label)} {each.on}",
            )


def _not_given(each: Anniversary) -> list[tuple[Contact, Gift]]:
    """Return the open ideas for those who celebrate, without what one of them got before."""
    return [
        (contact, gift)
        for contact in each.contacts
        for gift in gifts.ideas_of(contact)
        if gift in each.ideas
    ]


def _what(
    contact: Contact, each: Anniversary, found: list[tuple[Contact, Gift]]
) -> tuple[str, tuple[str, ...], str]:
    """Return what to do, its command, and what more there is to say."""
    if found:
        whose, first = found[0]
        told = "; ".join(words.start_of(gift.idea) for _, gift in found[:_MOST_TOLD])
        more = f"; ideas not given yet: {told}"
        end = ("--",) if first.idea.startswith("-") else ()  # an idea is never an option
        return "Choose the gift", ("gift", "give", whose.handle, *end, first.idea), more
    if each.label == BIRTHDAY and each.days:
        command = ("gift", "add", contact.handle, "IDEA", "--for", BIRTHDAY)
        return "Think of a gift", command, "; no idea is left"
    return "Send a word on the day", ("log", contact.handle, "--by", "me"), ""


def _day(each: Anniversary, asked: Asked) -> str:
    when = asked.coming(PartialDate.of(each.on))
    if not each.age:
        return f"{each.label} {when}"
    age = f"turns {each.age}" if each.label == BIRTHDAY else words.counted(each.age, "year")
    return f"{each.label} {when}, {age}"
