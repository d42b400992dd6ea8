"""Blocks as they stand in a file, with their comments, put into another version of it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from msgspec import Struct

from dexcli.core.document import BLOCKS, Path
from dexcli.core.merging import canonical, rules
from dexcli.store import locate
from dexcli.store.codec import BOM

Table = dict[str, Any]
_LAST = "interactions"  # what grows at the end; a new block of another kind stands before it
_BLANK_END = re.compile(r"(?:^[^\S\n]*\n)+\Z", re.MULTILINE)
Span = tuple[int, int]  # offsets: from, to before


class _Version(Struct, frozen=True):
    """A text, what it says, and where each block and table stands in it."""

    text: str
    says: Table
    spans: dict[Path, Span]

    @classmethod
    def of(cls, raw: bytes, says: Table) -> "_Version":
        text = raw.decode("utf-8").removeprefix(BOM)
        return cls(text, says, _spans(text))

    def chunk(self, path: Path) -> str:
        start, end = self.spans[path]
        return self.text[start:end].replace("\r\n", "\n").rstrip("\n") + "\n"


class _Move(NamedTuple):
    """A chunk that goes to an offset; where it stood in the same text before, or None."""

    at: int
    chunk: str
    cut: Span | None = None


def with_those_of(ours: tuple[bytes, Table], theirs: tuple[bytes, Table], wanted: Table) -> bytes:
    """Return our text with the blocks and tables that ``wanted`` has of the other version.

    Only those that stand in ``wanted`` as they stand there; our own blocks are
    moved to where ``wanted`` has them. Comments above and inside come along.
    """
    mine, other = _Version.of(*ours), _Version.of(*theirs)
    mark = BOM if ours[0].startswith(BOM.encode()) else ""
    return (mark + _moved(mine.text, list(_moves(mine, other, wanted)))).encode()


def _moves(mine: _Version, other: _Version, wanted: Table) -> Iterator[_Move]:
    for name, value in wanted.items():
        there = other.says.get(name)
        if isinstance(there, dict):
            new = name not in mine.says and canonical.same(there, value)
            if new and (name,) in other.spans:
                yield _Move(len(mine.text), other.chunk((name,)))
        elif rules.is_keyed((name,), [value]) and isinstance(mine.says.get(name, []), list):
            yield from _moved_blocks(name, mine, other, value)


def _moved_blocks(
    name: str, mine: _Version, other: _Version, wanted: list[Table]
) -> Iterator[_Move]:
    theirs = other.says.get(name, [])
    if not rules.is_keyed((name,), [theirs]):
        return
    ids, there, meant = rules.identities((name,), mine.says.get(name, []), theirs, wanted)
    steady = _steady(ids, meant)
    at = _first(name, mine)
    for key, block in zip(meant, wanted, strict=True):
        if key in ids:
            path: Path = (name, ids.index(key))
            if path not in mine.spans:
                return
            if key in steady:
                at = mine.spans[path][1]
            else:
                yield _Move(at, mine.chunk(path), mine.spans[path])
        elif key in there and canonical.same(theirs[there.index(key)], block):
            path = (name, there.index(key))
            if path in other.spans:
                yield _Move(at, other.chunk(path))


def _steady(ids: list[rules.Identity], meant: list[rules.Identity]) -> set[rules.Identity]:
    """Return the blocks that can stay where they are."""
    kept, order = [e for e in ids if e in set(meant)], [e for e in meant if e in set(ids)]
    if kept == order:
        return set(kept)
    matcher = SequenceMatcher(None, kept, order, autojunk=False)
    return {key for i, _, size in matcher.get_matching_blocks() for key in kept[i : i + size]}


def _first(name: str, mine: _Version) -> int:
    """Return where the first block of a kind stands or would stand."""
    end = len(mine.text)
    if (name, 0) in mine.spans:
        return _before_blank_lines(mine.text, mine.spans[name, 0][0])
    if name in BLOCKS and name != _LAST:
        return _before_blank_lines(mine.text, mine.spans.get((_LAST, 0), (end, end))[0])
    return end


def _moved(text: str, moves: list[_Move]) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    cuts = (move.cut for move in moves if move.cut is not None)
    changes = [(_before_blank_lines(text, start), end, list[str]()) for start, end in cuts]
    places = {move.at for move in moves}
    changes += [(at, at, [m.chunk for m in moves if m.at == at]) for at in places]
    for start, end, chunks in sorted(changes, key=lambda each: (-each[0], -each[1])):
        before, behind = text[:start], text[end:]
        text = f"{before}{_set_off(before, chunks, behind, ending)}{behind}"
    return text


def _before_blank_lines(text: str, at: int) -> int:
    return len(_BLANK_END.sub("", text[:at]))


def _set_off(before: str, chunks: list[str], behind: str, ending: str) -> str:
    """Return chunks with an empty line around each, as far as the text has none there."""
    if not chunks:
        return ""
    ended = "" if not before or before.endswith("\n") else ending
    above = ending if before and not (before + ended).endswith(ending * 2) else ""
    below = ending if behind and not behind.startswith(("\n", "\r\n")) else ""
    return ended + above + ending.join(chunks).replace("\r\n", "\n").replace("\n", ending) + below


def _spans(text: str) -> dict[Path, Span]:
    """Return where each block and table stands: from the comments above it to its last line."""
    heads = list(_heads(text))
    starts = [_with_comments_above(text, start) for _, start in heads]
    found: dict[Path, Span] = {}
    for n, (path, _) in enumerate(heads):
        end = starts[n + 1] if n + 1 < len(heads) else len(text)
        chunk = text[starts[n] : end]
        body = chunk.rstrip()
        last = len(body) + len(chunk[len(body) :].partition("\n")[0]) + 1
        if path not in found:
            found[path] = (starts[n], min(starts[n] + last, end))
    return found


def _heads(text: str) -> Iterator[tuple[Path, int]]:
    """Yield the path of each block or table, with where its header begins; parts of it not."""
    current: Path = ()
    for each in locate.statements(text):
        if each.equals is None and each.path:
            numbered = len(each.path) > 1 and isinstance(each.path[1], int)
            top = each.path[:2] if numbered else each.path[:1]
            if top != current:
                current = top
                yield top, text.rfind("\n", 0, each.start) + 1


def _with_comments_above(text: str, start: int) -> int:
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            return start
        start = above
    return start
