"""What the tests of the threats have: a ledger as it was, and an editor that writes nothing."""

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

HANGS_AFTER = 60  # seconds; nothing here takes more than one
PLAIN = 'name = "Y"\ncadence = "weekly"\nadded = 2026-10-01\n'
PEOPLE_MAP = 'source = "people"\nwho = ["name"]\n[contact]\nname = "name"\norg = "org"\n'

Files = dict[str, bytes]
Fresh = Callable[..., Path]


@pytest.fixture
def fresh(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fresh:
    """Return a way to make the ledger hold these files and nothing that came before."""
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.map.toml").write_text(PEOPLE_MAP, encoding="utf-8")
    (tmp_path / "cards").mkdir()
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:zed\r\nFN:Zed Zoe\r\nEND:VCARD\r\n"
    (tmp_path / "cards" / "zed.vcf").write_bytes(card.encode())
    (tmp_path / "people.csv").write_text("name,org\nZed Zoe,Zoo\n", encoding="utf-8")

    def make(*, config: str = "format = 1\n", **texts: str) -> Path:
        shutil.rmtree(ledger, ignore_errors=True)
        (ledger / ".dexcli").mkdir(parents=True)
        (ledger / ".dexcli" / "config.toml").write_bytes(config.encode())
        for handle, text in texts.items():
            (ledger / f"{handle}.toml").write_bytes(text.encode())
        return ledger

    return make


@pytest.fixture
def hangs_never() -> Iterator[None]:
    """Fail a test that waits for what never comes, instead of waiting with it."""

    def wake(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, wake)
    signal.alarm(HANGS_AFTER)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def files(folder: Path) -> Files:
    """Return every file in a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
