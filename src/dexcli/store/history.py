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

_NAME = re.compile(r"step-(\d{8,})-([0-9a-z]+)\Z")
_MEGABYTE = 1024 * 1024


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


def name_of(number: int, step_id: str) -> str:
    """Return the name of a step's file."""
    return f"step-{number:08d}-{step_id}"


def next_number(state: Path) -> int:
    """Return the number of the next step."""
    return max((number for number, _ in _files(state)), default=0) + 1


def load(state: Path) -> list[Kept]:
    """Return the steps that are kept, the newest first, without those that undo and redo."""
    headings = []
    for number, path in sorted(_files(state)):
        heading = _heading(path)
        if heading is not None:
            headings.append((number, heading))
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
    for number, path in sorted(_files(state)):
        heading = _heading(path)
        if heading is None:
            continue
        if heading.about.undoes:
            undone.pop(heading.about.undoes, None)
            undone[heading.about.undoes] = Kept(number, heading)
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
    found = disk.read_any_if_there(state / name_of(kept.number, kept.id))
    step = None if found is None else steps.decode(found)
    if step is None:
        raise DexcliError(f"what step {kept.id} changed can't be read any more; it can't be undone")
    return step


def prune(state: Path, limits: UndoSetting) -> None:
    """Forget the oldest steps beyond the limits; the latest one always stays, if any may."""
    size = 0
    for place, (_, path) in enumerate(sorted(_files(state), reverse=True)):
        with contextlib.suppress(OSError):
            size += os.stat(path).st_size
        over = place >= limits.steps or (place > 0 and size > limits.megabytes * _MEGABYTE)
        if over:
            disk.discard(path)


def _files(state: Path) -> list[tuple[int, Path]]:
    try:
        names = os.listdir(state)
    except OSError:
        return []
    found = ((_NAME.match(name), name) for name in names)
    return [(int(match[1]), state / name) for match, name in found if match is not None]


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
