"""A card's bytes changed line by line: what nobody asked to change stays, byte for byte."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from dexcli.formats.vcard import cards, naming, phrases, says, text
from dexcli.formats.vcard.cards import Card, Property
from dexcli.formats.vcard.phrases import Style
from dexcli.formats.vcard.says import Saying

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_SEVERAL = frozenset({"aka", "tags"})  # of which one line has many
_SAME_HEAD = frozenset({"emails", "phones", "addresses", "org", "title"})
_MANY = frozenset({"NICKNAME", "CATEGORIES"})
_DROPPED = frozenset({"CHARSET", "ENCODING"})
Values = dict[str, list[Any]]


def only_card(raw: bytes) -> Card | str:
    """Return the one card of a file that can be changed line by line, else why there is none."""
    found = list(cards.read(io.BytesIO(raw)))
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in raw[:64]:
        return "is UTF-16"
    if len(found) != 1 or not isinstance(found[0], Card):
        count = sum(isinstance(each, Card) for each in found)
        return f"has {count} cards" if count > 1 else "is no card, or has more than a card"
    card = found[0]
    if not card.is_whole or card.is_cut:
        return "has no END:VCARD" if not card.is_whole else "is too large"
    return card


def edited(raw: bytes, card: Card, name: str, was: Values, wanted: Values) -> bytes:
    """Return a card's bytes that say ``wanted`` where that isn't what it ``was``.

    ``name`` is another name than the card's, "" for none.
    """
    return _Editor(raw, card).edited(name, was, wanted)


class _Editor:
    """Collects what becomes of which lines of the file."""

    def __init__(self, raw: bytes, card: Card) -> None:
        self.lines = _LINE.findall(raw)
        self.card = card
        self.end = re.search(rb"(?:\r\n|\n|\r)\Z", self.lines[0])
        self.instead: dict[int, bytes] = {}  # by the first line; b"" goes
        self.behind: dict[int, list[bytes]] = {}
        version = next((each.value for each in card.properties if each.name == "VERSION"), "")
        groups = {each.group.lower() for each in card.properties if each.group}
        self.style = Style(version.strip().startswith("4"), groups)

    def edited(self, name: str, was: Values, wanted: Values) -> bytes:
        properties = self.card.properties
        if name:
            self._rename(name)
        told = says.by_key(says.of([e for e in properties if e.name not in naming.NAMES]))
        for key in says.KEYS:
            if key in wanted:
                self._change(key, was.get(key, []), wanted[key], told.get(key, []))
        return self._assembled()

    def _change(
        self, key: str, was: Sequence[Any], wanted: Sequence[Any], told: list[Saying]
    ) -> None:
        gone = [each for each in was if not _in(key, each, wanted)]
        news = [each for each in wanted if not _in(key, each, was)]
        place = max((_last(each) for each in told), default=self.card.last - 1)
        if key in _SEVERAL:
            news = self._change_several(key, gone, news, told)
        for old in gone:
            for each in (one for one in told if _in(key, old, one.values)):
                if key in _SAME_HEAD and news:
                    self._put(each.each, _with_value(each.each, key, news.pop(0), self.style))
                elif key not in _SEVERAL:
                    self._remove(each)
        self.behind.setdefault(place, []).extend(
            self._raw(line) for line in phrases.lines(key, news, self.style)
        )

    def _change_several(
        self, key: str, gone: Sequence[Any], news: list[Any], told: list[Saying]
    ) -> list[Any]:
        """Take values out of lines that have many, new ones into the last; return the rest."""
        last = next((each for each in reversed(told) if each.each.name in _MANY), None)
        for each in told:
            kept = [value for value in each.values if value not in gone]
            more = news if each is last else []
            if len(kept) == len(each.values) and not more:
                continue
            if not kept and not more:
                self._remove(each)
            else:
                value = next(iter(phrases.lines(key, [*kept, *more], self.style)))
                self._put(each.each, _head(each.each) + value.partition(":")[2])
        return news if last is None else []

    def _rename(self, name: str) -> None:
        shown, parts = naming.lines(name, "", ())
        for word, line in (("FN", shown), ("N", parts)):
            there = next((each for each in self.card.properties if each.name == word), None)
            if there is None:
                self.behind.setdefault(self.card.line, []).append(self._raw(line))
            else:
                self._put(there, _head(there) + line.partition(":")[2])

    def _put(self, each: Property, line: str) -> None:
        self._remove_lines(each)
        self.instead[each.line] = self._raw(line)

    def _remove(self, saying: Saying) -> None:
        for each in (saying.each, *saying.beside):
            self._remove_lines(each)

    def _remove_lines(self, each: Property) -> None:
        for number in range(each.line, each.last + 1):
            self.instead[number] = b""

    def _raw(self, line: str) -> bytes:
        raw = text.folded(line)
        return raw if self.end is None else raw.replace(b"\r\n", self.end[0])

    def _assembled(self) -> bytes:
        parts = []
        for number, line in enumerate(self.lines, 1):
            parts.append(self.instead.get(number, line))
            parts += self.behind.get(number, ())
        return b"".join(parts)


def _in(key: str, value: Any, values: Iterable[Any]) -> bool:  # noqa: ANN401 - a value of a key
    return any(says.meets(key, value, each) for each in values)


def _last(saying: Saying) -> int:
    return max(each.last for each in (saying.each, *saying.beside))


def _head(each: Property) -> str:
    """Return the start of a line whose value becomes another, which is UTF-8."""
    is_uri = "uri" in each.params.get("VALUE", ())
    if not (is_uri or _DROPPED & each.params.keys()) and each.raw.endswith(f":{each.value}"):
        return each.raw[: len(each.raw) - len(each.value)]
    group = f"{each.group}." if each.group else ""
    params = "".join(
        f";{name}={','.join(map(text.parameter, values))}"
        for name, values in each.params.items()
        if values and name not in _DROPPED and not (name == "VALUE" and "uri" in values)
    )
    return f"{group}{each.name}{params}:"


def _with_value(each: Property, key: str, value: Any, style: Style) -> str:  # noqa: ANN401 - a value of a key
    line = next(iter(phrases.lines(key, [value], style)))
    return _head(each) + line.partition(":")[2]
