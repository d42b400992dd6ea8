"""The browser of the tests itself: it sees what a page does, and what it must not do."""

from pathlib import Path

import pytest

from tests import chromium

pytestmark = chromium.needs_chromium
PAGE = """<!doctype html><title>t</title><style>body { color-scheme: light dark }</style>
<input id=i><button id=b onclick="document.title = i.value">go</button><script>
if (location.hash === "#loud") { console.error("loud"); new Image().src = "file:///nowhere.png"; }
</script>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_it_types_clicks_and_reads(browser: chromium.Browser, page: Path) -> None:
    browser.open(page)

    browser.click("#i")
    browser.write("Zoë")
    browser.click("#b")

    assert browser.ask("document.title") == "Zoë"
    assert (browser.requests, browser.troubles) == ([], [])


def test_it_sees_a_request_and_what_the_console_says(browser: chromium.Browser, page: Path) -> None:
    browser.open(page, fragment="#loud")

    assert browser.requests == ["file:///nowhere.png"]
    assert any("loud" in trouble for trouble in browser.troubles)


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_as_wide_and_as_dark_as_one_asks(
    browser: chromium.Browser, page: Path, *, dark: bool
) -> None:
    browser.open(page, size=chromium.PHONE, dark=dark)

    assert browser.ask("matchMedia('(prefers-color-scheme: dark)').matches") is dark
    assert browser.picture().startswith(b"\x89PNG")
