"""What could be done next with somebody, and what the rules may ask to find it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec import Struct

from dexcli.core import closeness, names, words
from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.due import plan_of, snooze_of
from dexcli.core.ledger import Ledger
from dexcli.core.promises import Anniversary, anniversaries
from dexcli.core.settings import Settings
from dexcli.core.suggestions import typed, waiting

AHEAD_DAYS = 30  # how far a birthday or a promise may lie ahead: time enough to find a gift


class Idea(Struct, frozen=True, kw_only=True):
    """One thing to do next: with whom, what, why, and the command that does it or notes it.

    ``words`` are those of the command behind the program's name; ``on`` is the
    day it is about, where it has one; ``others`` are who comes along.
    """

    contact: Contact
    what: str
    reason: str
    words: tuple[str, ...]
    on: date | None = None
    others: tuple[Contact, ...] = ()
    about: str = ""  # tells several ideas of one rule about the same people apart
    rule: str = ""  # which rule gave it; the registry fills it in, and so the step
    step: int = 0  # tells the ideas of one contact apart, so that they come on several days

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two ideas the same one, whoever's they are."""
        people = sorted(each.handle for each in (self.contact, *self.others))
        return self.rule, self.about, *people


def ticking(contact: Contact, key: str) -> tuple[str, ...]:
    """Return the words that mark a reminder as done: by whose it is, or of several by its id."""
    open_ones = [each for each in contact.reminders if each.is_open]
    return typed.command("done", contact.handle if len(open_ones) == 1 else key)


@dataclass(frozen=True)
class Asked:
    """The ledger, its settings and the day; what concerns everybody is found out once."""

    ledger: Ledger
    settings: Settings
    today: date

    @cached_property
    def me(self) -> Contact | None:
        """Oneself, where the setting ``me`` says who that is."""
        return self.ledger.contacts.get(self.settings.me)

    @cached_property
    def near_days(self) -> list[Anniversary]:
        """The yearly dates of the next weeks."""
        return anniversaries(self.ledger, self.settings, today=self.today, within=AHEAD_DAYS)

    @cached_property
    def ended(self) -> frozenset[tuple[str, str, int | None, int | None]]:
        """The days that somebody shared with one who is dead: whose, which, month and day."""
        found = set()
        for one in self.ledger:
            for each in (each for each in one.dates if each.others):
                named = (self.ledger.resolve(reference) for reference in each.others)
                sharing = [one, *(other for other in named if other is not None)]
                if any(other.is_dead for other in sharing):
                    day = names.fold(each.label), each.on.month, each.on.day
                    found |= {(other.handle, *day) for other in sharing}
        return frozenset(found)

    @cached_property
    def by_interest(self) -> dict[str, list[Contact]]:
        """Who cares about what, the closest first; only those whom one may get in touch with."""
        found = defaultdict(list)
        willing = (each for each in self.ledger.active if each.interests and self._may_ask(each))
        others = [each for each in willing if each.handle != self.settings.me]
        for one in closeness.ranked(others, self.settings, today=self.today):
            for interest in {names.fold(each) for each in one.contact.interests}:
                found[interest].append(one.contact)
        return dict(found)

    def is_free(self, contact: Contact) -> bool:
        """Whether there are follow-ups: not paused, not snoozed, no meeting planned already."""
        until = snooze_of(contact, self.settings, today=self.today)
        is_snoozed = until is not None and until > self.today
        planned = plan_of(contact, today=self.today)
        return not contact.paused and not is_snoozed and planned is None

    def waits_for(self, contact: Contact) -> list[Interaction]:
        """Return the steps of one's own whose answer is waited for, the latest first."""
        return waiting.unanswered(contact, self.settings, today=self.today)

    def spoken(self, on: PartialDate) -> str:
        """Return a day as it is spoken of, as far as it is known: "10 December", "2026-12"."""
        return str(on) if on.full is None else words.day(on.full, today=self.today)

    def coming(self, on: PartialDate) -> str:
        """Return when something ahead is: "tomorrow", "in 2 weeks, on 10 December"."""
        full = on.full
        if full is None or full <= self.today:
            return words.day_told(on, today=self.today)
        days = (full - self.today).days
        return "tomorrow" if days == 1 else f"in {words.span(days)}, on {self.spoken(on)}"

    def _may_ask(self, contact: Contact) -> bool:
        return self.is_free(contact) and not self.waits_for(contact)
