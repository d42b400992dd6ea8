"""Keys moved and renamed in a file's text, where that is safe and nothing else changes."""

import copy
import re
from collections.abc import Iterator
from typing import Any

from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, INLINE, Path, keys_of
from dexcli.core.errors import UnreadableFileError
from dexcli.store import codec, doubts, locate
from dexcli.store.mistakes import meant

_BLANK_END = re.compile(r"(?:^[^\S\n]*\n)+\Z", re.MULTILINE)
_BLANK_START = re.compile(r"[^\S\n]*(?:\n|\Z)")
_HEADER = re.compile(r"\[\[?[ \t]*")


def mended(raw: bytes, name: str) -> bytes:
    """Return a contact's file without the doubtful keys that can be mended.

    A slipped key goes above the first block where the contact doesn't have it,
    and a misspelt one gets the only name that is near, where that is free. Each
    result is read back: it must be valid and say the same and nothing else (W4).
    """
    text = codec.decode_text(raw, name)
    while (better := next(_repairs(text, name), None)) is not None:
        text = better
    return (codec.BOM if raw.startswith(codec.BOM.encode()) else "").encode() + text.encode()


def _repairs(text: str, name: str) -> Iterator[str]:
    """Yield the text with one doubt fewer, for each that can be mended."""
    document = codec.parse(text, name)
    for _, doubt in doubts.placed(codec.decode(text.encode(), name).contact, text):
        match doubt:
            case doubts.Slipped(path, _, None):
                intended, edited = _intended(document, path, (), str(path[-1])), _moved(text, path)
            case doubts.Misspelt(path, right) if _is_only(path, right):
                intended = _intended(document, path, path[:-1], right)
                edited = _renamed(text, path, right)
            case _:
                continue
        if intended is not None and edited is not None and _says(edited, intended, name):
            yield edited


def _is_only(path: Path, right: str) -> bool:
    kind = Contact if len(path) == 1 else (BLOCKS | INLINE)[str(path[0])]
    return set(meant.all_near(str(path[-1]), keys_of(kind))) == {right}


def _intended(document: dict[str, Any], path: Path, to: Path, key: str) -> dict[str, Any] | None:
    """Return the document in which what stands at ``path`` is ``key`` of the table at ``to``.

    None where that table has such a key.
    """
    whole = copy.deepcopy(document)
    table: Any = whole
    target: Any = whole
    for step in path[:-1]:
        table = table[step]
    for step in to:
        target = target[step]
    value = table.pop(path[-1])
    if key in target:
        return None
    target[key] = value
    return whole


def _says(text: str, intended: dict[str, Any], name: str) -> bool:
    try:
        codec.decode(text.encode(), name)
        return _is_same(codec.parse(text, name), intended)
    except UnreadableFileError:
        return False


def _moved(text: str, path: Path) -> str | None:
    """Return the text with a block's key as whole lines behind the contact's own keys."""
    statements = list(locate.statements(text))
    mine = [each for each in statements if each.path[: len(path)] == path]
    first = next((n for n, each in enumerate(statements) if each.equals is None), 0)
    if not mine or not first or any(each.equals is None for each in mine):
        return None
    place = _line_end(text, statements[first - 1].end)
    ending = "\r\n" if text[:place].endswith("\r\n") else "\n"
    kept, taken, done = [text[:place]], [], place
    for each in mine:
        start, end = _line_start(text, each.start), _line_end(text, each.end)
        before = text[done:start]
        if _BLANK_START.match(text, end):
            before = _BLANK_END.sub("", before)
        kept.append(before)
        taken.append(_as_lines(text[start:end], ending))
        done = end
    return "".join([kept[0], *taken, *kept[1:], text[done:]])


def _renamed(text: str, path: Path, right: str) -> str | None:
    """Return the text with the last key of ``path`` spelt right, wherever it stands."""
    wrong, depth = str(path[-1]), len(path)
    header: Path = ()
    places = []
    for each in locate.statements(text):
        start, is_header = each.start, each.equals is None
        if is_header:
            header = each.path
            start += len(_HEADER.match(text, start)[0])  # type: ignore[index]  # it is one
        if each.path[:depth] != path or (header[:depth] == path and not is_header):
            continue  # elsewhere, or inside a block whose header has the key
        behind = text[start + len(wrong) : each.end].lstrip(" \t")[:1]
        if not text.startswith(wrong, start) or behind not in {"=", ".", "]"}:
            return None  # in quotes, or behind others
        places.append(start)
    for start in reversed(places):
        text = f"{text[:start]}{right}{text[start + len(wrong) :]}"
    return text if places else None


def _as_lines(chunk: str, ending: str) -> str:
    """Return lines to be put elsewhere: one alone without its indent, and each with its end."""
    if "\n" not in chunk.rstrip("\r\n"):
        chunk = chunk.lstrip(" \t")
    return chunk if chunk.endswith("\n") else f"{chunk}{ending}"


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
