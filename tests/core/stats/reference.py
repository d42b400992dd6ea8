"""Every number of `stats` a second time, slow and obvious: each is counted by itself."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.contact import Contact, Interaction
from dexcli.core.due import due_on
from dexcli.core.settings import Settings

ONE = timedelta(days=1)


class Seen(Struct):
    """One time in touch, and who was there."""

    one: Interaction
    who: set[str]


def seen(contacts: Sequence[Contact], settings: Settings, first: date, last: date) -> list[Seen]:
    """Return each time that began from ``first`` to ``last``, by looking at all before it."""
    found: list[Seen] = []
    for contact in contacts:
        for one in contact.interactions:
            if contact.handle == settings.me or not settings.counts(one.kind):
                continue
            if one.on.first > last:
                continue
            for earlier in found:
                if one.id and earlier.one.id == one.id:
                    earlier.who.add(contact.handle)
                    break
            else:
                found.append(Seen(one, {contact.handle}))
    return [each for each in found if each.one.on.first >= first]


def days(first: date, last: date) -> list[date]:
    return [first + n * ONE for n in range((last - first).days + 1)]


def is_one_day(one: Interaction) -> bool:
    return one.on.full is not None and one.until in (None, one.on)


def on_day(found: Sequence[Seen], day: date) -> int:
    return sum(1 for each in found if is_one_day(each.one) and each.one.on.full == day)


def on_weekday(found: Sequence[Seen], weekday: int) -> int:
    return sum(
        1 for each in found if is_one_day(each.one) and each.one.on.first.weekday() == weekday
    )


def in_month(found: Sequence[Seen], month: str) -> int:
    return sum(1 for each in found if str(each.one.on)[:7] == month)


def in_year(found: Sequence[Seen], year: int) -> int:
    return sum(1 for each in found if each.one.on.year == year)


def of(found: Sequence[Seen], handle: str) -> list[Seen]:
    return [each for each in found if handle in each.who]


def kept(
    contacts: Sequence[Contact], settings: Settings, day: date, *, today: date
) -> tuple[int, int]:
    """Return of how many with a cadence how many weren't overdue, asking the due rule itself."""
    people = within = 0
    for contact in contacts:
        if due_on(contact, settings, today=today) is None:
            continue
        then = contact
        if day < today:
            if not any(known <= day for known in knowns(contact, settings)):
                continue
            snoozed = contact.snoozed
            if snoozed is not None and (snoozed.since is None or snoozed.since > day):
                snoozed = None
            then = replace(contact, snoozed=snoozed, reminders=())
        due = due_on(then, settings, today=day)
        assert due is not None
        people += 1
        within += due.on >= day
    return people, within


def has_begun(contacts: Sequence[Contact], settings: Settings, day: date, *, today: date) -> bool:
    """Whether anybody with a cadence was in touch or added by a day; ``met`` alone is no start."""
    asked = [each for each in contacts if due_on(each, settings, today=today) is not None]
    return any(
        known <= day for each in asked for known in knowns(replace(each, met=None), settings)
    )


def knowns(contact: Contact, settings: Settings) -> list[date]:
    found = [one.on.first for one in contact.interactions if settings.counts(one.kind)]
    if contact.met is not None and contact.met.on is not None and contact.met.on.full:
        found.append(contact.met.on.full)
    return found if contact.added is None else [*found, contact.added.first]
