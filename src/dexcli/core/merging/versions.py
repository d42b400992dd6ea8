"""What the merge of two ledgers knows of a file: who it is about, and the bytes it has."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

SUFFIX = ".toml"


class Version(Struct, frozen=True):
    """A contact's file as one side has it; what can't be read is about nobody known."""

    raw: bytes
    id: str = ""
    name: str = ""
    was: frozenset[str] = frozenset()

    @classmethod
    def of(cls, raw: bytes, table: Mapping[str, Any] | None) -> "Version":
        """Return the version with these bytes, which say this; None is unreadable."""
        said = {} if table is None else table
        was = said.get("was")
        return cls(
            raw,
            _text(said.get("id")),
            _text(said.get("name")),
            frozenset(filter(None, map(_text, was if isinstance(was, list) else ()))),
        )

    def is_somebody_else(self, before: "Version") -> bool:
        """Return whether another person stands here under the name of ``before``."""
        return bool(self.id and before.id) and self.id != before.id and before.id not in self.was


def handle_of(name: str) -> str:
    """Return the handle that a file's name stands for."""
    return name.removesuffix(SUFFIX)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
