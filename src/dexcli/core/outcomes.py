"""What becomes of each row of an import."""

from collections.abc import Iterable

from msgspec import Struct


class Added(Struct, frozen=True):
    """A row whose record is new here."""

    line: int


class Updated(Struct, frozen=True):
    """A row that changed somebody who was here before."""

    line: int


class Unchanged(Struct, frozen=True):
    """A row that is here already."""

    line: int


class Skipped(Struct, frozen=True):
    """A row of which not all came in, and why; ``unreadable`` where it is the file's fault."""

    line: int
    reason: str
    key: str = ""
    unreadable: bool = False

    @property
    def place(self) -> str:
        """Where the row is: its line, and its key where the file gives it one."""
        return place(self.line, self.key)


Outcome = Added | Updated | Unchanged | Skipped


def place(line: int, key: str) -> str:
    """Return how a person finds a row: its line, and its key where the file gives it one."""
    return f"row {line} ({key})" if key else f"row {line}"


def count(outcomes: Iterable[Outcome], wanted: type) -> int:
    """Return how many outcomes are of one kind."""
    return sum(1 for each in outcomes if isinstance(each, wanted))
