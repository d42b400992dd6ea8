"""`completion`: the script, put where the shell finds it, and nothing else of anybody's changed."""

from pathlib import Path

import pytest

from tests.conftest import Dexcli

SHELLS = ("bash", "zsh", "fish", "powershell")
OTHERS = "# mine\nalias ll='ls -l'"  # without an end, as some files are
FILES = {
    "bash": {".local/share/bash-completion/completions/dexcli", ".bashrc"},
    "zsh": {".local/share/dexcli/zsh/_dexcli", ".zshrc"},
    "fish": {".config/fish/completions/dexcli.fish"},
    "powershell": {".config/powershell/Microsoft.PowerShell_profile.ps1"},
}
START_UP = {
    "bash": ".bashrc",
    "zsh": ".zshrc",
    "powershell": ".config/powershell/Microsoft.PowerShell_profile.ps1",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a fresh home, in which no shell has been told anything."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "BASH_COMPLETION_USER_DIR", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("dexcli.shells._SYSTEM_BASHRC", ())
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def files(home: Path) -> dict[str, str]:
    return {
        str(path.relative_to(home)): path.read_text("utf-8")
        for path in home.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("shell", SHELLS)
def test_it_is_printed(dexcli: Dexcli, home: Path, shell: str) -> None:
    result = dexcli("completion", shell)

    assert result.exit_code == 0
    assert "made by `dexcli completion" in result.stdout.splitlines()[0 if shell != "zsh" else 1]
    assert f"complete-words {shell}" in result.stdout
    assert files(home) == {}


@pytest.mark.parametrize(
    ("path", "first"),
    [("/usr/bin/zsh", "#compdef dexcli"), ("/opt/bin/pwsh", "# Completion of dexcli for Power")],
)
def test_the_shell_is_one_s_own_where_none_is_named(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch, path: str, first: str
) -> None:
    monkeypatch.setenv("SHELL", path)

    assert dexcli("completion").stdout.startswith(first)


@pytest.mark.parametrize("given", ["", "/bin/tcsh"])
def test_another_shell_is_refused(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("SHELL", given)

    result = dexcli("completion", "--install")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "dexcli: your SHELL is none of bash, zsh, fish, powershell; name the one you mean\n"
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_it_is_installed_once_and_taken_out_again(dexcli: Dexcli, home: Path, shell: str) -> None:
    if shell in START_UP:
        (home / START_UP[shell]).parent.mkdir(parents=True, exist_ok=True)
        (home / START_UP[shell]).write_text(OTHERS, encoding="utf-8")
    before = files(home)

    told = dexcli("completion", shell, "--install")

    assert told.exit_code == 0
    assert set(files(home)) == FILES[shell]
    for name in FILES[shell]:
        assert f"~/{name}" in told.stdout
    assert all(files(home)[name].startswith(OTHERS) for name in before)
    installed = files(home)
    assert dexcli("completion", shell, "--install").stdout.startswith("It is there already, in ~/")
    assert files(home) == installed

    gone = dexcli("completion", shell, "--uninstall").stdout
    assert all(f"Taken out of ~/{name}" in gone for name in before)
    assert all(f"Removed ~/{name}" in gone for name in FILES[shell] - set(before))
    assert files(home) == before
    assert dexcli("completion", shell, "--uninstall").stdout == (
        f"There was nothing of dexcli's for {shell}.\n"
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_a_dry_run_shows_it_and_writes_nothing(dexcli: Dexcli, home: Path, shell: str) -> None:
    shown = dexcli("completion", shell, "--install", "--dry-run").stdout

    assert "+# Completion of dexcli" in shown or "+#compdef" in shown
    assert files(home) == {}


def test_bash_needs_no_line_where_bash_completion_is_loaded(dexcli: Dexcli, home: Path) -> None:
    own = "[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/x\n"
    (home / ".bashrc").write_text(own, encoding="utf-8")

    dexcli("completion", "bash", "--install")

    assert files(home)[".bashrc"] == own


def test_a_line_that_is_commented_out_loads_nothing(dexcli: Dexcli, home: Path) -> None:
    (home / ".bashrc").write_text("#. /usr/share/bash-completion/bash_completion\n", "utf-8")

    dexcli("completion", "bash", "--install")

    assert "completions/dexcli" in files(home)[".bashrc"]


def test_a_file_of_somebody_else_is_left_alone(dexcli: Dexcli, home: Path) -> None:
    theirs = home / ".config" / "fish" / "completions" / "dexcli.fish"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("complete -c dexcli -a mine\n", encoding="utf-8")

    result = dexcli("completion", "fish", "--install")

    assert result.exit_code == 1
    assert result.stderr == f"dexcli: {theirs} is there and isn't dexcli's; move it away first\n"
    assert dexcli("completion", "fish", "--uninstall").exit_code == 0
    assert theirs.read_text(encoding="utf-8") == "complete -c dexcli -a mine\n"


def test_a_start_up_file_behind_a_link_stays_one(dexcli: Dexcli, home: Path) -> None:
    (home / "dotfiles").mkdir()
    (home / "dotfiles" / "zshrc").write_text("# mine\n", encoding="utf-8")
    (home / ".zshrc").symlink_to(home / "dotfiles" / "zshrc")

    dexcli("completion", "zsh", "--install")

    assert (home / ".zshrc").is_symlink()
    assert "fpath=(" in (home / "dotfiles" / "zshrc").read_text(encoding="utf-8")


def test_the_folders_that_are_set_are_used(
    dexcli: Dexcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASH_COMPLETION_USER_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("ZDOTDIR", str(tmp_path / "z"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    for shell in ("bash", "zsh", "fish"):
        assert dexcli("completion", shell, "--install").exit_code == 0

    assert (tmp_path / "own" / "completions" / "dexcli").is_file()
    assert (tmp_path / "z" / ".zshrc").is_file()
    assert (tmp_path / "config" / "fish" / "completions" / "dexcli.fish").is_file()


def test_without_a_known_shell_all_that_is_installed_is_taken_out(
    dexcli: Dexcli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    dexcli("completion", "fish", "--install")
    dexcli("completion", "powershell", "--install")

    shown = dexcli("completion", "--uninstall", "--dry-run").stdout
    assert "dexcli.fish" in shown
    assert "profile.ps1" in shown

    assert dexcli("completion", "--uninstall").exit_code == 0
    assert ".config/fish/completions/dexcli.fish" not in files(home)
    assert not any(files(home).values())
    again = dexcli("completion", "--uninstall")
    assert again.stdout == "There was nothing of dexcli's for any shell.\n"


@pytest.mark.parametrize("words", [["--install", "--uninstall"], ["--dry-run"]])
def test_what_makes_no_sense_together_is_refused(dexcli: Dexcli, words: list[str]) -> None:
    assert dexcli("completion", "bash", *words).exit_code == 2


def test_where_a_new_terminal_finds_no_dexcli_it_says_so(
    dexcli: Dexcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin_ = tmp_path / "venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "dexcli").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (bin_ / "dexcli").chmod(0o755)
    missing = "dexcli: dexcli itself isn't found in a new terminal: install it with pipx or uv, or "

    monkeypatch.setenv("PATH", str(tmp_path))
    assert dexcli("completion", "fish", "--install").stderr.startswith(missing)

    monkeypatch.setenv("PATH", str(bin_))
    monkeypatch.setenv("VIRTUAL_ENV", str(bin_.parent))  # activated, in this terminal alone
    again = dexcli("completion", "fish", "--install")
    assert again.stdout.startswith("It is there already")
    assert again.stderr.startswith(missing)
    assert dexcli("completion", "fish", "--install", "--dry-run").stderr == ""

    monkeypatch.delenv("VIRTUAL_ENV")
    assert dexcli("completion", "fish", "--install").stderr == ""
