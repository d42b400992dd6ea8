"""A sentence in a session: who is meant is settled, and what was understood is told."""

import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import names, together, vocabulary, words
from dexcli.core.contact import ME, Contact, Interaction, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.errors import AmbiguousContactError, NoContactError, UsageError
from dexcli.core.sentence.board import Role
from dexcli.core.sentence.parse import Heard, Parse, Surroundings, parse
from dexcli.core.sentence.people import Named, named
from dexcli.session import Session

_MOST_NEAR = 3
_OF_A_LIST = (Role.PERSON, Role.GLUE, Role.NOTE)
_ENDS = (":", ";", ".", "!", "?", ")")
_MARKS = ".,;:!?()[]\"'“”«»"


class NobodyError(NoContactError):
    """A sentence names nobody."""

    def __init__(self, note: str) -> None:
        super().__init__("")
        kept = f"; {note!r} names nobody here" if note else ""
        self.args = (f"nobody is named{kept}; say who was there, such as 'coffee with Ada'",)


class StrangerError(NoContactError):
    """A sentence names people who aren't here; nobody is made of a typo."""

    def __init__(self, strangers: Sequence[str], nearest: Sequence[str], program: str) -> None:
        super().__init__("")
        who = words.listed([repr(name) for name in strangers])
        near = f"; nearest: {', '.join(nearest)}" if nearest else ""
        add = "; ".join(f"{program} add {shlex.quote(name)}" for name in strangers)
        self.args = (f"no contact matches {who}{near}; who is new: {add}",)


class Understood(Struct, frozen=True, kw_only=True):
    """What is logged by a sentence: who was there, who of them is new, what, a promise."""

    people: tuple[Contact, ...]
    new: tuple[Contact, ...] = ()
    interaction: Interaction
    promise: Reminder | None = None


def surroundings(session: Session) -> Surroundings:
    """Return by what the sentences of this session are read."""
    kinds = {names.fold(kind): kind for kind in session.settings.kinds}
    return Surroundings(session.ledger, session.today, session.settings.dates.order, kinds)


def read(text: str, here: Surroundings, *, on: PartialDate | None = None) -> Parse:
    """Return what a sentence says; ``on`` is the day that wins over its own.

    Raises:
        UsageError: It says something doubtful.
    """
    try:
        said = parse(text, here)
    except ValueError as error:
        raise UsageError(f"the sentence: {error}") from None
    return said if on is None else replace(said, day=on)


def refuse_future(on: PartialDate, session: Session) -> None:
    """Refuse a day that lies ahead.

    Raises:
        UsageError: It does.
    """
    if on.first > session.today:
        raise UsageError(
            f"the sentence: {on} lies ahead; the past is logged, the future is planned, "
            f"with 'dexcli remind WHO {on} --meet'"
        )


def understood(said: Parse, session: Session, *, asks: bool) -> Understood:
    """Return what is logged, once it is sure who is meant.

    Args:
        said: The sentence.
        session: The session.
        asks: Whether somebody at the terminal may be asked.

    Raises:
        NoContactError: Nobody is named, or somebody who isn't here.
        AmbiguousContactError: Several may be meant.
        UsageError: It lies ahead.
    """
    day = said.day or PartialDate.of(session.today)
    refuse_future(day, session)
    if not (said.people or said.ambiguous or said.unknown):
        raise NobodyError(said.note)
    meant = {each.text: each.who[0] for each in said.people}
    new: dict[str, Contact] = {}
    if said.unknown and not asks:
        raise StrangerError(said.unknown, _nearest(said.unknown[0], session), session.program)
    for each in said.ambiguous:
        meant[each.text] = _settled(each, list(meant.values()), session, asks=asks)
    for name in said.unknown:
        new[name] = _introduced(name, session, [one.handle for one in new.values()])
    everybody = {contact.handle: contact for contact in (*meant.values(), *new.values())}
    by = meant.get(said.by) or new.get(said.by)
    return Understood(
        people=tuple(everybody.values()),
        new=tuple(new.values()),
        interaction=Interaction(
            on=day,
            kind=said.kind,
            place=said.place,
            by=said.by if by is None else by.handle,
            note=said.note,
            tags=said.tags,
            id=session.new_id(),
        ),
        promise=said.promise,
    )


def _settled(
    doubtful: Named, others: Sequence[Contact], session: Session, *, asks: bool
) -> Contact:
    """Return who is meant, asked of somebody at the terminal."""
    ranked = together.ranked(doubtful.who, others, session.ledger)
    if asks:
        several, whys = [each.contact for each in ranked], [each.why for each in ranked]
        question = f"{doubtful.text!r} could be {'several' if len(several) > 1 else 'somebody'}:"
        chosen = session.one_of(question, several, whys)
        if chosen is not None:
            return chosen
    told = [session.ledger.told_apart(each.contact) for each in ranked]
    raise AmbiguousContactError(doubtful.text, told)


def _introduced(name: str, session: Session, taken: Sequence[str]) -> Contact:
    """Return a new contact of this name, if somebody at the terminal wants one."""
    nearest = _nearest(name, session)
    near = f" (nearest: {', '.join(nearest)})" if nearest else ""
    question = f"Nobody here is called {name!r}{near}. Add {name} as a new contact?"
    if not session.screen.confirm(question):
        raise StrangerError([name], nearest, session.program)
    is_address = "@" in name
    return Contact(
        name=name,
        emails=(name,) if is_address else (),
        added=PartialDate.of(session.today),
        id=session.new_id(),
        handle=names.handle_from(name, session.folder.taken() | set(taken)),
    )


def _nearest(name: str, session: Session) -> list[str]:
    """Return whose name is like this one, or has its first word."""
    found = session.ledger.nearest(name) or named(name.split(maxsplit=1)[0], session.ledger).who
    return [session.ledger.label(contact) for contact in found[:_MOST_NEAR]]


def told(what: Understood, session: Session) -> str:
    """Return what was understood: each name with its handle, the day as a date."""
    one = what.interaction
    people = words.listed([f"{each.name} ({each.handle})" for each in what.people])
    full = one.on.full
    day = str(one.on) if full is None else f"{words.WEEKDAYS[full.weekday()]} {full}"
    parts = [
        f"{one.kind} with {people}",
        day,
        f"at {one.place}" if one.place and not one.place.startswith("chez ") else one.place,
        " ".join(f"#{tag}" for tag in one.tags),
        f"by {session.ledger.name_of(one.by) if one.by != ME else ME}" if one.by else "",
        f"note {one.note!r}" if one.note else "",
        _promised(what.promise),
    ]
    return ", ".join(part for part in parts if part)


def as_json(said: Parse, what: Understood | None, *, today: date) -> Mapping[str, Any]:
    """Return the parse of a sentence as a document; ``what`` has what options changed."""
    one = None if what is None else what.interaction
    promise = said.promise if what is None else what.promise
    people = {each.handle: each for each in said.people}
    by = next((each.handle for each in said.people if each.text == said.by), said.by)
    return {
        "kind": said.kind if one is None else one.kind,
        "on": str((said.day or PartialDate.of(today)) if one is None else one.on),
        "place": said.place if one is None else one.place,
        "tags": list(said.tags if one is None else one.tags),
        "note": said.note if one is None else one.note,
        "by": by if one is None else one.by,
        "people": [
            {"handle": handle, "name": each.who[0].name, "text": each.text}
            for handle, each in people.items()
        ],
        "unknown": list(said.unknown),
        "ambiguous": [
            {"text": each.text, "candidates": [one.handle for one in each.who]}
            for each in said.ambiguous
        ],
        "promise": None
        if promise is None
        else {"note": promise.note, "on": None if promise.on is None else str(promise.on)},
    }


def aside(said: Parse, session: Session) -> list[str]:
    """Return what to say of those whose names stay in the note: nothing says they were there."""
    lost = {text: named(text, session.ledger).who for text in _listed(said)}
    names_ = dict.fromkeys((*said.aside, *(text for text, who in lost.items() if who)))
    strangers = [text for text, who in lost.items() if not who]
    return [
        *(f"{name!r} stays in the note; who was there stands behind 'with'" for name in names_),
        *(f"{name!r} stays in the note; nobody here is called so" for name in strangers),
    ]


def with_options(
    what: Understood, interaction: Interaction, promise: Reminder | None
) -> Understood:
    """Return what is logged after the options, which win over the sentence."""
    return replace(what, interaction=interaction, promise=promise or what.promise)


def _promised(promise: Reminder | None) -> str:
    if promise is None:
        return ""
    return f"promised: {promise.note}" + ("" if promise.on is None else f" ({promise.on})")


def _listed(said: Parse) -> list[str]:
    """Return the words in small letters that stand alone in the list behind `with`, unread."""
    heard = said.heard
    first = next((n for n, word in enumerate(heard, 1) if _plain(word) in vocabulary.WITH), 0)
    found: list[str] = []
    part: list[Heard] = []
    is_list = False
    for word in heard[first:] if first else ():
        is_link = _plain(word) in vocabulary.AND or word.text == ","
        if word.role not in _OF_A_LIST and not is_link:
            break
        if not is_link:
            part.append(word)
        is_over = word.text.endswith(_ENDS)
        if is_link or is_over or word.text.endswith(","):
            found += _alone(part)
            is_list, part = is_list or not is_over, []
        if is_over or len([each for each in part if each.role is Role.NOTE]) > 1:
            part = []
            break
    found += _alone(part)
    return found if is_list else []


def _alone(part: Sequence[Heard]) -> list[str]:
    """Return the one word of a part of a list, if it could be a name in small letters."""
    if len(part) != 1 or part[0].role is not Role.NOTE:
        return []
    word = part[0].text.strip(_MARKS)
    return [word] if word.isalpha() and word.islower() and len(word) > 1 else []


def _plain(word: Heard) -> str:
    return names.fold(word.text).strip(_MARKS) if word.text not in vocabulary.AND else word.text
