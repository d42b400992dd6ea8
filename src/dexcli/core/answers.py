"""What is said after a change: its consequence, in a sentence or two."""

from collections.abc import Iterable, Sequence
from datetime import date

from dexcli.core import load, meetings, words
from dexcli.core.contact import FOREVER, NOTE_KIND, Contact, Interaction, Reminder
from dexcli.core.due import due_on
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

_PERIODS = {"day": 1.0, "week": 7.0, "month": 365.2425 / 12, "year": 365.2425}  # in days
MOST_TOLD = 6  # for so many people the next day is told one by one


def logged(  # noqa: PLR0913 - all that the sentence speaks of
    interaction: Interaction,
    people: Sequence[Contact],
    promise: Reminder | None,
    ledger: Ledger,
    settings: Settings,
    *,
    today: date,
) -> str:
    """Return "Coffee with Ada, today, the 4th this year. Next around 12 December."."""
    names = words.crowd([ledger.label(contact) for contact in people])
    when = words.day_told(interaction.on, today=today)
    if interaction.kind == NOTE_KIND:
        return f"Noted about {names}, {when}."
    nth = _count(interaction, people, settings, today)
    parts = [f"{words.headed(interaction.kind)} {names}, {when}{nth}."]
    if promise is not None:
        parts.append(promised(promise, today=today))
    parts.append(upcoming(people, ledger, settings, today=today))
    return " ".join(part for part in parts if part)


def promised(promise: Reminder, *, today: date) -> str:
    """Return "You promised: the paper, on 1 December.", or who did."""
    when = "" if promise.on is None else f", {words.day_told(promise.on, today=today)}"
    who = "They" if promise.is_theirs else "You"
    return f"{who} promised: {promise.note}{when}."


def upcoming(people: Sequence[Contact], ledger: Ledger, settings: Settings, *, today: date) -> str:
    """Return when these people are due next: "Next around 12 December."."""
    days = [
        (ledger.label(contact), due.on)
        for contact in people
        if (due := due_on(contact, settings, today=today)) is not None and due.on != FOREVER
    ]
    if not days:
        return ""
    if len(people) > MOST_TOLD:
        now = sum(1 for _, on in days if on <= today)
        return f"{words.counted(now, 'contact')} due now." if now else ""
    told = [
        (name, "today" if on <= today else f"around {words.day(on, today=today)}")
        for name, on in days
    ]
    if len(people) == 1:
        return f"Next {told[0][1]}." if days[0][1] > today else "Still due."
    return f"Next: {words.listed([f'{name} {day}' for name, day in told])}."


def load_told(contacts: Iterable[Contact], settings: Settings, *, today: date) -> str:
    """Return "your cadences ask for 4.2 contacts a day", or nothing where they ask for none.

    Where it is less than one a day, in the shortest of week, month and year
    that has one.
    """
    daily = load.per_day(contacts, settings, today=today)
    if not daily:
        return ""
    number, unit = next(
        ((told, unit) for unit, days in _PERIODS.items() if (told := round(daily * days, 1)) >= 1),
        (round(daily * _PERIODS["year"], 1), "year"),
    )
    noun = "contact" if number == 1 else "contacts"
    return f"your cadences ask for {number:,g} {noun} a {unit}"


def _count(
    interaction: Interaction, people: Sequence[Contact], settings: Settings, today: date
) -> str:
    if len(people) > 1 or not settings.counts(interaction.kind):
        return ""
    number = meetings.count_in_year(people[0], settings, interaction.on)
    year = "this year" if interaction.on.year == today.year else f"in {interaction.on.year}"
    return f", the {words.ordinal(number)} {year}"
