"""From the text of a filter to what it is made of; what is none is refused with its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dexcli.core.errors import FilterError, Place, UsageError
from dexcli.core.query.tree import All, Either, Filter, Not, Term

Check = Callable[[Term], None]
MOST_NESTED = 40
MOST_WORDS = 1000
_OR, _AND, _NOT = frozenset({"or", "OR"}), frozenset({"and", "AND"}), frozenset({"not", "NOT", "-"})
_TOKEN = re.compile(
    r'\s*(?:(?P<mark>[()])|(?P<word>(?:[^\s()"]|"(?:[^"\\]|\\.)*")+)|(?P<bad>"))', re.DOTALL
)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')
_KEYED = re.compile(r"[A-Za-z]+:")


class _Token(NamedTuple):
    """A word, or a parenthesis: without its quotes, and where it stands.

    The first ``bare`` characters stood outside quotes: only these can be an
    operator or a key.
    """

    text: str
    bare: int
    start: int
    end: int

    @property
    def operator(self) -> str:
        """The word where it stands without quotes, else nothing."""
        return self.text if self.bare == len(self.text) else ""


@dataclass
class _Effort:
    """How much of a filter there is already, saved ones included; it can't grow for ever."""

    depth: int = 0
    words: int = 0


class Parser:
    """Reads one filter; each method one rule of the grammar.

    Args:
        text: The filter.
        saved: The saved filters by name.
        check: Raises ValueError where a key is unknown or can't have that value;
            an empty value asks about the key alone.
    """

    def __init__(
        self,
        text: str,
        saved: Mapping[str, str],
        check: Check,
        *,
        within: tuple[str, ...] = (),
        effort: _Effort | None = None,
    ) -> None:
        self.text, self.saved, self.check, self.within = text, saved, check, within
        self.effort = effort or _Effort()
        self.at = 0
        self.tokens = self._tokens()

    def whole(self) -> Filter:
        """Return the filter.

        Raises:
            FilterError: The text is none.
        """
        wanted = self._either()
        if self.at < len(self.tokens):
            raise self._wrong("a ')' too many", self.tokens[self.at])
        return wanted

    def _either(self) -> Filter:
        groups = [self._together()]
        while self._peek() in _OR:
            sign = self.tokens[self.at]
            self.at += 1
            groups.append(self._together())
            if All(()) in groups:
                raise self._wrong(f"{sign.text!r} stands between two groups of words", sign)
        return groups[0] if len(groups) == 1 else Either(tuple(groups))

    def _together(self) -> Filter:
        parts: list[Filter] = []
        while (sign := self._peek()) is not None and sign not in _OR and sign != ")":
            if sign in _AND:
                self._skip_and(is_first=not parts)
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _skip_and(self, *, is_first: bool) -> None:
        """Pass over an ``and``, which words have between them anyway."""
        sign = self.tokens[self.at]
        self.at += 1
        if is_first or self._peek() in {None, ")", *_OR, *_AND}:
            raise self._wrong(f"{sign.text!r} stands between two words", sign)

    def _one(self) -> Filter:
        token = self.tokens[self.at]
        self.at += 1
        if token.operator in _NOT:
            if self._peek() in {None, ")", *_OR, *_AND}:
                raise self._wrong(f"nothing follows {token.text!r}", token)
            return Not(self._deeper(token, self._one))
        if token.operator == "(":
            return self._deeper(token, lambda: self._group(token))
        if token.bare and token.text.startswith("-"):
            if token.text.startswith("--"):
                raise UsageError(f"no such option: {token.text}")
            rest = token._replace(text=token.text[1:], bare=token.bare - 1, start=token.start + 1)
            return Not(self._deeper(token, lambda: self._word(rest)))
        return self._word(token)

    def _group(self, opening: _Token) -> Filter:
        inner = self._either()
        if self._peek() != ")":
            raise self._wrong("a '(' has no ')'", opening)
        self.at += 1
        if inner == All(()):
            nothing = opening._replace(end=self.tokens[self.at - 1].end)
            raise self._wrong("there is nothing between '(' and ')'", nothing)
        return inner

    def _word(self, token: _Token) -> Filter:
        self.effort.words += 1
        if self.effort.words > MOST_WORDS:
            raise self._wrong(f"more than {MOST_WORDS:,} words, saved filters included", token)
        if token.bare and token.text.startswith("@"):
            return self._saved(token)
        found = _KEYED.match(token.text, 0, token.bare)
        if found is None:
            if not token.text.strip():
                raise self._wrong("a word is empty", token)
            return Term("", token.text)
        return self._keyed(token, found.end())

    def _keyed(self, token: _Token, length: int) -> Filter:
        key, value = token.text[: length - 1].lower(), token.text[length:]
        name, rest = token._replace(end=token.start + length), token.start + length
        try:
            self.check(Term(key, ""))
        except ValueError as error:
            raise self._wrong(str(error), name) from None
        if not value.strip():
            is_group = self._peek() == "(" and self.tokens[self.at].start == token.end
            hint = f"'({key}:… or {key}:…)'" if is_group else f"{key}:…"
            raise self._wrong(f"{key + ':'!r} needs a value, such as {hint}", name)
        try:
            self.check(Term(key, value))
        except ValueError as error:
            raise self._wrong(str(error), token._replace(start=rest)) from None
        return Term(key, value)

    def _saved(self, token: _Token) -> Filter:
        name = token.text[1:]
        if name in self.within:
            raise self._wrong(f"@{name} contains itself", token)
        if name not in self.saved:
            known = ", ".join(f"@{each}" for each in self.saved) or "none"
            raise self._wrong(f"no saved filter @{name}; there is {known}", token)
        inner = Parser(
            self.saved[name],
            self.saved,
            self.check,
            within=(*self.within, name),
            effort=self.effort,
        )
        return self._deeper(token, inner.whole)

    def _deeper(self, token: _Token, read: Callable[[], Filter]) -> Filter:
        """Return what is read one level further in."""
        self.effort.depth += 1
        if self.effort.depth > MOST_NESTED:
            raise self._wrong(f"more than {MOST_NESTED} parentheses inside each other", token)
        inner = read()
        self.effort.depth -= 1
        return inner

    def _peek(self) -> str | None:
        return self.tokens[self.at].operator if self.at < len(self.tokens) else None

    def _wrong(self, problem: str, token: _Token) -> FilterError:
        return FilterError(problem, Place(self.text, token.start, token.end), self.within)

    def _tokens(self) -> list[_Token]:
        tokens, at = [], 0
        while (found := _TOKEN.match(self.text, at)) is not None:
            at = found.end()
            if found["bad"]:
                raise self._wrong("a quote is not closed", _Token('"', 0, at - 1, at))
            raw = found["mark"] or found["word"]
            text = _QUOTED.sub(lambda part: _ESCAPED.sub(r"\1", part[1]), raw)
            bare = len(raw.partition('"')[0])
            tokens.append(_Token(text, bare, at - len(raw), at))
        return tokens
