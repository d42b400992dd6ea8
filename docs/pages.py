"""Draw the documentation's pictures of pages as a browser shows them.

Run it with `python docs/pages.py`; a folder as its argument takes the pictures
instead of docs/pictures. It needs Chromium, which draws letters with the fonts of the
machine: no two machines give the same bytes, and no test compares them.
"""

import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # for the tests' browser

from dexcli import cli  # noqa: E402 - behind the path
from tests import chromium  # noqa: E402 - as above

FOLDER = ROOT / "docs" / "pictures"
TODAY = "2026-11-22"
# What happens before the graph is made, as docs/graph.md has it: the twelve have no ties of
# their own among each other.
TIES: tuple[tuple[str, ...], ...] = (
    ("relate", "wassermann", "publisher=fischer"),
    ("log", "brahm", "sandrock", "kerr", "--kind", "theatre", "--on", "2026-10-03"),
    ("log", "salten", "rilke", "schaukal", "wassermann", "--kind", "dinner", "--on", "2026-11-07"),
    ("add", "Max Reinhardt", "--tag", "theatre", "--through", "brahm"),
)


class Shot(NamedTuple):
    """One picture: the command that prints its page, and how it is seen."""

    command: tuple[str, ...]
    size: tuple[int, int]  # pixels
    dark: bool = False
    before: tuple[tuple[str, ...], ...] = ()
    typed: str = ""  # what is searched for in it
    most_high: int = 0  # pixels, of a page that is longer than the window


_STATS = ("stats", "--since", "2026", "--html")
_GRAPH = ("graph", "--format", "html")
SHOTS = {
    "stats-desk-light": Shot(_STATS, chromium.DESK, most_high=1400),
    "stats-phone-dark": Shot(_STATS, chromium.PHONE, dark=True, most_high=1400),
    "graph-desk": Shot(_GRAPH, chromium.DESK, before=TIES),
    "graph-phone": Shot(_GRAPH, chromium.PHONE, dark=True, before=TIES, typed="otto brahm"),
}
_DRAWN = "new Promise(done => setTimeout(done, 300))"


def main(folder: Path) -> None:
    """Draw every picture into a folder."""
    with tempfile.TemporaryDirectory() as name, chromium.opened(Path(name)) as browser:
        for picture, shot in SHOTS.items():
            place = Path(name) / picture
            place.mkdir()
            browser.open(_page(place, shot), size=shot.size, dark=shot.dark)
            if shot.typed:
                browser.click("input[type=search]")
                browser.write(shot.typed)
                browser.press("Enter")
            if shot.most_high:
                whole = int(browser.ask("document.documentElement.scrollHeight"))
                browser.resize((shot.size[0], min(whole, shot.most_high)))
            browser.ask(_DRAWN)
            (folder / f"{picture}.png").write_bytes(browser.picture())


def _page(place: Path, shot: Shot) -> Path:
    """Return the page that a command prints on a new example ledger."""
    page = place / "page.html"
    ledger = ["--ledger", str(place / "example"), "--today", TODAY]
    for command in (("init", "--example"), *shot.before):
        assert cli.run([*ledger, "--quiet", *command]) == 0, command
    with page.open("w", encoding="utf-8") as file, redirect_stdout(file):
        assert cli.run([*ledger, *shot.command]) == 0, shot.command
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
