"""The charts of `stats` on a terminal, as wide as it is; two beside each other on a wide one."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from dexcli.output import charts, sanitize, tables
from dexcli.output.charts import Marks
from dexcli.output.screen import Screen
from dexcli.output.stats.pictures import Bars, Courses, Heat, Picture, Report, Shifts

_TWO_FROM = 150  # columns of a terminal from which charts stand beside each other
_BETWEEN = 4
_MOST_BAR, _LEAST_BAR = 60, 8
_NAME = 24  # cells of a name that a line beside it leaves room for
_INK = "green"  # of the terminal's own palette, so that it is seen on light and dark
_INDENT = 2


def show(report: Report, screen: Screen, marks: Marks) -> None:
    """Print the charts."""
    console = tables.console(screen)
    console.print(Text(sanitize.one_line(report.title), style="bold"))
    for note in report.notes:
        console.print(Text(sanitize.one_line(note)))
    if console.width < _TWO_FROM:
        for picture in report.pictures:
            console.print(_drawn(picture, console.width, marks))
        return
    width = (console.width - _BETWEEN) // 2
    drawn = [_drawn(picture, width, marks) for picture in report.pictures]
    beside = Table.grid(padding=(0, _BETWEEN, 0, 0))
    beside.add_column(width=width)
    beside.add_column(width=width)
    left, right = _halves(drawn)
    beside.add_row(Text("\n").join(left), Text("\n").join(right))
    console.print(beside)


def _halves(drawn: Sequence[Text]) -> tuple[list[Text], list[Text]]:
    """Return the charts in two columns, in order, which differ in length as little as can be."""
    heights = [len(each.plain.splitlines()) + 1 for each in drawn]
    ends = range(len(drawn) + 1)
    best = min(ends, key=lambda end: abs(sum(heights[:end]) - sum(heights[end:])))
    return list(drawn[:best]), list(drawn[best:])


def _drawn(picture: Picture, width: int, marks: Marks) -> Text:
    text = Text("\n", no_wrap=True, overflow="ignore")
    text.append(picture.heading, style="bold")
    match picture:
        case Bars():
            lines = _bars(picture, width, marks)
        case Heat():
            lines = _heat(picture, width, marks)
        case Courses():
            lines = _courses(picture, width, marks)
        case Shifts():
            lines = _shifts(picture, width, marks)
    for line in lines:
        text.append("\n").append(" " * _INDENT).append_text(line)
    return text


def _bars(picture: Bars, width: int, marks: Marks) -> Iterator[Text]:
    label = min(max(_cells(row.label) for row in picture.rows), width // 3)
    shown = max(_cells(row.shown) for row in picture.rows)
    room = min(max(width - _INDENT - label - shown - 4, _LEAST_BAR), _MOST_BAR)
    for row in picture.rows:
        drawn = charts.bar(row.value, most=picture.most, width=room, marks=marks)
        head = f"{_fitted(row.label, label, marks)}  {row.shown.rjust(shown)}  "
        yield Text(head.rstrip() if not drawn else head).append(drawn, style=_INK)
    yield from _note(picture.note)


def _heat(picture: Heat, width: int, marks: Marks) -> Iterator[Text]:
    room = width - _INDENT - len("Mon ")
    wide = 2 if room >= 2 * picture.weeks else 1
    year = charts.year(
        picture.days,
        since=picture.since,
        until=picture.until,
        weeks=min(room // wide, picture.weeks),
    )
    yield Text(" " * len("Mon ") + _months(year.months, wide, len(year.rows[0])))
    for name, row in zip(charts.DAYS, year.rows, strict=True):
        line = Text(f"{name} ")
        for cell in row:
            line.append_text(_cell(cell, wide, marks))
        line.rstrip()
        yield line
    legend = Text(" " * len("Mon ")).append_text(_cell(0, 1, marks)).append(" none")
    for level, least, most in year.legend:
        count = str(least) if least == most else f"{least}{marks.to}{most}"
        legend.append("   ").append_text(_cell(level, wide, marks)).append(f" {count}")
    yield legend


def _months(names: Sequence[tuple[int, str]], wide: int, weeks: int) -> str:
    """Return the line above the days; a name without room is left out."""
    line = ""
    for place, name in names:
        at = place * wide
        if at >= len(line) + bool(line) and at + len(name) <= weeks * wide:
            line = line.ljust(at) + name
    return line


def _cell(level: int | None, wide: int, marks: Marks) -> Text:
    match level:
        case None:
            return Text(" " * wide)
        case 0:
            return Text(marks.nothing.ljust(wide), style="dim")
        case _:
            shade = marks.shades[level - 1]
            return Text(shade * wide if marks.fills else shade.ljust(wide), style=_INK)


def _courses(picture: Courses, width: int, marks: Marks) -> Iterator[Text]:
    times = max(len(f"{row.times:,}") for row in picture.rows)
    last = max(len(row.last) for row in picture.rows)
    values = max(len(row.values) for row in picture.rows)
    room = width - _INDENT - times - last - 6
    least = max(room - values, min(_NAME, room // 2))
    who = min(max(_cells(row.who) for row in picture.rows), least)
    for row in picture.rows:
        drawn = charts.course(_gathered(row.values, max(room - who, _LEAST_BAR)), marks)
        yield Text.assemble(
            f"{_fitted(row.who, who, marks)}  {row.times:>{times},}  ",
            (drawn, _INK),
            f"  {row.last}",
        )
    yield from _note(picture.note)


def _gathered(values: Sequence[int], room: int) -> list[int]:
    """Return the values in so many columns that there is room for them."""
    every = -(-len(values) // room)
    return [sum(values[start : start + every]) for start in range(0, len(values), every or 1)]


def _shifts(picture: Shifts, width: int, marks: Marks) -> Iterator[Text]:
    now = max(len(f"{row.now:,}") for row in picture.rows)
    before = max(len(f"{row.before:,}") for row in picture.rows)
    room = width - _INDENT - now - before - len("    ") - len(marks.becomes)
    who = min(max(_cells(row.who) for row in picture.rows), room)
    for row in picture.rows:
        name = _fitted(row.who, who, marks)
        yield Text(f"{name}  {row.before:>{before},} {marks.becomes} {row.now:>{now},}")
    yield from _note(picture.note)


def _note(note: str) -> Iterator[Text]:
    if note:
        yield Text(note)


def _cells(text: str) -> int:
    return cell_len(_on_one_line(text))


def _fitted(text: str, cells: int, marks: Marks) -> str:
    """Return a text that takes so many cells, cut where it is longer."""
    text = _on_one_line(text)
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    return set_cell_size(text, cells - 1).rstrip() + marks.cut


def _on_one_line(text: str) -> str:
    """Return a text of which every character is as wide as it says; a tab is never."""
    return sanitize.one_line(text).replace("\t", " ")
