"""The interactions of an import: rows of one key are one, with a copy for everybody there."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import ids, meetings
from dexcli.core.contact import ME, Contact, Interaction
from dexcli.core.ledger import Ledger
from dexcli.core.moved import Moved
from dexcli.core.outcomes import Added, Outcome, Skipped, Updated, place
from dexcli.core.people import Doubt, Person, same_key
from dexcli.core.rows import Named, Row

_SHARED = ("on", "until", "kind", "place", "occasion", "tags")
_OWN = ("note", "by")


class Doubtful(Struct, frozen=True):
    """A name among the others of a row that several people have: told, kept as a name."""

    line: int
    key: str
    name: str
    count: int
    file: str = ""

    @property
    def place(self) -> str:
        """Where the row is."""
        return place(self.line, self.key, self.file)


class Event(Struct, frozen=True):
    """The rows of one interaction that agree, and why each of the others doesn't."""

    source: str
    rows: list[Row]
    own: dict[str, Row]  # handle -> the row that is about them
    odd: dict[int, str]  # by the id() of the row, which lives as long: the reason


class Events:
    """Puts the interactions of an import into the contacts that it brings.

    ``who`` says whom a row means by a name. ``now`` holds the contacts as they
    become, and is changed. Who comes from this
    source for the first time joins what the others have already; anybody else
    who has no copy of it was taken out on purpose.
    """

    def __init__(  # noqa: PLR0913 - what a plan is made of
        self,
        rows: Iterable[Row],
        who: Callable[[Row, Named], Person | Doubt],
        people: Iterable[Person],
        ledger: Ledger,
        *,
        now: dict[str, Contact],
        moved: Moved,
    ) -> None:
        self.who, self.ledger, self.moved = who, ledger, moved
        self.now, self.newcomers = now, _newcomers(people)
        self.doubts: list[Doubtful] = []
        self.new = 0
        self._rows: dict[str, list[Row]] = {}
        for row in rows:
            if row.interaction is not None:
                self._rows.setdefault(_source(row), []).append(row)
        self._events: dict[str, Event] = {}
        self._entered: dict[str, frozenset[str]] = {}
        self._here = _copies(ledger)

    def log(self, row: Row, handle: str) -> Outcome | None:
        """Put a row's interaction into everybody's file, once; None where it is here already."""
        source = _source(row)
        event = self._event(source)
        if reason := event.odd.get(id(row)):
            return Skipped(row.line, reason, row.label, file=row.file)
        if source not in self._entered:
            self._entered[source] = self._enter(event)
        entered = self._entered[source]
        if handle in entered:
            return Added(row.line)
        return Updated(row.line) if entered else None

    def _event(self, source: str) -> Event:
        if source not in self._events:
            self._events[source] = self._settled(source)
        return self._events[source]

    def _settled(self, source: str) -> Event:
        """Return the rows of a key without those that contradict the first that counts."""
        rows = self._rows[source]
        first = next((row for row in rows if self._handle(row, row.person)), rows[0])
        event = Event(source, [], {}, {})
        for row in rows:
            handle = self._handle(row, row.person)
            if not handle and row.only_known:
                continue  # nobody who belongs here
            odd = _contradiction(first, row)
            if odd is None and handle in event.own:
                odd = _lost(event.own[handle], row)
            if odd is not None:
                event.odd[id(row)] = odd
                continue
            event.rows.append(row)
            if handle:
                event.own.setdefault(handle, row)
        return event

    def _enter(self, event: Event) -> frozenset[str]:
        """Return who got a copy of an interaction."""
        key = ids.from_text(event.source)
        here = {**self._here.get(event.source, {}), **self._here.get(key, {})}
        people, strangers = self._present(event)
        if here:
            self._compare(event, here)
            joining = [h for h in people if h in self.newcomers and h not in here]
            self._join(event, joining, here)
            return frozenset(joining)
        self._tell_doubts(event)
        contacts = [self.now[handle] for handle in people]
        for contact in contacts:
            row = event.own.get(contact.handle, event.rows[0])
            one = self._interaction(event.rows[0], row, key=key, source=event.source)
            copy = meetings.copy_for(contact, contacts, one)
            copy = replace(copy, others=(*copy.others, *strangers))
            plan = ids.of_plan(event.source) if contact.reminders else ""  # few have any
            held = meetings.held(contact, plan, copy.on) if plan else contact
            self.now[contact.handle] = held.logging(copy)
        self.new += 1
        return frozenset(people)

    def _compare(self, event: Event, here: Mapping[str, int]) -> None:
        """Note what a calendar says otherwise of what was logged by it."""
        handle = next((each for each in event.own if each in here), "")
        row = event.own.get(handle)
        if row is not None and row.by_name and row.interaction is not None:
            contact = self.ledger.contacts[handle]
            copy = contact.interactions[here[handle]]
            self.moved.compare(event.source, contact, copy, row.interaction)

    def _interaction(self, first: Row, own: Row, *, key: str, source: str) -> Interaction:
        """Return what the rows say, with the note and the step of one of them."""
        assert first.interaction is not None
        assert own.interaction is not None
        by = self._step(own)
        return replace(first.interaction, note=own.interaction.note, by=by, source=source, id=key)

    def _step(self, row: Row) -> str:
        assert row.interaction is not None
        by = row.interaction.by
        if by in {"", ME}:
            return by
        if by == meetings.THEM:
            return self._handle(row, row.person) or row.person.name
        return self._keyed(row, by)

    def _keyed(self, row: Row, key: str) -> str:
        """Return whom the file knows by this key: the handle, else the name."""
        try:
            person = self.who(row, Named(key, key, key))
        except KeyError:
            return key
        assert isinstance(person, Person), "a key is one person's"
        if person.contact is not None:
            return person.contact.handle
        return next(iter(person.spellings.values()), key)

    def _join(self, event: Event, joining: Sequence[str], here: dict[str, int]) -> None:
        """Give copies of what others have already, as it stands there, and name each in all."""
        for handle in joining:
            newcomer = self.now[handle]
            crowd = len(here) > meetings.MOST_OTHERS
            for holder, index in here.items():
                contact = self.now.get(holder) or self.ledger.contacts[holder]
                self.now[holder] = self._naming(contact, index, newcomer, crowd=crowd)
            holder, index = next(iter(here.items()))
            model = self.now[holder].interactions[index]
            with_ = [holder, *(each for each in model.others if each != handle)]
            own = event.own.get(handle)
            copy = replace(
                model,
                others=() if crowd else tuple(with_),
                note=(own.interaction.note if own and own.interaction else "") or model.note,
                by=(self._step(own) if own else "") or model.by,
            )
            self.now[handle] = newcomer.logging(copy)
            here[handle] = len(newcomer.interactions)

    def _naming(self, contact: Contact, index: int, newcomer: Contact, *, crowd: bool) -> Contact:
        """Return a contact whose copy names a newcomer: instead of the plain name, else last."""
        called = {same_key(name) for name in newcomer.names}

        def swap(said: str) -> str:
            known = said == newcomer.handle or said in self.ledger.contacts
            return said if known or same_key(said) not in called else newcomer.handle

        blocks = list(contact.interactions)
        one = blocks[index]
        others = [swap(each) for each in one.others]
        if newcomer.handle not in others and not crowd:
            others.append(newcomer.handle)
        key = one.id or ids.from_text(one.source)
        blocks[index] = replace(
            one, others=tuple(dict.fromkeys(others)), by=swap(one.by) if one.by else "", id=key
        )
        return replace(contact, interactions=tuple(blocks))

    def _present(self, event: Event) -> tuple[list[str], list[str]]:
        """Return who was there, and the names of those who can't be told apart."""
        handles: dict[str, None] = {}
        strangers: dict[str, None] = {}
        named_by = ((row, each) for row in event.rows for each in (row.person, *row.others))
        for row, named in named_by:
            if handle := self._handle(row, named):
                handles[handle] = None
            else:
                strangers[named.name] = None
        return list(handles), list(strangers)

    def _tell_doubts(self, event: Event) -> None:
        for row in event.rows:
            for named in row.others:
                if isinstance(person := self.who(row, named), Doubt):
                    doubt = Doubtful(row.line, row.label, person.name, person.count, row.file)
                    self.doubts.append(doubt)

    def _handle(self, row: Row, named: Named) -> str:
        """Return the handle of somebody in the file, or nothing where they have none."""
        person = self.who(row, named)
        known = person.contact if isinstance(person, Person) else None
        return "" if known is None else known.handle


def _source(row: Row) -> str:
    return f"{row.source}:{row.key}"


def _newcomers(people: Iterable[Person]) -> frozenset[str]:
    """Return the handles of those who come from this source for the first time."""
    found = [(each.contact.handle, each.was_here) for each in people if each.contact is not None]
    return frozenset(h for h, _ in found) - {h for h, was_here in found if was_here}


def _copies(ledger: Ledger) -> dict[str, dict[str, int]]:
    """Return where the ledger has its interactions: by source and by id, whose and which."""
    found: dict[str, dict[str, int]] = {}
    for contact in ledger:
        for index, one in enumerate(contact.interactions):
            for key in (one.source, one.id):
                if key:
                    found.setdefault(key, {})[contact.handle] = index
    return found


def _contradiction(first: Row, row: Row) -> str | None:
    one, other = first.interaction, row.interaction
    if one is other or one == other:  # nearly always
        return None
    return _difference(first, row, [key for key in _SHARED if _of(first, key) != _of(row, key)])


def _lost(first: Row, row: Row) -> str | None:
    """Return why a second row about one person would lose a cell, if it would."""
    odd = [key for key in _OWN if _of(row, key) and _of(first, key) != _of(row, key)]
    return _difference(first, row, odd)


def _difference(first: Row, row: Row, keys: Sequence[str]) -> str | None:
    if not keys:
        return None
    return f"{keys[0]} is not as in row {first.line}, which has the same key {row.key!r}"


def _of(row: Row, key: str) -> object:
    return getattr(row.interaction, key)
