"""Filters: which contacts are meant, by words such as `tag:work -is:paused`.

Words all must hold; `or` stands between groups, `-` or `not` before one,
parentheses around several, `@name` for a saved filter. What a key means is
one entry of `_KEYS`; a new key is one more.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.due import Due, Status, due_on, snooze_of
from dexcli.core.errors import UsageError
from dexcli.core.settings import Settings

SOON_DAYS = 7  # what `is:soon` looks ahead
_MOST_NESTED = 40
_TOKEN = re.compile(r'\s*(?:(?P<mark>[()])|(?P<word>(?:[^\s()"]|"[^"]*")+)|(?P<bad>"))')
_KEYED = re.compile(r"(?P<key>[A-Za-z]+):(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True)
class Subject:
    """A contact that is asked about, with what a filter may want to know of it."""

    contact: Contact
    settings: Settings
    today: date

    @cached_property
    def due(self) -> Due | None:
        """When the contact is due, computed only for the filters that ask."""
        return due_on(self.contact, self.settings, today=self.today)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a filter: a key and its value; a bare word has the key ``""``."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    inner: "Filter"


@dataclass(frozen=True, slots=True)
class All:
    """What must hold together; empty, it holds for everybody."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Of which one must hold."""

    parts: tuple["Filter", ...]


Filter = Term | Not | All | Either


def parse(words: Sequence[str], saved: Mapping[str, str]) -> Filter:
    """Return the filter that these words make; none at all means everybody.

    Raises:
        UsageError: The words are no filter; the message says which and why.
    """
    return _Parser(" ".join(words), saved).whole()


def matches(wanted: Filter, subject: Subject) -> bool:
    """Return whether the filter holds for this contact."""
    match wanted:
        case Term(key, value):
            return _KEYS[key].holds(subject, value)
        case Not(inner):
            return not matches(inner, subject)
        case All(parts):
            return all(matches(part, subject) for part in parts)
        case Either(parts):
            return any(matches(part, subject) for part in parts)


def terms(wanted: Filter) -> list[Term]:
    """Return every word of a filter, wherever it stands."""
    match wanted:
        case Term():
            return [wanted]
        case Not(inner):
            return terms(inner)
        case All(parts) | Either(parts):
            return [term for part in parts for term in terms(part)]


def asks_for_inactive(wanted: Filter) -> bool:
    """Return whether the filter itself speaks of the archived or the dead."""
    return any(term.key == "is" and term.value in {"archived", "dead"} for term in terms(wanted))


def keys() -> dict[str, list[str]]:
    """Return every key that a filter may have, with its values where no others are known."""
    return {key: list(_STATES) if key == "is" else [] for key in _KEYS if key}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that nobody has, with the nearest one that somebody has."""

    term: Term
    nearest: str | None


def unknown_values(wanted: Filter, contacts: Iterable[Contact]) -> list[Unknown]:
    """Return the values in a filter that nobody has: a misspelt tag is never silent."""
    everybody = list(contacts)
    found = []
    for term in terms(wanted):
        key = _KEYS[term.key]
        if key.values is None:
            continue
        values = {value for contact in everybody for value in key.values(contact) if value}
        if not any(key.fits(value, term.value) for value in values):
            found.append(Unknown(term, _nearest(term.value, values)))
    return found


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key asks: how a value fits, whose values there are, or a test of its own."""

    holds: Callable[[Subject, str], bool]
    values: Callable[[Contact], Iterable[str]] | None = None
    fits: Callable[[str, str], bool] = lambda value, wanted: names.fold(wanted) in names.fold(value)


def _by_value(values: Callable[[Contact], Iterable[str]], fits: Callable[[str, str], bool]) -> _Key:
    def holds(subject: Subject, wanted: str) -> bool:
        return any(fits(value, wanted) for value in values(subject.contact))

    return _Key(holds, values, fits)


def _within(value: str, wanted: str) -> bool:
    return names.fold(wanted) in names.fold(value)


def _exactly(value: str, wanted: str) -> bool:
    return names.fold(wanted) == names.fold(value)


def _status(wanted: Status) -> Callable[[Subject], bool]:
    def holds(subject: Subject) -> bool:
        due = subject.due
        return due is not None and due.status(subject.today, within=SOON_DAYS) is wanted

    return holds


_STATES: dict[str, Callable[[Subject], bool]] = {
    **{status.value: _status(status) for status in Status},
    "paused": lambda s: s.contact.paused,
    "snoozed": lambda s: (
        (until := snooze_of(s.contact, s.settings, today=s.today)) is not None and until > s.today
    ),
    "archived": lambda s: s.contact.archived,
    "dead": lambda s: s.contact.is_dead,
}

_KEYS: dict[str, _Key] = {
    "tag": _by_value(lambda c: c.tags, _exactly),
    "is": _Key(lambda subject, state: _STATES[state](subject)),
    "city": _by_value(lambda c: (c.city, *c.addresses), _within),
    "org": _by_value(lambda c: (c.org,), _within),
    "name": _by_value(lambda c: c.names, _within),
    "": _by_value(lambda c: (*c.names, c.org, c.city, *c.tags), _within),
}


class _Parser:
    """Reads one filter; each method one rule of the grammar."""

    def __init__(self, text: str, saved: Mapping[str, str], seen: tuple[str, ...] = ()) -> None:
        self.saved, self.seen = saved, seen
        self.tokens = _tokens(text)
        self.place = self.depth = 0

    def whole(self) -> Filter:
        wanted = self.either()
        if self.place < len(self.tokens):
            before = "".join(self.tokens[: self.place][-1:])
            raise UsageError(f"filter: a ')' too many after {before!r}")
        return wanted

    def either(self) -> Filter:
        groups = [self.together()]
        while self.peek() == "or":
            self.place += 1
            groups.append(self.together())
        if len(groups) > 1 and All(()) in groups:
            raise UsageError("filter: 'or' stands between two groups of words")
        return groups[0] if len(groups) == 1 else Either(tuple(groups))

    def together(self) -> Filter:
        parts = []
        while self.peek() not in {None, "or", ")"}:
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self) -> Filter:
        word = self.tokens[self.place]
        self.place += 1
        if word in {"not", "-"}:
            if self.peek() in {None, "or", ")"}:
                raise UsageError(f"filter: nothing follows {word!r}")
            return Not(self.one())
        if word == "(":
            return self.group()
        if word.startswith("-") and not word.startswith("--"):
            return Not(self.term(word[1:]))
        return self.term(word)

    def group(self) -> Filter:
        self.depth += 1
        if self.depth > _MOST_NESTED:
            raise UsageError(f"filter: more than {_MOST_NESTED} parentheses inside each other")
        inner = self.either()
        if self.peek() != ")":
            raise UsageError("filter: a '(' has no ')'")
        self.place += 1
        self.depth -= 1
        if inner == All(()):
            raise UsageError("filter: there is nothing between '(' and ')'")
        return inner

    def term(self, token: str) -> Filter:
        if token.startswith("@"):
            return self.named(token[1:])
        if token.startswith("--"):
            raise UsageError(f"no such option: {token}")
        keyed = _KEYED.fullmatch(token)
        if keyed is None:
            return Term("", _unquoted(token))
        key, value = keyed["key"].lower(), _unquoted(keyed["value"])
        if key not in _KEYS:
            known = ", ".join(f"{name}:" for name in _KEYS if name)
            raise UsageError(f"filter: no key {key + ':'!r}; expected {known} or a word")
        if not value:
            raise UsageError(f"filter: {key + ':'!r} needs a value, such as {key}:…")
        if key == "is":
            value = value.lower()
            if value not in _STATES:
                states = ", ".join(_STATES)
                raise UsageError(f"filter: nobody is {value!r}; expected is: with {states}")
        return Term(key, value)

    def named(self, name: str) -> Filter:
        if name in self.seen:
            raise UsageError(f"filter: @{name} contains itself")
        if name not in self.saved:
            known = ", ".join(f"@{each}" for each in self.saved) or "none"
            raise UsageError(f"filter: no saved filter @{name}; there is {known}")
        return _Parser(self.saved[name], self.saved, (*self.seen, name)).whole()

    def peek(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None


def _tokens(text: str) -> list[str]:
    tokens, place, text = [], 0, text.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        assert found is not None, "the pattern takes any character"
        if found["bad"]:
            raise UsageError("filter: a quote is not closed")
        tokens.append(found["mark"] or found["word"])
        place = found.end()
    return tokens


def _unquoted(text: str) -> str:
    return text.replace('"', "")


def _nearest(wanted: str, values: Iterable[str]) -> str | None:
    from rapidfuzz import process  # only for "did you mean"

    ordered = sorted(values)
    return str(process.extractOne(wanted, ordered)[0]) if ordered else None
