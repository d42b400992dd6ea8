"""A meeting that is planned: get ready for it, or say how it went."""

from collections.abc import Iterator

from dexcli.core import ids, words
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.suggestions import typed
from dexcli.core.suggestions.idea import Asked, Idea, ticking

_READY_DAYS = 14


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield what a planned meeting asks for, one that is near or one whose day is over."""
    for key, each in zip(ids.of_reminders(contact), contact.reminders, strict=True):
        if not (each.meet and each.is_open and each.on is not None):
            continue
        note, on = words.start_of(each.note), each.on
        if on.last < asked.today:
            what, command = _over(contact, key, on, asked)
            reason = f"planned for {asked.spoken(on)}, still open: {note}"
        elif (on.first - asked.today).days <= _READY_DAYS:
            what, command = "Get ready to meet", typed.command("show", contact.handle)
            reason = f"planned {asked.coming(on)}: {note}"
        else:
            continue
        yield Idea(contact=contact, what=what, reason=reason, words=command, on=on.first, about=key)


def _over(contact: Contact, key: str, on: PartialDate, asked: Asked) -> tuple[str, tuple[str, ...]]:
    """Return what is left to do: note the meeting, or where one is there, end the plan.

    A note or an attempt is no meeting, and one that lies ahead doesn't exist yet.
    """
    if any(
        each.on.last >= on.first
        and each.on.first <= asked.today
        and asked.settings.counts(each.kind)
        for each in contact.interactions
    ):
        return "Tick off the plan", ticking(contact, key)
    when = {"on": str(on)} if on.full is not None else {}
    return "Say how it went", typed.command("log", contact.handle, **when)
