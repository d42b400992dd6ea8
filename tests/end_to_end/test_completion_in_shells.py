"""Tab in the real shells, each in a terminal of its own: what stands on the line afterwards."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import TODAY, Dexcli

PROGRAMS = Path(sys.executable).parent
SHELLS = ("bash", "zsh", "fish")
PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.05
PEOPLE = {
    "ada-lovelace": 'name = "Ada Lovelace"\naka = ["Countess"]\ntags = ["family"]\n'
    'city = "New York"',
    "zoe-dupont": 'name = "Zoé Dupont"\ntags = ["friend"]\ncity = "Saint-Étienne"',
    "adam-bernstein": 'name = "Adam Bernstein"\ntags = ["work"]\norg = "$(touch pwned) `id`"',
    "bern-hart": 'name = "Bern Hart\\u001b[31m"',
}
SETTINGS = '[filters]\ninner = "tag:family"\n[alias]\nlunch = "log --kind lunch"\n'
PROMPT = "ready>"
OWN = {
    "bash": (".bashrc", f"PS1='{PROMPT} '\n"),
    "zsh": (".zshrc", f"PS1='{PROMPT} '\nunsetopt ZLE_RPROMPT_INDENT\n"),
    "fish": (
        ".config/fish/config.fish",
        f"function fish_prompt; echo -n '{PROMPT} '; end\nset -g fish_greeting\n"
        "set -g fish_autosuggestion_enabled 0\n",
    ),
}


class Tmux:
    """A shell in a terminal of 100 columns, and somebody who types and looks."""

    def __init__(self, shell: str, folder: Path, environ: dict[str, str]) -> None:
        self._socket = folder / "tmux"
        self._environ = environ
        self.takes_the_first = shell == "fish"  # with each Tab the next, and the first comes back
        self._run("-f", os.devnull, "new-session", "-d", "-x", "100", "-y", "30", shell)
        self.wait_for(PROMPT)

    def screen(self) -> str:
        return self._run("capture-pane", "-p", "-J").rstrip()

    def type(self, text: str) -> None:
        self._run("send-keys", "-l", text)
        self.wait_for(text.rstrip())

    def tab(self) -> None:
        self._run("send-keys", "Tab")

    def enter(self) -> None:
        self._run("send-keys", "Enter")

    def wait_for(self, *texts: str) -> str:
        """Return the screen as soon as all these stand on it."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if all(text in (seen := self.screen()) for text in texts):
                return seen
            time.sleep(_PAUSE_SECONDS)
        pytest.fail(f"waited for {texts} and saw:\n{self.screen()}")

    def close(self) -> None:
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], check=False)

    def _run(self, *words: str) -> str:
        return subprocess.run(
            ["tmux", "-S", self._socket, *words],
            env=self._environ,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    for program in (name, "tmux"):
        if shutil.which(program) is None:
            pytest.skip(f"there is no {program} here")
    return name


@pytest.fixture
def ledger_of_people(ledger: Path) -> Path:
    for handle, text in PEOPLE.items():
        (ledger / f"{handle}.toml").write_text(f"{text}\n", encoding="utf-8")
    (ledger / ".dexcli" / "config.toml").write_text(SETTINGS, encoding="utf-8")
    return ledger


@pytest.fixture
def installed(shell: str, tmp_path: Path, dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a fresh home in which `completion --install` has run once."""
    home = tmp_path / "home"
    start_up, text = OWN[shell]
    (home / start_up).parent.mkdir(parents=True)
    (home / start_up).write_text(text, encoding="utf-8")
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME")
    assert dexcli("completion", shell, "--install").exit_code == 0
    return home


@pytest.fixture
def terminal(shell: str, installed: Path, ledger_of_people: Path, tmp_path: Path) -> Iterator[Tmux]:

    environ = {
        "HOME": str(installed),
        "PATH": os.pathsep.join((str(PROGRAMS), os.environ["PATH"])),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "DEXCLI_LEDGER": str(ledger_of_people),
        "DEXCLI_TODAY": TODAY,
    }
    there = Tmux(shell, tmp_path, environ)
    yield there
    there.close()


def test_a_command_and_a_person_are_completed(terminal: Tmux) -> None:
    terminal.type("dexcli sho")
    terminal.tab()
    terminal.wait_for(f"{PROMPT} dexcli show")
    terminal.type("love")
    terminal.tab()

    terminal.wait_for(f"{PROMPT} dexcli show ada-lovelace")


def test_letters_with_accents_find_somebody(terminal: Tmux) -> None:
    terminal.type("dexcli show zoé")
    terminal.tab()
    terminal.enter()

    terminal.wait_for("Zoé Dupont\n", "Saint-Étienne")


def test_of_several_nothing_is_put_in_the_place_of_what_is_typed(terminal: Tmux) -> None:
    terminal.type("dexcli show ern")
    terminal.tab()
    terminal.tab()

    seen = terminal.wait_for("adam-bernstein", "bern-hart", "Adam Bernstein", "Bern Hart\\x1b[31m")
    assert terminal.takes_the_first or f"{PROMPT} dexcli show ern" in seen


def test_a_name_in_an_open_quote_is_completed(terminal: Tmux) -> None:
    terminal.type('dexcli show "ada lo')
    terminal.tab()
    terminal.enter()

    terminal.wait_for("Ada Lovelace\n", "New York")


def test_a_day_behind_an_option_s_equals_sign_is_completed(terminal: Tmux) -> None:
    terminal.type("dexcli log ada --dry-run --on=yes")
    terminal.tab()

    terminal.wait_for("dexcli log ada --dry-run --on=yesterday")


def test_a_value_with_a_blank_is_one_word_of_a_filter(terminal: Tmux) -> None:
    terminal.type("dexcli list --handles city:new")
    terminal.tab()
    terminal.wait_for("York")
    terminal.enter()

    terminal.wait_for("\nada-lovelace\n")


def test_a_hostile_value_runs_nothing(terminal: Tmux) -> None:
    terminal.type("dexcli list --handles org:")
    terminal.tab()
    terminal.wait_for("pwned")
    terminal.enter()

    terminal.wait_for("\nadam-bernstein\n")
    assert not (Path.cwd() / "pwned").exists()


def test_after_an_alias_its_command_decides(terminal: Tmux) -> None:
    terminal.type("dexcli lun")
    terminal.tab()
    terminal.wait_for(f"{PROMPT} dexcli lunch")
    terminal.type("dup")
    terminal.tab()

    terminal.wait_for(f"{PROMPT} dexcli lunch zoe-dupont")


def test_a_saved_filter_is_completed(terminal: Tmux) -> None:
    terminal.type("dexcli list --handles @in")
    terminal.tab()
    terminal.wait_for("@inner")
    terminal.enter()

    terminal.wait_for("\nada-lovelace\n")


def test_a_file_is_the_shell_s_own_business(terminal: Tmux, installed: Path) -> None:
    (installed / "letters of ada.csv").write_text("", encoding="utf-8")
    terminal.type("cd; clear")
    terminal.enter()
    terminal.type("dexcli import lett")
    terminal.tab()

    terminal.wait_for("dexcli import letters\\ of\\ ada.csv")


def test_a_folder_behind_an_option_s_equals_sign_is_completed(
    terminal: Tmux, installed: Path
) -> None:
    (installed / "my-people").mkdir()
    terminal.type("cd; clear")
    terminal.enter()
    terminal.type("dexcli --ledger=my-p")
    terminal.tab()

    terminal.wait_for("dexcli --ledger=my-people/")
