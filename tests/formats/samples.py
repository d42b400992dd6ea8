"""The samples of all formats: a file of each in which every field has a value of its own."""

import importlib
import pkgutil
from pathlib import Path
from typing import NamedTuple

from dexcli.formats import opening
from dexcli.formats.source import Source
from tests.formats import fields

ARCHIVE = b"PK"


class Sample(NamedTuple):
    """One file: what it is called, of which format it is, and its bytes."""

    title: str
    format: str
    file: str
    raw: bytes


def every() -> list[Sample]:
    """Return the samples, by title."""
    found = []
    for module in pkgutil.iter_modules(fields.__path__):
        said = importlib.import_module(f"tests.formats.fields.{module.name}")
        file = getattr(said, "FILE", "sample")
        found.append(Sample(module.name, said.NAME, file, said.SAMPLE))
    return sorted(found)


def as_source(raw: bytes, name: str, folder: Path) -> Source:
    """Return bytes as a source; an archive lies in a folder, so that its members are seen.

    Raises:
        DexcliError: It is an archive that can't be opened.
    """
    if not raw.startswith(ARCHIVE):
        return Source.of_bytes(raw, name)
    path = folder / name
    path.write_bytes(raw)
    return opening.opened(str(path))
