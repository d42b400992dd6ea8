"""A line with a caret under the place in it that is wrong."""

from rich.cells import cell_len

from dexcli.core.errors import Place
from dexcli.output import sanitize

_MARGIN = "  "
_ROOM = 78  # columns of a text; a longer one shows so much before, of and behind its place
_BEFORE, _WRONG, _BEHIND = 36, 24, 18
_CUT = "…"


def under(place: Place) -> str:
    """Return the text of a place with carets below, two lines, each with a line break.

    Wide characters take two columns and combining ones none; hidden ones are
    shown as escapes.
    """
    text, start, end = place.text, place.start, place.end
    parts = (text[:start], text[start:end], text[end:])
    before, wrong, behind = (sanitize.one_line(part).replace("\t", " ") for part in parts)
    if cell_len(before + wrong + behind) > _ROOM:
        before, wrong, behind = (
            _end(before, _BEFORE),
            _start(wrong, _WRONG),
            _start(behind, _BEHIND),
        )
    carets = "^" * max(cell_len(wrong), 1)
    return f"{_MARGIN}{before}{wrong}{behind}\n{_MARGIN}{' ' * cell_len(before)}{carets}\n"


def _start(text: str, columns: int) -> str:
    """Return as much of the start as has room."""
    if cell_len(text) <= columns:
        return text
    while cell_len(text) > columns - 1:
        text = text[: max(len(text) - max((cell_len(text) - columns) // 2, 1), 0)]
    return text + _CUT


def _end(text: str, columns: int) -> str:
    """Return as much of the end as has room."""
    if cell_len(text) <= columns:
        return text
    while cell_len(text) > columns - 1:
        text = text[max((cell_len(text) - columns) // 2, 1) :]
    return _CUT + text
