"""`dexcli remind`: a promise, a planned meeting, a yearly date."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import answers, words
from dexcli.core.contact import THEM, Contact, Reminder, YearlyDate
from dexcli.core.dates import PartialDate
from dexcli.core.errors import UsageError
from dexcli.session import Session

_YEAR = re.compile(r"\b\d{4}\b")
_DAY_OF_YEAR = re.compile(r"\d{2}-\d{2}")


class Promiser(StrEnum):
    """Who promises."""

    ME = "me"
    THEM = "them"


def remind(
    ctx: typer.Context,
    who: options.OneWho,
    text: Annotated[
        list[str],
        typer.Argument(metavar="[WHEN] NOTE…", help="The day, if there is one, and what."),
    ],
    *,
    meet: Annotated[bool, typer.Option("--meet", help="A meeting that is planned.")] = False,
    yearly: Annotated[bool, typer.Option("--yearly", help="A day of every year.")] = False,
    by: Annotated[
        Promiser,
        typer.Option(metavar="me|them", show_default=False, help="Who promised; me if not given."),
    ] = Promiser.ME,
    dry_run: options.DryRun = False,
) -> None:
    """Remember a promise to WHO, a planned meeting, or a yearly date.

    WHEN looks ahead: friday, 1 december, in 2 weeks; it may stand at the end too.
    Without it, the promise has no day, and 'show' has it. Somebody whom you are
    going to meet isn't due before that day.

    Example: dexcli remind ada 1 december send the paper
    """
    session: Session = ctx.obj
    if meet and yearly:
        raise UsageError("--meet and --yearly are two things; give one of them")
    is_theirs = by is Promiser.THEM
    if is_theirs and (meet or yearly):
        raise UsageError("--by them goes with a promise, which a meeting or a yearly date is not")
    change = _yearly(text, session) if yearly else _reminder(text, session, meet=meet)
    if is_theirs:
        change = replace(change, by=THEM)
    handle = session.person(who).handle

    with session.changing([handle]) as ledger:
        before = ledger.contacts[handle]
        changed = _with(before, change)
        said = change.note if isinstance(change, Reminder) else change.label
        what = f"remind: {changed.name}, {words.start_of(said)}"
        session.save([changed], what=what, dry_run=dry_run)
    if not dry_run:
        told = _told(changed, change, session)
        session.done(told if changed != before else f"{told[:-1]} already.")


def _with(contact: Contact, change: Reminder | YearlyDate) -> Contact:
    """Return the contact with this; a yearly date that stands there already changes nothing."""
    if isinstance(change, Reminder):
        return contact.reminding(change)
    if any((each.label, each.on) == (change.label, change.on) for each in contact.dates):
        return contact
    return replace(contact, dates=(*contact.dates, change))


def _reminder(text: list[str], session: Session, *, meet: bool) -> Reminder:
    day, used = options.leading_day(text, session)
    note = " ".join(text[used:]).strip()
    if day is not None and day < session.today:
        raise UsageError(f"WHEN: {day} is past; expected a day ahead")
    on = None if day is None else PartialDate.of(day)
    if on is None:
        note, on = _ending(note, session)
    if meet and on is None:
        raise UsageError("--meet: when? Expected a day before or behind the note, such as friday")
    if not note:
        if not meet:
            raise UsageError("NOTE: what is promised?")
        note = "meet"
    return Reminder(note=note, on=on, meet=meet, id=session.new_id())


def _ending(note: str, session: Session) -> tuple[str, PartialDate | None]:
    """Return a note without the day at its end, and that day."""
    from dexcli.core.sentence import promise, seen  # only where no day stands before
    from dexcli.core.when import Facing

    here = seen.Calendar(session.today, Facing.AHEAD, session.settings.dates.order)
    try:
        return promise.dated(note, here)
    except ValueError as error:
        if note.endswith(tuple("0123456789")):
            raise UsageError(f"WHEN: {error}") from None
        return note, None  # "plan what we do next summer" has no day


def _yearly(text: list[str], session: Session) -> YearlyDate:
    if _DAY_OF_YEAR.fullmatch(text[0]):
        on, used = options.birthday(text[0], session, name="WHEN"), 1
    else:
        day, used = options.leading_day(text, session, backward=True)
        if day is None:
            raise UsageError("--yearly: when? Expected a day before the note, such as 1835-07-08")
        on = _with_known_year(day, " ".join(text[:used]))
    label = " ".join(text[used:]).strip()
    if not label:
        raise UsageError("NOTE: what is it, such as 'wedding anniversary'?")
    return YearlyDate(label=label, on=on)


def _with_known_year(day: date, typed: str) -> PartialDate:
    if _YEAR.search(typed):
        return PartialDate.of(day)
    return PartialDate(month=day.month, day=day.day)


def _told(contact: Contact, change: Reminder | YearlyDate, session: Session) -> str:
    name, today = session.ledger.label(contact), session.today
    if isinstance(change, YearlyDate):
        return f"{name}: {change.label} every year on {_yearly_day(change.on)}."
    if not change.meet:
        told = answers.promised(change, today=today)
        if change.on is None:
            stands = f"without a day; it stands in `{session.program} show {contact.handle}`"
            told = f"{told.removesuffix('.')}, {stands}."
        return f"{name}. {told}"
    assert change.on is not None
    on = words.day(change.on.first, today=today)
    following = answers.upcoming([contact], session.ledger, session.settings, today=today)
    return f"Planned with {name} on {on}: {change.note}. {following}".rstrip()


def _yearly_day(on: PartialDate) -> str:
    assert on.month is not None
    return f"{on.day} {words.MONTHS[on.month - 1]}"
