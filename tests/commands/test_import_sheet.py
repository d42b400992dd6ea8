"""`dexcli import` of people's own tables: what comes, what is told, and that twice is once."""

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli
from tests.formats import books

FRIENDS = """\
My friends,,,,
Name,Phone,Last seen,Birthday,Shoe size
Ada Lovelace,020 7946 0958 / +44 20 7946 0000,mars 2024,25/04/1985,37
Julie et Marc Martin,,vu le 12/03/2024,,
"""


@pytest.fixture
def friends(tmp_path: Path) -> Path:
    """Return a table as somebody keeps it."""
    path = tmp_path / "friends.csv"
    path.write_text(FRIENDS, encoding="utf-8")
    return path


def test_a_table_comes_in_by_its_headings(dexcli: Dexcli, ledger: Path, friends: Path) -> None:
    result = dexcli("import", str(friends))

    assert result.exit_code == 0
    assert result.stdout == (
        f"2 rows: 2 added. 2 new contacts, 1 new interaction.{UNDO}\n"
        "2 new contacts without a cadence. Next: dexcli triage\n"
    )
    assert result.stderr == (
        "dexcli: row 4 (Julie et Marc Martin): Last seen: 'vu le 12/03/2024' doesn't say which is "
        "the day; `dexcli config dates.order=dmy` (or mdy) says how such days are read; kept in "
        "the notes\n"
        "dexcli: row 4 (Julie et Marc Martin): 'Julie et Marc Martin' is perhaps two people; "
        "tagged triage\n"
    )
    ada = (ledger / "ada-lovelace.toml").read_text("utf-8")
    assert 'birthday = 1985-04-25\nphones = ["020 7946 0958", "+44 20 7946 0000"]\n' in ada
    assert 'sheet = { "Shoe size" = "37" }\n' in ada
    assert 'on = "2024-03"\n' in ada


def test_the_same_table_again_changes_nothing_and_says_nothing(
    dexcli: Dexcli, ledger: Path, friends: Path
) -> None:
    dexcli("import", str(friends))
    before = {path.name: path.read_bytes() for path in ledger.glob("*.toml")}

    result = dexcli("import", str(friends))

    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 rows: 2 unchanged.\n", "")
    assert {path.name: path.read_bytes() for path in ledger.glob("*.toml")} == before


def test_what_the_settings_say_decides_which_is_the_day(
    dexcli: Dexcli, ledger: Path, friends: Path
) -> None:
    dexcli("config", "dates.order=dmy")

    dexcli("import", str(friends))

    assert "on = 2024-03-12\n" in (ledger / "julie-et-marc-martin.toml").read_text("utf-8")


def test_a_table_without_names_is_refused_and_nothing_changes(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "colours.csv"
    path.write_text("Phone,Colour\n1,red\n", encoding="utf-8")

    result = dexcli("import", str(path))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "dexcli: colours.csv: no column for the name among Phone, Colour; looked for Name, "
    )
    assert result.stderr.endswith("say which column is what with --map\n")
    assert list(ledger.glob("*.toml")) == []


def test_a_map_reads_a_workbook_too(dexcli: Dexcli, ledger: Path, tmp_path: Path) -> None:
    rows: list[list[books.Cell]] = [["Wer", "Wann"], ["Ada", date(1985, 4, 25)], ["Bob", None]]
    book, map_ = tmp_path / "people.xlsx", tmp_path / "people.map.toml"
    book.write_bytes(books.workbook(books.Sheet("Leute", rows)))
    map_.write_text('source = "mine"\n[contact]\nname = "Wer"\nbirthday = "Wann"\n', "utf-8")

    result = dexcli("import", str(book), "--map", str(map_))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 rows: 2 added." in result.stdout
    assert "birthday = 1985-04-25\n" in (ledger / "ada.toml").read_text("utf-8")


def test_what_has_no_name_is_told_with_its_row_and_the_others_come(
    dexcli: Dexcli, tmp_path: Path
) -> None:
    path = tmp_path / "friends.csv"
    path.write_text("Name,City\nAda,Rome\n,Paris\n", encoding="utf-8")

    result = dexcli("import", str(path))

    assert result.exit_code == 5
    assert "2 rows: 1 added, 1 skipped." in result.stdout
    assert result.stderr == "dexcli: row 3: skipped: no name: its cells are empty\n"
