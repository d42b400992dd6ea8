"""What becomes of a contact by what an import says of them: filled, renewed, or taken as said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import alike, ids, joining, renewal, whole
from dexcli.core.contact import NOTE_KIND, Contact, Ended, Interaction, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_contact, to_document, to_plain
from dexcli.core.known import Known
from dexcli.core.ledger import Ledger
from dexcli.core.names import fold
from dexcli.core.people import Person, Register
from dexcli.core.renewal import Said, Turn
from dexcli.core.rows import Link, Named, Row

THROUGH = "through"
_TOLD_AS_NOTES = ("org", "title")  # a change of job is worth a line of somebody's history
_MOST_VERSIONS = 5  # of what a source said, for an `undo` of as many imports


class News(Struct, frozen=True):
    """What changed in somebody's contact, or, ``is_kept``, differs and stays as it is here."""

    contact: Contact
    source: str
    turn: Turn
    is_kept: bool = False


class Sources(Struct, frozen=True):
    """What is known of the sources: what they said before, and what a namespace is called."""

    said: Mapping[str, Said]
    titles: Mapping[str, str]
    today: PartialDate


@dataclass
class Draft:
    """Somebody whom rows are about, and the contact that these make of them."""

    person: Person
    rows: list[Row] = field(default_factory=list)
    is_mentioned: bool = False  # among the others of a row that brings people
    drawn: Contact | None = None
    is_exported: bool = False  # known by the id that an export of ours wrote
    is_new: bool = False  # they make a contact that wasn't there
    sources: list[str] = field(default_factory=list)

    @cached_property
    def only_known(self) -> bool:
        """Whether the rows bring nobody new."""
        return not self.is_mentioned and all(row.only_known for row in self.rows)

    @cached_property
    def is_ours(self) -> bool:
        """Whether they come from a table of ours, which speaks alone for its columns."""
        return any(row.columns for row in self.rows)

    @cached_property
    def is_whole(self) -> bool:
        """Whether they are a contact of another ledger of ours, brought as it stands."""
        return any(row.is_whole for row in self.rows)


class Contents:
    """Fills contacts, and notes what is news and what every source said."""

    def __init__(
        self, ledger: Ledger, registers: Mapping[str, Register], known: Known, sources: Sources
    ) -> None:
        self.ledger, self.registers, self.known = ledger, registers, known
        self.before, self.sources = sources.said, sources
        self.news: list[News] = []
        self.said: dict[str, Said] = {}
        self.interactions: set[str] = set()  # ids of those that came with whole contacts

    def filled(self, contact: Contact, draft: Draft) -> Contact:
        """Return the contact with what the rows of one person say."""
        drawn, rows, person = draft.drawn, draft.rows, draft.person
        assert drawn is not None
        only_known = draft.only_known
        if draft.is_whole:
            return self._whole(contact, draft, drawn)
        if draft.is_ours and not draft.is_new:
            return spoken(contact, drawn, rows)
        there = joining.said_of(drawn, with_reach=not only_known)
        for row in rows:
            if row.links:
                there = self._linked(there, row, contact)
        if draft.is_new:
            self._remember(draft, there)
            return _with(contact, there) if any(row.links for row in rows) else contact
        said = _first(self.before, draft.sources) if person.was_here else None
        held = contact if said is None else _having_met(contact, rows, said)
        document = to_document(replace(held, interactions=()))  # the most of it, and not renewed
        base = said if person.was_here else Said({})  # who comes first has said nothing before
        renewed = renewal.renewed(document, there, base, self._elsewhere(contact, draft))
        found = held
        if renewed.document != document:
            bare = _contact(contact, renewed.document)
            found = replace(bare, interactions=held.interactions)
        if not (person.was_here or only_known):
            found = joining.with_names(found, drawn)
        elif said is not None and not only_known:
            found, turns = joining.with_new_names(
                found, drawn, said, is_again=_is_again(renewed, there, said)
            )
            self.news += [News(contact, draft.sources[0], turn) for turn in turns]
        if said is not None:
            found = joining.without_settled(found, rows, said)
        found = joining.with_sources(found, drawn.sources)
        found = _with_interactions(found, drawn.interactions)
        found = self._told(found, renewed, draft)
        self._remember(draft, there)
        return contact if found == contact else found

    def _whole(self, contact: Contact, draft: Draft, there: Contact) -> Contact:
        """Return a contact with what another ledger of ours says of it."""
        register = self.registers[draft.rows[0].source]

        def called(reference: str) -> tuple[str, str]:
            person = register.mentioned(Named(reference, reference, reference))
            if person is None:
                return reference, reference
            name = next(iter(person.spellings.values()))
            return ("" if person.contact is None else person.contact.handle), name

        if draft.is_new:
            found = whole.brought(there, contact.handle, called)
        else:
            found = whole.joined(contact, there, called)
        source = f"{draft.person.source}:{there.handle}"
        self.news += [News(contact, source, turn, is_kept=True) for turn in found.kept]
        self.interactions |= found.interactions
        return contact if found.contact == contact else found.contact

    def _told(self, contact: Contact, renewed: renewal.Renewed, draft: Draft) -> Contact:
        """Note what is news; return the contact with a change of job as a note."""
        source = draft.sources[0]
        for turn in renewed.kept:
            self.news.append(News(contact, source, turn, is_kept=True))
        for turn in renewed.news if draft.person.was_here else ():
            self.news.append(News(contact, source, turn))
        told = [
            each
            for each in (renewed.news if draft.person.was_here else ())
            if each.key in _TOLD_AS_NOTES and each.old and each.new
        ]
        return self._noting(contact, source, told) if told else contact

    def _noting(self, contact: Contact, source: str, turns: Sequence[Turn]) -> Contact:
        """Return a contact with one note of a job that changed, company and title together."""
        key = source + "".join(f"#{turn.key}={turn.new}" for turn in turns)
        if any(each.source == key for each in contact.interactions):
            return contact
        namespace = source.partition(":")[0]
        title = self.sources.titles.get(namespace, namespace)
        told = ", ".join(f"{turn.old} → {turn.new}" for turn in turns)
        note = f"{told} ({title})"
        return contact.logging(
            Interaction(
                on=self.sources.today, kind=NOTE_KIND, note=note, source=key, id=ids.from_text(key)
            )
        )

    def _elsewhere(self, contact: Contact, draft: Draft) -> list[dict[str, Any]]:
        others = [each for each in contact.sources if each not in draft.sources]
        return [self.before[each].now for each in others if each in self.before]

    def _remember(self, draft: Draft, there: Mapping[str, Any]) -> None:
        """Keep what a source says; what it doesn't mention this time it said before."""
        sources = draft.sources
        assert draft.drawn is not None
        if not draft.is_exported and not set(sources) & set(draft.drawn.sources):
            return  # a format of our own, which is no source
        said = self.said.get(sources[0]) or _first(self.before, sources)
        spoken_of = {} if draft.only_known else joining.names_said(draft.drawn)
        plain = {**to_plain(dict(there)), **spoken_of}
        now = plain if said is None else {**said.now, **plain}
        if said is None:
            self.said[sources[0]] = Said(now)
        elif now != said.now:
            self.said[sources[0]] = Said(now, said.versions[:_MOST_VERSIONS])
        else:
            self.said[sources[0]] = said

    def _linked(self, there: dict[str, Any], row: Row, contact: Contact) -> dict[str, Any]:
        """Return what is said of somebody with a row's links to others."""
        found = dict(there)
        for link in row.links:
            handle = self._handle(row, link)
            if link.kind == THROUGH:
                found["met"] = {**found.get("met", {}), "through": handle or link.to.name}
                continue
            block = {"kind": link.kind, **({"who": handle} if handle else {"name": link.to.name})}
            if not self._is_here(block, contact):
                found["relationships"] = [*found.get("relationships", []), block]
        return found

    def _is_here(self, block: dict[str, str], contact: Contact) -> bool:
        """Return whether a contact has a relationship, told by handle, with this plain name."""
        if "name" not in block:
            return False
        wanted = fold(block["kind"]), fold(block["name"])
        return any(
            each.who and wanted == (fold(each.kind), fold(self._name(each.who)))
            for each in contact.relationships
        )

    def _name(self, reference: str) -> str:
        found = self.ledger.contacts.get(reference)
        return reference if found is None else found.name

    def _handle(self, row: Row, link: Link) -> str:
        """Return the handle of somebody whom a link means, "" for who isn't here."""
        person = self.registers[row.source].mentioned(link.to)
        if person is not None and person.contact is not None:
            return person.contact.handle
        known = self.known.by_source([f"{row.source}:{link.to.key}"]) if link.to.key else None
        return "" if known is None else known.handle


def spoken(contact: Contact, drawn: Contact, rows: Sequence[Row]) -> Contact:
    """Return a contact as a table of ours has it: its cells are the truth, also the empty ones.

    Only an empty ``added`` clears nothing: a new row has none, and got its day here.
    """
    document, there = to_document(contact), to_document(drawn)
    for key in sorted({key for row in rows for key in row.columns} - {"id", "handle"}):
        table, _, inner = key.rpartition(".")
        if not table:
            if key != "added" or key in there:
                _put(document, key, there.get(key))
            continue
        held = dict(document.get(table) or {})
        _put(held, inner, (there.get(table) or {}).get(inner))
        _put(document, table, held or None)
    return _contact(contact, document)


def _having_met(contact: Contact, rows: Sequence[Row], said: Said) -> Contact:
    """Return a contact whose meetings that a source had planned are done, where they were held."""
    planned = {each.get("id") for each in said.now.get("reminders", ()) if each.get("id")}
    days = {row.interaction.on for row in rows if row.interaction is not None}

    def kept(one: Reminder) -> Reminder:
        has_been = one.meet and one.is_open and one.id in planned and one.on in days
        return replace(one, done=Ended(over=True, on=one.on)) if has_been else one

    reminders = tuple(kept(each) for each in contact.reminders)
    return contact if reminders == contact.reminders else replace(contact, reminders=reminders)


def _with_interactions(contact: Contact, more: Sequence[Interaction]) -> Contact:
    """Return a contact with the interactions of an export of ours that it hasn't."""
    if not more:
        return contact
    known = set(ids.of_interactions(contact))
    found = zip(ids.of_interactions(replace(contact, interactions=tuple(more))), more, strict=True)
    for key, one in found:
        if key not in known:
            contact = contact.logging(one)
    return contact


def _is_again(renewed: renewal.Renewed, there: Mapping[str, Any], said: Said) -> bool:
    """Return whether a source says what it did the last time and it is news: after an `undo`."""
    return bool(renewed.news) and {**said.now, **to_plain(dict(there))} == said.now


def _put(table: dict[str, Any], key: str, value: object) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = alike.kept(key, table.get(key), value)


def _with(contact: Contact, there: Mapping[str, Any]) -> Contact:
    return _contact(contact, {**to_document(contact), **there})


def _contact(contact: Contact, document: dict[str, Any]) -> Contact:
    return to_contact(document, contact.handle)


def _first(said: Mapping[str, Said], sources: Sequence[str]) -> Said | None:
    return next((said[each] for each in sources if each in said), None)
