"""Who can introduce whom: the strongest ways along the ties."""

import heapq
import itertools
import math
from collections.abc import Collection, Iterator

from msgspec import Struct

from dexcli.core.graph.building import Graph
from dexcli.core.graph.ties import Tie

MOST = 3
Found = tuple[int, int, tuple[str, ...]]  # the cost, the steps, and who stands on the way


class Path(Struct, frozen=True):
    """A way from somebody to somebody: who stands on it, and the ties between them."""

    handles: tuple[str, ...]
    ties: tuple[Tie, ...]

    @property
    def weight(self) -> float:
        """The strengths of its ties multiplied: a way is weaker than each of its steps."""
        return math.prod(tie.strength for tie in self.ties)

    @property
    def through(self) -> tuple[str, ...]:
        """Who stands between its ends."""
        return self.handles[1:-1]

    @property
    def target(self) -> str:
        """To whom it leads."""
        return self.handles[-1]


def best(
    graph: Graph,
    source: str,
    targets: Collection[str],
    *,
    avoid: Collection[str] = (),
    most: int = MOST,
) -> list[Path]:
    """Return the strongest ways from ``source`` to any of ``targets``, at most so many.

    Equals: the shorter first, then by handles. A way ends at the first target that
    it meets, and none only adds a detour: to one target, none leads through all who
    stand on a stronger one. Who is known directly needs no weaker way.
    """
    blocked = frozenset(avoid)
    ends = frozenset(targets) - {source} - blocked
    waiting = list(_search(graph, source, ends, blocked).values())
    heapq.heapify(waiting)
    found: list[Path] = []
    while waiting and len(found) < most:
        handles = heapq.heappop(waiting)[2]
        found.append(_path(graph, handles))
        earlier = [path.through for path in found if path.target == handles[-1]]
        other = _other(graph, source, handles[-1], blocked | ends - {handles[-1]}, earlier)
        if other is not None:
            heapq.heappush(waiting, other)
    return found


def costs(graph: Graph, source: str) -> dict[str, int]:
    """Return what the best way to everybody costs who can be reached, ``source`` among them."""
    done: dict[str, int] = {}
    edge = [(0, source)]
    while edge:
        cost, here = heapq.heappop(edge)
        if here not in done:
            done[here] = cost
            for tie, beyond in _steps(graph, here):
                if beyond not in done:
                    heapq.heappush(edge, (cost + tie.cost, beyond))
    return done


def _other(
    graph: Graph,
    source: str,
    target: str,
    blocked: frozenset[str],
    earlier: list[tuple[str, ...]],
) -> Found | None:
    """Return the best way that is no detour of an earlier one, or None.

    Such a way leaves out at least one of those on each earlier one: so the best of
    the best ways without one of each. Where an earlier one has nobody to leave out, there is none.
    """
    ways = (
        _search(graph, source, frozenset({target}), blocked | left_out).get(target)
        for left_out in dict.fromkeys(map(frozenset, itertools.product(*earlier)))
    )
    return min((way for way in ways if way is not None), default=None)


def _search(
    graph: Graph, source: str, ends: frozenset[str], blocked: frozenset[str]
) -> dict[str, Found]:
    """Return the best way to each end that can be reached (E. W. Dijkstra, 1959)."""
    if source in blocked:
        return {}
    missing, done = set(ends), set[str]()
    found: dict[str, Found] = {}
    edge: list[Found] = [(0, 0, (source,))]
    while edge and missing:
        cost, steps, handles = heapq.heappop(edge)
        here = handles[-1]
        if here in done:
            continue
        done.add(here)
        if here in ends:
            missing.discard(here)
            found[here] = (cost, steps, handles)
            continue
        for tie, beyond in _steps(graph, here):
            if beyond not in done and beyond not in blocked:
                heapq.heappush(edge, (cost + tie.cost, steps + 1, (*handles, beyond)))
    return found


def _steps(graph: Graph, here: str) -> Iterator[tuple[Tie, str]]:
    return ((tie, tie.beyond(here)) for tie in graph.around[here] if tie.points > 0)


def _path(graph: Graph, handles: tuple[str, ...]) -> Path:
    ties = (graph.tie(one, other) for one, other in itertools.pairwise(handles))
    return Path(handles, tuple(tie for tie in ties if tie is not None))
