"""Somebody else writes while we do: both changes are kept, or nothing is written."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.core.errors import ChangedMeanwhileError
from dexcli.core.settings import UndoSetting
from dexcli.store import disk, exchange, journal, recovery, settle, staging
from dexcli.store.change import About, Applied, Change
from dexcli.store.steps import Image, Step
from dexcli.store.transaction import Record, apply

BEFORE = b'name = "Ada"\ncity = "London"\n'
OURS = b'name = "Ada"\ncity = "Paris"\n'
THEIRS = b'name = "Ada"\ncity = "London"\n\n[[interactions]]\non = 2026-11-20\nid = "v3t8n1w6b9"\n'
BOTH = b'name = "Ada"\ncity = "Paris"\n\n[[interactions]]\non = 2026-11-20\nid = "v3t8n1w6b9"\n'
SWAPPING = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux can swap two names"
)
CONTRARY = b'name = "Ada"\ncity = "Rome"\n'


@pytest.fixture
def ada(tmp_path: Path) -> Path:
    path = tmp_path / "ledger" / "ada.toml"
    path.parent.mkdir()
    path.write_bytes(BEFORE)
    return path


def record(ada: Path) -> Record:
    return Record(
        ledger=ada.parent,
        state=ada.parent.parent / "state",
        about=About(what="set: Ada, city=Paris"),
        limits=UndoSetting(),
        id="a1b2c3d4e5",
    )


def write(ada: Path, after: bytes | None, *, meanwhile: bytes) -> Applied:
    found = disk.read(ada)
    ada.write_bytes(meanwhile)
    return apply([Change(ada, found, after)], record(ada))


@pytest.fixture
def at_the_last_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Path, bytes], None]:
    """Return a way to let somebody save a file between the last look and the rename."""

    def arrange(path: Path, raw: bytes) -> None:
        real = staging.put_in_place
        saved = iter([True])

        def put(staged: staging.Staged) -> staging.Displaced | None:
            if next(saved, False):
                path.write_bytes(raw)
            return real(staged)

        monkeypatch.setattr(staging, "put_in_place", put)

    return arrange


def test_what_was_saved_while_a_command_decided_is_kept_with_its_change(ada: Path) -> None:
    applied = write(ada, OURS, meanwhile=THEIRS)

    assert ada.read_bytes() == BOTH
    assert applied.told == ("ada.toml changed meanwhile; it has both changes",)


def test_two_changes_that_contradict_each_other_are_not_both_written(ada: Path) -> None:
    with pytest.raises(ChangedMeanwhileError, match=r"ada\.toml changed meanwhile; nothing was"):
        write(ada, OURS, meanwhile=CONTRARY)

    assert ada.read_bytes() == CONTRARY
    assert sorted(path.name for path in ada.parent.iterdir()) == ["ada.toml"]


def test_a_file_that_can_not_be_parsed_any_more_is_left_alone(ada: Path) -> None:
    with pytest.raises(ChangedMeanwhileError):
        write(ada, OURS, meanwhile=b"<<<<<<< half an edit")

    assert ada.read_bytes() == b"<<<<<<< half an edit"


@SWAPPING
def test_what_was_saved_in_the_last_moment_is_kept_with_our_change(
    ada: Path, at_the_last_moment: Callable[[Path, bytes], None]
) -> None:
    at_the_last_moment(ada, THEIRS)

    applied = apply([Change(ada, disk.read(ada), OURS)], record(ada))

    assert ada.read_bytes() == BOTH
    assert applied.told == ("ada.toml was saved by another program too; it has both changes",)
    assert sorted(path.name for path in ada.parent.iterdir()) == ["ada.toml"]


@SWAPPING
def test_what_contradicts_us_in_the_last_moment_lies_beside(
    ada: Path, at_the_last_moment: Callable[[Path, bytes], None]
) -> None:
    at_the_last_moment(ada, CONTRARY)

    applied = apply([Change(ada, disk.read(ada), OURS)], record(ada))

    (kept,) = (ada.parent.parent / "state" / "rescued").iterdir()
    assert (ada.read_bytes(), kept.read_bytes()) == (OURS, CONTRARY)
    assert applied.told == (
        f"ada.toml was saved by another program in the same moment; what it wrote is in {kept}",
    )


def test_who_was_to_go_and_is_saved_in_that_moment_stays(
    ada: Path, at_the_last_moment: Callable[[Path, bytes], None]
) -> None:
    at_the_last_moment(ada, THEIRS)

    applied = apply([Change(ada, disk.read(ada), None)], record(ada))

    assert ada.read_bytes() == THEIRS
    assert "stays" in applied.told[0]


def test_where_names_can_not_be_swapped_it_is_renamed(
    ada: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "swap", lambda _one, _other: False)

    apply([Change(ada, disk.read(ada), OURS)], record(ada))

    assert ada.read_bytes() == OURS


def test_a_new_name_that_is_taken_in_the_last_moment_takes_everything_back(
    ada: Path, at_the_last_moment: Callable[[Path, bytes], None]
) -> None:
    eve, bob = ada.with_name("eve.toml"), ada.with_name("bob.toml")
    at_the_last_moment(eve, b'name = "Theirs"\n')
    changes = [
        Change(bob, None, b'name = "Bob"\n'),
        Change(eve, None, b'name = "Eve"\n'),
        Change(ada, disk.read(ada), OURS),
    ]

    with pytest.raises(ChangedMeanwhileError, match=r"eve\.toml was made by somebody else"):
        apply(changes, record(ada))

    left = {path.name: path.read_bytes() for path in ada.parent.iterdir()}
    assert left == {"ada.toml": BEFORE, "eve.toml": b'name = "Theirs"\n'}
    assert list((ada.parent.parent / "state").iterdir()) == []


def test_merged_gives_nothing_where_nothing_can_be_merged() -> None:
    assert settle.merged("ada.toml", before=BEFORE, ours=OURS, theirs=CONTRARY) is None
    assert settle.merged("ada.toml", before=BEFORE, ours=OURS, theirs=THEIRS) == BOTH


@SWAPPING
def test_what_an_editor_writes_into_the_displaced_file_is_kept(
    ada: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the file open from before, and writes when it was looked at already."""
    opened = ada.open("ab")
    real = disk.sync_folder

    def sync(folder: Path) -> None:
        real(folder)
        if not opened.closed and folder == ada.parent and ada.read_bytes() == OURS:
            opened.write(THEIRS.removeprefix(BEFORE))
            opened.close()

    monkeypatch.setattr(disk, "sync_folder", sync)

    applied = apply([Change(ada, disk.read(ada), OURS)], record(ada))

    assert ada.read_bytes() == BOTH
    assert applied.told == ("ada.toml was saved by another program too; it has both changes",)
    assert sorted(path.name for path in ada.parent.iterdir()) == ["ada.toml"]


@pytest.fixture
def saving(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a way to let somebody save a file around each of the next swaps."""

    def arrange(path: Path, *, before: list[bytes], after: list[bytes]) -> None:
        real = staging.put_in_place
        early, late = iter(before), iter(after)

        def put(staged: staging.Staged) -> staging.Displaced | None:
            if (raw := next(early, None)) is not None:
                path.write_bytes(path.read_bytes() + raw)
            displaced = real(staged)
            if (raw := next(late, None)) is not None:
                path.write_bytes(path.read_bytes() + raw)
            return displaced

        monkeypatch.setattr(staging, "put_in_place", put)

    return arrange


@SWAPPING
def test_a_second_save_directly_after_the_first_is_kept_too(
    ada: Path, saving: Callable[..., None]
) -> None:
    saving(ada, before=[b"# one\n"], after=[b"# two\n"])

    apply([Change(ada, disk.read(ada), OURS)], record(ada))

    text = ada.read_text("utf-8")
    assert "# one" in text
    assert "# two" in text
    assert "Paris" in text


@SWAPPING
def test_a_program_that_saves_again_and_again_loses_nothing(
    ada: Path, saving: Callable[..., None]
) -> None:
    saves = [f"# save {number}\n".encode() for number in range(9)]
    saving(ada, before=saves, after=[])

    apply([Change(ada, disk.read(ada), OURS)], record(ada))

    kept = b"".join(path.read_bytes() for path in ada.parent.parent.rglob("*") if path.is_file())
    assert "Paris" in ada.read_text("utf-8")
    assert [each for each in saves[:5] if each not in kept] == []


@SWAPPING
def test_what_is_put_aside_may_go_to_another_file_system(
    ada: Path,
    at_the_last_moment: Callable[[Path, bytes], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = os.rename

    def rename(one: Path, other: Path) -> None:
        if Path(one).parent != Path(other).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(one, other)

    monkeypatch.setattr(os, "rename", rename)
    at_the_last_moment(ada, CONTRARY)

    applied = apply([Change(ada, disk.read(ada), OURS)], record(ada))

    (kept,) = (ada.parent.parent / "state" / "rescued").iterdir()
    assert (ada.read_bytes(), kept.read_bytes()) == (OURS, CONTRARY)
    assert str(kept) in applied.told[0]


@SWAPPING
def test_what_was_displaced_when_a_command_was_killed_is_put_aside(ada: Path) -> None:
    state, found = ada.parent.parent / "state", disk.read(ada)
    image = Image.of(ada.name, BEFORE, OURS, mode=0o600)
    journal.begin(state, Step(id="a1b2c3d4e5", about=About(what="set"), images=(image,)))
    staged = staging.stage(ada, OURS, before=found)
    ada.write_bytes(CONTRARY)  # somebody saves, the names are swapped, and then all ends
    exchange.swap(staged.temp, staged.target)

    (told,) = recovery.recover(ada.parent, state, UndoSetting())

    (kept,) = (state / "rescued").iterdir()
    assert (ada.read_bytes(), kept.read_bytes()) == (OURS, CONTRARY)
    assert str(kept) in told
