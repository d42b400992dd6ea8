"""Where in a file its keys and comments stand: for messages, and for what a change removes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import tomli

from dexcli.core.document import Path

_TOKEN = re.compile(
    r"""
      (?P<text> \"{3} (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5}
              | '{3} .*? '{3,5}
              | (?!\"{3}) " (?: [^"\\\n]++ | \\[^\n] )*+ "
              | (?!'{3}) ' [^'\n]*+ ' )
    | (?P<skipped> \#[^\n]*+ | [^\S\n]++ )
    | (?P<newline> \n )
    | (?P<opens> [\[{] )
    | (?P<closes> [\]}] )
    | (?P<equals> = )
    | (?P<unclosed> \"{3} | '{3} | ["'] )
    | (?P<rest> [^\s"'\#\[\]{}=]++ )
    """,
    re.VERBOSE | re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(slots=True)
class Statement:
    """A header or a pair of key and value: its line from 1, and offsets into the text.

    ``equals`` is where its ``=`` is, and ``open`` where the brackets and the
    quote stand that are still open at its end.
    """

    line: int
    start: int
    end: int
    equals: int | None
    open: list[int]
    path: Path = ()

    @property
    def head_end(self) -> int:
        """Where the key or the header ends."""
        return self.end if self.equals is None else self.equals


def statements(text: str) -> Iterator[Statement]:
    """Yield the statements of a TOML text, or of the sound beginning of one, in order.

    A path is () where a key can't be read.
    """
    header: Path = ()
    last_of: dict[Path, int] = {}
    for statement in _split(text):
        head = text[statement.start : statement.head_end].strip()
        if head.startswith("[") and statement.equals is None:
            header = statement.path = _header_path(head, last_of)
        else:
            key = _key(head)
            statement.path = (*header, *key) if key else ()
        yield statement


def lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, where each key and block of a TOML text is first named."""
    found: dict[Path, int] = {}
    for statement in statements(text):
        for length in range(1, len(statement.path) + 1):
            found.setdefault(statement.path[:length], statement.line)
    return found


def line_of(text: str, path: Path) -> int | None:
    """Return the line of ``path`` in a text, else that of the nearest key above it, else None."""
    return nearest(lines(text), path)


def nearest(found: dict[Path, int], path: Path) -> int | None:
    """Return `line_of` for a text whose `lines` were found before."""
    return next((found[path[:n]] for n in range(len(path), 0, -1) if path[:n] in found), None)


def without_strings(text: str) -> str:
    """Return the text with every string in it emptied, line for line."""

    def emptied(token: re.Match[str]) -> str:
        return f'""{chr(10) * token[0].count(chr(10))}' if token.lastgroup == "text" else token[0]

    return _TOKEN.sub(emptied, text)


def comments(text: str) -> Iterator[int]:
    """Yield where each comment of a TOML text begins, in order."""
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "skipped" and token[0].startswith("#"):
            yield token.start()


def _split(text: str) -> Iterator[Statement]:
    counted, line = 0, 1
    current: Statement | None = None
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "newline":
            if current is not None and not current.open:
                yield current
                current = None
            continue
        if token.lastgroup == "skipped":
            continue
        if current is None:
            line += text.count("\n", counted, token.start())
            counted = token.start()
            current = Statement(line, counted, counted, equals=None, open=[])
        _grow(current, token)
        if token.lastgroup == "unclosed":
            current.end = len(text)
            break
    if current is not None:
        yield current


def _grow(statement: Statement, token: re.Match[str]) -> None:
    statement.end = token.end()
    match token.lastgroup:
        case "opens" | "unclosed":
            statement.open.append(token.start())
        case "closes" if statement.open:
            statement.open.pop()
        case "equals" if statement.equals is None and not statement.open:
            statement.equals = token.start()
        case _:
            pass


def _header_path(head: str, last_of: dict[Path, int]) -> Path:
    """Return the path of a header; ``last_of`` counts the blocks of each list so far."""
    repeats = head.startswith("[[")
    key = _key(head.strip("[]"))
    path: Path = ()
    for n, part in enumerate(key, start=1):
        path = (*path, part)
        if repeats and n == len(key):
            last_of[path] = last_of.get(path, -1) + 1
        if path in last_of:
            path = (*path, last_of[path])
    return path


def _key(written: str) -> tuple[str, ...]:
    if _BARE_KEY.fullmatch(bare := written.strip()):
        return (bare,)
    try:
        table: object = tomli.loads(f"{bare} = 0")
    except (ValueError, RecursionError):
        return ()
    path: tuple[str, ...] = ()
    while isinstance(table, dict) and table:
        key, table = next(iter(table.items()))
        path = (*path, key)
    return path
