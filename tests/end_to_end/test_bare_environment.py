"""The installed command where cron runs it: no HOME, no locale, no terminal, no stdin."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

COMMAND = Path(sysconfig.get_path("scripts")) / "dexcli"
LOCALES: dict[str, dict[str, str]] = {
    "none": {},
    "C": {"LANG": "C"},
    "ISO-8859-1": {"LANG": "en_US.ISO-8859-1"},
    "ASCII, strictly": {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
}
locales = pytest.mark.parametrize("environ", LOCALES.values(), ids=LOCALES.keys())


def run(
    ledger: Path, *args: str, environ: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, "--ledger", ledger, "--today", "2026-11-22", *args],
        env=environ or {},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def people(ledger: Path) -> Path:
    (ledger / "zoe.toml").write_text(
        'name = "Zoë Müller"\ncadence = "weekly"\nadded = 2026-11-01\n', encoding="utf-8"
    )
    (ledger / "bob.toml").write_text('name = "Bob"\n', encoding="utf-8")
    return ledger


@locales
def test_due_prints_the_day_s_follow_ups(people: Path, environ: dict[str, str]) -> None:
    result = run(people, "due", environ=environ)

    line = result.stdout.decode("utf-8", "replace")
    assert (result.returncode, result.stderr) == (0, b"")
    assert line.startswith("Zo")
    assert line.endswith("2 weeks late\n")
    assert line.count("\n") == 1


@locales
def test_nobody_due_is_not_a_byte(ledger: Path, environ: dict[str, str]) -> None:
    (ledger / "bob.toml").write_text('name = "Bob"\n', encoding="utf-8")

    result = run(ledger, "due", environ=environ)

    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


@locales
def test_json_is_utf_8_whatever_the_locale(people: Path, environ: dict[str, str]) -> None:
    result = run(people, "due", "--json", environ=environ)

    assert [entry["name"] for entry in json.loads(result.stdout.decode("utf-8"))] == ["Zoë Müller"]


def test_a_missing_ledger_is_one_line_and_is_not_made(tmp_path: Path) -> None:
    result = run(tmp_path / "gone", "due")

    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.decode() == (
        f"dexcli: no ledger at {tmp_path}/gone; make one with: dexcli init {tmp_path}/gone\n"
    )
    assert not (tmp_path / "gone").exists()


def test_an_empty_folder_is_no_ledger(tmp_path: Path) -> None:
    result = run(tmp_path, "due")

    assert result.returncode == 1
    assert result.stderr.startswith(b"dexcli: no ledger at ")


def test_a_question_that_nobody_can_answer_is_wrong_use(people: Path) -> None:
    result = run(people, "rm", "bob")

    assert (result.returncode, result.stdout) == (2, b"")
    assert b"--yes" in result.stderr
    assert (people / "bob.toml").exists()


def test_a_closed_pipe_ends_quietly(people: Path) -> None:
    for number in range(3000):
        (people / f"p{number}.toml").write_text(
            f'name = "{"Somebody " * 5}{number}"\n', encoding="utf-8"
        )

    with subprocess.Popen(
        [COMMAND, "--ledger", people, "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read()

    assert (process.returncode, complaints) == (141, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="no /dev/full there")
def test_a_full_disk_is_told(people: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [COMMAND, "--ledger", people, "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={},
            check=False,
        )

    assert result.returncode == 1
    assert result.stderr == b"dexcli: No space left on device\n"


def test_today_is_the_local_day_on_both_sides_of_midnight(people: Path) -> None:
    """The same moment is two days: `due` takes the one of the place where it runs."""
    days = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart
        result = subprocess.run(
            [COMMAND, "--ledger", people, "add", f"In {zone}"],
            env={"TZ": zone, "XDG_STATE_HOME": str(people.parent)},
            check=True,
            capture_output=True,
        )
        assert result.stderr == b""
        handle = f"in-{zone.lower().replace('/', '-').replace('_', '-')}"
        shown = subprocess.run(
            [COMMAND, "--ledger", people, "show", handle, "added"],
            env={},
            check=True,
            capture_output=True,
        )
        days.add(shown.stdout)

    assert len(days) == 2


def test_words_that_are_no_text_are_refused(people: Path) -> None:
    result = subprocess.run(
        [os.fsencode(COMMAND), b"--ledger", os.fsencode(people), b"add", b"Zo\xeb"],
        env={},
        capture_output=True,
        check=False,
    )

    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr == b"dexcli: word 4 of the command is not UTF-8 text\n"
