"""`dexcli spread`: a wall of overdue people becomes a steady trickle."""

from collections import Counter
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import load, words
from dexcli.core.due import due_list
from dexcli.core.errors import DexcliError, UsageError
from dexcli.core.load import Slot
from dexcli.output.screen import Listing
from dexcli.session import Session


def spread(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    over: Annotated[
        str | None, typer.Option(metavar="SPAN", help="Over this instead of each cadence: 6 weeks.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Give people who are due even days over their cadence.

    Whom you met most often in the last three years comes first; the days begin
    tomorrow. It is a snooze: being in touch ends it, and nobody is forgotten.

    Example: dexcli spread tag:friend --over "6 weeks"
    """
    session: Session = ctx.obj
    days = None if over is None else _days(over, session)
    slots = _slots([c.handle for c in session.matching(filters or [])], days, session)
    if not slots:
        session.screen.json([]) if json else session.screen.note("nobody is due")
        return
    if dry_run:
        _show(slots, session, json=json)
        if not json:
            _save(slots, session, dry_run=True)
        return
    if not yes and session.can_ask:
        _ask(slots, session)

    handles = [slot.entry.contact.handle for slot in slots]
    with session.changing(handles):
        slots = _slots(handles, days, session)
        _save(slots, session)
    if json:
        _show(slots, session, json=True)
    else:
        session.done(_told(slots, session))


def _save(slots: list[Slot], session: Session, *, dry_run: bool = False) -> None:
    after = [slot.entry.contact.snoozing(slot.on, since=session.today) for slot in slots]
    what = f"spread: {words.counted(len(after), 'contact')}"
    session.save(after, what=what, dry_run=dry_run)


def _ask(slots: list[Slot], session: Session) -> None:
    _show(slots, session, json=False)
    if not session.screen.confirm("Give them these days?"):
        raise DexcliError("nothing was changed")


def _slots(handles: list[str], days: int | None, session: Session) -> list[Slot]:
    today, settings = session.today, session.settings
    contacts = [session.ledger.contacts[handle] for handle in handles]
    return load.spread(due_list(contacts, settings, today=today), settings, today=today, over=days)


def _days(text: str, session: Session) -> int:
    length = options.span(text, session, name="--over")
    if length < 1:
        raise UsageError(f"--over: {text!r}; expected a span such as 6 weeks")
    return length


def _show(slots: list[Slot], session: Session, *, json: bool) -> None:
    if json:
        session.screen.json(
            [
                {
                    "handle": slot.entry.contact.handle,
                    "name": slot.entry.contact.name,
                    "until": slot.on.isoformat(),
                }
                for slot in slots
            ]
        )
        return
    rows = [
        (
            slot.on.isoformat(),
            session.ledger.label(slot.entry.contact),
            words.rhythm(slot.entry.due.rule.cadence),
        )
        for slot in slots
    ]
    session.screen.listing(Listing(("Day", "Who", "Cadence"), rows))


def _told(slots: list[Slot], session: Session) -> str:
    per_day = Counter(slot.on for slot in slots)
    last = words.day(max(per_day), today=session.today)
    people = "1 person has a day" if len(slots) == 1 else f"{len(slots):,} people have days"
    return f"{people} until {last}, at most {max(per_day.values())} on one."
