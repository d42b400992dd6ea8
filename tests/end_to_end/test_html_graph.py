"""The picture of people and ties in a real browser: it opens from disk, and one can find and click.

What a test can say of a picture: that names don't lie on each other, that nothing runs
over the edge, that what is typed and clicked does what it should. Whether it looks
right, somebody has to look.
"""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import chromium
from tests.chromium import DESK, PHONE, Browser
from tests.conftest import Dexcli

Write = Callable[[str, str], Path]
HOSTILE = "<img src=x onerror=document.body.remove()></script><script>alert(1)</script>"
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
SHOWN = "document.querySelector('#card').hidden ? null : document.querySelector('#who').textContent"
FOUND = (
    "[...document.querySelectorAll('#found li')].map(each => each.firstChild.textContent.trim())"
)
NAMES = """[...document.querySelectorAll('#names text')].map(each => {
  const box = each.getBoundingClientRect();
  return [box.left, box.top + 3, box.right, box.bottom - 3];
})"""
DOTS = """[...document.querySelectorAll('circle')].map(each => {
  const box = each.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
})"""
PAPER = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
AWAY = "document.querySelectorAll('circle.away').length"
LINES = (
    "[...document.querySelectorAll('line')].filter(each => each.style.display !== 'none').length"
)


def drawn(dexcli: Dexcli, path: Path, *words: str) -> Path:
    result = dexcli("graph", "--output", str(path), *words)
    assert (result.exit_code, result.stderr) == (0, "")
    return path


@pytest.fixture
def small(dexcli: Dexcli, write: Write, tmp_path: Path) -> Path:
    """Return the picture of a few people with all kinds of ties."""
    write(
        "ada",
        'name = "Ada Lovelace"\norg = "Engines"\ncity = "London"\ntags = ["maths"]\n'
        '\n[[relationships]]\nkind = "mentor"\nwho = "mary"\n'
        '\n[[interactions]]\non = 2026-11-20\nwith = ["li"]\n',
    )
    write("mary", 'name = "Mary Somerville"\ntags = ["maths", "science"]\n')
    write("li", 'name = "李清照"\nmet = { through = "zoe" }\n')
    write("zoe", 'name = "Zoë Müller"\n')
    write("x", f'name = "{HOSTILE}"\nmet = {{ through = "ada" }}\n')
    return drawn(dexcli, tmp_path / "small.html")


def off_the_middle(browser: Browser) -> float:
    """Return how far from the picture's middle its first stands, as a part of its shorter side."""
    found: float = browser.ask(
        "(box => Math.hypot(people[0].sx - box.width / 2, people[0].sy - box.height / 2)"
        " / Math.min(box.width, box.height))(svg.getBoundingClientRect())"
    )
    return found


def overlaps(boxes: list[list[float]]) -> int:
    """Count the pairs of boxes that lie on each other."""
    return sum(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
    )


@chromium.needs_chromium
def test_everybody_of_the_letters_reads_well_on_a_phone_and_a_desk_by_day_and_night(
    dexcli: Dexcli, imported: Path, browser: Browser, tmp_path: Path
) -> None:
    page = drawn(dexcli, tmp_path / "letters.html")
    count = len([*imported.glob("*.toml")]) + 1
    papers = {}

    for size in (PHONE, DESK):
        for dark in (False, True):
            browser.open(page, size=size, dark=dark)
            browser.ask(DRAWN)
            dots, names = browser.ask(DOTS), browser.ask(NAMES)

            assert len(dots) == count
            assert all(left >= 0 and right <= size[0] for left, _, right, _ in [*dots, *names])
            assert min(20, count) - 10 < len(names) < size[0] * size[1] / 8000
            assert overlaps(names) == 0
            across = max(box[2] for box in dots) - min(box[0] for box in dots)
            assert across > 0.7 * min(size)
            assert off_the_middle(browser) < 0.02
            assert browser.ask("document.documentElement.scrollWidth") <= size[0]
            assert (browser.requests, browser.troubles) == ([], [])
            papers[dark] = sum(browser.ask(PAPER))
    assert papers[False] > 3 * 200
    assert papers[True] < 3 * 60


@chromium.needs_chromium
def test_whoever_is_typed_is_found_and_shown(small: Path, browser: Browser) -> None:
    browser.open(small)
    browser.ask(DRAWN)
    browser.click("#text")
    browser.write("lovel")
    assert browser.ask(FOUND) == ["Ada Lovelace"]

    browser.press("Enter")

    assert browser.ask(SHOWN) == "Ada Lovelace"
    card = browser.ask("document.querySelector('#card').innerText")
    assert "Engines · London" in card
    assert "Mary Somerville is Ada Lovelace's mentor." in card
    for typed, name in (("muller", "Zoë Müller"), ("li qing", "李清照"), ("清照", "李清照")):
        browser.click("#text")
        browser.ask("document.querySelector('#text').select()")
        browser.write(typed)
        assert browser.ask(FOUND) == [name]
    browser.ask("document.querySelector('#text').select()")
    browser.write("zzz")
    assert browser.ask(FOUND) == ["Nobody of this name"]
    browser.press("Escape")
    assert (browser.requests, browser.troubles) == ([], [])


@chromium.needs_chromium
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_click_leads_to_somebody_and_on_to_whom_they_know(
    small: Path, browser: Browser, size: tuple[int, int]
) -> None:
    browser.open(small, size=size)
    browser.ask(DRAWN)
    place = browser.ask("people.find(one => one.name === 'Mary Somerville').place")

    browser.click(f'circle[data-place="{place}"]')
    assert browser.ask(SHOWN) == "Mary Somerville"
    browser.ask(DRAWN)
    assert browser.ask("document.querySelectorAll('circle.on').length") == 1
    browser.click("#others button")

    assert browser.ask(SHOWN) == "Ada Lovelace"
    browser.press("Escape")
    assert browser.ask(SHOWN) is None
    assert (browser.requests, browser.troubles) == ([], [])


@chromium.needs_chromium
def test_tags_and_kinds_of_ties_filter_what_is_seen(small: Path, browser: Browser) -> None:
    browser.open(small)
    browser.ask(DRAWN)
    assert browser.ask(LINES) == 7

    browser.click('fieldset input[value="introduced"]')
    browser.ask(DRAWN)
    assert browser.ask(LINES) == 5
    browser.click('fieldset input[value="mine"]')
    browser.ask(DRAWN)
    assert browser.ask(LINES) == 2
    browser.ask(
        "(tag => { tag.value = 'science'; tag.dispatchEvent(new Event('change')); })"
        "(document.querySelector('#tag'))"
    )
    browser.ask(DRAWN)
    assert browser.ask(AWAY) == 4
    assert browser.ask(LINES) == 0


@chromium.needs_chromium
def test_all_of_it_goes_by_keys(small: Path, browser: Browser) -> None:
    browser.open(small)
    browser.ask(DRAWN)

    browser.press("Tab")
    assert browser.ask("document.activeElement.id") == "text"
    browser.write("m")
    found = browser.ask(FOUND)
    assert len(found) > 1
    browser.press("ArrowDown")
    browser.press("Enter")
    assert browser.ask(SHOWN) == found[1]
    browser.press("Tab")
    assert browser.ask("document.activeElement.parentElement.parentElement.id") == "others"
    browser.press("Escape")
    assert browser.ask("document.activeElement.id") == "picture"
    before = browser.ask("view.y")
    browser.press("ArrowDown")
    assert browser.ask("view.y") < before


@chromium.needs_chromium
def test_a_name_that_is_markup_is_only_a_name(small: Path, browser: Browser) -> None:
    browser.open(small)
    browser.click("#text")
    browser.write("<img")
    browser.press("Enter")

    assert browser.ask(SHOWN) == HOSTILE
    assert browser.ask("document.querySelectorAll('img').length") == 0
    assert browser.troubles == []


@chromium.needs_chromium
@pytest.mark.parametrize("size", [PHONE, DESK, (1600, 500)], ids=["phone", "desk", "wide"])
def test_you_are_in_the_middle_and_the_closer_somebody_stands_the_stronger_the_tie(
    dexcli: Dexcli, browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    people = tmp_path / "people"
    assert dexcli("init", str(people), "--example", "--quiet").exit_code == 0
    page = tmp_path / "example.html"
    assert dexcli("graph", "--output", str(page), at=people).exit_code == 0

    browser.open(page, size=size)
    browser.ask(DRAWN)

    assert off_the_middle(browser) < 0.02
    known = browser.ask(
        "ties.filter(tie => tie.mine).map(tie => people[beyond(tie, me)]).map(one => [one.place,"
        "Math.hypot(one.sx - people[me].sx, one.sy - people[me].sy), around[one.place]"
        ".find(tie => tie.mine).s])"
    )
    pairs = list(itertools.combinations(known, 2))
    wrong = [(one, other) for one, other in pairs if (one[1] - other[1]) * (one[2] - other[2]) > 0]
    assert len(known) > 10
    assert len(wrong) <= 0.03 * len(pairs)


@chromium.needs_chromium
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_in_a_small_or_lopsided_ledger_you_stand_in_the_middle_too(
    dexcli: Dexcli, write: Write, browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    write("ada", 'name = "Ada"\ninteractions = [{ on = 2026-11-20 }]\n')
    browser.open(drawn(dexcli, tmp_path / "one.html"), size=size)
    browser.ask(DRAWN)
    assert off_the_middle(browser) < 0.02

    write("bob", 'name = "Bob"\ninteractions = [{ on = 2026-11-10, with = ["ada"] }]\n')
    browser.open(drawn(dexcli, tmp_path / "two.html"), size=size)
    browser.ask(DRAWN)
    assert off_the_middle(browser) < 0.02


@chromium.needs_chromium
def test_a_name_that_is_too_long_has_a_short_label_and_stands_whole_on_the_card(
    dexcli: Dexcli, write: Write, browser: Browser, tmp_path: Path
) -> None:
    for handle in ("one", "two"):
        write(handle, f'name = "{handle.title() * 100}"\ninteractions = [{{ on = 2026-11-20 }}]\n')
    browser.open(drawn(dexcli, tmp_path / "long.html"), size=PHONE)
    browser.ask(DRAWN)

    labels = browser.ask("[...document.querySelectorAll('#names text')].map(e => e.textContent)")
    assert sorted(label[:6] for label in labels if label != "You") == ["OneOne", "TwoTwo"]
    assert all(label.endswith("…") for label in labels if label != "You")
    assert all(left >= 0 and right <= PHONE[0] for left, _, right, _ in browser.ask(NAMES))
    browser.click("#text")
    browser.write("twotwo")
    browser.press("Enter")
    assert browser.ask(SHOWN) == "Two" * 100


@chromium.needs_chromium
def test_what_turns_writing_around_turns_no_more_than_its_own_name(
    dexcli: Dexcli, write: Write, browser: Browser, tmp_path: Path
) -> None:
    write(
        "rlo",
        'name = "Ada \\u202edrol\\u0007"\norg = "\\u202egro"\ncity = "Rome"\n'
        "interactions = [{ on = 2026-11-20 }]\n"
        '\n[[relationships]]\nkind = "\\u2067mentor"\nwho = "bob"\n',
    )
    write("bob", 'name = "Bob"\n')
    browser.open(drawn(dexcli, tmp_path / "rlo.html"))
    browser.ask(DRAWN)
    browser.click("#text")
    browser.write("bob")
    browser.press("Enter")

    turned = browser.ask(
        "[...document.querySelectorAll('body :not(script, text, title, bdi)')].filter(e =>"
        " [...e.childNodes].some(n => n.nodeType === 3 && /[\u202a-\u202e\u2066-\u2069\x07]/"
        ".test(n.data))).map(e => e.outerHTML)"
    )
    assert turned == []
    card = browser.ask("document.querySelector('#others').textContent")
    assert "Bob is Ada \\u202edrol\\x07's \\u2067mentor." in card
    assert browser.ask("document.querySelector('#others bdi').textContent") == "Ada \u202edrol\\x07"
    browser.click("#others button")
    assert browser.ask("document.querySelector('#about').textContent") == "\u202egro · Rome"
    assert browser.ask("document.querySelectorAll('#about bdi').length") == 2
    assert browser.troubles == []


def test_the_page_asks_nothing_of_another_machine(small: Path) -> None:
    source = small.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")

    assert re.findall(r"https?:|url\(|@import|<(?:link|iframe|object)|src=\"", source) == []
    assert "default-src 'none'" in source
