"""What somebody meant whose file is no TOML, and what to write, in a line."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import tomli

from dexcli.store.mistakes import line_slips, value_slips
from dexcli.store.mistakes.meant import visible
from dexcli.store.mistakes.slip import Slip, slip_of

_MOST_DIGITS = 4300  # of a number that Python converts, sys.int_info.default_max_str_digits


class _Part(StrEnum):
    """The attribute of a `Slip` that a rule's pattern is looked for in."""

    COMPLAINT = "complaint"
    TYPED = "typed"
    VALUE = "value"
    CHAR = "char"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A mistake that people make: how it looks, and what to say."""

    part: _Part
    pattern: re.Pattern[str]
    says: Callable[[Slip], str]


def line_of_error(text: str, error: tomli.TOMLDecodeError) -> int:
    """Return the line, from 1, that a person must look at: where the slip is, not its effect."""
    del text
    return slip_of(error).line


def explain_syntax(text: str, error: tomli.TOMLDecodeError) -> str:
    """Return in one line what is no TOML, and the line as it was probably meant."""
    del text
    slip = slip_of(error)
    said = (
        rule.says(slip)
        for applies, rules in _RULES
        if applies(slip)
        for rule in rules
        if rule.pattern.search(getattr(slip, rule.part))
    )
    return visible(next(said))


def explain_excess(text: str) -> str:
    """Return ``:LINE: …`` for what only a program writes: endless numbers."""
    number = re.search(rf"\d[\d_]{{{_MOST_DIGITS - 1}}}", text)
    line = "" if number is None else f":{text.count(chr(10), 0, number.start()) + 1}"
    return f"{line}: a number of thousands of digits; write it in quotes, or delete the line"


def _rules(part: _Part, *rules: tuple[str, Callable[[Slip], str]]) -> tuple[_Rule, ...]:
    return tuple(_Rule(part, re.compile(pattern), says) for pattern, says in rules)


def _on_quotes(slip: Slip) -> bool:
    return slip.opener != "" and slip.opener[0] in "\"'"


def _in_brackets(slip: Slip) -> bool:
    return slip.in_value and slip.opener in {"[", "{"}


_RULES: tuple[tuple[Callable[[Slip], bool], tuple[_Rule, ...]], ...] = (
    # the first group that applies and has a rule whose pattern is found speaks
    (lambda slip: slip.conflict is not None, _rules(_Part.TYPED, (r"", line_slips.conflict))),
    (lambda slip: "\0" in slip.text, _rules(_Part.TYPED, (r"", line_slips.nul))),
    (lambda _: True, _rules(_Part.CHAR, (r"\r", line_slips.line_end))),
    (
        lambda _: True,
        _rules(
            _Part.COMPLAINT,
            (r"^(?:Cannot overwrite|Duplicate)", line_slips.twice),
            (r"^Cannot", line_slips.declared_twice),
            (r"^(?:Illegal|Found invalid) character (?!'\\n')", line_slips.control),
        ),
    ),
    (
        _on_quotes,
        _rules(
            _Part.COMPLAINT,
            (r"(?i)^(?:unescaped|invalid hex|escaped)", value_slips.backslash),
            (r"", value_slips.no_quote),
        ),
    ),
    (
        lambda slip: not slip.char.isprintable(),
        _rules(_Part.CHAR, (r"[^\n\t]", line_slips.invisible)),
    ),
    (
        lambda slip: slip.unclosed is not None,
        _rules(_Part.VALUE, (r"", value_slips.no_bracket)),
    ),
    (
        lambda slip: not slip.in_value,
        _rules(
            _Part.TYPED,
            (r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", line_slips.conflict),
            (r"^(?://|;|--+ |/\*|%)", line_slips.comment),
            (r"^-", line_slips.dash),
            (r"^\{|^\"[^\"]*\"\s*:", line_slips.json),
            (r"^\[", line_slips.header),
            (r"^=", line_slips.no_key),
            (r"^[^=:]+(?:==|=>|:=|->)", line_slips.separator),
            (r"^[\w .-]+:(?!//)", line_slips.separator),
            (r"^[\w-]+\s+[\"'\[{][^=]*$", line_slips.separator),
            (r"=", line_slips.odd_key),
            (r"", line_slips.no_equals),
        ),
    ),
    (
        lambda slip: _in_brackets(slip) and slip.opener == "{",
        _rules(
            _Part.COMPLAINT,
            (r"Expected '='", value_slips.inside_braces),
            (r"^Unclosed", value_slips.no_comma),
            (r"", value_slips.in_braces),
        ),
    ),
    (_in_brackets, _rules(_Part.COMPLAINT, (r"^Unclosed", value_slips.no_comma))),
    (lambda slip: not slip.on_first_line, _rules(_Part.VALUE, (r"", value_slips.item))),
    (
        lambda _: True,
        _rules(_Part.COMPLAINT, (r"^Invalid date", value_slips.no_such_day)),
    ),
    (
        lambda _: True,
        _rules(
            _Part.VALUE,
            (r"^$", value_slips.empty),
            (r"^[=>]", line_slips.second_separator),
            (r"^[“”„‟«»‘’‚‛`]", value_slips.curly),
            (r"^(?i:null|none|nil|n/a|-|\?)$", value_slips.null),
            (r"^(?:True|TRUE|False|FALSE)$", value_slips.capital),
            (r"^[\"'][^\"']*[\"']\s*[,;]$|^[\w.+-]+[,;]$|[\]}]\s*[,;]$", value_slips.trailing),
            (r"^\"[^\"]*\"\s*,|^'[^']*'\s*,", value_slips.no_value),
            (r"^[\"']", value_slips.inner_quote),
            (r"", value_slips.no_value),
        ),
    ),
)
