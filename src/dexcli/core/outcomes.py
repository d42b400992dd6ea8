"""What becomes of each row of an import."""

from collections.abc import Iterable

from msgspec import Struct

from dexcli.core import words


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
    """A row of which not all came in, and why; ``unreadable`` where it is the file's fault.

    ``stranger`` is who it is about where that is nobody's here: such rows are told together.
    With ``is_file`` it is no row, but all of a file or a table, whose rows nobody knows;
    ``rows`` is for how many it stands.
    """

    line: int
    reason: str
    key: str = ""
    unreadable: bool = False
    file: str = ""
    stranger: str = ""
    rows: int = 1
    is_file: bool = False

    @property
    def place(self) -> str:
        """Where the row is: its file if there are several, its line, and its key if it has one."""
        if self.is_file:
            return ", ".join(part for part in (self.file, self.key) if part)
        return place(self.line, self.key, self.file)


Outcome = Added | Updated | Unchanged | Skipped


def place(line: int, key: str, file: str = "") -> str:
    """Return how a person finds a row: its line, and its key where the file gives it one."""
    found = f"row {line} ({words.cut(key)})" if key else f"row {line}"
    return f"{file}: {found}" if file else found


def count(outcomes: Iterable[Outcome], wanted: type) -> int:
    """Return how many rows have an outcome of one kind; a file that wasn't read is none."""
    found = (each for each in outcomes if isinstance(each, wanted))
    return sum(_rows(each) for each in found)


def files(outcomes: Iterable[Outcome]) -> list[Skipped]:
    """Return the files and tables of which nothing, or not all, could be read."""
    return [
        each for each in outcomes if isinstance(each, Skipped) and each.is_file and each.unreadable
    ]


def _rows(outcome: Outcome) -> int:
    if isinstance(outcome, Skipped):
        return 0 if outcome.is_file else outcome.rows
    return 1
