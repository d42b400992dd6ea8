"""T21: cron's environment changes neither an answer nor what is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "dexcli"
ZOE = 'name = "Zoë Müller"\ncadence = "weekly"\nadded = 2026-11-01\ncity = "Köln"\n'
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "none": {},
    "C": {"LANG": "C"},
    "ISO-8859-1": {"LANG": "en_US.ISO-8859-1"},
    "POSIX, never UTF-8": {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "a terminal's name but no terminal": {"TERM": "xterm-256color", "COLUMNS": "20"},
}
each_environment = pytest.mark.parametrize(
    "environ", ENVIRONMENTS.values(), ids=ENVIRONMENTS.keys()
)
# What each prints where the locale can show it; elsewhere a letter becomes "?".
GOLDEN = {
    ("due",): "Zoë Müller · 2 weeks late\n",
    ("list", "--handles"): "y\nzoe\n",
    ("show", "zoe", "city"): "Köln\n",
    ("today", "--format", "tsv", "tag:none"): None,
    ("due", "--json"): None,
}


_REFERENCE: dict[tuple[str, ...], subprocess.CompletedProcess[bytes]] = {}


def run(ledger: Path, *args: str, environ: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, "--ledger", ledger, "--today", "2026-11-22", *args],
        env={"XDG_STATE_HOME": str(ledger.parent), **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def people(ledger: Path) -> Path:
    """Put somebody with letters beyond ASCII into the ledger."""
    (ledger / "zoe.toml").write_text(ZOE, encoding="utf-8")
    (ledger / "y.toml").write_text('name = "Y"\n', encoding="utf-8")
    return ledger


@each_environment
@pytest.mark.parametrize("call", GOLDEN, ids=" ".join)
def test_t21_every_environment_gives_the_same_answer(
    people: Path, environ: dict[str, str], call: tuple[str, ...]
) -> None:
    result = run(people, *call, environ=environ)
    if call not in _REFERENCE:  # the same in all of this test's environments
        _REFERENCE[call] = run(people, *call, environ={"LC_ALL": "C.UTF-8"})
    utf_8 = _REFERENCE[call]

    assert (result.returncode, result.stderr) == (utf_8.returncode, utf_8.stderr)
    if "--json" in call or "tsv" in call:
        assert result.stdout == utf_8.stdout
        return
    expected = GOLDEN[call]
    assert expected is not None
    assert utf_8.stdout == expected.encode()
    shown = {encoding: expected.encode(encoding, "replace") for encoding in ("utf-8", "latin-1")}
    assert result.stdout in {*shown.values(), expected.encode("ascii", "replace")}


@each_environment
def test_t21_what_is_written_is_utf_8(people: Path, environ: dict[str, str]) -> None:
    result = run(people, "note", "zoe", "trägt Grün", environ={"PYTHONUTF8": "1", **environ})

    if result.returncode:  # a locale in which these words are no text: told, and nothing written
        assert result.stderr.endswith(b"is not UTF-8 text\n")
        assert (people / "zoe.toml").read_text(encoding="utf-8") == ZOE
        return
    text = (people / "zoe.toml").read_text(encoding="utf-8")
    assert text.startswith(ZOE)
    assert 'note = "trägt Grün"' in text


def test_t21_a_home_that_is_not_there_is_no_obstacle(people: Path) -> None:
    environ = {"HOME": "/nonexistent", "PATH": os.defpath}

    result = run(people, "due", environ=environ)

    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout


def test_t21_closed_streams_are_no_crash(people: Path) -> None:
    words = f'exec "{COMMAND}" --ledger "{people}" --today 2026-11-22 log zoe'
    done = subprocess.run(
        ["/bin/sh", "-c", f"{words} <&- >&- 2>&-"],
        env={"XDG_STATE_HOME": str(people.parent)},
        check=False,
    )

    assert done.returncode in {0, 1}
    assert (people / "zoe.toml").read_text(encoding="utf-8").count("[[interactions]]") == 1
