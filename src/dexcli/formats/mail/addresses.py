"""The people in a mail header: "Ada Lovelace <ada@example.org>, bob@example.org"."""

import functools
import re

from msgspec import Struct

from dexcli.formats.mail import encoded

_MOST = 500  # people in one header; a list of more is no mail to somebody
_LONGEST = 500  # characters of one of them
# What stands in quotes, brackets or parentheses holds commas that separate nothing.
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"?|<[^>]*>?|\([^()]*\)?|[,;]|[^"<(,;]+')
_IN_BRACKETS = re.compile(r"<([^>]*)>?")
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f<>()\[\]\",;:@]+@[^\s\x00-\x1f\x7f<>()\",;:@]+")
_QUOTED = re.compile(r'\s*"((?:[^"\\]|\\.)*)"')
_GROUP = re.compile(r"^[^:@]*:")  # "undisclosed-recipients:", "Friends: ada@example.org"
_ONE = re.compile(r'\s*"?([\w .\'-]*)"?\s*<([\w.+-]+@[\w.-]+)>\s*', re.ASCII)


class Correspondent(Struct, frozen=True):
    """Somebody in a header: their address in lower case, and the name beside it, perhaps none."""

    address: str
    name: str = ""

    @property
    def spoken(self) -> str:
        """The name, or where there is none what stands before the @."""
        return self.name or self.address.partition("@")[0]


@functools.lru_cache(maxsize=8192)  # the same few headers make most of an archive
def parse(text: str) -> tuple[Correspondent, ...]:
    """Return the people in a header, each address once; what is no address is left out."""
    if (one := _ONE.fullmatch(text)) is not None:  # nearly always
        return (Correspondent(one[2].lower(), one[1].strip()),)
    found: dict[str, Correspondent] = {}
    for part in _parts(text):
        each = _correspondent(part[:_LONGEST])
        if each is not None:
            found.setdefault(each.address, each)
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _parts(text: str) -> list[str]:
    parts, now = [], ""
    for piece in _PIECE.findall(text):
        if piece in {",", ";"}:
            parts.append(now)
            now = ""
        else:
            now += piece
    return [*parts, now]


def _correspondent(part: str) -> Correspondent | None:
    bare = part if part.lstrip().startswith('"') else _GROUP.sub("", part)
    bracket = _IN_BRACKETS.search(bare)
    found = _ADDRESS.search(bare if bracket is None else bracket[1].removeprefix("mailto:"))
    if found is None:
        return None
    beside = bare.replace(found[0] if bracket is None else bracket[0], " ")
    return Correspondent(found[0].lower(), _name(beside))


def _name(text: str) -> str:
    """Return the name beside an address: what is in parentheses, where nothing else is."""
    if (quoted := _QUOTED.match(text)) is not None:
        plain = quoted[1]
    else:
        outside = re.sub(r"\([^()]*\)?", " ", text)
        plain = outside if outside.strip(" '\"") else text.strip(" ()")
    unquoted = re.sub(r"\\(.)", r"\1", plain.strip().strip('"'))
    name = encoded.line(unquoted).strip("'\" ")
    return "" if "@" in name else name
