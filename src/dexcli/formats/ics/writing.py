"""Writing a calendar: who is due when, what is planned, and yearly days.

All are events that last a day, since Google's and Outlook's calendars take no
tasks. Each keeps its UID, and its SEQUENCE grows from day to day, so that a later
export changes what an earlier one brought instead of doubling it (RFC 5545).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from dexcli.core import ids, promises, words
from dexcli.core.contact import FOREVER, Contact
from dexcli.core.dates import LEAP_YEAR, PartialDate
from dexcli.core.due import due_on
from dexcli.formats.ics import content
from dexcli.formats.leaving import Chunks, Leaving

_FIRST = date(2020, 1, 1)  # from which a SEQUENCE counts the days
_MORNING = "PT9H"  # after midnight, when the alarm of a day without a time comes
_END_OF_FEBRUARY = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"  # plain YEARLY is leap years only


class Entry(Struct, frozen=True, kw_only=True):
    """One event that lasts a day; ``alarms`` are when it rings, counted from midnight."""

    uid: str
    on: date
    summary: str
    about: str = ""
    rule: str = ""
    alarms: tuple[str, ...] = (_MORNING,)
    own: tuple[tuple[str, str], ...] = ()  # properties of ours, by which an import knows it


def write(leaving: Leaving) -> Chunks:
    """Yield the calendar of these contacts; promises only with ``leaving.notes``."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dexcli//dexcli//EN", "METHOD:PUBLISH")
    yield content.joined((*head, content.line("X-WR-CALNAME", "dexcli")))
    for contact in leaving.contacts:
        for entry in (*_follow_ups(contact, leaving), *_yearly(contact, leaving)):
            yield _event(entry, leaving.today)
    for entry in _promised(leaving):
        yield _event(entry, leaving.today)
    yield content.joined(("END:VCALENDAR",))


def _follow_ups(contact: Contact, leaving: Leaving) -> Iterator[Entry]:
    due = due_on(contact, leaving.settings, today=leaving.today)
    if due is None or due.on >= FOREVER:
        return
    rule = "" if due.rule.name == "contact" else f" ({due.rule.name})"
    told = (f"Every {due.rule.cadence.text}{rule}", *contact.phones[:1], *contact.emails[:1])
    yield Entry(
        uid=f"{_id(contact)}-followup@dexcli",
        on=due.on,
        summary=f"Get in touch with {leaving.ledger.label(contact)}",
        about="\n".join(told),
    )


def _yearly(contact: Contact, leaving: Leaving) -> Iterator[Entry]:
    label = leaving.ledger.label(contact)
    alarms = tuple(
        f"-P{days}D" if days else _MORNING
        for days in sorted({0, *promises.lead_days(contact, leaving.settings)}, reverse=True)
    )
    days: list[tuple[str, PartialDate]] = []
    if contact.birthday is not None:
        days.append((promises.BIRTHDAY, contact.birthday))
    days += [(each.label, each.on) for each in contact.dates]
    seen: dict[str, int] = {}
    for what, on in days:
        if on.month is None or on.day is None:
            continue
        seen[what] = seen.get(what, 0) + 1
        mark = what if what == promises.BIRTHDAY else ids.from_text(f"{what}\n{seen[what]}")
        yield Entry(
            uid=f"{_id(contact)}-{mark}@dexcli",
            on=date(on.year or LEAP_YEAR, on.month, on.day),
            summary=f"{label}'s {what}",
            about=f"since {on.year}" if on.year and what != promises.BIRTHDAY else "",
            rule=_END_OF_FEBRUARY if (on.month, on.day) == (2, 29) else "FREQ=YEARLY",
            alarms=alarms,
            own=_own(what, contact, on),
        )


def _own(what: str, contact: Contact, on: PartialDate) -> tuple[tuple[str, str], ...]:
    return (("X-DEXCLI-ON", str(on)), ("X-DEXCLI-LABEL", what), ("X-DEXCLI-NAME", contact.name))


def _promised(leaving: Leaving) -> Iterator[Entry]:
    """Yield what is planned and promised, once where several people have it."""
    together: dict[str, list[promises.Promise]] = {}
    for each in promises.open_promises(leaving.contacts):
        if each.reminder.on is not None and (each.reminder.meet or leaving.notes):
            together.setdefault(each.id, []).append(each)
    for key, found in together.items():
        reminder = found[0].reminder
        assert reminder.on is not None
        names = words.crowd([leaving.ledger.label(each.contact) for each in found])
        note = reminder.note if leaving.notes else ""
        met = f"Meet {names}{f': {note}' if note else ''}"
        yield Entry(
            uid=f"{key}-{'meet' if reminder.meet else 'promise'}@dexcli",
            on=reminder.on.first,
            summary=met if reminder.meet else f"{note} ({names})",
        )


def _event(entry: Entry, today: date) -> bytes:
    stamp = f"{today:%Y%m%d}T000000Z"
    return content.joined(
        (
            "BEGIN:VEVENT",
            content.line("UID", entry.uid),
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{max((today - _FIRST).days, 0)}",
            f"DTSTART;VALUE=DATE:{_digits(entry.on)}",
            *_end(entry.on),
            content.line("SUMMARY", entry.summary),
            *([content.line("DESCRIPTION", entry.about)] if entry.about else []),
            *([f"RRULE:{entry.rule}"] if entry.rule else []),
            "TRANSP:TRANSPARENT",
            *(content.line(name, value) for name, value in entry.own),
            *(line for each in entry.alarms for line in _alarm(each, entry.summary)),
            "END:VEVENT",
        )
    )


def _alarm(trigger: str, summary: str) -> tuple[str, ...]:
    told = content.line("DESCRIPTION", summary)
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", told, "END:VALARM")


def _end(day: date) -> list[str]:
    """Return when a day is over, which some programs want to be told."""
    after = day + timedelta(days=1) if day < date.max else None
    return [f"DTEND;VALUE=DATE:{_digits(after)}"] if after else []


def _digits(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _id(contact: Contact) -> str:
    return contact.id or contact.handle
