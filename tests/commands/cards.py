"""A format for tests alone: a line "CARDS", then one record a line, as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from dexcli.core import document
from dexcli.core.rows import BadRow, Link, Named, Row
from dexcli.formats.source import Rows, Source, Terms

MAGIC = b"CARDS"
Record = dict[str, Any]


def raw(*records: Record) -> bytes:
    """Return a file of cards."""
    return b"\n".join([MAGIC, *(json.dumps(each).encode() for each in records)]) + b"\n"


def recognises(source: Source) -> bool:
    """Return whether the first line says so."""
    return source.head.startswith(MAGIC)


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row a line; its keys are those of `Row`, ``name`` and ``key`` those of its person."""
    with source.open() as stream:
        for line, raw in enumerate(stream, start=1):
            if line > 1:
                yield from _row(line, json.loads(raw), terms)


def _row(line: int, given: dict[str, object], terms: Terms) -> Iterator[Row | BadRow]:
    table: dict[str, object] = dict(given)
    if "bad" in table:
        yield BadRow(line, str(table["bad"]), unreadable=bool(table.get("unreadable", True)))
        return
    name, key = str(table.pop("name")), str(table.pop("key", ""))
    logged = table.pop("interaction", None)
    links = table.pop("links", ())
    assert isinstance(links, list | tuple)
    yield Row(
        line,
        str(table.pop("row", "") or key),
        key,
        Named(name, name, key),
        contact=document.to_plain(table.pop("contact", {})),
        interaction=document.to_interaction(logged) if isinstance(logged, dict) else None,
        source=str(table.pop("source", "")),
        links=tuple(Link(kind, Named(name, name, key)) for kind, name, key in links),
        only_known=bool(table.pop("only_known", False)) and not terms.everybody,
        handle=str(table.pop("handle", "")),
        by_name=bool(table.pop("by_name", False)),
        columns=frozenset(map(str, table.pop("columns", ()))),  # type: ignore[call-overload]  # JSON
    )
