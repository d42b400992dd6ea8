"""The page of `stats --html` in a real browser: it opens from disk, and reads well everywhere."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dexcli.output import charts
from tests import chromium
from tests.chromium import Browser, needs_chromium
from tests.conftest import Dexcli

Write = Callable[[str, str], Path]
SIZES = {"phone": chromium.PHONE, "desk": chromium.DESK}
NAMES = (
    "Ada Lovelace", "שלום כהן", "李清照", "<script>document.body.remove()</script>",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
)  # fmt: skip
DARKEST, LIGHTEST = 60, 200  # of 255, what paper is in the dark and by day
READABLE = 4.5  # contrast of text, WCAG 2.2 §1.4.3
SMALLEST = 9.5  # pixels of a letter's height
WIDTHS = """[...document.querySelectorAll('main *')].filter(e => {
  const b = e.getBoundingClientRect(); return b.width && (b.right > innerWidth || b.left < 0);
}).map(e => e.outerHTML.slice(0, 80))"""
CONTRASTS = """(() => {
  const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(n => n / 255)
    .map(n => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const behind = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)/.test(c)) return c; } };
  return [...document.querySelectorAll('h1, h2, p, th, td, small, text')]
    .filter(e => e.textContent.trim()).map(e => {
      const s = getComputedStyle(e), ink = e.tagName === 'text' ? s.fill : s.color;
      const [a, b] = [light(ink), light(behind(e))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05); });
})()"""
TEXTS = """[...document.querySelectorAll('text')].map(e => {
  const s = e.ownerSVGElement; return parseFloat(getComputedStyle(e).fontSize)
    * s.getBoundingClientRect().width / s.viewBox.baseVal.width; })"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return one browser for all pages."""
    with chromium.opened(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture
def page(dexcli: Dexcli, write: Write, tmp_path: Path) -> Path:
    """Return a page with everything on it, of people whose names are hard to set."""
    for number, name in enumerate(NAMES):
        times = "".join(
            f"[[interactions]]\non = 20{24 + month // 12}-{month % 12 + 1:02}-{day:02}\n"
            f'kind = "kind {number}"\n'
            for month in range(35 - number)
            for day in range(1, 4 + number)
        )
        write(f"p{number}", f'name = "{name}"\ncadence = "monthly"\n{times}')
    path = tmp_path / "stats.html"
    path.write_text(dexcli("stats", "--html").stdout, encoding="utf-8")
    return path


@needs_chromium
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page_opens_from_disk_and_reads_well(
    browser: Browser, page: Path, size: str, *, dark: bool
) -> None:
    browser.open(page, size=SIZES[size], dark=dark)

    assert (browser.requests, browser.troubles) == ([], [])
    assert browser.ask("document.documentElement.scrollWidth") == SIZES[size][0]
    assert browser.ask(WIDTHS) == []
    assert min(browser.ask(CONTRASTS)) >= READABLE
    assert min(browser.ask(TEXTS)) >= SMALLEST
    paper = browser.ask("getComputedStyle(document.body).backgroundColor")
    shades = [int(each) for each in re.findall(r"\d+", paper)]
    assert max(shades) < DARKEST if dark else min(shades) > LIGHTEST


@needs_chromium
def test_bars_and_squares_are_as_large_as_their_numbers(
    browser: Browser, dexcli: Dexcli, write: Write, tmp_path: Path
) -> None:
    days = "".join(f"[[interactions]]\non = 2026-11-{day:02}\n" for day in (2, 2, 9, 10, 16, 16))
    write("ada", f'name = "Ada"\n{days}[[interactions]]\non = 2026-10-05\nkind = "call"\n')
    path = tmp_path / "stats.html"
    path.write_text(dexcli("stats", "--html").stdout, encoding="utf-8")

    browser.open(path)

    bars = browser.ask(
        "[...document.querySelectorAll('section:first-child tr')].map(r => [r.cells[0].textContent,"
        " r.cells[1].textContent, r.querySelector('div').getBoundingClientRect().width])"
    )
    assert [(name, shown) for name, shown, _ in bars] == [("2026-10", "1"), ("2026-11", "6")]
    assert bars[1][2] == pytest.approx(6 * bars[0][2], rel=0.05)
    room = "document.querySelector('section:first-child .bar').getBoundingClientRect().width"
    assert bars[1][2] == pytest.approx(browser.ask(room), rel=0.01)
    squares = browser.ask(
        "Object.fromEntries([...document.querySelectorAll('rect title')].map("
        "t => [t.textContent, t.parentElement.getBoundingClientRect().width]))"
    )
    assert squares["2026-11-16: 2"] > squares["2026-11-10: 1"] > squares["2026-11-11: 0"] > 0
    assert "2026-11-22: 0" in squares
    assert "2026-11-23: 0" not in squares
    names = browser.ask("[...document.querySelectorAll('text')].map(e => e.textContent)")
    months = [name for name in names if name in charts.MONTHS]
    assert months == [*charts.MONTHS[11:], *charts.MONTHS[:11]]


@needs_chromium
def test_what_turns_writing_around_turns_no_more_than_its_own_name(
    browser: Browser, dexcli: Dexcli, write: Write, tmp_path: Path
) -> None:
    write(
        "rlo",
        'name = "Ada \\u202edrol\\u0007"\n'
        '[[interactions]]\non = 2026-11-20\nkind = "\\u202ellac"\n',
    )
    path = tmp_path / "stats.html"
    path.write_text(dexcli("stats", "--html").stdout, encoding="utf-8")

    browser.open(path)

    names = browser.ask("[...document.querySelectorAll('bdi')].map(e => e.textContent)")
    assert {"Ada \u202edrol\\x07", "\u202ellac"} <= {*names}
    bare = browser.ask(
        "(main => { main.querySelectorAll('bdi').forEach(e => e.remove());"
        " return main.textContent; })(document.querySelector('main'))"
    )
    assert not {"\u202e", "\x07"} & {*bare}
    assert "\u202e" not in path.read_text("utf-8")


def test_an_empty_ledger_has_a_page_that_says_so(dexcli: Dexcli) -> None:
    source = dexcli("stats", "--html").stdout

    assert "<h1>No time in touch</h1>" in source
    assert "<section>" not in source


def test_the_page_asks_nothing_of_another_machine(page: Path) -> None:
    source = page.read_text("utf-8")

    assert (
        re.findall(r"https?:|url\(|@import|<(?:script|link|img|iframe|object)|src=", source) == []
    )
    assert "default-src 'none'" in source
