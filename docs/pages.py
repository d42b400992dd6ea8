"""Draw the documentation's pictures of pages as a browser shows them.

Run it with `python docs/pages.py`; a folder as its argument takes the pictures
instead of docs/pictures. It needs Chromium, which draws letters with the fonts of the
machine: no two machines give the same bytes, and no test compares them.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # for the tests' browser

from dexcli import cli  # noqa: E402 - behind the path
from tests import chromium  # noqa: E402 - as above

FOLDER = ROOT / "docs" / "pictures"
TODAY = "2026-11-22"
# What happens before the pages are made, as docs/graph.md has it: the twelve have no ties of
# their own among each other.
BEFORE: tuple[tuple[str, ...], ...] = (
    ("relate", "wassermann", "publisher=fischer"),
    ("log", "brahm", "sandrock", "kerr", "--kind", "theatre", "--on", "2026-10-03"),
    ("log", "salten", "rilke", "schaukal", "wassermann", "--kind", "dinner", "--on", "2026-11-07"),
    ("add", "Max Reinhardt", "--tag", "theatre", "--through", "brahm"),
)
# A picture's name, the command that makes its page, what is typed into it, and how it is seen.
PAGES: tuple[tuple[str, tuple[str, ...], str, tuple[int, int], bool], ...] = (
    ("graph-desk", ("graph",), "", chromium.DESK, False),
    ("graph-phone", ("graph",), "otto brahm", chromium.PHONE, True),
)
_DRAWN = "new Promise(done => setTimeout(done, 300))"


def main(folder: Path) -> None:
    """Draw every picture into a folder."""
    with tempfile.TemporaryDirectory() as name, chromium.opened(Path(name)) as browser:
        place = Path(name)
        _run(place, "init", "--example")
        for command in BEFORE:
            _run(place, *command)
        for picture, command, typed, size, dark in PAGES:
            page = place / f"{picture}.html"
            _run(place, *command, "--output", str(page))
            browser.open(page, size=size, dark=dark)
            if typed:
                browser.click("input[type=search]")
                browser.write(typed)
                browser.press("Enter")
            browser.ask(_DRAWN)
            (folder / f"{picture}.png").write_bytes(browser.picture())


def _run(place: Path, *command: str) -> None:
    words = ["--ledger", str(place / "example"), "--today", TODAY, "--quiet", *command]
    assert cli.run(words) == 0, command


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
