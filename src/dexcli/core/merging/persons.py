"""Who is who in three versions of a ledger: files brought together by person, not by name."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from dexcli.core import ids, names
from dexcli.core.merging.versions import Version, handle_of

Files = Mapping[str, Version]
_Node = tuple[int, str]  # a side (0 the base, 1 and 2 what came of it) and a file's name
_SIDES = (1, 2)


class Strand(Struct, frozen=True):
    """One file of the base and what it is called on both sides; None where there is none."""

    base: str | None
    first: str | None
    second: str | None

    @property
    def sides(self) -> tuple[str | None, str | None]:
        """What it is called on either side."""
        return (self.first, self.second)


class Person(Struct, frozen=True):
    """One person: their files in all three versions."""

    strands: tuple[Strand, ...]

    @property
    def base(self) -> frozenset[str]:
        """The files of the base."""
        return frozenset(each.base for each in self.strands if each.base is not None)

    def on(self, side: int) -> frozenset[str]:
        """Return the files of a side, 1 or 2."""
        found = (each.sides[side - 1] for each in self.strands)
        return frozenset(each for each in found if each is not None)


def find(base: Files, first: Files, second: Files, names_: Iterable[str]) -> list[Person]:
    """Return the persons of these files, and of those into which somebody of them was merged.

    A file is who it was in the base: by name, unless the ids differ; else by id,
    or by an earlier handle or id in `was`, or by the very same text. Two new files are
    one person by their id; without one on some side, by handle and name together.
    """
    sides = (base, first, second)
    moved = [_Moved(base, side) for side in sides]
    links = _Links()
    images: list[dict[str, str | None]] = [{}, {}, {}]
    wanted = sorted(set(names_))  # in one order on every machine
    queue = [each for each in wanted if each in base]
    for old in queue:  # grows by those into whom somebody was merged
        if old in images[1]:
            continue
        links.add((0, old))
        for side in _SIDES:
            images[side][old] = found = moved[side].image(old, base[old])
            if found is not None:
                links.join((0, old), (side, found))
                if found in base:
                    queue.append(found)
    for each in wanted:
        for side in _SIDES:
            if each in sides[side]:
                links.add((side, each))
    _join_new(links, images, first, second, wanted)
    return [_person(group, images) for group in links.groups()]


class _Moved:
    """Where those of the base are on a side that are no longer under their name.

    An earlier handle that stood in `was` in the base tells nothing of who has it
    there: it was free, and somebody else may have taken it since.
    """

    def __init__(self, base: Files, side: Files) -> None:
        self._side = side
        self._by_id: dict[str, str] = {}
        self._by_was: dict[str, str] = {}
        self._by_text: dict[bytes, str] = {}
        long_ago = {version.id: version.was for version in base.values() if version.id}
        for each in sorted(side, reverse=True):  # of several, the first by name stands
            version = side[each]
            if each in base and version.raw == base[each].raw:
                continue
            if version.id:
                self._by_id[version.id] = each
            elif each not in base:
                self._by_text[version.raw] = each
            known = base[each].was if each in base else frozenset()
            new = version.was - known - long_ago.get(version.id, frozenset())
            self._by_was |= dict.fromkeys(new, each)

    def image(self, old: str, before: Version) -> str | None:
        """Return the file that somebody of the base has on this side, None where they are gone."""
        if old in self._side and not self._side[old].is_somebody_else(before):
            return old
        id_ = before.id or ids.of_contact(handle_of(old), before.name)  # as `rename` writes it
        there = (
            self._by_id.get(id_),
            self._by_was.get(id_),
            self._by_was.get(handle_of(old)),  # of whoever had the name, perhaps only later
            self._by_text.get(before.raw),  # moved by hand
        )
        return next(
            (
                each
                for each in there
                if each is not None
                and each != old
                and not self._side[each].is_somebody_else(before)
            ),
            None,
        )


def _join_new(
    links: "_Links",
    images: list[dict[str, str | None]],
    first: Files,
    second: Files,
    wanted: Iterable[str],
) -> None:
    """Join what both sides added about one person."""
    known = [set(each.values()) for each in images]
    mine = [each for each in wanted if each in first]
    by_id = {second[each].id: each for each in wanted if each in second and second[each].id}
    for each in mine:
        if (other := by_id.get(first[each].id)) is not None:
            links.join((1, each), (2, other))
        elif each in second and each not in known[1] and each not in known[2]:
            one, two = first[each], second[each]
            if not (one.id and two.id) and names.same_key(one.name) == names.same_key(two.name):
                links.join((1, each), (2, each))


def _person(group: list[_Node], images: list[dict[str, str | None]]) -> Person:
    strands = [Strand(old, images[1][old], images[2][old]) for side, old in group if side == 0]
    used = {(side, each.sides[side - 1]) for each in strands for side in _SIDES}
    new = [
        sorted(name for which, name in group if which == side and (side, name) not in used)
        for side in _SIDES
    ]
    for place in range(max(map(len, new))):
        pair = (each[place] if place < len(each) else None for each in new)
        strands.append(Strand(None, *pair))
    return Person(tuple(strands))


class _Links:
    """Files of one person, joined pair by pair."""

    def __init__(self) -> None:
        self._above: dict[_Node, _Node] = {}

    def add(self, node: _Node) -> None:
        self._above.setdefault(node, node)

    def join(self, one: _Node, other: _Node) -> None:
        self.add(one)
        self.add(other)
        low, high = sorted((self._top(one), self._top(other)))
        self._above[high] = low

    def groups(self) -> Iterator[list[_Node]]:
        found: dict[_Node, list[_Node]] = {}
        for node in sorted(self._above):
            found.setdefault(self._top(node), []).append(node)
        yield from found.values()

    def _top(self, node: _Node) -> _Node:
        while self._above[node] != node:
            node = self._above[node]
        return node
