"""`dexcli init`: makes a ledger, and never touches one that is there."""

import stat
from pathlib import Path

import pytest

from dexcli import cli
from tests.conftest import Dexcli


def test_a_ledger_is_made_and_the_next_step_told(dexcli: Dexcli, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "people"

    result = dexcli("init", str(folder))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f'The ledger is in {folder}. Next: dexcli --ledger {folder} add "Ada Lovelace"\n'
    )
    assert [entry.name for entry in folder.rglob("*")] == [".dexcli", "config.toml"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / ".dexcli" / "config.toml").stat().st_mode) == 0o600
    assert dexcli("due", at=folder).exit_code == 0
    assert dexcli("add", "Ada", at=folder).exit_code == 0


def test_a_ledger_that_is_there_is_left_as_it_is(dexcli: Dexcli, ledger: Path) -> None:
    config = ledger / ".dexcli" / "config.toml"
    before = config.stat()

    result = dexcli("init", str(ledger))

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"dexcli: {ledger} is a ledger already; nothing was changed\n"
    assert config.stat() == before


def test_a_folder_with_a_contact_is_a_ledger_already(dexcli: Dexcli, tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "ada.toml").write_text('name = "Ada"\n', encoding="utf-8")

    result = dexcli("init", str(tmp_path / "people"))

    assert result.exit_code == 0
    assert [entry.name for entry in (tmp_path / "people").iterdir()] == ["ada.toml"]


def test_dir_wins_over_the_option_which_need_not_exist(dexcli: Dexcli, tmp_path: Path) -> None:
    result = dexcli("init", str(tmp_path / "a"), at=tmp_path / "b")

    assert result.exit_code == 0
    assert (tmp_path / "a" / ".dexcli").is_dir()
    assert not (tmp_path / "b").exists()


def test_without_dir_it_is_the_ledger_that_the_option_names(dexcli: Dexcli, tmp_path: Path) -> None:
    assert dexcli("init", at=tmp_path / "b").exit_code == 0
    assert (tmp_path / "b" / ".dexcli" / "config.toml").is_file()


def test_without_anything_it_is_the_user_s_own_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["init"]) == 0

    folder = tmp_path / "xdg-data" / "dexcli" / "ledger"
    assert capsys.readouterr().out == (
        f'The ledger is in {folder}. Next: dexcli add "Ada Lovelace"\n'
    )
    assert cli.run(["due"]) == 0


def test_where_the_environment_names_the_place_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = (
        "dexcli: it is there because $DEXCLI_LEDGER says so; without it, your own ledger has its "
        "usual place\n"
    )
    monkeypatch.setenv("DEXCLI_LEDGER", str(tmp_path / "people"))
    assert cli.run(["init"]) == 0
    assert capsys.readouterr().err == told

    assert cli.run(["init"]) == 0
    already = f"dexcli: {tmp_path / 'people'} is a ledger already; nothing was changed\n"
    assert capsys.readouterr().err == already + told

    assert cli.run(["init", str(tmp_path / "other")]) == 0
    assert cli.run(["--ledger", str(tmp_path / "third"), "init"]) == 0
    assert capsys.readouterr().err == ""


def test_what_is_in_the_way_is_named(dexcli: Dexcli, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine", encoding="utf-8")

    result = dexcli("init", str(path))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"dexcli: {path} is a file; a ledger is a folder\n"
    assert path.read_text(encoding="utf-8") == "mine"


def test_other_files_in_the_folder_stay(dexcli: Dexcli, tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "notes.txt").write_text("mine", encoding="utf-8")

    assert dexcli("init", str(tmp_path / "people")).exit_code == 0
    assert (tmp_path / "people" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_the_example_has_people_who_are_due(dexcli: Dexcli, tmp_path: Path) -> None:
    folder = tmp_path / "example"

    result = dexcli("init", "--example", str(folder))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"The example ledger is in {folder}. Next: dexcli --ledger {folder} due\n"
    )
    assert len(list(folder.glob("*.toml"))) >= 12
    due = dexcli("due", at=folder)
    assert (due.exit_code, due.stderr) == (0, "")
    assert due.stdout.count("\n") >= 3
