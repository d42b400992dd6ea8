"""`dexcli note`: a fact without a meeting."""

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = 'name = "Ada"\ncadence = "weekly"\n\n[[interactions]]\non = 2026-11-08\n'


@pytest.mark.usefixtures("ids")
def test_a_fact_is_appended_with_its_day_and_leaves_the_clock_alone(
    dexcli: Dexcli, write: Write
) -> None:
    path = write("ada", ADA)

    result = dexcli("note", "ada", "is", "allergic", "to bad notation")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Noted about Ada, today.{UNDO}\n"
    assert path.read_text(encoding="utf-8") == ADA + (
        '\n[[interactions]]\non = 2026-11-22\nkind = "note"\n'
        'note = "is allergic to bad notation"\nid = "0000000001"\n'
    )
    assert dexcli("due", "--count").stdout == "1\n"


def test_a_fact_may_have_an_earlier_day(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA)

    result = dexcli("note", "ada", "moved", "--on", "avant-hier")

    assert result.stdout == f"Noted about Ada, on 20 November.{UNDO}\n"
    assert 'on = 2026-11-20\nkind = "note"\nnote = "moved"\n' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "code"),
    [(["ada", " "], 2), (["ada"], 2), (["ada", "x", "--on", "tomorrow"], 2), (["bob", "x"], 3)],
)
def test_what_makes_no_sense_is_refused(
    dexcli: Dexcli, write: Write, args: list[str], code: int
) -> None:
    path = write("ada", ADA)

    result = dexcli("note", *args)

    assert (result.exit_code, result.stdout) == (code, "")
    assert path.read_text(encoding="utf-8") == ADA


def test_a_dry_run_writes_nothing(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA)

    result = dexcli("note", "ada", "x", "--dry-run")

    assert '+note = "x"\n' in result.stdout
    assert path.read_text(encoding="utf-8") == ADA
