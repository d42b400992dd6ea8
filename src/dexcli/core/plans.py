"""An import as a plan: one outcome a row, and the contacts it makes; nothing is done yet."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import ids, names
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_contact, to_document
from dexcli.core.ledger import Ledger
from dexcli.core.outcomes import Added, Outcome, Skipped, Unchanged, Updated
from dexcli.core.people import Doubt, Known, Person, Register, reach_form, reach_keys
from dexcli.core.plan_events import Doubtful, Events
from dexcli.core.rows import BadRow, Row


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
    doubts: list[Doubtful] = []


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
        self.taken = set(terms.taken)
        self.away: dict[int, str] = {}
        self.fresh: set[str] = set()

    def plan(self) -> Plan:
        good = [row for row in self.rows if isinstance(row, Row)]
        self.register = Register([named for row in good for named in (row.person, *row.others)])
        details: dict[int, list[Row]] = {}
        for row in good:
            if isinstance(person := self.register.who(row.person), Person):
                details.setdefault(person.number, []).append(row)
        for person in self.register.people:
            self._bring(person, details.get(person.number, []))
        before = dict(self.now)
        self.events = Events(
            good,
            self.register,
            self.ledger,
            source=self.terms.source,
            now=self.now,
        )
        outcomes = [self._outcome(row, before) for row in self.rows]
        everybody = self.now.values()
        added = [each for each in everybody if each.handle in self.fresh]
        changed = [
            each for each in everybody if each != self.ledger.contacts.get(each.handle, each)
        ]
        new, doubts = self.events.new, self.events.doubts
        return Plan(outcomes, added, changed, new, self.perhaps, doubts)

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
            by_source = not set(sources).isdisjoint(known.sources)
            person.was_here = by_source and known.handle not in self.fresh
            now = self.now.get(known.handle, known)
            contact = _merged(now, drawn, with_names=not by_source)
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
            return self.events.log(row, handle) or self._known_row(row, handle, before)
        if handle in self.fresh:
            return Added(row.line)
        return self._known_row(row, handle, before)

    def _absence(self, person: Person) -> str:
        name = self.away.get(person.number)
        return f"{name} was removed here; --again brings them back" if name else ""

    def _known_row(self, row: Row, handle: str, before: Mapping[str, Contact]) -> Outcome:
        same = before[handle] == self.ledger.contacts.get(handle)
        return Unchanged(row.line) if same else Updated(row.line)


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


def _joined(values: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """Return the values with those of a further row: lists grow, the first of the rest counts."""
    joined = dict(values)
    for key, value in more.items():
        old = joined.get(key)
        if isinstance(value, list):
            joined[key] = _grown(key, old if isinstance(old, list) else [], value)
        elif isinstance(old, dict) and isinstance(value, dict):
            joined[key] = {**value, **old}
        else:
            joined.setdefault(key, value)
    return joined


def _grown(key: str, old: list[object], more: Iterable[object]) -> list[object]:
    """Return a list with what isn't in it; one address in other letters is the same."""
    grown = list(old)
    known = {reach_form(key, each) for each in old if isinstance(each, str)}
    for each in more:
        form = reach_form(key, each) if isinstance(each, str) else None
        if form in known or (form is None and each in grown):
            continue
        grown.append(each)
        if form is not None:
            known.add(form)
    return grown


def _merged(contact: Contact, drawn: Contact, *, with_names: bool) -> Contact:
    """Return a contact with what an import adds: lists grow, empty keys are filled.

    What stands here already is never overwritten. Somebody who is known by
    their source gets no more names (not ``with_names``): those of the file came
    the first time, and what is missing since was forgotten on purpose.
    """
    ours, theirs = to_document(contact), to_document(drawn)
    for key in ("name", "id", "added", "aka"):
        theirs.pop(key, None)
    if with_names:
        known = {names.same_key(name) for name in contact.names}
        unknown_name = [drawn.name] if names.same_key(drawn.name) not in known else []
        aka = [*unknown_name, *(each for each in drawn.aka if each not in contact.names)]
        theirs |= {"aka": aka} if aka else {}
    merged = to_contact(_joined(ours, theirs), contact.handle)
    return contact if merged == contact else merged
