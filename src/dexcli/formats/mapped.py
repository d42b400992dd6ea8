"""Rows from a table by a map: each cell becomes a value of the format, or a reason why not."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from dexcli.core import document, names, when
from dexcli.core.contact import Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.document import DocumentError
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import mapping
from dexcli.formats.mapping import Column, ImportMap
from dexcli.formats.table import Record, Table

_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}\S*(?: \S+)?")
_HAS_YEAR = re.compile(r"\d{4}")
_YES = frozenset({"true", "yes", "y", "1", "x", "oui", "ja"})
_NO = frozenset({"false", "no", "n", "0", "non", "nein"})
_BOOLS = frozenset({"paused", "archived"})
_KEY_CHARACTERS = 32  # of a SHA-256, for a row that has no column of its own to name it


def rows(
    wanted: ImportMap,
    table: Table,
    *,
    today: date,
    watched: Callable[[Sequence[Record]], Iterable[Record]] = iter,
) -> Iterator[Row | BadRow]:
    """Yield one row a record, in the file's order; ``watched`` may count them as they pass."""
    reader = _Reader(wanted, today)
    for line, cells in watched(table.records):
        if line in table.damaged:
            yield BadRow(line, table.damaged[line])
            continue
        try:
            yield reader.row(line, cells)
        except ValueError as error:
            yield BadRow(line, str(error))


class _Reader:
    """Reads records by one map."""

    def __init__(self, wanted: ImportMap, today: date) -> None:
        self.wanted, self.today = wanted, today
        self.contact = wanted.contact_columns()
        self.interaction = wanted.interaction_columns()
        self.name = self.contact.pop(mapping.NAME)
        self.others = self.interaction.pop(mapping.WITH, None)

    def row(self, line: int, cells: dict[str, str]) -> Row:
        label = self.label(cells)
        key = label or _hashed(cells)
        person = self.person(cells, key)
        contact = self.values(self.contact, cells)
        try:
            document.to_contact({**contact, "name": person.name}, "")
        except DocumentError as error:
            raise ValueError(f"{'.'.join(map(str, error.path))}: {error.problem}") from None
        if not self.interaction:
            return Row(line, key, label, person, contact=contact)
        interaction = self.logged(cells)
        empty = "" if interaction else f"no day: {_named(self.interaction['on'])} empty"
        return Row(line, key, label, person, self.company(cells), contact, interaction, empty)

    def label(self, cells: dict[str, str]) -> str:
        """Return what the file itself says which row this is, if it does."""
        parts = [cells.get(column, "") for column in self.wanted.row_columns]
        return " ".join(parts) if all(parts) else ""

    def person(self, cells: dict[str, str], row_key: str) -> Named:
        spelled = self.text(self.name, cells)
        if not spelled:
            raise ValueError(f"no name: {_named(self.name)} empty")
        if not self.wanted.who_columns:
            return Named(self.spoken(spelled, self.name), spelled, row_key)
        strong = (c for c in self.wanted.who_columns if c not in self.name.columns)
        key = next((cells[column] for column in strong if cells.get(column)), "")
        return Named(self.spoken(spelled, self.name), spelled, key)

    def company(self, cells: dict[str, str]) -> tuple[Named, ...]:
        if self.others is None:
            return ()
        found = self.several(self.others, cells)
        return tuple(Named(self.spoken(each, self.others), each) for each in found)

    def logged(self, cells: dict[str, str]) -> Interaction | None:
        values = self.values(self.interaction, cells)
        if "on" not in values:
            return None
        if values.get("until") == values["on"]:
            del values["until"]
        try:
            return document.to_interaction(values)
        except DocumentError as error:
            raise ValueError(f"{'.'.join(map(str, error.path))}: {error.problem}") from None

    def values(self, specs: dict[str, Column], cells: dict[str, str]) -> dict[str, Any]:
        """Return the values that the cells give, under the keys of the format."""
        values: dict[str, Any] = {}
        for key, spec in specs.items():
            value = self.value(key, spec, cells)
            if value in ("", []):
                continue
            table, _, inner = key.rpartition(".")
            if table:
                values.setdefault(table, {})[inner] = value
            else:
                values[key] = value
        return values

    def value(self, key: str, spec: Column, cells: dict[str, str]) -> Any:  # noqa: ANN401 - a TOML value
        if key in mapping.LISTS:
            return self.several(spec, cells)
        text = self.text(spec, cells)
        if not text:
            return ""
        if key in mapping.DAYS:
            return self.day(key, text)
        return _truth(key, text) if key in _BOOLS else text

    def text(self, spec: Column, cells: dict[str, str]) -> str:
        filled = [cell for column in spec.columns if (cell := cells.get(column, ""))]
        if not filled:
            return spec.value or ""
        text = filled[0] if spec.join is None else spec.join.join(filled)
        return _case(text, spec)

    def several(self, spec: Column, cells: dict[str, str]) -> list[str]:
        found = [cells.get(column, "") for column in spec.columns]
        if spec.separator is not None:
            found = [part for cell in found for part in cell.split(spec.separator)]
        kept = [_case(part.strip(), spec) for part in found if part.strip()]
        return list(dict.fromkeys(kept)) or ([spec.value] if spec.value else [])

    def spoken(self, spelled: str, spec: Column) -> str:
        if spec.order == mapping.LAST_FIRST:
            return names.natural(spelled) or spelled
        return " ".join(spelled.split())

    def day(self, key: str, text: str) -> object:
        """Return a day as a file has it; what could be read two ways is refused."""
        bare = _WITH_TIME.fullmatch(text)
        shown = bare[1] if bare else text
        try:
            return PartialDate.parse(shown).to_toml()
        except ValueError:
            if not _HAS_YEAR.search(shown):
                raise ValueError(f"{key}: {text!r} is no date with its year") from None
        try:
            return when.parse_when(
                shown, today=self.today, facing=when.Facing.BACK, order=self.wanted.dates
            ).to_toml()
        except ValueError as error:
            hint = '; say dates = "dmy" or "mdy" in the map' if self.wanted.dates is None else ""
            raise ValueError(f"{key}: {str(error).split(';')[0]}{hint}") from None


def _case(text: str, spec: Column) -> str:
    """Return what a cell means where the map says so.

    Raises:
        ValueError: The map says nothing of this cell.
    """
    if not spec.cases:
        return text
    if text not in spec.cases:
        known = ", ".join(spec.cases)
        raise ValueError(f"{spec.columns[0]}: {text!r} is none of {known}")
    return spec.cases[text]


def _hashed(cells: dict[str, str]) -> str:
    """Return what says which row this is where the file has nothing that does."""
    record = json.dumps({k: v for k, v in sorted(cells.items()) if v}, ensure_ascii=False)
    return hashlib.sha256(record.encode("utf-8", "replace")).hexdigest()[:_KEY_CHARACTERS]


def _truth(key: str, text: str) -> bool:
    folded = text.casefold()
    if folded in _YES | _NO:
        return folded in _YES
    raise ValueError(f"{key}: {text!r} is neither yes nor no")


def _named(spec: Column) -> str:
    quoted = [repr(column) for column in spec.columns]
    return f"{quoted[0]} is" if len(quoted) == 1 else f"{', '.join(quoted)} are"
