"""What a scheduler reads is what was meant, whatever characters the paths are made of."""

import os
import plistlib
import pty
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dexcli.core import entries, schedules
from dexcli.core.schedules import Job

JOB = Job(program=("/opt/dexcli/bin/dexcli",), ledger="/srv/people")
WEEKLY = Job(program=JOB.program, ledger=JOB.ledger, at=time(7, 5), weekly=True)
MAILED = Job(program=JOB.program, ledger=JOB.ledger, to="ada@example.org", weekly=True)
ODD = "/a b%c'd\"e\\f$g Zoë\\%x\\\\%y#;&|>`(~)*?{z}\u202e"
ODD_TO = '"a\'b\\%c"@example.org'

marks = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
names = st.text(marks, max_size=12) | st.text(st.sampled_from("\\%'\"$ a`"), max_size=12)
paths = names.map("/{}".format)
addresses = names.map("{}@example.org".format)


# -- what is printed


def test_a_crontab_s_line() -> None:
    assert schedules.crontab_lines(JOB) == [
        "# dexcli: /srv/people",
        "0 8 * * * /opt/dexcli/bin/dexcli --ledger /srv/people today",
    ]


def test_a_crontab_s_sign_of_life() -> None:
    assert schedules.crontab_lines(WEEKLY)[1:] == [
        "5 7 * * * /opt/dexcli/bin/dexcli --ledger /srv/people today",
        "5 7 * * 1 /bin/sh -c 'n=$(/opt/dexcli/bin/dexcli --ledger /srv/people due --count)"
        ' && echo "dexcli runs every day; due or overdue: $n"\'',
    ]


def test_a_crontab_s_mail() -> None:
    assert schedules.crontab_lines(MAILED)[1] == (
        "0 8 * * * /bin/sh -c 'mail=$(/opt/dexcli/bin/dexcli --ledger /srv/people today"
        ' --format mail --to ada@example.org); code=$?; [ -z "$mail" ] ||'
        ' printf "\\%s\\n" "$mail" | /usr/sbin/sendmail -i -t || code=$?; exit $code\''
    )


def test_a_timer_and_its_service() -> None:
    service, timer = schedules.systemd_units(JOB).items()

    assert service == (
        "dexcli-213fcdc9.service",
        "[Unit]\n"
        "Description=Whom to get in touch with, from /srv/people (dexcli)\n"
        "\n"
        "[Service]\n"
        "Type=oneshot\n"
        "ExecStart=/opt/dexcli/bin/dexcli --ledger /srv/people today --notify\n",
    )
    assert timer == (
        "dexcli-213fcdc9.timer",
        "[Unit]\n"
        "Description=Every day: whom to get in touch with, from /srv/people (dexcli)\n"
        "\n"
        "[Timer]\n"
        "OnCalendar=*-*-* 08:00:00\n"
        "Persistent=true\n"
        "\n"
        "[Install]\n"
        "WantedBy=timers.target\n",
    )


def test_a_weekly_timer() -> None:
    units = schedules.systemd_units(WEEKLY)

    assert tuple(units) == schedules.systemd_names("/srv/people")
    assert "\nOnCalendar=Mon *-*-* 07:05:00\n" in units["dexcli-213fcdc9-weekly.timer"]
    assert units["dexcli-213fcdc9-weekly.service"].endswith(
        "\nExecStart=/opt/dexcli/bin/dexcli --ledger /srv/people due --count --notify\n"
    )


def test_a_property_list() -> None:
    daily, weekly = schedules.launchd_files(WEEKLY).items()

    assert (daily[0], plistlib.loads(daily[1].encode())) == (
        "dexcli.213fcdc9.plist",
        {
            "Label": "dexcli.213fcdc9",
            "ProgramArguments": [*JOB.program, "--ledger", "/srv/people", "today", "--notify"],
            "StartCalendarInterval": {"Hour": 7, "Minute": 5},
        },
    )
    assert (weekly[0], plistlib.loads(weekly[1].encode())["StartCalendarInterval"]) == (
        "dexcli.213fcdc9.weekly.plist",
        {"Weekday": 1, "Hour": 7, "Minute": 5},
    )


def test_a_shell_s_lines() -> None:
    assert schedules.shell_lines(JOB, "/st/shown-on") == [
        'if [ -t 1 ] && [ "$(command cat /st/shown-on 2>/dev/null)" != "$(command date +%F)" ];'
        " then",
        "  { command mkdir -p /st && command date +%F >|/st/shown-on; } 2>/dev/null",
        "  /opt/dexcli/bin/dexcli --ledger /srv/people today || :",
        "fi",
    ]


def test_fish_s_lines() -> None:
    job = Job(program=JOB.program, ledger="/Zoë's \\ 100%")

    assert schedules.shell_lines(job, "/st/shown-on", fish=True) == [
        "if status is-interactive; and test -t 1; and not contains -- (command date +%F)"
        " (command cat /st/shown-on 2>/dev/null)",
        "    begin; command mkdir -p /st; and command date +%F >/st/shown-on; end 2>/dev/null",
        "    /opt/dexcli/bin/dexcli --ledger '/Zoë\\'s \\\\ 100%' today",
        "end",
    ]


def test_two_ledgers_have_files_of_their_own() -> None:
    both = [{*schedules.systemd_names(p), *schedules.launchd_names(p)} for p in ("/a", "/b")]

    assert both[0] & both[1] == set()


@pytest.mark.parametrize(
    ("text", "expected"), [("8:00", time(8)), ("07:30", time(7, 30)), (" 23:59 ", time(23, 59))]
)
def test_a_time_of_day(text: str, expected: time) -> None:
    assert schedules.parse_time(text) == expected


@pytest.mark.parametrize("text", ["24:00", "8", "8:60", "8:0", "noon", "", "08:00:00", "٠٨:٠٠"])
def test_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match="is no time of day; expected HH:MM such as 08:00"):
        schedules.parse_time(text)


@pytest.mark.parametrize("mark", ["\n", "\r", "\0", "\t", "\x7f", "\x85", "\udcff", "\uffff"])
def test_what_no_scheduler_can_hold(mark: str) -> None:
    assert not schedules.is_plain(f"/a{mark}b")
    assert schedules.is_plain(ODD)


# -- laws: it is run for real, by sh, behind each scheduler's own way of reading


@pytest.fixture(scope="module")
def sendmail(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a sendmail that prints its mail, at a path that needs quoting everywhere."""
    folder = tmp_path_factory.mktemp('it\'s $HOME 100%h \\% "x"')
    path = folder / "sendmail"
    path.write_text('#!/bin/sh\n[ "$*" = "-i -t" ] && exec cat\n', encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@given(paths, addresses)
@example(ODD, ODD_TO)
def test_cron_runs_the_words_that_were_meant(sendmail: str, ledger: str, to: str) -> None:
    job = printing(ledger, to, sendmail)
    mark, daily, weekly = schedules.crontab_lines(job)

    assert mark == f"# dexcli: {ledger}"
    assert "\n" not in daily + weekly
    assert printed(["/bin/sh", "-c", as_cron_reads(daily)]) == mailed(ledger, to)
    assert all(schedules.is_crontab_job(line, ledger) for line in (daily, weekly))


@given(paths)
@example(ODD)
def test_cron_runs_the_words_that_were_meant_without_a_mail(ledger: str) -> None:
    line = schedules.crontab_lines(printing(ledger))[1]

    assert printed(["/bin/sh", "-c", as_cron_reads(line)]) == ["--ledger", ledger, "today"]
    assert schedules.is_crontab_job(line, ledger)
    assert not schedules.is_crontab_job(line, f"{ledger}2")


@given(paths, addresses)
@example(ODD, ODD_TO)
def test_systemd_runs_the_words_that_were_meant(sendmail: str, ledger: str, to: str) -> None:
    expected = {None: ["--ledger", ledger, "today", "--notify"], to: mailed(ledger, to)}

    for address, lines in expected.items():
        units = schedules.systemd_units(printing(ledger, address, sendmail))
        assert printed(as_systemd_reads(units[schedules.systemd_names(ledger)[0]])) == lines


@given(names.filter(lambda name: "/" not in name))
@example(ODD[1:])
def test_systemd_starts_the_program_that_was_meant(name: str) -> None:
    job = Job(program=(f"/opt/{name}/dexcli",), ledger="/srv/people")

    words = as_systemd_reads(schedules.systemd_units(job)["dexcli-213fcdc9.service"])

    if words[0] == "/bin/sh":
        words = shlex.split(words[2].removeprefix("exec "))
    assert words == [f"/opt/{name}/dexcli", "--ledger", "/srv/people", "today", "--notify"]


@given(paths, addresses)
@example(ODD, ODD_TO)
def test_launchd_runs_the_words_that_were_meant(sendmail: str, ledger: str, to: str) -> None:
    expected = {None: ["--ledger", ledger, "today", "--notify"], to: mailed(ledger, to)}

    for address, lines in expected.items():
        files = schedules.launchd_files(printing(ledger, address, sendmail))
        table = plistlib.loads(files[schedules.launchd_names(ledger)[0]].encode())
        assert printed(table["ProgramArguments"]) == lines


def test_the_weekly_mail_is_a_message(sendmail: str) -> None:
    job = Job(program=("/bin/echo",), ledger=ODD, to=ODD_TO, weekly=True, sendmail=sendmail)
    line = schedules.crontab_lines(job)[2]

    assert printed(["/bin/sh", "-c", as_cron_reads(line)]) == [
        f"To: {ODD_TO}",
        f"Subject: dexcli runs every day; due or overdue: --ledger {ODD} due --count",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        ODD,
    ]


@pytest.mark.parametrize(("program", "code"), [("/bin/true", 0), ("/bin/false", 1)])
def test_an_empty_digest_is_not_mailed(program: str, code: int) -> None:
    job = Job(program=(program,), ledger="/srv/people", to="a@b", sendmail="/no/sendmail")
    words = as_cron_reads(schedules.crontab_lines(job)[1])

    done = subprocess.run(["/bin/sh", "-c", words], capture_output=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


def test_a_failure_is_no_sign_of_life() -> None:
    for to in (None, "a@b"):
        job = Job(program=("/bin/false",), ledger="/x", to=to, weekly=True, sendmail="/bin/echo")
        words = as_cron_reads(schedules.crontab_lines(job)[2])
        done = subprocess.run(["/bin/sh", "-c", words], capture_output=True, check=False)
        assert (done.stdout if to is None else b"", done.stderr) == (b"", b"")


# -- a shell's start-up file, run by the shells that are here


@pytest.mark.parametrize("shell", ["sh", "bash", "zsh", "fish"])
def test_a_shell_says_it_once_a_day(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    ledger, stamp = f"{tmp_path}/Zoë's $x \\ 100%", tmp_path / "it's" / "new" / "shown-on"
    job = Job(program=("/bin/echo",), ledger=ledger)
    file = tmp_path / "start"
    lines = schedules.shell_lines(job, str(stamp), fish=shell == "fish")
    aliases = "alias cat=false\nalias date=false\n"
    file.write_text(entries.with_block(aliases, ledger, lines), encoding="utf-8")

    said = f"--ledger {ledger} today\r\n"
    assert at_a_terminal(shell, file, tmp_path) == said
    assert at_a_terminal(shell, file, tmp_path) == ""
    stamp.write_text("2001-01-01\n", encoding="utf-8")
    assert sourced(shell, file, tmp_path, subprocess.PIPE) == b""
    assert stamp.read_text(encoding="utf-8") == "2001-01-01\n"
    assert at_a_terminal(shell, file, tmp_path) == said


@pytest.mark.parametrize("shell", ["sh", "bash", "zsh"])
def test_where_no_stamp_can_be_kept_it_is_said_every_time(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "a-file").touch()
    file = tmp_path / "start"
    job = Job(program=("/bin/echo",), ledger="/srv/people")
    lines = schedules.shell_lines(job, f"{tmp_path}/a-file/shown-on")
    file.write_text("\n".join(lines), encoding="utf-8")

    for _ in range(2):
        assert at_a_terminal(shell, file, tmp_path) == "--ledger /srv/people today\r\n"


# -- how the schedulers read, and what was meant


def printing(ledger: str, to: str | None = None, sendmail: str = "") -> Job:
    """Return a job whose program prints the words behind it, one a line."""
    program = ("/usr/bin/printf", "%s\\n")
    return Job(program=program, ledger=ledger, to=to, weekly=True, sendmail=sendmail)


def mailed(ledger: str, to: str) -> list[str]:
    return ["--ledger", ledger, "today", "--format", "mail", "--to", to]


def printed(words: list[str]) -> list[str]:
    done = subprocess.run(words, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode().removesuffix("\n").split("\n")


def as_cron_reads(line: str) -> str:
    """Return the command of a crontab's line, as Vixie's cron and cronie read it.

    Source: cron's do_command.c: a % that no backslash escapes ends the command.
    """
    command, escaped = "", False
    for mark in line.split(" ", 5)[5]:
        if escaped:
            command = command[:-1] + mark if mark == "%" else command + mark
            escaped = False
            continue
        assert mark != "%", f"the command ends here: {command}"
        command += mark
        escaped = mark == "\\"
    return command


def as_systemd_reads(unit: str) -> list[str]:
    """Return the words of a service's command.

    Source: systemd's extract_first_word, then specifiers, then replace_env_argv.
    """
    line = next(each for each in unit.split("\n") if each.startswith("ExecStart="))
    words = list(systemd_words(line.removeprefix("ExecStart=")))
    for word in words:
        assert re.sub("%%", "", word).find("%") < 0, f"a specifier in {word}"
    words = [word.replace("%%", "%") for word in words]
    assert "$" not in words[0]
    for word in words:
        assert word.replace("$$", "").find("$") < 0, f"a variable in {word}"
    return [word.replace("$$", "$") for word in words]


def systemd_words(text: str) -> Iterator[str]:
    for found in re.finditer(r'"((?:[^"\\]|\\.)*)"(?:\s+|$)|([^\s"\']+)(?:\s+|$)', text):
        quoted, bare = found.groups()
        if bare is not None:
            assert "\\" not in bare
        yield re.sub(r"\\(.)", escape_of_systemd, quoted) if bare is None else bare


def escape_of_systemd(found: re.Match[str]) -> str:
    assert found[1] in '\\"', f"an escape: {found[0]}"
    return found[1]


def sourced(shell: str, file: Path, home: Path, out: int) -> bytes:
    words = [shell, "-i", "-c", f". {file}"] if shell == "fish" else [shell, str(file)]
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(home), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, env=environ, check=True
    )
    assert done.stderr == b""
    return done.stdout or b""


def at_a_terminal(shell: str, file: Path, home: Path) -> str:
    ours, its = pty.openpty()
    try:
        sourced(shell, file, home, its)
    finally:
        os.close(its)
    said = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other side is closed, and all of it is read
            break
        if not part:
            break
        said += part
    os.close(ours)
    return said.decode()
