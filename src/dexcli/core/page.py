"""The page one reads before a meeting, as headed parts of plain lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dexcli.core import conflicts, reasons, words
from dexcli.core.contact import Contact
from dexcli.core.dates import LEAP_YEAR, PartialDate, day_in_year
from dexcli.core.due import due_on
from dexcli.core.ledger import Ledger, interactions_of
from dexcli.core.settings import Settings

_LAST_TIMES = 5
_MOST_DISPUTED = 3
_WIDTH = 40  # of what each version said


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a page; without a heading, its opening."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One person: a title and parts, the empty ones left out."""

    title: str
    parts: tuple[Part, ...]


def of(contact: Contact, ledger: Ledger, settings: Settings, *, today: date) -> Page:
    """Return the page about a contact."""
    parts = (
        Part("", tuple(_who(contact, ledger, settings, today))),
        Part("Reach", (*contact.phones, *contact.emails, *_accounts(contact), *contact.addresses)),
        Part("Notes", tuple(contact.notes.strip().split("\n")) if contact.notes.strip() else ()),
        Part("Promised", tuple(_promises(contact, today))),
        Part("Days", tuple(_days(contact, ledger, today)) if contact.is_active else ()),
        Part("People", tuple(_people(contact, ledger))),
        Part("Gifts", tuple(_gifts(contact))),
        Part("Last times", tuple(_last_times(contact, ledger))),
    )
    return Page(ledger.label(contact), tuple(part for part in parts if part.lines))


def _who(contact: Contact, ledger: Ledger, settings: Settings, today: date) -> Iterable[str]:
    if contact.aka:
        yield f"also known as {words.listed(contact.aka)}"
    is_named_so = contact.org == contact.name and not contact.title  # a practice, a shop
    org = "" if is_named_so else contact.org
    work = " at ".join(part for part in (contact.title, org) if part)
    if about := ", ".join(part for part in (work, contact.city) if part):
        yield about
    if contact.tags:
        yield f"tags: {', '.join(contact.tags)}"
    if contact.interests:
        yield f"cares about {words.listed(contact.interests)}"
    if met := _met(contact, ledger):
        yield met
    due = due_on(contact, settings, today=today)
    if due is None:
        yield reasons.explain(contact, settings, today=today)[-1]
    else:
        when = words.lateness(due.days_overdue(today))
        rule = due.rule.name.replace("contact", "their own cadence").replace("tag:", "the tag ")
        on = words.day(due.on, today=today)
        yield f"{when} ({on}): {words.rhythm(due.rule.cadence)}, by {rule}"
    yield from _disputed(contact)


def _disputed(contact: Contact) -> Iterable[str]:
    waiting = conflicts.of_contact(contact)
    for each in waiting[:_MOST_DISPUTED]:
        said = each.said(width=_WIDTH)
        yield f"disputed: {each.where}: {said} · dexcli resolve {contact.handle}"
    if (more := len(waiting) - _MOST_DISPUTED) > 0:
        yield f"and {words.counted(more, 'further conflict')}"


def _met(contact: Contact, ledger: Ledger) -> str:
    if contact.met is None:
        return ""
    met = contact.met
    parts = [
        f"in {met.on}" if met.on and met.on.full is None else f"on {met.on}" if met.on else "",
        f"at {met.at}" if met.at else "",
        f"through {ledger.name_of(met.through)}" if met.through else "",
    ]
    return f"met {' '.join(part for part in parts if part)}" if any(parts) else ""


def _accounts(contact: Contact) -> list[str]:
    return [f"{kind}: {value}" for kind, value in contact.accounts.items()]


def _promises(contact: Contact, today: date) -> Iterable[str]:
    for reminder in contact.reminders:
        if reminder.is_open:
            when = "" if reminder.on is None else f", {words.day_told(reminder.on, today=today)}"
            yield f"{'to meet: ' if reminder.meet else ''}{words.start_of(reminder.note)}{when}"


def _days(contact: Contact, ledger: Ledger, today: date) -> Iterable[str]:
    if contact.birthday is not None:
        yield _yearly("birthday", contact.birthday, today)
    for each in contact.dates:
        others = words.listed([ledger.name_of(other) for other in each.others])
        yield _yearly(f"{each.label}{f' with {others}' if others else ''}", each.on, today)


def _yearly(label: str, on: PartialDate, today: date) -> str:
    if on.month is None or on.day is None:
        return f"{label}: {on}"
    this = day_in_year(on.month, on.day, today.year)
    coming = this if this >= today else day_in_year(on.month, on.day, today.year + 1)
    spoken = words.day(date(LEAP_YEAR, on.month, on.day), today=date(LEAP_YEAR, 1, 1))
    age = "" if on.year is None else f", {coming.year - on.year}"
    when = "today" if coming == today else f"in {words.span((coming - today).days)}"
    return f"{label}: {spoken} ({when}{age})"


def _people(contact: Contact, ledger: Ledger) -> Iterable[str]:
    yield from relationships(contact, ledger)


def relationships(contact: Contact, ledger: Ledger) -> list[str]:
    """Return who is what to whom, both ways, a line each."""
    name = ledger.label(contact)
    own = [
        f"{ledger.name_of(each.who) if each.who else each.name} is {name}'s {each.kind}"
        for each in contact.relationships
    ]
    inverse = [
        f"{name} is {ledger.label(other)}'s {each.kind}"
        for other in ledger.mentioning(contact)
        for each in other.relationships
        if each.who and ledger.resolve(each.who) == contact
    ]
    return [*own, *inverse]


def _gifts(contact: Contact) -> Iterable[str]:
    for gift in contact.gifts:
        occasion = f" for {gift.occasion}" if gift.occasion else ""
        given = gift.given is not None and gift.given.over
        state = f"given {gift.given.on or ''}".strip() if gift.given and given else "idea"
        if gift.received is not None and gift.received.over:
            state = f"received {gift.received.on or ''}".strip()
        yield f"{gift.idea}{occasion} ({state})"


def _last_times(contact: Contact, ledger: Ledger) -> Iterable[str]:
    shared = interactions_of([contact])
    for each in shared[:_LAST_TIMES]:
        one = each.interaction
        others = words.listed([ledger.name_of(other) for other in one.others])
        parts = (
            f"{one.on} {one.kind}",
            f"with {others}" if others else "",
            one.occasion,
            one.place,
            words.start_of(one.note, 100),
        )
        yield " · ".join(part for part in parts if part)
    if len(shared) > _LAST_TIMES:
        yield f"and {len(shared) - _LAST_TIMES:,} earlier: dexcli timeline {contact.handle}"
