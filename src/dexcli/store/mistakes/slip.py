"""A syntax error seen from the line that somebody typed, not from where the parser gave up."""

import re
from dataclasses import dataclass
from functools import cached_property

import tomli

from dexcli.core.contact import Contact
from dexcli.core.document import Path, keys_of
from dexcli.store import locate
from dexcli.store.locate import Statement
from dexcli.store.mistakes.meant import shortened

_MOST_READ = 1000  # characters of a line: a remedy for a longer one would be no help
CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_HEADER_LINE = re.compile(r"\s*\[\[?[\w.-]+\]\]?\s*(?:#.*)?$")
_KEY_LINE = re.compile(r"\s*([\w-]+)\s*=")
_NEW_STATEMENT = re.compile(r"\s*(?:$|#|\[|[\w.-]+\s*=)")
_DASHED = re.compile(r"(?:\n[ \t]*-[ \t]+\S.*)+")
_PLAIN = re.compile(r"[\w.-]+")
_NEVER_ENDED = re.compile(r"Unterminated string|Expected (?:\"'+\"|'\"+')")


@dataclass(frozen=True)
class Slip:
    """What the parser complained of, and the statement in which it did."""

    text: str
    complaint: str
    pos: int
    statement: Statement

    @property
    def key(self) -> str:
        """The key as it was typed, or what stands in its place."""
        return shortened(self.text[self.statement.start : self.statement.head_end].strip())

    @cached_property
    def typed(self) -> str:
        """The first line of the statement, as far as a person would read it."""
        start = self.statement.start
        return self.text[start : min(start + _MOST_READ, self._end_of_line(start))].strip()

    @property
    def value(self) -> str:
        """What stands after the = on the statement's first line, without a comment."""
        if self.statement.equals is None:
            after = self.typed.partition("=")[2].strip()
        else:
            start = self.after_equals
            after = self.text[start : min(start + _MOST_READ, self._end_of_line(start))].strip()
        comment = re.match(r"([^\"'#]*?)\s*#", after)
        return after if comment is None else comment[1]

    @property
    def label(self) -> str:
        """The key or the header as a message begins with it; "" where there is none."""
        key = self.typed if self.typed.startswith("[") else self.key
        if not (self.in_value or _PLAIN.fullmatch(key) or key.startswith("[")):
            return ""
        return f"{shortened(key)}: "

    @property
    def above(self) -> Path:
        """The path of the block in which the statement stands."""
        return self.statement.path[:-1]

    @property
    def after_equals(self) -> int:
        """Where the value begins."""
        return 1 + (
            self.statement.start if self.statement.equals is None else self.statement.equals
        )

    @property
    def rest(self) -> str:
        """The line from where the parser gave up."""
        return self.text[self.pos : min(self.pos + _MOST_READ, self._end_of_line(self.pos))]

    @property
    def dashed(self) -> str:
        """The lines below that begin with a dash, as a list of YAML has them, with commas."""
        below = _DASHED.match(self.text, self._end_of_line(self.pos))
        return "" if below is None else ", ".join(re.findall(r"-\s+(.*\S)", below[0]))

    @property
    def goes_on(self) -> bool:
        """Whether the next line is neither empty, a comment, a header nor a key with a value."""
        below = self._line_at(min(self._end_of_line(self.pos) + 1, len(self.text)))
        return not (_NEW_STATEMENT.match(below) or below == self._line_at(self.pos))

    @property
    def here(self) -> str:
        """The line where the slip is."""
        return self._line_at(self._place).strip()

    @property
    def char(self) -> str:
        """The character at which the parser gave up; "" at the end of the file."""
        return self.text[self.pos : self.pos + 1]

    @property
    def in_value(self) -> bool:
        """Whether the key and its = are sound."""
        return self.statement.equals is not None

    @property
    def on_first_line(self) -> bool:
        """Whether the slip is on the line where the statement begins."""
        return "\n" not in self.text[self.statement.start : self._place]

    @property
    def reaches_below(self) -> bool:
        """Whether the parser gave up below the line where the statement begins."""
        return "\n" in self.text[self.statement.start : self.pos]

    @property
    def opener(self) -> str:
        """The innermost bracket or quote that is open where the parser gave up; or ""."""
        if not self.statement.open:
            return ""
        start = self.statement.open[-1]
        return next(q for q in ('"""', "'''", self.text[start]) if self.text.startswith(q, start))

    @cached_property
    def unclosed(self) -> int | None:
        """Where the bracket or quote stands that nothing closes before the next statement."""
        if len(self.opener) == len('"""') or (
            self.opener and self.opener in "\"'" and _NEVER_ENDED.match(self.complaint)
        ):
            return self.statement.open[-1] if _NEVER_ENDED.match(self.complaint) else None
        begin = self.text.rfind("\n", 0, self.pos) + 1
        before = [start for start in self.statement.open if start < begin]
        if self.in_value and self.opener in {"[", "{"} and not self.text[self.pos :].strip():
            return self.statement.open[-1]
        if before and self.in_value and self._swallows(self.text[before[-1]]):
            return before[-1]
        return None

    @property
    def line(self) -> int:
        """The line, from 1, that a person must look at."""
        return self.text.count("\n", 0, self._place) + 1

    @property
    def conflict(self) -> re.Match[str] | None:
        """The line at or above which git left a conflict."""
        return CONFLICT.search(self.text, 0, self._end_of_line(self.pos))

    @property
    def _place(self) -> int:
        if self.conflict is not None:
            return self.conflict.start()
        if "\0" in self.text:
            return self.text.index("\0")
        if self.unclosed is not None:
            return self.unclosed
        if self.complaint.startswith("Cannot"):
            return self.statement.start
        if self.complaint.startswith("Unclosed"):
            return len(self.text[: self.pos].rstrip()) - 1
        return self.pos

    def _swallows(self, opener: str) -> bool:
        """Whether the line where the parser gave up is no part of a list or an inline table."""
        here = self._line_at(self.pos)
        if _HEADER_LINE.match(here):
            return True
        key = _KEY_LINE.match(here)
        return key is not None and (opener == "[" or key[1] in keys_of(Contact))

    def _line_at(self, place: int) -> str:
        begin = self.text.rfind("\n", 0, place) + 1
        return self.text[begin : min(begin + _MOST_READ, self._end_of_line(place))]

    def _end_of_line(self, place: int) -> int:
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end


def slip_of(error: tomli.TOMLDecodeError) -> Slip:
    """Return where and in which statement the parser gave up."""
    text, pos = error.doc, error.pos
    last: Statement | None = None
    for statement in locate.statements(text[:pos]):
        last = statement
    if last is None or (not last.open and "\n" in text[last.end : pos]):
        last = Statement(error.lineno, pos, pos, equals=None, open=[])
    return Slip(text, error.msg, pos, last)
