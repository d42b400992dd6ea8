"""A whole ledger as JSON, out and in again: one object a contact, with its handle.

JSON has no days and no times, so what dexcli doesn't know by its key is listed with
its type under `toml`, beside keys of the file that the object has for itself.
"""

import json
import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct

from dexcli.core import document, names
from dexcli.core.contact import Contact
from dexcli.core.document import DocumentError
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import jsontext
from dexcli.formats.leaving import Chunks, Leaving
from dexcli.formats.source import Rows, Source, Terms

_REMEDY = "export it again with 'dexcli export json'"
_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"handle"\s*:|\s*\[\s*\]\s*\Z')
_HANDLE, _TOML, _CONTACT = "handle", "toml", "contact"
_TYPES, _KEYS = "types", "keys"
_DEEPEST = 32  # tables in tables
_OF_DUE = frozenset({"days_overdue", "lateness"})  # which no contact's file has
_READ = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "float": float,
}


def recognises(source: Source) -> bool:
    """Return whether this begins with the handle of a contact."""
    return not source.members and _START.match(source.head) is not None


def write(leaving: Leaving) -> Chunks:
    """Yield a list with a line for each contact."""
    before = b"[\n"
    for contact in leaving.contacts:
        yield before + json.dumps(_record(contact), ensure_ascii=False).encode()
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def rows(source: Source, terms: Terms) -> Rows:  # noqa: ARG001 - as every format
    """Yield a row a contact, which is brought as it stands.

    Raises:
        DexcliError: It is no JSON of contacts, or is cut off.
    """
    given = jsontext.parse(source, _REMEDY)
    records = given if isinstance(given, list) else [given]
    if not all(isinstance(each, dict) for each in records):
        raise DexcliError(f"{source.name}: no list of contacts; {_REMEDY}")
    seen: set[str] = set()
    for line, record in enumerate(records, start=1):
        try:
            row = _row(line, record)
        except DocumentError as error:
            path = ".".join(map(str, error.path))
            yield BadRow(line, f"{path}: {error.problem}", label=_label(record))
            continue
        except ValueError as error:
            yield BadRow(line, str(error), label=_label(record))
            continue
        if row.handle in seen:
            yield BadRow(line, "stands there twice", label=row.handle)
            continue
        seen.add(row.handle)
        yield row


def _record(contact: Contact) -> dict[str, Any]:
    table = document.to_document(contact)
    own = {key: table.pop(key) for key in (_HANDLE, _TOML, _CONTACT) if key in table}
    types = {
        f"/{'/'.join(map(_escaped, path))}": kind
        for path, kind in _typed(contact, ())
        if path[0] not in own
    }
    types |= {
        f"/{_TOML}/{_KEYS}/{'/'.join(map(_escaped, path))}": kind
        for path, kind in _natives(own, ())
    }
    beside = {**({_TYPES: types} if types else {}), **({_KEYS: own} if own else {})}
    return {
        _HANDLE: contact.handle,
        **_json(table),
        **({_TOML: _json(beside)} if beside else {}),
    }


def _typed(value: Struct, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the place and the type of each value that the model leaves as it stands."""
    for key, content in document.struct_items(value):
        if isinstance(content, Struct):
            yield from _typed(content, (*path, key))
        elif isinstance(content, tuple) and content and isinstance(content[0], Struct):
            for place, each in enumerate(content):
                yield from _typed(each, (*path, key, str(place)))
        elif key == "extra":
            yield from _natives(content, path)
        elif key in {"base", "values"}:  # of a conflict: whatever stood there
            yield from _natives(content, (*path, key))


def _natives(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    match value:
        case datetime():
            yield path, "datetime"
        case date():
            yield path, "date"
        case time():
            yield path, "time"
        case float() if not math.isfinite(value):
            yield path, "float"
        case dict():
            for key, each in value.items():
                yield from _natives(each, (*path, key))
        case list() | tuple():
            for place, each in enumerate(value):
                yield from _natives(each, (*path, str(place)))


def _json(value: object) -> Any:  # noqa: ANN401 - a JSON value
    match document.to_plain(value):
        case float() as number if not math.isfinite(number):
            return str(number)
        case dict() as table:
            return {key: _json(each) for key, each in table.items()}
        case list() as items:
            return [_json(each) for each in items]
        case plain:
            return plain


def _row(line: int, record: dict[str, Any]) -> Row:
    inner = record.get(_CONTACT)
    table = dict(inner) if isinstance(inner, dict) else dict(record)  # as `show --json` has it
    if table is not inner and record.keys() >= _OF_DUE:
        raise ValueError(f"no contact but a line of 'dexcli due'; {_REMEDY}")
    handle, beside = record.get(_HANDLE), jsontext.table(record.get(_TOML))
    for pointer, kind in jsontext.table(beside.get(_TYPES)).items():
        _retype(table, str(pointer), str(kind))
    for key in (_HANDLE, _TOML) if not isinstance(inner, dict) else ():
        table.pop(key, None)
    table = _clean({**table, **jsontext.table(beside.get(_KEYS))}, 0)
    contact = document.to_contact(table, "")
    stem = _safe(handle, contact.name)
    named = Named(contact.name, contact.name, stem)
    return Row(line, stem, stem, named, contact=table, handle=stem, is_whole=True)


def _retype(table: Any, pointer: str, kind: str) -> None:  # noqa: ANN401 - whatever the file holds
    """Put the value at a place, as RFC 6901 names it, back into its type."""
    *path, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    try:
        for part in path:
            table = table[int(part)] if isinstance(table, list) else table[part]
        key = int(last) if isinstance(table, list) else last
        table[key] = _READ[kind](table[key])
    except (KeyError, IndexError, TypeError, ValueError):
        raise ValueError(f"{_TOML}: {pointer}: no {kind} stands there") from None


def _clean(value: Any, depth: int) -> Any:  # noqa: ANN401 - a TOML value
    """Return a value without nulls, which no contact's file can hold."""
    if depth > _DEEPEST:
        raise ValueError(f"tables in tables, deeper than {_DEEPEST}")
    if isinstance(value, dict):
        return {key: _clean(v, depth + 1) for key, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_clean(each, depth + 1) for each in value if each is not None]
    return value


def _safe(handle: object, name: str) -> str:
    """Return the handle of a record, or one of the name where it can be no file's stem."""
    if isinstance(handle, str) and handle and handle.isprintable() and handle[0] != ".":
        return handle if names.handle_trouble(handle) is None else names.stem(name)
    return names.stem(name)


def _label(record: dict[str, Any]) -> str:
    return jsontext.text(record, _HANDLE, "name")


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
