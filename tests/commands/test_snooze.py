"""`snooze`: pushed back until a day, for good, and ended; the rest of the file stays."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli, Result

Write = Callable[[str, str], Path]
ADA = """\
# the best of us
name = "Ada Lovelace"  # countess
cadence = "weekly"
mood = "fine"
added = 2026-11-02

[[interactions]]
on = 2026-11-10
"""
BOB = 'name = "Bob Stone"\ncadence = "monthly"\nadded = 2026-11-01\n'


@pytest.fixture
def ada(write: Write) -> Path:
    return write("ada-lovelace", ADA)


@pytest.fixture
def bob(write: Write) -> Path:
    return write("bob-stone", BOB)


def with_line(line: str, text: str = ADA) -> str:
    """Return the text with a line where the format has it: behind the cadence."""
    return re.sub(r"^cadence = .*\n", rf"\g<0>{line}\n", text, flags=re.MULTILINE)


def test_a_snooze_until_a_day_of_several_words(dexcli: Dexcli, ada: Path, bob: Path) -> None:
    result = dexcli("snooze", "in", "2", "weeks", "ada", "bob")

    assert result == Result(
        0,
        "Ada Lovelace and Bob Stone: not before 6 December. "
        f"Next: Ada Lovelace around 6 December and Bob Stone around 6 December.{UNDO}\n",
        "",
    )
    line = "snoozed = { until = 2026-12-06, since = 2026-11-22 }"
    assert ada.read_text("utf-8") == with_line(line)
    assert bob.read_text("utf-8") == with_line(line, BOB)


def test_a_snooze_never_brings_a_day_forward(dexcli: Dexcli, bob: Path) -> None:
    result = dexcli("snooze", "friday", "bob")

    assert result == Result(
        0, f"Bob Stone: not before 27 November. Next around 1 December.{UNDO}\n", ""
    )
    assert "until = 2026-11-27" in bob.read_text("utf-8")


@pytest.mark.parametrize("word", ["forever", "toujours"])
def test_for_good(dexcli: Dexcli, ada: Path, word: str) -> None:
    result = dexcli("snooze", word, "ada")

    told = f"Ada Lovelace: snoozed for good; 'dexcli snooze off' ends it.{UNDO}\n"
    assert result == Result(0, told, "")
    assert ada.read_text("utf-8") == with_line(
        "snoozed = { until = 9999-12-31, since = 2026-11-22 }"
    )
    assert dexcli("due") == Result(0, "", "")


@pytest.mark.parametrize("word", ["off", "non"])
def test_off_takes_the_line_away_and_nothing_else(dexcli: Dexcli, write: Write, word: str) -> None:
    path = write("ada-lovelace", with_line("snoozed = { until = 2026-12-24 }"))

    result = dexcli("snooze", word, "ada")

    assert result == Result(0, f"Ada Lovelace: no longer snoozed. Still due.{UNDO}\n", "")
    assert path.read_text("utf-8") == ADA


def test_what_else_a_snooze_says_stays(dexcli: Dexcli, write: Write) -> None:
    """A key that dexcli doesn't know inside `snoozed` was lost when the day changed."""
    before = with_line('snoozed = { until = 2026-12-24, since = 2026-11-01, why = "abroad" } # !')
    path = write("ada-lovelace", before)

    assert dexcli("snooze", "2027-01-05", "ada").exit_code == 0

    assert path.read_text("utf-8") == before.replace("2026-12-24", "2027-01-05").replace(
        "2026-11-01,", "2026-11-22,"
    )


def test_by_a_filter(dexcli: Dexcli, ada: Path, bob: Path) -> None:
    result = dexcli("snooze", "1", "december", "--where", "name:ada")

    told = f"Ada Lovelace: not before 1 December. Next around 1 December.{UNDO}\n"
    assert result == Result(0, told, "")
    assert bob.read_text("utf-8") == BOB
    assert "until = 2026-12-01" in ada.read_text("utf-8")


def test_a_filter_that_nobody_answers_to_is_said(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("snooze", "1", "december", "--where", "is:paused")

    assert result == Result(0, "Nobody: not before 1 December.\n", "")
    assert ada.read_text("utf-8") == ADA


def test_a_dry_run_shows_the_line_and_writes_nothing(dexcli: Dexcli, ada: Path) -> None:
    stamp = ada.stat().st_mtime_ns

    result = dexcli("snooze", "friday", "ada", "--dry-run")

    assert (result.exit_code, result.stderr) == (0, "")
    changed = [line for line in result.stdout.splitlines()[2:] if line[0] in "+-"]
    assert changed == ["+snoozed = { until = 2026-11-27, since = 2026-11-22 }"]
    assert (ada.read_text("utf-8"), ada.stat().st_mtime_ns) == (ADA, stamp)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["yesterday", "ada"], 2, "UNTIL: 2026-11-21 is not ahead; expected a day after today"),
        (["today", "ada"], 2, "UNTIL: 2026-11-22 is not ahead; expected a day after today"),
        (["forever"], 2, "who is meant? Name somebody, or give --where FILTER"),
        (["friday", "ada", "--where", "tag:x"], 2, "--where stands in place of WHO; give one of"),
        (["friday", "zed"], 3, "no contact matches 'zed'"),
        (["ada"], 2, "UNTIL: 'ada' is no date; "),
    ],
)
def test_what_is_refused_changes_nothing(
    dexcli: Dexcli, ada: Path, words: list[str], code: int, said: str
) -> None:
    result = dexcli("snooze", *words)

    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert result.stderr.startswith("dexcli: ")
    assert ada.read_text("utf-8") == ADA
