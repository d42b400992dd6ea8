"""A promise that is open, of either side: settle it."""

from collections.abc import Iterator

from dexcli.core import ids, words
from dexcli.core.contact import Contact, Reminder
from dexcli.core.suggestions.idea import AHEAD_DAYS, Asked, Idea, ticking


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield each open promise without a day, or whose day has come or is near."""
    for key, each in zip(ids.of_reminders(contact), contact.reminders, strict=True):
        if each.meet or not each.is_open:
            continue
        if each.on is not None and (each.on.first - asked.today).days > AHEAD_DAYS:
            continue
        yield Idea(
            contact=contact,
            what=f"Settle: {words.start_of(each.note)}",
            reason=f"promised, {_when(each, asked)}, and still open",
            words=ticking(contact, key),
            on=None if each.on is None else each.on.first,
            about=key,
        )


def _when(reminder: Reminder, asked: Asked) -> str:
    if reminder.on is None:
        return "without a day"
    if reminder.on.full is None:
        return f"for {reminder.on}"
    return f"for {words.day(reminder.on.full, today=asked.today)}"
