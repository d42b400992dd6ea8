"""What only dexcli has in a card: keys of ours, as ``X-DEXCLI-…``."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from dexcli.core.contact import Contact
from dexcli.core.document import DocumentError, to_contact, to_document, to_plain
from dexcli.formats.vcard import text
from dexcli.formats.vcard.cards import Property

PREFIX = "X-DEXCLI-"
_KEYS = ("cadence", "interests", "met", "paused", "snoozed", "added", "died", "birthday", "city")
_BLOCKS = {"interactions": "INTERACTION", "gifts": "GIFT", "reminders": "REMINDER"}
_OF_BLOCK = {f"{PREFIX}{name}": key for key, name in _BLOCKS.items()}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = frozenset({"on", "until", "given", "received", "done", "since", "added", "died"})
_JSON = frozenset({"met", "snoozed", "paused"})


def lines(contact: Contact, *, notes: bool, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the lines of keys that no other property has; meetings and the like with ``notes``."""
    document = to_document(contact)
    for key in _KEYS:
        if key in document and key not in without:
            yield f"{PREFIX}{key.upper()}:{_value(key, document[key])}"
    if notes:
        for key, name in _BLOCKS.items():
            for block in document.get(key, ()):
                yield f"{PREFIX}{name}:{_json(block)}"


def read(each: Property, into: dict[str, Any]) -> bool:
    """Put what such a line says into a contact's table; False where it makes no sense."""
    key = _OF_BLOCK.get(each.name, "")
    name = key or each.name.removeprefix(PREFIX).lower()
    if not key and name not in _KEYS:
        return False
    try:
        value = _read(name, each.value)
        made = [value] if key else value
        to_contact({"name": "-", name: made}, "")
    except (ValueError, DocumentError, RecursionError):
        return False
    if key:
        into.setdefault(key, []).append(value)
    else:
        into[name] = made
    return True


def _value(key: str, value: object) -> str:
    if key in _JSON:
        return _json(value)
    if isinstance(value, list):
        return ",".join(text.escaped(each) for each in value)
    plain = to_plain(value)
    return text.escaped(plain) if isinstance(plain, str) else json.dumps(plain)


def _json(value: object) -> str:
    return text.escaped(json.dumps(to_plain(value), ensure_ascii=False, default=str))


def _read(name: str, value: str) -> Any:  # noqa: ANN401 - a TOML value
    if name == "interests":
        return text.parts(value, ",")
    plain = text.plain(value)
    if name in _JSON or name in _BLOCKS:
        return _days(json.loads(plain))
    if name in {"birthday", "died", "added"}:
        return _day(int(plain) if plain.isdecimal() else plain == "true" or plain)
    return plain


def _days(value: object) -> Any:  # noqa: ANN401 - a TOML value
    if isinstance(value, dict):
        return {k: _day(v) if k in _DAYS else _days(v) for k, v in value.items() if v is not None}
    return [_days(each) for each in value if each is not None] if isinstance(value, list) else value


def _day(value: object) -> Any:  # noqa: ANN401 - a TOML value
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value
