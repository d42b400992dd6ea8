"""New text: a contact, a block, a value, as TOML 1.0 that a person would write."""

import functools
from datetime import date
from typing import Any

import tomli_w

from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, to_document

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def encode(contact: Contact) -> str:
    """Return the whole text of a new file: keys and blocks in the format's order."""
    document = to_document(contact)
    head = {key: value for key, value in document.items() if key not in BLOCKS}
    parts = [_ended(_lines(head))]
    parts += [block(name, table) for name in BLOCKS for table in document.get(name, ())]
    return "\n".join(parts)


def document(table: dict[str, Any]) -> str:
    """Return the text of a file that is no contact's: its keys, its tables, its blocks."""
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    blocks = {key: value for key, value in table.items() if _are_blocks(value)}
    head = {key: v for key, v in table.items() if key not in tables and key not in blocks}
    parts = [_ended(_lines(head))] if head else []
    parts += [_ended([f"[{_key(key)}]", *_lines(inner)]) for key, inner in tables.items()]
    parts += [block(_key(key), each) for key, many in blocks.items() for each in many]
    return "\n".join(parts)


def block(name: str, table: dict[str, Any]) -> str:
    """Return one ``[[name]]`` block with its lines, ended by a newline."""
    return _ended([f"[[{name}]]", *_lines(table)])


def line(key: str, value: object) -> str:
    """Return one key with its value, without the newline behind it."""
    return f"{_key(key)} = {literal(value)}"


def literal(value: object) -> str:
    """Return a value as it stands behind the equals sign.

    A text of several lines stands on several; arrays and tables on one.
    """
    if type(value) is str and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'  # most values: the writer takes 15 µs for each
    if isinstance(value, str) and "\n" in value and "\r" not in value:
        return tomli_w.dumps({"k": value}, multiline_strings=True)[4:-1]
    return _on_one_line(value)


def _on_one_line(value: object) -> str:
    if type(value) is str and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    match value:
        case date():
            return str(value)
        case list() | tuple():
            return f"[{', '.join(map(_on_one_line, value))}]"
        case dict():
            inner = ", ".join(f"{_key(key)} = {_on_one_line(each)}" for key, each in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            return tomli_w.dumps({"k": value})[4:-1]


def _are_blocks(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _ended(lines: list[str]) -> str:
    return "\n".join((*lines, ""))


def _lines(table: dict[str, Any]) -> list[str]:
    return [line(key, value) for key, value in table.items()]


@functools.lru_cache(maxsize=256)
def _key(key: str) -> str:
    if key and _BARE.issuperset(key):
        return key
    return tomli_w.dumps({key: 0})[:-5]
