"""What a digest says of each record, in words; every format for people is made of it."""

from datetime import date

from msgspec import Struct

from dexcli.core import words
from dexcli.core.contact import Reminder
from dexcli.core.digest import Digest, Waiting
from dexcli.core.due import Entry, last_contact
from dexcli.core.ledger import Ledger
from dexcli.core.promises import BIRTHDAY, Anniversary, Promise
from dexcli.core.settings import Settings


class DueLine(Struct, frozen=True, kw_only=True):
    """Somebody to get back to: how late, when last, what is owed, how to reach them."""

    who: str
    late: str
    last: str
    owed: str
    channel: tuple[str, str] | None

    @property
    def reach(self) -> str:
        """By which value they are reached first, or nothing."""
        return "" if self.channel is None else self.channel[1]

    @property
    def fields(self) -> tuple[str, ...]:
        """The cells of a list."""
        return self.who, self.late, self.last, self.owed, self.reach


class PromiseLine(Struct, frozen=True, kw_only=True):
    """A promise or a planned meeting whose day has come or is near."""

    who: str
    what: str
    when: str
    is_meeting: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The cells of a list."""
        return self.who, self.what, self.when


class DateLine(Struct, frozen=True, kw_only=True):
    """A yearly date that is near, with gift ideas."""

    who: str
    what: str
    when: str
    ideas: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The cells of a list."""
        return self.who, self.what, self.when, self.ideas


Line = DueLine | PromiseLine | DateLine


class Lines(Struct, frozen=True, kw_only=True):
    """A whole digest in words."""

    on: date
    due: tuple[DueLine, ...]
    more: int
    promises: tuple[PromiseLine, ...] = ()
    dates: tuple[DateLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.due or self.promises or self.dates)

    @property
    def rest(self) -> str:
        """The line that counts the others, or nothing."""
        return f"and {self.more:,} more" if self.more else ""

    @property
    def headline(self) -> str:
        """How much there is, without a name: it stands on locked screens too."""
        meetings = sum(each.is_meeting for each in self.promises)
        promises = len(self.promises) - meetings
        parts = []
        if self.due:
            people = "1 person" if len(self.due) == 1 else f"{len(self.due):,} people"
            parts.append(f"{people} to get back to")
        parts += [
            told
            for number, told in (
                (promises, words.counted(promises, "promise")),
                (meetings, words.counted(meetings, "meeting")),
                (len(self.dates), f"{words.counted(len(self.dates), 'day')} to remember"),
            )
            if number
        ]
        return words.listed(parts) or "Nobody waits today"


def of(answer: Waiting | Digest, ledger: Ledger, settings: Settings) -> Lines:
    """Return an answer in words."""
    match answer:
        case Waiting():
            return Lines(on=answer.on, due=_due(answer, ledger, settings), more=answer.more)
        case Digest(waiting=waiting):
            return Lines(
                on=answer.on,
                due=_due(waiting, ledger, settings),
                more=waiting.more,
                promises=tuple(_promise(each, ledger, answer.on) for each in answer.promises),
                dates=tuple(_date(each, ledger, answer.on) for each in answer.dates),
            )


def _due(waiting: Waiting, ledger: Ledger, settings: Settings) -> tuple[DueLine, ...]:
    return tuple(_line(entry, ledger, settings, waiting.on) for entry in waiting.entries)


def _line(entry: Entry, ledger: Ledger, settings: Settings, today: date) -> DueLine:
    return DueLine(
        who=ledger.label(entry.contact),
        late=words.lateness(entry.due.days_overdue(today)),
        last=words.last_time(last_contact(entry.contact, settings, today=today)),
        owed=words.owed(entry.contact),
        channel=words.channel(entry.contact),
    )


def _promise(promise: Promise, ledger: Ledger, today: date) -> PromiseLine:
    reminder = promise.reminder
    promised = "they promised" if reminder.is_theirs else "you promised"
    what = "to meet" if reminder.meet else promised
    return PromiseLine(
        who=ledger.label(promise.contact),
        what=f"{what}: {reminder.note.strip()}",
        when=_when(reminder, today),
        is_meeting=reminder.meet,
    )


def _when(reminder: Reminder, today: date) -> str:
    assert reminder.on is not None, "only what has a day is told"
    full = reminder.on.full
    if full is None:
        return f"in {reminder.on}"
    if full >= today:
        return _coming(full, today)
    told = words.day(full, today=today)
    return f"it was on {told}" if reminder.meet else f"for {told}"


def _coming(on: date, today: date) -> str:
    days = (on - today).days
    told = words.day(on, today=today)
    return {0: "today", 1: f"tomorrow, {told}"}.get(days, f"in {words.span(days)}, {told}")


def _date(each: Anniversary, ledger: Ledger, today: date) -> DateLine:
    names = [*(ledger.label(contact) for contact in each.contacts), *each.others]
    ideas = "; ".join(words.start_of(gift.idea) for gift in each.ideas)
    return DateLine(
        who=words.listed(names),
        what=_what(each),
        when=_coming(each.on, today),
        ideas=f"gift ideas: {ideas}" if ideas else "",
    )


def _what(each: Anniversary) -> str:
    if not each.age:
        return each.label
    if each.label == BIRTHDAY:
        return f"{BIRTHDAY}, turns {each.age}"
    return f"{each.label}, {words.counted(each.age, 'year')}"
