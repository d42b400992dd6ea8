"""What `gift` shows: gifts, a line each, and the ideas for the dates ahead; or as JSON."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dexcli.core import gifts, words
from dexcli.core.contact import Contact, Ended, Gift
from dexcli.core.ledger import Ledger
from dexcli.core.promises import Anniversary
from dexcli.output.screen import Listing


def gifts_json(contacts: Iterable[Contact]) -> list[dict[str, Any]]:
    """Return the JSON of `gift list`."""
    return [
        {
            "handle": contact.handle,
            "name": contact.name,
            **_idea_json(gift),
            "given": _ended_json(gift.given),
            "received": _ended_json(gift.received),
        }
        for contact in contacts
        for gift in gifts.in_order(contact)
    ]


def gifts_listing(contacts: Iterable[Contact], ledger: Ledger) -> Listing:
    """Return gifts, one a line: the ideas first, then the latest."""
    rows = [
        (ledger.label(contact), gifts.state_of(gift, contact), *_told(gift))
        for contact in contacts
        for gift in gifts.in_order(contact)
    ]
    return Listing(("Name", "What became of it", "Gift", "For", "Budget", "Note"), rows)


def ahead_json(dates: Iterable[Anniversary]) -> list[dict[str, Any]]:
    """Return the JSON of `gift ideas`."""
    return [
        {
            "handle": each.contacts[0].handle,
            "name": each.contacts[0].name,
            "label": each.label,
            "on": each.on.isoformat(),
            "days": each.days,
            "age": each.age,
            "ideas": [
                {"handle": contact.handle, **_idea_json(gift)} for contact, gift in each.owned_ideas
            ],
        }
        for each in dates
    ]


def ahead_listing(dates: Iterable[Anniversary], ledger: Ledger, *, today: date) -> Listing:
    """Return the ideas for the dates ahead, one a line."""
    rows: list[Sequence[str]] = []
    for each in dates:
        who = words.listed([*(ledger.label(one) for one in each.contacts), *each.others])
        age = f" ({each.age})" if each.age else ""
        when = f"{words.day(each.on, today=today)}, {words.span(each.days)} ahead"
        when = "today" if not each.days else when
        for contact, gift in each.owned_ideas:
            idea, occasion, budget, note = _told(gift)
            idea += f" (for {ledger.label(contact)})" if len(each.contacts) > 1 else ""
            suits = "" if occasion == f"for {each.label}" else occasion
            rows.append((who, f"{each.label}{age}", when, idea, suits, budget, note))
    return Listing(("Who", "What", "When", "Idea", "For", "Budget", "Note"), rows)


def _told(gift: Gift) -> tuple[str, str, str, str]:
    occasion = f"for {gift.occasion}" if gift.occasion else ""
    return gift.idea, occasion, gift.budget, gift.note.strip()


def _idea_json(gift: Gift) -> dict[str, Any]:
    return {
        "idea": gift.idea,
        "for": gift.occasion or None,
        "budget": gift.budget or None,
        "note": gift.note or None,
    }


def _ended_json(ended: Ended | None) -> str | bool | None:
    if ended is None or not ended.over:
        return None
    return True if ended.on is None else str(ended.on)
