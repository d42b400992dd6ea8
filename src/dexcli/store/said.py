"""What each source said of whom at the imports before, so that a later one sees what changed there.

It lies in this machine's state and not in the ledger: one file a namespace.
Without it an import only adds.
"""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from dexcli.core import ids, names
from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.core.renewal import Said
from dexcli.store import disk, staging

FOLDER = "imports"
_SUFFIX = ".json"
_FORMAT = 1


class _Kept(Struct, frozen=True):
    """One file: the namespace, and by key what was said, the latest first."""

    format: int
    namespace: str
    said: dict[str, list[dict[str, Any]]]


def load(state: Path) -> dict[str, Said]:
    """Return what is known, by source; a file that can't be read is as if it weren't there."""
    found: dict[str, Said] = {}
    for path in _files(state / FOLDER):
        with contextlib.suppress(UnreadableFileError, FileNotFoundError, msgspec.DecodeError):
            kept = msgspec.json.decode(disk.read_any(path), type=_Kept)
            if kept.format == _FORMAT:
                for key, versions in kept.said.items():
                    if versions:
                        said = Said(versions[0], tuple(versions[1:]))
                        found[f"{kept.namespace}:{key}"] = said
    return found


def save(state: Path, before: Mapping[str, Said], now: Mapping[str, Said]) -> str:
    """Keep what the sources say now beside the rest; return what is to be told if that fails."""
    every = {**before, **{source: said for source, said in now.items() if source}}
    changed = {_namespace(source) for source, said in now.items() if before.get(source) != said}
    by_namespace: dict[str, dict[str, list[dict[str, Any]]]] = {each: {} for each in changed}
    for source, said in every.items():
        if (namespace := _namespace(source)) in changed:
            by_namespace[namespace][source.partition(":")[2]] = list(said.versions)
    try:
        for namespace, entries in sorted(by_namespace.items()):
            kept = _Kept(_FORMAT, namespace, entries)
            _write(state / FOLDER / _name(namespace), msgspec.json.encode(kept))
    except (OSError, DexcliError) as error:
        why = getattr(error, "strerror", None) or error
        return (
            f"what the sources say now can't be kept in {state} ({why}), so the next import can't "
            "tell what changed there; make it writable, or set XDG_STATE_HOME to a folder that is"
        )
    return ""


def _write(path: Path, raw: bytes) -> None:
    """Replace a file whole or not at all."""
    disk.make_folders([path.parent])
    staged = staging.stage(path, raw, before=None)
    os.replace(staged.temp, path)
    disk.sync_folder(path.parent)


def _files(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(folder / each for each in os.listdir(folder) if each.endswith(_SUFFIX))
    return []


def _name(namespace: str) -> str:
    """Return the file of a namespace, which may be any word."""
    return f"{names.stem(namespace)}-{ids.from_text(namespace)}{_SUFFIX}"


def _namespace(source: str) -> str:
    return source.partition(":")[0]
