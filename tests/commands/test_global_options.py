"""What every command takes, before or after its name; aliases, other programs, no command."""

import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from dexcli import __version__, cli
from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ZOE = 'name = "Zoe"\ncadence = "weekly"\n\n[[interactions]]\non = 2026-11-08\n'
LINE = "Zoe · 7 days late · met 2026-11-08\n"


@pytest.fixture
def zoe(write: Write) -> Path:
    """Put in somebody who is due."""
    return write("zoe", ZOE)


@pytest.mark.usefixtures("zoe")
@pytest.mark.parametrize(
    "args",
    [
        ["--today", "2026-11-16", "due"],
        ["due", "--today", "2026-11-16"],
        ["due", "--today=2026-11-16"],
        ["--today", "2020-01-01", "due", "--today", "2026-11-16"],
    ],
)
def test_today_stands_before_or_after_the_command(dexcli: Dexcli, args: list[str]) -> None:
    assert dexcli(*args).stdout == "Zoe · 1 day late · met 2026-11-08\n"


@pytest.mark.usefixtures("zoe")
def test_today_may_come_from_the_environment(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEXCLI_TODAY", "2026-11-17")

    assert dexcli("due").stdout == "Zoe · 2 days late · met 2026-11-08\n"
    assert dexcli("due", "--today", "2026-11-16").stdout == "Zoe · 1 day late · met 2026-11-08\n"


@pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "22/11/2026"])
def test_a_today_that_is_none_is_wrong_use(dexcli: Dexcli, day: str) -> None:
    result = dexcli("due", "--today", day)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"dexcli: --today: {day!r} is no day; expected YYYY-MM-DD\n"


@pytest.mark.parametrize("where", ["before", "after", "environment", "settings"])
def test_the_ledger_is_named_in_any_of_these_ways(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    zoe: Path,
    where: str,
) -> None:
    args: Sequence[str] = ["due"]
    match where:
        case "before":
            args = ["--ledger", str(zoe.parent), "due"]
        case "after":
            args = ["due", "--ledger", str(zoe.parent)]
        case "environment":
            monkeypatch.setenv("DEXCLI_LEDGER", str(zoe.parent))
        case "settings":
            own = tmp_path / "xdg-config" / "dexcli"
            own.mkdir(parents=True)
            (own / "config.toml").write_text(f'ledger = "{zoe.parent}"\n', encoding="utf-8")

    assert cli.run(args) == 0
    assert capsys.readouterr().out == LINE


def test_the_option_wins_over_the_environment(
    dexcli: Dexcli, zoe: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DEXCLI_LEDGER", str(tmp_path / "elsewhere"))

    assert dexcli("due", at=zoe.parent).stdout == LINE


def test_without_any_the_place_of_one_s_own_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "xdg-data" / "dexcli" / "ledger"

    assert cli.run(["due"]) == 1
    assert capsys.readouterr().err == (
        f"dexcli: no ledger at {place}; make one with: dexcli init\n"
    )
    assert not place.exists()


def test_quiet_leaves_out_what_is_about_the_answer(dexcli: Dexcli, write: Write) -> None:
    write("ann", ZOE.replace("Zoe", "Ann"))
    write("zoe", ZOE)

    for args in (["--quiet", "due", "--limit", "1"], ["due", "--limit", "1", "--quiet"]):
        result = dexcli(*args)
        assert (result.stdout, result.stderr) == ("Ann · 7 days late · met 2026-11-08\n", "")
    assert dexcli("--quiet", "log", "zoe").stdout == ""
    assert dexcli("--quiet", "show", "nobody").stderr != ""


@pytest.mark.usefixtures("terminal", "zoe")
def test_color_is_for_a_terminal_unless_one_says_otherwise(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b[" in dexcli("due").stdout
    assert "\x1b[" in dexcli("due", "--color", "always").stdout
    assert "\x1b" not in dexcli("due", "--color", "never").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in dexcli("due").stdout
    assert "\x1b[" in dexcli("due", "--color", "always").stdout


@pytest.mark.usefixtures("terminal", "zoe")
def test_a_dumb_terminal_gets_plain_text(dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")

    assert dexcli("due").stdout == LINE


@pytest.mark.usefixtures("zoe")
def test_away_from_a_terminal_there_is_no_color(dexcli: Dexcli) -> None:
    assert dexcli("due").stdout == LINE
    assert dexcli("due", "--color", "auto").stdout == LINE


def test_a_color_that_is_none_is_wrong_use(dexcli: Dexcli) -> None:
    result = dexcli("due", "--color", "blue")

    assert result.exit_code == 2
    assert result.stderr == "dexcli: --color: 'blue'; expected auto, always or never\n"


def test_an_alias_stands_for_its_words(dexcli: Dexcli, zoe: Path, ledger: Path) -> None:
    (ledger / ".dexcli" / "config.toml").write_text(
        '[alias]\nlunch = "log --kind lunch"\nl2 = "lunch -m \'at noon\'"\n'
        'loop = "pool"\npool = "loop"\nbad = "log \'"\n'
    )

    result = dexcli("l2", "zoe")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"Lunch with Zoe, today, the 2nd this year. Next around 29 November.{UNDO}\n"
    )
    assert 'kind = "lunch"\nnote = "at noon"\n' in zoe.read_text(encoding="utf-8")
    loop = dexcli("loop")
    assert (loop.exit_code, loop.stderr) == (2, "dexcli: alias 'loop' leads back to itself\n")
    assert dexcli("bad").exit_code == 2


def test_an_alias_never_stands_before_a_command(dexcli: Dexcli, zoe: Path, ledger: Path) -> None:
    (ledger / ".dexcli" / "config.toml").write_text('[alias]\ndue = "list"\n')

    assert zoe.exists()
    assert dexcli("due").stdout == LINE


@pytest.mark.parametrize(("name", "meant"), [("duee", "due"), ("lst", "list"), ("relat", "relate")])
def test_an_unknown_command_is_wrong_use_and_the_nearest_is_named(
    dexcli: Dexcli, name: str, meant: str
) -> None:
    result = dexcli(name)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"dexcli: no command {name!r}; did you mean {meant}?\n"


def test_an_unknown_command_like_none_points_to_help(dexcli: Dexcli, tmp_path: Path) -> None:
    result = dexcli("xqzw", at=tmp_path / "nowhere")

    assert result.exit_code == 2
    assert result.stderr == "dexcli: no command 'xqzw'; see 'dexcli --help'\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_program_on_the_path_is_run_with_the_ledger_and_its_code(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "dexcli-hello"
    program.parent.mkdir()
    told = tmp_path / "told"
    program.write_text(f'#!/bin/sh\necho "$DEXCLI_LEDGER" "$@" > {told}\nexit 7\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")

    result = dexcli("hello", "you", "--there")

    assert result.exit_code == 7
    assert told.read_text() == f"{ledger} you --there\n"


def test_no_command_away_from_a_terminal_is_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    assert capsys.readouterr().out.startswith("Usage: dexcli ")


@pytest.mark.usefixtures("terminal")
def test_no_command_on_a_terminal_without_a_ledger_is_the_first_three_steps(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.run([]) == 0
    out = capsys.readouterr().out
    for step in ("dexcli init", "dexcli add", "dexcli log"):
        assert step in out


@pytest.mark.usefixtures("terminal", "zoe")
def test_no_command_on_a_terminal_with_a_ledger_lists_who_is_due(dexcli: Dexcli) -> None:
    result = dexcli()

    assert result.exit_code == 0
    assert "Zoe" in result.stdout


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"dexcli {__version__}\n"


def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    from dexcli import catalog

    for name in catalog.COMMANDS:
        assert cli.run([name, "--help"]) == 0
        assert f"Example: dexcli {name}" in " ".join(capsys.readouterr().out.split())


def test_an_argument_that_is_no_text_is_wrong_use(dexcli: Dexcli) -> None:
    result = dexcli("show", "\udcff")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "dexcli: word 2 of the command is not UTF-8 text\n"
