"""What `set` is given: a key, an operator and a value, made into a changed contact."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dexcli.core import when
from dexcli.core.contact import Contact, Met, Snooze
from dexcli.core.dates import PartialDate
from dexcli.core.document import BLOCKS, DocumentError, keys_of, to_contact, to_document
from dexcli.core.errors import UsageError

_PATTERN = re.compile(r"(?P<key>[^=]+?)(?P<operator>[+-]?=)(?P<value>.*)", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(\w+)`")
LISTS = frozenset(
    {"aka", "tags", "emails", "phones", "addresses", "interests", "was", "sources", "distinct"}
)
_DAYS = frozenset({"birthday", "added", "met.on", "snoozed.until", "snoozed.since"})
_FLAGS = {"true": True, "yes": True, "oui": True, "false": False, "no": False, "non": False}
_BOOLS = frozenset({"paused", "archived", "died"})
TABLES = {"met": keys_of(Met), "snoozed": keys_of(Snooze)}
_BY_COMMAND = {
    "interactions": "dexcli log, note or amend",
    "relationships": "dexcli relate",
    "handle": "dexcli rename",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """One change of a key: ``value`` is as a file has it, None to clear."""

    key: str
    operator: Literal["=", "+=", "-="]
    value: Any


def parse(text: str, *, order: str | None, today: date) -> Assignment:
    """Return the change in ``KEY=V``, ``KEY+=V``, ``KEY-=V`` or ``KEY=``.

    Raises:
        UsageError: It is none of these, or the value is none for this key.
    """
    found = _PATTERN.fullmatch(text)
    if found is None or not found["key"].strip():
        raise UsageError(f"{text!r}: expected KEY=VALUE, KEY+=VALUE, KEY-=VALUE or KEY=")
    key, operator, value = found["key"].strip(), found["operator"], found["value"]
    if operator == "=" and not value.strip():
        return Assignment(key, "=", None)
    if not value.strip():
        raise UsageError(f"{key}: nothing to add or take away; expected {key}{operator}VALUE")
    return Assignment(key, operator, _value(key, value, order, today))  # type: ignore[arg-type]  # the pattern's three


def applied(
    contact: Contact, changes: Sequence[Assignment], *, replace: bool, new_key: bool
) -> Contact:
    """Return the contact after all changes.

    Raises:
        UsageError: A change makes no sense for its key.
    """
    document = deepcopy(to_document(contact))  # unknown tables are the contact's own
    replaced: set[str] = set()
    for change in changes:
        _check_key(change, document, new_key=new_key)
        _apply(document, change, replaced, replace=replace)
    try:
        return to_contact(document, contact.handle)
    except DocumentError as error:
        key = ".".join(str(step) for step in error.path)
        problem = _MISSING.sub(r"\1 is missing", error.problem)
        raise UsageError(f"{key}: {problem}" if key else problem) from None


def _check_key(change: Assignment, document: dict[str, Any], *, new_key: bool) -> None:
    head, _, inner = change.key.partition(".")
    if head in BLOCKS or head == "handle":
        remedy = _BY_COMMAND.get(head, f"dexcli edit, or the command for {head}")
        raise UsageError(f"{change.key}: this is not set; use {remedy}")
    if change.key == "name" and change.value is None:
        raise UsageError("name: a contact needs a name")
    known = keys_of(Contact)
    if head in TABLES:
        if inner not in TABLES[head]:
            expected = ", ".join(f"{head}.{each}" for each in sorted(TABLES[head]))
            raise UsageError(f"{change.key}: expected one of {expected}")
        return
    if head == "accounts" and not inner and change.value is not None:
        raise UsageError("accounts: say which, such as accounts.github=ada")
    if head not in known and head not in document and not new_key:
        near = _nearest(head)
        meant = f"; did you mean {near!r}?" if near else ""
        raise UsageError(f"no key {head!r}{meant} (--new-key makes a key of your own)")


def _apply(
    document: dict[str, Any], change: Assignment, replaced: set[str], *, replace: bool
) -> None:
    *tables, name = change.key.split(".")
    table = document
    for step in tables:
        if change.value is None and step not in table:
            return
        table = table.setdefault(step, {})
        if not isinstance(table, dict):
            raise UsageError(f"{change.key}: {step} is no table")
    if change.value is None:
        table.pop(name, None)
        if tables and not table:
            document.pop(tables[0], None)
        return
    is_list = change.key in LISTS or isinstance(table.get(name), list)
    if change.operator == "=" and not is_list:
        table[name] = change.value
        return
    if not is_list:
        raise UsageError(f"{change.key} is no list; use {change.key}=VALUE")
    table[name] = _list_after(table.get(name, []), change, replaced, replace=replace)
    if not table[name]:
        del table[name]


def _list_after(
    old: list[Any], change: Assignment, replaced: set[str], *, replace: bool
) -> list[Any]:
    if change.operator == "-=":
        if change.value not in old:
            raise UsageError(f"{change.key}: there is no {change.value!r} to take away")
        return [each for each in old if each != change.value]
    if change.operator == "=":
        if not replace:
            raise UsageError(
                f"{change.key} is a list; use {change.key}+=VALUE, {change.key}-=VALUE, "
                "or --replace to replace it whole"
            )
        if change.key not in replaced:
            replaced.add(change.key)
            old = []
    return old if change.value in old else [*old, change.value]


def _value(key: str, text: str, order: str | None, today: date) -> object:
    if key in _BOOLS and text.casefold() in _FLAGS:
        return _FLAGS[text.casefold()]
    if key in _DAYS or key == "died":
        return _day(key, text, order, today)
    if key in _BOOLS:
        raise UsageError(f"{key}: {text!r}; expected true or false")
    return text


def _day(key: str, text: str, order: str | None, today: date) -> object:
    try:
        return PartialDate.parse(text).to_toml()
    except ValueError:
        facing = when.Facing.AHEAD if key == "snoozed.until" else when.Facing.BACK
    try:
        return when.parse_when(text, today=today, facing=facing, order=order).to_toml()
    except ValueError as error:
        raise UsageError(f"{key}: {error}") from None


def _nearest(key: str) -> str | None:
    from rapidfuzz import process  # only for "did you mean"

    found = process.extractOne(key, sorted(keys_of(Contact)), score_cutoff=60)
    return None if found is None else str(found[0])
