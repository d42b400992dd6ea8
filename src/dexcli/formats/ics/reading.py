"""Reading a calendar: meetings that were, meetings to come, and birthdays."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo

from dexcli.core import ids, meetings
from dexcli.core.contact import ME, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import tally
from dexcli.formats.ics import event as events
from dexcli.formats.ics import lines, moments, recurring, yearly
from dexcli.formats.ics.event import Event
from dexcli.formats.ics.lines import Component
from dexcli.formats.source import Rows, Source, Terms

NAMESPACE = "ics"
KIND = "meeting"
OWN = "@dexcli"  # how the UIDs of our own export end
MOST_GUESTS = 15  # more were at a conference, and not at a meeting with each other
_BEGIN = re.compile(
    rb"(?i)(?:\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?|[\r\n])\s*BEGIN:V(?!CARD)[A-Z]+\s"
)
_CUT_OFF = "cut off: it has no END:VCALENDAR, so events may be missing; export it again"
_NO_EVENTS = {"VTODO": "a task", "VJOURNAL": "a journal entry", "VFREEBUSY": "free and busy times"}


def recognises(source: Source) -> bool:
    """Return whether this begins as a calendar, or as an event without one."""
    start = source.head[:4096].replace(b"\x00", b"")
    named = source.suffix in {".ics", ".ical"} and b"BEGIN:" in start.upper()
    return not source.is_folder and (named or _BEGIN.search(start) is not None)


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row for each meeting and person, then what can't be read.

    Raises:
        DexcliError: This is no calendar.
    """
    if not recognises(source):
        raise DexcliError(f"{source.name}:1: no calendar; expected BEGIN:VCALENDAR")
    yield from tally.counted(_rows(source, terms), "events")


def _rows(source: Source, terms: Terms) -> Rows:
    found = list(lines.components(source.read()))
    home = _home(found)
    kept: list[Event] = []
    for component in found:
        if component.kind == "VEVENT":
            one = events.of(component, home) if component.is_whole else None
            if one is not None:
                kept.append(one)
            else:
                yield _unreadable(component)
        elif component.kind in _NO_EVENTS:
            why = f"{_NO_EVENTS[component.kind]}, and no event"
            label = component.text("SUMMARY")
            yield BadRow(component.number, why, label=label, unreadable=False)
    if found[-1:] and not found[-1].is_whole and all(each.is_whole for each in found[:-1]):
        yield BadRow(found[-1].lines[-1].number, _CUT_OFF, label=source.name, is_file=True)
    reader = _Reader(terms)
    for series in _by_uid(kept):
        yield from reader.series(series)


def _unreadable(component: Component) -> BadRow:
    label = component.text("SUMMARY") or component.text("UID")
    start = component.first("DTSTART")
    if not component.is_whole:
        return BadRow(component.number, "the event has no END:VEVENT", label=label)
    told = "no DTSTART" if start is None else f"DTSTART {start.value[:40]!r} is no day"
    return BadRow(component.number, told, label=label)


def _home(found: list[Component]) -> tzinfo | None:
    """Return the calendar's own zone: as Google and Apple name it, else its only one."""
    named = [each.text("X-WR-TIMEZONE") for each in found if each.kind == "VCALENDAR"]
    zones = [each.text("TZID") for each in found if each.kind == "VTIMEZONE"]
    name = next(filter(None, named), zones[0] if len(zones) == 1 else "")
    return moments.zone(name) if name else None


def _by_uid(found: list[Event]) -> Iterator[list[Event]]:
    """Yield the events of each UID, in the order of the file."""
    together: dict[str, list[Event]] = {}
    for each in found:
        together.setdefault(each.uid, []).append(each)
    yield from together.values()


class _Reader:
    """Makes the rows of one calendar."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.budget = recurring.Budget()

    def series(self, found: list[Event]) -> Rows:
        """Yield the rows of all events of one UID: a meeting, or a series with its exceptions."""
        masters = [each for each in found if each.instance is None]
        odd = {each.instance.date(): each for each in found if each.instance is not None}
        master = max(masters, key=lambda each: each.sequence, default=None)
        for each in masters:
            if each is not master:
                yield self.refused(each, "an earlier version of another event in the file")
        if master is not None and not odd:
            if master.uid.endswith(OWN) and not master.said:
                yield self.refused(master, "dexcli's own")
                return
            known = not self.terms.everybody
            row = yearly.row_of(master, today=self.terms.today, only_known=known)
            if row is not None:
                yield row
                return
        if master is not None and (master.rules or odd):
            yield from self.repeated(master, odd)
        elif master is not None:
            yield from self.meeting(master, master.start.date(), master.uid)
        else:
            for day, each in sorted(odd.items()):
                yield from self.meeting(each, each.start.date(), _key(each.uid, day))

    def repeated(self, master: Event, odd: dict[date, Event]) -> Rows:
        """Yield the rows of a series: all that were, and the next."""
        if (why := self.why_not(master)) != "" and not odd:
            yield self.refused(master, why, self.plans(master))
            return
        try:
            starts = recurring.starts(master, today=self.terms.today, budget=self.budget)
        except recurring.RuleError as error:
            told = f"{error}; only its first day counts"
            yield BadRow(master.line, told, label=_label(master))
            starts = [master.start]
        days = {each.date(): master for each in starts} | odd
        ahead: list[datetime] = []
        for day, each in sorted(days.items()):
            on = each.start.date() if each is not master else day
            if on > self.terms.today:
                if ahead and not each.is_cancelled:
                    continue
                if not each.is_cancelled:
                    ahead.append(each.start)
            yield from self.meeting(each, on, _key(master.uid, day))

    def meeting(self, event: Event, on: date, key: str) -> Rows:
        """Yield the rows of one meeting: with whom it was, or with whom it is planned."""
        if (why := self.why_not(event)) != "":
            yield self.refused(event, why, [key])
            return
        people = self.people(event)
        past = on <= self.terms.today
        planned = {
            "note": event.summary or KIND,
            "on": on,
            "meet": True,
            "id": ids.of_plan(f"{NAMESPACE}:{key}"),
        }
        interaction = self.interaction(event, on) if past else None
        for guest in people:
            emails = {"emails": [guest.address]} if guest.address else {}
            yield Row(
                event.line,
                key,
                _label(event),
                Named(guest.spoken, guest.name or guest.address, guest.key),
                contact=emails if past else {**emails, "reminders": [planned]},
                interaction=interaction,
                source=NAMESPACE,
                only_known=not self.terms.everybody,
                by_name=True,
            )

    def interaction(self, event: Event, on: date) -> Interaction:
        """Return what is logged of a meeting that was."""
        held = event.organizer
        by = "" if held is None else ME if held.is_among(self.terms.me) else held.key
        crowd = len(self.people(event)) > meetings.MOST_OTHERS + 1
        return Interaction(
            on=PartialDate.of(on),
            kind=KIND,
            place=event.place,
            by=by,
            note=event.summary,
            occasion=(event.summary or KIND) if crowd else "",
        )

    def people(self, event: Event) -> list[events.Guest]:
        """Return who was there beside me."""
        return [each for each in event.guests if not each.is_among(self.terms.me)]

    def why_not(self, event: Event) -> str:
        """Return why an event is no meeting, or nothing for one that is."""
        if event.is_cancelled:
            return "cancelled"
        if any(each.is_among(self.terms.me) for each in event.declined):
            return "you declined"
        people = self.people(event)
        if len(people) > MOST_GUESTS:
            return f"more than {MOST_GUESTS} people"
        if people:
            return ""
        return "everybody in it declined" if event.declined else "nobody is named in it"

    def plans(self, master: Event) -> list[str]:
        """Return the keys of a series as far as its days can be told."""
        try:
            starts = recurring.starts(master, today=self.terms.today, budget=self.budget)
        except recurring.RuleError:
            starts = [master.start]
        return [_key(master.uid, each.date()) for each in starts]

    def refused(self, event: Event, why: str, keys: Iterable[str] = ()) -> BadRow:
        """Return an event that isn't imported though nothing is wrong with it.

        What was planned by these keys isn't any more.
        """
        plans = tuple(ids.of_plan(f"{NAMESPACE}:{key}") for key in keys)
        return BadRow(event.line, why, label=_label(event), unreadable=False, withdrawn=plans)


def _key(uid: str, day: date) -> str:
    return f"{uid}/{day:%Y%m%d}"


def _label(event: Event) -> str:
    return event.summary or event.uid
