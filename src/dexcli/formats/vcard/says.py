"""What a property says in our format: values of one of our keys, and whether it says more."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dexcli.formats.vcard.cards import Property
from dexcli.formats.vcard.meanings import has_place, means

# Our keys in the order in which a card has them. A value of `dates` is a `Yearly`, of
# `relationships` a `Related`, of `accounts` a kind with its value; all others are texts.
KEYS = ("aka", "emails", "phones", "addresses", "org", "title", "accounts", "birthday",
        "died", "dates", "relationships", "tags", "notes")  # fmt: skip
SCALARS = frozenset({"org", "title", "birthday", "died"})
LABEL = "X-ABLABEL"
_LAST = 101  # behind every PREF, which goes from 1 to 100


class Saying(Struct, frozen=True):
    """A property as values of ``key``, "" where we have none for it.

    ``is_more`` is whether its line says more than the values, so that it must be
    kept to be written again; ``beside`` is the rest of its group, its label first.
    """

    each: Property
    key: str = ""
    values: tuple[Any, ...] = ()
    is_more: bool = False
    beside: tuple[Property, ...] = ()

    @property
    def preference(self) -> int:
        """Where it stands among its like: PREF of 4.0, the TYPE pref of 2.1 and 3.0."""
        if not self.each.params:
            return _LAST
        given = self.each.params.get("PREF", ("",))[:1]
        if given and given[0].isdecimal():
            return min(int(given[0][:4]), _LAST)
        return 1 if "pref" in self.each.types else _LAST


def of(properties: Sequence[Property]) -> list[Saying]:
    """Return what each property says, in order; those beside another stand with it.

    Of what we have one, the preferred is it, and the others say nothing of ours.
    """
    beside = _beside(properties)
    if not beside:
        return _each_once([_said(each, ()) for each in properties])
    told = {id(each) for several in beside.values() for each in several}
    found = [_said(each, beside.get(id(each), ())) for each in properties if id(each) not in told]
    return _each_once(found)


def by_key(sayings: Iterable[Saying]) -> dict[str, list[Saying]]:
    """Return the sayings of each key, the preferred first."""
    found: dict[str, list[Saying]] = {}
    for each in sayings:
        found.setdefault(each.key, []).append(each)
    for key, several in found.items():
        if key and len(several) > 1:
            several.sort(key=lambda each: each.preference)
    return found


def meets(key: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - a value of a key
    """Return whether two values of a key are the same: the same person, the same day."""
    match key:
        case "relationships":
            same = one.name == other.name if not (one.key and other.key) else one.key == other.key
            return bool(one.kind == other.kind and same)
        case "dates":
            return bool((one.label, one.day) == (other.label, other.day))
        case _:
            return bool(one == other)


def _beside(properties: Sequence[Property]) -> dict[int, list[Property]]:
    """Return for the main property of each group the others of it, labels first."""
    groups: dict[str, list[Property]] = {}
    for each in properties:
        if each.group:
            groups.setdefault(each.group.lower(), []).append(each)
    found = {}
    for several in groups.values():
        main = next((each for each in several if has_place(each)), None)
        rest = [each for each in several if not has_place(each)]
        if main is not None and rest:
            found[id(main)] = sorted(rest, key=lambda each: each.name != LABEL)
    return found


def _said(each: Property, beside: Sequence[Property]) -> Saying:
    label = beside[0].value if beside and beside[0].name == LABEL else ""
    said = means(each, label)
    if said is None:
        return Saying(each, beside=tuple(beside))
    key, values, is_more = said
    if not beside:
        return Saying(each, key, values, is_more)
    is_labelled = key in {"dates", "relationships"}  # where the label is a part of the value
    left = [one for one in beside if one.name != LABEL] if is_labelled else beside
    return Saying(each, key, values, is_more or bool(left), tuple(beside))


def _each_once(sayings: list[Saying]) -> list[Saying]:
    taken: set[tuple[str, str]] = set()
    late: set[int] = set()
    sole = [each for each in sayings if each.key in SCALARS or each.key == "accounts"]
    slots = [(each.key, slot) for each in sole for slot in _slots(each)]
    if len(slots) == len(set(slots)):  # nearly always
        return sayings
    for each in sorted(sole, key=lambda each: each.preference):
        wanted = [(each.key, slot) for slot in _slots(each)]
        if not taken.isdisjoint(wanted):
            late.add(id(each))
        taken.update(wanted)
    return [
        replace(each, key="", values=(), is_more=True) if id(each) in late else each
        for each in sayings
    ]


def _slots(each: Saying) -> list[str]:
    if each.key == "accounts":
        return [kind for kind, _ in each.values]
    return [each.key] if each.key in SCALARS else []
