"""The HTML digest in a real browser, at a phone's and a desk's width.

What a test can say of a page: that something is on it, and that nothing comes
near its edge. Whether it looks right, somebody has to look.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import chromium
from tests.chromium import DESK, PHONE
from tests.conftest import Dexcli

Write = Callable[[str, str], Path]
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


# How far what is drawn stays away from the nearer side, in pixels.
MARGINS = """(() => {
  const range = document.createRange();
  const boxes = [...document.body.querySelectorAll("*")].flatMap(each => {
    range.selectNodeContents(each);
    return [...range.getClientRects()].filter(box => box.width > 0);
  });
  const width = document.documentElement.clientWidth;
  return boxes.map(box => Math.min(box.left, width - box.right));
})()"""
PAPER = """(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g);
  return +red + +green + +blue;
})()"""


@chromium.needs_chromium
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_digest_shows_something_and_runs_over_no_edge(
    page: Path, browser: chromium.Browser, size: tuple[int, int]
) -> None:
    browser.open(page, size=size)

    margins = browser.ask(MARGINS)
    assert len(margins) > 20
    assert min(margins) >= MARGIN
    assert browser.ask("document.documentElement.scrollWidth") <= size[0]
    assert (browser.requests, browser.troubles) == ([], [])


@chromium.needs_chromium
def test_in_the_dark_the_paper_is_dark(page: Path, browser: chromium.Browser) -> None:
    papers = []
    for dark in (False, True):
        browser.open(page, size=PHONE, dark=dark)
        papers.append(browser.ask(PAPER))

    assert papers[0] > 3 * 200
    assert papers[1] < 3 * 60


def test_the_page_asks_nothing_of_another_machine(page: Path) -> None:
    source = page.read_text("utf-8")

    assert re.findall(r'(?:src|href|srcset|action)="(?!tel:|mailto:)', source) == []
    assert re.findall(r"https?:|url\(|@import|<(?:script|link|img|iframe|object)", source) == []
    assert "default-src 'none'" in source
