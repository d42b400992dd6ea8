"""A page of the manual: plain text, and the same with its words set off on a terminal."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dexcli.manual.pages import Heading, Item, Paragraph, Part, Title, Verbatim

WIDTH = 78  # columns, at most
_MARGIN, _DEEPER = "  ", "      "
_CODE = re.compile(r"`([^`]+)`")


def plain(parts: Sequence[Part], *, width: int = WIDTH) -> str:
    """Return a page as text of ``width`` columns."""
    return "\n".join(line for line, _ in _lines(parts, width))


def styled(parts: Sequence[Part], *, columns: int) -> Iterable[tuple[str, str]]:
    """Return a page for a terminal: pieces of text with rich's styles, without backquotes."""
    for line, style in _lines(parts, min(columns, WIDTH)):
        for number, piece in enumerate(_CODE.split(line)):
            yield piece, "bold" if number % 2 else style
        yield "\n", ""


def _lines(parts: Sequence[Part], width: int) -> Iterable[tuple[str, str]]:
    """Yield the lines of a page, each with rich's style of all of it."""
    for before, part in pairwise((None, *parts)):
        if before is not None and not (isinstance(before, Item) and isinstance(part, Item)):
            yield "", ""
        match part:
            case Title(text) | Heading(text):
                yield text, "bold"
            case Paragraph(text):
                yield from ((line, "") for line in _wrapped(text, width, _MARGIN, _MARGIN))
            case Item(text):
                start = f"{_MARGIN}- "
                yield from ((line, "") for line in _wrapped(text, width, start, _MARGIN + "  "))
            case Verbatim(lines):
                yield from ((f"{_DEEPER}{line}".rstrip(), "cyan") for line in lines)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Return the lines of a text; what stands in backquotes is kept on one of them."""
    held = _CODE.sub(lambda found: found[0].replace(" ", "\0"), text)
    lines = textwrap.wrap(
        held,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\0", " ") for line in lines]
