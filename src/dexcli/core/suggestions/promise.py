"""A promise that is open, of either side: settle it."""

from collections.abc import Iterator

from dexcli.core import ids, words
from dexcli.core.contact import Contact
from dexcli.core.suggestions.idea import AHEAD_DAYS, Asked, Idea, ticking


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield each open promise without a day, or whose day has come or is near."""
    for key, each in zip(ids.of_reminders(contact), contact.reminders, strict=True):
        if each.meet or not each.is_open:
            continue
        if each.on is not None and (each.on.first - asked.today).days > AHEAD_DAYS:
            continue
        when = "without a day" if each.on is None else f"for {asked.spoken(each.on)}"
        do, who = ("Ask about", "they") if each.is_theirs else ("Settle", "you")
        yield Idea(
            contact=contact,
            what=f"{do}: {words.start_of(each.note)}",
            reason=f"{who} promised, {when}, and still open",
            words=ticking(contact, key),
            on=None if each.on is None else each.on.first,
            about=key,
        )
