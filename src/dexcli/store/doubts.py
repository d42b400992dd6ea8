"""What is doubtful in a file that can be read: keys that slipped into a block, or are misspelt."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, INLINE, Path, keys_of, to_document
from dexcli.store import locate
from dexcli.store.mistakes import expected
from dexcli.store.mistakes.meant import nearest, visible


def find(contact: Contact, text: str, name: str) -> list[str]:
    """Return a line for each doubtful key of a file, in the file's order; ``name`` is its name.

    A key that is far from every key of ours is the person's own, and nothing
    is said of it.
    """
    return [f"{name}:{line}: {visible(doubt.told)}" for line, doubt in placed(contact, text)]


@dataclass(frozen=True, slots=True)
class Slipped:
    """A contact's key inside a block, where the block's own key may have been meant.

    ``first_block`` is the line above which it belongs, None without a block.
    """

    path: Path
    block: str
    meant: str | None
    first_block: int | None = None

    @property
    def problem(self) -> str:
        """What is wrong, in words."""
        return f"{self.path[-1]!r} stands inside {self.block}"

    @property
    def remedy(self) -> str:
        """What to do, in words."""
        line = self.first_block
        where = "to a line of its own" if line is None else f"above line {line}"
        other = f", or did you mean {self.meant!r}?" if self.meant else ""
        return f"move it {where}{other}"

    @property
    def told(self) -> str:
        """Both in one line."""
        return f"{self.problem}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A key that is nearly one of ours."""

    path: Path
    meant: str

    @property
    def problem(self) -> str:
        """What is wrong, in words."""
        return f"{self.path[-1]!r} is not a key"

    @property
    def remedy(self) -> str:
        """What to do, in words."""
        return f"did you mean {self.meant!r}?"

    @property
    def told(self) -> str:
        """Both in one line."""
        return f"{self.problem}; {self.remedy}"


def placed(contact: Contact, text: str) -> list[tuple[int, Slipped | Misspelt]]:
    """Return each doubtful key of a file's text with its line, in the file's order."""
    found = [_doubt(*unknown) for unknown in _unknown(contact)]
    real = [doubt for doubt in found if doubt is not None]
    if not real:
        return []
    lines = locate.lines(text)
    first_block = next((s.line for s in locate.statements(text) if s.equals is None), None)
    doubts: list[tuple[int, Slipped | Misspelt]] = []
    for each in real:
        if isinstance(each, Slipped):
            each = dataclasses.replace(each, first_block=first_block)  # noqa: PLW2901 - the same doubt, placed
        doubts.append((locate.nearest(lines, each.path) or 1, each))
    return sorted(doubts, key=lambda doubt: (doubt[0], doubt[1].told))


def _unknown(contact: Contact) -> Iterator[tuple[Path, str, type[Struct], str]]:
    """Yield the path of each table with a key we don't know, the key, and the table's name."""
    for key in contact.extra:
        yield (), key, Contact, ""
    for table in INLINE:
        inline: Any = getattr(contact, table)
        for key in () if inline is None else inline.extra:
            yield (table,), key, INLINE[table], repr(table)
    for table, kind in BLOCKS.items():
        for number, block in enumerate(getattr(contact, table)):
            for key in block.extra:
                name = expected.block_name(table, number, to_document(block))
                yield (table, number), key, kind, name


def _doubt(path: Path, key: str, kind: type[Struct], block: str) -> Slipped | Misspelt | None:
    meant = nearest(key, keys_of(kind))
    if kind is not Contact and key in keys_of(Contact):
        return Slipped((*path, key), block, meant)
    return None if meant is None else Misspelt((*path, key), meant)
