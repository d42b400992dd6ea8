"""What is said beside the list: who comes next when nobody is due, and after a long time away."""

from collections.abc import Sequence
from datetime import date

from dexcli.core import load, words
from dexcli.core.contact import FOREVER
from dexcli.core.due import Entry, due_on
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

AWAY_DAYS = 30  # from so many days without a command on, one has been away
_MATTER_MOST = 3


def nobody_due(ledger: Ledger, settings: Settings, *, today: date) -> str:
    """Return who is next and how many have no cadence."""
    coming, without = [], 0
    for contact in ledger.active:
        due = due_on(contact, settings, today=today)
        if due is None:
            without += not contact.paused and contact.handle != settings.me
        elif today < due.on < FOREVER:
            coming.append(Entry(contact, due))
    parts = ["nobody is due"]
    if coming:
        first = min(coming, key=lambda entry: (entry.due.on, entry.contact.handle))
        name = ledger.label(first.contact)
        parts.append(f"next is {name} on {words.day(first.due.on, today=today)}")
    if without:
        parts.append(f"{words.counted(without, 'contact')} without a cadence")
    return "; ".join(parts)


def conflicts_waiting(ledger: Ledger, *, program: str) -> str | None:
    """Return how many conflicts wait in the files, and what to do; None without any."""
    count = sum(len(contact.conflicts) for contact in ledger.disputed)
    if not count:
        return None
    return (
        f"{words.counted(count, 'conflict')} {'waits' if count == 1 else 'wait'}: {program} resolve"
    )


def welcome_back(
    entries: Sequence[Entry], ledger: Ledger, settings: Settings, *, today: date, away: int
) -> str:
    """Return how many waited while one was ``away`` so many days, and what to do about it."""
    closest = load.closest(entries, settings, today=today)[:_MATTER_MOST]
    names = words.listed([ledger.label(entry.contact) for entry in closest])
    gone = f"It has been {words.span(away)}."
    if len(entries) <= _MATTER_MOST:
        return f"{gone} {names} waited."
    return (
        f"{gone} {len(entries):,} people waited; {names} matter most. "
        "`dexcli spread` gives the others a day."
    )
