"""The ties that a ledger knows of: stated, met together, introduced by."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Self

from msgspec import Struct

from dexcli.core.contact import Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.graph.ties import Stated, Tie, faded
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

YOU = ""  # whom the ledger belongs to, where no contact is set as `me`
Pair = tuple[str, str]


class Graph(Struct, frozen=True, dict=True):
    """People by handle and the ties between them; ``me`` is whom the ledger belongs to."""

    me: str
    people: tuple[str, ...]
    ties: dict[Pair, Tie] = {}

    @cached_property
    def around(self) -> dict[str, list[Tie]]:
        """The ties of each, in the order of their pairs."""
        found: dict[str, list[Tie]] = {handle: [] for handle in self.people}
        for tie in self.ties.values():
            found[tie.one].append(tie)
            found[tie.other].append(tie)
        return found

    def tie(self, one: str, other: str) -> Tie | None:
        """Return what there is between two, or None."""
        return self.ties.get(_pair(one, other))

    def within(self, centre: str, depth: int) -> list[str]:
        """Return who is at most so many ties away, ``centre`` among them.

        No way leads through yourself, who know everybody.
        """
        reached, edge = {centre}, [centre]
        for _ in range(depth):
            steps = [each for each in edge if each != self.me or each == centre]
            beyond = {tie.beyond(each) for each in steps for tie in self.around[each]}
            edge = sorted(beyond - reached)
            reached |= beyond
        return [handle for handle in self.people if handle in reached]

    def among(self, handles: set[str]) -> Self:
        """Return the people of these who are there, with the ties between them."""
        kept = {
            pair: tie
            for pair, tie in self.ties.items()
            if tie.one in handles and tie.other in handles
        }
        return type(self)(self.me, tuple(one for one in self.people if one in handles), kept)


def of(ledger: Ledger, settings: Settings, *, today: date) -> Graph:
    """Return the graph of a ledger on a day.

    The archived and the dead are nobody in it. What lies after ``today`` doesn't exist
    yet, and kinds of interaction that don't count for the clock don't count here.
    """
    return _Builder(ledger, settings, today).graph()


class _Meeting(Struct):
    on: PartialDate
    present: set[str]


class _Builder:
    """Reads a ledger once, and keeps what speaks for each tie."""

    def __init__(self, ledger: Ledger, settings: Settings, today: date) -> None:
        self._ledger, self._settings, self._today = ledger, settings, today
        me = ledger.resolve(settings.me) if settings.me else None
        self._me = YOU if me is None else me.handle
        active = [each for each in ledger if each.is_active or each.handle == self._me]
        self._active = {each.handle: each for each in active}
        self._known: dict[str, str] = {}

    def graph(self) -> Graph:
        stated, introduced, acquainted = self._said()
        together = self._together()
        pairs = sorted({*stated, *introduced, *acquainted, *together})
        ties = {pair: _tie(pair, stated, introduced, acquainted, together) for pair in pairs}
        return Graph(self._me, tuple(sorted({self._me, *self._active})), ties)

    def _said(self) -> tuple[dict[Pair, set[Stated]], dict[Pair, set[str]], set[Pair]]:
        """Return what the files state: relationships, who was met through whom, how you met."""
        stated: dict[Pair, set[Stated]] = defaultdict(set)
        introduced: dict[Pair, set[str]] = defaultdict(set)
        acquainted: set[Pair] = set()
        for handle, contact in self._active.items():
            for each in contact.relationships:
                who = self._handle(each.who)
                if self._is_other(who, handle):
                    stated[_pair(handle, who)].add(Stated(handle, each.kind, who))
            met = contact.met
            if met is None or handle == self._me:
                continue
            if met.on or met.at or met.through:
                acquainted.add(_pair(self._me, handle))
            through = self._handle(met.through)
            if self._is_other(through, handle) and through != self._me:
                introduced[_pair(handle, through)].add(handle)
        return stated, introduced, acquainted

    def _together(self) -> dict[Pair, list[tuple[PartialDate, float]]]:
        """Return for each two the days on which they were together, with the points."""
        found: dict[Pair, list[tuple[PartialDate, float]]] = defaultdict(list)
        for meeting in self._meetings():
            others = sorted(meeting.present - {self._me})
            if not others:
                continue
            age = (self._today - meeting.on.first).days
            told = meeting.on, faded(age, len(others))
            there = [self._me, *(each for each in others if each in self._active)]
            for place, one in enumerate(there):
                for other in there[place + 1 :]:
                    found[_pair(one, other)].append(told)
        return found

    def _meetings(self) -> Iterator[_Meeting]:
        """Yield every interaction that counts once, with all whom its copies name."""
        found: dict[object, _Meeting] = {}
        for contact in self._ledger:
            seen: Counter[object] = Counter()
            for one in contact.interactions:
                if one.on.first > self._today or not self._settings.counts(one.kind):
                    continue
                present = {contact.handle, *map(self._handle, one.others)}
                key = one.id or _without_id(one, present, seen)
                found.setdefault(key, _Meeting(one.on, set())).present.update(present)
        yield from found.values()

    def _handle(self, reference: str) -> str:
        """Return the handle that a reference leads to, else the reference itself."""
        if reference not in self._known:
            contact = self._ledger.resolve(reference) if reference else None
            self._known[reference] = reference if contact is None else contact.handle
        return self._known[reference]

    def _is_other(self, handle: str, than: str) -> bool:
        return handle in self._active and handle != than


def _without_id(one: Interaction, present: set[str], seen: "Counter[object]") -> object:
    """Return by what a meeting without an id is the same in the files of all who were there."""
    about = (str(one.on), one.kind, frozenset(present))
    seen[about] += 1
    return (*about, seen[about])


def _tie(
    pair: Pair,
    stated: dict[Pair, set[Stated]],
    introduced: dict[Pair, set[str]],
    acquainted: set[Pair],
    together: dict[Pair, list[tuple[PartialDate, float]]],
) -> Tie:
    times = together.get(pair, [])
    return Tie(
        one=pair[0],
        other=pair[1],
        stated=tuple(sorted(stated.get(pair, ()))),
        times=len(times),
        last=max((on for on, _ in times), key=lambda on: (on.first, str(on)), default=None),
        met=math.fsum(points for _, points in times),
        introduced=tuple(sorted(introduced.get(pair, ()))),
        acquainted=pair in acquainted,
    )


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
