"""One record of Google's CSV, its columns under their new headings and its groups put together."""

import re

from msgspec import Struct

from dexcli.formats.columns import headed
from dexcli.formats.google import headings

JOINED = " ::: "  # between several values in one cell
_JOINED = re.compile(r"\s*:::\s*")
_STAR = "*"  # before what is built in, or preferred
Group = dict[str, str]  # part -> cell


class Cells(Struct, frozen=True):
    """The cells of a record: the single ones by heading, and of each group one dict a member.

    ``rest`` are cells of groups that no group here is made of.
    """

    line: int
    single: dict[str, str]
    groups: dict[str, list[tuple[int, Group]]]

    def __call__(self, heading: str) -> str:
        """Return the cell under a heading, empty where there is none."""
        return self.single.get(heading, "")

    def members(self, group: str) -> list[tuple[int, Group]]:
        """Return what a numbered group has, several values of one cell as several members."""
        return [
            (number, one) for number, cells in self.groups.get(group, []) for one in _members(cells)
        ]


def gathered(sheet: headed.Sheet, record: headed.Record) -> Cells:
    """Return the cells of a record; of two columns with one heading both, put together."""
    single: dict[str, str] = {}
    numbered: dict[tuple[str, int], Group] = {}
    for heading, cell in headed.pairs(sheet, record):
        column = headings.column(heading)
        into = numbered.setdefault((column.group, column.number), {}) if column.group else single
        key = column.part or column.heading
        into[key] = f"{into[key]}{JOINED}{cell}" if key in into and into[key] != cell else cell
    groups: dict[str, list[tuple[int, Group]]] = {}
    for (group, number), cells in sorted(numbered.items()):
        groups.setdefault(group, []).append((number, cells))
    return Cells(record.line, single, groups)


def parts(cell: str) -> list[str]:
    """Return the values in a cell."""
    return [part for part in _JOINED.split(cell) if part]


def is_preferred(label: str) -> bool:
    """Return whether a label has the star of what is preferred."""
    return label.startswith(_STAR)


def bare(label: str) -> str:
    """Return a label without its star."""
    return label.removeprefix(_STAR).strip()


def _members(cells: Group) -> list[Group]:
    if not any(":::" in cell for cell in cells.values()):
        return [cells]
    split = {part: _JOINED.split(cell) for part, cell in cells.items()}
    count = max(len(each) for each in split.values())
    return [
        {part: each[n] for part, each in split.items() if n < len(each) and each[n]}
        for n in range(count)
    ]
