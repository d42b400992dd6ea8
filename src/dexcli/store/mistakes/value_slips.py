"""What to say of a value that is no TOML."""

import calendar
import re

from dexcli.store.mistakes import expected, meant, remedy
from dexcli.store.mistakes.expected import Kind
from dexcli.store.mistakes.meant import quoted, shortened
from dexcli.store.mistakes.slip import Slip

_BLANK = {Kind.TEXT: '""', Kind.OWN: '""', Kind.LIST: "[]", Kind.FLAG: "true"}


def no_value(slip: Slip) -> str:
    """Write what isn't TOML as the key takes it: the general case."""
    values = expected.written(slip.statement.path, slip.value) if slip.on_first_line else ()
    said = f"{slip.label}{shortened(slip.value)} is no TOML value"
    line = remedy.lines(slip.key, values, slip.statement.path)
    if not line:
        return f"{said}; expected {expected.wanted(slip.statement.path)}"
    return f"{said}; write {line}{remedy.manner(slip.value, values[0])}"


def backslash(slip: Slip) -> str:
    """Write a text with backslashes in the quotes where they mean themselves."""
    said = f"{slip.label}a backslash inside double quotes begins a sign of its own"
    values = _retyped(slip) if slip.on_first_line and slip.opener == '"' else ()
    line = remedy.lines(slip.key, values, slip.statement.path)
    write = f"{line}, in single quotes" if line else "each one twice"
    return f"{said}; write {write}"


def no_quote(slip: Slip) -> str:
    """Write the quote that is missing."""
    mark = slip.opener
    if len(mark) == len('"""'):
        return f"{slip.label}the text after {mark} never ends; write {mark} below its last line"
    if slip.on_first_line and slip.goes_on:
        return f'{slip.label}expected {mark} at the end of the line; write """ around several lines'
    line = remedy.lines(slip.key, _retyped(slip) if slip.on_first_line else (), slip.statement.path)
    return (
        f"{slip.label}the closing quote is missing; write {line or f'{shortened(slip.here)}{mark}'}"
    )


def no_bracket(slip: Slip) -> str:
    """Write the bracket that is missing."""
    assert slip.unclosed is not None, "the rule saw it"
    opener = slip.text[slip.unclosed]
    closer = {"[": "]", "{": " }"}[opener]
    typed = slip.value.rstrip(", ")
    line = remedy.lines(slip.key, [f"{typed}{closer}"], slip.statement.path)
    good = line and typed != opener
    return (
        f"{slip.label}the closing bracket is missing; "
        f"write {line if good else f'{closer.strip()} below the last line of what {opener} begins'}"
    )


def no_comma(slip: Slip) -> str:
    """Write the comma between two values, or the whole list where more is wrong."""
    before = slip.text[: slip.pos].rstrip()
    if slip.reaches_below:
        last = before.rpartition("\n")[2].strip()
        return f"{slip.label}a comma is missing between two lines; write {shortened(last)},"
    rest = slip.rest.strip()
    fixed = f"{before[slip.after_equals :].strip()}, {rest}"
    line = remedy.lines(slip.key, [fixed], slip.statement.path)
    if not line or before[-1:].isalnum():
        return in_braces(slip) if slip.opener == "{" else no_value(slip)
    return f"{slip.label}a comma is missing; write {line}"


def in_braces(slip: Slip) -> str:
    """Write the values of an inline table as their keys take them."""
    path = slip.statement.path
    inside = (*path, 0) if expected.kind_of(path) is Kind.BLOCKS else path

    def pair(found: re.Match[str]) -> str:
        if remedy.is_sound(found[0]):
            return found[0]
        values = expected.written((*inside, found[1]), found[2])
        return f"{found[1]} = {values[0]}" if values else found[0]

    fixed = re.sub(r"([\w-]+)\s*=\s*([^\"'\[{,}]*[^\"'\[{,}\s])", pair, slip.value)
    line = remedy.lines(slip.key, [fixed], path)
    remedied = f"write {line}" if line else f"expected {expected.wanted(path)}"
    return f"{slip.label}{shortened(slip.value)} is no TOML value; {remedied}"


def inside_braces(slip: Slip) -> str:
    """Write an inline table with = for the colons of JSON and YAML."""
    fixed = re.sub(r"\"?([\w-]+)\"?\s*:(?!//)", r"\1 =", slip.value)
    line = remedy.lines(slip.key, [fixed], slip.statement.path)
    return f"{slip.label}expected key = value inside braces{f'; write {line}' if line else ''}"


def item(slip: Slip) -> str:
    """Write one value of a list of several lines in quotes."""
    typed = re.split(r"[,\]\n]", slip.text[slip.pos :], maxsplit=1)[0].strip()
    shown = shortened(typed)
    return f"{slip.label}{shown} is no TOML value; write {quoted(meant.bare(shown))}, in quotes"


def empty(slip: Slip) -> str:
    """Write the emptiest value."""
    path = slip.statement.path
    example = expected.example_of(path).partition(" or ")[0]
    value = _BLANK.get(expected.kind_of(path), example)
    return f"{slip.label}expected a value after =; write {slip.key} = {value}, or delete the line"


def curly(slip: Slip) -> str:
    """Write straight quotes for those of a word processor."""
    values = expected.written(slip.statement.path, slip.value)
    line = remedy.lines(slip.key, values, slip.statement.path)
    write = f"; write {line}" if line else ""
    return f"{slip.label}expected straight quotes, found {slip.value[0]}{write}"


def null(slip: Slip) -> str:
    """Say that what is not known has no line."""
    return f"{slip.label}{slip.value} is no TOML value; delete the line, for what is not known"


def capital(slip: Slip) -> str:
    """Write true and false as TOML does."""
    if expected.kind_of(slip.statement.path) not in {Kind.FLAG, Kind.ENDED, Kind.OWN}:
        return no_value(slip)
    right = slip.value.lower()
    return (
        f"{slip.label}{slip.value} is no TOML value; write {slip.key} = {right}, in small letters"
    )


def no_such_day(slip: Slip) -> str:
    """Say that the calendar hasn't this day."""
    values = meant.a_day(slip.value, slip.statement.path)
    line = remedy.lines(slip.key, values, slip.statement.path)
    said = f"{slip.label}{shortened(slip.value)} is no day of the calendar"
    ymd = re.match(r"(\d{4})-(0[1-9]|1[0-2])-", slip.value)
    if line or ymd is None or ymd[1] == "0000":
        return f"{said}; write {line or 'the day as year-month-day, such as 2026-11-20'}"
    days = calendar.monthrange(int(ymd[1]), int(ymd[2]))[1]
    return (
        f"{said}, this month has {days} days; write {slip.key} = {ymd[0]}{days} "
        "or the day that was meant"
    )


def trailing(slip: Slip) -> str:
    """Write a line without the comma or semicolon at its end."""
    value = slip.value.rstrip(" ,;")
    mark = {",": "comma", ";": "semicolon"}[slip.value[-1]]
    return (
        f"{slip.label}expected nothing after the value, found a {mark}; "
        f"write {slip.key} = {value}, without it"
    )


def inner_quote(slip: Slip) -> str:
    """Write a text that has quotes inside in the other kind of quotes."""
    mark, path = slip.value[0], slip.statement.path
    typed = re.sub(r"[\"']\s+[\"']", " ", slip.value)
    whole = mark == "'" or typed.endswith(mark)
    text = meant.bare(typed) if whole else typed.replace(mark, "")
    line = remedy.lines(slip.key, [quoted(text)], path)
    remedied = f"write {line}" if line else f"expected {expected.wanted(path)}"
    return f"{slip.label}the text ends at the quote inside it; {remedied}"


def _retyped(slip: Slip) -> tuple[str, ...]:
    """Return the value in quotes that fit it, whatever is between them."""
    if slip.value.startswith("{"):
        return ()
    return expected.written(slip.statement.path, slip.value)
