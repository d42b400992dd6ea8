"""Tables for a terminal; data goes in as text and is never read as markup."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from dexcli.core.page import Page
from dexcli.output import sanitize
from dexcli.output.screen import Listing, Screen

if TYPE_CHECKING:
    from dexcli.manual.pages import Part  # only a name here; a table shows no page

T = TypeVar("T")
_GOES_ON = "\n    "  # how a line of a page that is too long goes on


def console(screen: Screen, *, stream: IO[str] | None = None, record: bool = False) -> Console:
    """Return rich's console for a screen: no markup, no emoji codes, no highlighting."""
    return Console(
        file=screen.out if stream is None else stream,
        width=screen.width,
        force_terminal=screen.color,
        no_color=not screen.color,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        record=record,
    )


def table(listing: Listing) -> Table:
    """Return the table of a listing; long cells wrap, and an empty column is left out."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    kept = [n for n in range(len(listing.columns)) if any(row[n] for row in listing.rows)]
    for number in kept:
        style = "bold" if number == 0 else ""
        shown.add_column(listing.columns[number], style=style, overflow="fold", no_wrap=False)
    for row in listing.rows:
        shown.add_row(*(Text(sanitize.one_line(row[number])) for number in kept))
    return shown


def show(listing: Listing, screen: Screen) -> None:
    """Print a listing as a table."""
    console(screen).print(table(listing))


def page_text(page: Page, console: Console) -> Text:
    """Return the page about one person, its title and headings set off.

    A line that is longer than the console is wide goes on below, further in; a
    command stays whole, so that it can be copied.
    """

    def broken(text: str, goes_on: str = "\n") -> str:
        room = console.width - len(_GOES_ON)
        return goes_on.join(one.plain for one in Text(sanitize.one_line(text)).wrap(console, room))

    text = Text(broken(page.title), style="bold")
    for part in page.parts:
        if part.heading:
            text.append(f"\n\n{broken(part.heading)}", style="bold")
        for line in part.lines:
            text.append(f"\n  {broken(line, _GOES_ON)}", style="not bold")
        if part.command:
            text.append(f"\n  {sanitize.one_line(part.command)}", style="not bold")
    return text


def show_page(page: Page, screen: Screen) -> None:
    """Print the page about one person."""
    shown = console(screen)
    shown.print(page_text(page, shown), soft_wrap=True)


def show_manual(parts: "Sequence[Part]", screen: Screen) -> None:
    """Print a page of the manual, headings and what is typed set off."""
    from dexcli.output import manual  # only for help

    shown = console(screen)
    shown.print(Text.assemble(*manual.styled(parts, columns=shown.width)), end="")


def progress(items: Sequence[T], label: str, screen: Screen) -> Iterator[T]:
    """Yield the items under a bar on stderr that goes away at the end."""
    shown = console(screen, stream=screen.err)
    with Progress(console=shown, transient=True) as bar:
        yield from bar.track(items, description=label)


def counting(items: Iterable[T], label: str, screen: Screen) -> Iterator[T]:
    """Yield the items, as many as there are, with their number on stderr until the end.

    The first comes before the bar, whose thread would keep it from being made by two processes.
    """
    items = iter(items)
    yield from itertools.islice(items, 1)
    shown = console(screen, stream=screen.err)
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}")
    with Progress(*columns, console=shown, transient=True) as bar:
        task = bar.add_task(label, total=None, completed=1)
        for each in items:
            yield each
            bar.advance(task)
