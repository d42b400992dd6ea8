"""The keys of filters: what each takes, and for whom it holds. A new key is one entry here."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from dexcli.core import names
from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact
from dexcli.core.due import clock_of, rule_of, tag_rules
from dexcli.core.query import birthdays, conditions, days, relations
from dexcli.core.query.asked import Asked, Subject
from dexcli.core.query.days import Seen, Window
from dexcli.core.when import Facing

T = TypeVar("T")
Values = Callable[[Contact], Iterable[str]]
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """What a key asks.

    ``read`` makes of the typed value what ``holds`` needs, or says in a
    ValueError why it can't. ``values`` are those that a contact has, for the
    nearest one where nobody has what was typed; None where nearness means
    nothing.
    """

    about: str
    example: str
    read: Callable[[str, Asked], T]
    holds: Callable[[Subject, T], bool]
    values: Values | None = None
    is_told: bool = False  # whether a value that nobody has is worth a line


def _folded(text: str, _: Asked) -> str:
    return names.fold(text)


def _as_typed(text: str, _: Asked) -> str:
    return text


def _within(about: str, example: str, values: Values) -> Key[str]:
    """Return the key for which one of a contact's values has the text in it."""

    def holds(subject: Subject, wanted: str) -> bool:
        return any(wanted in names.fold(value) for value in values(subject.contact))

    return Key(about, example, _folded, holds, values, is_told=True)


def _exactly(about: str, example: str, values: Values) -> Key[str]:
    """Return the key for which one of a contact's values is the text."""

    def holds(subject: Subject, wanted: str) -> bool:
        return any(wanted == names.fold(value) for value in values(subject.contact))

    return Key(about, example, _folded, holds, values, is_told=True)


def _person(about: str, example: str, holds: Callable[[Subject, str], bool]) -> Key[str]:
    return Key(about, example, _as_typed, holds, lambda contact: contact.names, is_told=True)


def _dated(
    about: str, example: str, day: Callable[[Subject], date | None], facing: Facing = Facing.BACK
) -> Key[Window | None]:
    """Return the key of a day, which may not be there."""

    def read(text: str, asked: Asked) -> Window | None:
        return days.parse_window(text, _seen(asked, facing))

    def holds(subject: Subject, wanted: Window | None) -> bool:
        on = day(subject)
        if wanted is None or on is None:
            return wanted is None and on is None
        return wanted.holds(on)

    return Key(about, example, read, holds)


def _seen(asked: Asked, facing: Facing) -> Seen:
    return Seen(today=asked.today, facing=facing, order=asked.settings.dates.order)


def _first_met(subject: Subject) -> date | None:
    met = subject.contact.met
    return None if met is None or met.on is None or met.on.year is None else met.on.first


def _notes(contact: Contact) -> Iterable[str]:
    return (contact.notes, *(each.note for each in contact.interactions))


def _accounts(contact: Contact) -> Iterable[str]:
    return (*contact.accounts, *contact.accounts.values())


def _read_digits(text: str, _: Asked) -> str:
    found = _NO_DIGIT.sub("", text).lstrip("0")
    if not found:
        raise ValueError(f"{text!r} has no digits; expected some of a number, such as 7946")
    return found


def _has_digits(subject: Subject, wanted: str) -> bool:
    return any(wanted in _NO_DIGIT.sub("", phone) for phone in subject.contact.phones)


def _has_source(subject: Subject, wanted: str) -> bool:
    sources = [names.fold(each) for each in subject.contact.sources]
    if wanted == days.NONE:
        return not sources
    return any(each == wanted or each.startswith(f"{wanted}:") for each in sources)


def _namespaces(contact: Contact) -> Iterable[str]:
    return (each.partition(":")[0] for each in contact.sources)


def _has_id(subject: Subject, wanted: str) -> bool:
    return subject.contact.id.lower().startswith(wanted)


@dataclass(frozen=True, slots=True)
class _Often:
    """A cadence that is asked for; without one, that none is said, or that it is ``never``."""

    sign: str = ""
    cadence: Cadence | None = None


def _read_cadence(text: str, _: Asked) -> _Often:
    sign, rest = days.compared(" ".join(text.split()))
    if not sign and rest.lower() == days.NONE:
        return _Often()
    cadence = Cadence.parse(rest)
    if sign and cadence.is_never:
        raise ValueError(f"{text!r}: never is no length; expected one such as {sign}1m")
    return _Often(sign, cadence)


def _is_as_often(subject: Subject, wanted: _Often) -> bool:
    contact, settings, today = subject.contact, subject.asked.settings, subject.asked.today
    clock = clock_of(contact, settings, today=today)
    rule = rule_of(contact, settings, clock=clock, today=today)
    if wanted.cadence is None or wanted.cadence.is_never:
        says_never = contact.cadence is not None or bool(tag_rules(contact, settings))
        return rule is None and says_never is (wanted.cadence is not None)
    if rule is None:
        return False
    if not wanted.sign:
        same = rule.cadence.count, rule.cadence.unit
        return same == (wanted.cadence.count, wanted.cadence.unit)
    have, want = rule.cadence.after(today), wanted.cadence.after(today)
    return {"<": have < want, "<=": have <= want, ">": have > want, ">=": have >= want}[wanted.sign]


KEYS: dict[str, Key[Any]] = {
    "tag": _exactly("has exactly this tag", "tag:friend", lambda c: c.tags),
    "is": Key("is that today", "is:overdue", conditions.read_state, lambda s, state: state(s)),
    "city": _within("the city or an address has it", "city:berlin",
                    lambda c: (c.city, *c.addresses)),
    "org": _within("the organisation has it", "org:acme", lambda c: (c.org,)),
    "name": _within("the name or an alias has it", "name:otto", lambda c: c.names),
    "kind": _exactly("was ever in touch in this way", "kind:coffee",
                     lambda c: (each.kind for each in c.interactions)),
    "note": Key("the notes, or a note in the log, have it", "note:chess", _folded,
                lambda s, text: any(text in names.fold(each) for each in _notes(s.contact)),
                is_told=True),
    "with": _person("was there together with them", "with:bob", relations.was_with),
    "to": _person("has a relationship with them, either way", "to:charles-babbage",
                  relations.is_related),
    "through": _person("you met them through them", "through:mary", relations.was_met_through),
    "has": Key("the file has one", "has:email", conditions.read_possession, lambda s, has: has(s)),
    "last": _dated("the last time that counts", "last:<30d",
                   lambda s: None if s.last is None else s.last.on.first),
    "due": _dated("when they are due", "due:<7d",
                  lambda s: None if s.due is None else s.due.on, Facing.AHEAD),
    "cadence": Key("how often to be in touch, by whatever rule", "cadence:monthly",
                   _read_cadence, _is_as_often),
    "birthday": Key("the month, the day or the year", "birthday:12",
                    lambda text, asked: birthdays.parse(text, _seen(asked, Facing.AHEAD)),
                    lambda s, holds: holds(s.contact.birthday)),
    "met": _dated("when you first met", "met:2026-03", _first_met),
    "added": _dated("when the contact was added", "added:2026-11-02",
                    lambda s: None if s.contact.added is None else s.contact.added.first),
    "source": Key("where an import found them", "source:linkedin", _folded, _has_source,
                  _namespaces, is_told=True),
    "title": _within("the title at work has it", "title:editor", lambda c: (c.title,)),
    "interest": _within("an interest has it", "interest:chess", lambda c: c.interests),
    "gift": _within("a gift, given or as an idea, has it", "gift:book",
                    lambda c: (each.idea for each in c.gifts)),
    "email": _within("an e-mail address has it", "email:@acme.org", lambda c: c.emails),
    "phone": Key("a phone number has these digits", "phone:7946", _read_digits, _has_digits,
                 is_told=True),
    "account": _within("an account, or its service, has it", "account:github", _accounts),
    "handle": _exactly("the handle, also an earlier one", "handle:ada-lovelace",
                       lambda c: (c.handle, *c.was)),
    "id": Key("the id begins with it", "id:k7m2", _folded, _has_id, is_told=True),
}  # fmt: skip
OF_PEOPLE = frozenset({"with", "to", "through"})
BARE = _within(
    "name, alias, org, city or tag has it", "berlin", lambda c: (*c.names, c.org, c.city, *c.tags)
)


def of(name: str) -> Key[Any]:
    """Return what a key asks; ``""`` is that of a bare word."""
    return KEYS[name] if name else BARE
