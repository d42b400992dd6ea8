"""Where everybody stands in a picture: the closer to the middle, the stronger the way there.

Each keeps a distance from the middle that follows from their place in that order, so
that the disc is evenly filled, and moves only around it: towards whom they are tied
to, and away from whom they would cover. Nothing is left to chance: the same people and
ties give the same places, and one more of them moves the others little.
"""

import math
import zlib
from collections import defaultdict
from itertools import product

from msgspec import Struct

from dexcli.core.graph import paths
from dexcli.core.graph.building import Graph

STEP = 60.0  # the distance of the first from the middle; the n-th stands at its square root of n
_ROUNDS = 80
_REACH = 1.5 * STEP  # who is nearer than this is pushed away
_PUSH, _PULL = 0.35, 0.06  # of the way in one round
_LONGEST = STEP / 4  # move of one round, which falls to nothing by the last
_SPREAD = 0.5  # radians around whom somebody is tied to, at the start
Place = tuple[float, float]


class Layout(Struct, frozen=True):
    """Everybody's place, and the order in which they stand around the middle."""

    order: tuple[str, ...]
    places: dict[str, Place]


def around(graph: Graph, centre: str) -> Layout:
    """Return where everybody stands around ``centre``, in units of the picture."""
    costs = paths.costs(graph, centre)
    order = sorted(graph.people, key=lambda one: (costs.get(one, math.inf), one))
    radii = {handle: STEP * math.sqrt(rank) for rank, handle in enumerate(order)}
    angles = _first_angles(graph, order)
    pulls = {one: _pulls(graph, one, centre) for one in order}
    for done in range(_ROUNDS):
        places = {one: _at(radii[one], angles[one]) for one in order}
        longest = _LONGEST * (1 - done / _ROUNDS)
        near = _neighbours(places)
        for one in order[1:]:
            wanted = _PUSH * _pushed(places, one, near[one]) + _PULL * _pulled(
                places, one, pulls[one]
            )
            angles[one] += max(-longest, min(longest, wanted)) / radii[one]
    return Layout(tuple(order), {one: _at(radii[one], angles[one]) for one in order})


def _first_angles(graph: Graph, order: list[str]) -> dict[str, float]:
    """Return where each begins: near the strongest of those who stand further inside."""
    angles: dict[str, float] = {}
    rank = {handle: place for place, handle in enumerate(order)}
    for handle in order:
        chance = zlib.crc32(handle.encode("utf-8", "surrogatepass")) / 2**32
        inside = [
            (tie.cost, tie.beyond(handle))
            for tie in graph.around[handle]
            if 0 < rank[tie.beyond(handle)] < rank[handle]
        ]
        if inside:
            angles[handle] = angles[min(inside)[1]] + _SPREAD * (2 * chance - 1)
        else:
            angles[handle] = 2 * math.pi * chance
    return angles


def _pulls(graph: Graph, one: str, centre: str) -> list[tuple[str, float]]:
    """Return by whom somebody is pulled and how much of all pulls each is."""
    ties = [tie for tie in graph.around[one] if centre not in (tie.one, tie.other)]
    whole = math.fsum(tie.strength for tie in ties)
    return [(tie.beyond(one), tie.strength / whole) for tie in ties]


def _pulled(places: dict[str, Place], one: str, pulls: list[tuple[str, float]]) -> float:
    """Return how far along the circle somebody is pulled."""
    return math.fsum(share * _along(places[one], places[other]) for other, share in pulls)


def _pushed(places: dict[str, Place], one: str, near: list[str]) -> float:
    """Return how far along the circle those nearby push somebody away."""
    pushed = []
    for other in near:
        distance = math.dist(places[one], places[other])
        if other == one or distance >= _REACH:
            continue
        along = _along(places[one], places[other])
        aside = along / distance if distance and along else (1 if one < other else -1)
        pushed.append(-aside * (_REACH - distance))
    return math.fsum(pushed)


def _along(place: Place, other: Place) -> float:
    """Return how far the other is along the circle through the first place."""
    radius = math.hypot(*place) or 1.0
    return (place[0] * (other[1] - place[1]) - place[1] * (other[0] - place[0])) / radius


def _neighbours(places: dict[str, Place]) -> dict[str, list[str]]:
    """Return for each who may be in reach: those in the nine squares around."""
    squares: dict[tuple[int, int], list[str]] = defaultdict(list)
    at = {one: (int(x // _REACH), int(y // _REACH)) for one, (x, y) in places.items()}
    for one, square in at.items():
        squares[square].append(one)
    whole = {
        (x, y): [
            each
            for dx, dy in product((-1, 0, 1), repeat=2)
            for each in squares.get((x + dx, y + dy), ())
        ]
        for x, y in list(squares)
    }
    return {one: whole[square] for one, square in at.items()}


def _at(radius: float, angle: float) -> Place:
    return radius * math.cos(angle), radius * math.sin(angle)
