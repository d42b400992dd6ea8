"""Cards from bytes: every property of every card, whatever wrote it; nothing ends a file early."""

import binascii
import functools
import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from dexcli.formats.vcard import lines, text
from dexcli.formats.vcard.lines import Line

MOST_PROPERTIES = 5_000  # of one card; a photo is one
MOST_TEXT = 1 << 22  # bytes of one card that are kept, pictures apart
_MOST_NESTED = 1 << 16  # bytes of a card inside a card that are kept
_LINE = re.compile(
    r"(?:([\w-]+)\.)?([A-Za-z0-9][\w-]*)[ \t]*((?:;(?:[^\":;]|\"[^\"]*\")*+)*+):(.*)", re.DOTALL
)
_LOOSE = re.compile(r"(?:([\w-]+)\.)?([A-Za-z0-9][\w-]*)((?:;[^:]*)?):(.*)", re.DOTALL)
_ADDRESS = re.compile(r"(?:[\w-]+\.)?ADR;", re.IGNORECASE)
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_VALUES = re.compile(r'"([^"]*)"|([^,]+)')
_LONG = 64  # characters of parameters; what is longer isn't kept in memory
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_PICTURES = (b"PHOTO", b"LOGO", b"SOUND", b"KEY")
_PICTURE_STARTS = b"PpLlSsKk"
_PICTURE_HEAD = 1 << 12  # bytes of one that are kept: it isn't, if it has more
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q"})
_CHARSET = re.compile(
    r"(?:utf-?8|us-ascii|iso-?8859-?\d+|latin-?1|windows-?\d+|cp-?\d+|koi8-?[ru]|shift.?jis|euc.?\w+"
    r"|gb\d+|gbk|big5|iso-?2022-?\w+|mac\w+)",
    re.IGNORECASE,
)


class Property(Struct, frozen=True):
    """One property: ``value`` is decoded and still escaped, ``raw`` its unfolded line.

    ``name`` is in capitals, as are the names of parameters; a bare word is a TYPE
    (vCard 2.1). ``line`` and ``last`` are the lines of the file it stands on,
    from 1; ``size`` are its bytes, also of what was too long to keep.
    """

    group: str
    name: str
    params: dict[str, tuple[str, ...]]
    value: str
    raw: str
    line: int = 0
    last: int = 0
    size: int = 0

    @property
    def types(self) -> set[str]:
        """The TYPEs in lower case; several may stand in one word."""
        given = self.params.get("TYPE", ())
        return {part.strip().lower() for each in given for part in each.split(",")} - {""}


class Stray(Struct, frozen=True):
    """A line that is no property, or stands in no card."""

    line: int
    text: str


class Card(Struct, frozen=True):
    """One card: where it begins and ends, and whether its end is there.

    With ``is_broken_off`` the file ends inside it; else the next card begins there.
    """

    line: int
    properties: tuple[Property, ...]
    strays: tuple[Stray, ...] = ()
    last: int = 0
    is_whole: bool = True
    is_cut: bool = False  # it has more properties than are read
    is_broken_off: bool = False


def parse(stream: BinaryIO) -> Iterator[Card]:
    """Yield the cards of a file, in order."""
    return (each for each in read(stream) if isinstance(each, Card))


def read(stream: BinaryIO, before: int = 0) -> Iterator[Card | Stray]:
    """Yield the cards of a file and what stands between them, in order.

    ``before`` are the lines of the file that stand before the stream.

    A card without its end goes to the next one's beginning. One inside another
    (AGENT) becomes that property's value, however deep it goes.
    """
    open_: _Open | None = None
    for line in lines.logical(stream, before):
        mark = _mark(line.raw) if line.raw[:1] in b"BbEe" else ""
        if open_ is None:
            if mark == "BEGIN":
                open_ = _Open(line.first)
            elif mark != "END":
                yield Stray(line.first, _start(line.raw))
        elif mark == "BEGIN" and not open_.begins_inside():
            if not open_.is_empty:
                yield open_.card(is_whole=False)
                open_ = _Open(line.first)
        elif mark == "END" and not open_.depth:
            yield open_.card(line.last)
            open_ = None
        else:
            open_.take(line, mark)
    if open_ is not None:
        yield replace(open_.card(is_whole=False), is_broken_off=True)


def property_of(raw: str) -> Property | None:
    """Return the property that an unfolded line is, None where it is none."""
    made = _property(Line(0, 0, raw.encode("utf-8", "replace"), len(raw)))
    return made if isinstance(made, Property) else None


class _Open:
    """A card whose end hasn't come yet."""

    def __init__(self, line: int) -> None:
        self.line = self.last = line
        self.properties: list[Property] = []
        self.strays: list[Stray] = []
        self.depth = 0  # how many cards inside this one are open
        self.nested: list[str] = []
        self.nested_size = 0
        self.is_cut = False
        self.size = 0

    @property
    def is_empty(self) -> bool:
        return not (self.properties or self.strays)

    def begins_inside(self) -> bool:
        """Return whether a card that begins here stands inside this one."""
        if self.depth:
            return True
        last = self.properties[-1] if self.properties else None
        return last is not None and last.name == "AGENT" and not last.value.strip()

    def take(self, line: Line, mark: str) -> None:
        self.last = line.last
        if self.depth or mark == "BEGIN":
            self._nest(line, mark)
        elif self._is_full(line):
            self.is_cut = True
        elif isinstance(made := _property(line), Property):
            self.properties.append(made)
        else:
            self.strays.append(made)

    def _is_full(self, line: Line) -> bool:
        if line.raw[:1] not in _PICTURE_STARTS or not line.raw[:5].upper().startswith(_PICTURES):
            self.size += len(line.raw)
        count = len(self.properties) + len(self.strays)
        return count >= MOST_PROPERTIES or self.size > MOST_TEXT

    def _nest(self, line: Line, mark: str) -> None:
        self.depth += {"BEGIN": 1, "END": -1}.get(mark, 0)
        if self.nested_size < _MOST_NESTED:
            self.nested.append(_decoded(line.raw))
            self.nested_size += len(line.raw)
        if not self.depth:
            self._close_nested()

    def _close_nested(self) -> None:
        agent, inner = self.properties[-1], "\n".join(self.nested)
        value = text.escaped(f"{inner}\n")
        self.properties[-1] = Property(
            agent.group, agent.name, agent.params, value, f"AGENT:{value}",
            agent.line, self.last, self.nested_size,
        )  # fmt: skip
        self.nested, self.nested_size = [], 0

    def card(self, last: int = 0, *, is_whole: bool = True) -> Card:
        if self.nested:
            self._close_nested()
        return Card(
            self.line,
            tuple(self.properties),
            tuple(self.strays),
            last or self.last,
            is_whole,
            self.is_cut,
        )


def _mark(raw: bytes) -> str:
    """Return BEGIN or END where a line begins or ends a card."""
    name, _, value = raw.partition(b":")
    if value.strip().upper() != b"VCARD":
        return ""
    word = name.strip().upper()
    return word.decode() if word in {b"BEGIN", b"END"} else ""


def _property(line: Line) -> Property | Stray:
    if line.size > _PICTURE_HEAD and line.raw[:5].upper().startswith(_PICTURES):
        line = line._replace(raw=line.raw[:_PICTURE_HEAD])
    shown = _decoded(line.raw)
    found = _LINE.fullmatch(shown) or _LOOSE.fullmatch(shown)
    if found is None and _ADDRESS.match(shown) is not None:  # its LABEL may say it all
        found = _LINE.fullmatch(f"{shown}:")
    if found is None:
        return Stray(line.first, _start(line.raw))
    group, name, written, value = found.groups()
    params = _params(written) if written else {}
    if written:
        charset = params.get("CHARSET", ("",))[0]
        if "QUOTED-PRINTABLE" in map(str.upper, params.get("ENCODING", ())):
            value = _unquoted(value, charset)
        elif charset:
            value = _recoded(line.raw, value, shown, charset)
    return Property(
        group or "", name.upper(), params, value, shown, line.first, line.last, line.size
    )


def _params(written: str) -> dict[str, tuple[str, ...]]:
    """Return the parameters; they are shared by all lines that write them alike."""
    return _usual_params(written) if len(written) <= _LONG else _read_params(written)


@functools.lru_cache(maxsize=256)  # an address book has few
def _usual_params(written: str) -> dict[str, tuple[str, ...]]:
    return _read_params(written)


def _read_params(written: str) -> dict[str, tuple[str, ...]]:
    params: dict[str, tuple[str, ...]] = {}
    for each in _PARAMETER.findall(written):
        name, equals, value = each.partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = ("ENCODING" if name in _ENCODINGS else "TYPE"), name.lower()
        found = tuple(_caret(quoted or bare.strip()) for quoted, bare in _VALUES.findall(value))
        if name:
            params[name] = (*params.get(name, ()), *filter(None, found))
    return params


def _caret(value: str) -> str:
    return _CARET.sub(lambda found: _CARETS[found[1]], value) if "^" in value else value


def _unquoted(value: str, charset: str) -> str:
    """Return what a quoted-printable value says, still escaped."""
    raw = binascii.a2b_qp(value.encode("utf-8", "replace"))
    return text.lines(_decoded(raw, charset)).replace("\n", r"\n")


def _recoded(raw: bytes, value: str, shown: str, charset: str) -> str:
    """Return a value in the charset it says it has, where the line isn't UTF-8 anyway."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return _decoded(raw[len(shown) - len(value) :], charset)  # a byte is a character there
    return value


def _decoded(raw: bytes, charset: str = "") -> str:
    """Return bytes as text: UTF-8, else as they say they are, else as Windows writes them."""
    wanted = charset.strip() if _CHARSET.fullmatch(charset.strip()) else "cp1252"
    first, second = (wanted, "utf-8") if charset and raw.isascii() else ("utf-8", wanted)
    for each in (first, second, "cp1252"):
        try:
            return raw.decode(each)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")


def _start(raw: bytes) -> str:
    return _decoded(raw[:80]).strip()
