"""An import as a plan: one outcome a row, and the contacts it makes; nothing is done yet."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import ids, joining, names, whole
from dexcli.core.contact import Contact
from dexcli.core.contents import Contents, Draft, News, Sources
from dexcli.core.dates import PartialDate
from dexcli.core.document import DocumentError
from dexcli.core.known import Known
from dexcli.core.ledger import Ledger
from dexcli.core.moved import Moved
from dexcli.core.outcomes import Added, Outcome, Skipped
from dexcli.core.people import Doubt, Person, Register, reach_keys, same_key
from dexcli.core.plan_events import Doubtful, Events
from dexcli.core.renewal import Said
from dexcli.core.rows import BadRow, Named, Row
from dexcli.core.sieve import STRANGER, stranger
from dexcli.core.touched import Touched
from dexcli.core.withdrawals import Withdrawals


class Perhaps(Struct, frozen=True):
    """A new contact who may be somebody already here: told, and left to a person."""

    contact: Contact
    others: tuple[Contact, ...]


class Plan(Struct, frozen=True):
    """What an import would do: an outcome a row in order, and the contacts to write.

    ``news`` is what changed at a source, or differs and is kept; ``said`` is what each
    source says now of whom it names, to be kept for the next import.
    """

    outcomes: list[Outcome]
    added: list[Contact]
    changed: list[Contact]
    interactions: int
    perhaps: list[Perhaps] = []
    doubts: list[Doubtful] = []
    news: list[News] = []
    said: dict[str, Said] = {}
    handles: list[str] = []  # whose each row is, "" for nobody's


class Terms(Struct, frozen=True, kw_only=True):
    """What holds for a whole import: its namespace, its tags, who stays away, the day.

    ``source`` is the namespace of rows that have none of their own; ``said`` what
    the sources said at the imports before, by source; ``titles`` what a namespace
    is called.
    """

    source: str
    removed: Mapping[str, str]  # source or reach key -> name
    today: PartialDate
    taken: set[str]  # handles in use, as `names.clash_key` gives them
    tags: tuple[str, ...] = ()
    said: Mapping[str, Said] = {}
    titles: Mapping[str, str] = {}


def plan_import(ledger: Ledger, rows: Sequence[Row | BadRow], terms: Terms) -> Plan:
    """Return the plan of an import; later rows see what earlier ones bring."""
    return _Planner(ledger, rows, terms).plan()


class _Planner:
    """Builds one plan; each method one step of it."""

    def __init__(self, ledger: Ledger, rows: Sequence[Row | BadRow], terms: Terms) -> None:
        self.ledger, self.terms = ledger, terms
        self.rows = [_in_namespace(row, terms.source) for row in rows]
        self.known = Known(ledger)
        self.now: dict[str, Contact] = {}
        self.perhaps: list[Perhaps] = []
        self.taken = set(terms.taken)
        self.absent: dict[tuple[str, int], Skipped] = {}
        self.spoken: dict[str, Row] = {}  # handle -> the row of our own table that is about them
        self.doubled: dict[int, str] = {}  # by the id() of the row, which lives as long
        self.fresh: set[str] = set()

    def plan(self) -> Plan:
        good = [row for row in self.rows if isinstance(row, Row)]
        self.registers = _registers(good)
        drafts = sorted(self._drafts(good), key=lambda each: each.only_known)
        sources = Sources(self.terms.said, self.terms.titles, self.terms.today)
        self.contents = Contents(self.ledger, self.registers, self.known, sources)
        for draft in drafts:
            self._find(draft)
        for draft in drafts:
            if draft.person.contact is not None:
                self._fill(draft, draft.person.contact)
        moved = Moved(self.terms.said)
        self.touched = Touched(self.ledger, drafts, dict(self.now))
        self.events = Events(
            good, self._who, self._people(), self.ledger, now=self.now, moved=moved
        )
        self.withdrawals = Withdrawals(self.ledger, self.now, self.contents.said, self.terms.said)
        told = [self._outcome(row) for row in self.rows]
        everybody = self.now.values()
        added = [each for each in everybody if each.handle in self.fresh]
        changed = [
            each for each in everybody if each != self.ledger.contacts.get(each.handle, each)
        ]
        return Plan(
            [outcome for outcome, _ in told],
            added,
            changed,
            self.events.new + len(self.contents.interactions),
            self.perhaps,
            self.events.doubts,
            [*self.contents.news, *moved.news],
            {**self.contents.said, **moved.said},
            [handle for _, handle in told],
        )

    def _drafts(self, good: Sequence[Row]) -> list[Draft]:
        drafts = {id(person): Draft(person) for person in self._people()}
        for row in good:
            if isinstance(person := self._who(row, row.person), Person):
                drafts[id(person)].rows.append(row)
            for other in row.others if not row.only_known else ():
                if isinstance(person := self._who(row, other), Person):
                    drafts[id(person)].is_mentioned = True
        return list(drafts.values())

    def _people(self) -> Iterator[Person]:
        for register in self.registers.values():
            yield from register.people

    def _who(self, row: Row, named: Named) -> Person | Doubt:
        return self.registers[row.source].who(named)

    def _find(self, draft: Draft) -> None:
        """Say who a person is, here or new; nobody where they stay away."""
        person = draft.person
        sources = draft.sources = [f"{person.source}:{key}" for key in person.keys]
        try:
            drawn = draft.drawn = joining.of_rows(person, draft.rows, sources)
        except DocumentError as error:
            place = ".".join(map(str, error.path))
            self._leave(person, Skipped(0, f"{place}: {error.problem}", unreadable=True))
            return
        if draft.is_whole:
            called = self._called(draft.rows[0].handle)
            known = whole.found(self.known, drawn, called, besides=self.fresh)
            by_source = True
        else:
            known, by_source = self._known(draft, drawn, sources)
            if draft.is_exported:  # by our own id, which needs no source beside it
                drawn = draft.drawn = replace(drawn, sources=())
        if known is not None:
            person.was_here = by_source and known.handle not in self.fresh
            known = self.ledger.contacts.get(known.handle) or self.now[known.handle]
            person.contact = known
            draft.rows = [row for row in draft.rows if self._speaks_first(row, known)]
            if not draft.only_known:
                self.known.learn(replace(drawn, handle=known.handle))
        elif name := self._name_of_removed(drawn, sources):
            self._leave(person, Skipped(0, f"{name} was removed here; --again brings them back"))
        elif draft.only_known:
            self._leave(person, Skipped(0, STRANGER, stranger=stranger(drawn.name, drawn.emails)))
        else:
            person.contact, draft.is_new = self._new(draft, drawn), True

    def _known(
        self, draft: Draft, drawn: Contact, sources: Sequence[str]
    ) -> tuple[Contact | None, bool]:
        """Return who this is already, and whether their source says so."""
        if draft.is_ours and (known := self.known.by_id(drawn.id) or self._called(drawn.id)):
            return known, True
        if known := self.known.by_source(sources) or self._exported(draft):
            return known, True
        if known := self.known.by_id(drawn.id) or self.known.by_reach(drawn):
            return known, False
        if draft.only_known and (known := self.known.by_address(drawn)):
            return known, False
        has_reach = bool(drawn.emails or drawn.phones or drawn.accounts)
        if draft.only_known and (not has_reach or any(row.by_name for row in draft.rows)):
            return self.known.by_name(drawn.name), False
        return None, False

    def _exported(self, draft: Draft) -> Contact | None:
        """Return whom rows of an export of ours mean: by the id, else by handle and name."""
        for key in dict.fromkeys(row.exported for row in draft.rows if row.exported):
            known = self.known.by_id(key) or self._called(key)
            if known is not None and (known.id == key or _is_named(known, draft.rows[0])):
                draft.is_exported = True
                return known
        return None

    def _name_of_removed(self, drawn: Contact, sources: Sequence[str]) -> str:
        """Return the name of somebody who was removed here, "" for who wasn't."""
        known_by = [*sources, *drawn.sources, *reach_keys(drawn)] if self.terms.removed else []
        return next((self.terms.removed[key] for key in known_by if key in self.terms.removed), "")

    def _speaks_first(self, row: Row, known: Contact) -> bool:
        """Return whether no earlier row of a table of ours is about the same contact."""
        if not row.columns or (first := self.spoken.setdefault(known.handle, row)) is row:
            return True
        reason = f"{known.name} ({known.handle}) stands in row {first.line} already"
        self.doubled[id(row)] = reason
        return False

    def _leave(self, person: Person, why: Skipped) -> None:
        self.absent[person.source, person.number] = why

    def _called(self, handle: str) -> Contact | None:
        return self.ledger.contacts.get(handle)

    def _new(self, draft: Draft, drawn: Contact) -> Contact:
        asked = next((row.handle for row in draft.rows if _may_be_used(row)), "")
        is_free = asked and names.clash_key(asked) not in self.taken
        handle = asked if is_free else names.handle_from(drawn.name, self.taken)
        self.taken.add(names.clash_key(handle))
        self.fresh.add(handle)
        contact = replace(drawn, handle=handle)
        if not draft.is_whole:
            added, id_ = (
                drawn.added or self.terms.today,
                drawn.id or ids.from_text(draft.sources[0]),
            )
            contact = replace(contact, added=added, id=id_)
        if others := self.known.perhaps(contact):
            self.perhaps.append(Perhaps(contact, tuple(others)))
        self.known.learn(contact)
        self.now[handle] = contact
        return contact

    def _fill(self, draft: Draft, known: Contact) -> None:
        """Put what the rows say of somebody into their contact."""
        now = self.now.get(known.handle, known)
        if not draft.rows and not draft.is_mentioned:
            self.now[known.handle] = now
            return
        contact = self.contents.filled(now, draft)
        for tag in self.terms.tags if not draft.only_known else ():
            if tag.casefold() not in map(str.casefold, contact.tags):
                contact = contact.tagging(tag)
        self.now[contact.handle] = draft.person.contact = contact

    def _outcome(self, row: Row | BadRow) -> tuple[Outcome, str]:
        """Return what becomes of a row, and whose it is."""
        if isinstance(row, BadRow):
            reason = self.withdrawals.reason(row) if row.withdrawn else row.reason
            told = reason, row.label, row.unreadable, row.file, row.stranger, row.count
            return Skipped(row.line, *told, row.is_file), ""
        person = self._who(row, row.person)
        if isinstance(person, Doubt):
            reason = f"{person.count} people of this file are called {person.name!r}"
            return _skipped(row, f"{reason}; the row doesn't say which"), ""
        if (why := self.absent.get((person.source, person.number))) is not None:
            return replace(why, line=row.line, key=row.label, file=row.file), ""
        assert person.contact is not None
        handle = person.contact.handle
        return self._brought(row, handle), handle

    def _brought(self, row: Row, handle: str) -> Outcome:
        if reason := self.doubled.get(id(row)) or row.empty:
            return _skipped(row, reason)
        if row.interaction is not None:
            return self.events.log(row, handle) or self.touched.outcome(row, handle)
        return Added(row.line) if handle in self.fresh else self.touched.outcome(row, handle)


def _is_named(contact: Contact, row: Row) -> bool:
    wanted = same_key(row.person.name)
    return any(same_key(name) == wanted for name in contact.names)


def _in_namespace(row: Row | BadRow, source: str) -> Row | BadRow:
    if isinstance(row, BadRow):
        return row
    if row.columns and (key := row.contact.get("id")):  # who this is, whatever they are called
        row = replace(row, person=replace(row.person, key=str(key)))
    return row if row.source else replace(row, source=source)


def _registers(rows: Sequence[Row]) -> dict[str, Register]:
    named: dict[str, list[Named]] = {}
    for row in rows:
        named.setdefault(row.source, []).extend((row.person, *row.others))
    return {each: Register(each, everybody) for each, everybody in named.items()}


def _may_be_used(row: Row) -> bool:
    return row.is_whole or names.is_safe_handle(row.handle)


def _skipped(row: Row, reason: str) -> Skipped:
    return Skipped(row.line, reason, row.label, file=row.file)
