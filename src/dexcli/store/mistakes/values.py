"""What is wrong with a value of a contact's file, and what to write, in a line."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, DocumentError, Path, keys_of
from dexcli.store import locate
from dexcli.store.mistakes import expected
from dexcli.store.mistakes.expected import Kind
from dexcli.store.mistakes.meant import nearest, quoted, shortened, visible

_MISSING = object()
_LONGEST_LINE = 100  # a longer remedy is no help in a message
_MISSING_KEY = re.compile(r"Object missing required field `(\w+)`")
_CHECKED_KEY = (  # what the model says of a whole block -> the key that it is about
    (re.compile(r"^a contact needs a name"), "name"),
    (re.compile(r"^'added' needs"), "added"),
    (re.compile(r"^(?:an interaction|a reminder|a yearly date) needs"), "on"),
)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A wrong value: where it stands, what it is, and what the model said of it."""

    label: str
    path: Path
    value: Any
    problem: str

    @property
    def key(self) -> str:
        return expected.key_of(self.path)

    @property
    def typed(self) -> str:
        return _typed(self.value)

    def writing(self, values: tuple[str, ...]) -> str:
        lines = [f"{self.key} = {value}" for value in values]
        short = [line for line in lines if len(line) <= _LONGEST_LINE]
        return f"; write {' or '.join(short)}" if short else ""


def place_of(text: str, path: Path) -> str:
    """Return ``:LINE`` for the key at ``path``, or the nearest above it; "" for none."""
    line = locate.line_of(text, path)
    return "" if line is None else f":{line}"


def culprit(document: dict[str, Any], error: DocumentError) -> Path:
    """Return the path of the very key that an error is about, which may be missing."""
    if (missing := _MISSING_KEY.match(error.problem)) is not None:
        return (*error.path, _misspelt(_at(document, error.path), missing[1]) or missing[1])
    for pattern, key in _CHECKED_KEY:
        if pattern.match(error.problem):
            return (*error.path, key)
    value = _at(document, error.path)
    if error.path == ("accounts",) and isinstance(value, dict):
        return (*error.path, next(key for key in value if not isinstance(value[key], str)))
    return error.path


def explain_value(document: dict[str, Any], error: DocumentError) -> str:
    """Return in one line what is wrong with a value, what was expected and what to write."""
    path = culprit(document, error)
    if expected.kind_of(path[:-1]) is Kind.LIST:
        path = path[:-1]
    value = _at(document, path)
    wrong = _Wrong(_label(document, path), path, value, error.problem)
    said = (explain(wrong) for applies, explain in _RULES if applies(wrong))
    return visible(f"{wrong.label}: {next(said)}".removeprefix(": "))


def _misspelt(table: dict[str, Any], missing: str) -> str | None:
    return next((key for key in table if nearest(key, frozenset({missing}))), None)


def _other_key(wrong: _Wrong) -> str:
    return f"expected the key {wrong.problem.split('`')[1]!r}, found {wrong.key!r}; rename it"


def _missing(wrong: _Wrong) -> str:
    example = expected.example_of(wrong.path)
    return f"{wrong.key!r} is missing; write a line such as {wrong.key} = {example}"


def _empty(wrong: _Wrong) -> str:
    example = expected.example_of(wrong.path)
    return f"expected a name, found nothing; write a line such as {wrong.key} = {example}"


def _one_bracket(wrong: _Wrong) -> str:
    return f"each one is a block of its own; write [[{wrong.key}]], with two brackets"


def _two_brackets(wrong: _Wrong) -> str:
    return f"there is one at most; write [{wrong.key}], with one bracket"


def _no_such_day(wrong: _Wrong) -> str:
    values = expected.written(wrong.path, wrong.typed)
    remedy = wrong.writing(values) or f"; expected {expected.wanted(wrong.path)}"
    order = ": a day without its year is month-day" if len(wrong.typed) <= len("12-10") else ""
    return f"{quoted(wrong.typed)} is no day of the calendar{order}{remedy}"


def _without_year(wrong: _Wrong) -> str:
    return (
        f"expected a day with its year, found {_found(wrong.value)}; "
        f"write the year too, as in {wrong.key} = {expected.example_of(wrong.path)}"
    )


def _without_day(wrong: _Wrong) -> str:
    return (
        f"expected a day of the year, found {_found(wrong.value)}; "
        f'write {wrong.key} = 1835-07-08, or "07-08" without the year'
    )


def _count_alone(wrong: _Wrong) -> str:
    values = expected.written(wrong.path, wrong.typed)
    return f"expected days, weeks, months or years after {wrong.typed}{wrong.writing(values)}"


def _in_accounts(wrong: _Wrong) -> str:
    return f"{wrong.key!r} is a key of the contact; move it above the line of 'accounts'"


def _in_list(wrong: _Wrong) -> str:
    stranger = next(item for item in wrong.value if not isinstance(item, str))
    items = [quoted(_typed(item)) for item in wrong.value if _typed(item)]
    return (
        f"expected {expected.wanted(wrong.path)}, found {_found(stranger)} in it"
        f"{wrong.writing(('[' + ', '.join(items) + ']',))}"
    )


def _anything(wrong: _Wrong) -> str:
    values = expected.written(wrong.path, wrong.typed) if wrong.typed else ()
    return (
        f"expected {expected.wanted(wrong.path)}, "
        f"found {_found(wrong.value)}{wrong.writing(values)}"
    )


_RULES: tuple[tuple[Callable[[_Wrong], bool], Callable[[_Wrong], str]], ...] = (
    (lambda w: w.value is _MISSING, _missing),
    (lambda w: w.problem.startswith("Object missing"), _other_key),
    (lambda w: w.problem.startswith("a contact needs a name"), _empty),
    (lambda w: w.path[-1] in BLOCKS and isinstance(w.value, dict), _one_bracket),
    (lambda w: _is_table(w) and _is_blocks(w.value), _two_brackets),
    (lambda w: w.path[:-1] == ("accounts",) and w.key in keys_of(Contact), _in_accounts),
    (lambda w: "no day of the calendar" in w.problem, _no_such_day),
    (lambda w: "needs its day" in w.problem, _without_day),
    (lambda w: re.search(r"needs (?:the|a) year", w.problem) is not None, _without_year),
    (lambda w: w.key == "cadence" and w.typed.isdecimal(), _count_alone),
    (lambda w: expected.kind_of(w.path) is Kind.LIST and isinstance(w.value, list), _in_list),
    (lambda _: True, _anything),
)


def _is_blocks(value: object) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(v, dict) for v in value)


def _is_table(wrong: _Wrong) -> bool:
    return expected.kind_of(wrong.path) is Kind.TABLE and isinstance(wrong.path[-1], str)


def _label(document: dict[str, Any], path: Path) -> str:
    """Return how a person finds the key: ``tags``, ``met.on``, ``the meeting of 2026-11-20``."""
    match path:
        case (str() as table, int() as number, *rest) if table in BLOCKS:
            block = _at(document, (table, number))
            key = rest[0] if rest and _at(document, path) is not _MISSING else None
            sound = {k: block[k] for k in block if k != key} if isinstance(block, dict) else {}
            name = expected.block_name(table, number, sound)
            return name if key is None else f"{name}: {key!r}"
        case _ if _at(document, path) is _MISSING:
            return ".".join(map(str, path[:-1]))
        case _:
            return ".".join(map(str, path))


def _at(document: object, path: Path) -> Any:  # noqa: ANN401 - a TOML value is one of many types
    for step in path:
        match document, step:
            case dict(), str() if step in document:
                document = document[step]
            case list(), int() if step < len(document):
                document = document[step]
            case _:
                return _MISSING
    return document


def _typed(value: object) -> str:
    """Return a value as it was typed; "" for what is no single value."""
    match value:
        case bool():
            return str(value).lower()
        case [str() as only]:
            return only
        case str() | int() | float() | date() | time():
            try:
                return str(value)
            except ValueError:  # more digits than Python converts
                return ""
        case _:
            return ""


_NOUNS = {  # of a TOML value, the special before the general
    bool: "the value",
    int: "the number",
    float: "the number",
    datetime: "the day and time",
    date: "the day",
    time: "the time",
}


def _found(value: object) -> str:
    match value:
        case str():
            return f"the text {quoted(shortened(value))}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            noun = next(noun for kind, noun in _NOUNS.items() if isinstance(value, kind))
            typed = shortened(_typed(value))
            return f"{noun} {typed}" if typed else "a number of thousands of digits"
