"""What every test has: the program in process, on a ledger of its own, on a fixed day."""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from dexcli import cli
from tests import chromium, letters

TODAY = "2026-11-22"
UNDO = " `dexcli undo` takes it back."  # how the answer to every change ends

# The programs that tests start keep what they compile, as on any machine; compiling all that
# they load each time would be half of their work.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# CI runs laws at a small size; `HYPOTHESIS_PROFILE=full` runs the slow sweeps (CONTRIBUTING.md).
settings.register_profile("ci", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=3000, deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
FULL = PROFILE == "full"
settings.load_profile(PROFILE)


@dataclass(frozen=True)
class Result:
    """What one run of the program gave."""

    exit_code: int
    stdout: str
    stderr: str


Dexcli = Callable[..., Result]


class Keyboard(io.StringIO):
    """Somebody at a terminal who has typed this."""

    def isatty(self) -> bool:
        """Return True: there is somebody to ask."""
        return True


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Browser]:
    """Yield a headless browser, one for all tests; each opens its own page."""
    with chromium.opened(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many states of the disk were checked, and what a crowd did."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    recorded = [each for report in reports for each in report.user_properties]
    counts = [int(value) for name, value in recorded if name == "checked"]
    if counts:
        terminalreporter.write_line(
            f"{sum(counts):,} states of the disk were checked in {len(counts)} tests"
        )
    for name, value in recorded:
        if name == "crowd":
            terminalreporter.write_line(f"a crowd at work: {value}")


@pytest.fixture(autouse=True)
def no_ledger_but_the_test_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every default into the test's own folder, so that no test touches a real ledger."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / f"xdg-{name.lower()}"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DEXCLI_TODAY", TODAY)
    for name in ("DEXCLI_LEDGER", "VISUAL", "EDITOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return an empty ledger's folder."""
    folder = tmp_path / "ledger"
    (folder / ".dexcli").mkdir(parents=True)
    (folder / ".dexcli" / "config.toml").write_text("format = 1\n", encoding="utf-8")
    return folder


@pytest.fixture
def dexcli(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Dexcli:
    """Return the program as it runs away from a terminal, on the test's ledger."""

    def run(*args: str, at: Path | None = None) -> Result:
        capsys.readouterr()
        monkeypatch.setenv("DEXCLI_LEDGER", str(at or ledger))
        try:
            code = cli.run(args)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return run


@pytest.fixture
def write(ledger: Path) -> Callable[[str, str], Path]:
    """Return a way to put a contact's file into the ledger as somebody would by hand."""

    def put(handle: str, text: str) -> Path:
        path = ledger / f"{handle}.toml"
        path.write_bytes(text.encode())
        return path

    return put


@pytest.fixture
def imported(dexcli: Dexcli, ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with the letters, imported once for all tests of a process."""
    once = tmp_path_factory.getbasetemp() / "letters"
    if not once.exists():
        assert dexcli("init", str(once)).exit_code == 0
        result = dexcli("import", str(letters.PATH), "--map", str(letters.MAP), at=once)
        assert result.exit_code == 0
    shutil.rmtree(ledger)
    shutil.copytree(once, ledger)
    return ledger


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],  # noqa: ARG001 - its streams are the ones to change
) -> None:
    """Let the program take its streams for a terminal of 100 columns, where nothing is typed."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stdin", Keyboard())
    for kind in {type(sys.stdout), type(sys.stderr)}:  # pytest makes new ones for the test itself
        monkeypatch.setattr(kind, "isatty", lambda _: True)
