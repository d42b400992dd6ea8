"""`spread`: who is due gets even days from tomorrow on; nobody else is touched."""

import json
import math
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests import letters
from tests.conftest import TODAY, UNDO, Dexcli, Keyboard, Result

Write = Callable[[str, str], Path]
LENGTHS = {  # in days, from 22 November 2026 on: to 22 December, 22 February and 22 November
    "1 week": 7,
    "2w": 14,
    "1 month": 30,
    "quarterly": 92,
    "every 6 months": 181,
    "yearly": 365,
}

BEHIND = " \n [[interactions]]\n"  # the lines of Bob's file that a diff shows below his day


def text(name: str, cadence: str = "weekly", rest: str = "") -> str:
    return f'# {name}\nname = "{name}"\ncadence = "{cadence}"\nadded = 2026-01-01\n{rest}'


@pytest.fixture
def three(write: Write) -> list[Path]:
    """Return three weekly people: two who are due, and one who isn't."""
    met = "\n[[interactions]]\non = {}\n"
    return [
        write("ada", text("Ada")),
        write("bob", text("Bob", rest=met.format("2026-11-01"))),
        write("zoe", text("Zoe", rest=met.format("2026-11-20"))),
    ]


def diff(name: str, until: str, cadence: str = "weekly", rest: str = "") -> str:
    """Return what a preview shows of somebody's file: the day, and three lines around it."""
    lines = 4 + rest.count("\n")
    return (
        f"--- a/{name.lower()}.toml\n+++ b/{name.lower()}.toml\n@@ -1,{lines} +1,{lines + 1} @@\n"
        f' # {name}\n name = "{name}"\n cadence = "{cadence}"\n'
        f"+snoozed = {{ until = {until}, since = 2026-11-22 }}\n added = 2026-01-01\n{rest}"
    )


def contents(ledger: Path) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in ledger.glob("*.toml")}


def test_the_closest_first_over_the_cadence_from_tomorrow_on(
    dexcli: Dexcli, three: list[Path]
) -> None:
    ada, bob, zoe = three

    result = dexcli("spread", "--yes")

    told = f"2 people have days until 26 November, at most 1 on one.{UNDO}\n"
    assert result == Result(0, told, "")
    snoozed = "snoozed = {{ until = {}, since = 2026-11-22 }}\n"
    head, tail = text("Ada").split("added")
    assert ada.read_text("utf-8") == f"{head}{snoozed.format('2026-11-26')}added{tail}"
    head, tail = text("Bob").split("added")
    assert bob.read_text("utf-8") == (
        f"{head}{snoozed.format('2026-11-23')}added{tail}\n[[interactions]]\non = 2026-11-01\n"
    )
    assert "snoozed" not in zoe.read_text("utf-8")


def test_nobody_is_due_when_run_again(dexcli: Dexcli, ledger: Path, three: list[Path]) -> None:
    assert len(three) == 3
    assert dexcli("spread", "--yes").exit_code == 0
    before = contents(ledger)

    assert dexcli("spread", "--yes") == Result(0, "", "dexcli: nobody is due\n")
    assert dexcli("spread", "--json") == Result(0, "[]\n", "")
    assert dexcli("due") == Result(0, "", "")
    assert contents(ledger) == before


def test_a_preview_says_the_days_twice_and_writes_nothing(
    dexcli: Dexcli, ledger: Path, three: list[Path]
) -> None:
    assert len(three) == 3
    before = contents(ledger)

    first = dexcli("spread", "--dry-run")

    lines = "2026-11-23 · Bob · weekly\n2026-11-26 · Ada · weekly\n"
    bob = diff("Bob", "2026-11-23", rest=BEHIND)
    assert first == Result(0, f"{lines}{bob}{diff('Ada', '2026-11-26')}", "")
    assert dexcli("spread", "--dry-run") == first
    assert json.loads(dexcli("spread", "--dry-run", "--json").stdout) == [
        {"handle": "bob", "name": "Bob", "until": "2026-11-23"},
        {"handle": "ada", "name": "Ada", "until": "2026-11-26"},
    ]
    assert contents(ledger) == before


def test_away_from_a_terminal_it_does_not_ask(dexcli: Dexcli, three: list[Path]) -> None:
    assert len(three) == 3

    assert dexcli("spread").exit_code == 0
    assert dexcli("due", "--count").stdout == "0\n"


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("\n", 1), ("n\n", 1)])
@pytest.mark.usefixtures("terminal", "three")
def test_on_a_terminal_it_shows_the_days_and_asks(
    dexcli: Dexcli, ledger: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    before = contents(ledger)
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))

    result = dexcli("spread")

    assert result.exit_code == code
    assert "2026-11-23" in result.stdout
    assert "Give them these days?" in result.stderr
    assert (contents(ledger) == before) is (code == 1)


def test_over_a_span_for_all(dexcli: Dexcli, three: list[Path], write: Write) -> None:
    assert len(three) == 3
    write("yves", text("Yves", "monthly"))

    result = dexcli("spread", "--over", "3 days", "--dry-run")

    assert result.stdout == (
        "2026-11-23 · Bob · weekly\n2026-11-24 · Ada · weekly\n2026-11-25 · Yves · monthly\n"
        + diff("Bob", "2026-11-23", rest=BEHIND)
        + diff("Ada", "2026-11-24")
        + diff("Yves", "2026-11-25", "monthly")
    )


@pytest.mark.parametrize("span", ["yesterday", "today", "soon"])
@pytest.mark.usefixtures("three")
def test_a_span_that_is_none(dexcli: Dexcli, ledger: Path, span: str) -> None:
    before = contents(ledger)

    result = dexcli("spread", "--yes", "--over", span)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dexcli: --over: ")
    assert contents(ledger) == before


def test_by_a_filter(dexcli: Dexcli, three: list[Path]) -> None:
    ada, bob, _ = three

    assert dexcli("spread", "name:ada", "--yes").stdout == (
        f"1 person has a day until 23 November, at most 1 on one.{UNDO}\n"
    )
    assert "snoozed" in ada.read_text("utf-8")
    assert "snoozed" not in bob.read_text("utf-8")


def test_what_else_a_snooze_says_stays(dexcli: Dexcli, write: Write) -> None:
    before = text("Ada", rest='snoozed = { until = 2026-11-01, why = "abroad" }  # !\n')
    path = write("ada", before)

    assert dexcli("spread", "--yes").exit_code == 0

    assert path.read_text("utf-8") == before.replace(
        "until = 2026-11-01,", "until = 2026-11-23, since = 2026-11-22,"
    )


# -- the letters: hundreds of people, all due


def test_the_letters_all_due_become_a_trickle(dexcli: Dexcli, imported: Path) -> None:
    handles = sorted(path.stem for path in imported.glob("*.toml"))
    cadences = dict(zip(handles, [*LENGTHS] * len(handles), strict=False))
    for cadence in LENGTHS:
        who = [handle for handle in handles if cadences[handle] == cadence]
        assert dexcli("every", cadence, *who).exit_code == 0
    for name in ("Una New", "Otto New", "Ida New"):
        assert dexcli("add", name, "--every", "weekly").exit_code == 0
    before = contents(imported)
    written = {handle for handle in handles if b"[[interactions]]" in before[f"{handle}.toml"][0]}
    due = {entry["handle"] for entry in json.loads(dexcli("due", "--json").stdout)}
    assert due == written
    assert len(due) >= len(letters.people())  # and who stands only beside others

    preview = dexcli("spread", "--dry-run", "--json")
    assert dexcli("spread", "--dry-run", "--json") == preview
    assert contents(imported) == before
    assert dexcli("spread", "--yes").exit_code == 0

    days = {each["handle"]: each["until"] for each in json.loads(preview.stdout)}
    assert {h: until(imported, h) for h in due} == days
    after = contents(imported)
    assert {name for name in before if before[name] != after[name]} == {f"{h}.toml" for h in due}
    assert min(days.values()) == "2026-11-23"
    for cadence, length in LENGTHS.items():
        of_it = Counter(days[handle] for handle in due if cadences[handle] == cadence)
        last = date.fromisoformat(max(of_it))
        assert max(of_it.values()) <= math.ceil(of_it.total() / length) + 1
        assert (last - date.fromisoformat(TODAY)).days <= length
    assert dexcli("due") == Result(0, "", "")
    assert dexcli("spread", "--yes") == Result(0, "", "dexcli: nobody is due\n")
    assert contents(imported) == after


def until(ledger: Path, handle: str) -> str:
    contact = tomllib.loads((ledger / f"{handle}.toml").read_text("utf-8"))
    assert contact["snoozed"]["since"] == date.fromisoformat(TODAY)
    return str(contact["snoozed"]["until"])
