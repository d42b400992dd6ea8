"""When somebody is due: a pure function of contact, settings and today (the heart).

The rule in one breath: clock + cadence, pushed back by a snooze or a planned
meeting; the list is ordered by lateness in cadences, not in days.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Interaction
from dexcli.core.settings import Settings


class Status(StrEnum):
    """Where a day stands before or after today."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    LATER = "later"


Origin = Literal["interaction", "met", "added"]
Push = Literal["snooze", "plan"]


class Clock(Struct, frozen=True):
    """The day from which a cadence counts, and what gave it."""

    on: date
    origin: Origin


class Rule(Struct, frozen=True):
    """A cadence and where it stands: ``contact``, ``tag:NAME`` or ``default``."""

    name: str
    cadence: Cadence


class Due(Struct, frozen=True):
    """When somebody is due and why."""

    on: date
    rule: Rule
    clock: Clock | None
    unpushed: date  # clock + cadence, before a snooze or a plan
    days: int  # the cadence in days, where it counts from
    pushed_by: Push | None

    def days_overdue(self, today: date) -> int:
        """Return the days since the due day, negative before it."""
        return (today - self.on).days

    def lateness(self, today: date) -> float:
        """Return how late it is, in cadences: 1.0 is a whole one late."""
        return (today - self.on).days / self.days

    def status(self, today: date, *, within: int = 0) -> Status:
        """Return where the due day stands; ``within`` days ahead is soon."""
        left = (self.on - today).days
        if left < 0:
            return Status.OVERDUE
        if left == 0:
            return Status.DUE
        return Status.SOON if left <= within else Status.LATER


def due_on(contact: Contact, settings: Settings, *, today: date) -> Due | None:
    """Return when this contact is due and by which rule, or None if never.

    Somebody without any date is due today. A snooze or a planned meeting
    pushes the day back and never brings it forward. The archived, the dead,
    the paused, those without a cadence and ``me`` are never due.
    """
    if contact.paused or not contact.is_active or contact.handle == settings.me:
        return None
    clock = clock_of(contact, settings, today=today)
    rule = rule_of(contact, settings, clock=clock, today=today)
    if rule is None:
        return None
    start = today if clock is None else clock.on
    after = rule.cadence.after(start)
    unpushed = today if clock is None else after
    day = unpushed
    pushed_by: Push | None = None
    snoozed = snooze_of(contact, settings, today=today)
    if snoozed is not None and snoozed > day:
        day, pushed_by = snoozed, "snooze"
    plan = plan_of(contact, today=today)
    if plan is not None and plan > day:
        day, pushed_by = plan, "plan"
    return Due(
        on=day,
        rule=rule,
        clock=clock,
        unpushed=unpushed,
        days=max((after - start).days, 1),
        pushed_by=pushed_by,
    )


def last_contact(contact: Contact, settings: Settings, *, today: date) -> Interaction | None:
    """Return the latest interaction on or before ``today`` whose kind counts.

    Of several on one day, the one that stands last in the file.
    """
    latest: Interaction | None = None
    day: date | None = None
    for interaction in reversed(contact.interactions):  # most files have the latest last
        first = interaction.on.first
        if (day is None or first > day) and first <= today and settings.counts(interaction.kind):
            latest, day = interaction, first
    return latest


def clock_of(contact: Contact, settings: Settings, *, today: date) -> Clock | None:
    """Return the day from which the cadence counts, or None without any date.

    ``met.on`` and ``added`` count as they stand, also when they lie after
    ``today``; an interaction after ``today`` doesn't exist yet.
    """
    last = last_contact(contact, settings, today=today)
    if last is not None:
        return Clock(last.on.first, "interaction")
    if contact.met is not None and contact.met.on is not None:
        met = contact.met.on.full
        if met is not None:
            return Clock(met, "met")
    if contact.added is not None:
        return Clock(contact.added.first, "added")
    return None


def rule_of(
    contact: Contact, settings: Settings, *, clock: Clock | None, today: date
) -> Rule | None:
    """Return the rule that holds for this contact, or None if it is never due.

    Its own cadence wins; else, of its tags' cadences, the one that falls due
    first, of several on one day the alphabetically first; else the default.
    """
    if contact.cadence is not None:
        return None if contact.cadence.is_never else Rule("contact", contact.cadence)
    tags = tag_rules(contact, settings)
    asking = [rule for rule in tags if not rule.cadence.is_never]
    if asking:
        return min(asking, key=lambda rule: _first_due(rule, clock, today))
    if tags or settings.default_cadence.is_never:
        return None
    return Rule("default", settings.default_cadence)


def tag_rules(contact: Contact, settings: Settings) -> list[Rule]:
    """Return the cadences that the contact's tags have, by tag; "Friend" is "friend" too."""
    rules = []
    for tag in sorted(set(contact.tags)):
        key = tag if tag in settings.cadence else settings.spelling_of(tag)
        if key is not None:
            rules.append(Rule(f"tag:{key}", settings.cadence[key]))
    return rules


def snooze_of(contact: Contact, settings: Settings, *, today: date) -> date | None:
    """Return the day a snooze holds until, or None where none does.

    It ends by itself when there is contact on a day after it was decided, so
    that a log is a suffix of the file and nothing else.
    """
    if contact.snoozed is None:
        return None
    since, last = contact.snoozed.since, last_contact(contact, settings, today=today)
    if since is not None and last is not None and last.on.first > since:
        return None
    return contact.snoozed.until


def plan_of(contact: Contact, *, today: date) -> date | None:
    """Return the latest day, today or later, of an open meeting that is planned."""
    if not contact.reminders:
        return None
    return max((on.first for on in contact.planned if on.first >= today), default=None)


class Entry(Struct, frozen=True):
    """One line of the list: somebody and when they are due."""

    contact: Contact
    due: Due


Standing = tuple[float, int, str]  # lateness with its sign turned, due day, handle: sorts as listed


def standing(on: int, days: int, handle: str, *, today: int) -> Standing:
    """Return what puts somebody in order; days are counted as `date.toordinal` does.

    Latest first; ties by older due day, then handle. Lateness counts in
    cadences, of ``days`` each: a weekly friend seven days late comes before a
    yearly one seven days late.
    """
    return (on - today) / days, on, handle


def in_order(entries: Iterable[Entry], *, today: date) -> list[Entry]:
    """Return the entries in the order of their `standing`."""
    day = today.toordinal()
    return sorted(
        entries,
        key=lambda entry: standing(
            entry.due.on.toordinal(), entry.due.days, entry.contact.handle, today=day
        ),
    )


def due_list(
    contacts: Iterable[Contact], settings: Settings, *, today: date, within: int = 0
) -> list[Entry]:
    """Return who is overdue, due today, or due ``within`` so many days, latest first."""
    entries = [
        Entry(contact, due)
        for contact in contacts
        if (due := due_on(contact, settings, today=today)) is not None
        and (due.on - today).days <= within
    ]
    return in_order(entries, today=today)


def _first_due(rule: Rule, clock: Clock | None, today: date) -> tuple[date, str]:
    day = today if clock is None else rule.cadence.after(clock.on)
    return day, rule.name
