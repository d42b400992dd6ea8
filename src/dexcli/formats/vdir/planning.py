"""What a run does: who is paired with which card, what both are to say, and what is told."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from dexcli.core import names
from dexcli.core.contact import Conflict, Contact
from dexcli.core.ledger import Ledger
from dexcli.core.merging import canonical
from dexcli.formats.vcard import editing, kept, meanings, ours, writing
from dexcli.formats.vdir import meeting, papers, shapes
from dexcli.formats.vdir.meeting import Seen
from dexcli.formats.vdir.papers import Paper, Papers, Trouble
from dexcli.formats.vdir.shapes import Shape

SUFFIX = ".vcf"
_SAFE = re.compile(r"[A-Za-z0-9][\w.@+-]{0,99}")
_CARD = writing.Terms(own=False)


class Pair(Struct, frozen=True):
    """A card and a contact (by id, else by handle), and what they said when last seen."""

    uid: str
    who: str
    name: str
    file: str
    seen: Seen


class Known(Struct, frozen=True):
    """What is remembered between runs: the pairs, and of what was a pair the side that stays.

    ``gone`` are people whose card was deleted there, ``left`` the UIDs of people
    who were removed here.
    """

    pairs: list[Pair] = []
    gone: list[str] = []
    left: list[str] = []


class Unpaired(Struct, frozen=True):
    """A pair of which one side is gone: who, and whether it is the card."""

    name: str
    is_card: bool


class Plan(Struct):
    """What is to be written on both sides, and what is told."""

    contacts: dict[str, Contact] = field(default_factory=dict)
    cards: dict[str, bytes] = field(default_factory=dict)  # by file, changed and new
    pushed: list[str] = field(default_factory=list)
    pairs: dict[str, Pair] = field(default_factory=dict)  # by UID
    gone: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    unpaired: list[Unpaired] = field(default_factory=list)
    conflicts: list[tuple[Contact, Conflict]] = field(default_factory=list)
    strangers: list[Paper] = field(default_factory=list)
    away: int = 0  # cards of people who were removed here
    stayed: int = 0  # whom `push` meant, and whose card was deleted there
    troubles: list[Trouble] = field(default_factory=list)


def remembered(result: Plan, known: Known, unwritten: Iterable[str]) -> Known:
    """Return what the next run is to know; of files that weren't written, what it knew before."""
    failed = set(unwritten)
    before = {each.uid: each for each in known.pairs}
    pairs = (
        before.get(each.uid) if each.file in failed else each for each in result.pairs.values()
    )
    return Known(
        [each for each in pairs if each is not None], sorted(result.gone), sorted(result.left)
    )


def who_of(contact: Contact) -> str:
    """Return what a pair knows a contact by: the id, which a rename leaves."""
    return contact.id or contact.handle


def losses(ledger: Ledger, found: Papers, known: Known) -> tuple[int, int]:
    """Return how many pairs have lost their contact, and how many their card."""
    people = _by_who(ledger)
    blocked = _blocked(found)
    here = sum(_find(each.who, people, ledger) is None for each in known.pairs)
    there = sum(each.uid not in found.by_uid and each.uid not in blocked for each in known.pairs)
    return here, there


class Asked(Struct, frozen=True, kw_only=True):
    """What a run is asked for.

    ``pulled`` are the handles of those whose card has just come in, by UID. Where
    not every contact's file could be read (not ``is_all_read``), a missing
    contact proves nothing. With ``again`` a card that was deleted there is made anew.
    """

    push: tuple[Contact, ...] = ()
    pulled: Mapping[str, str] = {}
    again: bool = False
    is_all_read: bool = True


def plan(ledger: Ledger, found: Papers, known: Known, asked: Asked) -> Plan:
    """Return what a run does."""
    return _Planner(ledger, found, known, asked).plan()


class _Planner:
    """Builds one plan; each method one step of it."""

    def __init__(self, ledger: Ledger, found: Papers, known: Known, asked: Asked) -> None:
        self.ledger, self.found, self.known, self.asked = ledger, found, known, asked
        self.people, self.blocked = _by_who(ledger), _blocked(found)
        self.result = Plan(
            gone=set(known.gone), left=set(known.left), troubles=list(found.troubles)
        )

    def plan(self) -> Plan:
        for pair in self.known.pairs:
            self._pair_again(pair)
        self._pair_new()
        self._push()
        return self.result

    def _pair_again(self, pair: Pair) -> None:
        result = self.result
        contact = _find(pair.who, self.people, self.ledger)
        paper = self.found.by_uid.get(pair.uid)
        is_doubtful = contact is None and paper is not None and not self.asked.is_all_read
        if pair.uid in self.blocked or is_doubtful:
            result.pairs[pair.uid] = pair
        elif contact is not None and paper is not None:
            self._meet(contact, paper, pair.seen)
        elif contact is not None:
            result.unpaired.append(Unpaired(contact.name, is_card=True))
            result.gone.add(who_of(contact))
        elif paper is not None:
            result.unpaired.append(Unpaired(pair.name, is_card=False))
            result.left.add(pair.uid)

    def _pair_new(self) -> None:
        """Pair the cards that a contact came with, or that have just come in."""
        taken = {pair.who for pair in self.result.pairs.values()}
        by_key = {key: each for each in self.ledger for key in _keys(each)}
        for uid, paper in self.found.by_uid.items():
            if uid in self.result.pairs:
                continue
            contact = self.ledger.contacts.get(self.asked.pulled.get(uid, "")) or by_key.get(uid)
            if contact is None and uid in self.result.left and not self.asked.again:
                self.result.away += 1
                continue
            if contact is None or who_of(contact) in taken:
                self.result.strangers.append(paper)
                continue
            self.result.left.discard(uid)
            taken.add(who_of(contact))
            self.result.gone.discard(who_of(contact))
            self._meet(contact, paper, Seen())

    def _push(self) -> None:
        result = self.result
        paired = {pair.who for pair in result.pairs.values()}
        uids = {*self.found.by_uid, *self.blocked}
        files = {each.file.casefold() for each in self.found.by_uid.values()}
        files |= {each.file.casefold() for each in self.found.troubles}
        for contact in self.asked.push:
            who, uid = who_of(contact), meanings.card_key(ours.uid_of(contact))
            if who in paired or uid in uids:
                continue
            if who in result.gone and not self.asked.again:
                result.stayed += 1
                continue
            base = uid if _SAFE.fullmatch(uid) else names.stem(contact.name)
            stem = names.free_handle(base, lambda each: f"{each}{SUFFIX}".casefold() in files)
            files.add(f"{stem}{SUFFIX}".casefold())
            uids.add(uid)
            self._make(contact, uid, f"{stem}{SUFFIX}")

    def _make(self, contact: Contact, uid: str, file: str) -> None:
        """Make a card for somebody who has none."""
        raw = writing.card(contact, self.ledger, _CARD)
        made = papers.paper(file, raw, self.found.known)
        assert isinstance(made, Paper), "our own card"
        self.result.cards[file] = raw
        self.result.pushed.append(contact.name)
        self.result.gone.discard(who_of(contact))
        seen = Seen(shapes.of_contact(contact, self.ledger), made.shape)
        self.result.pairs[uid] = Pair(uid, who_of(contact), contact.name, file, seen)

    def _meet(self, contact: Contact, paper: Paper, seen: Seen) -> None:
        """Let a contact and its card learn of each other."""
        result, ledger = self.result, self.ledger
        here = shapes.of_contact(contact, ledger)
        waiting = {each.path for each in contact.conflicts}
        met = meeting.met(seen, here, paper.shape, open_=waiting)
        changed = _disputing(shapes.onto(contact, here, met.here, ledger), met.conflicts)
        after = self._edited(paper, met.there)
        if after.raw != paper.raw or changed != contact:
            changed = kept.as_on(after.card, changed, ledger, self.found.known)
        if after.raw != paper.raw:
            result.cards[paper.file] = after.raw
        if changed != contact:
            result.contacts[contact.handle] = changed
        result.conflicts += [(contact, each) for each in met.conflicts]
        disputed = {path for path in seen.disputed if path in waiting}
        disputed |= {each.path for each in met.conflicts}
        told = Seen(shapes.of_contact(changed, ledger), after.shape, tuple(sorted(disputed)))
        result.pairs[paper.uid] = Pair(paper.uid, who_of(contact), changed.name, paper.file, told)

    def _edited(self, paper: Paper, wanted: Shape) -> Paper:
        """Return a card that says this, read back; the old one where that would harm it."""
        if shapes.same(wanted, paper.shape):
            return paper
        values = shapes.values_in(paper.shape), shapes.values_in(wanted)
        name = wanted.get("name", "")
        renamed = name if name != paper.shape.get("name") else ""
        raw = editing.edited(paper.raw, paper.card, renamed, *values)
        after = papers.paper(paper.file, raw, self.found.known)
        if isinstance(after, Paper) and after.uid == paper.uid:
            return after
        trouble = Trouble(paper.file, "can't be changed without harm; change it there", paper.uid)
        self.result.troubles.append(trouble)
        return paper


def _disputing(contact: Contact, found: Iterable[Conflict]) -> Contact:
    """Return a contact in whose file these contradictions wait; of one path, all values."""
    waiting = {each.path: each for each in contact.conflicts}
    for each in found:
        old = waiting.get(each.path)
        values: dict[str, Any] = {
            canonical.of(v): v for v in (*(old.values if old else ()), *each.values)
        }
        waiting[each.path] = replace(
            old or each, values=tuple(values[key] for key in sorted(values))
        )
    return replace(contact, conflicts=tuple(waiting.values()))


def _keys(contact: Contact) -> set[str]:
    given = (
        each.removeprefix(ours.SOURCE) for each in contact.sources if each.startswith(ours.SOURCE)
    )
    return {meanings.card_key(ours.uid_of(contact)), *given}


def _by_who(ledger: Ledger) -> dict[str, Contact]:
    return {who_of(each): each for each in ledger}


def _find(who: str, people: Mapping[str, Contact], ledger: Ledger) -> Contact | None:
    return people.get(who) or ledger.resolve(who)


def _blocked(found: Papers) -> set[str]:
    return {each.uid for each in found.troubles if each.uid}
