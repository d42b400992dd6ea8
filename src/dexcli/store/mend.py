"""Keys moved and renamed in a file's text, where that is safe and nothing else changes."""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, INLINE, Path, keys_of
from dexcli.core.errors import UnreadableFileError
from dexcli.store import codec, doubts, locate
from dexcli.store.locate import Statement
from dexcli.store.mistakes import meant

_BLANK_START = re.compile(r"[^\S\n]*(?:\n|\Z)")
_HEADER = re.compile(r"\[\[?[ \t]*")
_Doubt = doubts.Slipped | doubts.Misspelt


class _Edit(Struct, frozen=True):
    """A part of a text, from ``start`` up to ``end``, and what stands there then."""

    start: int
    end: int
    new: str


def mended(raw: bytes, name: str) -> bytes:
    """Return a contact's file without the doubtful keys that can be mended.

    A slipped key goes above the first block where the contact doesn't have it,
    and a misspelt one gets the only name that is near, where that is free. Each
    result is read back: it must be valid and say the same and nothing else (W4).
    """
    text = codec.decode_text(raw, name)
    while (better := _better(text, name)) != text:
        text = better
    return (codec.BOM if raw.startswith(codec.BOM.encode()) else "").encode() + text.encode()


def _better(text: str, name: str) -> str:
    """Return the text without its doubts: all at once, else those that can go one by one."""
    found = [doubt for _, doubt in doubts.placed(codec.decode(text.encode(), name).contact, text)]
    together = _without(text, found, name)
    if together is not None:
        return together
    for each in found:
        text = _without(text, [each], name) or text
    return text


def _without(text: str, found: Sequence[_Doubt], name: str) -> str | None:
    """Return the text without these doubts, None where that would not be safe."""
    intended = codec.parse(text, name)
    named = _named(text)
    edits: list[_Edit] = []
    for doubt in found:
        path = doubt.path
        planned: list[_Edit] = []
        to, key = path[:-1], doubt.meant
        match doubt:
            case doubts.Slipped(meant=None):
                planned, to, key = _moves(text, named, path), (), str(path[-1])
            case doubts.Misspelt(meant=right) if _is_only(path, right):
                planned = _renames(text, named, path, right)
        if planned and key is not None and _put(intended, path, to, key):
            edits += planned
    edited = _applied(text, edits)
    return edited if edits and _says(edited, intended, name) else None


def _is_only(path: Path, right: str) -> bool:
    kind = Contact if len(path) == 1 else (BLOCKS | INLINE)[str(path[0])]
    return set(meant.all_near(str(path[-1]), keys_of(kind))) == {right}


def _put(document: dict[str, Any], path: Path, to: Path, key: str) -> bool:
    """Let what stands at ``path`` be ``key`` of the table at ``to``; False where it has one."""
    table, target = _at(document, path[:-1]), _at(document, to)
    if key in target:
        return False
    target[key] = table.pop(path[-1])
    return True


def _at(document: dict[str, Any], path: Path) -> Any:  # noqa: ANN401 - a TOML table
    table: Any = document
    for step in path:
        table = table[step]
    return table


def _says(text: str, intended: dict[str, Any], name: str) -> bool:
    try:
        codec.decode(text.encode(), name)
        return _is_same(codec.parse(text, name), intended)
    except UnreadableFileError:
        return False


class _Named(Struct, frozen=True):
    """The statements that name each path: `last` is the last of the contact's own keys."""

    by_path: dict[Path, list[Statement]]
    last: Statement | None


def _named(text: str) -> _Named:
    by_path: dict[Path, list[Statement]] = {}
    last: Statement | None = None
    header: Path | None = None
    for each in locate.statements(text):
        if each.equals is None:
            header = each.path
        elif header is None:
            last = each
        above = 0 if header is None or each.equals is None else len(header)
        for length in range(above + 1, len(each.path) + 1):
            by_path.setdefault(each.path[:length], []).append(each)
    return _Named(by_path, last)


def _moves(text: str, named: _Named, path: Path) -> list[_Edit]:
    """Return the edits that move a block's key, as whole lines, behind the contact's own keys."""
    mine = named.by_path.get(path, ())
    if named.last is None or any(each.equals is None for each in mine):
        return []
    place = _line_end(text, named.last.end)
    ending = "\r\n" if text[place - 2 : place] == "\r\n" else "\n"
    edits = []
    for each in mine:
        start, end = _line_start(text, each.start), _line_end(text, each.end)
        edits += [_Edit(place, place, _as_lines(text[start:end], ending)), _Edit(start, end, "")]
    return edits


def _renames(text: str, named: _Named, path: Path, right: str) -> list[_Edit]:
    """Return the edits that spell the last key of ``path`` right, wherever it stands."""
    wrong = str(path[-1])
    edits = []
    for each in named.by_path.get(path, ()):
        start = each.start
        if each.equals is None:
            start += len(_HEADER.match(text, start)[0])  # type: ignore[index]  # it is one
        behind = text[start + len(wrong) : each.end].lstrip(" \t")[:1]
        if not text.startswith(wrong, start) or behind not in {"=", ".", "]"}:
            return []  # in quotes, or behind others
        edits.append(_Edit(start, start + len(wrong), right))
    return edits


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    """Return the text after the edits; blank lines that only set off what goes go too."""
    parts, done = [], 0
    for each in _joined(edits):
        start = each.start
        if not each.new and _BLANK_START.match(text, each.end):
            start = max(done, _above_blank_lines(text, start))
        parts += [text[done:start], each.new]
        done = each.end
    return "".join([*parts, text[done:]])


def _joined(edits: Sequence[_Edit]) -> list[_Edit]:
    """Return the edits in the order of the text, lines that go one after another as one."""
    joined: list[_Edit] = []
    for each in sorted(edits, key=lambda edit: edit.start):
        last = joined[-1] if joined else None
        if last is not None and not last.new and not each.new and last.end == each.start:
            joined[-1] = _Edit(last.start, each.end, "")
        else:
            joined.append(each)
    return joined


def _as_lines(chunk: str, ending: str) -> str:
    """Return lines to be put elsewhere: one alone without its indent, and each with its end."""
    if "\n" not in chunk.rstrip("\r\n"):
        chunk = chunk.lstrip(" \t")
    return chunk if chunk.endswith("\n") else f"{chunk}{ending}"


def _above_blank_lines(text: str, start: int) -> int:
    """Return where the blank lines directly above a line's start begin."""
    while start and not text[(above := _line_start(text, start - 1)) : start].strip():
        start = above
    return start


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _is_same(one: object, other: object) -> bool:
    """Whether two TOML values are one, where 1, 1.0 and true are three."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)
