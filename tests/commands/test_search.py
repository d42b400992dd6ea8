"""`search` prints a line for each text that matches, and says why there is none."""

import io
import json
import sys
from pathlib import Path

import pytest

from dexcli import cli
from tests.commands.conftest import Write
from tests.conftest import Dexcli

PEOPLE = {
    "ada": 'name = "Ada"\ntags = ["friend"]\ncity = "London"\nnotes = "Plays\\nCafé chess."\n\n'
    '[[interactions]]\non = 2026-11-01\nkind = "coffee"\nnote = "Of chess"\n\n'
    '[[interactions]]\non = "2026-10-02"\nkind = "met"\n',
    "bob": 'name = "Bob"\narchived = true\nnotes = "chess"\n',
}


@pytest.fixture(autouse=True)
def people(write: Write) -> None:
    for handle, text in PEOPLE.items():
        write(handle, text)


def test_one_line_is_one_text_with_its_place_and_its_day(dexcli: Dexcli) -> None:
    found = dexcli("search", "CHESS")

    assert found.exit_code == 0
    assert found.stdout == "Ada · notes · Café chess.\nAda · coffee 2026-11-01 · Of chess\n"
    assert found.stderr == "dexcli: more in 1 file of archived or dead people: --all\n"


def test_json_has_the_key_of_the_file_and_the_line(dexcli: Dexcli) -> None:
    found = json.loads(dexcli("search", "cafe", "--json").stdout)

    text = "Café chess."
    assert found == [{"handle": "ada", "name": "Ada", "where": "notes", "on": None, "text": text}]
    assert json.loads(dexcli("search", "zzz", "--json").stdout) == []


def test_the_rest_is_counted_and_the_archived_come_with_all(dexcli: Dexcli) -> None:
    found = dexcli("search", "chess", "--all", "--limit", "1")

    assert (found.stdout, found.stderr) == (
        "Ada · notes · Café chess.\n",
        "dexcli: and 2 more\n",
    )


@pytest.mark.parametrize("word", ["2026-10", "met", "-2026-10"])
def test_what_only_the_file_says_as_text_is_found_too(dexcli: Dexcli, word: str) -> None:
    found = dexcli("search", "ada", word)

    assert ("Ada" in found.stdout) is not word.startswith("-")
    assert dexcli("search", "2026-11").stdout == ""  # without quotes it is no text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chess", "bernouli"], "nothing has 'bernouli' in it"),
        (["chess", "tag:frend"], "nobody has tag:frend; nearest: friend"),
        (["zzz"], "nothing has 'zzz' in it"),
        (["ada", "-chess"], "no file has all of these words and none that is excluded"),
    ],
)
def test_nothing_found_says_why_and_is_no_error(
    dexcli: Dexcli, words: list[str], told: str
) -> None:
    found = dexcli("search", *words)

    assert (found.exit_code, found.stdout, found.stderr) == (0, "", f"dexcli: {told}\n")


@pytest.mark.parametrize(
    ("color", "shown"),
    [("never", "Of *chess*"), ("always", "Of \x1b[1;4mchess\x1b[0m")],
)
def test_on_a_terminal_the_match_is_marked_also_without_colour(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, color: str, shown: str
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("TERM", "xterm")
    cli.run(["--ledger", str(ledger), "--color", color, "search", "chess", "last:<1y"])

    assert shown in out.getvalue()


def test_a_phrase_over_a_line_end_shows_these_lines_alone(dexcli: Dexcli, write: Write) -> None:
    lines = "\\n".join(["one", "two", "took the blue", "", "tram home", *"abcdefgh"])
    write("ada", f'name = "Ada"\nnotes = "{lines}"\n')

    shown = dexcli("search", '"blue tram"', "--json").stdout

    assert [each["text"] for each in json.loads(shown)] == ["took the blue\ntram home"]


def test_that_the_filter_leaves_nobody_is_said(dexcli: Dexcli, write: Write) -> None:
    write("ada", 'name = "Ada"\nnotes = "chess"\ntags = ["work"]\n')
    write("bob", 'name = "Bob"\ntags = ["family"]\n')

    found = dexcli("search", "chess", "tag:family")

    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr == "dexcli: 1 file with this, but none for which the filter holds\n"
