"""What the tests of the commands have: ids that can be foretold, and editors that obey."""

import itertools
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str, str], Path]
Editor = Callable[[str], Path]
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
