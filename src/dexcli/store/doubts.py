"""What is doubtful in a file that can be read: keys that slipped into a block, or are misspelt."""

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
    doubts = [_doubt(*unknown) for unknown in _unknown(contact)]
    real = [doubt for doubt in doubts if doubt is not None]
    if not real:
        return []
    lines = locate.lines(text)
    first_block = next((s.line for s in locate.statements(text) if s.equals is None), None)
    placed = [(locate.nearest(lines, doubt.path) or 1, doubt.says(first_block)) for doubt in real]
    return [f"{name}:{line}: {visible(words)}" for line, words in sorted(placed)]


@dataclass(frozen=True, slots=True)
class _Slipped:
    """A contact's key inside a block, where the block's own key may have been meant."""

    path: Path
    block: str
    meant: str | None

    def says(self, first_block: int | None) -> str:
        where = "to a line of its own" if first_block is None else f"above line {first_block}"
        other = f", or did you mean {self.meant!r}?" if self.meant else ""
        return f"{self.path[-1]!r} stands inside {self.block}; move it {where}{other}"


@dataclass(frozen=True, slots=True)
class _Misspelt:
    """A key that is nearly one of ours."""

    path: Path
    meant: str

    def says(self, first_block: int | None) -> str:
        del first_block
        return f"{self.path[-1]!r} is not a key; did you mean {self.meant!r}?"


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


def _doubt(path: Path, key: str, kind: type[Struct], block: str) -> _Slipped | _Misspelt | None:
    meant = nearest(key, keys_of(kind))
    if kind is not Contact and key in keys_of(Contact):
        return _Slipped((*path, key), block, meant)
    return None if meant is None else _Misspelt((*path, key), meant)
