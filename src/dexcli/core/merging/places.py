"""Under which name each person of two merged ledgers goes on, and who follows."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from dexcli.core import names
from dexcli.core.merging import canonical
from dexcli.core.merging.persons import Files, Person, Strand
from dexcli.core.merging.versions import SUFFIX, Version, handle_of

_LAST = "~"  # behind every id


class Follow(Struct, frozen=True):
    """What a mention of a handle is now: another handle, or where nobody is left, a plain name."""

    to: str
    is_name: bool = False


class Place(Struct, frozen=True):
    """One person's file in the merged ledger; ``was`` is what nobody is called any more.

    These are handles that only one side knew, and of several who are one now
    all their handles and ids. Several they were in the base, or on either side
    alone: into whom both merged the same third person.

    ``asked`` is the file that they would have, were nobody else there.
    """

    person: Person
    file: str
    asked: str
    was: frozenset[str] = frozenset()
    is_of_several: bool = False


class Placed(Struct, frozen=True):
    """Everybody who goes on, who is gone, and what mentions on either side are now."""

    places: tuple[Place, ...]
    gone: tuple[Person, ...]
    follows: tuple[Mapping[str, Follow], Mapping[str, Follow]]


def placed(
    persons: Iterable[Person], base: Files, first: Files, second: Files, taken: Collection[str]
) -> Placed:
    """Return where everybody stands; of two who want one name, the larger id gets a suffix.

    Args:
        persons: Everybody whose files may be another's by name.
        base: What both began as.
        first: One side.
        second: The other one.
        taken: The names of all files of all three, also of those not looked at.
    """
    everybody = list(persons)
    gone = tuple(each for each in everybody if _is_gone(each, base, (first, second)))
    alive = [each for each in everybody if each not in gone]
    asked = [(each, _asked(each, base, (first, second))) for each in alive]
    asked.sort(key=lambda pair: _rank(pair[0], pair[1], (first, second)))
    places = _given(asked, taken)
    live = {each.file for each in places}
    return Placed(
        tuple(
            _with_earlier(_sorted_out(each, base, (first, second)), base, (first, second), live)
            for each in places
        ),
        gone,
        (_follows(1, first, places, gone), _follows(2, second, places, gone)),
    )


def _is_gone(person: Person, base: Files, sides: Sequence[Files]) -> bool:
    """Return whether one side removed this person, and the other left them as they were."""
    for strand in person.strands:
        there = [
            side[name] for side, name in zip(sides, strand.sides, strict=True) if name is not None
        ]
        if len(there) > 1 or (
            there and (strand.base is None or there[0].raw != base[strand.base].raw)
        ):
            return False
    return True


def _asked(person: Person, base: Files, sides: Sequence[Files]) -> str:
    """Return the file that a person would have: a new name, of two the one of the larger `name`.

    That is the `name` which stands where both sides gave another one. Whoever was
    merged into another has that one's, whatever they are called elsewhere.
    """
    staying = _staying(person, base, sides)
    left = {
        strand.base
        for strand in person.strands
        for image in strand.sides
        if image is not None and image != strand.base
    }
    spoken: dict[str, str] = {}
    for number, side in enumerate(sides, start=1):
        for each in person.on(number):
            if not staying or each in staying:
                spoken[each] = max(spoken.get(each, ""), canonical.of(side[each].name))
    there = [each for each in spoken if each not in left] or list(spoken)
    largest = max(spoken[each] for each in there)
    return min((each for each in there if spoken[each] == largest), key=handle_of)


def _staying(person: Person, base: Files, sides: Sequence[Files]) -> set[str]:
    """Return the files of those into whom others were merged and who weren't merged themselves."""
    kept: set[str] = set()
    merged: set[str] = set()
    for number, side in enumerate(sides, start=1):
        own = _own_bases(person, number, base, side)
        there = {
            each.base: each.sides[number - 1]
            for each in person.strands
            if each.base is not None and each.sides[number - 1] is not None
        }
        gone = there.keys() - own.keys()
        merged |= gone
        kept |= {old for old, file in own.items() if file in {there[each] for each in gone}}
    stays = (kept - merged) or kept
    return {file for each in person.strands if each.base in stays for file in each.sides if file}


def _rank(person: Person, asked: str, sides: Sequence[Files]) -> tuple[bool, str, str, list[bytes]]:
    """Return who comes first where several want one name: who had it, then the smaller id."""
    versions: list[Version] = [
        side[each] for number, side in enumerate(sides, start=1) for each in person.on(number)
    ]
    return (
        asked not in person.base,
        min((each.id for each in versions if each.id), default=_LAST),
        min(each.name for each in versions),
        sorted(each.raw for each in versions),
    )


def _given(asked: Iterable[tuple[Person, str]], taken: Collection[str]) -> list[Place]:
    """Return who gets which name; nobody gets one that was anybody else's, if asked for or not."""
    wanted = list(asked)
    places: list[Place] = []
    used: set[str] = set()
    waiting: list[tuple[Person, str]] = []
    for person, name in wanted:
        if (key := names.clash_key(name)) in used:
            waiting.append((person, name))
            continue
        used.add(key)
        places.append(Place(person, name, name))
    for person, name in waiting:
        own = sorted(person.on(1) | person.on(2) | person.base)
        free = [each for each in own if names.clash_key(each) not in used]
        others = {names.clash_key(each) for each in taken if each not in own}
        file = next(iter(free), None) or _suffixed(name, others | used)
        used.add(names.clash_key(file))
        places.append(Place(person, file, name))
    return places


def _suffixed(name: str, taken: Collection[str]) -> str:
    def is_taken(handle: str) -> bool:
        return names.clash_key(f"{handle}{SUFFIX}") in taken

    return f"{names.free_handle(handle_of(name), is_taken)}{SUFFIX}"


def _sorted_out(place: Place, base: Files, sides: Sequence[Files]) -> Place:
    """Return the place with each file beside the one that it goes on from, its own first.

    A file into which others were merged goes on from who has its id, else its
    name; the others' bases stand with what the other side has of them.
    """
    person = place.person
    own = [_own_bases(person, number, base, side) for number, side in enumerate(sides, start=1)]
    strands = [Strand(old, own[0].get(old), own[1].get(old)) for old in sorted(person.base)] + [
        each for each in person.strands if each.base is None
    ]

    def key(strand: Strand) -> tuple[int, bool, str, str]:
        return (
            -strand.sides.count(place.file),
            strand.base != place.file,
            strand.base or "",
            str(strand),
        )

    return Place(Person(tuple(sorted(strands, key=key))), place.file, place.asked)


def _own_bases(person: Person, number: int, base: Files, side: Files) -> dict[str, str]:
    """Return which file of the base goes on as which of a side."""
    own: dict[str, str] = {}
    for file in sorted(person.on(number)):
        there = [
            each.base
            for each in person.strands
            if each.base is not None and each.sides[number - 1] == file
        ]
        if there:
            id_ = side[file].id
            own[min(there, key=lambda old: (not id_ or base[old].id != id_, old != file, old))] = (
                file
            )
    return own


def _with_earlier(
    place: Place, base: Files, sides: Sequence[Files], live: Collection[str]
) -> Place:
    """Return the place with what only one side called this person, and nobody is called now.

    Where several are one now, also the names that neither side had changed.
    """
    person = place.person
    called = person.on(1) | person.on(2)
    own = called - person.base - {place.file}
    ids = {base[each].id for each in person.base}
    ids |= {side[each].id for n, side in enumerate(sides, 1) for each in person.on(n)}
    ids -= {""}
    if is_of_several := len(person.base) > 1 or len(ids) > 1:
        said = {
            was
            for n, side in enumerate(sides, 1)
            for each in person.on(n)
            for was in side[each].was
        }
        own |= {each for each in person.base if each not in called and handle_of(each) in said}
        own |= {
            each.base
            for each in person.strands
            if each.base is not None and {each.base} == set(each.sides) - {None}
        } - {place.file}
    was = frozenset({handle_of(each) for each in own if each not in live})
    if is_of_several:
        was |= ids
    return Place(person, place.file, place.asked, was, is_of_several)


def _follows(
    number: int, side: Files, places: Iterable[Place], gone: Iterable[Person]
) -> dict[str, Follow]:
    follows = {
        handle_of(name): Follow(handle_of(place.file))
        for place in places
        for name in place.person.on(number)
        if name != place.file
    }
    for person in gone:
        for name in person.on(number):
            follows[handle_of(name)] = Follow(side[name].name or handle_of(name), is_name=True)
    return follows
