"""A command that is cut off happens entirely: readers see it done, the next command finishes it."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.core.errors import DexcliError
from dexcli.store import disk, journal, settle, staging
from tests.conftest import Dexcli

Write = Callable[[str, str], Path]


class PowerCut(BaseException):
    """The machine stops: nothing after it happens."""


@pytest.fixture
def cut_off(dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a way to cut a command off when it has put so many files in their place."""
    for handle in ("ada", "bob", "eve"):
        write(handle, f'name = "{handle.title()}"\nadded = 2026-11-01\n')

    def run(*args: str, after: int) -> None:
        real = settle.install
        done = iter(range(after))

        def install(staged: staging.Staged, *, rescue: Path | None) -> settle.Installed:
            if next(done, None) is None:
                raise PowerCut
            return real(staged, rescue=rescue)

        with monkeypatch.context() as patch:
            patch.setattr(settle, "install", install)
            with pytest.raises(PowerCut):
                dexcli(*args)

    return run


def cities(dexcli: Dexcli) -> dict[str, str]:
    listed = json.loads(dexcli("list", "--json").stdout)
    return {each["handle"]: each["contact"].get("city", "") for each in listed}


def tagged(dexcli: Dexcli) -> dict[str, bool]:
    listed = json.loads(dexcli("list", "--json").stdout)
    return {each["handle"]: "x" in each["contact"].get("tags", ()) for each in listed}


@pytest.mark.parametrize("after", [0, 1, 2])
def test_readers_see_a_command_that_is_cut_off_as_done(
    dexcli: Dexcli, ledger: Path, cut_off: Callable[..., None], after: int
) -> None:
    cut_off("tag", "x", "ada", "bob", "eve", after=after)
    before = {path: path.read_bytes() for path in ledger.rglob("*") if path.is_file()}

    assert tagged(dexcli) == {"ada": True, "bob": True, "eve": True}
    assert {path: path.read_bytes() for path in ledger.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("after", [0, 1, 2])
def test_the_next_command_finishes_it_and_it_can_be_undone(
    dexcli: Dexcli, ledger: Path, cut_off: Callable[..., None], after: int
) -> None:
    cut_off("tag", "x", "ada", "bob", "eve", after=after)

    assert dexcli("set", "ada", "city=Paris").exit_code == 0
    assert all(b"x" in (ledger / f"{each}.toml").read_bytes() for each in ("ada", "bob", "eve"))
    assert [path.name for path in ledger.iterdir() if disk.is_temp(path.name)] == []
    assert [each["what"] for each in json.loads(dexcli("undo", "--list", "--json").stdout)] == [
        "set: Ada, city=Paris",
        "tag: x, Ada, Bob and Eve",
    ]
    dexcli("undo")
    dexcli("undo")
    assert tagged(dexcli) == {"ada": False, "bob": False, "eve": False}


def test_a_removal_that_is_cut_off_is_seen_as_done(
    dexcli: Dexcli, cut_off: Callable[..., None]
) -> None:
    cut_off("rm", "ada", "bob", "--yes", after=1)

    assert set(tagged(dexcli)) == {"eve"}
    dexcli("set", "eve", "city=Paris")
    assert set(tagged(dexcli)) == {"eve"}


def test_what_was_edited_after_the_cut_has_both_changes(
    dexcli: Dexcli, ledger: Path, cut_off: Callable[..., None]
) -> None:
    cut_off("tag", "x", "ada", "bob", after=0)
    ada = ledger / "ada.toml"
    ada.write_text(ada.read_text("utf-8") + 'city = "Rome"\n', encoding="utf-8")

    result = dexcli("set", "eve", "city=Paris")

    assert (result.exit_code, result.stderr) == (0, "")
    assert tagged(dexcli) == {"ada": True, "bob": True, "eve": False}
    assert cities(dexcli) == {"ada": "Rome", "bob": "", "eve": "Paris"}


def test_what_contradicts_it_after_the_cut_stays_and_is_told(
    dexcli: Dexcli, ledger: Path, cut_off: Callable[..., None]
) -> None:
    cut_off("set", "ada", "city=Paris", after=0)
    ada = ledger / "ada.toml"
    ada.write_text(ada.read_text("utf-8") + 'city = "Rome"\n', encoding="utf-8")

    result = dexcli("set", "eve", "city=Oslo")

    assert result.stderr == (
        "dexcli: ada.toml was changed after a command was cut off; it stays as it is\n"
    )
    assert cities(dexcli) == {"ada": "Rome", "bob": "", "eve": "Oslo"}


STUCK = (
    "a command that was cut off can't be finished because of eve.toml: this is a symbolic link, "
    "which dexcli does not follow"
)


@pytest.fixture
def stuck(cut_off: Callable[..., None], ledger: Path, tmp_path: Path) -> Path:
    """Return the file that is a link since a command of three people was cut off."""
    cut_off("tag", "x", "ada", "bob", "eve", after=1)
    eve = ledger / "eve.toml"
    eve.rename(tmp_path / "elsewhere.toml")
    eve.symlink_to(tmp_path / "elsewhere.toml")
    return eve


def test_what_cannot_be_finished_stops_the_next_change_with_its_reason(
    dexcli: Dexcli, ledger: Path, stuck: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in ledger.iterdir() if path.suffix == ".toml"}

    result = dexcli("set", "bob", "city=Paris")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == (
        f"dexcli: {STUCK}; put the file itself here; nothing was written"
    )
    assert before == {path: path.read_bytes() for path in before}

    stuck.unlink()
    (tmp_path / "elsewhere.toml").rename(stuck)
    assert dexcli("set", "bob", "city=Paris").exit_code == 0
    assert tagged(dexcli) == {"ada": True, "bob": True, "eve": True}


def test_a_disk_that_fails_while_a_command_is_finished_is_told_as_that(
    dexcli: Dexcli, cut_off: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off("tag", "x", "ada", "bob", after=1)

    def failing(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "finish", failing)
        result = dexcli("set", "eve", "city=Paris")

    assert (result.exit_code, result.stderr) == (
        1,
        "dexcli: a command that was cut off can't be finished because of Input/output error; "
        "nothing was written\n",
    )
    assert dexcli("set", "eve", "city=Paris").exit_code == 0


def test_a_full_disk_is_told_with_the_file_and_once_what_was_written(
    dexcli: Dexcli, cut_off: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off("tag", "x", "bob", after=0)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        result = dexcli("set", "ada", "city=Paris")

    assert (result.exit_code, result.stderr) == (
        1,
        "dexcli: a command that was cut off can't be finished because of bob.toml: "
        "No space left on device; nothing was written\n",
    )


@pytest.mark.parametrize("place", ["ledger", "state"])
def test_what_a_full_disk_refused_is_said_as_it_is(
    dexcli: Dexcli, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    ada = write("ada", 'name = "Ada"\n')
    before = ada.read_bytes()

    def write_all(handle: int, raw: bytes) -> None:
        is_journal = raw[:6] != b"name ="
        if is_journal == (place == "state"):
            raise OSError(28, "No space left on device")
        os.write(handle, raw)

    with monkeypatch.context() as patch:
        patch.setattr(staging, "_write_all", write_all)
        result = dexcli("set", "ada", "city=Paris")

    if place == "ledger":
        assert (result.exit_code, result.stderr, ada.read_bytes()) == (
            1, "dexcli: ada.toml: No space left on device; nothing was written\n", before,
        )  # fmt: skip
    else:
        assert (result.exit_code, ada.read_bytes() != before) == (0, True)
        (state,) = (tmp_path / "xdg-state" / "dexcli").iterdir()
        assert result.stderr == (
            f"dexcli: this can't be undone: the state folder {state} can't be written "
            "(journal: No space left on device)\n"
        )


def test_doctor_says_why_a_command_cannot_be_finished_and_mends_nothing_before(
    dexcli: Dexcli, stuck: Path, write: Write
) -> None:
    slipped = write("fay", 'name = "Fay"\nctiy = "Paris"\n')

    told = dexcli("doctor")
    fixed = dexcli("doctor", "--fix")

    line = f"{STUCK}; put the file itself here, until then no command changes anything"
    assert line in told.stdout.splitlines()
    assert line in fixed.stdout.splitlines()
    assert fixed.stderr == (
        "dexcli: nothing is mended while a command that was cut off can't be finished\n"
    )
    assert (told.exit_code, fixed.exit_code, stuck.is_symlink()) == (5, 5, True)
    assert "ctiy" in slipped.read_text("utf-8")


def test_doctor_finds_what_readers_see_and_not_half_of_a_command(
    dexcli: Dexcli, cut_off: Callable[..., None]
) -> None:
    cut_off("log", "ada", "bob", "eve", after=1)

    told = json.loads(dexcli("doctor", "--json").stdout)
    fixed = dexcli("doctor", "--fix")

    assert {each["kind"] for each in told} - {"mode"} == {"temp", "journal"}
    assert fixed.exit_code == 0
    assert fixed.stdout.endswith("All is well: 3 contacts, 1 interaction.\n")


def test_a_journal_that_was_cut_off_itself_never_happened(
    dexcli: Dexcli, cut_off: Callable[..., None], tmp_path: Path
) -> None:
    cut_off("tag", "x", "ada", "bob", after=0)
    (found,) = (tmp_path / "xdg-state").rglob(journal.NAME)
    found.write_bytes(found.read_bytes()[:-20])

    assert tagged(dexcli) == {"ada": False, "bob": False, "eve": False}
    assert dexcli("set", "eve", "city=Paris").exit_code == 0
    assert tagged(dexcli) == {"ada": False, "bob": False, "eve": False}
    assert not found.exists()


def test_an_error_after_the_step_counts_is_told_as_saved(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("ada", 'name = "Ada"\n')
    write("bob", 'name = "Bob"\n')
    with monkeypatch.context() as patch:

        def failing(_staged: object, *, rescue: Path | None) -> str:  # noqa: ARG001 - as it is called
            raise DexcliError("ada.toml: Input/output error")

        patch.setattr(settle, "install", failing)
        result = dexcli("tag", "x", "ada", "bob")

    assert (result.exit_code, result.stdout) == (7, "")
    assert result.stderr == (
        "dexcli: saved, but finishing it waits for the next command that changes something; "
        "don't repeat this one (ada.toml: Input/output error)\n"
    )
    assert tagged(dexcli) == {"ada": True, "bob": True}
