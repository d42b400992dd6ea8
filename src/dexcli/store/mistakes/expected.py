"""What a key of a contact's file takes and what its blocks are called, in a person's words."""

import types
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, get_args

import msgspec
from msgspec import Struct

from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Ended
from dexcli.core.dates import PartialDate
from dexcli.core.document import BLOCKS, Path
from dexcli.store.mistakes import meant
from dexcli.store.mistakes.meant import quoted, shortened, visible


class Kind(StrEnum):
    """What a key takes, in words."""

    TEXT = "a text in quotes"
    LIST = "a list"
    DAY = "a day"
    ENDED = "true, false or a day"
    CADENCE = "a cadence in quotes"
    FLAG = "true or false"
    TABLE = "a table"
    BLOCKS = "blocks"
    OWN = "a value"


_EXAMPLES = {
    "name": '"Ada Lovelace"', "aka": '["Ada"]', "tags": '["friend"]', "cadence": '"3 weeks"',
    "birthday": '1815-12-10 or "12-10"', "emails": '["ada@example.org"]',
    "phones": '["+44 20 7946 0958"]', "addresses": '["12 St James\'s Square, London"]',
    "accounts": '{ github = "ada" }', "org": '"Analytical Engines"', "title": '"Programmer"',
    "city": '"Paris"', "interests": '["poetry"]', "met": '{ at = "a party" }', "notes": '"Tea."',
    "died": "2026-01-05", "was": '["ada-byron"]',
    "distinct": '["ada-king"]', "snoozed": "{ until = 2026-12-24 }",
    "added": "2026-11-02", "sources": '["linkedin:ada"]', "on": "2026-11-20",
    "until": "2026-11-22", "since": "2026-11-21", "born": "2021", "given": "2026-12-10",
    "received": "2026-12-10", "done": "2026-12-01", "with": '["charles-babbage"]',
    "kind": '"coffee"', "note": '"Talked about chess."', "idea": '"a book"',
    "label": '"wedding anniversary"', "who": '"charles-babbage"', "at": '"a party"',
    "through": '"mary-somerville"', "for": '"birthday"', "budget": '"30 €"', "by": '"me"',
    "place": '"Café Central"', "occasion": '"Julie\'s wedding"', "source": '"letters:L0001"',
    "id": '"k7m2x9q4c1"',
}  # fmt: skip
_KINDS: dict[object, Kind] = {
    str: Kind.TEXT,
    bool: Kind.FLAG,
    date: Kind.DAY,
    PartialDate: Kind.DAY,
    Ended: Kind.ENDED,
    Cadence: Kind.CADENCE,
    tuple[str, ...]: Kind.LIST,
    dict[str, str]: Kind.TABLE,
}
_CALLED = {
    "relationships": ("relationship", "kind"),
    "dates": ("date", "label"),
    "gifts": ("gift", "idea"),
    "reminders": ("reminder", "note"),
    "conflicts": ("conflict", "kind"),
    "interactions": ("meeting", "on"),
}

_INSIDE: dict[Path, str] = {("met",): "at", ("snoozed",): "until"}


def kind_of(path: Path) -> Kind:
    """Return what the key at ``path`` takes; `OWN` for one that isn't ours."""
    annotation: Any = Contact
    for step in path:
        annotation = _below(annotation, step)
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return _KINDS.get(annotation, Kind.TABLE)
    if annotation in _KINDS:
        return _KINDS[annotation]
    return Kind.BLOCKS if get_args(annotation) else Kind.OWN


def wanted(path: Path) -> str:
    """Return in words what the key at ``path`` takes: ``a list such as ["friend"]``."""
    kind, key = kind_of(path), key_of(path)
    if kind is Kind.BLOCKS:
        return f"blocks that begin with [[{key}]]"
    example = example_of(path)
    return f"{kind} such as {example}" if example and kind is not Kind.FLAG else str(kind)


def written(path: Path, typed: str) -> tuple[str, ...]:
    """Return the values that somebody who typed this for a key may have meant; () for none."""
    return _WRITTEN[kind_of(path)](typed, path)


def example_of(path: Path) -> str:
    """Return a value that the key may have, as TOML; "" where any would do."""
    if len(path) > 1 and path[0] == "accounts":
        return '"ada"'
    return "" if kind_of(path) is Kind.OWN else _EXAMPLES.get(key_of(path), "")


def key_of(path: Path) -> str:
    """Return the last key of a path: ``tags`` for the second of the tags."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def block_name(table: str, number: int, block: Mapping[str, object]) -> str:
    """Return what a person calls a block: ``the meeting of 2026-11-20``; ``number`` is from 0."""
    if table not in BLOCKS:
        return repr(table)
    called, title = _CALLED[table]
    match block.get(title):
        case str() as text if table != "interactions" and text:
            return f"the {called} {quoted(shortened(text))}"
        case None | "":
            return f"{called} no. {number + 1}"
        case value:
            return f"the {called} of {shortened(visible(str(value)))}"


def _a_list(typed: str, path: Path) -> tuple[str, ...]:
    return meant.a_list(typed, split=key_of(path) != "addresses")


def _own(typed: str, path: Path) -> tuple[str, ...]:
    del path
    return meant.a_list(typed) if typed.startswith("[") else meant.a_text(typed)


def _wrapped(typed: str, path: Path) -> tuple[str, ...]:
    """Return the table that was meant by its most important value alone."""
    if path not in _INSIDE or typed[:1] in {"", "{", "["}:
        return ()
    key = _INSIDE[path]
    return tuple(f"{{ {key} = {value} }}" for value in written((*path, key), typed))


_WRITTEN: dict[Kind, Callable[[str, Path], tuple[str, ...]]] = {
    Kind.TEXT: lambda typed, _: meant.a_text(typed),
    Kind.LIST: _a_list,
    Kind.DAY: meant.a_day,
    Kind.ENDED: lambda typed, path: meant.a_flag(typed) or meant.a_day(typed, path),
    Kind.CADENCE: lambda typed, _: meant.a_cadence(typed),
    Kind.FLAG: lambda typed, _: meant.a_flag(typed) or ("true", "false"),
    Kind.TABLE: _wrapped,
    Kind.BLOCKS: _wrapped,
    Kind.OWN: _own,
}


def _below(annotation: Any, step: str | int) -> Any:  # noqa: ANN401 - annotations
    if isinstance(step, int):
        return next(iter(get_args(annotation)), None)
    if not (isinstance(annotation, type) and issubclass(annotation, Struct)):
        return next(iter(get_args(annotation)[1:]), None)
    for field in msgspec.structs.fields(annotation):
        if field.encode_name == step and field.name not in {"extra", "handle"}:
            return _without_none(field.type)
    return None


def _without_none(annotation: Any) -> Any:  # noqa: ANN401 - annotations
    if not isinstance(annotation, types.UnionType):
        return annotation
    return next(part for part in get_args(annotation) if part is not types.NoneType)
