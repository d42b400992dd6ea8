"""The name on a card: the one that is shown, and the one in parts."""

import functools
from collections.abc import Iterator, Sequence

from msgspec import Struct

from dexcli.formats.vcard import text
from dexcli.formats.vcard.cards import Property

NAMES = frozenset({"FN", "N"})
_PARTS = 5  # family, given, middle, prefix, suffix (RFC 6350 §6.2.2)


class Naming(Struct, frozen=True):
    """How a card names its person.

    ``name`` is "" where nothing of it does; ``shown`` is FN where it isn't what
    the parts say, and ``parts`` the property N where it says more than the name.
    ``others`` are further FNs.
    """

    name: str = ""
    shown: str = ""
    parts: Property | None = None
    others: tuple[Property, ...] = ()


def of(properties: Sequence[Property]) -> Naming:
    """Return how these properties name somebody."""
    shown = [each for each in properties if each.name == "FN" and _line(each)]
    shown.sort(key=lambda each: "PREF" not in each.params)  # stable: else the first
    parts = next((each for each in properties if each.name == "N" and composed(each)), None)
    first = _line(shown[0]) if shown else ""
    name = spoken(first, parts)
    is_said = parts is None or composed(parts) == name
    is_usual = parts is None or (_components(parts) == _usual(name) and not parts.params)
    return Naming(
        name,
        "" if not first or (first == name and is_said) else first,
        None if is_usual else parts,
        tuple(shown[1:]),
    )


def spoken(shown: str, parts: Property | None) -> str:
    """Return a name in the order it is spoken: FN, else First Middle Last of the parts.

    An FN that only has the parts in another order ("Lovelace, Ada") is the parts.
    """
    told = composed(parts) if parts is not None else ""
    if not shown:
        return told
    is_turned = "," in shown and sorted(shown.replace(",", " ").split()) == sorted(told.split())
    return told if is_turned else shown


def composed(parts: Property) -> str:
    """Return First Middle Last of the parts, without titles."""
    return _composed(parts.value)


def lines(name: str, shown: str, kept: Sequence[Property]) -> Iterator[str]:
    """Yield the lines that name somebody: those that are kept, while they still say ``name``."""
    parts = next((each for each in kept if each.name == "N"), None)
    is_said = name == (spoken(shown, parts) if shown or parts is not None else "")
    yield f"FN:{text.escaped(shown if is_said and shown else name)}"
    if is_said and parts is not None:
        yield parts.raw
    else:
        yield f"N:{';'.join(map(text.escaped, _usual(name)))}"
    yield from (each.raw for each in kept if each.name == "FN")


def _usual(name: str) -> list[str]:
    *given, last = name.split() or [""]
    return [last, " ".join(given), "", "", ""] if given else ["", last, "", "", ""]


@functools.lru_cache(maxsize=16)
def _composed(value: str) -> str:
    family, given, middle, *_ = _of_value(value)
    return text.one_line(f"{given} {middle} {family}")


def _components(parts: Property) -> list[str]:
    return list(_of_value(parts.value))


@functools.lru_cache(maxsize=16)  # asked several times of one card
def _of_value(value: str) -> tuple[str, ...]:
    """Return the parts, each on one line; several in one ("Philip,Paul") between blanks."""
    if "," not in value and "\\" not in value:  # nearly always
        return (*map(text.one_line, value.split(";")), *[""] * _PARTS)[:_PARTS]
    found = (
        " ".join(filter(None, map(text.one_line, text.parts(each, ",")))) for each in _split(value)
    )
    return (*found, *[""] * _PARTS)[:_PARTS]


def _split(value: str) -> list[str]:
    """Return the parts with their escapes, since a comma separates inside them."""
    if "\\" not in value:
        return value.split(";")
    kept = value.replace("\\\\", "\0").replace("\\;", "\1")
    return [each.replace("\1", "\\;").replace("\0", "\\\\") for each in kept.split(";")]


def _line(each: Property) -> str:
    return text.one_line(text.plain(each.value))
