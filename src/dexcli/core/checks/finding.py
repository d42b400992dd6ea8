"""One thing that `doctor` finds: where it is, what is wrong, what to do."""

from enum import StrEnum
from typing import Any

from msgspec import Struct

from dexcli.core.document import Path


class Kind(StrEnum):
    """What sort of thing it is; docs/doctor.md has a row for each. Names are only ever added."""

    UNREADABLE = "unreadable"
    CONFLICT = "conflict"
    SLIPPED = "slipped"
    MISSPELT = "misspelt"
    MISSING = "missing"
    DIFFERING = "differing"
    ID = "id"
    DOUBLE = "double"
    REFERENCE = "reference"
    COPY = "copy"
    HANDLE = "handle"
    SETTINGS = "settings"
    ME = "me"
    TAG = "tag"
    ALIAS = "alias"
    FILTER = "filter"
    MODE = "mode"
    TEMP = "temp"
    JOURNAL = "journal"

    @property
    def severity(self) -> str:
        """``warning`` for what may be meant as it stands, else ``error``."""
        return "warning" if self in _WARNINGS else "error"


_WARNINGS = frozenset(
    {Kind.MISSPELT, Kind.DOUBLE, Kind.REFERENCE, Kind.HANDLE, Kind.SETTINGS, Kind.TAG,
     Kind.MODE, Kind.TEMP}
)  # fmt: skip


class Finding(Struct, frozen=True, kw_only=True):
    """What is broken or doubtful at one place; ``path`` leads to the line inside the file.

    ``fixable`` is whether `doctor --fix` mends it.
    """

    kind: Kind
    problem: str
    remedy: str
    handle: str | None = None
    file: str | None = None
    path: Path = ()
    line: int | None = None
    fixable: bool = False

    @property
    def waits(self) -> bool:
        """Whether nothing is broken: two versions disagree, and somebody is to decide."""
        return self.kind is Kind.CONFLICT and self.path[:1] == ("conflicts",)

    @property
    def place(self) -> str:
        """The file and the line, as far as they are known, as editors take them."""
        return f"{self.file or ''}{'' if self.line is None else f':{self.line}'}"

    @property
    def told(self) -> str:
        """The whole finding in one line."""
        place = f"{self.place}: " if self.file else ""
        return f"{place}{self.problem}; {self.remedy}{' (--fix does)' if self.fixable else ''}"

    def to_json(self) -> dict[str, Any]:
        """Return the finding as ``--json`` has it."""
        return {
            "kind": str(self.kind),
            "severity": self.kind.severity,
            "handle": self.handle,
            "file": self.file,
            "line": self.line,
            "problem": self.problem,
            "remedy": self.remedy,
            "fixable": self.fixable,
        }


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings file by file and line by line; the folder's own come last."""
    return sorted(findings, key=lambda f: (f.file is None, f.file or "", f.line or 0, f.problem))
