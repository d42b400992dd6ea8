"""JSON as programs export it: held as a whole, and one line where it is cut off or broken."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from dexcli.core.errors import DexcliError
from dexcli.formats.source import Source

_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"


class JsonError(DexcliError):
    """A file is no JSON, or is cut off."""


def looks_like_object(source: Source) -> bool:
    """Return whether a file begins as an object does."""
    return _begin(source).startswith(b"{")


def looks_like_array(source: Source) -> bool:
    """Return whether a file begins as a list does."""
    return _begin(source).startswith(b"[")


def parse(source: Source, remedy: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what a file holds.

    Raises:
        JsonError: It is no JSON, or is cut off; ``remedy`` is what to do then.
        DexcliError: It is larger than any that a person has.
    """
    raw = source.read().removeprefix(_BOM)
    try:
        return msgspec.json.decode(raw)
    except RecursionError:
        why = "nested deeper than any export is"
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        why = "cut off" if "truncated" in str(error) else str(error)
    raise JsonError(f"{source.name}: no whole JSON ({why}); {remedy}") from None


def table(value: object) -> dict[str, Any]:
    """Return an object, or an empty one for whatever is none."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """Return a list, or an empty one for whatever is none."""
    return value if isinstance(value, list) else []


def text(record: Mapping[str, Any], *keys: str) -> str:
    """Return the first of these that is a text or a number, without blanks around it."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def day_of_stamp(value: object, *, per_second: int = 1) -> date | None:
    """Return the day in UTC of a Unix time, None for what is none; 1000 for milliseconds."""
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        return None
    try:
        return datetime.fromtimestamp(value / per_second, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _begin(source: Source) -> bytes:
    return source.head.removeprefix(_BOM).lstrip(_BLANK)
