"""The ties of docs/introductions.md a second time: slow, obvious, and nothing of dexcli in it.

Written from that page, on what `tomllib.loads` returns. Paths are found by trying all of
them up to some number of steps, and the best one once more by Bellman and Ford's rounds.
"""

import itertools
import math
from datetime import date
from typing import Any

Raw = dict[str, Any]
Strengths = dict[frozenset[str], float]
YOU = ""
HALF_LIFE = 5 * 365


def strengths(contacts: dict[str, Raw], today: date) -> Strengths:
    """Return how strong the tie of each two people is; "" is whose ledger it is."""
    there = {handle for handle, raw in contacts.items() if not is_gone(raw)}
    points: dict[frozenset[str], float] = {}

    def give(one: str, other: str, worth: float) -> None:
        pair = frozenset({one, other})
        points[pair] = points.get(pair, 0) + worth

    for on, others in meetings(contacts, today):
        worth = 0.25 * 2 ** (-(today - on).days / HALF_LIFE) / len(others)
        known = [YOU, *sorted(others & there)]
        for place, one in enumerate(known):
            for other in known[place + 1 :]:
                give(one, other, worth)
    for pair in related(contacts, there):
        give(*pair, 1.0)
    for handle in sorted(there):
        met = contacts[handle].get("met", {})
        if met.get("through") in there - {handle}:
            give(handle, met["through"], 0.5)
        if met:
            give(YOU, handle, 0.1)
    return {pair: worth / (worth + 1) for pair, worth in points.items()}


def is_gone(raw: Raw) -> bool:
    return bool(raw.get("archived", False)) or raw.get("died", False) is not False


def meetings(contacts: dict[str, Raw], today: date) -> list[tuple[date, set[str]]]:
    """Return each meeting once: its first day, and everybody whom its copies name."""
    found: dict[str, tuple[date, set[str]]] = {}
    for handle in sorted(contacts):
        for each in contacts[handle].get("interactions", []):
            year, month, day = [*str(each["on"]).split("-"), "1", "1"][:3]
            on = date(int(year), int(month), int(day))
            if on <= today and each.get("kind", "met") not in ("note", "attempt"):
                found.setdefault(each["id"], (on, set()))[1].update([handle, *each.get("with", [])])
    return list(found.values())


def related(contacts: dict[str, Raw], there: set[str]) -> set[tuple[str, str]]:
    """Return the pairs of whom a file states a relationship, each once."""
    pairs = set()
    for handle in there:
        for each in contacts[handle].get("relationships", []):
            if each.get("who") in there - {handle}:
                one, other = sorted([handle, each["who"]])
                pairs.add((one, other))
    return pairs


def cost(ties: Strengths, way: tuple[str, ...]) -> int:
    """Return minus the logarithm of a way's weight, in billionths, step by step."""
    steps = itertools.pairwise(way)
    return sum(round(-math.log(ties[frozenset(step)]) * 10**9) for step in steps)


def weight(ties: Strengths, way: tuple[str, ...]) -> float:
    return math.prod(ties[frozenset(step)] for step in itertools.pairwise(way))


def all_ways(
    ties: Strengths, start: str, target: str, avoid: set[str], most_steps: int
) -> list[tuple[str, ...]]:
    """Return every way that meets nobody twice, however weak, up to so many steps."""
    around: dict[str, set[str]] = {}
    for one, other in (sorted(pair) for pair in ties):
        around.setdefault(one, set()).add(other)
        around.setdefault(other, set()).add(one)
    whole: list[tuple[str, ...]] = []
    begun: list[tuple[str, ...]] = [(start,)]
    for _ in range(most_steps):
        longer = [
            (*way, beyond)
            for way in begun
            for beyond in around.get(way[-1], ())
            if beyond not in way and beyond not in avoid
        ]
        whole += [way for way in longer if way[-1] == target]
        begun = [way for way in longer if way[-1] != target]
    return whole


def best_three(
    ties: Strengths, start: str, target: str, avoid: set[str], most_steps: int
) -> list[tuple[str, ...]]:
    """Return the strongest, none with all the people of a stronger one in it."""
    ways = all_ways(ties, start, target, avoid, most_steps)
    kept: list[tuple[str, ...]] = []
    for way in sorted(ways, key=lambda way: (cost(ties, way), len(way), way)):
        if len(kept) < 3 and not any(set(better) <= set(way) for better in kept):
            kept.append(way)
    return kept


def best_weight(ties: Strengths, start: str, target: str, avoid: set[str]) -> float:
    """Return the weight of the strongest way of any length, 0 where there is none."""
    everybody = {one for pair in ties for one in pair} - avoid
    best = dict.fromkeys(everybody, 0.0) | {start: 1.0}
    for _ in everybody:
        before = dict(best)
        for pair, strength in ties.items():
            one, other = sorted(pair)
            if pair <= everybody | {start}:
                best[one] = max(best[one], best[other] * strength)
                best[other] = max(best[other], best[one] * strength)
        if best == before:
            break
    return best.get(target, 0.0)
