"""Two versions of a whole ledger made one: persons brought together, files merged, none lost.

Pure: bytes come in and bytes go out, and whose side is which says nothing. Only
what changed on both sides, or came or went, is parsed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.core.merging import canonical, persons, places
from dexcli.core.merging.places import Place
from dexcli.core.merging.versions import Version, handle_of
from dexcli.core.settings import OWN_FILE
from dexcli.store import codec, config, earlier, following, merging, namesakes

Ledger = Mapping[str, bytes]  # files by their names: `HANDLE.toml`, `.dexcli/config.toml`
_Versions = Sequence[Ledger]  # the base, and what came of it on either side


class Waiting(Struct, frozen=True, order=True):
    """A conflict of this merge: whose file has it, and at which key."""

    handle: str
    key: str


class MergedLedger(Struct, frozen=True):
    """A merged ledger, and what is to be told of it.

    ``unmerged`` names what both sides changed and what can't be merged, since one
    version is no TOML or of a newer dexcli; in ``files`` it is as ours has it.
    """

    files: dict[str, bytes]
    conflicts: tuple[Waiting, ...] = ()
    told: tuple[str, ...] = ()
    unmerged: tuple[str, ...] = ()


class _Found(Struct):
    files: dict[str, bytes]
    conflicts: set[Waiting] = set()
    told: set[str] = set()
    unmerged: set[str] = set()


def merge_ledgers(base: Ledger, ours: Ledger, theirs: Ledger) -> MergedLedger:
    """Return the ledger with what both sides changed since ``base``, which may be empty.

    The same for both sides, to the byte, except for what is ``unmerged``.
    """
    first, second = sorted((ours, theirs), key=lambda side: sorted(side.items()))
    taken = {each for side in (base, ours, theirs) for each in side}
    open_ = _open(base, first, second)
    found = _Found({})
    if open_:
        first, second = _merge_people((base, first, second), open_, taken, found)
    for name in taken - open_:
        _merge_file(name, (base, first, second), found)
    for name in found.unmerged:
        found.files.pop(name, None)
        if (kept := ours.get(name, theirs.get(name))) is not None:
            found.files[name] = kept
    return MergedLedger(
        dict(sorted(found.files.items())),
        tuple(sorted(found.conflicts)),
        tuple(sorted(found.told)),
        tuple(sorted(found.unmerged)),
    )


def _open(base: Ledger, first: Ledger, second: Ledger) -> set[str]:
    """Return the contacts' files of which the name alone doesn't say whose they are.

    None, where neither side's people can be the other's.
    """
    changed = [
        {each for each in {*base, *side} if base.get(each) != side.get(each) and "/" not in each}
        for side in (first, second)
    ]
    alike = {each for each in changed[0] & changed[1] if first.get(each) == second.get(each)}
    if not (changed[0] - alike and changed[1] - alike):
        return set()
    both = (changed[0] & changed[1]) - alike
    came_or_went = {
        each
        for each in changed[0] | changed[1]
        if not _is_in_all(each, base, first, second) and (each in base or each not in alike)
    }
    return came_or_went | both


def _is_in_all(name: str, *ledgers: Ledger) -> bool:
    return all(name in each for each in ledgers)


def _merge_people(
    versions: _Versions, open_: set[str], taken: set[str], found: _Found
) -> tuple[Ledger, Ledger]:
    """Merge those of whom the name alone says too little, and return both sides as they are then.

    Whoever was merged into another by one side is looked at too, and so ``open_`` grows.
    """
    known = _known(versions, open_)
    everybody = persons.find(*known, open_)
    for person in everybody:
        open_ |= person.base | person.on(1) | person.on(2)
    placed = places.placed(everybody, *known, taken)
    base = versions[0]
    first, second = (
        following.rewritten(side, base, follows)
        for side, follows in zip(versions[1:], placed.follows, strict=True)
    )
    for place in placed.places:
        _merge_person(place, (base, first, second), found)
    _tell(placed.places, found)
    return first, second


def _known(
    versions: _Versions, open_: Iterable[str]
) -> tuple[dict[str, Version], dict[str, Version], dict[str, Version]]:
    """Return what is known of the open files, and where somebody went, of those that changed."""
    base = versions[0]
    wanted = set(open_)
    for side in versions[1:]:
        if any(each not in side for each in base):
            wanted |= {each for each in side if "/" not in each and side[each] != base.get(each)}
    first, second, third = (
        {each: _version(side[each], each) for each in sorted(wanted & side.keys())}
        for side in versions
    )
    return first, second, third


def _version(raw: bytes, name: str) -> Version:
    try:
        return Version.of(raw, codec.parse(codec.decode_text(raw, name), name))
    except UnreadableFileError:
        return Version.of(raw, None)


def _merge_person(place: Place, versions: _Versions, found: _Found) -> None:
    """Merge all files of one person into one."""
    try:
        if place.is_of_several:
            id_ = _version(_person_merged(place, versions, _Found({})), place.file).id
            raw = _person_merged(place, earlier.with_ids(place, versions, id_), found)
            raw = earlier.as_part(raw, place, None)  # who met one of them before may still say so
        else:
            raw = _person_merged(place, versions, found)
        found.files[place.file] = earlier.with_was(raw, place)
        if place.is_of_several:
            found.conflicts.discard(Waiting(handle_of(place.file), "id"))
    except DexcliError:
        for side in versions[:0:-1]:
            for name in place.person.on(1) | place.person.on(2):
                if name in side:
                    found.files[name] = side[name]
                    found.unmerged.add(name)


def _person_merged(place: Place, versions: _Versions, found: _Found) -> bytes:
    """Return what all of a person's files say together."""
    handle, person = handle_of(place.file), place.person
    base, first, second = versions
    if person.base and not (person.on(1) and person.on(2)):
        found.told.add(f"{handle} was removed on one side and changed on the other: kept")
    raw: bytes | None = None
    used: set[tuple[int, str]] = set()
    for strand in person.strands:
        old = None if strand.base is None else base[strand.base]
        there = [
            (number, name, side[name])
            for number, (side, name) in enumerate(
                zip((first, second), strand.sides, strict=True), start=1
            )
            if name is not None and (number, name) not in used
        ]
        used |= {(number, name) for number, name, _ in there}
        apart = raw if raw is not None and not _knows(raw, strand.base, versions) else None
        began = None if raw is None else old  # as what they began who aren't the one who stays
        raw = None if apart is not None else raw
        for _, _, each_side in there:
            is_news = len(person.strands) > 1 and (apart is not None or each_side != old)
            each = earlier.as_part(each_side, place, began) if is_news else each_side
            both = each if raw is None else _merged(old, raw, each, place.file, found)
            is_folded = raw is not None and len(there) == 1
            if raw is None or not (is_folded and _only_reordered(raw, both, place)):
                raw = both
        if apart is not None:
            raw = apart if raw is None else _merged(None, apart, raw, place.file, found)
    assert raw is not None, "who goes on has a file"
    return raw


def _knows(raw: bytes, name: str | None, versions: _Versions) -> bool:
    """Return whether what is merged so far goes on from a file of the base.

    Else that file is no base for it: all that moved would pass for removed.
    """
    if name is None:
        return True
    version, before = _version(raw, name), _version(versions[0][name], name)
    if version.id and before.id:  # the handle says little: somebody else may have had it before
        return before.id in {version.id, *version.was}
    return True


def _only_reordered(one: bytes, other: bytes, place: Place) -> bool:
    """Return whether two versions say the same, but for the order of what they list."""
    raws = (earlier.with_was(raw, place) for raw in (one, other))
    said = (codec.parse(codec.decode_text(raw, place.file), place.file) for raw in raws)
    first, second = ({key: _unordered(each) for key, each in table.items()} for table in said)
    return first == second


def _unordered(value: object) -> list[str]:
    return sorted(map(canonical.of, value if isinstance(value, list) else [value]))


def _merge_file(name: str, versions: _Versions, found: _Found) -> None:
    """Merge what is the same file on both sides."""
    base, first, second = (each.get(name) for each in versions)
    if second in (first, base):
        kept = first
    elif first == base:
        kept = second
    elif first is None or second is None:
        kept = second if first is None else first
        found.told.add(f"{name} was removed on one side and changed on the other: kept")
    elif name == OWN_FILE and any(config.is_newer(each) for each in (first, second)):
        kept = first
        found.unmerged.add(name)
    else:
        try:
            kept = _merged(base, first, second, name, found)
        except DexcliError:
            kept = first
            found.unmerged.add(name)
    if kept is not None:
        found.files[name] = kept


def _merged(base: bytes | None, one: bytes, other: bytes, name: str, found: _Found) -> bytes:
    """Return two versions of a file as one; which is which says nothing."""
    if other in (one, base):
        return one
    if one == base:
        return other
    merged = merging.merge_bytes(base, *sorted((one, other)), name=name)
    for each in merged.conflicts:
        found.conflicts.add(Waiting(handle_of(name), ".".join(each.path)))
    return merged.raw


def _tell(everybody: Iterable[Place], found: _Found) -> None:
    """Say who has another name than either side expects."""
    for place in everybody:
        handle, person = handle_of(place.file), place.person
        if place.file != place.asked:
            found.told.add(namesakes.told(found.files, asked=place.asked, file=place.file))
            continue
        renamed = sorted(map(handle_of, _renamed(person)))
        if len(renamed) > 1 and person.base:
            found.told.add(f"{' and '.join(renamed)} were one person: {handle} now")


def _renamed(person: persons.Person) -> Iterator[str]:
    """Yield what both sides call somebody whom both have renamed."""
    for strand in person.strands:
        one, other = strand.sides
        if one and other and one != other and strand.base not in {one, other}:
            yield from (one, other)
