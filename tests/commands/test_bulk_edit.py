"""Out to a spreadsheet, changed there, and in again: the cells are the truth, and only theirs."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli
from tests.formats import books

ADA = """\
# my friend
name = "Ada Lovelace"
tags = ["friend", "maths"]
birthday = 1985-12-10
phones = ["+44 20 7946 0958", "020 7946 0000"]
emails = ["ada@example.org"]
city = "London"
accounts = { github = "ada" }
met = { on = 2015-06-05, at = "a party" }
notes = \"\"\"
Two
lines.
\"\"\"
mine = 5
id = "k7m2x9q4c1"

[[interactions]]
on = 2026-11-20
id = "v3t8n1w6b9"
"""
BOB = 'name = "Bob"\nbirthday = "12-10"\ncadence = "3 weeks"\n'  # without an id


@pytest.fixture
def people(write: Write) -> None:
    """Put in two, one with all that a table has, one without an id."""
    write("ada-lovelace", ADA)
    write("bob", BOB)


Change = Callable[[list[list[str]]], list[list[str]]]


@pytest.fixture
def edited(dexcli: Dexcli, tmp_path: Path) -> Callable[[Change], Path]:
    """Return a way to export all, change the cells, and save them as a spreadsheet does."""

    def edit(change: Change) -> Path:
        file = tmp_path / "people.csv"
        options = ("--notes", "--force", "--output", str(file))
        assert dexcli("export", "csv", *options).exit_code == 0
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8"), newline="")))
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL).writerows(change(rows))
        file.write_bytes(b"\xef\xbb\xbf" + buffer.getvalue().encode())
        return file

    return edit


def put(handle: str, column: str, cell: str) -> Change:
    """Return the change of one cell."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        for row in rows[1:]:
            if row[rows[0].index("handle")] == handle:
                row[rows[0].index(column)] = cell
        return rows

    return change


def without(*columns: str) -> Change:
    """Return the change that leaves columns out and turns the others round."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        kept = [n for n, heading in enumerate(rows[0]) if heading not in columns]
        return [[row[n] for n in reversed(kept)] for row in rows]

    return change


UNCHANGED: dict[str, Change] = {
    "saved as it was": lambda rows: rows,
    "rows in another order": lambda rows: [rows[0], *reversed(rows[1:])],
    "columns gone and in another order": without("phones", "met.on", "accounts.github", "mine"),
    "a day in the country's order": put("ada-lovelace", "birthday", "10.12.1985"),
    "phones as numbers": put("ada-lovelace", "phones", "442079460958; 2079460000"),
    "a day with a time": put("ada-lovelace", "met.on", "2015-06-05 00:00"),
    "capitals and blanks": put("ada-lovelace", "emails", " ADA@example.org "),
}
CHANGED: dict[str, tuple[Change, str, str]] = {
    "city": (put("ada-lovelace", "city", "Paris"), 'city = "London"', 'city = "Paris"'),
    "no city": (put("ada-lovelace", "city", ""), 'city = "London"\n', ""),
    "name": (put("ada-lovelace", "name", "Ada King"), '"Ada Lovelace"', '"Ada King"'),
    "tags": (put("ada-lovelace", "tags", "maths;  chess"), '"friend", "maths"', '"maths", "chess"'),
    "account": (put("ada-lovelace", "accounts.github", "king"), '"ada" }', '"king" }'),
    "met at": (put("ada-lovelace", "met.at", ""), ', at = "a party"', ""),
    "own key": (put("ada-lovelace", "mine", "six"), "mine = 5", 'mine = "six"'),
    "cadence": (put("bob", "cadence", "monthly"), '"3 weeks"', '"monthly"'),
    "birthday": (put("bob", "birthday", "1980-12-10"), '"12-10"', "1980-12-10"),
}


def texts(ledger: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in ledger.glob("*.toml")}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("case", UNCHANGED)
def test_what_was_not_changed_stays_byte_for_byte(
    dexcli: Dexcli, ledger: Path, edited: Callable[[Change], Path], case: str
) -> None:
    before = texts(ledger)

    result = dexcli("import", str(edited(UNCHANGED[case])))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "unchanged." in result.stdout
    assert texts(ledger) == before


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("case", CHANGED)
def test_a_changed_cell_changes_its_key_and_nothing_else(
    dexcli: Dexcli, ledger: Path, edited: Callable[[Change], Path], case: str
) -> None:
    before = texts(ledger)
    change, old, new = CHANGED[case]

    result = dexcli("import", str(edited(change)))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(f"2 rows: 1 updated, 1 unchanged. 1 changed.{UNDO}\n")
    assert texts(ledger) == {name: text.replace(old, new) for name, text in before.items()}


@pytest.mark.usefixtures("people")
def test_a_row_that_is_gone_removes_nobody(
    dexcli: Dexcli, ledger: Path, edited: Callable[[Change], Path]
) -> None:
    before = texts(ledger)

    result = dexcli("import", str(edited(lambda rows: rows[:2])))

    assert result.stdout == "1 row: 1 unchanged.\n"
    assert texts(ledger) == before


@pytest.mark.usefixtures("people")
def test_the_plan_is_shown_as_a_diff_before_anything_is_written(
    dexcli: Dexcli, ledger: Path, edited: Callable[[Change], Path]
) -> None:
    before = texts(ledger)

    result = dexcli("import", str(edited(put("ada-lovelace", "city", "Paris"))), "--dry-run")

    assert '-city = "London"\n+city = "Paris"\n' in result.stdout
    assert "changed: Ada Lovelace (ada-lovelace): city: London → Paris\n" in result.stdout
    assert texts(ledger) == before


@pytest.mark.usefixtures("people")
def test_a_row_without_an_id_is_somebody_new(
    dexcli: Dexcli, ledger: Path, edited: Callable[[Change], Path]
) -> None:
    def add(rows: list[list[str]]) -> list[list[str]]:
        new = ["Zoë" if heading == "name" else "" for heading in rows[0]]
        new[rows[0].index("cadence")] = "2 weeks"
        return [*rows, new]

    file = edited(add)

    first = dexcli("import", str(file))
    again = dexcli("import", str(file))

    assert first.stdout.splitlines()[0] == "new: Zoë (zoe)"
    assert "3 rows: 1 added, 2 unchanged." in first.stdout
    assert 'name = "Zoë"\ncadence = "2 weeks"\n' in (ledger / "zoe.toml").read_text("utf-8")
    assert again.stdout == "3 rows: 3 unchanged.\n"


@pytest.mark.usefixtures("people")
def test_a_cell_that_cannot_be_read_is_told_and_left(
    dexcli: Dexcli, ledger: Path, edited: Callable[[Change], Path]
) -> None:
    before = texts(ledger)

    result = dexcli("import", str(edited(put("bob", "cadence", "sometimes"))))

    assert "row 5 (Bob): cadence: 'sometimes' is no cadence" in result.stderr
    assert "left as it is" in result.stderr
    assert texts(ledger) == before


@pytest.mark.usefixtures("people")
def test_saved_as_a_workbook_it_comes_back_too(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    rows: list[list[books.Cell]] = [
        ["id", "handle", "name", "birthday", "phones", "city"],
        ["k7m2x9q4c1", "ada-lovelace", "Ada Lovelace", date(1985, 12, 10),
         "+44 20 7946 0958; 020 7946 0000", "Paris"],
    ]  # fmt: skip
    file = tmp_path / "people.xlsx"
    file.write_bytes(books.workbook(books.Sheet("people", rows)))

    result = dexcli("import", str(file))

    assert (result.exit_code, result.stderr) == (0, "")
    text = (ledger / "ada-lovelace.toml").read_text("utf-8")
    assert text == ADA.replace('"London"', '"Paris"')


@pytest.mark.usefixtures("people")
def test_a_ledger_that_left_for_another_is_the_same_there(dexcli: Dexcli, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    there = tmp_path / "there"
    dexcli("export", "csv", "--notes", "--output", str(file))
    dexcli("init", str(there))

    result = dexcli("import", str(file), at=there)

    assert "2 rows: 2 added." in result.stdout
    came = (there / "ada-lovelace.toml").read_text("utf-8")
    for line in ADA.partition("notes")[0].splitlines()[1:]:
        assert line in came.splitlines()
