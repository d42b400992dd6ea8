"""How days, spans and meetings are put into words."""

from collections.abc import Sequence
from datetime import date

from dexcli.core.cadence import Cadence
from dexcli.core.contact import DEFAULT_KIND, Contact, Interaction
from dexcli.core.dates import PartialDate

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOTE_WIDTH = 50
_SPOKEN = {"meet": "a planned meeting"}  # of keys that are true or false
_NAME_WIDTH = 100  # characters; the longest Message-IDs are as long
_CROWD = 6  # so many people are named one by one
_WEEKS_FROM, _MONTHS_FROM, _YEARS_FROM = 14, 60, 730  # days from which a span is told so


def span(days: int) -> str:
    """Return a number of days in the unit a person would use: "3 weeks"."""
    if days < _WEEKS_FROM:
        return counted(days, "day")
    if days < _MONTHS_FROM:
        return counted(days // 7, "week")
    if days < _YEARS_FROM:
        return counted(round(days / 30.44), "month")
    return counted(int(days / 365.2425), "year")


def lateness(days_overdue: int) -> str:
    """Return how late that is: "due today", "3 weeks late", "in 5 days"."""
    if days_overdue == 0:
        return "due today"
    if days_overdue < 0:
        return f"in {span(-days_overdue)}"
    return f"{span(days_overdue)} late"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 day", "2 days"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "3rd", "11th"."""
    teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def day(on: date, *, today: date) -> str:
    """Return a day as it is spoken of: "12 December", with the year where it isn't this one."""
    named = f"{on.day} {MONTHS[on.month - 1]}"
    return named if on.year == today.year else f"{named} {on.year}"


def long_day(on: date) -> str:
    """Return a day as it heads a page: "Sunday, 22 November 2026"."""
    return f"{WEEKDAYS[on.weekday()]}, {on.day} {MONTHS[on.month - 1]} {on.year}"


def day_told(on: PartialDate, *, today: date) -> str:
    """Return when something was, in an answer: "today", "yesterday", "on 3 May"."""
    full = on.full
    if full is None:
        return f"in {on}" if on.month is None else f"in {MONTHS[on.month - 1]} {on.year}"
    if full == today:
        return "today"
    if (today - full).days == 1:
        return "yesterday"
    return f"on {day(full, today=today)}"


def listed(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(clause: str) -> str:
    """Return a clause as a sentence of its own; nothing stays nothing."""
    return f"{clause[0].upper()}{clause[1:]}." if clause else ""


def rhythm(cadence: Cadence) -> str:
    """Return how often, in a sentence: "every 3 weeks", "quarterly", "never"."""
    return f"every {cadence}" if cadence.is_length else cadence.text


def crowd(names: Sequence[str]) -> str:
    """Return everybody's name, or of many the first few and how many more."""
    if len(names) <= _CROWD:
        return listed(names)
    return listed([*names[: _CROWD - 2], f"{len(names) - _CROWD + 2:,} more"])


def told(value: object) -> str:
    """Return a value of a contact as people read it, in a line; of a block what it says.

    Args:
        value: A JSON value, as `document.to_plain` gives it.
    """
    if isinstance(value, dict):
        return " ".join(_part(key, each) for key, each in value.items() if key != "id")
    if isinstance(value, list):
        return ", ".join(map(told, value))
    return start_of(str(value))


def _part(key: str, value: object) -> str:
    """Return what a key of a block says: of one that is true or false its name, not the value."""
    if isinstance(value, bool):
        return f"({'' if value else 'not '}{_SPOKEN.get(key, key)})"
    return f"(done {value})" if key == "done" else told(value)


def headed(kind: str) -> str:
    """Return a kind of interaction as the beginning of a sentence: "Coffee with"."""
    return "Met" if kind == DEFAULT_KIND else f"{kind[:1].upper()}{kind[1:]} with"


def last_time(interaction: Interaction | None) -> str:
    """Return when and how it was last: ``coffee 2026-10-30, "Bernoulli numbers"``."""
    if interaction is None:
        return ""
    quote = f', "{start_of(interaction.note)}"' if interaction.note else ""
    return f"{interaction.kind} {interaction.on}{quote}"


def start_of(note: str, width: int = _NOTE_WIDTH) -> str:
    """Return the first line of a note, cut at a word where it is long."""
    first = note.strip().split("\n", 1)[0].strip()
    if len(first) <= width:
        return first
    cut = first[:width].rsplit(" ", 1)[0]
    return f"{cut}…"


def cut(name: str) -> str:
    """Return a name as a line about its row has it: one that no person has is cut."""
    return name if len(name) <= _NAME_WIDTH else f"{name[:_NAME_WIDTH]}…"


def owed(contact: Contact) -> str:
    """Return what was promised and isn't done yet: "you owe: the paper; they owe: a book"."""
    waiting = [each for each in contact.reminders if each.is_open and not each.meet]
    yours = [start_of(each.note) for each in waiting if not each.is_theirs]
    theirs = [start_of(each.note) for each in waiting if each.is_theirs]
    told = (("you owe", yours), ("they owe", theirs))
    return "; ".join(f"{who}: {'; '.join(notes)}" for who, notes in told if notes)


def channel(contact: Contact) -> tuple[str, str] | None:
    """Return how to reach somebody first: phone, e-mail, or account, with its value."""
    if contact.phones:
        return "phone", contact.phones[0]
    if contact.emails:
        return "email", contact.emails[0]
    for value in contact.accounts.values():
        return "account", value
    return None


def reach(contact: Contact) -> str:
    """Return the value by which somebody is reached first, or nothing."""
    found = channel(contact)
    return found[1] if found else ""
