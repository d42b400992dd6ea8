"""The page one reads before a meeting, as headed parts of plain lines."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dexcli.core import conflicts, gifts, reasons, words
from dexcli.core.contact import ME, Contact, Gift, Interaction, Reminder
from dexcli.core.dates import LEAP_YEAR, PartialDate, day_in_year
from dexcli.core.due import due_on
from dexcli.core.ledger import Ledger, interactions_of
from dexcli.core.roster import Kind, flat
from dexcli.core.settings import Settings

_LAST_TIMES = 5
_MOST_DISPUTED = 3
_WIDTH = 40  # of what each version said


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a page; without a heading, its opening."""

    heading: str
    lines: tuple[str, ...]
    command: str = ""  # to be copied


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
        Part("Last times", tuple(_last_times(contact, ledger, settings.me, today))),
        Part("To meet", tuple(_promises(_open(contact, meet=True), today))),
        Part("You owe", tuple(_promises(_open(contact, is_theirs=False), today))),
        Part("They owe", tuple(_promises(_open(contact, is_theirs=True), today))),
        Part("Notes", tuple(contact.notes.strip().split("\n")) if contact.notes.strip() else ()),
        Part("People", tuple(_people(contact, ledger, today))),
        Part("Days", tuple(_days(contact, ledger, today)) if contact.is_active else ()),
        Part("Gift ideas", tuple(map(_idea, gifts.ideas_of(contact)))),
        Part("Gifts", tuple(_gifts(contact))),
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


def _open(contact: Contact, *, meet: bool = False, is_theirs: bool | None = None) -> list[Reminder]:
    """Return what is open: planned meetings, or what one side has promised."""
    return [
        each
        for each in contact.reminders
        if each.is_open and each.meet is meet and is_theirs in {None, each.is_theirs}
    ]


def _promises(promised: Iterable[Reminder], today: date) -> Iterable[str]:
    for reminder in promised:
        when = "" if reminder.on is None else f", {words.day_told(reminder.on, today=today)}"
        yield f"{words.start_of(reminder.note)}{when}"


def _days(contact: Contact, ledger: Ledger, today: date) -> Iterable[str]:
    """Yield the birthday first, then the other days, those that come next before."""
    if contact.birthday is not None:
        yield _yearly("birthday", contact.birthday, today)
    theirs = [(each, contact) for each in contact.dates]
    shared = [
        (each, other)
        for other in _who_share(contact, ledger)
        for each in other.dates
        if any(ledger.resolve(name) == contact for name in each.others)
    ]
    own = {(each.label.casefold(), each.on) for each in contact.dates}
    fresh = [each for each in shared if (each[0].label.casefold(), each[0].on) not in own]
    for each, whose in sorted((*theirs, *fresh), key=lambda one: _days_until(one[0].on, today)):
        others = [ledger.name_of(name) for name in each.others if ledger.resolve(name) != contact]
        told = words.listed([*others, *([] if whose is contact else [ledger.label(whose)])])
        yield _yearly(f"{each.label}{f' with {told}' if told else ''}", each.on, today)


def _who_share(contact: Contact, ledger: Ledger) -> list[Contact]:
    """Return the others in whose file a date may stand that is this contact's too."""
    named = {
        handle
        for own in (contact.handle, *contact.was)
        for handle in ledger.roster.exact(Kind.SHARING, flat(own))
    }
    others = [ledger.contacts[handle] for handle in sorted(named - {contact.handle})]
    return [each for each in others if each.is_active]


def _days_until(on: PartialDate, today: date) -> int:
    assert on.month is not None
    assert on.day is not None
    this = day_in_year(on.month, on.day, today.year)
    return ((this if this >= today else day_in_year(on.month, on.day, today.year + 1)) - today).days


def _yearly(label: str, on: PartialDate, today: date) -> str:
    if on.month is None or on.day is None:
        return f"{label}: {on}"
    coming = today + timedelta(days=_days_until(on, today))
    spoken = words.day(date(LEAP_YEAR, on.month, on.day), today=date(LEAP_YEAR, 1, 1))
    age = "" if on.year is None else f", {coming.year - on.year}"
    when = "today" if coming == today else f"in {words.span((coming - today).days)}"
    return f"{label}: {spoken} ({when}{age})"


def _people(contact: Contact, ledger: Ledger, today: date) -> Iterable[str]:
    told = relationships(contact, ledger)
    for line, each in itertools.zip_longest(told, contact.relationships):
        born = None if each is None else each.born
        if born is None or born.year is None:
            yield line
        else:
            yield f"{line}, born {born}, {_age(born, today)} now"


def _age(born: PartialDate, today: date) -> str:
    """Return how old somebody is, which a year alone tells only nearly."""
    assert born.year is not None
    years = today.year - born.year
    if born.month is None:
        return f"about {years}"
    return str(years - ((today.month, today.day) < (born.month, born.day or 1)))


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


def _idea(gift: Gift) -> str:
    occasion = f" for {gift.occasion}" if gift.occasion else ""
    about = [gift.budget, words.start_of(gift.note)]
    return " · ".join(part for part in (f"{gift.idea}{occasion}", *about) if part)


def _gifts(contact: Contact) -> Iterable[str]:
    """Yield what was given and received, the latest first."""
    for gift in gifts.in_order(contact):
        if not gift.is_idea:
            occasion = f" for {gift.occasion}" if gift.occasion else ""
            yield f"{gift.idea}{occasion} ({gifts.state_of(gift, contact)})"


def _last_times(contact: Contact, ledger: Ledger, me: str, today: date) -> Iterable[str]:
    every = interactions_of([contact])
    shared = [each for each in every if each.interaction.on.first <= today]
    if ahead := len(every) - len(shared):
        yield f"{words.counted(ahead, 'entry')} after today: dexcli timeline {contact.handle}"
    for each in shared[:_LAST_TIMES]:
        one = each.interaction
        others = words.listed([ledger.name_of(other) for other in one.others])
        parts = (
            f"{one.on} {one.kind}",
            f"with {others}" if others else "",
            one.occasion,
            one.place,
            _step(contact, one, ledger, me),
            words.start_of(one.note, 100),
        )
        yield " · ".join(part for part in parts if part)
    if len(shared) > _LAST_TIMES:
        yield f"and {len(shared) - _LAST_TIMES:,} earlier: dexcli timeline {contact.handle}"


def _step(contact: Contact, one: Interaction, ledger: Ledger, me: str) -> str:
    """Return who took the step: "your step", "their step", or whose."""
    if not one.by:
        return ""
    by = ledger.resolve(one.by)
    if one.by == ME or (by is not None and by.handle == me):
        return "your step"
    return "their step" if by == contact else f"{ledger.name_of(one.by)}'s step"
