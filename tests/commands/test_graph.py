"""`dexcli graph`: people and ties for a browser, for Graphviz and for programs."""

import json
import re
import stat
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

HOSTILE = '</script><script>alert("x")</script>\\\\'


@pytest.fixture(autouse=True)
def people(write: Write) -> None:
    """Put in four who know each other in a row, one with a name that wants to run."""
    write(
        "ada",
        'name = "Ada"\norg = "Engines"\ntags = ["maths"]\nphones = ["+44 1"]\nnotes = "Secret."\n'
        '\n[[relationships]]\nkind = "mentor"\nwho = "bob"\n'
        '\n[[interactions]]\non = 2026-11-20\nnote = "Hush."\n',
    )
    write("bob", 'name = "Bob \\"the\\" Builder"\nmet = { through = "cy" }\n')
    write("cy", f"name = '{HOSTILE}'\ncity = \"Rome\"\n")
    write("gone", 'name = "Gone"\narchived = true\nmet = { through = "ada" }\n')


def test_as_text_a_tie_a_line_the_strongest_first(dexcli: Dexcli) -> None:
    result = dexcli("graph", "--around", "ada", "--depth", "1")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        'Ada · Bob "the" Builder · 0.50 · Bob "the" Builder is Ada\'s mentor\n'
        "you · Ada · 0.20 · you were in touch with Ada once, 2 days ago\n"
        'you · Bob "the" Builder · 0.09 · '
        f'you wrote down how you met Bob "the" Builder: through {HOSTILE}\n'
    )


def test_json_has_people_and_ties_and_nobody_archived(dexcli: Dexcli) -> None:
    document = json.loads(dexcli("graph", "--json").stdout)

    assert [each["handle"] for each in document["people"]] == [None, "ada", "bob", "cy"]
    assert document["people"][1] == {
        "handle": "ada",
        "name": "Ada",
        "org": "Engines",
        "city": "",
        "tags": ["maths"],
    }
    ties = {(tie["from"], tie["to"]): tie for tie in document["ties"]}
    assert {pair: tie["kinds"] for pair, tie in ties.items()} == {
        (None, "ada"): ["together"],
        (None, "bob"): ["together"],
        ("ada", "bob"): ["stated"],
        ("bob", "cy"): ["introduced"],
    }
    assert ties["ada", "bob"]["stated"] == [{"of": "ada", "kind": "mentor", "who": "bob"}]
    assert (ties[None, "ada"]["times"], ties[None, "ada"]["last"]) == (1, "2026-11-20")
    assert ties["bob", "cy"]["strength"] == pytest.approx(1 / 3)
    assert document == json.loads(dexcli("graph", "--format", "json").stdout)


def test_dot_quotes_every_name(dexcli: Dexcli) -> None:
    lines = dexcli("graph", "--format", "dot").stdout.splitlines()

    assert lines[0] == "graph people {"
    assert lines[-1] == "}"
    assert '  "bob" [label="Bob \\"the\\" Builder"];' in lines
    cys = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    assert f'  "cy" [label="{cys}"];' in lines
    assert '  "ada" -- "bob" [penwidth="2.25", label="mentor"];' in lines
    assert '  "bob" -- "cy" [penwidth="1.67", style="dashed"];' in lines


def test_around_somebody_are_those_so_many_ties_away_and_not_through_you(dexcli: Dexcli) -> None:
    assert dexcli("add", "Zed", "--quiet").exit_code == 0
    assert dexcli("log", "zed", "--quiet").exit_code == 0

    def handles(*words: str) -> list[str | None]:
        document = json.loads(dexcli("graph", "--json", *words).stdout)
        return [each["handle"] for each in document["people"]]

    assert handles("--around", "cy", "--depth", "1") == ["bob", "cy"]
    assert handles("--around", "cy") == [None, "ada", "bob", "cy"]
    assert handles("--around", "me", "--depth", "1") == [None, "ada", "bob", "zed"]
    assert handles("tag:maths") == [None, "ada"]
    assert handles("tag:maths", "--around", "cy", "--depth", "2") == [None, "ada", "cy"]


def test_the_page_has_nothing_private_unless_asked_and_runs_nobodys_name(dexcli: Dexcli) -> None:
    page = dexcli("graph", "--format", "html").stdout

    for private in ("Secret", "Hush", "2026", "days ago", "+44", "ada.toml"):
        assert private not in page
    assert "Ada" in page
    assert "Rome" in page
    assert page.count("</script>") == 2
    assert "alert(" in page
    assert "<script>alert" not in page
    assert re.search(r"default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+';", page)
    with_notes = dexcli("graph", "--format", "html", "--notes").stdout
    assert "Secret." in with_notes
    assert "once, 2 days ago" in with_notes
    assert "Hush" not in with_notes
    assert "You wrote down how you met" in page
    assert "how you met Bob" not in page
    assert "how you met Bob" in with_notes


def test_the_same_ledger_gives_the_same_page(dexcli: Dexcli) -> None:
    assert dexcli("graph", "--format", "html") == dexcli("graph", "--format", "html", "--no-index")


def test_into_a_file_whose_name_tells_the_format(dexcli: Dexcli, tmp_path: Path) -> None:
    path = tmp_path / "people.html"

    result = dexcli("graph", "--output", str(path))

    assert (result.exit_code, result.stdout) == (0, f"4 people and 4 ties in {path}\n")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = dexcli("graph", "--output", str(path))
    assert again.exit_code == 1
    assert "--force" in again.stderr
    assert dexcli("graph", "--output", str(path), "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--depth", "2"], 2, "--depth goes with --around WHO"),
        (["--around", "ada", "--depth", "0"], 2, "--depth: 0; expected a whole number from 1 on"),
        (["--force"], 2, "--force goes with --output FILE"),
        (["--json", "--format", "dot"], 2, "--json and --format dot are two formats; give one"),
        (["--around", "gone"], 2, "Gone is archived or dead, and in no picture"),
        (["--around", "zed"], 3, "no contact matches 'zed'"),
        (
            ["-o", "x.svg"],
            2,
            "--output: no format is known by '.svg'; expected .html, .htm, .dot, "
            ".gv, .json or .txt, or say --format",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    dexcli: Dexcli, words: list[str], code: int, told: str
) -> None:
    result = dexcli("graph", *words)

    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr


def test_an_empty_ledger_is_you_alone(dexcli: Dexcli, tmp_path: Path) -> None:
    assert dexcli("init", str(tmp_path / "empty")).exit_code == 0

    drawn = json.loads(dexcli("graph", "--json", at=tmp_path / "empty").stdout)
    page = dexcli("graph", "--format", "html", at=tmp_path / "empty")

    assert [each["name"] for each in drawn["people"]] == ["you"]
    assert (page.exit_code, page.stderr) == (0, "")


def test_what_turns_writing_around_stands_as_an_escape_in_the_page(
    dexcli: Dexcli, write: Write, tmp_path: Path
) -> None:
    write("rlo", 'name = "Ada \\u202e Byron\\n2"\n\n[[interactions]]\non = 2026-11-01\n')

    page = dexcli("graph", "--format", "html").stdout
    assert dexcli("graph", "--output", str(tmp_path / "ties.txt")).exit_code == 0

    assert "\u202e" not in page
    assert '"name":"Ada \\u202e Byron\\n2"' in page
    assert "you · Ada \\u202e Byron␊2 · " in (tmp_path / "ties.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["is:archived"], "who is meant by this filter is archived or dead, and in no picture"),
        (["handle:cy"], "no tie in the ledger between these people"),
    ],
)
def test_where_there_is_no_tie_a_line_says_why(dexcli: Dexcli, words: list[str], told: str) -> None:
    result = dexcli("graph", *words)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"dexcli: {told}\n"


def test_of_a_ledger_without_anybody_a_line_says_so(dexcli: Dexcli, tmp_path: Path) -> None:
    assert dexcli("init", str(tmp_path / "empty")).exit_code == 0

    result = dexcli("graph", at=tmp_path / "empty")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dexcli: nobody in the ledger, and so no ties\n"


def test_a_format_that_is_said_goes_into_a_file_of_any_name(dexcli: Dexcli, tmp_path: Path) -> None:
    for name in ("ties.svg", "ties"):
        assert dexcli("graph", "-o", str(tmp_path / name), "--format", "dot").exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("graph people {")
    assert dexcli("graph", "-o", str(tmp_path / "bare")).exit_code == 0
    assert dexcli("graph", "-o", str(tmp_path / "ties.txt")).exit_code == 0


def test_that_a_filter_means_nobody_is_told(dexcli: Dexcli) -> None:
    result = dexcli("graph", "has:birthday")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dexcli: nobody is meant by this filter\n"
