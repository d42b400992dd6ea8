"""`skip`: not this time; due again one cadence from today, and nothing is logged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli, Result

Write = Callable[[str, str], Path]
ADA = '# dear\nname = "Ada Lovelace"\ncadence = "monthly"\nhat = "blue"\nadded = 2026-10-01\n'


@pytest.fixture
def ada(write: Write) -> Path:
    return write("ada-lovelace", ADA)


def test_due_again_one_cadence_from_today(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("skip", "ada")

    told = f"Ada Lovelace: skipped this time. Next around 22 December.{UNDO}\n"
    assert result == Result(0, told, "")
    assert ada.read_text("utf-8") == (
        '# dear\nname = "Ada Lovelace"\ncadence = "monthly"\n'
        'snoozed = { until = 2026-12-22, since = 2026-11-22 }\nhat = "blue"\nadded = 2026-10-01\n'
    )
    assert dexcli("due") == Result(0, "", "")


def test_the_cadence_is_the_one_that_holds(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    (ledger / ".dexcli" / "config.toml").write_text('cadence.friend = "2 weeks"\n', "utf-8")
    path = write("bob", 'name = "Bob"\ntags = ["friend"]\nadded = 2026-10-01\n')

    assert (
        dexcli("skip", "bob").stdout == f"Bob: skipped this time. Next around 6 December.{UNDO}\n"
    )

    assert "until = 2026-12-06" in path.read_text("utf-8")


def test_a_meeting_planned_later_is_what_is_told(dexcli: Dexcli, write: Write) -> None:
    plan = '\n[[reminders]]\nnote = "ball"\non = 2027-01-05\nmeet = true\n'
    write("ada-lovelace", ADA + plan)

    result = dexcli("skip", "ada")

    assert result.stdout == f"Ada Lovelace: skipped this time. Next around 5 January 2027.{UNDO}\n"


@pytest.mark.parametrize("line", ['cadence = "never"', "paused = true", "archived = true"])
def test_nothing_to_skip(dexcli: Dexcli, ada: Path, write: Write, line: str) -> None:
    """A paused person was given a snooze, as if it did anything."""
    text = f'name = "Bob"\n{line}\n'
    path = write("bob", text)

    result = dexcli("skip", "ada", "bob")

    said = "Bob has no follow-ups, so there is nothing to skip; see 'dexcli why bob'"
    assert result == Result(2, "", f"dexcli: {said}\n")
    assert (ada.read_text("utf-8"), path.read_text("utf-8")) == (ADA, text)


def test_a_filter_takes_those_who_have_follow_ups(dexcli: Dexcli, ada: Path, write: Write) -> None:
    path = write("bob", 'name = "Bob"\n')

    result = dexcli("skip", "--where", "-tag:x")

    assert result.stdout == f"Ada Lovelace: skipped this time. Next around 22 December.{UNDO}\n"
    assert path.read_text("utf-8") == 'name = "Bob"\n'
    assert "snoozed" in ada.read_text("utf-8")


def test_a_filter_that_nobody_answers_to_is_said(dexcli: Dexcli, ada: Path) -> None:
    assert dexcli("skip", "--where", "is:paused") == Result(0, "Nobody: skipped this time.\n", "")
    assert ada.read_text("utf-8") == ADA


def test_a_dry_run_writes_nothing(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("skip", "ada", "--dry-run")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "+snoozed = { until = 2026-12-22, since = 2026-11-22 }" in result.stdout.splitlines()
    assert ada.read_text("utf-8") == ADA
