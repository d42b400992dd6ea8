"""What the tests of the commands have: ids that can be foretold, and editors that obey."""

import itertools
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.formats import registry
from dexcli.formats.registry import Format
from tests.commands import cards

Write = Callable[[str, str], Path]
Editor = Callable[[str], Path]
Cards = Callable[..., str]
ID_BYTES = 7


@pytest.fixture
def ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let new ids be 0000000001, 0000000002 and so on."""
    numbers, real = itertools.count(1), os.urandom

    def urandom(size: int) -> bytes:
        """Return the next number in the bytes of an id; what asks for others isn't ours."""
        return (next(numbers) << 6).to_bytes(size, "big") if size == ID_BYTES else real(size)

    monkeypatch.setattr(os, "urandom", urandom)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Return a way to make $EDITOR a Python script that gets the draft as `path`."""

    def make(body: str) -> Path:
        script = tmp_path / "editor.py"
        head = "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n"
        script.write_text(head + body, encoding="utf-8")
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
        return script

    return make


@pytest.fixture
def card_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `import` read no format but that of the tests, under two names."""
    monkeypatch.setitem(sys.modules, "dexcli.formats.cards", cards)
    known = (Format("cards", "Cards", "cards"), Format("others", "Others", "cards"))
    monkeypatch.setattr(registry, "READ", known)


@pytest.fixture
def file(tmp_path: Path) -> Cards:
    """Return a way to write a file of cards."""

    def write(name: str, *records: cards.Record) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cards.raw(*records))
        return str(path)

    return write
