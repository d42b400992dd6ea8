"""Conflict copies of sync programs, merged into the files that they are copies of."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from dexcli.core.errors import DexcliError
from dexcli.core.merging import canonical
from dexcli.store import codec, disk, history, merging, staging
from dexcli.store.naming import SUFFIX
from dexcli.store.steps import Image

FOLDER = "copies"  # in the state folder: where a copy goes when it is merged


class Together(Struct, frozen=True):
    """What files say with their copies merged in, by handle, and which copies that were."""

    texts: dict[str, bytes]
    merged: tuple[str, ...]


def merged(raws: Mapping[str, bytes], copies: Mapping[str, str], state: Path) -> Together:
    """Return every file with its copies merged in; a copy that can't be merged stays.

    Args:
        raws: The files' bytes, copies among them, by handle.
        copies: The handle of each copy, with whose it is; that may be a copy itself.
        state: Where the steps are from which the version comes that both began as.
    """
    texts: dict[str, bytes] = {}
    done = []
    for copy in sorted(copies):
        whose = _original(copy, copies)
        name, ours, theirs = f"{whose}{SUFFIX}", texts.get(whose, raws[whose]), raws[copy]
        base = _base(name, raws[whose], theirs, state)
        with contextlib.suppress(DexcliError):
            texts[whose] = merging.merge_bytes(base, *sorted((ours, theirs)), name=name).raw
            codec.decode(texts[whose], name)
            done.append(copy)
    return Together(texts, tuple(done))


def keep(state: Path, raws: Mapping[str, bytes]) -> None:
    """Keep copies that are about to go, by their handles, in the state folder.

    Raises:
        DexcliError: It can't be written; nothing else was either.
    """
    if not raws:
        return
    folder = state / FOLDER
    try:
        disk.make_folders([folder])
        for handle, raw in raws.items():
            path = folder / f"{handle}{SUFFIX}"
            found = disk.read_if_there(path)
            if found is not None and found.raw == raw:
                continue
            if found is not None:
                path = folder / f"{handle}.{os.urandom(3).hex()}{SUFFIX}"
            staging.put_in_place(staging.stage(path, raw, before=None))
        disk.sync_folder(folder)
    except OSError as error:
        reason = error.strerror or error
        raise DexcliError(f"nothing was written: {folder} can't be written ({reason})") from None


def _original(copy: str, copies: Mapping[str, str]) -> str:
    seen = {copy}
    whose = copies[copy]
    while whose in copies and whose not in seen:
        seen.add(whose)
        whose = copies[whose]
    return whose


def _base(name: str, ours: bytes, theirs: bytes, state: Path) -> bytes | None:
    """Return the newest version from which both came, as far as the steps tell; else None.

    After a step whose effect both show, if they also have all the blocks that
    were there then; what a later step here changed again, one of them shows. A
    version that is too old only brings back what was removed since; one that is
    too new would lose what was added.
    """
    shown = _Shown(*(_facts(_table(raw)) for raw in (ours, theirs)))
    oldest: bytes | None = None
    for image in _images(name, state):
        before, after = image.raw_before, image.raw_after
        if after is None:
            return None  # before it there was another's file
        old, new = _table(before or b""), _table(after)
        if shown.has_effect(_facts(old), _facts(new)) and shown.knows(_blocks(new)):
            return after
        if before is None:
            return None
        shown.pass_by(_facts(old), _facts(new))
        oldest = before
    return oldest if oldest is not None and shown.knows(_blocks(_table(oldest))) else None


class _Shown:
    """What two versions show of steps, gone through from the newest to the oldest."""

    def __init__(self, one: set[str], other: set[str]) -> None:
        self._both, self._any = one & other, one | other
        self._gone_later: set[str] = set()
        self._came_later: set[str] = set()

    def knows(self, facts: set[str]) -> bool:
        """Return whether both knew this once."""
        return facts <= self._both | (self._any & self._gone_later)

    def has_effect(self, before: set[str], after: set[str]) -> bool:
        """Return whether both went through this step."""
        still = (before - after) & self._any
        is_gone = not still & self._both and still <= self._came_later
        return before != after and self.knows(after - before) and is_gone

    def pass_by(self, before: set[str], after: set[str]) -> None:
        """Take note of a step that lies behind."""
        self._gone_later |= before - after
        self._came_later |= after - before


def _images(name: str, state: Path) -> Iterator[Image]:
    """Yield what the steps did to a file, the newest first."""
    for kept in history.load(state):
        if name in kept.heading.names and not kept.is_undone:
            with contextlib.suppress(DexcliError):
                step = history.read(state, kept)
                yield from (image for image in step.images if image.name == name)


def _blocks(table: Mapping[str, Any]) -> set[str]:
    return _facts({key: value for key, value in table.items() if _is_blocks(value)})


def _facts(table: Mapping[str, Any]) -> set[str]:
    return set(_each(table))


def _each(table: Mapping[str, Any]) -> Iterable[str]:
    """Yield all that a file says, one by one: each value, and each of a list."""
    for key, value in table.items():
        for each in value if isinstance(value, list) else [value]:
            yield f"{key}: {canonical.of(each)}"


def _is_blocks(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _table(raw: bytes) -> dict[str, Any]:
    try:
        return codec.parse(codec.decode_text(raw, ""), "")
    except DexcliError:
        return {}
