"""The columns of our own CSV: which keys a row has, in which order, and how they stand there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, keys_of, to_document
from dexcli.formats import toml_cells

ID, HANDLE = "id", "handle"
LISTS = frozenset({"aka", "tags", "emails", "phones", "addresses", "interests", "sources"})
DAYS = frozenset({"birthday", "met.on", "died", "added"})
SWITCHES = frozenset({"paused", "archived"})
TABLES = frozenset({"relationships", "dates", "gifts", "reminders"})
ACCOUNTS = "accounts."
YES = "yes"
_FIRST = (
    ID, HANDLE, "name", "aka", "tags", "cadence", "birthday", "emails", "phones", "addresses",
    "org", "title", "city", "interests", "met.on", "met.at", "met.through", "paused", "archived",
    "died", "added", "sources", "relationships", "dates",
)  # fmt: skip
_WITH_NOTES = ("notes", "gifts", "reminders")
FIXED = frozenset((*_FIRST, *_WITH_NOTES))
_NOT_HERE = keys_of(Contact) | {HANDLE, *BLOCKS}  # what no column of a key of one's own is called


def columns(contacts: Iterable[Contact], *, notes: bool) -> tuple[str, ...]:
    """Return the header: the fixed columns, then each account, then with notes each own key."""
    everybody = list(contacts)
    accounts = sorted({f"{ACCOUNTS}{kind}" for each in everybody for kind in each.accounts})
    if not notes:
        return (*_FIRST, *accounts)
    own = sorted({key for each in everybody for key in each.extra if is_own(key)})
    return (*_FIRST, *_WITH_NOTES, *accounts, *own)


def is_own(key: str) -> bool:
    """Return whether a column of this heading is a key that the format doesn't know."""
    is_free = key not in _NOT_HERE and not key.startswith(ACCOUNTS) and key not in FIXED
    return is_free and bool(key) and key == key.strip()


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
