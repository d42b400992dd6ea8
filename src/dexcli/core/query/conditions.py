"""`is:`, what somebody is today, and `has:`, what their file says."""

from collections.abc import Callable
from typing import NamedTuple

from dexcli.core import names
from dexcli.core.contact import NOTE_KIND
from dexcli.core.due import Status, clock_of, rule_of, snooze_of
from dexcli.core.query.asked import Asked, Subject

SOON_DAYS = 7  # what `is:soon` looks ahead
ARCHIVED, DEAD = "archived", "dead"
_ALIKE = 70  # of rapidfuzz's 100; below it a suggestion is noise
_PLURALS = ("", "s", "es")

Holds = Callable[[Subject], bool]


class State(NamedTuple):
    """A value of ``is:`` or ``has:``, with what it means in a few words."""

    about: str
    holds: Holds


def read_state(text: str, _: Asked) -> Holds:
    """Return the test of a value of ``is:``.

    Raises:
        ValueError: Nobody can be that.
    """
    name = names.fold(text)
    if name not in STATES:
        raise ValueError(f"nobody is {text!r}; {_expected('is', name, STATES)}")
    return STATES[name].holds


def read_possession(text: str, _: Asked) -> Holds:
    """Return the test of a value of ``has:``, in the singular or the plural.

    Raises:
        ValueError: No file has that.
    """
    folded = names.fold(text)
    for ending in _PLURALS:
        if folded.endswith(ending) and (name := folded.removesuffix(ending)) in POSSESSIONS:
            return POSSESSIONS[name].holds
    raise ValueError(f"nobody has {text!r}; {_expected('has', folded, POSSESSIONS)}")


def _expected(key: str, typed: str, values: dict[str, State]) -> str:
    from rapidfuzz import process  # only for "did you mean"

    found = process.extractOne(typed, list(values), score_cutoff=_ALIKE)
    if found is not None:
        return f"did you mean {key}:{found[0]}?"
    return f"expected {key}: with {', '.join(values)}"


def _status(wanted: Status) -> Holds:
    def holds(subject: Subject) -> bool:
        due = subject.due
        return due is not None and due.status(subject.asked.today, within=SOON_DAYS) is wanted

    return holds


def _is_snoozed(subject: Subject) -> bool:
    today = subject.asked.today
    until = snooze_of(subject.contact, subject.asked.settings, today=today)
    return until is not None and until > today


def _has_cadence(subject: Subject) -> bool:
    settings, today = subject.asked.settings, subject.asked.today
    clock = clock_of(subject.contact, settings, today=today)
    return rule_of(subject.contact, settings, clock=clock, today=today) is not None


def _has_note(subject: Subject) -> bool:
    contact = subject.contact
    return bool(contact.notes) or any(each.kind == NOTE_KIND for each in contact.interactions)


STATES = {
    Status.OVERDUE.value: State("due before today", _status(Status.OVERDUE)),
    Status.DUE.value: State("due today", _status(Status.DUE)),
    Status.SOON.value: State(f"due within {SOON_DAYS} days", _status(Status.SOON)),
    Status.LATER.value: State("due after that", _status(Status.LATER)),
    "paused": State("without follow-ups for now", lambda s: s.contact.paused),
    "snoozed": State("pushed back to a later day", _is_snoozed),
    "closest": State(
        "one of the fifteen closest", lambda s: s.contact.handle in s.asked.closest
    ),
    "me": State("you yourself", lambda s: s.contact.handle == s.asked.settings.me),
    ARCHIVED: State("out of every list", lambda s: s.contact.archived),
    DEAD: State("no longer alive", lambda s: s.contact.is_dead),
}  # fmt: skip

POSSESSIONS = {
    "email": State("an e-mail address", lambda s: bool(s.contact.emails)),
    "phone": State("a phone number", lambda s: bool(s.contact.phones)),
    "address": State("a postal address", lambda s: bool(s.contact.addresses)),
    "account": State("an account somewhere", lambda s: bool(s.contact.accounts)),
    "birthday": State("a birthday", lambda s: s.contact.birthday is not None),
    "tag": State("a tag", lambda s: bool(s.contact.tags)),
    "org": State("an organisation", lambda s: bool(s.contact.org)),
    "title": State("a title at work", lambda s: bool(s.contact.title)),
    "city": State("a city", lambda s: bool(s.contact.city)),
    "alias": State("another name", lambda s: bool(s.contact.aka)),
    "note": State("notes, or a fact in the log", _has_note),
    "interest": State("interests", lambda s: bool(s.contact.interests)),
    "cadence": State("a cadence, their own or a tag's", _has_cadence),
    "gift": State("gifts, given or as ideas", lambda s: bool(s.contact.gifts)),
    "reminder": State("a promise that is open",
                      lambda s: any(each.is_open for each in s.contact.reminders)),
    "date": State("yearly dates beside the birthday", lambda s: bool(s.contact.dates)),
    "met": State("how or when you first met", lambda s: s.contact.met is not None),
    "relationship": State("a relationship in their file", lambda s: bool(s.contact.relationships)),
    "interaction": State("anything in the log", lambda s: bool(s.contact.interactions)),
    "conflict": State("two versions that disagree", lambda s: bool(s.contact.conflicts)),
}  # fmt: skip
