"""`stats`: how much and with whom, on a terminal, as records, as JSON and as CSV."""

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.conftest import Dexcli

Write = Callable[[str, str], Path]
ADA = """\
name = "Ada Lovelace"
tags = ["friend"]
cadence = "2 weeks"
added = 2026-01-05

[[interactions]]
on = 2026-11-20
kind = "coffee"
id = "v3t8n1w6b9"

[[interactions]]
on = "2026-10"

[[interactions]]
on = 2025-03-04
kind = "call"

[[interactions]]
on = 2026-11-21
kind = "note"
note = "Allergic to bad notation."
"""
BOB = """\
name = "Bob Smith"
added = 2026-01-05

[[interactions]]
on = 2026-11-20
kind = "coffee"
id = "v3t8n1w6b9"

[[interactions]]
on = 2025-05-06
kind = "=cmd"
"""
NOBODY_MET = 'name = "Zoe Quiet"\nadded = 2026-01-05\n'


@pytest.fixture
def three(write: Write) -> None:
    """Put three people into the ledger, of whom one was never met."""
    write("ada", ADA)
    write("bob", BOB)
    write("zoe", NOBODY_MET)


@pytest.fixture
def plain_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say nothing of a locale, whatever the tests themselves run in."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)


def document(dexcli: Dexcli, *args: str) -> dict[str, Any]:
    result = dexcli("stats", "--json", *args)
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.usefixtures("three")
def test_away_from_a_terminal_each_number_is_a_plain_record(dexcli: Dexcli) -> None:
    result = dexcli("stats")

    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
4 times with 2 contacts, 2025-03-04 to 2026-11-20 · counted up to 2026-11-22 · \
not once with 1 contact · the day of 1 time isn't known: in no weekday
year · 2025 · 2
year · 2026 · 2
month · 2025-03 · 1
month · 2025-05 · 1
month · 2026-10 · 1
month · 2026-11 · 1
weekday · Monday · 0
weekday · Tuesday · 2
weekday · Wednesday · 0
weekday · Thursday · 0
weekday · Friday · 1
weekday · Saturday · 0
weekday · Sunday · 0
kind · =cmd · 1
kind · call · 1
kind · coffee · 1
kind · met · 1
contact · Ada Lovelace · 3 · last 2026-11-20
contact · Bob Smith · 2 · last 2026-11-20
gaining touch · Ada Lovelace · 2 in the last 12 months · 1 in the 12 before
kept within cadence · 2025-03 · 0%, 0 of 1
kept within cadence · 2025-04 · 0%, 0 of 1
kept within cadence · 2025-05 · 0%, 0 of 1
kept within cadence · 2025-06 · 0%, 0 of 1
kept within cadence · 2025-07 · 0%, 0 of 1
kept within cadence · 2025-08 · 0%, 0 of 1
kept within cadence · 2025-09 · 0%, 0 of 1
kept within cadence · 2025-10 · 0%, 0 of 1
kept within cadence · 2025-11 · 0%, 0 of 1
kept within cadence · 2025-12 · 0%, 0 of 1
kept within cadence · 2026-01 · 0%, 0 of 1
kept within cadence · 2026-02 · 0%, 0 of 1
kept within cadence · 2026-03 · 0%, 0 of 1
kept within cadence · 2026-04 · 0%, 0 of 1
kept within cadence · 2026-05 · 0%, 0 of 1
kept within cadence · 2026-06 · 0%, 0 of 1
kept within cadence · 2026-07 · 0%, 0 of 1
kept within cadence · 2026-08 · 0%, 0 of 1
kept within cadence · 2026-09 · 0%, 0 of 1
kept within cadence · 2026-10 · 0%, 0 of 1
kept within cadence · 2026-11 · 100%, 1 of 1
"""
    )


@pytest.mark.usefixtures("three")
def test_the_json_has_every_number_and_no_chart(dexcli: Dexcli) -> None:
    assert document(dexcli, "--since", "2026-10-01") == {
        "since": "2026-10-01",
        "until": "2026-11-22",
        "interactions": 2,
        "first": "2026-10",
        "last": "2026-11-20",
        "years": [{"year": 2026, "count": 2}],
        "months": [{"month": "2026-10", "count": 1}, {"month": "2026-11", "count": 1}],
        "days": [{"on": "2026-11-20", "count": 1}],
        "weekdays": [
            {"weekday": "Monday", "count": 0},
            {"weekday": "Tuesday", "count": 0},
            {"weekday": "Wednesday", "count": 0},
            {"weekday": "Thursday", "count": 0},
            {"weekday": "Friday", "count": 1},
            {"weekday": "Saturday", "count": 0},
            {"weekday": "Sunday", "count": 0},
        ],
        "kinds": [{"kind": "coffee", "count": 1}, {"kind": "met", "count": 1}],
        "contacts": [
            {
                "handle": "ada",
                "name": "Ada Lovelace",
                "count": 2,
                "last": "2026-11-20",
                "years": {"2026": 2},
                "months": {"2026-10": 1, "2026-11": 1},
            },
            {
                "handle": "bob",
                "name": "Bob Smith",
                "count": 1,
                "last": "2026-11-20",
                "years": {"2026": 1},
                "months": {"2026-11": 1},
            },
        ],
        "silent": 1,
        "gaining": [{"handle": "ada", "name": "Ada Lovelace", "now": 2, "before": 1}],
        "losing": [],
        "kept": [
            {"on": "2026-10-31", "contacts": 1, "kept": 0, "share": 0.0},
            {"on": "2026-11-22", "contacts": 1, "kept": 1, "share": 1.0},
        ],
    }


@pytest.mark.usefixtures("three")
def test_the_csv_has_one_number_a_row_and_no_formula(dexcli: Dexcli) -> None:
    result = dexcli("stats", "--csv", "--since", "2025-04")

    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[:4] == [
        ["measure", "period", "key", "value"],
        ["interactions", "all", "", "3"],
        ["interactions", "2025", "", "1"],
        ["interactions", "2026", "", "2"],
    ]
    assert ["kind", "all", "'=cmd", "1"] in rows
    assert ["contact", "2026-10", "ada", "1"] in rows
    assert ["touch", "2025-11-23/2026-11-22", "ada", "2"] in rows
    assert ["touch", "2024-11-23/2025-11-22", "ada", "1"] in rows
    assert rows[-2:] == [["with_cadence", "2026-11-22", "", "1"], ["kept", "2026-11-22", "", "1"]]
    assert {len(row) for row in rows} == {4}


def test_an_empty_ledger_has_nothing_to_count(dexcli: Dexcli) -> None:
    assert dexcli("stats").stdout == "No time in touch · counted up to 2026-11-22\n"
    found = document(dexcli)
    assert (found["interactions"], found["months"], found["contacts"]) == (0, [], [])
    assert dexcli("stats", "--csv").stdout.splitlines()[1] == "interactions,all,,0"


def test_people_without_a_meeting_are_told_of(dexcli: Dexcli, write: Write) -> None:
    write("zoe", NOBODY_MET)

    assert dexcli("stats").stdout == (
        "No time in touch · counted up to 2026-11-22 · not once with 1 contact\n"
    )


@pytest.mark.usefixtures("terminal", "plain_locale")
@pytest.mark.parametrize("files", [{}, {"zoe": NOBODY_MET}, {"ada": ADA}], ids=["0", "zoe", "ada"])
def test_on_a_terminal_there_is_always_a_page(
    dexcli: Dexcli, write: Write, files: dict[str, str]
) -> None:
    for handle, text in files.items():
        write(handle, text)

    result = dexcli("stats", "--color", "never")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("3 times" if "ada" in files else "No time in touch\n")


@pytest.mark.usefixtures("terminal", "plain_locale")
def test_times_of_which_only_the_year_is_known_are_told_and_counted_in_it(
    dexcli: Dexcli, write: Write
) -> None:
    years = "[[interactions]]\non = 2026\n\n[[interactions]]\non = 2025\n"
    write("ada", f'name = "Ada"\n\n{years}\n[[interactions]]\non = 2025-06-01\n')

    shown = dexcli("stats", "--color", "never").stdout

    assert "\nthe month of 2 times isn't known: in no month\n" in shown
    assert "\nBy year\n  2025  2  ███" in shown
    page = dexcli("stats", "--html").stdout
    assert "<p>The month of 2 times isn&#x27;t known: in no month.</p>" in page
    assert "<h2>By year</h2>" in page


@pytest.mark.usefixtures("terminal", "plain_locale")
def test_a_tab_in_a_name_moves_no_column(dexcli: Dexcli, write: Write) -> None:
    write("ada", 'name = "Ada\\tLovelace"\ninteractions = [{ on = 2026-11-01 }]\n')
    write("bob", 'name = "Bob Smith the third"\ninteractions = [{ on = 2026-11-01 }]\n')

    shown = dexcli("stats", "--color", "never").stdout

    courses = [line for line in shown.splitlines() if "last 2026-11-01" in line]
    assert len({line.index("1  █") for line in courses}) == 1
    assert "Ada Lovelace" in shown


@pytest.mark.usefixtures("three", "terminal", "plain_locale")
@pytest.mark.parametrize("columns", [40, 80, 149, 150, 200, 300])
def test_no_line_is_wider_than_the_terminal(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    write("li", ADA.replace("Ada Lovelace", "李清照" * 30))
    monkeypatch.setenv("COLUMNS", str(columns))

    for args in ((), ("--circles",), ("--since", "2020")):
        shown = dexcli("stats", "--color", "never", *args).stdout
        commands = [line for line in shown.splitlines() if "dexcli every" in line]
        others = [line for line in shown.splitlines() if line not in commands]
        assert max(map(cell_len, others)) <= columns


@pytest.mark.usefixtures("three", "terminal", "plain_locale")
def test_the_charts_show_bars_days_and_each_person_s_course(dexcli: Dexcli) -> None:
    shown = dexcli("stats", "--color", "never").stdout

    assert "\x1b" not in shown
    assert "  2026-10  1  ████████" in shown
    assert "  Friday     1  ████████" in shown
    assert "  coffee  1  ██████" in shown
    assert "      · none   ░ 1\n" in shown
    assert "  Ada Lovelace  3  █··················██  last 2026-11-20\n" in shown
    assert "  Ada Lovelace  1 → 2\n" in shown
    assert "  2026-11  100% of 1  ██████" in shown


@pytest.mark.usefixtures("three", "terminal", "plain_locale")
def test_in_an_ascii_locale_charts_are_of_signs_and_digits(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    shown = dexcli("stats").stdout

    assert shown.isascii()
    assert "  2026-10  1  \x1b[32m########" in shown
    bare = dexcli("stats", "--color", "never").stdout
    assert "      . none   1 1\n" in bare
    assert "  Ada Lovelace  3  9..................99  last 2026-11-20\n" in bare
    assert "  Ada Lovelace  1 -> 2\n" in bare


@pytest.mark.usefixtures("three")
def test_in_an_ascii_encoding_a_dash_stands_between_what_a_record_says(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (("stats",), ("stats", "--circles")):
        written = io.BytesIO()
        plain = io.TextIOWrapper(written, encoding="ascii", write_through=True)
        monkeypatch.setattr("sys.stdout", plain)

        assert dexcli(*command).exit_code == 0

        assert b" - " in written.getvalue()
        assert b"?" not in written.getvalue()


@pytest.mark.usefixtures("three", "terminal", "plain_locale")
def test_colours_are_the_terminal_s_own_and_no_background_is_set(dexcli: Dexcli) -> None:
    shown = dexcli("stats").stdout

    codes = {each.split("m")[0] for each in shown.split("\x1b[")[1:]}
    assert codes == {"0", "1", "2", "32"}


@pytest.mark.usefixtures("three")
def test_a_filter_a_period_and_the_archived(dexcli: Dexcli, write: Write) -> None:
    write("old", ADA.replace("Ada Lovelace", "Old Friend") + "\n")
    dexcli("archive", "old")

    assert [each["handle"] for each in document(dexcli)["contacts"]] == ["ada", "bob"]
    everybody = document(dexcli, "--all")
    assert [each["handle"] for each in everybody["contacts"]] == ["ada", "old", "bob"]
    assert [each["handle"] for each in document(dexcli, "name:bob")["contacts"]] == ["bob"]
    assert document(dexcli, "--until", "2025")["interactions"] == 2
    assert document(dexcli, "--until", "2025")["until"] == "2025-12-31"
    assert document(dexcli, "--until", "2030")["until"] == "2026-11-22"
    assert document(dexcli, "--since", "2026")["since"] == "2026-01-01"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ["--since", "2027"],
            "--since: 2027-01-01 lies after 2026-11-22; expected a day before it",
        ),
        (
            ["--since", "2026", "--until", "2025"],
            "--since: 2026-01-01 lies after 2025-12-31; expected a day before it",
        ),
        (["--json", "--csv"], "--json and --csv don't go together; give one of them"),
        (["--circles", "--html"], "--circles and --html don't go together; give one of them"),
        (["--circles", "--all"], "--circles and --all don't go together; give one of them"),
        (
            ["--circles", "--since", "today"],
            "--since: 2026-11-22 is the day of the circles itself; expected one before",
        ),
    ],
)
def test_what_makes_no_sense_is_told(dexcli: Dexcli, args: list[str], told: str) -> None:
    result = dexcli("stats", *args)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"dexcli: {told}\n")


def met(name: str, *days: str) -> str:
    return f'name = "{name}"\n' + "".join(f"[[interactions]]\non = {day}\n" for day in days)


@pytest.fixture
def seven(write: Write) -> None:
    """Put seven people into the ledger; the last came since, the first has a cadence."""
    for number in range(6):
        write(f"p{number}", met(f"Person {number}", f"2025-1{number % 2}-0{number + 1}"))
    write("p0", 'cadence = "1 week"\n' + met("Person 0", "2025-11-20", "2026-11-20"))
    write("new", met("Newcomer", "2026-11-20", "2026-11-21"))


@pytest.mark.usefixtures("seven")
def test_the_circles_tell_who_came_and_went_and_what_to_type(dexcli: Dexcli) -> None:
    lines = dexcli("stats", "--circles").stdout.splitlines()

    assert "closest 5 · Newcomer · in no circle on 2025-11-22" in lines
    assert "closest 5 · Person 0" in lines
    [gone] = [line for line in lines if line.endswith("in the closest 5 on 2025-11-22")]
    assert gone.startswith("closest 15 · Person ")
    week, month = [line for line in lines if line.startswith("dexcli every")]
    assert week.startswith("dexcli every '1 week' new ")
    assert "p0" not in week
    assert month.startswith("dexcli every '1 month' p")
    assert dexcli(*week.replace("'1 week'", "weekly").split()[1:]).exit_code == 0
    assert "'1 week'" not in dexcli("stats", "--circles").stdout


@pytest.mark.usefixtures("seven")
def test_the_circles_of_another_day_and_for_programs(dexcli: Dexcli) -> None:
    found = json.loads(dexcli("stats", "--circles", "--json", "--until", "2025-11-22").stdout)

    assert (found["on"], found["before"]) == ("2025-11-22", "2024-11-22")
    handles = [each["handle"] for each in found["circles"][0]["contacts"]]
    assert handles == [each["handle"] for each in found["circles"][0]["in"]]
    assert len(handles) == 5
    assert "new" not in handles
    assert found["suggested"][0]["cadence"] == "1 week"
    rows = dexcli("stats", "--circles", "--csv").stdout.splitlines()
    assert "circle,2026-11-22,new,5" in rows
    assert not [row for row in rows if row.startswith("circle,2025-11-22,new")]


@pytest.mark.usefixtures("seven", "terminal")
def test_on_a_terminal_a_suggestion_can_be_copied_into_a_shell(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = dexcli("stats", "--circles", "--color", "never").stdout
    monkeypatch.setenv("COLUMNS", "40")
    narrow = dexcli("stats", "--circles", "--color", "never").stdout

    assert max(map(len, narrow.splitlines())) <= 40
    [week] = re.findall(r"  dexcli every '1 week' p.*|  dexcli every '1 week' new.*", plain)
    said = shlex.split(narrow.partition("cadence:")[2].partition("  dexcli every '1 month'")[0])
    assert [word for word in said if word != "\n"] == shlex.split(week)


@pytest.mark.usefixtures("seven", "terminal")
def test_on_a_terminal_the_circles_stand_below_each_other(dexcli: Dexcli) -> None:
    shown = dexcli("stats", "--circles", "--color", "never").stdout.splitlines()

    assert shown[0] == "The closest 5"
    assert "  in since 2025-11-22: Newcomer" in shown
    assert "The closest 15: 2 more" in shown
    assert [line for line in shown if line.startswith("  dexcli every '1 month' p")]
    assert shown[-1] != ""


@pytest.mark.usefixtures("terminal")
def test_without_anybody_close_a_terminal_says_so(dexcli: Dexcli) -> None:
    result = dexcli("stats", "--circles")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dexcli: nobody is close yet: nothing in the log counts\n"
