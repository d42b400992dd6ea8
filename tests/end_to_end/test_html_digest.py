"""The HTML digest in a real browser, at a phone's and a desk's width.

What a test can say of a picture: its size, that something is on it, and that
nothing runs over its edge. Whether it looks right, somebody has to look.
"""

import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Dexcli

Write = Callable[[str, str], Path]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(
    BROWSER is None,
    reason="NOT TESTED: how the HTML digest looks. There is no Chromium (Debian: chromium)",
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--force-device-scale-factor=1",
)  # fmt: skip
PHONE, DESK = (390, 844), (1280, 800)
PATIENCE = 120  # seconds; the first start of a browser can be slow
MARGIN = 12  # pixels at each side that stay free
ADA = """\
name = "Ada Lovelace"
cadence = "3 weeks"
birthday = 1985-11-23
phones = ["+44 20 7946 0958"]
gifts = [{ idea = "a set of punched cards" }]
reminders = [{ note = "send the paper", on = 2026-11-19 }, { note = "the recipe" }]
interactions = [{ on = 2026-10-10, kind = "coffee", note = "Bernoulli numbers" }]
"""
NAMES = (
    "Zoë Müller", "שלום כהן", "李清照", "<script>document.body.remove()</script>",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
)  # fmt: skip


@pytest.fixture
def page(dexcli: Dexcli, write: Write, tmp_path: Path) -> Path:
    """Return the digest of a day on which all kinds of things wait."""
    write("ada", ADA)
    for number, name in enumerate(NAMES):
        text = f'name = "{name}"\ncadence = "weekly"\nadded = 2026-10-01\n'
        write(f"p{number}", f'{text}emails = ["{"somebody." * 9}{number}@example.org"]\n')
    path = tmp_path / "digest.html"
    path.write_text(dexcli("today", "--format", "html").stdout, encoding="utf-8")
    return path


def picture(page: Path, folder: Path, size: tuple[int, int], *flags: str) -> bytes:
    """Return what a browser shows of a page, as PNG."""
    assert BROWSER is not None
    shot = folder / f"{size[0]}.png"
    words = (
        f"--user-data-dir={folder / 'profile'}",
        f"--screenshot={shot}",
        f"--window-size={size[0]},{size[1]}",
    )
    subprocess.run(
        [BROWSER, *FLAGS, *flags, *words, page.as_uri()],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return shot.read_bytes()


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def lines_of(png: bytes) -> Iterator[list[bytes]]:
    """Yield the pixels of each line (PNG, third edition, §9: what its filters took away)."""
    (width, depth, colours) = (size_of(png)[0], png[24], png[25])
    step = {2: 3, 6: 4}[colours]
    assert (depth, png[28]) == (8, 0), "eight bits a sample, not interlaced"
    raw, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            raw += png[place + 8 : place + 8 + length]
        place += 12 + length
    raw = zlib.decompress(raw)
    above = bytes(width * step)
    for start in range(0, len(raw), width * step + 1):
        above = unfiltered(raw[start], raw[start + 1 : start + 1 + width * step], above, step)
        yield [above[each : each + step] for each in range(0, len(above), step)]


def unfiltered(kind: int, line: bytes, above: bytes, step: int) -> bytes:
    done = bytearray(line)
    for each in range(len(line)):
        left = done[each - step] if each >= step else 0
        corner = above[each - step] if each >= step else 0
        guess = (0, left, above[each], (left + above[each]) // 2, 0)[kind]
        if kind == 4:
            near = left + above[each] - corner
            guess = min((left, above[each], corner), key=lambda one: abs(near - one))
        done[each] = (line[each] + guess) & 0xFF
    return bytes(done)


@needs_browser
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_digest_shows_something_and_runs_over_no_edge(
    page: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    png = picture(page, tmp_path, size)

    assert size_of(png) == size
    lines = list(lines_of(png))
    paper = lines[0][0]
    assert len({pixel for line in lines for pixel in line}) > 20
    sides = {pixel for line in lines for pixel in (*line[:MARGIN], *line[-MARGIN:])}
    assert sides == {paper}


@needs_browser
def test_in_the_dark_the_paper_is_dark(page: Path, tmp_path: Path) -> None:
    dark = "--blink-settings=preferredColorScheme=0"
    papers = [
        sum(next(lines_of(picture(page, tmp_path, PHONE, *flags)))[0][:3])
        for flags in ((), (dark,))
    ]

    assert papers[0] > 3 * 200
    assert papers[1] < 3 * 60


def test_the_page_asks_nothing_of_another_machine(page: Path) -> None:
    source = page.read_text("utf-8")

    assert re.findall(r'(?:src|href|srcset|action)="(?!tel:|mailto:)', source) == []
    assert re.findall(r"https?:|url\(|@import|<(?:script|link|img|iframe|object)", source) == []
    assert "default-src 'none'" in source
