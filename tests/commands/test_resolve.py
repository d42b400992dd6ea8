"""`resolve` shows what two versions disagree about, and settles it as it is told to."""

import json
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli, Keyboard

HEAD = """\
name = "Ada"
city = "London"  # or so
added = 2026-11-20
cadence = "1 year"
"""
CITY = """
[[conflicts]]
path = ["city"]
kind = "value"
base = "Paris"
values = ["Cambridge", "London"]
"""
NOTE = """
[[conflicts]]
path = ["interactions", "v3t8n1w6b9", "note"]
kind = "value"
values = ["tea", "wine"]
"""
GIFT = """
[[conflicts]]
path = ["gifts", "a book", ""]
kind = "deleted"
base = { idea = "a book" }
values = [{ idea = "a book", given = true }]
"""
BLOCKS = """
[[gifts]]
idea = "a book"
given = true
"""
LOG = """
[[interactions]]
on = 2026-11-20
note = "wine"  # red
id = "v3t8n1w6b9"
"""
ADA = HEAD + BLOCKS + CITY + NOTE + GIFT + LOG


@pytest.fixture
def ada(write: Write) -> Path:
    return write("ada", ADA)


def test_alone_it_shows_what_each_version_said(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("resolve")
    assert (result.exit_code, result.stderr) == (6, "")
    assert result.stdout == (
        "ada city · London stands, the other value is Cambridge; before it was Paris"
        " · --take 1 for Cambridge, --take 2 for London (stands now)\n"
        "ada interactions.v3t8n1w6b9.note · the note of the meeting of 2026-11-20: wine stands, "
        "the other value is tea · --take 1 for tea, --take 2 for wine (stands now)\n"
        "ada gifts.a book. · the gift a book: one version removed it, the other changed it to "
        "idea a book, given true; before it was idea a book"
        " · --take 1 to keep it, --take 2 to remove it\n"
    )
    assert ada.read_text("utf-8") == ADA


def test_a_removed_meeting_is_shown_as_people_read_it(dexcli: Dexcli, write: Write) -> None:
    write(
        "ada",
        HEAD
        + """
[[conflicts]]
path = ["interactions", "v3t8n1w6b9"]
kind = "deleted"
base = { on = 2026-11-20, kind = "coffee", with = ["bob"], id = "v3t8n1w6b9" }
values = [{ on = 2026-11-20, kind = "coffee", with = ["bob"], note = "tea", id = "v3t8n1w6b9" }]
"""
        + LOG.replace("note", 'kind = "coffee"\nnote'),
    )
    assert dexcli("resolve").stdout == (
        "ada interactions.v3t8n1w6b9 · the coffee of 2026-11-20: one version removed it, the other "
        "changed it to 2026-11-20 coffee, with bob, tea; before it was 2026-11-20 coffee, with bob"
        " · --take 1 to keep it, --take 2 to remove it\n"
    )
    assert (
        "ada.toml:6: one version removed the coffee of 2026-11-20, the other changed it; choose "
        "with 'dexcli resolve ada'\n"
    ) in dexcli("doctor").stdout
    told = dexcli("resolve", "ada", "--take", "keep").stdout
    assert told == f"ada: the coffee of 2026-11-20 is kept.{UNDO}\n"


def test_what_stands_no_more_is_said(dexcli: Dexcli, write: Write) -> None:
    write("ada", HEAD.replace("city", "org") + CITY)
    assert dexcli("resolve").stdout.startswith(
        "ada city · nothing stands, the values were Cambridge and London; before it was Paris · "
    )
    write("ada", HEAD.replace("London", "Bonn") + CITY)
    assert dexcli("resolve").stdout.startswith(
        "ada city · Bonn stands, the other values are Cambridge and London; before it was Paris · "
    )


def test_without_conflicts_there_is_nothing_to_show(dexcli: Dexcli, write: Write) -> None:
    write("ada", HEAD)
    result = dexcli("resolve")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dexcli: no conflict waits\n"
    assert dexcli("resolve", "--json").stdout == "[]\n"


@pytest.mark.parametrize("typed", ["Cambridge", "1"])
def test_it_settles_one_by_value_or_number(dexcli: Dexcli, ada: Path, typed: str) -> None:
    result = dexcli("resolve", "ada", "city", "--take", typed)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"ada: city is Cambridge. 2 conflicts left in ada.toml.{UNDO}\n"
    after = ADA.replace('city = "London"', 'city = "Cambridge"').replace(CITY, "")
    assert ada.read_text("utf-8") == after
    dexcli("undo")
    assert ada.read_text("utf-8") == ADA


def test_it_settles_what_stands_in_a_meeting(dexcli: Dexcli, ada: Path) -> None:
    assert dexcli("resolve", "ada", "interactions", "--take", "tea").exit_code == 0
    after = ADA.replace('note = "wine"', 'note = "tea"').replace(NOTE, "")
    assert ada.read_text("utf-8") == after


def test_what_one_version_removed_is_kept_or_removed(dexcli: Dexcli, ada: Path) -> None:
    assert dexcli("resolve", "ada", "gifts", "--take", "remove", "--quiet").exit_code == 0
    assert ada.read_text("utf-8") == ADA.replace(GIFT, "").replace(BLOCKS, "")
    dexcli("undo")
    assert dexcli("resolve", "ada", "gifts", "--take", "keep", "--quiet").exit_code == 0
    assert ada.read_text("utf-8") == ADA.replace(GIFT, "")


def test_dry_run_shows_and_writes_nothing(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("resolve", "ada", "city", "--take", "Cambridge", "--dry-run")
    assert '+city = "Cambridge"  # or so' in result.stdout
    assert ada.read_text("utf-8") == ADA


def test_what_it_cannot_settle_is_said_and_nothing_changes(dexcli: Dexcli, ada: Path) -> None:
    for args, said in {
        ("ada", "city", "--take", "Bonn"): "--take: 'Bonn' is none of Cambridge, London",
        ("ada", "--take", "London"): "--take settles one; there wait ada city, ada "
        "interactions.v3t8n1w6b9.note, ada gifts.a book.",
        ("ada", "shoes"): "no conflict at 'shoes'; there wait ada city, ada "
        "interactions.v3t8n1w6b9.note, ada gifts.a book.",
    }.items():
        result = dexcli("resolve", *args)
        assert (result.exit_code, result.stderr) == (2, f"dexcli: {said}\n")
    assert dexcli("resolve", "zed").exit_code == 3
    assert dexcli("resolve", "ada").exit_code == 6  # nobody can be asked: shown
    assert ada.read_text("utf-8") == ADA


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    "case",
    [
        ("Cambridge\n2\nkeep\n", 3, ""),
        ("7\n?\n1\n\n", 1, "dexcli: '7' is none of Cambridge, London\n"),
        ("s\ntea\n\n", 1, ""),
        ("\n1\n1\n", 0, "dexcli: nothing was changed\n"),
    ],
)
def test_whoever_is_asked_may_type_a_value_skip_one_or_stop(
    dexcli: Dexcli, ada: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, int, str]
) -> None:
    typed, settled, said = case
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    result = dexcli("resolve", "ada")
    assert said in result.stderr
    assert "s to skip it, nothing to stop:" in result.stderr
    assert ada.read_text("utf-8").count("[[conflicts]]") == 3 - settled


@pytest.mark.usefixtures("ada")
def test_json_has_everything(dexcli: Dexcli) -> None:
    result = dexcli("resolve", "ada", "city", "--json")
    assert result.exit_code == 6
    assert json.loads(result.stdout) == [
        {
            "handle": "ada",
            "file": "ada.toml",
            "key": "city",
            "path": ["city"],
            "kind": "value",
            "now": "London",
            "base": "Paris",
            "values": ["Cambridge", "London"],
            "choices": ["Cambridge", "London"],
        }
    ]


def test_the_settings_have_conflicts_too(dexcli: Dexcli, write: Write, ledger: Path) -> None:
    write("ada", HEAD)
    config = ledger / ".dexcli" / "config.toml"
    config.parent.mkdir(exist_ok=True)
    text = 'format = 1\nme = "bob"\n'
    config.write_text(
        f'{text}\n[[conflicts]]\npath = ["me"]\nkind = "value"\nvalues = ["ada", "bob"]\n'
    )
    assert "dexcli resolve" in dexcli("list").stderr
    assert dexcli("resolve").stdout.startswith("config me · bob stands, the other value is ada")
    assert dexcli("resolve").stderr == ""
    settled = dexcli("resolve", "config", "me", "--take", "ada")
    assert (settled.exit_code, settled.stderr) == (0, "")
    assert config.read_text("utf-8") == text.replace("bob", "ada")


@pytest.mark.usefixtures("ada")
def test_show_says_that_a_value_is_disputed(dexcli: Dexcli) -> None:
    lines = dexcli("show", "ada").stdout.splitlines()
    assert (
        "  disputed: city: London stands, the other value is Cambridge; before it was Paris"
        " · dexcli resolve ada"
    ) in lines
    assert (
        "  disputed: the note of the meeting of 2026-11-20: wine stands, the other value is tea"
        " · dexcli resolve ada"
    ) in lines
    assert [each for each in lines if "disputed: the gift a book: one version removed it" in each]


def test_show_tells_the_first_of_many_conflicts(dexcli: Dexcli, write: Write) -> None:
    keys = "\n".join(CITY.replace("city", key) for key in ("city", "org", "title", "notes", "x"))
    write("ada", HEAD + keys)
    shown = dexcli("show", "ada").stdout
    assert shown.count("disputed: ") == 3
    assert "  and 2 further conflicts\n" in shown


def test_why_says_what_is_disputed_of_what_the_day_hangs_on(dexcli: Dexcli, write: Write) -> None:
    cadence = CITY.replace("city", "cadence").replace("Cambridge", "3 weeks")
    day = NOTE.replace('"note"', '"on"').replace('["tea", "wine"]', "[2026-11-18, 2026-11-20]")
    through = CITY.replace('"city"', '"met", "through"')
    write("ada", HEAD + CITY + through + cadence.replace("London", "1 year") + NOTE + day + LOG)
    told = [
        "Two versions disagree about cadence: 1 year stands, the other value is 3 weeks; before "
        "it was Paris; 'dexcli resolve ada' settles it.",
        "Two versions disagree about the day of the meeting of 2026-11-20: 2026-11-20 stands, the "
        "other value is 2026-11-18; 'dexcli resolve ada' settles it.",
    ]
    assert dexcli("why", "ada").stdout.splitlines()[-2:] == told
    assert json.loads(dexcli("why", "ada", "--json").stdout)["why"][-2:] == told


@pytest.mark.parametrize("command", ["due", "today"])
def test_due_and_today_go_on_and_say_how_many_wait(dexcli: Dexcli, ada: Path, command: str) -> None:
    result = dexcli(command)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dexcli: 3 conflicts wait: dexcli resolve\n"
    ada.write_text(HEAD + CITY, encoding="utf-8")
    assert dexcli(command).stderr == "dexcli: 1 conflict waits: dexcli resolve\n"
    ada.write_text(HEAD, encoding="utf-8")
    assert dexcli(command).stderr == ""


def test_doctor_lists_them_and_exits_6_where_they_are_all(dexcli: Dexcli, ada: Path) -> None:
    ada.parent.chmod(0o700)
    ada.write_text(HEAD + CITY, encoding="utf-8")
    result = dexcli("doctor")
    assert result.exit_code == 6
    assert result.stdout == (
        "ada.toml:6: two versions disagree about city (Cambridge and London); choose with "
        "'dexcli resolve ada'\n1 finding.\n"
    )
    assert json.loads(dexcli("doctor", "--json").stdout)[0]["kind"] == "conflict"
    ada.write_text('cadance = "1 week"\n' + HEAD + CITY, encoding="utf-8")
    assert dexcli("doctor").exit_code == 1


def test_a_large_ledger_says_it_from_its_index(dexcli: Dexcli, write: Write) -> None:
    for number in range(320):
        write(f"p{number}", f'name = "P {number}"\ncadence = "never"\n')
    write("p7", HEAD + CITY)
    for _ in range(3):
        assert dexcli("due").stderr == "dexcli: 1 conflict waits: dexcli resolve\n"
    write("p8", HEAD + CITY)
    assert dexcli("due").stderr == "dexcli: 2 conflicts wait: dexcli resolve\n"
    assert dexcli("due", "--no-index").stderr == "dexcli: 2 conflicts wait: dexcli resolve\n"
    write("p7", HEAD)
    write("p8", HEAD)
    assert dexcli("due").stderr == ""
