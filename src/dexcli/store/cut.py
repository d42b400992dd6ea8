"""What a change removes, cut out of a file's text, so that the comments around it stay."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from dexcli.core.document import Path
from dexcli.core.merging import lines as lines_
from dexcli.store import locate
from dexcli.store.locate import Statement

_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # not splitlines: a comment may hold U+2028
_BLANK_END = re.compile(r"(?:^[^\S\n]*\n)+\Z", re.MULTILINE)
_BLANK_START = re.compile(r"[^\S\n]*(?:\n|\Z)")


def gone(was: object, value: object, path: Path = ()) -> Iterator[Path]:
    """Yield the path of each key and block in ``was`` that ``value`` has no more."""
    if isinstance(was, dict) and isinstance(value, dict):
        for key, each in was.items():
            if key not in value:
                yield (*path, key)
                continue
            yield from gone(each, value[key], (*path, key))
    elif isinstance(was, list) and isinstance(value, list):
        now, then = [repr(each) for each in was], [repr(each) for each in value]
        for _, i1, i2, j1, j2 in SequenceMatcher(None, now, then, autojunk=False).get_opcodes():
            for offset, i in enumerate(range(i1, i2)):
                if j1 + offset >= j2:
                    yield (*path, i)
                elif now[i] != then[j1 + offset]:
                    yield from gone(was[i], value[j1 + offset], (*path, i))


def without(text: str, paths: Collection[Path]) -> str:
    """Return ``text`` without the statements of these keys and blocks.

    With a statement goes the comment behind it; a comment on a line of its own
    stays, also one inside. With a whole block go the blank lines above it where
    what follows is set off by its own.
    """
    lines = list(_comment_lines(text))
    parts, done = [], 0
    for first, last in _runs(text, paths):
        start, end = _line_start(text, first.start), _line_end(text, last.end)
        kept = [text[a:b] for a, b in lines if start <= a < end]
        before = text[done:start]
        if first.equals is None and not kept and _BLANK_START.match(text, end):
            before = _BLANK_END.sub("", before)
        parts += [before, *kept]
        done = end
    return "".join([*parts, text[done:]])


def with_comments(text: str, before: str) -> str:
    """Return ``text`` with the comments of ``before`` that an edit took with it.

    Each on a line of its own, where it stood among the lines that stayed.
    """
    missing = _own_comments(before) - _own_comments(text)
    if not missing:
        return text
    own = {start for start, _ in _comment_lines(before)}
    old, new = list(_LINE.finditer(before)), _LINE.findall(text)
    ending = "\r\n" if "\r\n" in before else "\n"
    parts: list[str] = []
    for tag, i1, i2, j1, j2 in lines_.opcodes([line[0] for line in old], new):
        for line in old[i1:i2] if tag != "equal" else ():
            comment = line[0].strip()
            if line.start() in own and missing[comment] > 0:
                missing[comment] -= 1
                parts += [*_newline(parts, ending), line[0].rstrip("\r\n"), ending]
        parts += new[j1:j2]
    return "".join(parts)


def _runs(text: str, paths: Collection[Path]) -> Iterator[tuple[Statement, Statement]]:
    """Yield the first and the last statement of what goes: a pair, or a header and its pairs."""
    lengths = {len(path) for path in paths}
    first = last = None
    for each in locate.statements(text):
        goes = any(each.path[:length] in paths for length in lengths if length <= len(each.path))
        if first is not None and last is not None:
            if goes and first.equals is None and each.equals is not None:
                last = each
                continue
            yield first, last
        first = last = each if goes else None
    if first is not None and last is not None:
        yield first, last


def _own_comments(text: str) -> Counter[str]:
    return Counter(text[start:end].strip() for start, end in _comment_lines(text))


def _comment_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines are that hold a comment and nothing else, with their line end."""
    for at in locate.comments(text):
        start = _line_start(text, at)
        if not text[start:at].strip():
            yield start, _line_end(text, at)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _newline(parts: list[str], ending: str) -> list[str]:
    return [ending] if parts and not parts[-1].endswith("\n") else []
