"""What a filter is made of: words, and how they are joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPERATORS = frozenset({"or", "OR", "and", "AND", "not", "NOT"})
_PLAIN = re.compile(r'[^\s()"@-][^\s()"]*')
_KEY = re.compile(r"[A-Za-z]+:")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a filter: a key and its value; a bare word has the key ``""``."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    inner: "Filter"


@dataclass(frozen=True, slots=True)
class All:
    """What must hold together; empty, it holds for everybody."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Of which one must hold."""

    parts: tuple["Filter", ...]


Filter = Term | Not | All | Either


def terms(wanted: Filter) -> Iterator[Term]:
    """Yield every word of a filter, wherever it stands."""
    match wanted:
        case Term():
            yield wanted
        case Not(inner):
            yield from terms(inner)
        case All(parts) | Either(parts):
            for part in parts:
                yield from terms(part)


def affirmed(wanted: Filter, *, holds: bool = True) -> Iterator[Term]:
    """Yield the words that are asked for, and not those that are excluded.

    Args:
        wanted: The filter.
        holds: Whether it is asked for as a whole; a ``not`` turns it round.
    """
    match wanted:
        case Term():
            if holds:
                yield wanted
        case Not(inner):
            yield from affirmed(inner, holds=not holds)
        case All(parts) | Either(parts):
            for part in parts:
                yield from affirmed(part, holds=holds)


def render(wanted: Filter) -> str:
    """Return the text of a filter, which parses to the same again."""
    match wanted:
        case Term():
            return told(wanted)
        case Not(inner):
            return f"not {_inside(inner)}"
        case All(parts):
            return " ".join(_inside(part) for part in parts)
        case Either(parts):
            return " or ".join(
                f"({render(part)})" if isinstance(part, Either) else render(part) for part in parts
            )


def told(term: Term) -> str:
    """Return one word as it is typed, in quotes where it needs them."""
    is_plain = _PLAIN.fullmatch(f"x{term.value}" if term.key else term.value) is not None
    if not term.key:
        is_plain = is_plain and term.value not in OPERATORS and not _KEY.match(term.value)
    return (f"{term.key}:" if term.key else "") + (term.value if is_plain else quoted(term.value))


def quoted(text: str) -> str:
    """Return a text in quotes, as the grammar reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _inside(wanted: Filter) -> str:
    return f"({render(wanted)})" if isinstance(wanted, All | Either) else render(wanted)
