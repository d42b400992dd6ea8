"""How much and with whom: numbers made anew from the log, and nothing of how they are shown."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.settings import Settings
from dexcli.core.stats import keeping, times, touch
from dexcli.core.stats.counts import Counts, counted
from dexcli.core.stats.keeping import Kept
from dexcli.core.stats.touch import Touch


class Stats(Struct, frozen=True, kw_only=True):
    """Every number of `stats`."""

    since: date | None  # as asked for; None is from the first time on
    until: date
    counts: Counts
    touch: tuple[Touch, ...]  # who is more in touch than the year before, and who less
    kept: tuple[Kept, ...]  # a month each, the last up to ``until``


def stats_of(
    contacts: Iterable[Contact],
    settings: Settings,
    *,
    today: date,
    since: date | None = None,
    until: date | None = None,
) -> Stats:
    """Return the numbers of these contacts, without ``me``.

    ``since`` and ``until`` are both included; None is from the first time on, and
    until today. What lies ahead isn't there yet, whatever ``until`` says.
    """
    people = [each for each in contacts if each.handle != settings.me]
    last = today if until is None else min(until, today)
    found = times.times_of(people, settings, until=last)
    begin = max(since or date.min, found[0].on.first) if found else None
    return Stats(
        since=since,
        until=last,
        counts=counted(found, people, since=begin, until=last),
        touch=touch.changes(found, until=last),
        kept=keeping.kept(people, settings, since=since, until=last, today=today),
    )
