"""`dexcli snooze`: pushed back, without having been in touch."""

from datetime import date
from typing import Annotated

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import answers, words
from dexcli.core.contact import FOREVER
from dexcli.core.errors import UsageError
from dexcli.session import Session

FOREVER_WORDS, OFF_WORDS = frozenset({"forever", "toujours"}), frozenset({"off", "non"})


def snooze(
    ctx: typer.Context,
    until: Annotated[
        list[str],
        typer.Argument(metavar="UNTIL WHO…", help="The day to come back to it; then who."),
    ],
    *,
    where: options.Where = None,
    dry_run: options.DryRun = False,
) -> None:
    """Push back when WHO is due, without having been in touch.

    UNTIL is a day ahead (2 weeks, friday, 24 december), 'forever', or 'off' to
    end a snooze. Being in touch on a later day ends it by itself.

    Example: dexcli snooze 2 weeks ada bob
    """
    session: Session = ctx.obj
    day, who = _split(until, session, alone=where is not None)
    handles = [contact.handle for contact in options.chosen(session, who, where)]

    with session.changing(handles) as ledger:
        before = [ledger.contacts[handle] for handle in handles]
        changed = [
            replace(each, snoozed=None) if day is None else each.snoozing(day, since=session.today)
            for each in before
        ]
        until_ = "off" if day is None else "forever" if day == FOREVER else day.isoformat()
        what = f"snooze: {until_}, {words.crowd([each.name for each in changed])}"
        session.save(changed, what=what, dry_run=dry_run)
    if not dry_run:
        names = words.listed([ledger.label(contact) for contact in changed]) or "Nobody"
        following = answers.upcoming(changed, ledger, session.settings, today=session.today)
        session.done(f"{names}: {_told(day, session.today)}. {following}".rstrip())


def _split(typed: list[str], session: Session, *, alone: bool) -> tuple[date | None, list[str]]:
    """Return the day, as many words of it as make one, and who follows."""
    first = typed[0].casefold()
    if first in FOREVER_WORDS:
        return FOREVER, typed[1:]
    if first in OFF_WORDS:
        return None, typed[1:]
    day, used = options.leading_day(typed if alone else typed[:-1] or typed, session)
    if day is None:
        day = options.ahead(typed[0], session, name="UNTIL")
        used = 1
    if day <= session.today:
        raise UsageError(f"UNTIL: {day} is not ahead; expected a day after today")
    return day, typed[used:]


def _told(day: date | None, today: date) -> str:
    if day is None:
        return "no longer snoozed"
    if day == FOREVER:
        return "snoozed for good; 'dexcli snooze off' ends it"
    return f"not before {words.day(day, today=today)}"
