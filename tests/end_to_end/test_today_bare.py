"""`today` where cron runs it: no HOME, no locale, no stdin, a ledger it can't write."""

import json
import stat
import subprocess
import sysconfig
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

COMMAND = Path(sysconfig.get_path("scripts")) / "dexcli"
LOCALES: dict[str, dict[str, str]] = {
    "none": {},
    "C": {"LANG": "C"},
    "ISO-8859-1": {"LANG": "en_US.ISO-8859-1"},
    "Latin 1 for Python": {"PYTHONIOENCODING": "iso-8859-1", "PYTHONUTF8": "0"},
    "ASCII, strictly": {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
}
FORMATS = {
    "text": [],
    "json": ["--json"],
    "tsv": ["--format", "tsv"],
    "markdown": ["--format", "markdown"],
    "html": ["--format", "html"],
    "mail": ["--format", "mail", "--to", "you@example.org"],
}
ZOE = """\
name = "Zoë Müller 李"
cadence = "weekly"
birthday = 1985-11-23

[[reminders]]
note = "send the paper"
on = 2026-11-19

[[interactions]]
on = 2026-11-01
kind = "café"
"""
locales = pytest.mark.parametrize("environ", LOCALES.values(), ids=LOCALES.keys())
formats = pytest.mark.parametrize("args", FORMATS.values(), ids=FORMATS.keys())


def run(ledger: Path, *args: str, environ: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command with closed stdin and nothing else in its environment."""
    words = [str(COMMAND), "--ledger", str(ledger), "--today", "2026-11-22", *args]
    return subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *words],
        env=environ,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def people(ledger: Path) -> Iterator[Path]:
    """Return a ledger that nobody may write, and see that nobody did."""
    (ledger / "zoe.toml").write_text(ZOE, encoding="utf-8")
    (ledger / "bob.toml").write_text('name = "Bob"\n', encoding="utf-8")
    yield from locked(ledger)


@pytest.fixture
def nobody(ledger: Path) -> Iterator[Path]:
    """Return a ledger in which nobody is due, that nobody may write."""
    (ledger / "bob.toml").write_text('name = "Bob"\n', encoding="utf-8")
    yield from locked(ledger)


def locked(ledger: Path) -> Iterator[Path]:
    paths = [ledger, *ledger.rglob("*")]
    for path in paths:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)
    before = {path: path.stat().st_mtime_ns for path in paths}
    yield ledger
    assert {path: path.stat().st_mtime_ns for path in (ledger, *ledger.rglob("*"))} == before
    for path in paths:
        path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o200)


@locales
def test_the_digest_is_text_that_the_locale_can_show(people: Path, environ: dict[str, str]) -> None:
    result = run(people, "today", environ=environ)

    assert (result.returncode, result.stderr) == (0, b"")
    assert b"\x1b" not in result.stdout
    lines = result.stdout.decode("utf-8", "replace").splitlines()
    assert len(lines) == 3
    assert all(line.startswith("Zo") for line in lines)
    assert "2 weeks late" in lines[0]
    assert lines[1].endswith("for 19 November")
    assert "tomorrow, 23 November" in lines[2]


@locales
def test_nothing_due_is_not_a_byte(nobody: Path, environ: dict[str, str]) -> None:
    result = run(nobody, "today", "--exit-code", environ=environ)

    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


@formats
def test_nothing_due_is_told_by_the_exit_code_in_every_format(
    nobody: Path, args: list[str]
) -> None:
    result = run(nobody, "today", "--exit-code", *args, environ={})

    assert (result.returncode, result.stderr) == (0, b"")
    assert (result.stdout == b"") == (not {"--json", "tsv", "html"} & set(args))


@formats
def test_something_due_is_told_by_the_exit_code_in_every_format(
    people: Path, args: list[str]
) -> None:
    result = run(people, "today", "--exit-code", *args, environ={"LANG": "C"})

    assert (result.returncode, result.stderr) == (10, b"")
    assert result.stdout != b""


@locales
def test_documents_for_machines_lose_nothing(people: Path, environ: dict[str, str]) -> None:
    document = json.loads(run(people, "today", "--json", environ=environ).stdout)
    raw = run(people, "today", *FORMATS["mail"], environ=environ).stdout
    message = message_from_bytes(raw, policy=default)

    assert document["due"][0]["name"] == "Zoë Müller 李"
    contents = [part.get_content() for part in message.iter_parts()]
    assert ["Zoë Müller 李" in content for content in contents] == [True, True]


@locales
def test_a_ledger_that_is_gone_is_one_line(tmp_path: Path, environ: dict[str, str]) -> None:
    result = run(tmp_path / "gone", "today", *FORMATS["mail"], environ=environ)

    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.startswith(b"dexcli: no ledger at ")
    assert result.stderr.count(b"\n") == 1


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_shown(ledger: Path) -> None:
    (ledger / "zoe.toml").write_text(ZOE, encoding="utf-8")
    (ledger / "cy.toml").write_bytes(b"name = \xff\n")

    result = run(ledger, "today", environ={})

    assert result.returncode == 5
    assert result.stdout.count(b"\n") == 3
    assert result.stderr.startswith(b"dexcli: cy.toml")
