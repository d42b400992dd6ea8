"""T19: a contact is its owner's alone, whatever the umask; a mode that was chosen stays."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Dexcli
from tests.threats.conftest import PLAIN, Fresh


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Set a umask for the test."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_t19_all_that_is_new_is_private(dexcli: Dexcli, tmp_path: Path) -> None:
    ledger = tmp_path / "new"

    assert dexcli("init", str(ledger)).exit_code == 0
    assert dexcli("add", "Ada", at=ledger).exit_code == 0
    assert dexcli("add", "Bob", at=ledger).exit_code == 0
    assert dexcli("rename", "ada", "Ada King", at=ledger).exit_code == 0
    assert dexcli("rm", "bob", "--yes", at=ledger).exit_code == 0

    kept = [ledger, *ledger.rglob("*")]
    assert {path.name: oct(mode(path)) for path in kept} == {
        path.name: oct(0o700 if path.is_dir() else 0o600) for path in kept
    }


@pytest.mark.usefixtures("umask")
def test_t19_nobody_else_reaches_what_the_state_folder_holds(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path
) -> None:
    fresh(x=PLAIN)
    for call in (["log", "x"], ["rename", "x", "New"], ["rm", "new", "--yes"]):
        assert dexcli(*call).exit_code == 0

    state = tmp_path / "xdg-state"
    held = [path for path in state.rglob("*") if path.is_file()]
    assert held
    for path in held:
        way = [path, *(each for each in path.parents if each.is_relative_to(state))]
        assert any(mode(each) & 0o077 == 0 for each in way), path


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("chosen", [0o600, 0o640, 0o644, 0o664], ids=oct)
def test_t19_the_mode_of_an_old_file_stays(dexcli: Dexcli, fresh: Fresh, chosen: int) -> None:
    ledger = fresh(x=PLAIN, y=PLAIN)
    for name in ("x.toml", ".dexcli/config.toml"):
        (ledger / name).chmod(chosen)

    for call in (["log", "x"], ["set", "x", "city=Paris"], ["config", "me=y"]):
        assert dexcli(*call).exit_code == 0

    assert mode(ledger / "x.toml") == chosen
    assert mode(ledger / ".dexcli" / "config.toml") == chosen


@pytest.mark.usefixtures("umask")
def test_t19_the_draft_for_the_editor_is_private(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh(x=PLAIN)
    seen = tmp_path / "seen"
    script = tmp_path / "editor.sh"
    script.write_text(
        f'#!/bin/sh\nstat -c "%a" "$1" "$(dirname "$1")" > {seen}\necho "$1" >> {seen}\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))

    assert dexcli("edit", "x").exit_code == 0

    file_mode, folder_mode, place = seen.read_text(encoding="utf-8").splitlines()
    assert (file_mode, folder_mode) == ("600", "700")
    assert Path(place).is_relative_to(tmp_path / "xdg-state")
