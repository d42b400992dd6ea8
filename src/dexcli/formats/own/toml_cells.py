"""Any value of a contact's file as the text of one cell, and back: plain text where it can be."""

from datetime import date, datetime, time
from typing import Any

_KEY = "v"


def to_cell(value: object) -> str:
    """Return the cell for a value: a text as it is, anything else as TOML writes it.

    A text that would be read back as something else stands in quotes.
    """
    if isinstance(value, str) and from_cell(value) == value:
        return value
    return _inline(value)


def from_cell(text: str) -> Any:  # noqa: ANN401 - a TOML value is one of many types
    """Return the value that a cell stands for; what is no TOML value is a text."""
    if text in {"TRUE", "FALSE"}:  # what spreadsheets make of true and false
        return text == "TRUE"
    import tomli  # only for keys that aren't ours

    try:
        found = tomli.loads(f"{_KEY} = {text}")
    except (ValueError, RecursionError):
        return text
    return found[_KEY] if set(found) == {_KEY} else text


def _inline(value: object) -> str:
    match value:
        case dict():
            pairs = ", ".join(
                f"{_inline(str(key))} = {_inline(each)}" for key, each in value.items()
            )
            return f"{{ {pairs} }}" if pairs else "{}"
        case list() | tuple():
            return f"[{', '.join(_inline(each) for each in value)}]"
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            import tomli_w  # only for keys that aren't ours

            return tomli_w.dumps({_KEY: value}).removeprefix(f"{_KEY} = ").removesuffix("\n")
