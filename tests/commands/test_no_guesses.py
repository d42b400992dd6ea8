"""No guesses about people: what was not clearly said changes nobody."""

import subprocess
import sysconfig
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli, Result

Write = Callable[[str, str], Path]


@pytest.fixture
def people(write: Write) -> dict[str, Path]:
    return {
        handle: write(handle, f'name = "{name}"\n')
        for handle, name in {
            "ada": "Ada",
            "ada-lovelace": "Ada Lovelace",
            "bob": "Bob",
            "bob-stone": "Bob Stone",
        }.items()
    }


@pytest.mark.parametrize(
    "command",
    [
        ("rm", "--yes"),
        ("archive",),
        ("tag", "friend"),
        ("every", "weekly"),
        ("log",),
        ("snooze", "2w"),
        ("skip",),
    ],
)
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_filter_is_not_everybody(
    dexcli: Dexcli, people: dict[str, Path], command: tuple[str, ...], empty: str
) -> None:
    before = {handle: path.read_bytes() for handle, path in people.items()}

    result = dexcli(*command, "--where", empty)

    said = "--where: the filter is empty; name whom you mean"
    assert result == Result(2, "", f"dexcli: {said}\n")
    assert {handle: path.read_bytes() for handle, path in people.items()} == before


@pytest.mark.parametrize("typed", [("Ada", "Lovelace"), ("ada", "lovelace"), ("Lovelace,", "Ada")])
def test_a_whole_name_without_quotes_is_one_person(
    dexcli: Dexcli, people: dict[str, Path], typed: tuple[str, ...]
) -> None:
    assert dexcli("archive", *typed).stdout == f"Ada Lovelace: archived.{UNDO}\n"
    assert people["ada"].read_text(encoding="utf-8") == 'name = "Ada"\n'


@pytest.mark.usefixtures("people")
def test_words_of_which_each_is_a_handle_are_several_people(dexcli: Dexcli) -> None:
    assert dexcli("tag", "friend", "ada", "bob").stdout == f"Ada and Bob: tagged friend.{UNDO}\n"


@pytest.mark.usefixtures("people")
def test_a_whole_name_without_quotes_is_understood_before_other_words(dexcli: Dexcli) -> None:
    assert dexcli("show", "Ada", "Lovelace", "name").stdout == "Ada Lovelace\n"
    assert dexcli("why", "Bob", "Stone").exit_code == 0
    assert dexcli("set", "Bob", "Stone", "city=Rome").stdout == f"Bob Stone: set city.{UNDO}\n"
    renamed = dexcli("rename", "Bob", "Stone", "Robert Stone")
    assert renamed.stdout == f"Bob Stone is now Robert Stone (robert-stone).{UNDO}\n"


def test_a_tag_has_its_cadence_in_whatever_case(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    (ledger / ".dexcli" / "config.toml").write_text(
        '[cadence]\nfriend = "weekly"\n', encoding="utf-8"
    )
    write("zoe", 'name = "Zoe"\ntags = ["Friend"]\nadded = 2026-11-01\n')

    assert dexcli("due", "tag:friend").stdout == "Zoe · 2 weeks late\n"


def test_the_format_can_not_be_set(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("config", "format=2")

    assert result.exit_code == 2
    assert tomllib.loads((ledger / ".dexcli" / "config.toml").read_text("utf-8"))["format"] == 1


def test_broken_settings_are_told_also_for_an_unknown_command(dexcli: Dexcli, ledger: Path) -> None:
    (ledger / ".dexcli" / "config.toml").write_text("me = ada\n", encoding="utf-8")

    result = dexcli("lunch", "zoe")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("dexcli: .dexcli/config.toml:1: me: ")


def test_the_occasion_stands_on_the_page(dexcli: Dexcli, write: Write) -> None:
    write("ada", 'name = "Ada"\n[[interactions]]\non = 2026-06-20\noccasion = "Julie\'s wedding"\n')

    assert "2026-06-20 met · Julie's wedding" in dexcli("show", "ada").stdout


def test_a_closed_stdout_is_no_error_of_ours(ledger: Path, write: Write) -> None:
    write("ada", 'name = "Ada"\n')
    command = Path(sysconfig.get_path("scripts")) / "dexcli"

    ran = subprocess.run(
        ["sh", "-c", f'"{command}" --ledger "{ledger}" log ada -m x >&-'],
        capture_output=True,
        check=False,
    )

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert 'note = "x"' in (ledger / "ada.toml").read_text("utf-8")


@pytest.mark.usefixtures("terminal")
def test_a_folder_that_was_named_and_is_not_there_is_told(dexcli: Dexcli, tmp_path: Path) -> None:
    gone = tmp_path / "unmounted"

    assert dexcli(at=gone) == Result(
        1, "", f"dexcli: no ledger at {gone}; make one with: dexcli init {gone}\n"
    )


def test_an_empty_id_is_not_the_latest(dexcli: Dexcli, people: dict[str, Path]) -> None:
    assert dexcli("log", "ada").exit_code == 0
    before = people["ada"].read_bytes()

    assert dexcli("amend", "", "--delete").exit_code == 2
    assert people["ada"].read_bytes() == before
