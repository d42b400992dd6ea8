"""The man pages: made of the commands' help and the topics, kept, and shipped."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest

from dexcli import catalog
from dexcli.manual import pages
from dexcli.manual.pages import Verbatim
from tests.conftest import Dexcli

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "man"
NAMES = ["man1/dexcli.1", *(f"man1/dexcli-{name}.1" for name in catalog.COMMANDS)]
NAMES += [f"man7/dexcli-{topic}.7" for topic in catalog.TOPICS]
_ASCII = str.maketrans("‐−’", "--'")  # what a terminal's font may be given for a hyphen

formatted = pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")


@cache
def shown(name: str) -> str:
    """Return a page as `man` shows it, on lines that are long enough for everything."""
    done = subprocess.run(
        ["groff", "-man", "-ww", "-K", "utf8", "-T", "utf8", "-rLL=300n", KEPT / name],
        env={**os.environ, "GROFF_NO_SGR": "1"},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    bold = re.sub(".\b", "", done.stdout.decode())
    return re.sub(r"\x1b\[[\d;]*m", "", bold)


def test_the_pages_are_those_of_this_program(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "docs" / "man.py", tmp_path], check=True)

    made = {str(p.relative_to(tmp_path)): p.read_text("utf-8") for p in tmp_path.rglob("*.[17]")}
    kept = {str(p.relative_to(KEPT)): p.read_text("utf-8") for p in KEPT.rglob("*.[17]")}

    assert set(made) == set(NAMES)
    assert made == kept  # python docs/man.py makes them anew


@pytest.mark.parametrize("name", NAMES)
def test_what_is_copied_from_a_page_is_plain(name: str) -> None:
    """A bare hyphen, quote or tilde is typographic on some systems, and no option then."""
    lines = (KEPT / name).read_text("utf-8").splitlines()
    told = [re.sub(r"\\\(..|\\[e&\-]|\\f[BR]", "", line) for line in lines if line[0] not in ".'"]

    assert told
    assert [line for line in told if re.search(r"[-'`~^\\]", line)] == []


@formatted
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_formatted_without_a_warning(name: str) -> None:
    text = shown(name)

    stem = Path(name).stem
    assert re.search(rf"^NAME\n +{stem} - \S", text, re.MULTILINE)
    assert text.startswith(stem.upper())


@formatted
@pytest.mark.parametrize("name", catalog.COMMANDS)
def test_everything_that_the_help_says_stands_on_the_page(name: str, dexcli: Dexcli) -> None:
    help_ = re.sub(r"\n {4,}", " ", dexcli(name, "--help").stdout)
    page = " ".join(shown(f"man1/dexcli-{name}.1").split())

    entries = re.findall(r"^ {2}(-?\S.*?) {2,}(\S.*)$", help_, re.MULTILINE)

    assert len(entries) >= 6
    for what, about in entries:
        assert what in page
        assert " ".join(about.replace("[required]", "").split()) in page
    examples = re.findall(r"Example: (.*)", help_)
    assert examples
    assert [line for line in examples if line not in page] == []


@formatted
@pytest.mark.parametrize("topic", catalog.TOPICS)
def test_what_is_typed_is_on_the_page_letter_for_letter(topic: str) -> None:
    page = shown(f"man7/dexcli-{topic}.7")

    for part in pages.page(topic):
        if isinstance(part, Verbatim):
            for line in filter(None, part.lines):
                assert line in page


@formatted
def test_every_page_that_a_page_names_is_there() -> None:
    known = {(Path(name).stem, name[-1]) for name in NAMES}

    named = {
        found for name in NAMES for found in re.findall(r"(dexcli[\w-]*)\((\d)\)", shown(name))
    }

    assert named == known


@pytest.mark.parametrize("text", [".so x", "'br", r"\n", "a-b 'c' \"d\" `e", "~^"])
def test_what_groff_would_take_for_its_own_is_guarded(text: str, tmp_path: Path) -> None:
    found = importlib.util.spec_from_file_location("man", ROOT / "docs" / "man.py")
    assert found is not None
    assert found.loader is not None
    man = importlib.util.module_from_spec(found)
    found.loader.exec_module(man)
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")

    page = tmp_path / "x.1"
    page.write_text(f'.TH X 1 "" "" ""\n.SH NAME\n{man.line_of(text)}\n', encoding="utf-8")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-K", "utf8", "-T", "utf8", page],
        capture_output=True,
        check=True,
    )

    assert done.stderr == b""
    assert text in done.stdout.decode()


@pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed"
)
def test_the_wheel_brings_the_pages_where_man_looks(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    (wheel,) = tmp_path.glob("*.whl")
    inside = zipfile.ZipFile(wheel).namelist()
    found = {name.partition(".data/data/share/man/")[2] for name in inside if ".data/data/" in name}
    assert found == set(NAMES)
    assert {f"dexcli/manual/topics/{topic}.md" for topic in catalog.TOPICS} <= set(inside)
