"""The columns of our own CSV: which keys a row has, in which order, and how they stand there."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.document import BLOCKS, keys_of, to_document
from dexcli.formats.columns import days
from dexcli.formats.own import toml_cells

ID, HANDLE = "id", "handle"
LISTS = frozenset({"aka", "tags", "emails", "phones", "addresses", "interests"})
DAYS = frozenset({"birthday", "met.on", "died", "added"})
SWITCHES = frozenset({"paused", "archived"})
TABLES = frozenset({"relationships", "dates", "gifts", "reminders"})
ACCOUNTS = "accounts."
YES = "yes"
_FIRST = (
    ID, HANDLE, "name", "aka", "tags", "cadence", "birthday", "emails", "phones", "addresses",
    "org", "title", "city", "interests", "met.on", "met.at", "met.through", "paused", "archived",
    "died", "added", "relationships", "dates",
)  # fmt: skip
_YES = frozenset({YES, "y", "true", "1", "x", "oui", "ja", "wahr", "vrai", "si", "sim"})
_NO = frozenset({"no", "n", "false", "0", "non", "nein", "falsch", "faux", "nee"})
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)  # 4.42079E+11
_SHOWN = 60  # characters of a cell in a message
_WITH_NOTES = ("notes", "gifts", "reminders")
FIXED = frozenset((*_FIRST, *_WITH_NOTES))
_NOT_HERE = keys_of(Contact) | {HANDLE, *BLOCKS}  # what no column of a key of one's own is called


def header_of(contacts: Iterable[Contact], *, notes: bool) -> tuple[str, ...]:
    """Return the header: the fixed columns, then each account, then with notes each own key."""
    everybody = list(contacts)
    accounts = sorted({f"{ACCOUNTS}{kind}" for each in everybody for kind in each.accounts})
    if not notes:
        return (*_FIRST, *accounts)
    own = sorted({key for each in everybody for key in each.extra if is_own(key)})
    return (*_FIRST, *_WITH_NOTES, *accounts, *own)


def is_own(key: str) -> bool:
    """Return whether a column of this heading is a key that the format doesn't know."""
    return bool(key) and key not in _NOT_HERE and "." not in key and key == key.strip()


def is_one(heading: str) -> bool:
    """Return whether a heading is a column of ours, or a key of one's own."""
    is_account = heading.startswith(ACCOUNTS) and heading != ACCOUNTS
    return heading in FIXED or is_account or is_own(heading)


def cells(contact: Contact, header: Iterable[str]) -> Iterator[str]:
    """Yield one contact's cells, not guarded yet."""
    table = to_document(contact)
    for column in header:
        yield contact.handle if column == HANDLE else _cell(column, _value(table, column))


def joined(items: Iterable[str]) -> str:
    """Return a list as one cell: "; " between items, a backslash before ; and itself in one."""
    return "; ".join(re.sub(r"[\\;]", r"\\\g<0>", each) for each in items)


def parted(cell: str) -> list[str]:
    """Return the items of a cell, as `joined` wrote them or as a person types them."""
    parts = re.findall(r"(?:\\.|[^\\;]|\\$)+", cell, re.DOTALL)
    items = (re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL).strip() for part in parts)
    return list(dict.fromkeys(each for each in items if each))


def value(column: str, cell: str, order: days.Order | None, today: date) -> Any:  # noqa: ANN401 - a TOML value
    """Return what a cell says under its heading, as a file has it; None for an empty one.

    Raises:
        ValueError: It can't be read; what is here stays.
    """
    if not cell:
        return None
    if column in DAYS:
        return _day(column, cell, order, today)
    if column in FIXED or column.startswith(ACCOUNTS):
        return _READ.get(column, str)(cell)
    return toml_cells.from_cell(cell)


def _day(column: str, cell: str, order: days.Order | None, today: date) -> Any:  # noqa: ANN401 - a TOML value
    if column == "died" and cell.casefold() in _YES:
        return True
    try:
        return PartialDate.parse(cell).to_toml()  # as we wrote it, before any other reading
    except ValueError:
        return days.read(cell, today=today, order=order).to_toml()


def _phones(cell: str) -> list[str]:
    found = parted(cell)
    if shortened := [each for each in found if _SHORTENED.fullmatch(each)]:
        raise ValueError(f"a spreadsheet has shortened a phone to {shortened[0]!r}")
    return found


def _switch(cell: str) -> bool | None:
    if cell.casefold() in _YES:
        return True
    if cell.casefold() in _NO:
        return None
    raise ValueError(f"{cell[:_SHOWN]!r} is neither yes nor no")


def _blocks(cell: str) -> list[dict[str, Any]]:
    found = toml_cells.from_cell(cell)
    if not (isinstance(found, list) and all(isinstance(each, dict) for each in found)):
        raise ValueError(f"{cell[:_SHOWN]!r} is no list of tables")
    return found


def _cadence(cell: str) -> str:
    return Cadence.parse(cell).text


_READ: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(LISTS, parted),
    **dict.fromkeys(SWITCHES, _switch),
    **dict.fromkeys(TABLES, _blocks),
    "phones": _phones,
    "cadence": _cadence,
}


def _value(table: Mapping[str, Any], column: str) -> Any:  # noqa: ANN401 - a TOML value
    outer, dot, inner = column.partition(".")
    if not dot or not (column in FIXED or column.startswith(ACCOUNTS)):
        return table.get(column)
    return table.get(outer, {}).get(inner)


def _cell(column: str, value: object) -> str:
    match value:
        case None | False:
            return "" if column in FIXED or value is None else toml_cells.to_cell(value)
        case True if column in FIXED:
            return YES
        case list() if column in LISTS:
            return joined(value)
        case str() if column in FIXED or column.startswith(ACCOUNTS):
            return value
        case _:
            return toml_cells.to_cell(value)
