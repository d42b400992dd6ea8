"""A topic's text, and the parts it is made of.

The texts are Markdown of a simple kind: a title, headings, paragraphs, items,
and lines that stand as they are, with four blanks before them.
"""

import re
from collections.abc import Iterator
from importlib import resources

from msgspec import Struct

_ITEM = "- "
_INDENT = "    "
_PART = re.compile(r"\n{2,}")


class Title(Struct, frozen=True):
    """The first line of a page."""

    text: str


class Heading(Struct, frozen=True):
    """What the next parts are about."""

    text: str


class Paragraph(Struct, frozen=True):
    """A text that may be wrapped anew."""

    text: str


class Item(Struct, frozen=True):
    """One point of a list, which may be wrapped anew."""

    text: str


class Verbatim(Struct, frozen=True):
    """Lines that stand as they are: what is typed, or a table."""

    lines: tuple[str, ...]


Part = Title | Heading | Paragraph | Item | Verbatim


def page(topic: str) -> tuple[Part, ...]:
    """Return the parts of a topic's page."""
    return tuple(parse(text(topic)))


def text(topic: str) -> str:
    """Return a topic's page as it was written."""
    return resources.files(__package__).joinpath("topics", f"{topic}.md").read_text("utf-8")


def parse(written: str) -> Iterator[Part]:
    """Yield the parts of a page."""
    for block in _PART.split(written.strip("\n")):
        if block.startswith(_INDENT):
            yield Verbatim(tuple(line.removeprefix(_INDENT) for line in block.splitlines()))
        elif block.startswith("# "):
            yield Title(block.removeprefix("# "))
        elif block.startswith("## "):
            yield Heading(block.removeprefix("## "))
        elif block.startswith(_ITEM):
            yield from (
                Item(" ".join(each.split())) for each in f"\n{block}".split(f"\n{_ITEM}")[1:]
            )
        else:
            yield Paragraph(" ".join(block.split()))
