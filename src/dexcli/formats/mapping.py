"""A map: which column of a table gives which key of a contact or an interaction."""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from dexcli.core.contact import Contact, Interaction, Met
from dexcli.core.document import BLOCKS, keys_of
from dexcli.core.errors import DexcliError

NAME = "name"
WITH = "with"
LAST_FIRST = "last-first"
LISTS = frozenset({"aka", "tags", "emails", "phones", "addresses", "interests"})
DAYS = frozenset({"on", "until", "birthday", "added", "died", "met.on"})
_MET = frozenset(f"met.{key}" for key in keys_of(Met))
_CONTACT = (
    keys_of(Contact)
    - set(BLOCKS)
    - {"id", "was", "distinct", "sources", "met", "snoozed", "accounts"}
) | _MET
_INTERACTION = keys_of(Interaction) - {"id", "source"}
_SECTIONS = {"contact": _CONTACT, "interaction": _INTERACTION}
_ACCOUNTS = "accounts."
_ORDERS = ("dmy", "mdy", "ymd")
_NAME_ORDERS = ("first-last", LAST_FIRST)


class MapError(DexcliError):
    """A map doesn't fit: the message names the key, what was expected and what to do."""


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a value comes from.

    ``column`` is one column or several: for a list all of them, else the first
    that isn't empty, or with ``join`` all of them put together. ``value`` stands
    where no column has one; ``cases`` says what a cell means; ``separator``
    parts a cell into several; ``order`` is how a name stands there.
    """

    column: str | list[str] = []
    value: str | None = None
    separator: str | None = None
    cases: dict[str, str] = {}
    order: Literal["first-last", "last-first"] = "first-last"
    join: str | None = None

    @property
    def columns(self) -> list[str]:
        """The columns, in the order in which they are asked."""
        return _several(self.column)


_Given = str | list[str] | Column


class ImportMap(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole map, as its file has it."""

    source: str
    who: str | list[str] = []
    row: str | list[str] = []
    dates: Literal["dmy", "mdy", "ymd"] | None = None
    contact: dict[str, _Given] = {}
    interaction: dict[str, _Given] = {}

    def contact_columns(self) -> dict[str, Column]:
        """Return what the map says of contacts, by key of the format."""
        return {key: _column(given) for key, given in self.contact.items()}

    def interaction_columns(self) -> dict[str, Column]:
        """Return what the map says of interactions, by key of the format."""
        return {key: _column(given) for key, given in self.interaction.items()}

    @property
    def who_columns(self) -> list[str]:
        """The columns that say whom a row is about, the strongest first."""
        return _several(self.who)

    @property
    def row_columns(self) -> list[str]:
        """The columns that say which row this is."""
        return _several(self.row)

    def all_columns(self) -> frozenset[str]:
        """Return every column that the map speaks of."""
        specs = [*self.contact_columns().values(), *self.interaction_columns().values()]
        return frozenset(
            [*self.who_columns, *self.row_columns, *(c for spec in specs for c in spec.columns)]
        )


def to_map(table: dict[str, Any], name: str) -> ImportMap:
    """Return the map that a parsed TOML file describes.

    Raises:
        MapError: A key or a value makes no sense.
    """
    _check_words(table, name)
    found = msgspec.convert(table, ImportMap)
    if not found.source.strip() or ":" in found.source:
        raise MapError(f'{name}: source: expected a word such as "letters", without a colon')
    if not found.contact:
        raise MapError(f"{name}: expected a [contact] table that says which column is the name")
    if NAME not in found.contact:
        raise MapError(f'{name}: contact: expected a name, such as name = "Full name"')
    if found.interaction and not found.who_columns:
        raise MapError(f'{name}: who: expected whom a row is about, such as who = ["Full name"]')
    if found.interaction and "on" not in found.interaction:
        raise MapError(f'{name}: interaction: expected a day, such as on = "Date"')
    return found


def _check_words(table: dict[str, Any], name: str) -> None:
    """Refuse what is no map, key by key, so that each message names the key as it stands there."""
    if not isinstance(table.get("source"), str):
        raise MapError(f'{name}: source: expected a word such as "letters", without a colon')
    for key, value in table.items():
        if key in _SECTIONS:
            _check_section(key, value, name)
        elif key == "dates":
            _check_choice(value, _ORDERS, f"{name}: dates")
        elif key not in _fields(ImportMap):
            known = ", ".join(_fields(ImportMap))
            raise MapError(f"{name}: {key!r} is no key; expected one of {known}")
        elif not _is_columns(value):
            raise MapError(f'{name}: {key}: expected a column, such as "Name", or a list of them')


def _check_section(section: str, given: object, name: str) -> None:
    if not isinstance(given, dict):
        raise MapError(f"{name}: {section}: expected a table, such as [{section}]")
    known = _SECTIONS[section]
    for key, value in given.items():
        if key not in known and not (section == "contact" and key.startswith(_ACCOUNTS)):
            expected = ", ".join(sorted(known))
            raise MapError(f"{name}: {section}: {key!r} is no key; expected one of {expected}")
        place = f"{name}: {section}: {key}"
        if isinstance(value, dict):
            _check_column(value, place)
            if key in {*LISTS, WITH} and value.get("join"):
                raise MapError(f"{place} takes all its columns; leave out join")
        elif not _is_columns(value):
            raise MapError(f'{place}: expected a column, such as "Date", or a list of them')


def _check_column(given: dict[str, Any], place: str) -> None:
    for word, said in given.items():
        if word not in _fields(Column):
            expected = ", ".join(_fields(Column))
            raise MapError(f"{place}: {word!r} is no key; expected one of {expected}")
        if word == "order":
            _check_choice(said, _NAME_ORDERS, f"{place}: order")
        elif word == "column" and not _is_columns(said):
            raise MapError(f'{place}: column: expected a column, such as "Date", or a list of them')
        elif word == "cases" and not _is_cases(said):
            raise MapError(f'{place}: cases: expected what cells mean, such as {{ x = "yes" }}')
        elif word in {"value", "separator", "join"} and not isinstance(said, str):
            raise MapError(f"{place}: {word}: expected a text in quotes")


def _check_choice(value: object, known: tuple[str, ...], place: str) -> None:
    if value not in known:
        raise MapError(f"{place}: {value!r}; expected one of {', '.join(known)}")


def _is_columns(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return all(isinstance(each, str) for each in texts)


def _is_cases(value: object) -> bool:
    return isinstance(value, dict) and _is_columns(list(value.values()))


def _fields(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(each.encode_name for each in msgspec.structs.fields(kind))


def _several(columns: str | list[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else columns


def missing_columns(wanted: ImportMap, header: tuple[str, ...]) -> list[str]:
    """Return the columns that the map names and the file hasn't."""
    return sorted(wanted.all_columns() - set(header))


def doubled_columns(wanted: ImportMap, header: tuple[str, ...]) -> list[str]:
    """Return the columns that the map names and the file has more than once."""
    return sorted(c for c in wanted.all_columns() if header.count(c) > 1)


def unused_columns(wanted: ImportMap, header: tuple[str, ...]) -> list[str]:
    """Return the columns of the file that the map says nothing of."""
    return [column for column in header if column and column not in wanted.all_columns()]


def _column(given: str | list[str] | Column) -> Column:
    return given if isinstance(given, Column) else Column(column=given)
