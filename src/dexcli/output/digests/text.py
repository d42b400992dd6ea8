"""A digest as text: tables on a terminal, elsewhere one plain line a record."""

from collections.abc import Sequence

from dexcli.output import sanitize
from dexcli.output.digests.lines import Line, Lines
from dexcli.output.screen import SEPARATOR, Listing, Screen

_DUE = ("Who", "Due", "Last time", "Promised", "Reach")
_PROMISES = ("Who", "What", "When")
_DATES = ("Who", "Day", "When", "Gifts")


def show(told: Lines, screen: Screen) -> None:
    """Print a digest; how many more people there are is said on stderr."""
    sections: list[tuple[Sequence[str], Sequence[Line]]]
    sections = [(_DUE, told.due), (_PROMISES, told.promises), (_DATES, told.dates)]
    for place, (columns, lines) in enumerate(each for each in sections if each[1]):
        if place and screen.is_terminal:
            screen.text("")
        screen.listing(Listing(columns, [line.fields for line in lines]))
        if lines is told.due and told.rest:
            screen.note(told.rest)


def plain(told: Lines) -> str:
    """Return a digest as the text of a message, its control characters shown."""
    parts = [f"{told.headline}."]
    for lines in (told.due, told.promises, told.dates):
        records = [SEPARATOR.join(_fields(line.fields)) for line in lines]
        if lines is told.due and told.rest:
            records.append(told.rest)
        if records:
            parts.append("\n".join(f"- {record}" for record in records))
    return "\n\n".join(parts) + "\n"


def _fields(fields: tuple[str, ...]) -> list[str]:
    return [sanitize.one_line(each) for each in fields if each]
