"""Birthdays and other yearly days in a calendar: "Ada Lovelace's birthday"."""

import re
from datetime import date
from typing import Any

from dexcli.core.dates import PartialDate
from dexcli.core.rows import Named, Row
from dexcli.formats.ics.event import Event

BIRTHDAY = "birthday"
_EMOJI = re.compile(r"^[\W_]+")  # the cake before it
_NTH = r"(?:\d+(?:st|nd|rd|th)?\.? )?"
_BIRTHDAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(.+?)(?<![-–( ])(?:['’]s|['’])? {_NTH}birthday",
        r"birthday(?: of|:| -) (.+)",
        r"(.+?) [-–(] ?birthday\)?",
        rf"(.+?)(?:['’]s|['’]|s)? {_NTH}geburtstag",
        r"geburtstag(?: von|:) (.+)",
        r"(.+?) hat geburtstag!?",
        r"anniversaire (?:de |d['’]|: )(.+)",
    )
)
_OTHER = re.compile(r"(.+?)(?:['’]s|(?<=s)['’]) (.+)")
# Programs write such a year where none is known: Apple, and formats.md §6 for exports.
_NO_YEARS = frozenset({1604, 1900, 2000})
_FRESH = 2  # a year so near is when the entry was made, and no birth


def row_of(event: Event, *, today: date, only_known: bool) -> Row | None:
    """Return the row of a birthday or a yearly day, or None for any other event."""
    said = _said(event)
    if said is None:
        return None
    label, name = said
    on = _on(event, today)
    contact: dict[str, Any] = (
        {"birthday": on.to_toml()}
        if label == BIRTHDAY
        else {"dates": [{"label": label, "on": on.to_toml()}]}
    )
    person = Named(name, name)
    return Row(event.line, event.uid, event.summary, person, contact=contact, only_known=only_known)


def _said(event: Event) -> tuple[str, str] | None:
    """Return what it is and whose, by the title."""
    is_yearly = any(
        line.name == "RRULE" and "FREQ=YEARLY" in line.value.upper() for line in event.rules
    )
    if not event.is_day or event.guests:
        return None
    if event.label and event.name:
        return event.label, event.name
    title = _EMOJI.sub("", event.summary)[:200]
    for each in _BIRTHDAYS:
        if (found := each.fullmatch(title)) is not None:
            return BIRTHDAY, found[1].strip()
    found = _OTHER.fullmatch(title)
    if found is None or not is_yearly:
        return None
    return found[2].strip(), found[1].strip()


def _on(event: Event, today: date) -> PartialDate:
    """Return the day, with the year where it is one."""
    try:
        return PartialDate.parse(event.said)
    except ValueError:
        day = event.start.date()
    known = day.year not in _NO_YEARS and day.year < today.year - _FRESH
    return PartialDate(year=day.year if known else None, month=day.month, day=day.day)
