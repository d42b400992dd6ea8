"""What a spreadsheet gives back as it was given: other blanks and lost zeros are no change."""

import re
from typing import Any

from dexcli.core import names

_NO_DIGIT = re.compile(r"\D")
_LEAST_DIGITS = 5  # what has fewer is no phone, and compared as a text


def kept(key: str, old: object, new: object) -> Any:  # noqa: ANN401 - a TOML value
    """Return the new value, or the old one where both say the same; of lists item by item.

    Spreadsheets take "+44 20…" for a number and drop the plus, or the zeros before
    it, and a table strips its cells.
    """
    if isinstance(old, list) and isinstance(new, list):
        known = {_form(key, each): each for each in reversed(old) if isinstance(each, str)}
        return [
            known.get(_form(key, each), each) if isinstance(each, str) else each for each in new
        ]
    if isinstance(old, str) and isinstance(new, str) and _form(key, old) == _form(key, new):
        return old
    return new


def _form(key: str, text: str) -> str:
    if key == "emails":
        return names.fold(text)
    if key == "phones" and len(digits := _NO_DIGIT.sub("", text)) >= _LEAST_DIGITS:
        return digits.lstrip("0")
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
