"""The line to write instead, which is proposed only if it is TOML and fits its key."""

from collections.abc import Iterable

import tomli

from dexcli.core.document import Path
from dexcli.store.mistakes import expected
from dexcli.store.mistakes.expected import Kind

_LONGEST = 100  # a longer line is no help in a message


def lines(key: str, values: Iterable[str], path: Path) -> str:
    """Return ``key = value`` for each value that can stand there, joined by "or"; or ""."""
    written = (f"{key} = {value}" for value in values)
    return " or ".join(line for line in written if len(line) <= _LONGEST and _fits(line, path))


def manner(typed: str, value: str) -> str:
    """Return what is new about a value beside the typed one: ", in quotes"."""
    quotes = value[:1] in "\"'[" and not any(mark in typed for mark in "\"'")
    brackets = value.startswith("[") and not typed.startswith("[")
    words = [word for word, new in (("brackets", brackets), ("quotes", quotes)) if new]
    return f", in {' and '.join(words)}" if words else ""


def is_sound(line: str) -> bool:
    """Whether a line is TOML."""
    try:
        tomli.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _fits(line: str, path: Path) -> bool:
    if not is_sound(line):
        return False
    value: object = tomli.loads(line)
    while isinstance(value, dict) and value:
        value = next(iter(value.values()))
    match expected.kind_of(path):
        case Kind.LIST:
            return isinstance(value, list) and all(isinstance(each, str) for each in value)
        case Kind.TEXT | Kind.CADENCE:
            return isinstance(value, str)
        case _:
            return True
