"""One file at a time: whole or not at all, with its mode, and never somebody else's."""

import errno
import os
import stat
from pathlib import Path

import pytest

from dexcli.core.errors import ChangedMeanwhileError, DexcliError, UnreadableFileError
from dexcli.store import disk, exchange, staging
from dexcli.store.change import Change
from dexcli.store.transaction import apply, diff


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_file_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    for umask in (0o000, 0o022, 0o077):
        target = tmp_path / f"ada-{umask}.toml"
        before = os.umask(umask)
        try:
            apply([Change(target, None, b"new")])
        finally:
            os.umask(before)
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "ada.toml"
    target.write_bytes(b"old")
    target.chmod(0o644)

    apply([Change(target, disk.read(target), b"new")])

    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", 0o644)


def test_a_file_that_changed_meanwhile_is_left_and_so_are_the_others(tmp_path: Path) -> None:
    ada, bob = tmp_path / "ada.toml", tmp_path / "bob.toml"
    ada.write_bytes(b"ada")
    bob.write_bytes(b"bob")
    read = [disk.read(ada), disk.read(bob)]
    bob.write_bytes(b"bob, edited by hand")

    with pytest.raises(ChangedMeanwhileError, match=r"bob\.toml changed meanwhile"):
        apply([Change(ada, read[0], b"A"), Change(bob, read[1], b"B")])

    assert files(tmp_path) == {"ada.toml": b"ada", "bob.toml": b"bob, edited by hand"}


def test_a_file_that_vanished_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    ada = tmp_path / "ada.toml"
    ada.write_bytes(b"ada")
    read = disk.read(ada)
    ada.unlink()

    with pytest.raises(ChangedMeanwhileError):
        apply([Change(ada, read, b"A")])

    assert files(tmp_path) == {}


def test_a_new_file_never_replaces_one_that_somebody_else_made(tmp_path: Path) -> None:
    ada = tmp_path / "ada.toml"
    ada.write_bytes(b"theirs")

    with pytest.raises(ChangedMeanwhileError):
        apply([Change(ada, None, b"ours")])

    assert files(tmp_path) == {"ada.toml": b"theirs"}


def test_a_file_made_in_the_last_moment_is_not_replaced_either(tmp_path: Path) -> None:
    staged = staging.stage(tmp_path / "ada.toml", b"ours", before=None)
    staging.check_unchanged(staged.target, None)
    staged.target.write_bytes(b"theirs")

    with pytest.raises(ChangedMeanwhileError):
        staging.put_in_place(staged)

    assert staged.target.read_bytes() == b"theirs"


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    ada = tmp_path / "ada.toml"
    ada.write_bytes(b"ada")
    os.utime(ada, ns=(1, 1))

    apply([Change(ada, disk.read(ada), b"ada")])

    assert ada.stat().st_mtime_ns == 1


def test_a_removal_happens_only_to_what_was_read(tmp_path: Path) -> None:
    ada = tmp_path / "ada.toml"
    ada.write_bytes(b"ada")
    read = disk.read(ada)
    ada.write_bytes(b"ada, edited")

    with pytest.raises(ChangedMeanwhileError):
        apply([Change(ada, read, None)])
    apply([Change(ada, disk.read(ada), None)])

    assert files(tmp_path) == {}


@pytest.mark.parametrize("step", ["write", "fsync", "fchmod"])
def test_a_failing_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    ada, bob = tmp_path / "ada.toml", tmp_path / "bob.toml"
    ada.write_bytes(b"ada")
    bob.write_bytes(b"bob")
    changes = [Change(ada, disk.read(ada), b"A"), Change(bob, disk.read(bob), b"B")]
    calls = iter([False, True])

    def failing(*given: object) -> object:
        if next(calls):
            raise OSError(28, "No space left on device")
        return real(*given)

    real = getattr(os, step)
    monkeypatch.setattr(os, step, failing)
    told = r"^bob\.toml: No space left on device; nothing was written$"
    with pytest.raises(DexcliError, match=told):
        apply(changes)
    monkeypatch.undo()

    assert files(tmp_path) == {"ada.toml": b"ada", "bob.toml": b"bob"}


def test_a_short_write_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, raw: real(handle, bytes(raw[:3])))

    apply([Change(tmp_path / "ada.toml", None, b"0123456789")])

    assert files(tmp_path) == {"ada.toml": b"0123456789"}


def test_every_new_name_is_synced_before_success_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file before its rename, and the folder last: else a power cut loses it."""
    told: list[str] = []
    real_sync, real_link, real_swap = os.fsync, os.link, exchange.swap

    def sync(handle: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_sync(handle)

    def link(*names: Path) -> None:
        told.append("name")
        real_link(*names)

    def swap(one: Path, other: Path) -> bool:
        told.append("name")
        return real_swap(one, other)

    old = tmp_path / "old.toml"
    old.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(exchange, "swap", swap)
    apply([Change(old, disk.read(old), b"o"), Change(tmp_path / "new.toml", None, b"n")])

    assert told == ["file", "file", "name", "name", "folder"]


def test_what_is_no_regular_file_is_named_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "link.toml").symlink_to("/etc/hostname")

    with pytest.raises(UnreadableFileError, match=r"pipe\.toml: this is no regular file"):
        disk.read(tmp_path / "pipe.toml")
    with pytest.raises(UnreadableFileError, match=r"folder\.toml: this is no regular file"):
        disk.read(tmp_path / "folder.toml")
    with pytest.raises(UnreadableFileError, match=r"link\.toml: this is a symbolic link"):
        disk.read(tmp_path / "link.toml")


def test_a_file_too_large_for_a_contact_is_not_read(tmp_path: Path) -> None:
    big = tmp_path / "big.toml"
    with big.open("wb") as file:
        file.truncate(16 * 1024 * 1024 + 1)

    with pytest.raises(UnreadableFileError, match=r"big\.toml: 16777217 bytes"):
        disk.read(big)


def test_a_link_planted_at_a_name_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / "ada.toml").symlink_to(victim)

    with pytest.raises(ChangedMeanwhileError):
        apply([Change(tmp_path / "ada.toml", None, b"ours")])

    assert victim.read_bytes() == b"mine"


def test_the_diff_is_what_would_be_written(tmp_path: Path) -> None:
    ada = tmp_path / "ada.toml"
    ada.write_bytes(b'name = "Ada"\n')
    changes = [
        Change(ada, disk.read(ada), b'name = "Ada"\ncity = "Paris"\n'),
        Change(tmp_path / "bob.toml", None, b'name = "Bob"\n'),
    ]

    assert diff(changes) == (
        "--- a/ada.toml\n+++ b/ada.toml\n@@ -1 +1,2 @@\n"
        ' name = "Ada"\n+city = "Paris"\n'
        '--- /dev/null\n+++ b/bob.toml\n@@ -0,0 +1 @@\n+name = "Bob"'
    )


def test_a_folder_of_ours_that_is_not_there_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    apply([Change(tmp_path / ".dexcli" / "config.toml", None, b"format = 1\n")])

    assert stat.S_IMODE((tmp_path / ".dexcli").stat().st_mode) == 0o700


@pytest.mark.parametrize("error", [errno.EACCES, errno.EROFS, errno.EPERM])
@pytest.mark.parametrize("before", [None, b"old"])
def test_a_folder_that_may_not_be_written_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, before: bytes | None
) -> None:
    ada, real = tmp_path / "ada.toml", os.open
    if before is not None:
        ada.write_bytes(before)
    found = None if before is None else disk.read(ada)

    def refused(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(error, os.strerror(error), str(path))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(DexcliError) as raised:
        apply([Change(ada, found, b"new")])

    assert raised.value.exit_code == 1
    assert str(raised.value) == (
        f"ada.toml: this folder may not be written ({os.strerror(error)}); check its rights; "
        "nothing was written"
    )


def test_a_rename_that_is_refused_names_the_contact_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = tmp_path / "ada.toml"
    ada.write_bytes(b"old")

    def refused(temp: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(temp), None, str(target))

    found = disk.read(ada)
    monkeypatch.setattr(exchange, "swap", refused)
    with pytest.raises(DexcliError, match=r"^ada\.toml: this folder may not be written"):
        apply([Change(ada, found, b"new")])

    assert files(tmp_path) == {"ada.toml": b"old"}
