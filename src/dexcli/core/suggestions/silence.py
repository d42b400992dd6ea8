"""A silence that is longer than usual, by a cadence or by what the log shows."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from statistics import median

from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.due import due_on, last_contact
from dexcli.core.suggestions import typed
from dexcli.core.suggestions.idea import Asked, Idea

_GAPS = 10  # the latest, which show the habit of now
_FEWEST_GAPS = 4  # from five days on there is a habit
_TIMES_LONGER = 2  # than the median gap; half of all gaps are longer than it anyway
_SHORTEST = 14  # days that are no silence, however often one writes


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield that somebody is overdue, or without a cadence, that it is unusually long."""
    due = due_on(contact, asked.settings, today=asked.today)
    if due is None:
        reason = _unusual(contact, asked)
    elif due.days_overdue(asked.today) > 0:
        late = words.lateness(due.days_overdue(asked.today))
        reason = f"{late}, {words.rhythm(due.rule.cadence)}"
    else:
        return
    if reason:
        last = last_contact(contact, asked.settings, today=asked.today)
        told = f"; last {words.last_time(last)}" if last is not None else ""
        yield Idea(
            contact=contact,
            what="Get back in touch",
            reason=f"{reason}{told}",
            words=typed.command("log", contact.handle),
        )


def _unusual(contact: Contact, asked: Asked) -> str:
    """Return by how much this silence is longer than those before, or nothing."""
    days = _days(contact, asked)
    gaps = [(later - earlier).days for earlier, later in pairwise(days)][-_GAPS:]
    if len(gaps) < _FEWEST_GAPS:
        return ""
    usual, silence = median(gaps), (asked.today - days[-1]).days
    if silence < _SHORTEST or silence <= _TIMES_LONGER * usual:
        return ""
    return f"usually {words.span(round(usual))} apart, and now silent for {words.span(silence)}"


def _days(contact: Contact, asked: Asked) -> list[date]:
    """Return on which days one was in touch, each once, the oldest first."""
    return sorted(
        {
            each.on.first
            for each in contact.interactions
            if each.on.first <= asked.today and asked.settings.counts(each.kind)
        }
    )
