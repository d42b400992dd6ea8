r"""A digest as tab-separated values: a header line, then one row a record, nothing lost.

The columns are the keys of the JSON. In a cell, tab, newline, carriage return
and backslash stand as ``\t``, ``\n``, ``\r`` and ``\\``, every other character
that could end a line or command a terminal as ``\uXXXX``. Tags are separated by
commas; a comma within one is ``\u002c``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dexcli.core.digest import Digest, Waiting
from dexcli.core.settings import Settings
from dexcli.output.digests import json

_DUE = (
    "handle", "name", "status", "due", "days_overdue", "lateness", "cadence", "rule",
    "last.on", "last.kind", "last.note", "channel.kind", "channel.value", "tags",
)  # fmt: skip
_OTHERS = ("id", "on", "note", "meet", "label", "days", "age")
RECORD = "record"  # in a digest, which kind of record a row is
_SPECIAL = re.compile("[\x00-\x1f\\\\\x7f-\x9f\u2028\u2029]")
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}


def document(answer: Waiting | Digest, settings: Settings) -> str:
    """Return the table of `due`, or of `today`, whose first column is the kind of record."""
    match json.document(answer, settings):
        case list() as entries:
            return _table(_DUE, [_flat(each) for each in entries])
        case found:
            kinds = {"due": found["due"], "reminder": found["reminders"], "date": found["dates"]}
            rows = [
                {RECORD: kind, **_flat(each)} for kind, records in kinds.items() for each in records
            ]
            return _table((RECORD, *_DUE, *_OTHERS), rows)


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    body = [[_cell(row.get(column)) for column in columns] for row in rows]
    return "".join("\t".join(cells) + "\n" for cells in (columns, *body))


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{inner}": each for inner, each in value.items()}
        else:
            flat[key] = value
    return flat


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return ",".join(_escaped(each).replace(",", "\\u002c") for each in value)
        case _:
            return _escaped(str(value))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _SHORT.get(found[0], f"\\u{ord(found[0]):04x}"), text)
