"""Photograph the pages for browsers: at a desk by day, and on a phone in the dark.

Run it with `python docs/pages.py`; it needs Chromium. A folder as its argument takes
the pictures instead of docs/pictures. They show what the commands print on the
example ledger, on a fixed day.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import chromium  # noqa: E402 - the tests stand beside the package, not in it

TODAY = "2026-11-22"
PAGES = {"stats": ("stats", "--since", "2026", "--html")}
SHOTS = {(chromium.DESK, False): "desk-light", (chromium.PHONE, True): "phone-dark"}
FOLDER = Path(__file__).parent / "pictures"
_MOST_HIGH = 1400  # pixels, of a picture


def main(folder: Path) -> None:
    """Photograph every page into a folder."""
    with tempfile.TemporaryDirectory() as own, chromium.opened(Path(own)) as browser:
        for name, command in PAGES.items():
            page = Path(own) / f"{name}.html"
            page.write_bytes(_output(command, Path(own) / "example"))
            for (size, dark), shot in SHOTS.items():
                browser.open(page, size=size, dark=dark)
                whole = int(browser.ask("document.documentElement.scrollHeight"))
                browser.resize((size[0], min(whole, _MOST_HIGH)))
                (folder / f"{name}-{shot}.png").write_bytes(browser.picture())


def _output(command: tuple[str, ...], ledger: Path) -> bytes:
    """Return what a command prints on a fresh example ledger."""
    program = [sys.executable, "-m", "dexcli", "--ledger", str(ledger), "--today", TODAY]
    if not ledger.exists():
        subprocess.run([*program, "--quiet", "init", "--example"], check=True)  # noqa: S603 - our own
    return subprocess.run([*program, *command], check=True, capture_output=True).stdout  # noqa: S603 - our own


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
