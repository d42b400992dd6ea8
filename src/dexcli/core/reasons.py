"""Why somebody is due on the day they are, in sentences."""

from collections.abc import Sequence
from datetime import date

from dexcli.core import conflicts, words
from dexcli.core.contact import FOREVER, Contact
from dexcli.core.due import (
    Clock,
    Due,
    Rule,
    clock_of,
    due_on,
    last_contact,
    rule_of,
    snooze_of,
    tag_rules,
)
from dexcli.core.settings import Settings

_INPUTS = frozenset({"added", "archived", "cadence", "died", "paused", "snoozed", "tags"})
_INPUT_BLOCKS = frozenset({"interactions", "met", "reminders"})
_IN_BLOCKS = frozenset({"done", "kind", "meet", "on", "until"})
_WIDTH = 40  # of what each version said


def explain(contact: Contact, settings: Settings, *, today: date) -> list[str]:
    """Return the sentences that lead from the file to the day, or to no day at all."""
    ended = _no_follow_ups(contact, settings)
    if ended:
        return [ended]
    clock = clock_of(contact, settings, today=today)
    rule = rule_of(contact, settings, clock=clock, today=today)
    sentences = [_clock(contact, clock, settings, today), *_rules(contact, rule, clock, settings)]
    due = due_on(contact, settings, today=today)
    if due is not None:
        sentences += _arithmetic(due, today)
        sentences += _pushes(contact, due, settings, today)
        sentences.append(_result(contact, due, today))
    return sentences


def doubts(contact: Contact) -> list[str]:
    """Return a sentence for each conflict that waits, and that the day hangs on."""
    told = []
    for each in conflicts.of_contact(contact):
        first, last = each.conflict.path[0], each.conflict.path[-1]
        if first in _INPUTS or (first in _INPUT_BLOCKS and (each.is_whole or last in _IN_BLOCKS)):
            said = each.said(width=_WIDTH)
            remedy = f"'dexcli resolve {contact.handle}' settles it"
            told.append(f"Two versions disagree about {each.where}: {said}; {remedy}.")
    return told


def _no_follow_ups(contact: Contact, settings: Settings) -> str | None:
    name = contact.name
    if contact.is_dead:
        return f"{name} has died: there are no follow-ups."
    if contact.archived:
        remedy = f"dexcli archive --undo {contact.handle}"
        return f"{name} is archived: there are no follow-ups; '{remedy}' ends that."
    if contact.handle == settings.me:
        return f"{name} is you (the setting 'me'): you are never due."
    if contact.paused:
        return f"{name} is paused: there are no follow-ups until 'paused' is removed."
    return None


def _clock(contact: Contact, clock: Clock | None, settings: Settings, today: date) -> str:
    if clock is None:
        return (
            "There is no meeting that counts, no day you first met and no day of adding: "
            "without any date, the day is today."
        )
    on = words.day(clock.on, today=today)
    match clock.origin:
        case "interaction":
            last = last_contact(contact, settings, today=today)
            kind = "contact" if last is None else last.kind
            return f"The clock starts on {on}, the latest interaction that counts ({kind})."
        case "met":
            return f"The clock starts on {on}, when you first met: no interaction counts yet."
        case "added":
            return (
                f"The clock starts on {on}, when the contact was added: no interaction counts yet."
            )


def _rules(
    contact: Contact, rule: Rule | None, clock: Clock | None, settings: Settings
) -> list[str]:
    tags = tag_rules(contact, settings)
    told = [f"{each.name.removeprefix('tag:')!r} says {each.cadence}" for each in tags]
    if rule is None:
        return [_no_rule(contact, told, settings)]
    if rule.name == "contact":
        lost = f"; it wins over the tags ({words.listed(told)})" if told else ""
        return [f"The cadence is the contact's own, {rule.cadence}{lost}."]
    if rule.name == "default":
        return [
            f"The cadence is the default, {rule.cadence}: neither the contact nor a tag has one."
        ]
    tag = rule.name.removeprefix("tag:")
    if len(told) == 1:
        return [f"The cadence comes from the tag {tag!r}: {rule.cadence}."]
    first = "falls due first"
    if any(each != rule and _same_day(each, rule, clock) for each in tags):
        first = "is the first in the alphabet of those that fall due first"
    return [
        f"Of the tags, {words.listed(told)}; {tag!r} {first}, so the cadence is {rule.cadence}."
    ]


def _same_day(one: Rule, other: Rule, clock: Clock | None) -> bool:
    if one.cadence.is_never:
        return False
    return clock is None or one.cadence.after(clock.on) == other.cadence.after(clock.on)


def _no_rule(contact: Contact, told: Sequence[str], settings: Settings) -> str:
    if contact.cadence is not None:
        return f"The contact's own cadence is {contact.cadence}: there are no follow-ups."
    if told:
        return f"Of the tags, {words.listed(told)}: there are no follow-ups."
    return (
        "There is no cadence, neither their own nor a tag's, and the default is "
        f"{settings.default_cadence}; 'dexcli every' sets one."
    )


def _arithmetic(due: Due, today: date) -> list[str]:
    if due.clock is None:
        return []
    start, end = (words.day(day, today=today) for day in (due.clock.on, due.unpushed))
    length = words.counted(due.days, "day")
    return [f"{start} and a cadence of {due.rule.cadence}, here {length}, make {end}."]


def _pushes(contact: Contact, due: Due, settings: Settings, today: date) -> list[str]:
    sentences = []
    if contact.snoozed is not None:
        until = words.day(contact.snoozed.until, today=today)
        if snooze_of(contact, settings, today=today) is None:
            sentences.append(f"The snooze until {until} is over: you were in touch since.")
        elif contact.snoozed.until == FOREVER:
            sentences.append("It is snoozed for good; 'dexcli snooze off' ends that.")
        elif due.pushed_by == "snooze":
            sentences.append(f"A snooze pushes it back to {until}.")
        else:
            sentences.append(f"The snooze until {until} changes nothing.")
    if due.pushed_by == "plan":
        sentences.append(
            f"A meeting is planned for {words.day(due.on, today=today)}: not due before."
        )
    return sentences


def _result(contact: Contact, due: Due, today: date) -> str:
    days = due.days_overdue(today)
    on = words.day(due.on, today=today)
    if days < 0:
        return f"{contact.name} is due on {on}, {words.lateness(days)}."
    if days == 0:
        return f"{contact.name} is due today."
    return (
        f"{contact.name} was due on {on}, {words.counted(days, 'day')} ago: "
        f"{due.lateness(today):.2f} cadences late ({days} of {due.days} days)."
    )
