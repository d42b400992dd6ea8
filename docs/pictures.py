"""Draw the README's pictures from what the commands really print on the example ledger.

Run it with `python docs/pictures.py`; a folder as its argument takes the pictures
instead of docs/pictures. The day is fixed and the pictures are made of text, so
that the same program always draws the same bytes. They ask for no font or file
from anywhere, and have other colours on a dark screen.
"""

import io
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path

from rich.segment import Segment, Segments
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from dexcli import cli
from dexcli.output import tables
from dexcli.output.screen import Screen

TODAY = "2026-11-22"
WIDTH = 80  # columns
WIDE = {"stats-wide": 200}
COMMANDS = {
    "due": ("due",),
    "today": ("today",),
    "show": ("show", "rilke"),
    "list": ("list", "tag:writer"),
    "stats": ("stats", "--since", "2026"),
    "stats-wide": ("stats", "--since", "2026"),
    "circles": ("stats", "--circles"),
}
FOLDER = Path(__file__).parent / "pictures"

_INK, _PAPER = (31, 35, 40), (250, 250, 248)
_COLORS = [_INK, (164, 14, 38), (26, 127, 55), (125, 78, 0),
           (5, 80, 174), (102, 57, 186), (27, 124, 131), (87, 96, 106)]  # fmt: skip
_THEME = TerminalTheme(_PAPER, _INK, _COLORS)
_DARK = dict(zip(  # the same colours where a reader's screen is dark, the paper among them
    ("#fafaf8", "#afb8c1", "#d0d7de", "#57606a", "#1f2328",
     "#a40e26", "#1a7f37", "#7d4e00", "#0550ae", "#6639ba", "#1b7c83", "#76797b"),
    ("#0d1117", "#30363d", "#484f58", "#8b949e", "#e6edf3",
     "#ff7b72", "#3fb950", "#d29922", "#79c0ff", "#d2a8ff", "#56d4dd", "#7d8590"),
    strict=True,
))  # fmt: skip
_FILL = re.compile(r"^(\.\S+) \{.*?fill: (#\w+)", re.MULTILINE)
_EMPTY = re.compile(r"<text[^>]*>\n</text>")  # rich draws the ends of lines too
_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

# rich fills the single braces; its own template fetches a font from a server.
_SVG = (
    """\
<svg viewBox="0 0 {width} {height:.0f}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: FONTS; font-size: {char_height}px; }}
.{unique_id}-title {{ font-family: FONTS; font-size: 16px; fill: #57606a; }}
.{unique_id}-paper {{ fill: #fafaf8; stroke: #afb8c1; }}
.{unique_id}-button {{ fill: #d0d7de; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width:.0f}" height="{terminal_height:.0f}"/>
</clipPath>
{lines}
</defs>
<rect class="{unique_id}-paper" x="1" y="1" rx="8" width="99.7%" height="99%"/>
<g class="{unique_id}-button"><circle cx="24" cy="21" r="6"/><circle cx="44" cy="21" r="6"/>\
<circle cx="64" cy="21" r="6"/></g>
<text class="{unique_id}-title" x="50%" y="27" text-anchor="middle">TITLE</text>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
).replace("FONTS", _FONTS)


class _Terminal(io.StringIO):
    """A stream that a program takes for a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def main(folder: Path) -> None:
    """Draw every picture into a folder."""
    for name, command in COMMANDS.items():
        path = folder / f"{name}.svg"
        path.write_text(_picture(name, command), encoding="utf-8", newline="\n")


def _picture(name: str, command: tuple[str, ...]) -> str:
    """Return the SVG of one command with its output."""
    typed = f"dexcli {' '.join(command)}"
    width = WIDE.get(name, WIDTH)
    recorder = tables.console(
        Screen(is_terminal=True, color=True, width=width, out=io.StringIO()), record=True
    )
    shown = Text.assemble(f"$ {typed}\n", Text.from_ansi(_output(command, width)))
    for line in recorder.render_lines(shown, pad=False):
        recorder.print(Segments([*_words(line), Segment.line()]))
    svg = recorder.export_svg(
        theme=_THEME, unique_id=f"dexcli-{name}", code_format=_SVG.replace("TITLE", typed)
    )
    lines = _EMPTY.sub("\n", svg).replace("</style>", f"{_in_the_dark(svg)}</style>").splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.strip())


def _in_the_dark(svg: str) -> str:
    """Return the styles of a picture for a dark screen."""
    fills = "\n".join(f"{name} {{ fill: {_DARK[color]}; }}" for name, color in _FILL.findall(svg))
    paper = re.search(r"(\.\S+-paper) \{", svg)
    assert paper is not None
    edge = f"{paper[1]} {{ stroke: {_DARK['#afb8c1']}; }}"
    return f"@media (prefers-color-scheme: dark) {{\n{fills}\n{edge}\n}}\n"


def _words(line: Iterable[Segment]) -> list[Segment]:
    """Return a line in which every word has a place of its own, whatever the font's width."""
    return [
        Segment(part, each.style) for each in line for part in re.split("( +)", each.text) if part
    ]


def _output(command: tuple[str, ...], width: int) -> str:
    """Return what a command prints on a terminal, on a fresh example ledger."""
    os.environ |= {"COLUMNS": str(width), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
    with tempfile.TemporaryDirectory() as folder:
        place = ["--ledger", str(Path(folder) / "example"), "--today", TODAY, "--color", "always"]
        with redirect_stdout(_Terminal()) as printed:
            codes = cli.run([*place, "--quiet", "init", "--example"]), cli.run([*place, *command])
    assert codes == (0, 0), codes
    return printed.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
