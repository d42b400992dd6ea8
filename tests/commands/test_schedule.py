"""`schedule`: what runs dexcli every day, and nothing else of the machine is touched."""

import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli import machine
from dexcli.core import schedules
from dexcli.core.schedules import System
from tests.conftest import Dexcli, Result

CRONTAB = """\
#!/bin/sh
PATH=/usr/bin:/bin
kept={folder}/crontab.txt
case "$1" in
-l) [ -f "$kept" ] || {{ echo "no crontab for ada" >&2; exit 1; }}
    cat "$kept" ;;
-)  cat > "$kept"; echo >> {folder}/writes ;;
esac
"""
REFUSES = '#!/bin/sh\necho "$0: $1" >&2\necho "{complaint}" >&2\nexit 1\n'
TELLS = '#!/bin/sh\necho "$*" >> {folder}/{name}.txt\n'
Fake = Callable[..., Path]


@pytest.fixture(autouse=True)
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder of the PATH; dexcli itself is installed elsewhere."""
    installed = tmp_path / "opt" / "dexcli"
    installed.parent.mkdir()
    installed.write_text("#!/bin/sh\n", encoding="utf-8")
    installed.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(installed), "schedule"])
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("SHELL", "/bin/bash")
    (tmp_path / "home").mkdir()
    return folder


@pytest.fixture
def fake(programs: Path) -> Fake:
    """Return a way to put a program on the PATH."""

    def put(name: str, text: str = TELLS, **values: str) -> Path:
        path = programs / name
        path.write_text(text.format(folder=programs, name=name, **values), encoding="utf-8")
        path.chmod(0o755)
        return path

    return put


@pytest.fixture
def crontab(fake: Fake, programs: Path) -> Path:
    """Return the file in which the machine's crontab program keeps the user's lines."""
    fake("crontab", CRONTAB)
    return programs / "crontab.txt"


@pytest.fixture
def daily(ledger: Path, tmp_path: Path) -> str:
    """Return what stands in a crontab for the test's ledger."""
    return f"# dexcli: {ledger}\n0 8 * * * {tmp_path}/opt/dexcli --ledger {ledger} today\n"


# -- printing


def test_what_fits_is_printed_and_named(dexcli: Dexcli, crontab: Path, daily: str) -> None:
    result = dexcli("schedule")

    told = "dexcli: lines for a crontab, which fits this system; --install puts this in place\n"
    assert result == Result(0, daily, told)
    assert not crontab.exists()


def test_what_is_named_is_printed(dexcli: Dexcli, daily: str) -> None:
    assert dexcli("schedule", "--cron", "--quiet") == Result(0, daily, "")
    assert dexcli("schedule", "--cron", "--at", "17:05", "--quiet").stdout == daily.replace(
        "0 8", "5 17"
    )


def test_systemd_s_files_are_printed_with_their_names(
    dexcli: Dexcli, tmp_path: Path, ledger: Path
) -> None:
    result = dexcli("schedule", "--systemd")

    service, timer, *_ = [n for n in schedules.systemd_names(str(ledger)) if "weekly" not in n]
    folder = tmp_path / "xdg-config" / "systemd" / "user"
    assert result.stdout.startswith(f"# {folder}/{service}\n[Unit]\n")
    assert f"\n\n# {folder}/{timer}\n[Unit]\n" in result.stdout
    assert result.stderr == (
        "dexcli: a systemd user timer and its service; --install puts this in place\n"
    )


def test_launchd_s_file_is_a_property_list(dexcli: Dexcli, tmp_path: Path, ledger: Path) -> None:
    table = plistlib.loads(dexcli("schedule", "--launchd").stdout.encode())

    assert table["ProgramArguments"] == [
        f"{tmp_path}/opt/dexcli", "--ledger", str(ledger), "today", "--notify",
    ]  # fmt: skip


def test_a_ledger_that_is_named_by_a_relative_path(
    dexcli: Dexcli, ledger: Path, daily: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ledger)

    assert dexcli("schedule", "--cron", at=Path()).stdout == daily


def test_sendmail_is_the_one_of_this_machine(dexcli: Dexcli, fake: Fake) -> None:
    path = fake("sendmail")

    result = dexcli("schedule", "--cron", "--to", "ada@example.org")

    assert f"| {path} -i -t ||" in result.stdout


def test_without_sendmail_it_is_said(dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_SENDMAIL_FOLDERS", ())

    result = dexcli("schedule", "--cron", "--to", "ada@example.org")

    assert result.stderr.startswith("dexcli: there is no sendmail here; ")
    assert "| /usr/sbin/sendmail -i -t" in result.stdout


# -- a crontab


def test_others_lines_stay_byte_for_byte(dexcli: Dexcli, crontab: Path, daily: str) -> None:
    others = b"# mine\r\nMAILTO=ada\n\n5 5 * * * caf\xe9 50\\%"
    crontab.write_bytes(others)

    result = dexcli("schedule", "--cron", "--install")

    assert result == Result(
        0,
        "Done, for every day at 08:00: cron mails what dexcli prints, and nothing when there is "
        "nothing to do. `dexcli schedule --remove` takes it away.\n",
        "",
    )
    assert crontab.read_bytes() == others + b"\n" + daily.encode()
    assert dexcli("schedule", "--cron", "--remove").exit_code == 0
    assert crontab.read_bytes() == others + b"\n"


def test_twice_changes_nothing(dexcli: Dexcli, crontab: Path, daily: str, programs: Path) -> None:
    dexcli("schedule", "--install")

    result = dexcli("schedule", "--install")

    assert result == Result(0, "It is there already; nothing was changed.\n", "")
    assert crontab.read_text("utf-8") == daily
    assert (programs / "writes").read_text("utf-8") == "\n"


def test_another_hour_takes_the_place_of_the_first(
    dexcli: Dexcli, crontab: Path, daily: str
) -> None:
    dexcli("schedule", "--install", "--weekly")
    dexcli("schedule", "--install", "--at", "9:30")

    assert crontab.read_text("utf-8") == daily.replace("0 8", "30 9")


def test_each_ledger_has_its_own_entry(
    dexcli: Dexcli, crontab: Path, daily: str, tmp_path: Path
) -> None:
    dexcli("init", str(tmp_path / "ledger2"))
    dexcli("schedule", "--cron", "--install", at=tmp_path / "ledger2")
    dexcli("schedule", "--cron", "--install")

    dexcli("schedule", "--remove", at=tmp_path / "ledger2")

    assert crontab.read_text("utf-8") == daily


def test_a_ledger_that_is_gone_can_be_removed(
    dexcli: Dexcli, crontab: Path, tmp_path: Path
) -> None:
    dexcli("init", str(tmp_path / "gone"))
    dexcli("schedule", "--cron", "--install", at=tmp_path / "gone")
    (tmp_path / "gone" / ".dexcli" / "config.toml").unlink()
    (tmp_path / "gone" / ".dexcli").rmdir()
    (tmp_path / "gone").rmdir()

    result = dexcli("schedule", "--remove", at=tmp_path / "gone")

    assert result == Result(0, f"Nothing runs dexcli on {tmp_path}/gone any more.\n", "")
    assert crontab.read_text("utf-8") == ""
    assert dexcli("schedule", "--install", at=tmp_path / "gone").exit_code == 1


def test_a_dry_run_shows_the_diff(dexcli: Dexcli, crontab: Path, daily: str) -> None:
    crontab.write_text("# mine\n", encoding="utf-8")

    result = dexcli("schedule", "--install", "--dry-run")

    added = "".join(f"+{line}\n" for line in daily.splitlines())
    assert result == Result(0, f"--- a/crontab\n+++ b/crontab\n@@ -1 +1,3 @@\n # mine\n{added}", "")
    assert crontab.read_text("utf-8") == "# mine\n"


def test_without_a_crontab_program(dexcli: Dexcli, ledger: Path) -> None:
    assert dexcli("schedule", "--cron", "--install") == Result(
        1, "", "dexcli: there is no crontab program here; install cron, or see --help\n"
    )
    assert dexcli("schedule", "--cron", "--remove") == Result(
        0, "", f"dexcli: nothing runs dexcli on {ledger}; nothing was changed\n"
    )


@pytest.mark.parametrize("option", ["--install", "--remove"])
def test_a_crontab_that_may_not_be_read_is_not_written(
    dexcli: Dexcli, fake: Fake, option: str
) -> None:
    """Whoever takes any error for an empty crontab writes over somebody's lines."""
    fake("crontab", REFUSES, complaint="You (ada) are not allowed to use this program (crontab)")

    assert dexcli("schedule", "--cron", option) == Result(
        1,
        "",
        "dexcli: crontab: You (ada) are not allowed to use this program (crontab); "
        "nothing was changed\n",
    )


# -- systemd


def test_a_timer_is_written_and_enabled(
    dexcli: Dexcli, fake: Fake, programs: Path, tmp_path: Path, ledger: Path
) -> None:
    fake("systemctl")

    result = dexcli("schedule", "--systemd", "--install", "--weekly")

    names = schedules.systemd_names(str(ledger))
    timers = " ".join(names[2:])
    folder = tmp_path / "xdg-config" / "systemd" / "user"
    asked = f"--user daemon-reload\n--user enable --now {timers}\n"
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert (programs / "systemctl.txt").read_text("utf-8") == asked
    assert "Persistent=true\n" in (folder / names[2]).read_text("utf-8")

    again = dexcli("schedule", "--systemd", "--install", "--weekly")

    assert again.stdout == "It is there already; nothing was changed.\n"
    asked += f"--user enable --now {timers}\n"
    assert (programs / "systemctl.txt").read_text("utf-8") == asked


def test_a_timer_that_changes_starts_anew(
    dexcli: Dexcli, fake: Fake, programs: Path, tmp_path: Path, ledger: Path
) -> None:
    fake("systemctl")
    dexcli("schedule", "--systemd", "--install", "--weekly")
    (programs / "systemctl.txt").unlink()

    dexcli("schedule", "--systemd", "--install", "--at", "9:00")

    service, _, timer, weekly = schedules.systemd_names(str(ledger))
    folder = tmp_path / "xdg-config" / "systemd" / "user"
    assert (programs / "systemctl.txt").read_text("utf-8") == (
        f"--user disable --now {weekly}\n--user daemon-reload\n"
        f"--user enable --now {timer}\n--user restart {timer}\n"
    )
    assert {path.name for path in folder.iterdir()} == {service, timer}


def test_a_timer_is_disabled_and_removed(
    dexcli: Dexcli, fake: Fake, programs: Path, tmp_path: Path, ledger: Path
) -> None:
    fake("systemctl")
    dexcli("schedule", "--systemd", "--install")
    mine = tmp_path / "xdg-config" / "systemd" / "user" / "dexcli-mine.timer"
    mine.touch()
    (programs / "systemctl.txt").unlink()

    result = dexcli("schedule", "--remove")

    timer = schedules.systemd_names(str(ledger))[2]
    assert result == Result(0, f"Nothing runs dexcli on {ledger} any more.\n", "")
    assert list(mine.parent.iterdir()) == [mine]
    assert (programs / "systemctl.txt").read_text("utf-8") == (
        f"--user disable --now {timer}\n--user daemon-reload\n"
    )


def test_without_systemctl_it_is_said_what_to_run(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("schedule", "--systemd", "--install")

    timer = schedules.systemd_names(str(ledger))[2]
    told = "dexcli: there is no systemctl here; where there is, run: systemctl --user"
    assert result.exit_code == 0
    assert result.stderr == f"{told} daemon-reload\n{told} enable --now {timer}\n"


def test_where_systemd_does_not_answer_the_files_are_right_all_the_same(
    dexcli: Dexcli, fake: Fake, tmp_path: Path, ledger: Path
) -> None:
    fake("systemctl", REFUSES, complaint="Failed to connect to bus")
    timer = schedules.systemd_names(str(ledger))[2]
    folder = tmp_path / "xdg-config" / "systemd" / "user"

    result = dexcli("schedule", "--systemd", "--install")

    told = "Failed to connect to bus; run it by hand"
    assert result == Result(
        1,
        "",
        f"dexcli: systemctl --user daemon-reload: {told}\n"
        f"dexcli: systemctl --user enable --now {timer}: {told}\n",
    )
    assert (folder / timer).exists()
    assert dexcli("schedule", "--remove").exit_code == 1
    assert list(folder.iterdir()) == []


def test_a_dry_run_writes_and_asks_nothing(
    dexcli: Dexcli, fake: Fake, programs: Path, tmp_path: Path, ledger: Path
) -> None:
    fake("systemctl")
    timer = schedules.systemd_names(str(ledger))[2]

    result = dexcli("schedule", "--systemd", "--install", "--dry-run")

    assert "\n+Persistent=true\n" in result.stdout
    assert result.stdout.endswith(
        f"\nrun: systemctl --user daemon-reload\nrun: systemctl --user enable --now {timer}\n"
    )
    assert not (programs / "systemctl.txt").exists()
    assert not (tmp_path / "xdg-config").exists()


# -- launchd


def test_a_property_list_is_written_loaded_and_taken_away(
    dexcli: Dexcli, fake: Fake, programs: Path, tmp_path: Path, ledger: Path
) -> None:
    fake("launchctl")
    name = schedules.launchd_names(str(ledger))[0]
    file = tmp_path / "home" / "Library" / "LaunchAgents" / name
    domain = f"gui/{os.getuid()}"

    assert dexcli("schedule", "--launchd", "--install").exit_code == 0
    assert dexcli("schedule", "--launchd", "--install").stdout == (
        "It is there already; nothing was changed.\n"
    )
    assert plistlib.loads(file.read_bytes())["Label"] == name.removesuffix(".plist")
    assert dexcli("schedule", "--remove").exit_code == 0

    assert not file.exists()
    assert (programs / "launchctl.txt").read_text("utf-8") == (
        f"bootstrap {domain} {file}\nbootout {domain}/{file.stem}\n"
    )


# -- a shell's start-up file


def test_a_shell_s_own_file(dexcli: Dexcli, tmp_path: Path, ledger: Path) -> None:
    file = tmp_path / "home" / ".bashrc"
    file.write_bytes(b"alias x=y # caf\xe9\r\nexport A=b")
    file.chmod(0o640)

    result = dexcli("schedule", "--shell", "--install")

    assert result == Result(
        0,
        "Done: the first terminal of each day says who is due. `dexcli schedule --remove` takes "
        "it away.\n",
        "",
    )
    raw = file.read_bytes()
    assert raw.startswith(b"alias x=y # caf\xe9\r\nexport A=b\n# >>> dexcli: ")
    assert f"  {tmp_path}/opt/dexcli --ledger {ledger} today || :\n" in raw.decode("latin-1")
    subprocess.run(["/bin/sh", "-n", file], check=True)
    assert dexcli("schedule", "--shell", "--install").stdout == (
        "It is there already; nothing was changed.\n"
    )
    assert file.read_bytes() == raw
    assert dexcli("schedule", "--remove").exit_code == 0
    assert file.read_bytes() == b"alias x=y # caf\xe9\r\nexport A=b"
    assert file.stat().st_mode & 0o777 == 0o640


def test_what_is_printed_is_what_is_installed(dexcli: Dexcli, tmp_path: Path) -> None:
    printed = dexcli("schedule", "--shell").stdout

    dexcli("schedule", "--shell", "--install")

    assert (tmp_path / "home" / ".bashrc").read_text("utf-8") == printed


def test_a_start_up_file_behind_a_link_stays_behind_it(dexcli: Dexcli, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles"
    real.write_text("export A=b\n", encoding="utf-8")
    link = tmp_path / "home" / ".bashrc"
    link.symlink_to(real)

    dexcli("schedule", "--shell", "--install")

    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("export A=b\n# >>> dexcli: ")


def test_fish_has_a_language_of_its_own(
    dexcli: Dexcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")

    dexcli("schedule", "--shell", "--install")

    file = tmp_path / "xdg-config" / "fish" / "config.fish"
    assert "\nif status is-interactive; " in file.read_text("utf-8")


def test_a_file_that_is_named(dexcli: Dexcli, tmp_path: Path) -> None:
    file = tmp_path / "profile"

    assert dexcli("schedule", "--file", str(file), "--install").exit_code == 0
    assert "[ -t 1 ]" in file.read_text("utf-8")
    assert dexcli("schedule", "--file", str(file), "--remove").exit_code == 0
    assert file.read_text("utf-8") == ""


def test_a_shell_that_is_not_known(dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/tcsh")

    assert dexcli("schedule", "--shell") == Result(
        2,
        "",
        "dexcli: your SHELL is none of bash, zsh, fish; name its start-up file with --file\n",
    )


def test_a_block_that_somebody_cut_is_not_guessed_at(
    dexcli: Dexcli, tmp_path: Path, ledger: Path
) -> None:
    file = tmp_path / "profile"
    text = f"# >>> dexcli: {ledger} >>>\nexport A=b\n"
    file.write_text(text, encoding="utf-8")

    for option in ("--install", "--remove"):
        result = dexcli("schedule", "--file", str(file), option)
        assert result.exit_code == 1
        assert result.stderr.endswith(" has no end; take it out by hand\n")
    assert file.read_text("utf-8") == text


# -- all of them, and none


def test_nothing_there_is_said(dexcli: Dexcli, crontab: Path, ledger: Path) -> None:
    result = dexcli("schedule", "--remove")

    told = f"dexcli: nothing runs dexcli on {ledger}; nothing was changed\n"
    assert result == Result(0, "", told)
    assert not crontab.exists()


def test_remove_takes_it_out_of_all(
    dexcli: Dexcli, crontab: Path, fake: Fake, tmp_path: Path
) -> None:
    fake("systemctl")
    for name in ("cron", "systemd", "shell"):
        assert dexcli("schedule", f"--{name}", "--install").exit_code == 0

    assert dexcli("schedule", "--remove").exit_code == 0

    assert crontab.read_text("utf-8") == ""
    assert list((tmp_path / "xdg-config" / "systemd" / "user").iterdir()) == []
    assert (tmp_path / "home" / ".bashrc").read_text("utf-8") == ""


def test_trouble_with_one_does_not_keep_it_in_the_others(
    dexcli: Dexcli, fake: Fake, tmp_path: Path
) -> None:
    fake("crontab", REFUSES, complaint="not allowed")
    dexcli("schedule", "--shell", "--install")

    result = dexcli("schedule", "--remove")

    assert result == Result(1, "", "dexcli: crontab: not allowed; nothing was changed\n")
    assert (tmp_path / "home" / ".bashrc").read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--at noon", "--at: 'noon' is no time of day; expected HH:MM such as 08:00"),
        ("--to ada", "--to: 'ada' is no address; expected one such as ada@example.org"),
        ("--cron --systemd", "--cron and --systemd: give one of them"),
        ("--launchd --file x", "--launchd and --shell: give one of them"),
        ("--install --remove", "--install and --remove are two things; give one of them"),
    ],
)
def test_wrong_use(dexcli: Dexcli, crontab: Path, words: str, told: str) -> None:
    assert dexcli("schedule", *shlex.split(words)) == Result(2, "", f"dexcli: {told}\n")
    assert not crontab.exists()


@pytest.mark.parametrize("words", ["--at 8:00", "--to a@b", "--weekly"])
def test_a_shell_s_start_up_file_has_no_hour_and_no_mail(dexcli: Dexcli, words: str) -> None:
    result = dexcli("schedule", "--shell", *words.split())

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        f"dexcli: {words.split(maxsplit=1)[0]}: a shell's start-up file has no "
    )


def test_a_path_that_is_no_line_is_refused(dexcli: Dexcli, crontab: Path, tmp_path: Path) -> None:
    folder = tmp_path / "two\nlines"
    dexcli("init", str(folder))

    result = dexcli("schedule", "--install", at=folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("has a control character or is no text; no scheduler takes it\n")
    assert not crontab.exists()


def test_what_fits_a_system(programs: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    here = machine.Machine(dict(os.environ))

    assert here.scheduler() is System.SHELL
    fake("crontab")
    assert here.scheduler() is System.CRON
    monkeypatch.setattr(machine, "_RUNS_SYSTEMD", programs)
    assert here.scheduler() is System.CRON
    fake("systemctl")
    assert here.scheduler() is System.SYSTEMD
    monkeypatch.setattr(sys, "platform", "darwin")
    assert here.scheduler() is System.LAUNCHD


def test_this_very_installation(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = programs.parent / "opt" / "dexcli"

    assert machine.program() == (str(script),)
    monkeypatch.chdir(script.parent)
    monkeypatch.setattr(sys, "argv", ["./dexcli"])
    assert machine.program() == (str(script),)
    monkeypatch.setattr(sys, "argv", ["/x/dexcli/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(script.parent / "python"))
    assert machine.program() == (str(script),)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert machine.program() == ("/nowhere/python", "-m", "dexcli")
