"""Choosing one of several at a real terminal: by the numbered list, and in fzf."""

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals there", allow_module_level=True)

import pty

PATIENCE_SECONDS = 20.0
FZF = """\
#!/bin/sh
# stands in for fzf: keeps what it was given, and takes the line that FZF_TAKES names
printf '%s\\n' "$@" > "$FZF_SEEN.args"
cat > "$FZF_SEEN"
[ -n "$FZF_ENDS" ] && exit "$FZF_ENDS"
sed -n "${FZF_TAKES}p" "$FZF_SEEN"
"""
PEOPLE = {
    "bob": 'name = "Bob"\n',
    "paul-durand": 'name = "Paul Durand"\norg = "Acme"\ncity = "Lyon\\u001b[31m"\n',
    "paul-martin": 'name = "Paul Martin"\n\n[[interactions]]\non = 2026-01-02\nwith = ["bob"]\n',
}


class Terminal:
    """A program at a terminal of its own, and somebody who reads it and types."""

    def __init__(self, ledger: Path, *args: str) -> None:
        self.here, there = pty.openpty()
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dexcli", "--ledger", str(ledger), *args],
            stdin=there,
            stdout=there,
            stderr=there,
            start_new_session=True,
        )
        os.close(there)

    def expect(self, text: str) -> None:
        while text.encode() not in self.seen:
            ready, _, _ = select.select([self.here], [], [], PATIENCE_SECONDS)
            assert ready, f"waited for {text!r} and saw {self.seen!r}"
            self.seen = (self.seen + os.read(self.here, 4096)).replace(b"\r\n", b"\n")

    def type(self, line: str) -> None:
        os.write(self.here, f"{line}\n".encode())

    def end(self) -> int:
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture
def people(ledger: Path) -> Path:
    for handle, text in PEOPLE.items():
        (ledger / f"{handle}.toml").write_text(text, encoding="utf-8")
    return ledger


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the fzf of the tests, which is on the PATH, keeps what it was given."""
    script = tmp_path / "bin" / "fzf"
    script.parent.mkdir()
    script.write_text(FZF, encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(script.parent), os.environ["PATH"])))
    monkeypatch.setenv("FZF_SEEN", str(tmp_path / "seen"))
    monkeypatch.setenv("FZF_TAKES", "2")
    return tmp_path / "seen"


@pytest.fixture
def at_terminal(people: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Terminal]]:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    started: list[Terminal] = []

    def start(*args: str) -> Terminal:
        started.append(Terminal(people, *args))
        return started[-1]

    yield start
    for terminal in started:
        terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.here)


def test_a_sentence_asks_who_is_meant_and_makes_a_new_contact(
    at_terminal: Callable[..., Terminal], people: Path
) -> None:
    (people / ".dexcli" / "config.toml").write_text('picker = "list"\n', encoding="utf-8")
    terminal = at_terminal("log", "lunch", "with", "Bob,", "Paul", "and", "Zed")

    terminal.expect("1  Paul Martin (paul-martin) · once with Bob")
    terminal.expect("Which one? 1-2, nothing to stop:")
    terminal.type("1")
    terminal.expect("Add Zed as a new contact? [y/N]")
    terminal.type("y")
    terminal.expect("lunch with Bob (bob), Paul Martin (paul-martin) and Zed (zed)")

    assert terminal.end() == 0
    assert 'with = ["bob", "paul-martin"]' in (people / "zed.toml").read_text("utf-8")


def test_a_command_that_changes_asks_in_fzf(
    at_terminal: Callable[..., Terminal], people: Path, seen: Path
) -> None:
    terminal = at_terminal("log", "paul")

    terminal.expect("Met Paul Martin, today")
    assert terminal.end() == 0
    assert seen.read_text("utf-8") == (
        "paul-durand · Paul Durand · Acme/Lyon\\x1b[31m\n"
        "paul-martin · Paul Martin · last 2026-01-02\n"
    )
    arguments = Path(f"{seen}.args").read_text("utf-8")
    assert "--no-preview" in arguments
    assert (people / "paul-durand.toml").read_text("utf-8") == PEOPLE["paul-durand"]


@pytest.mark.parametrize("code", ["1", "130"])
def test_nobody_chosen_in_fzf_writes_nothing(
    at_terminal: Callable[..., Terminal],
    people: Path,
    seen: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:
    monkeypatch.setenv("FZF_ENDS", code)
    terminal = at_terminal("log", "paul")

    terminal.expect("'paul' could be")
    assert terminal.end() == 4
    assert seen.exists()
    assert (people / "paul-martin.toml").read_text("utf-8") == PEOPLE["paul-martin"]


def test_a_broken_fzf_leaves_the_question_to_the_list(
    at_terminal: Callable[..., Terminal], seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FZF_ENDS", "2")
    terminal = at_terminal("log", "paul")

    terminal.expect("Which one? 1-2")
    terminal.type("2")
    terminal.expect("Met Paul Martin, today")
    assert terminal.end() == 0
    assert seen.exists()


def test_a_reading_command_starts_no_fzf_unless_a_setting_names_it(
    at_terminal: Callable[..., Terminal], people: Path, seen: Path
) -> None:
    terminal = at_terminal("show", "paul", "handle")
    terminal.expect("Which one? 1-2")
    terminal.type("1")
    terminal.expect("paul-durand\n")
    assert terminal.end() == 0
    assert not seen.exists()

    (people / ".dexcli" / "config.toml").write_text('picker = "fzf"\n', encoding="utf-8")
    terminal = at_terminal("show", "paul", "handle")
    terminal.expect("paul-martin\n")
    assert terminal.end() == 0
    assert seen.exists()


def test_away_from_a_terminal_nobody_is_asked(people: Path, seen: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "dexcli", "--ledger", str(people), "log", "coffee with Paul"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )

    assert ran.returncode == 4
    assert not seen.exists()
