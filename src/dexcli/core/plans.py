"""An import as a plan: one outcome a row, and the contacts it makes; nothing is done yet."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import ids, meetings, names
from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_contact, to_document
from dexcli.core.ledger import Ledger
from dexcli.core.people import Doubt, Known, Person, Register, reach_keys
from dexcli.core.rows import BadRow, Row


class Added(Struct, frozen=True):
    """A row whose record is new here."""

    line: int


class Updated(Struct, frozen=True):
    """A row that changed somebody who was here before."""

    line: int


class Unchanged(Struct, frozen=True):
    """A row that is here already."""

    line: int


class Skipped(Struct, frozen=True):
    """A row of which not all came in, and why; ``unreadable`` where it is the file's fault."""

    line: int
    reason: str
    key: str = ""
    unreadable: bool = False

    @property
    def place(self) -> str:
        """Where the row is: its line, and its key where the file gives it one."""
        return f"row {self.line} ({self.key})" if self.key else f"row {self.line}"


Outcome = Added | Updated | Unchanged | Skipped


class Perhaps(Struct, frozen=True):
    """A new contact who may be somebody already here: told, and left to a person."""

    contact: Contact
    others: tuple[Contact, ...]


class Plan(Struct, frozen=True):
    """What an import would do: an outcome a row in order, and the contacts to write."""

    outcomes: list[Outcome]
    added: list[Contact]
    changed: list[Contact]
    interactions: int
    perhaps: list[Perhaps] = []


class Terms(Struct, frozen=True, kw_only=True):
    """What holds for a whole import: its namespace, its tag, who stays away, the day."""

    source: str
    tag: str | None
    removed: Mapping[str, str]  # source or reach key -> name
    today: PartialDate
    taken: set[str]  # handles in use, as `names.clash_key` gives them


def plan_import(ledger: Ledger, rows: Sequence[Row | BadRow], terms: Terms) -> Plan:
    """Return the plan of an import; later rows see what earlier ones bring."""
    return _Planner(ledger, rows, terms).plan()


class _Planner:
    """Builds one plan; each method one step of it."""

    def __init__(self, ledger: Ledger, rows: Sequence[Row | BadRow], terms: Terms) -> None:
        self.ledger, self.rows, self.terms = ledger, rows, terms
        self.known = Known(ledger)
        self.now: dict[str, Contact] = {}
        self.perhaps: list[Perhaps] = []
        self.events: dict[str, list[Row]] = {}
        self.taken = set(terms.taken)
        self.here: dict[str, frozenset[str]] = {}

    def plan(self) -> Plan:
        good = [row for row in self.rows if isinstance(row, Row)]
        self.register = Register([named for row in good for named in (row.person, *row.others)])
        details: dict[int, list[Row]] = {}
        for row in good:
            if isinstance(person := self.register.who(row.person), Person):
                details.setdefault(person.number, []).append(row)
            if row.interaction is not None:
                self.events.setdefault(row.key, []).append(row)
        self.away: dict[int, str] = {}
        self.fresh: set[str] = set()
        for person in self.register.people:
            self._bring(person, details.get(person.number, []))
        before = dict(self.now)
        self.logged: set[str] = set()
        outcomes = [self._outcome(row, before) for row in self.rows]
        everybody = self.now.values()
        added = [each for each in everybody if each.handle in self.fresh]
        changed = [
            each for each in everybody if each != self.ledger.contacts.get(each.handle, each)
        ]
        return Plan(outcomes, added, changed, len(self.logged), self.perhaps)

    def _bring(self, person: Person, rows: Sequence[Row]) -> None:
        """Find or make the contact of a person, with all that the rows say of them."""
        sources = [f"{self.terms.source}:{key}" for key in person.keys]
        drawn = self._drawn(person, rows, sources)
        known_by = [*sources, *reach_keys(drawn)] if self.terms.removed else []
        gone = next((key for key in known_by if key in self.terms.removed), None)
        known = self.known.same(sources, drawn)
        if known is None and gone is not None:
            self.away[person.number] = self.terms.removed[gone]
            return
        if known is None:
            contact = self._new(drawn)
        else:
            contact = _merged(self.now.get(known.handle, known), drawn)
        if self.terms.tag is not None:
            contact = contact.tagging(self.terms.tag)
        self.now[contact.handle] = person.contact = contact

    def _drawn(self, person: Person, rows: Sequence[Row], sources: list[str]) -> Contact:
        spoken = list(dict.fromkeys(person.spellings.values()))
        name = spoken[0]
        values: dict[str, object] = {}
        for row in rows:
            values = _joined(values, row.contact)
        contact = to_contact({**values, "name": name}, "")
        aliases = [*contact.aka, *spoken[1:], *_other_spellings(person, spoken)]
        kept = [each for each in dict.fromkeys(aliases) if each != name]
        return replace(contact, aka=tuple(kept), sources=(*contact.sources, *sources))

    def _new(self, drawn: Contact) -> Contact:
        handle = names.handle_from(drawn.name, self.taken)
        self.taken.add(names.clash_key(handle))
        self.fresh.add(handle)
        contact = replace(
            drawn,
            handle=handle,
            added=drawn.added or self.terms.today,
            id=ids.from_text(drawn.sources[0]),
        )
        if others := self.known.perhaps(contact):
            self.perhaps.append(Perhaps(contact, tuple(others)))
        self.known.learn(contact)
        return contact

    def _outcome(self, row: Row | BadRow, before: Mapping[str, Contact]) -> Outcome:
        if isinstance(row, BadRow):
            return Skipped(row.line, row.reason, unreadable=True)
        person = self.register.who(row.person)
        if isinstance(person, Doubt):
            reason = f"{person.count} people of this file are called {person.name!r}"
            return Skipped(row.line, f"{reason}; the row doesn't say which", row.label)
        if (reason := self._absence(person) or row.empty) != "":
            return Skipped(row.line, reason, row.label)
        assert person.contact is not None
        handle = person.contact.handle
        if row.interaction is not None:
            return self._log(row, handle, before)
        if handle in self.fresh:
            return Added(row.line)
        return self._known_row(row, handle, before)

    def _log(self, row: Row, handle: str, before: Mapping[str, Contact]) -> Outcome:
        """Put a row's interaction into the file of everybody who was there, once."""
        assert row.interaction is not None
        together = self.events[row.key]
        if (odd := _contradiction(together[0], row)) is not None:
            return Skipped(row.line, odd, row.label)
        source = f"{self.terms.source}:{row.key}"
        key = ids.from_text(source)
        if key in self.logged:
            return Added(row.line)
        if self._has(handle, key, source):
            return self._known_row(row, handle, before)
        people, strangers = self._present(together)
        interaction = _interaction(together[0], handle, key, source)
        for contact in people:
            if self._has(contact.handle, key, source):
                continue
            copy = meetings.copy_for(contact, people, interaction)
            copy = replace(copy, others=(*copy.others, *strangers))
            self.now[contact.handle] = contact.logging(copy)
        self.logged.add(key)
        return Added(row.line)

    def _has(self, handle: str, key: str, source: str) -> bool:
        """Return whether an interaction was here before; what this import logs comes once."""
        if handle not in self.here:
            ours = () if handle in self.fresh else self.ledger.contacts[handle].interactions
            self.here[handle] = frozenset(each for one in ours for each in (one.id, one.source))
        return not self.here[handle].isdisjoint((key, source))

    def _absence(self, person: Person) -> str:
        name = self.away.get(person.number)
        return f"{name} was removed here; --again brings them back" if name else ""

    def _known_row(self, row: Row, handle: str, before: Mapping[str, Contact]) -> Outcome:
        same = before[handle] == self.ledger.contacts.get(handle)
        return Unchanged(row.line) if same else Updated(row.line)

    def _present(self, rows: Sequence[Row]) -> tuple[list[Contact], list[str]]:
        """Return who was there, and the names of those who can't be told apart."""
        handles: dict[str, None] = {}
        strangers: dict[str, None] = {}
        for named in (each for row in rows for each in (row.person, *row.others)):
            person = self.register.who(named)
            if isinstance(person, Person) and person.contact is not None:
                handles[person.contact.handle] = None
            else:
                strangers[named.name] = None
        return [self.now[handle] for handle in handles], list(strangers)


def _interaction(row: Row, handle: str, key: str, source: str) -> Interaction:
    assert row.interaction is not None, "only asked of a row that has one"
    by = handle if row.interaction.by == meetings.THEM else row.interaction.by
    return replace(row.interaction, by=by, source=source, id=key)


def _contradiction(first: Row, row: Row) -> str | None:
    assert first.interaction is not None
    assert row.interaction is not None
    for key in ("on", "until", "kind", "place"):
        if getattr(first.interaction, key) != getattr(row.interaction, key):
            return f"{key} is not as in row {first.line}, which has the same key {row.key!r}"
    return None


def _other_spellings(person: Person, spoken: Sequence[str]) -> list[str]:
    """Return the spellings as they stand, where two of them are spoken alike.

    Of "Rilke, Rainer Maria" and "Rainer Maria Rilke" the second is the name and
    the first, which the file has too, an alias.
    """
    found = []
    for name in spoken:
        alike = [spelled for spelled, each in person.spellings.items() if each == name]
        unlike = [spelled for spelled in alike if spelled != name]
        found += unlike[1:] if len(unlike) == len(alike) else unlike
    return found


def _joined(values: dict[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """Return the values with those of a further row: lists grow, the first of the rest counts."""
    joined = dict(values)
    for key, value in more.items():
        old = joined.get(key)
        if isinstance(old, list) and isinstance(value, list):
            joined[key] = [*old, *(each for each in value if each not in old)]
        elif isinstance(old, dict) and isinstance(value, dict):
            joined[key] = {**value, **old}
        else:
            joined.setdefault(key, value)
    return joined


def _merged(contact: Contact, drawn: Contact) -> Contact:
    """Return a contact with what an import adds: lists grow, empty keys are filled.

    What stands here already is never overwritten.
    """
    ours, theirs = to_document(contact), to_document(drawn)
    for key in ("name", "id", "added"):
        theirs.pop(key, None)
    known = {names.same_key(name) for name in contact.names}
    unknown_name = [drawn.name] if names.same_key(drawn.name) not in known else []
    theirs["aka"] = [*unknown_name, *(each for each in drawn.aka if each not in contact.names)]
    merged = to_contact(_joined(ours, theirs), contact.handle)
    return contact if merged == contact else merged


def count(outcomes: Iterable[Outcome], wanted: type) -> int:
    """Return how many outcomes are of one kind."""
    return sum(1 for each in outcomes if isinstance(each, wanted))
