"""The steps that were taken on this machine, each a file in the state folder (W13)."""

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import AmbiguousContactError, DexcliError
from dexcli.core.settings import UndoSetting
from dexcli.store import disk, steps
from dexcli.store.steps import Heading, Step

_NAME = re.compile(r"(step|back)-(\d{8,})-([0-9a-z]+)\Z")
_MEGABYTE = 1024 * 1024
_MOST_BACKS = 2  # for each step that may be kept, so many that take one back or do it again


class Kept(Struct, frozen=True):
    """A step that can be looked at: its number in time, its heading, whether it is undone."""

    number: int
    heading: Heading
    is_undone: bool = False
    done: int = 0  # the number of the step that did it last: its own, or one that redid it

    @property
    def id(self) -> str:
        """The step's id."""
        return self.heading.id


class _File(Struct, frozen=True):
    """A step's file; ``is_back`` is whether it takes another step back, or does it again."""

    number: int
    path: Path
    is_back: bool


def name_of(number: int, step_id: str, *, is_back: bool = False) -> str:
    """Return the name of a step's file; one that undoes or redoes another has its own."""
    return f"{'back' if is_back else 'step'}-{number:08d}-{step_id}"


def next_number(state: Path) -> int:
    """Return the number of the next step."""
    return max((file.number for file in _files(state)), default=0) + 1


def load(state: Path) -> list[Kept]:
    """Return the steps that are kept, the newest first, without those that undo and redo."""
    headings = []
    for file in sorted(_files(state), key=_number):
        heading = _heading(file.path)
        if heading is not None:
            headings.append((file.number, heading))
    undone = _undone(heading for _, heading in headings)
    again = {heading.about.redoes: number for number, heading in headings}
    return [
        Kept(number, heading, heading.id in undone, again.get(heading.id, number))
        for number, heading in reversed(headings)
        if not (heading.about.undoes or heading.about.redoes)
    ]


def latest_undone(state: Path) -> Kept | None:
    """Return the step that took another back, the latest that still holds; None without one."""
    undone: dict[str, Kept] = {}
    for file in sorted(_files(state), key=_number):
        heading = _heading(file.path)
        if heading is None:
            continue
        if heading.about.undoes:
            undone.pop(heading.about.undoes, None)
            undone[heading.about.undoes] = Kept(file.number, heading)
        undone.pop(heading.about.redoes, None)
    return undone[next(reversed(undone))] if undone else None


def find(kept: Iterable[Kept], start: str) -> Kept:
    """Return the step whose id begins with ``start``.

    Raises:
        DexcliError: There is none.
        AmbiguousContactError: There are several.
    """
    found = [each for each in kept if start and each.id.startswith(start.lower())]
    if not found:
        raise DexcliError(f"no step has the id {start!r}; see 'dexcli undo --list'")
    if len(found) > 1:
        raise AmbiguousContactError(start, [each.id for each in found])
    return found[0]


def read(state: Path, kept: Kept) -> Step:
    """Return a step with its images.

    Raises:
        DexcliError: Its file is damaged or gone.
    """
    about = kept.heading.about
    name = name_of(kept.number, kept.id, is_back=bool(about.undoes or about.redoes))
    found = disk.read_any_if_there(state / name)
    step = None if found is None else steps.decode(found)
    if step is None:
        raise DexcliError(f"what step {kept.id} changed can't be read any more; it can't be undone")
    return step


def prune(state: Path, limits: UndoSetting) -> None:
    """Forget the oldest steps beyond the limits; the latest one always stays, if any may.

    What takes a step back is no step of its own: it goes with what it is about.
    """
    files = sorted(_files(state), key=_number, reverse=True)
    own = [file for file in files if not file.is_back]
    oldest = own[min(limits.steps, len(own)) - 1].number if own and limits.steps else 0
    size = backs = 0
    for place, file in enumerate(files):
        with contextlib.suppress(OSError):
            size += os.stat(file.path).st_size
        backs += file.is_back
        if (
            file.number < oldest
            or not limits.steps
            or (file.is_back and backs > _MOST_BACKS * limits.steps)
            or (place > 0 and size > limits.megabytes * _MEGABYTE)
        ):
            disk.discard(file.path)


def _number(file: _File) -> int:
    return file.number


def _files(state: Path) -> list[_File]:
    try:
        names = os.listdir(state)
    except OSError:
        return []
    found = ((_NAME.match(name), name) for name in names)
    return [
        _File(int(match[2]), state / name, match[1] == "back")
        for match, name in found
        if match is not None
    ]


def _heading(path: Path) -> Heading | None:
    try:
        with path.open("rb") as file:
            return steps.decode_heading(file.readline() + file.readline())
    except OSError:
        return None


def _undone(headings: Iterable[Heading]) -> set[str]:
    undone: set[str] = set()
    for heading in headings:
        if heading.about.undoes:
            undone.add(heading.about.undoes)
        undone.discard(heading.about.redoes)
    return undone
