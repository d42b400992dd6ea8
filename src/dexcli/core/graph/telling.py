"""What speaks for a tie, and the ways along ties, in words."""

from datetime import date
from typing import Any

from dexcli.core import words
from dexcli.core.dates import PartialDate
from dexcli.core.graph.building import Graph
from dexcli.core.graph.paths import Path
from dexcli.core.graph.ties import Stated, Tie
from dexcli.core.ledger import Ledger

_TIMES = {1: "once", 2: "twice"}
_NEAR = ("today", "yesterday")
HOW_YOU_MET = "you wrote down how you met"
_FAINT = 0.005  # below it two digits would say nothing at all


class Teller:
    """Tells of a graph's people by their names, and of whom it belongs to as "you"."""

    def __init__(self, graph: Graph, ledger: Ledger, *, today: date) -> None:
        self._graph, self._ledger, self._today = graph, ledger, today

    def name(self, handle: str) -> str:
        """Return somebody's name, what differs where two have it; "you" for yourself."""
        return "you" if handle == self._graph.me else self._ledger.name_of(handle)

    def evidence(self, tie: Tie, start: str) -> list[str]:
        """Return what speaks for a tie as seen from ``start``, a clause each."""
        told = [self.stated(each) for each in tie.stated]
        told += [self.introduced(each, tie.beyond(each)) for each in tie.introduced]
        if tie.last is not None:
            told.append(self._together(tie, start, tie.last))
        return told + ([self._acquainted(tie)] if tie.acquainted else [])

    def stated(self, said: Stated) -> str:
        """Return a relationship as a clause: "Charles Babbage is Ada Lovelace's mentor"."""
        whose = "your" if said.of == self._graph.me else f"{self.name(said.of)}'s"
        return f"{self.name(said.who)} {self._is(said.who)} {whose} {said.kind}"

    def introduced(self, new: str, through: str) -> str:
        """Return that somebody became known to you through another."""
        return f"{self.name(through)} introduced you to {self.name(new)}"

    def steps(self, path: Path) -> list[tuple[str, str]]:
        """Return for each step of a way what speaks for it, and how strong its tie is.

        The strength of a single step is that of the way, and isn't told twice.
        """
        pairs = zip(path.handles, path.ties, strict=False)
        return [
            (
                "; ".join(self.evidence(tie, start)),
                strength(tie.strength) if len(path.ties) > 1 else "",
            )
            for start, tie in pairs
        ]

    def way(self, path: Path) -> str:
        """Return a way in a line: "Charles Babbage, through Ada Lovelace"."""
        through = ", then ".join(map(self.name, path.through))
        known = "" if path.handles[0] != self._graph.me else ", whom you know yourself"
        middle = f", through {through}" if through else known
        return f"{self.name(path.target)}{middle}"

    def json(self, path: Path) -> dict[str, Any]:
        """Return a way with the evidence for each step, for a program."""
        steps = zip(path.handles, path.handles[1:], path.ties, strict=False)
        return {
            "handle": path.target,
            "name": self._ledger.name_of(path.target),
            "weight": path.weight,
            "through": list(path.through),
            "steps": [
                {
                    "from": one or None,
                    "to": other or None,
                    "strength": tie.strength,
                    "times": tie.times,
                    "last": None if tie.last is None else str(tie.last),
                    "kinds": list(tie.kinds),
                    "acquainted": tie.acquainted,
                    "evidence": self.evidence(tie, one),
                }
                for one, other, tie in steps
            ],
        }

    def _together(self, tie: Tie, start: str, last: PartialDate) -> str:
        times = _TIMES.get(tie.times, f"{tie.times:,} times")
        when = self._ago(last)
        latest = "the last time" if when in _NEAR else "last"
        when = f", {when}" if tie.times == 1 else f", {latest} {when}"
        if self._graph.me in (tie.one, tie.other):
            return f"you were in touch with {self.name(tie.beyond(self._graph.me))} {times}{when}"
        both = f"{self.name(start)} and {self.name(tie.beyond(start))}"
        return f"{both} were together {times}{when}"

    def _acquainted(self, tie: Tie) -> str:
        """Return what a file says of how you met: "…how you met Ada Lovelace: 2019, a dinner"."""
        handle = tie.beyond(self._graph.me)
        met = self._ledger.contacts[handle].met
        assert met is not None, "or no file would say it"
        through = self._ledger.resolve(met.through) if met.through else None
        by = met.through if through is None else self.name(through.handle)
        told = (str(met.on or ""), met.at, f"through {by}" if by else "")
        return f"{HOW_YOU_MET} {self.name(handle)}: {', '.join(filter(None, told))}"

    def _is(self, handle: str) -> str:
        return "are" if handle == self._graph.me else "is"

    def _ago(self, on: PartialDate) -> str:
        days = (self._today - on.first).days
        if on.full is None:
            return words.day_told(on, today=self._today)
        return _NEAR[days] if days < len(_NEAR) else f"{words.span(days)} ago"


def strength(value: float) -> str:
    """Return a strength as people read it: two digits, and less than that in words."""
    return f"strength {value:.2f}" if value >= _FAINT else "strength under 0.01"
