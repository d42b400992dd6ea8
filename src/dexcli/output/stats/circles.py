"""The circles on a terminal: who is in each, who came and who went, and what to type."""

import textwrap
from collections.abc import Callable, Sequence

from rich.text import Text

from dexcli.core.circles import SIZES, Circles, Place
from dexcli.output import sanitize, tables
from dexcli.output.screen import Screen

Label = Callable[[str], str]
_INDENT = 2
_GOES_ON = " \\"


def show(found: Circles, label: Label, commands: Sequence[str], screen: Screen) -> None:
    """Print the circles, the closest first; a command stands on a line of its own, to be copied."""
    console = tables.console(screen)
    known: set[str] = set()
    for size in SIZES:
        ring = found.ring(size)
        if not ring and not found.left(size):
            continue
        if known:
            console.print()
        more = f": {len(ring)} more" if known else ""
        console.print(Text(f"The closest {size}{more}", style="bold"))
        for line in (_names(ring, label), *_moved(found, size, label)):
            for wrapped in Text(line).wrap(console, console.width - _INDENT):
                console.print(Text(" " * _INDENT).append_text(wrapped))
        known |= {*ring}
    if commands:
        console.print(Text("\nHow often, for those without a cadence:", style="bold"))
        for command in commands:
            screen.text(_continued(command, console.width))


def _continued(command: str, width: int) -> str:
    """Return a command broken between words, as a shell takes it when it is pasted."""
    indent = " " * _INDENT
    lines = textwrap.wrap(
        command, width - 2 * _INDENT - len(_GOES_ON), break_long_words=False, break_on_hyphens=False
    )
    return indent + f"{_GOES_ON}\n{indent * 2}".join(lines)


def _names(handles: Sequence[str], label: Label) -> str:
    return sanitize.one_line(", ".join(label(handle) for handle in handles))


def _moved(found: Circles, size: int, label: Label) -> list[str]:
    sides: tuple[tuple[str, list[Place]], ...] = (
        ("in", found.came(size)),
        ("out", found.left(size)),
    )
    return [
        f"{side} since {found.before}: {_names([place.handle for place in places], label)}"
        for side, places in sides
        if places
    ]
