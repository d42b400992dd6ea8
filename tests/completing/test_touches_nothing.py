"""To press Tab changes no file and starts no program, whatever is on the line."""

import sys
from pathlib import Path

import pytest

from dexcli.completing import answering

WATCHED = {
    *("subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.system"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink"),
    *("os.truncate", "os.utime", "shutil.rmtree"),
}
WRITES = ("w", "a", "x", "+")
LINES = (
    *("dexcli ", "dexcli show ", "dexcli list tag:", "dexcli config cadence.", "dexcli git "),
    *("dexcli lunch ", "dexcli import ", "dexcli hel"),
)
_seen: list[str] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching:
        return
    if event in WATCHED or (
        event == "open" and any(mark in str(arguments[1] or "") for mark in WRITES)
    ):
        _seen.append(f"{event}{arguments}")


sys.addaudithook(_watch)  # for as long as Python runs, hence the switch


@pytest.fixture
def watched(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEXCLI_LEDGER", str(ledger))
    (ledger / "ada.toml").write_text('name = "Ada $(touch x)"\ntags = ["`id`"]\n', "utf-8")
    (ledger / ".dexcli" / "config.toml").write_text('[alias]\nlunch = "log $(id)"\n', "utf-8")
    return ledger


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_press_of_tab_starts_nothing_and_writes_nothing(
    watched: Path, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    before = {path: path.read_bytes() for path in watched.rglob("*") if path.is_file()}
    answering.answer([shell, *(["9", "80", "", LINES[0]] if shell == "bash" else ["dexcli", ""])])
    _seen.clear()
    monkeypatch.setattr(sys.modules[__name__], "_watching", True)

    for line in LINES:
        words = ["9", "80", "", line] if shell == "bash" else [*line.split(" ")]
        answering.answer([shell, *words])

    monkeypatch.setattr(sys.modules[__name__], "_watching", False)
    assert _seen == []
    assert {path: path.read_bytes() for path in watched.rglob("*") if path.is_file()} == before


def test_what_writes_would_be_seen(watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _seen.clear()
    monkeypatch.setattr(sys.modules[__name__], "_watching", True)

    (watched / "x").write_text("", encoding="utf-8")
    (watched / "x").unlink()

    assert len(_seen) == 2
