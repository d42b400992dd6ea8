"""Who is waited for: the last steps were one's own, and the next one is theirs."""

from collections.abc import Set as AbstractSet
from datetime import date
from itertools import takewhile

from dexcli.core.contact import ME, Contact, Interaction
from dexcli.core.due import due_on
from dexcli.core.settings import Settings

_MINE = 3  # so many in a row; one letter without an answer is nothing
_WAIT = 91  # days to leave the next step to them; then it is a silence


def unanswered(contact: Contact, settings: Settings, *, today: date) -> list[Interaction]:
    """Return the steps of one's own for whose answer one waits, the latest first.

    Few or old ones are none. Who is overdue isn't waited for: the cadence is a wish
    of one's own.
    """
    mine = run_of(contact, {ME, settings.me} - {""}, settings, today=today, within=_WAIT)
    if len(mine) < _MINE:
        return []
    due = due_on(contact, settings, today=today)
    return [] if due is not None and due.days_overdue(today) > 0 else mine


def run_of(
    contact: Contact, side: AbstractSet[str], settings: Settings, *, today: date, within: int
) -> list[Interaction]:
    """Return the latest interactions that one side began, up to the first that it didn't.

    Nothing where even the latest is more than ``within`` days old.
    """
    counting = [
        each
        for each in contact.interactions
        if each.on.first <= today and settings.counts(each.kind)
    ]
    latest = sorted(counting, key=lambda each: each.on.first)[::-1]
    if not latest or (today - latest[0].on.first).days > within:
        return []
    return list(takewhile(lambda each: each.by in side, latest))
