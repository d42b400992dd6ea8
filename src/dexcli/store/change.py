"""What a command wants written, and what became of it: values that the other rooms pass on."""

from pathlib import Path

from msgspec import Struct

from dexcli.store import disk


class Change(Struct, frozen=True):
    """One file before and after; ``before`` None is a new file, ``after`` None a removed one.

    ``mode`` is that of a new file, which is for its owner alone if not given.
    """

    path: Path
    before: disk.Found | None
    after: bytes | None
    mode: int = disk.FILE_MODE

    @property
    def is_none(self) -> bool:
        """Whether it changes nothing: such a file isn't written (W5)."""
        return (None if self.before is None else self.before.raw) == self.after


class About(Struct, frozen=True, kw_only=True):
    """What a command says of its step: in words, about whom, and when."""

    what: str
    people: tuple[str, ...] = ()
    at: str = ""  # ISO 8601 with the offset from UTC
    undoes: str = ""  # the id of the step that this one takes back
    redoes: str = ""  # the id of the step that this one does again
    is_undoable: bool = True  # False: it only happens whole, and isn't kept


class Applied(Struct, frozen=True):
    """What became of a step: its id if it can be undone, and what is to be told."""

    id: str | None = None
    told: tuple[str, ...] = ()
    is_anything: bool = True
