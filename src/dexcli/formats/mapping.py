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
    keys_of(Contact) - set(BLOCKS) - {"id", "was", "sources", "met", "snoozed", "accounts"}
) | _MET
_INTERACTION = keys_of(Interaction) - {"id", "source"}
_ACCOUNTS = "accounts."


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
        return [self.column] if isinstance(self.column, str) else self.column


class ImportMap(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole map, as its file has it."""

    source: str
    who: list[str] = []
    row: str | list[str] = []
    dates: Literal["dmy", "mdy", "ymd"] | None = None
    contact: dict[str, str | list[str] | Column] = {}
    interaction: dict[str, str | list[str] | Column] = {}

    def contact_columns(self) -> dict[str, Column]:
        """Return what the map says of contacts, by key of the format."""
        return {key: _column(given) for key, given in self.contact.items()}

    def interaction_columns(self) -> dict[str, Column]:
        """Return what the map says of interactions, by key of the format."""
        return {key: _column(given) for key, given in self.interaction.items()}

    @property
    def row_columns(self) -> list[str]:
        """The columns that say which row this is."""
        return [self.row] if isinstance(self.row, str) else self.row

    def all_columns(self) -> frozenset[str]:
        """Return every column that the map speaks of."""
        specs = [*self.contact_columns().values(), *self.interaction_columns().values()]
        return frozenset(
            [*self.who, *self.row_columns, *(c for spec in specs for c in spec.columns)]
        )


def to_map(table: dict[str, Any], name: str) -> ImportMap:
    """Return the map that a parsed TOML file describes.

    Raises:
        MapError: A key or a value makes no sense.
    """
    try:
        found = msgspec.convert(table, ImportMap)
    except msgspec.ValidationError as error:
        raise MapError(f"{name}: {_plainly(str(error))}") from None
    if not found.source.strip() or ":" in found.source:
        raise MapError(f'{name}: source: expected a word such as "letters", without a colon')
    if not found.contact:
        raise MapError(f"{name}: expected a [contact] table that says which column is the name")
    _check_keys(found, name)
    if NAME not in found.contact:
        raise MapError(f'{name}: contact: expected a name, such as name = "Full name"')
    if found.interaction and not found.who:
        raise MapError(f'{name}: who: expected whom a row is about, such as who = ["Full name"]')
    if found.interaction and "on" not in found.interaction:
        raise MapError(f'{name}: interaction: expected a day, such as on = "Date"')
    return found


def _check_keys(found: ImportMap, name: str) -> None:
    for section, keys, known in (
        ("contact", found.contact, _CONTACT),
        ("interaction", found.interaction, _INTERACTION),
    ):
        for key, given in keys.items():
            is_account = section == "contact" and key.startswith(_ACCOUNTS)
            if key not in known and not is_account:
                expected = ", ".join(sorted(known))
                raise MapError(f"{name}: {section}: {key!r} is no key; expected one of {expected}")
            if key in {*LISTS, WITH} and isinstance(given, Column) and given.join:
                raise MapError(f"{name}: {section}: {key} takes all its columns; leave out join")


def missing_columns(wanted: ImportMap, header: tuple[str, ...]) -> list[str]:
    """Return the columns that the map names and the file hasn't."""
    return sorted(wanted.all_columns() - set(header))


def unused_columns(wanted: ImportMap, header: tuple[str, ...]) -> list[str]:
    """Return the columns of the file that the map says nothing of."""
    return [column for column in header if column and column not in wanted.all_columns()]


def _column(given: str | list[str] | Column) -> Column:
    return given if isinstance(given, Column) else Column(column=given)


def _plainly(message: str) -> str:
    problem, _, place = message.partition(" - at `$")
    key = place.rstrip("`").lstrip(".")
    told = problem.replace("`", "'").replace("Object", "the map")
    return f"{key}: {told}" if key else told
