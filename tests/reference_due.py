"""The due rule of DESIGN.md §3 a second time: slow, obvious, and nothing of dexcli in it.

It was written from the design alone, on what `tomllib.loads` returns, so that the real rule can
be tested against it. A cadence it can't read is a ValueError. Nothing here is optimised.
"""

import re
from datetime import date, timedelta
from typing import Any

Raw = dict[str, Any]

ONE_DAY = timedelta(days=1)

DAY, WEEK, MONTH, YEAR = ("days", 1), ("days", 7), ("months", 1), ("months", 12)
FORTNIGHT, QUARTER, HALF_YEAR = ("days", 14), ("months", 3), ("months", 6)
UNITS = {
    DAY: "d day days daily j jour jours quotidien quotidienne",
    WEEK: "w wk wks week weeks weekly sem semaine semaines hebdomadaire",
    FORTNIGHT: "fortnight fortnights fortnightly quinzaine quinzaines",
    MONTH: "m mo mos month months monthly mois mensuel mensuelle",
    QUARTER: "q quarter quarters quarterly trimestre trimestres trimestriel trimestrielle",
    HALF_YEAR: "semestre semestres semestriel semestrielle",
    YEAR: "y yr yrs year years yearly annual annually an ans année années annuel annuelle",
}
NUMBERS = [  # the first stands for 1, the second for 2, ...
    *("a one un une", "two deux other", "three trois", "four quatre", "five cinq", "six"),
    *("seven sept", "eight huit", "nine neuf", "ten dix", "eleven onze", "twelve douze"),
]
LEAD_IN = ("every", "each", "once", "chaque", "tous", "toutes", "les")


def due_reference(
    contacts: dict[str, Raw], settings: Raw, today: date, within: int = 0
) -> list[Raw]:
    """List whoever is overdue, due or soon, the latest first."""
    everybody = [
        status_reference(handle, contact, settings, today, within)
        for handle, contact in contacts.items()
    ]
    found = [one for one in everybody if one is not None and one["status"] != "later"]
    return sorted(found, key=lambda one: (-one["lateness"], one["due"], one["handle"]))


def status_reference(
    handle: str, contact: Raw, settings: Raw, today: date, within: int = 0
) -> Raw | None:
    """Tell one contact's due day and status, or None where there are no follow-ups."""
    if handle == settings.get("me"):
        return None
    if any(is_set(contact, key) for key in ("paused", "archived", "died")):
        return None

    last = last_interaction(contact, settings, today)
    clock = clock_of(contact, last)
    chosen = choose_cadence(contact, settings, clock)
    if chosen is None:
        return None
    rule, cadence = chosen

    length = days_of(cadence, today if clock is None else clock)
    due = today if clock is None else clock + length
    due = push_back_for_snooze(due, contact, settings, today)
    due = push_back_for_meetings(due, contact, today)
    return {
        "handle": handle,
        "name": contact["name"],
        "status": status_of(due, today, within),
        "due": due.isoformat(),
        "days_overdue": (today - due).days,
        "lateness": (today - due).days / length.days,
        "cadence": cadence,
        "rule": rule,
        "last": None if last is None else describe(last),
    }


def is_set(block: Raw, key: str) -> bool:
    """`true` and a day of any precision say yes; absent and `false` say no."""
    return block.get(key, False) is not False


def status_of(due: date, today: date, within: int) -> str:
    if due < today:
        return "overdue"
    if due == today:
        return "due"
    return "soon" if (due - today).days <= within else "later"


def describe(interaction: Raw) -> Raw:
    kind, note = interaction.get("kind", "met"), interaction.get("note", "")
    return {"on": str(interaction["on"]), "kind": kind, "note": note}


def first_day(on: object) -> date:
    """Read a date, "2026-11-20", "2026-11", "2026" or 2026."""
    year, month, day = [*str(on).split("-"), "1", "1"][:3]
    return date(int(year), int(month), int(day))


def is_full_day(on: object) -> bool:
    return str(on).count("-") == 2


def counting_interactions(contact: Raw, settings: Raw, today: date) -> list[Raw]:
    """Return those on or before today whose kind counts, in the file's order."""
    counting = []
    for interaction in contact.get("interactions", []):
        kind = interaction.get("kind", "met")
        setting = settings.get("kinds", {}).get(kind, {})
        counts = kind not in ("note", "attempt") and setting.get("counts", True)
        if counts and first_day(interaction["on"]) <= today:
            counting.append(interaction)
    return counting


def last_interaction(contact: Raw, settings: Raw, today: date) -> Raw | None:
    """Return the latest that counts; of several on one day, the last in the file."""
    last: Raw | None = None
    for interaction in counting_interactions(contact, settings, today):
        if last is None or first_day(interaction["on"]) >= first_day(last["on"]):
            last = interaction
    return last


def clock_of(contact: Raw, last: Raw | None) -> date | None:
    if last is not None:
        return first_day(last["on"])
    met_on = contact.get("met", {}).get("on")
    if met_on is not None and is_full_day(met_on):
        return first_day(met_on)
    return first_day(contact["added"]) if "added" in contact else None


def choose_cadence(contact: Raw, settings: Raw, clock: date | None) -> tuple[str, str] | None:
    """Return the rule and the cadence as written, or None for never."""
    if "cadence" in contact:
        return None if is_never(contact["cadence"]) else ("contact", contact["cadence"])

    by_tag = settings.get("cadence", {})
    tags = sorted(tag for tag in contact.get("tags", []) if tag in by_tag)
    if not tags:
        default = settings.get("default_cadence", "never")
        return None if is_never(default) else ("default", default)

    tags = [tag for tag in tags if not is_never(by_tag[tag])]
    if not tags:
        return None
    first = tags[0]  # alphabetically: only a strictly earlier day wins against it
    for tag in tags[1:]:
        if clock is not None and days_of(by_tag[tag], clock) < days_of(by_tag[first], clock):
            first = tag
    return f"tag:{first}", by_tag[first]


def is_never(cadence: str) -> bool:
    return cadence.strip().lower() in ("never", "jamais")


def days_of(cadence: str, start: date) -> timedelta:
    """Return how long this cadence is when it begins on `start`."""
    count, unit = parse_cadence(cadence)
    if unit == "months":
        return add_months(start, count) - start
    return timedelta(days=count)


def add_months(start: date, count: int) -> date:
    """Walk to the first of the month wanted, then on to the same day or the month's end."""
    day = start.replace(day=1)
    for _ in range(count):
        month = day.month
        while day.month == month:
            day += ONE_DAY
    while day.day < start.day and (day + ONE_DAY).month == day.month:
        day += ONE_DAY
    return day


def parse_cadence(cadence: str) -> tuple[int, str]:
    """Return a number of "days" or of "months"."""
    text = cadence.strip().lower()
    iso = re.fullmatch(r"p(\d+[dwmy])", text)
    words = re.findall(r"\d+|[^\W\d]+|\S", iso[1] if iso else text)
    while words and words[0] in LEAD_IN:
        words.pop(0)
    count = 1
    if len(words) == 2:
        count = parse_number(words.pop(0))
    units = [pair for pair, names in UNITS.items() if words and words[0] in names.split()]
    if len(words) != 1 or not units or count < 1:
        raise ValueError(f"can't read the cadence {cadence!r}")
    unit, size = units[0]
    return count * size, unit


def parse_number(word: str) -> int:
    """Return 0 for what is no number."""
    named = [number for number, names in enumerate(NUMBERS, start=1) if word in names.split()]
    return named[0] if named else int(word) if word.isdecimal() else 0


def push_back_for_snooze(due: date, contact: Raw, settings: Raw, today: date) -> date:
    snoozed = contact.get("snoozed", {})
    if "until" not in snoozed:
        return due
    if "since" in snoozed:
        for interaction in counting_interactions(contact, settings, today):
            if first_day(interaction["on"]) > first_day(snoozed["since"]):
                return due
    return max(due, first_day(snoozed["until"]))


def push_back_for_meetings(due: date, contact: Raw, today: date) -> date:
    for reminder in contact.get("reminders", []):
        is_open_meeting = reminder.get("meet") is True and not is_set(reminder, "done")
        if is_open_meeting and "on" in reminder and first_day(reminder["on"]) >= today:
            due = max(due, first_day(reminder["on"]))
    return due
