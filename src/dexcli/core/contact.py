"""A contact as its file says it: values only, nothing derived."""

from datetime import date
from typing import Any, Self

from msgspec import Struct, field
from msgspec.structs import replace

from dexcli.core.cadence import Cadence
from dexcli.core.dates import PartialDate

DEFAULT_KIND = "met"
NOTE_KIND = "note"
ATTEMPT_KIND = "attempt"
ME = "me"
CONFLICTS = "conflicts"  # the key of what waits for `resolve`
FOREVER = date.max  # the day until which somebody is snoozed for good


class Ended(Struct, frozen=True):
    """Whether something is over: on a day, some time (``true``), or not (``false``)."""

    over: bool
    on: PartialDate | None = None

    @classmethod
    def from_toml(cls, value: object) -> Self:
        """Read ``true``, ``false`` or a date in any precision.

        Raises:
            ValueError: It is none of these.
        """
        if isinstance(value, bool):
            return cls(over=value)
        return cls(over=True, on=PartialDate.from_toml(value))

    def to_toml(self) -> date | str | int | bool:
        """Return the value that stands for it in a file."""
        return self.over if self.on is None else self.on.to_toml()


class Met(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How and when somebody was first met."""

    on: PartialDate | None = None
    at: str = ""
    through: str = ""
    extra: dict[str, Any] = {}


class Snooze(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Follow-up pushed back until a day, decided on the day ``since``."""

    until: date
    since: date | None = None
    extra: dict[str, Any] = {}


class Relationship(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody is to this contact: a contact (``who``) or a plain name."""

    kind: str
    who: str = ""
    name: str = ""
    born: PartialDate | None = None
    extra: dict[str, Any] = {}


class YearlyDate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day of the year to remember, beside the birthday."""

    label: str
    on: PartialDate
    others: tuple[str, ...] = field(name="with", default=())
    extra: dict[str, Any] = {}

    def __post_init__(self) -> None:
        if self.on.day is None:
            raise ValueError('a yearly date needs its day, such as 1835-07-08 or "07-08"')


class Gift(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A present: an idea until it is given."""

    idea: str
    occasion: str = field(name="for", default="")
    budget: str = ""
    note: str = ""
    given: Ended | None = None
    received: Ended | None = None
    extra: dict[str, Any] = {}
    id: str = ""

    @property
    def is_idea(self) -> bool:
        """Whether it is neither given nor received yet."""
        return not any(each is not None and each.over for each in (self.given, self.received))


class Reminder(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A promise, or with ``meet`` a meeting that is planned."""

    note: str
    on: PartialDate | None = None
    meet: bool = False
    done: Ended | None = None
    extra: dict[str, Any] = {}
    id: str = ""

    def __post_init__(self) -> None:
        if self.on is not None and self.on.year is None:
            raise ValueError("a reminder needs the year of its day, such as 2026-12-01")

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.done is None or not self.done.over


class Interaction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One time you were in touch with somebody; of kind ``note``, a fact without a meeting."""

    on: PartialDate
    until: PartialDate | None = None
    kind: str = DEFAULT_KIND
    place: str = ""
    others: tuple[str, ...] = field(name="with", default=())
    occasion: str = ""
    by: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    extra: dict[str, Any] = {}
    id: str = ""

    def __post_init__(self) -> None:
        if self.on.year is None:
            raise ValueError("an interaction needs the year of its day, such as 2026-11-20")


class Conflict(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two versions of a file that said different things: what each said, until somebody decides.

    ``path`` is made of keys and of what names a block, such as its id; ``base``
    is what both versions came from, None where it had no such key.
    """

    path: tuple[str, ...]
    kind: str
    base: Any = None
    values: tuple[Any, ...] = ()
    extra: dict[str, Any] = {}


class Contact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that one file says about somebody, in the order a new file has.

    ``handle`` is the file's stem and stands in no file; ``extra`` is what we
    don't understand and keep.
    """

    name: str
    aka: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cadence: Cadence | None = None
    birthday: PartialDate | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    accounts: dict[str, str] = {}
    org: str = ""
    title: str = ""
    city: str = ""
    interests: tuple[str, ...] = ()
    met: Met | None = None
    notes: str = ""
    paused: bool = False
    archived: bool = False
    died: Ended | None = None
    snoozed: Snooze | None = None
    distinct: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    added: PartialDate | None = None
    sources: tuple[str, ...] = ()
    id: str = ""
    extra: dict[str, Any] = {}
    relationships: tuple[Relationship, ...] = ()
    dates: tuple[YearlyDate, ...] = ()
    gifts: tuple[Gift, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    handle: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a contact needs a name")
        if self.added is not None and self.added.year is None:
            raise ValueError("'added' needs a year, such as 2026-11-02")

    @property
    def is_dead(self) -> bool:
        """Whether the contact has died, on whatever day."""
        return self.died is not None and self.died.over

    @property
    def is_active(self) -> bool:
        """Whether the contact appears in lists: neither archived nor dead."""
        return not (self.archived or self.is_dead)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aka)

    @property
    def planned(self) -> tuple[PartialDate, ...]:
        """The days of open meetings that are planned."""
        return tuple(r.on for r in self.reminders if r.meet and r.is_open and r.on is not None)

    def logging(self, interaction: Interaction) -> Self:
        """Return the contact with one more interaction, the last of its file."""
        return replace(self, interactions=(*self.interactions, interaction))

    def reminding(self, reminder: Reminder) -> Self:
        """Return the contact with one more promise."""
        return replace(self, reminders=(*self.reminders, reminder))

    def snoozing(self, until: date, *, since: date) -> Self:
        """Return the contact snoozed until that day; what else its snooze says stays."""
        if self.snoozed is None:
            return replace(self, snoozed=Snooze(until=until, since=since))
        return replace(self, snoozed=replace(self.snoozed, until=until, since=since))

    def tagging(self, tag: str) -> Self:
        """Return the contact with ``tag``, once."""
        return self if tag in self.tags else replace(self, tags=(*self.tags, tag))

    def untagging(self, tag: str) -> Self:
        """Return the contact without ``tag``."""
        return replace(self, tags=tuple(each for each in self.tags if each != tag))

    def relating(self, relationship: Relationship) -> Self:
        """Return the contact with this relationship, once."""
        if relationship in self.relationships:
            return self
        return replace(self, relationships=(*self.relationships, relationship))
