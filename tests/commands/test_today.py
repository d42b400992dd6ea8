"""`today`, and the formats of `due`: the right words, or not a byte; a long time away."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Dexcli, Result

Write = Callable[[str, str], Path]
DAY = 86_400
ADA = """\
name = "Ada Lovelace"
cadence = "3 weeks"
birthday = 1985-11-23
phones = ["+44 20 7946 0958"]
gifts = [{ idea = "a set of punched cards", for = "birthday" }]

[[reminders]]
note = "send the paper"
on = 2026-11-19
id = "q81f0c2d5e"

[[interactions]]
on = 2026-10-10
kind = "coffee"
note = "Bernoulli numbers"
"""
BOB = """\
name = "Bob"

[[reminders]]
note = "lunch"
on = 2026-11-22
meet = true
id = "m3k9x0a7m2"
"""
LATE = 'name = "P{0}"\ncadence = "weekly"\nadded = 2026-11-01\n'
FORMATS = ("text", "json", "tsv", "markdown", "html", "mail")


@pytest.fixture
def people(write: Write) -> None:
    write("ada-lovelace", ADA)
    write("bob", BOB)


@pytest.fixture
def crowd(write: Write) -> None:
    for number in range(10):
        write(f"p{number}", LATE.format(number))


@pytest.mark.usefixtures("people")
def test_the_digest_away_from_a_terminal_is_a_line_a_record(dexcli: Dexcli) -> None:
    assert dexcli("today") == Result(
        0,
        'Ada Lovelace · 3 weeks late · coffee 2026-10-10, "Bernoulli numbers" · '
        "you owe: send the paper · +44 20 7946 0958\n"
        "Ada Lovelace · you promised: send the paper · for 19 November\n"
        "Bob · to meet: lunch · today\n"
        "Ada Lovelace · birthday, turns 41 · tomorrow, 23 November · "
        "gift ideas: a set of punched cards\n",
        "",
    )


@pytest.mark.usefixtures("people")
def test_the_json_is_as_promised(dexcli: Dexcli) -> None:
    result = dexcli("today", "--json")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "date": "2026-11-22",
        "due": json.loads(dexcli("due", "--json").stdout),
        "more": 0,
        "reminders": [
            {
                "handle": "ada-lovelace",
                "name": "Ada Lovelace",
                "id": "q81f0c2d5e",
                "on": "2026-11-19",
                "note": "send the paper",
                "meet": False,
            },
            {
                "handle": "bob",
                "name": "Bob",
                "id": "m3k9x0a7m2",
                "on": "2026-11-22",
                "note": "lunch",
                "meet": True,
            },
        ],
        "dates": [
            {
                "handle": "ada-lovelace",
                "name": "Ada Lovelace",
                "label": "birthday",
                "on": "2026-11-23",
                "days": 1,
                "age": 41,
            }
        ],
    }


@pytest.mark.usefixtures("people")
def test_json_is_one_more_name_for_a_format(dexcli: Dexcli) -> None:
    for command in ("due", "today"):
        assert dexcli(command, "--json") == dexcli(command, "--format", "json")
        assert dexcli(command) == dexcli(command, "--format", "text")


@pytest.mark.parametrize("state", ["died = true", "archived = true", "paused = true"])
def test_who_is_in_no_list_is_in_no_digest(dexcli: Dexcli, write: Write, state: str) -> None:
    write("ada-lovelace", f"{state}\n{ADA}")

    told = dexcli("today").stdout

    assert ("late" in told, "birthday" in told) == (False, state.startswith("paused"))


def test_of_many_the_first_are_shown_and_the_rest_is_counted(dexcli: Dexcli, crowd: None) -> None:  # noqa: ARG001 - its files
    seven, three = dexcli("today"), dexcli("today", "--limit", "3")

    assert (seven.stdout.count("\n"), seven.stderr) == (7, "dexcli: and 3 more\n")
    assert (three.stdout.count("\n"), three.stderr) == (3, "dexcli: and 7 more\n")
    assert json.loads(dexcli("today", "--json").stdout)["more"] == 3
    assert dexcli("today", "--limit", "3", "--quiet").stderr == ""
    assert dexcli("today", "--count").stdout == "10\n"


def test_the_setting_says_how_many(dexcli: Dexcli, ledger: Path, crowd: None) -> None:  # noqa: ARG001 - its files
    (ledger / ".dexcli" / "config.toml").write_text("digest.limit = 2\n", encoding="utf-8")

    assert dexcli("today").stdout.count("\n") == 2
    assert dexcli("due").stdout.count("\n") == 10


@pytest.mark.usefixtures("people")
def test_within_shows_what_is_coming(dexcli: Dexcli, write: Write) -> None:
    write("cy", 'name = "Cy"\ncadence = "2 weeks"\nadded = 2026-11-15\nbirthday = "12-06"\n')

    now, soon = dexcli("today").stdout, dexcli("today", "--within", "2w").stdout

    assert "Cy" not in now
    assert "Cy · in 7 days\n" in soon
    assert "Cy · birthday · in 2 weeks, 6 December\n" in soon
    assert dexcli("today", "--within", "yesterday").exit_code == 2


@pytest.mark.usefixtures("people")
def test_a_filter_keeps_to_those_it_names(dexcli: Dexcli) -> None:
    assert dexcli("today", "name:bob").stdout == "Bob · to meet: lunch · today\n"
    assert dexcli("today", "tag:nobody").stderr == "dexcli: nobody has tag:nobody\n"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["today"], 0),
        (["today", "--exit-code"], 10),
        (["today", "--exit-code", "name:bob"], 10),
        (["today", "--exit-code", "name:dot"], 0),
        (["today", "--exit-code", "--json", "name:dot"], 0),
        (["due", "--exit-code", "name:bob"], 0),
        (["due", "--exit-code", "--within", "2y", "name:eve"], 0),
        (["due", "--exit-code"], 10),
    ],
    ids=str,
)
@pytest.mark.usefixtures("people")
def test_the_exit_code_says_whether_something_waits(
    dexcli: Dexcli, write: Write, args: list[str], code: int
) -> None:
    write("dot", 'name = "Dot"\n')
    write("eve", 'name = "Eve"\ncadence = "yearly"\nadded = 2026-11-20\n')

    assert dexcli(*args).exit_code == code


@pytest.mark.usefixtures("people")
def test_a_broken_file_is_named_and_hides_nobody(dexcli: Dexcli, write: Write) -> None:
    whole = dexcli("today").stdout
    write("cy", "name = \n")

    result = dexcli("today", "--exit-code")

    assert (result.exit_code, result.stdout) == (5, whole)
    assert result.stderr.startswith("dexcli: cy.toml:1: ")


@pytest.mark.parametrize("command", ["due", "today"])
@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_due_is_not_a_byte_or_an_empty_document(
    dexcli: Dexcli, command: str, format_: str
) -> None:
    to = ["--to", "you@example.org"] if format_ == "mail" else []

    result = dexcli(command, "--format", format_, "--exit-code", *to)

    assert (result.exit_code, result.stderr) == (0, "")
    if format_ in {"text", "markdown", "mail"}:
        assert result.stdout == ""
    elif format_ == "json":
        assert not json.loads(result.stdout) or command == "today"
    elif format_ == "tsv":
        assert result.stdout.count("\n") == 1
    else:
        assert "<h1>Nobody waits today</h1>" in result.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--format", "mail"], "--format mail needs --to ADDRESS"),
        (["--to", "you@example.org"], "--to goes with --format mail, not with text"),
        (["--json", "--format", "tsv"], "--json and --format tsv are two formats; give one"),
        (["--format", "mail", "--to", "nobody"], "--to: 'nobody' is no address; expected one"),
        (["--format", "mail", "--to", "you@"], "--to: 'you@' is no address; expected one"),
        (["--format", "mail", "--to", "a@b.c\nBcc: d@e.f"], "has a control character"),
        (["--format", "mail", "--to", "zoë@example.org"], "is no address"),
        (["--format", "xml"], "Invalid value for '--format'"),
    ],
    ids=str,
)
@pytest.mark.parametrize("command", ["due", "today"])
def test_what_makes_no_sense_is_refused(
    dexcli: Dexcli, command: str, args: list[str], message: str
) -> None:
    result = dexcli(command, *args)

    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.usefixtures("people", "terminal")
def test_on_a_terminal_there_are_tables(dexcli: Dexcli) -> None:
    result = dexcli("today", "--color", "never")

    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split()[0] for line in result.stdout.splitlines() if "Ada" in line] == ["Ada"] * 3
    assert "gift ideas: a set of punched" in result.stdout


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_somebody_is_next(dexcli: Dexcli, write: Write) -> None:
    write("ada", 'name = "Ada"\ncadence = "weekly"\nadded = 2026-11-20\n')
    write("bob", 'name = "Bob"\n')
    told = "dexcli: nobody is due; next is Ada on 27 November; 1 contact without a cadence\n"

    assert dexcli("today") == Result(0, "", told)
    assert dexcli("due") == Result(0, "", told)
    assert dexcli() == Result(0, "", told)


@pytest.mark.usefixtures("people", "terminal")
def test_the_bare_command_on_a_terminal_is_today(dexcli: Dexcli) -> None:
    assert dexcli() == dexcli("today")
    assert "to meet: lunch" in dexcli().stdout


@pytest.mark.usefixtures("terminal")
def test_a_document_for_a_machine_moves_no_terminal(dexcli: Dexcli, write: Write) -> None:
    write("eve", r'name = "E\u001b[2Jve\u009b\u202e"' + '\ncadence = "weekly"\n')

    for format_ in ("json", "tsv", "markdown", "html", "text"):
        told = dexcli("today", "--format", format_, "--color", "never").stdout
        assert not {"\x1b", "\x9b", "\u202e"} & set(told), format_
    assert json.loads(dexcli("today", "--json").stdout)["due"][0]["name"] == "E\x1b[2Jve\x9b\u202e"


def last_used(tmp_path: Path) -> Path:
    """Return the one file that says when a command last ran, as the commands make it."""
    (found,) = (tmp_path / "xdg-state").rglob("last-used")
    return found


def age(path: Path, days: int) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


@pytest.fixture
def real_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today be the day that files are touched on."""
    monkeypatch.delenv("DEXCLI_TODAY")


@pytest.mark.usefixtures("crowd", "terminal", "real_today")
def test_after_thirty_days_away_it_is_said_once_what_waited(dexcli: Dexcli, tmp_path: Path) -> None:
    assert "It has been" not in dexcli("today").stdout
    age(last_used(tmp_path), 29)
    assert "It has been" not in dexcli("today").stdout
    age(last_used(tmp_path), 45)

    told = dexcli("today", "--color", "never").stdout

    assert " ".join(told.split("\n\n")[0].split()) == (
        "It has been 6 weeks. 10 people waited; P0, P1 and P2 matter most. "
        "`dexcli spread` gives the others a day."
    )
    assert "It has been" not in dexcli("today").stdout


@pytest.mark.usefixtures("crowd", "terminal", "real_today")
def test_a_change_is_a_command_too(dexcli: Dexcli, tmp_path: Path) -> None:
    assert dexcli("log", "p0").exit_code == 0
    age(last_used(tmp_path), 45)
    assert dexcli("log", "p1", "--dry-run").exit_code == 0
    assert time.time() - last_used(tmp_path).stat().st_mtime > 40 * DAY
    assert dexcli("log", "p1").exit_code == 0

    assert "It has been" not in dexcli("today").stdout


@pytest.mark.usefixtures("crowd", "real_today")
def test_away_from_a_terminal_nothing_is_noted_and_nothing_said(
    dexcli: Dexcli, tmp_path: Path
) -> None:
    told = dexcli("today")

    assert not (tmp_path / "xdg-state").exists()
    assert dexcli("log", "p0").exit_code == 0
    age(last_used(tmp_path), 45)
    assert told.stdout.count("\n") == dexcli("today").stdout.count("\n") == 7


@pytest.mark.usefixtures("crowd", "terminal")
def test_a_state_folder_that_cannot_be_written_is_no_trouble(
    dexcli: Dexcli, tmp_path: Path
) -> None:
    (tmp_path / "xdg-state").write_text("a file where the folder would be", encoding="utf-8")

    result = dexcli("today")

    assert (result.exit_code, result.stderr) == (0, "dexcli: and 3 more\n")


def test_a_notification_tells_what_waits_and_prints_nothing(
    dexcli: Dexcli, write: Write, told: Callable[[], list[list[str]]]
) -> None:
    write("ada", 'name = "Ada <b>"\ncadence = "weekly"\nadded = 2026-11-01\n')

    result = dexcli("today", "--notify")

    assert result == Result(0, "", "")
    assert told() == [
        ["--app-name=dexcli", "--", "1 person to get back to", "Ada &lt;b&gt; · 2 weeks late"]
    ]


def test_no_notification_where_nothing_waits_but_a_number_is_always_told(
    dexcli: Dexcli, write: Write, told: Callable[[], list[list[str]]]
) -> None:
    write("ada", 'name = "Ada"\n')

    assert dexcli("today", "--notify") == Result(0, "", "")
    assert told() == []
    assert dexcli("due", "--count", "--notify") == Result(0, "", "")
    assert told() == [["--app-name=dexcli", "--", "dexcli", "due or overdue: 0"]]


def test_a_missing_ledger_is_told_on_the_desktop_too(
    dexcli: Dexcli, tmp_path: Path, told: Callable[[], list[list[str]]]
) -> None:
    result = dexcli("today", "--notify", at=tmp_path / "gone")

    assert result.exit_code == 1
    assert [words[2] for words in told()] == ["dexcli"]
    assert "no ledger at" in told()[0][3]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[list[str]]]:
    """Return what a notify-send of our own was given, call by call."""
    shown = tmp_path / "shown"
    program = tmp_path / "bin" / "notify-send"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\037" "$@" >> {shown}\nprintf "\\036" >> {shown}\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))

    def calls() -> list[list[str]]:
        if not shown.exists():
            return []
        text = shown.read_text(encoding="utf-8")
        return [call.split("\x1f")[:-1] for call in text.split("\x1e")[:-1]]

    return calls
