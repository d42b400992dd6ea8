"""The power is cut for a real file system: its image is copied in the middle of the work.

What the kernel hasn't written to the image is what a machine loses. The process
stands still while the image is copied, so that the copy is one moment. It runs
in the full sweep, as root, where loop devices are; elsewhere it is skipped.
"""

import os
import random
import selectors
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import tomli

from tests.conftest import FULL
from tests.disk.busy import WHO

_CUTS, _MOST_MEETINGS = 25, 4
_MEGABYTES = {"ext4": 32, "xfs": 320}
_NO_UUID = {"ext4": (), "xfs": ("-o", "nouuid")}
Report = Callable[[str, object], None]


@contextmanager
def mounted(image: Path, at: Path, kind: str) -> Iterator[Path]:
    """Mount an image for as long as it is needed; skip where that isn't possible."""
    at.mkdir(exist_ok=True)
    options = ("-o", "loop", *_NO_UUID[kind])
    done = subprocess.run(
        ["mount", "-t", kind, *options, str(image), str(at)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip(f"no power cut on {kind}: {done.stderr.strip()}")
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def image_of(kind: str, folder: Path) -> Path:
    """Make the image of an empty file system."""
    if not FULL:
        pytest.skip("a slow sweep; HYPOTHESIS_PROFILE=full runs it")
    if os.geteuid() != 0:
        pytest.skip(f"no power cut on {kind}: only root may mount")
    if (mkfs := shutil.which(f"mkfs.{kind}")) is None:
        pytest.skip(f"no power cut on {kind}: mkfs.{kind} is not installed")
    image = folder / f"{kind}.img"
    with image.open("wb") as file:
        file.truncate(_MEGABYTES[kind] * 1024 * 1024)
    subprocess.run([mkfs, "-q", str(image)], check=True)
    return image


def environ(root: Path) -> dict[str, str]:
    """Return an environment in which ledger and state lie on the file system."""
    return {**os.environ, "DEXCLI_LEDGER": str(root / "ledger"), "XDG_STATE_HOME": str(root / "s")}


def found(root: Path) -> None:
    """Make a ledger that is safely there before the work begins."""
    (root / "ledger").mkdir()
    for handle in (*WHO, "zed"):
        path = root / "ledger" / f"{handle}.toml"
        path.write_text(f'name = "{handle.title()}"\ncadence = "1 week"\n', encoding="utf-8")
    os.sync()


def next_told(busy: subprocess.Popen[str], told: list[int], count: int) -> None:
    """Wait for so many more meetings that were reported."""
    assert busy.stdout is not None
    told += [int(busy.stdout.readline()) for _ in range(count)]


def all_told(busy: subprocess.Popen[str], told: list[int]) -> None:
    """Read what the process reported before it stood still."""
    assert busy.stdout is not None
    with selectors.DefaultSelector() as waiting:
        waiting.register(busy.stdout, selectors.EVENT_READ)
        while waiting.select(timeout=0):
            told.append(int(busy.stdout.readline()))


def lost(root: Path, told: list[int]) -> list[str]:
    """Return what of the promise doesn't hold on what the power cut left."""
    command = [sys.executable, "-m", "dexcli"]
    ran = subprocess.run(
        [*command, "note", "zed", "the next"],
        env=environ(root),
        capture_output=True,
        text=True,
        check=False,
    )
    said = [] if ran.returncode == 0 else [f"exit {ran.returncode}: {ran.stderr}"]
    meetings = {}
    for handle in WHO:
        try:
            table = tomli.loads((root / "ledger" / f"{handle}.toml").read_text("utf-8"))
        except (ValueError, OSError) as error:
            said.append(f"{handle}: {error}")
            continue
        meetings[handle] = [each["note"] for each in table.get("interactions", [])]
    said += [
        f"meeting {number} is not in the file of {handle}"
        for handle, notes in meetings.items()
        for number in told
        if f"meeting {number}." not in notes
    ]
    if len({tuple(notes) for notes in meetings.values()}) > 1:
        said.append("a meeting is in some of the files only")
    return said


def cut(kind: str, folder: Path, *options: str, cuts: int) -> list[str]:
    """Cut the power so many times, and return what was lost."""
    image, dice, said = image_of(kind, folder), random.Random(5), []  # noqa: S311 - no secret
    copy = folder / "copy.img"
    with mounted(image, folder / "disk", kind) as root:
        found(root)
        command = [sys.executable, "-m", "tests.disk.busy", *options]
        with subprocess.Popen(
            command,
            env=environ(root),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            bufsize=1,
        ) as busy:
            told: list[int] = []
            try:
                for _ in range(cuts):
                    next_told(busy, told, dice.randint(1, _MOST_MEETINGS))
                    for _ in range(dice.randint(0, 200_000)):
                        pass  # some other moment of the next meeting
                    busy.send_signal(signal.SIGSTOP)
                    os.waitid(os.P_PID, busy.pid, os.WSTOPPED)
                    all_told(busy, told)
                    shutil.copyfile(image, copy)
                    busy.send_signal(signal.SIGCONT)
                    with mounted(copy, folder / "after", kind) as after:
                        said += lost(after, told)
            finally:
                busy.kill()
                busy.wait()
    return said


@pytest.mark.parametrize("kind", ["ext4", "xfs"])
def test_after_a_real_power_cut_every_meeting_that_was_reported_is_there(
    kind: str, tmp_path: Path, record_property: Report
) -> None:
    said = cut(kind, tmp_path, cuts=_CUTS)

    record_property("checked", _CUTS)
    assert said == []


@pytest.mark.parametrize("kind", ["ext4", "xfs"])
def test_without_syncs_a_real_power_cut_loses_meetings(kind: str, tmp_path: Path) -> None:
    assert cut(kind, tmp_path, "--unsynced", cuts=3) != []
