"""Between the values of the model and the plain tables that TOML and JSON have."""

import functools
import operator
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

import msgspec
from msgspec import NODEFAULT, Struct

from dexcli.core.cadence import Cadence
from dexcli.core.contact import (
    Conflict,
    Contact,
    Ended,
    Gift,
    Interaction,
    Met,
    Relationship,
    Reminder,
    Snooze,
    YearlyDate,
)
from dexcli.core.dates import PartialDate

BLOCKS: dict[str, type[Struct]] = {
    "relationships": Relationship,
    "dates": YearlyDate,
    "gifts": Gift,
    "reminders": Reminder,
    "conflicts": Conflict,
    "interactions": Interaction,
}
INLINE: dict[str, type[Struct]] = {"met": Met, "snoozed": Snooze}
Path = tuple[str | int, ...]
_IN_MEMORY = frozenset({"extra", "handle"})


@functools.cache
def keys_of(kind: type[Struct]) -> frozenset[str]:
    """Return the keys that a table of this kind has in a file."""
    return frozenset(keys_in_order(kind))


class DocumentError(ValueError):
    """A value in a contact's file makes no sense; ``path`` is where, as keys and indexes."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(problem)
        self.path = path
        self.problem = problem


_NATIVE = frozenset({str, int, bool, date, datetime})  # what stands in a file as it is


@functools.cache
def keys_in_order(kind: type[Struct]) -> tuple[str, ...]:
    """Return the keys of a table of this kind in the order that a new file has."""
    return tuple(f.encode_name for f in msgspec.structs.fields(kind) if f.name not in _IN_MEMORY)


def to_contact(document: dict[str, Any], handle: str) -> Contact:
    """Return the contact that a parsed file describes; unknown keys go to ``extra``.

    Raises:
        DocumentError: A value has the wrong type or makes no sense.
    """
    known = _sorted_out(document, Contact, ())
    for name, kind in BLOCKS.items():
        if isinstance(blocks := known.get(name), list):
            known[name] = [_sorted_out(block, kind, (name, n)) for n, block in enumerate(blocks)]
    for name, kind in INLINE.items():
        if name in known:
            known[name] = _sorted_out(known[name], kind, (name,))
    known["handle"] = handle
    try:
        return msgspec.convert(known, Contact)
    except msgspec.ValidationError as error:
        raise located(str(error)) from None


def to_document(value: Struct) -> dict[str, Any]:
    """Return the table that a file holds for this value: no defaults, dates native."""
    table: dict[str, Any] = {}
    specs = _specs(type(value))
    for (name, key, default), content in zip(specs, _contents(type(value))(value), strict=True):
        if content is default:  # nearly always: no comparison
            continue
        if name == "extra":
            table.update(content)
        elif content != default:
            table[key] = content if type(content) in _NATIVE else to_toml(content)
    return table


def struct_items(value: Struct) -> Iterator[tuple[str, Any]]:
    """Return what a value of the model holds by the key of the file, and `extra` as it is."""
    return zip(_encoded(type(value)), _contents(type(value))(value), strict=True)


def to_toml(value: object) -> Any:  # noqa: ANN401 - a TOML value is one of many types
    """Return what stands in a file for a value of the model."""
    match value:  # the most frequent first
        case tuple() | list():
            return [each if type(each) in _NATIVE else to_toml(each) for each in value]
        case PartialDate() | Ended():
            return value.to_toml()
        case dict():
            return {k: v if type(v) in _NATIVE else to_toml(v) for k, v in value.items()}
        case Cadence():
            return value.text
        case Struct():
            return to_document(value)
        case _:
            return value


def to_plain(value: object) -> Any:  # noqa: ANN401 - a JSON value is one of many types
    """Return a TOML value as JSON has it: dates and times as ISO strings."""
    match value:
        case str():  # nearly always, and asked of every value of an import
            return value
        case list():
            return [each if type(each) is str else to_plain(each) for each in value]
        case dict():
            return {key: v if type(v) is str else to_plain(v) for key, v in value.items()}
        case date() | datetime() | time():
            return value.isoformat()
        case _:
            return value


def _sorted_out(table: object, kind: type[Struct], path: Path) -> Any:  # noqa: ANN401 - whatever is no table is left to msgspec
    if not isinstance(table, dict):
        return table
    known = table.copy()
    for key, read in _READ[kind]:
        if key in known:
            value = known[key]
            if (
                type(value) is date and read is _read_date
            ):  # nearly always: no call, 0.3 s of 10,000
                known[key] = PartialDate(year=value.year, month=value.month, day=value.day)
                continue
            try:
                known[key] = read(value)
            except ValueError as error:
                raise DocumentError((*path, key), str(error)) from None
    if not table.keys() <= (ours := _KEYS[kind]):
        known["extra"] = {key: known.pop(key) for key in table if key not in ours}
    return known


def _read_cadence(value: object) -> Cadence:
    if not isinstance(value, str):
        raise ValueError(f'{value!r} is no cadence; write it in quotes, such as "3 weeks"')
    return Cadence.parse(value)


def _read_sum(value: object) -> object:
    """Return a sum as text, for it may stand there as a number too."""
    return str(value) if type(value) in {int, float} else value


_read_date = PartialDate.from_toml
_READ: dict[type[Struct], tuple[tuple[str, Callable[[object], object]], ...]] = {
    Contact: (
        ("cadence", _read_cadence),
        ("birthday", _read_date),
        ("added", _read_date),
        ("died", Ended.from_toml),
    ),
    Met: (("on", _read_date),),
    Snooze: (),
    Relationship: (("born", _read_date),),
    YearlyDate: (("on", _read_date),),
    Gift: (("budget", _read_sum), ("given", Ended.from_toml), ("received", Ended.from_toml)),
    Reminder: (("on", _read_date), ("done", Ended.from_toml)),
    Conflict: (),
    Interaction: (("on", _read_date), ("until", _read_date)),
}


_KEYS = {kind: keys_of(kind) for kind in _READ}


def located(message: str) -> DocumentError:
    """Return the error that a message of msgspec stands for, with its path."""
    problem, _, place = message.partition(" - at `$")
    steps = re.findall(r"\.([^.\[`]+)|\[(\d+|\.\.\.)\]", place)
    path = tuple(
        int(index) if index.isdigit() else key for key, index in steps if key or index != "..."
    )
    return DocumentError(path, problem)


def to_interaction(table: dict[str, Any]) -> Interaction:
    """Return the interaction that a block describes.

    Raises:
        DocumentError: A value has the wrong type or makes no sense.
    """
    try:
        return msgspec.convert(_sorted_out(table, Interaction, ()), Interaction)
    except msgspec.ValidationError as error:
        raise located(str(error)) from None


@functools.cache
def _specs(kind: type[Struct]) -> tuple[tuple[str, str, object], ...]:
    return tuple(
        (f.name, f.encode_name, _default(f))
        for f in msgspec.structs.fields(kind)
        if f.name != "handle"
    )


@functools.cache
def _encoded(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(key for _, key, _ in _specs(kind))


@functools.cache
def _contents(kind: type[Struct]) -> Callable[[Struct], tuple[Any, ...]]:
    """Return what gets all that a value of this kind holds at once, as `_specs` has it."""
    names = [name for name, _, _ in _specs(kind)]
    one = operator.attrgetter(*names)
    return one if len(names) > 1 else lambda value: (one(value),)


def _default(spec: msgspec.structs.FieldInfo) -> object:
    if spec.default_factory is not NODEFAULT:
        return spec.default_factory()
    return spec.default
