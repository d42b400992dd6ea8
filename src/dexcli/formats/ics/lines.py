"""The lines of a calendar: unfolded, split into name, parameters and value; each by itself.

A line that is broken spoils itself alone, which no parser of whole calendars
promises: one read 338 of 363 real files, these lines 363 (libraries.md).
"""

import re
from collections.abc import Iterator

from msgspec import Struct

_START = re.compile(r"[A-Za-z0-9-]+")
_PARAM = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,])*(?:,(?:"[^"]*"|[^";:,])*)*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "N": "\n"}
_LONGEST = 64 * 1024  # characters of a line that says something to us; a picture has more
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Line(Struct, frozen=True):
    """One content line: ``number`` is where it begins in the file, from 1."""

    number: int
    name: str
    params: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as a text: its escapes read."""
        return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), self.value)

    @property
    def one_line(self) -> str:
        """The value as a text of one line."""
        return " ".join(self.text.split())


class Component(Struct, frozen=True):
    """What stands between a BEGIN and its END; ``is_whole`` is whether the END is there."""

    kind: str
    number: int
    lines: tuple[Line, ...]
    is_whole: bool = True

    def first(self, name: str) -> Line | None:
        """Return the first line of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        """Return all lines of a name."""
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """Return the first line of a name as one line of text, empty where there is none."""
        found = self.first(name)
        return "" if found is None else found.one_line


def components(raw: bytes) -> Iterator[Component]:
    """Yield what a calendar is made of: the calendar's own lines last, others as they end.

    What stands inside an event, such as its alarms, is left out. A BEGIN inside
    an event that isn't finished begins a new one; one that says nothing yet is no event.
    """
    own: list[Line] = []
    kind, start, inner = "", 0, ""
    found: list[Line] = []
    for line in read(raw):
        value = line.value.strip().upper()
        if line.name == "BEGIN" and value in _PARTS:
            if kind and found:
                yield Component(kind, start, tuple(found), is_whole=False)
            kind, start, inner, found = value, line.number, "", []
        elif line.name == "BEGIN" and kind:
            inner = inner or value
        elif line.name == "END" and value == inner and inner:
            inner = ""
        elif line.name == "END" and value == kind and kind:
            yield Component(kind, start, tuple(found))
            kind, inner = "", ""
        elif not inner:
            (found if kind else own).append(line)
    if kind:
        yield Component(kind, start, tuple(found), is_whole=False)
    yield Component("VCALENDAR", 1, tuple(own), is_whole=_is_closed(own))


def _is_closed(own: list[Line]) -> bool:
    """Return whether every calendar that begins has its end; an event alone has none."""
    marks = [each.name for each in own if each.value.strip().upper() == "VCALENDAR"]
    return marks.count("BEGIN") <= marks.count("END")


_PARTS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})


def read(raw: bytes) -> Iterator[Line]:
    """Yield the content lines that can be read; what is none is passed over."""
    if raw.startswith(_UTF16):
        raw = raw.decode("utf-16", "replace").encode()
    number, whole = 1, b""
    for at, physical in enumerate(re.split(rb"\r\n|\n|\r", raw.removeprefix(b"\xef\xbb\xbf")), 1):
        if physical[:1] in {b" ", b"\t"}:
            if len(whole) < _LONGEST:
                whole += physical[1:]
            continue
        if (line := _parsed(number, whole)) is not None:
            yield line
        number, whole = at, physical
    if (line := _parsed(number, whole)) is not None:
        yield line


def _parsed(number: int, raw: bytes) -> Line | None:
    text = _decoded(raw[:_LONGEST])
    name = _START.match(text)
    if name is None:
        return None
    params, place = {}, name.end()
    while (found := _PARAM.match(text, place)) is not None:
        params[found[1].upper()] = found[2].strip('"')
        place = found.end()
    colon = text.find(":", place)
    if colon < 0:
        return None
    value = text[colon + 1 :]
    if params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        import quopri  # only for vCalendar 1.0

        value = _decoded(quopri.decodestring(value.encode()))
    return Line(number, name[0].upper(), params, value)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
