"""How many were kept within their cadence, month by month."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import dates
from dexcli.core.contact import Contact, Interaction
from dexcli.core.due import due_on
from dexcli.core.settings import Settings

_DAY = timedelta(days=1)
_Span = tuple[date, date]  # both days included


class Kept(Struct, frozen=True):
    """Of how many with a cadence how many weren't overdue on a day, the last of its month."""

    on: date
    people: int
    kept: int

    @property
    def share(self) -> float | None:
        """The share that was kept, from 0 to 1; None where nobody had a cadence."""
        return self.kept / self.people if self.people else None


def kept(
    contacts: Iterable[Contact],
    settings: Settings,
    *,
    since: date | None,
    until: date,
    today: date,
) -> tuple[Kept, ...]:
    """Return who was kept on the last day of each month, and on ``until``.

    A file says which cadence holds now and not which held then, so the one of today
    is taken for every month, and who is paused, archived or dead today counts in
    none. Somebody counts from the first day that the file knows of: contact, ``met``
    or ``added``; but the months begin with the first contact or ``added`` of any, since
    a class of 1990 tells nothing of what was kept since. A snooze counts from the day it
    was decided; one without that day, and a planned meeting, of which nobody knows when
    it was planned, for today alone.
    On ``today`` it is what `due` says.
    """
    asked = [each for each in contacts if due_on(each, settings, today=today) is not None]
    known = {each.handle: day for each in asked if (day := _known(each, settings)) is not None}
    begun = [day for each in asked for day in _in_ledger(each, settings)]
    begin = max(since or date.min, min(begun, default=date.max))
    past = [day for day in _month_ends(begin, until) if day < today]
    people: Counter[int] = Counter()
    within: Counter[int] = Counter()
    for contact in asked:
        if contact.handle in known:
            people[bisect_left(past, known[contact.handle])] += 1
            for first, last in _not_overdue(contact, settings, known[contact.handle]):
                within[bisect_left(past, first)] += 1
                within[bisect_left(past, last + _DAY if last < date.max else last)] -= 1
    sums = zip(past, _sums(people, past), _sums(within, past), strict=True)
    found = [Kept(*each) for each in sums]
    if until == today and asked:
        found.append(_now(asked, settings, today=today))
    return tuple(found)


def _now(asked: Sequence[Contact], settings: Settings, *, today: date) -> Kept:
    days = [due_on(each, settings, today=today) for each in asked]
    return Kept(today, len(days), sum(due is not None and due.on >= today for due in days))


def _sums(changes: Counter[int], past: Sequence[date]) -> Iterator[int]:
    return accumulate(changes[place] for place in range(len(past)))


def _not_overdue(contact: Contact, settings: Settings, known: date) -> Iterator[_Span]:
    """Yield the spans of days on which somebody wasn't overdue; none overlaps another."""
    snoozed = contact.snoozed
    bare = replace(contact, snoozed=None, reminders=(), interactions=())
    counting = sorted(_counting(contact, settings), key=lambda one: one.on.first)
    starts = [*dict.fromkeys(one.on.first for one in counting)]
    by_day = {one.on.first: one for one in counting}
    if not starts or known < starts[0]:
        starts.insert(0, known)
    for start, after in pairwise([*starts, None]):
        assert start is not None
        last = date.max if after is None else after - _DAY
        latest = (by_day[start],) if start in by_day else ()
        due = due_on(replace(bare, interactions=latest), settings, today=start)
        assert due is not None, "a cadence that holds on one day holds on all"
        yield start, min(due.on, last)
        if snoozed is None or snoozed.since is None or (latest and start > snoozed.since):
            continue
        first = max(snoozed.since, start, due.on + _DAY if due.on < date.max else date.max)
        if first <= (end := min(snoozed.until, last)):
            yield first, end


def _counting(contact: Contact, settings: Settings) -> list[Interaction]:
    return [one for one in contact.interactions if settings.counts(one.kind)]


def _known(contact: Contact, settings: Settings) -> date | None:
    """Return the first day from which somebody can have been overdue."""
    days = _in_ledger(contact, settings)
    if contact.met is not None and contact.met.on is not None and contact.met.on.full is not None:
        days.append(contact.met.on.full)
    return min(days, default=None)


def _in_ledger(contact: Contact, settings: Settings) -> list[date]:
    """Return the days of being in touch, and of being added."""
    days = [one.on.first for one in _counting(contact, settings)]
    return days if contact.added is None else [*days, contact.added.first]


def _month_ends(first: date, last: date) -> list[date]:
    """Return the last day of every month from that of ``first`` on, then ``last``."""
    found = []
    day = first.replace(day=1) if first <= last else last
    while first <= last:
        try:
            following = dates.add_months(day, 1)
        except OverflowError:
            break
        if following - _DAY >= last:
            break
        found.append(following - _DAY)
        day = following
    return [*found, last] if first <= last else []
