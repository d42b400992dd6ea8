"""The text inside a property: what is escaped, what separates, what is folded."""

import re

FOLD = 75  # octets of a line without its end (RFC 2426 §2.6, RFC 6350 §3.2)
_MASK, _INSIDE = 0xC0, 0x80  # bytes of UTF-8 behind the first of a character
_ESCAPE = re.compile(r'\\([\\,;:"nN])')  # 2.1 has a bare backslash in "C:\\temp"
_PARTS = {mark: re.compile(rf"((?:[^\\{mark}]|\\.|\\\Z)*+)({mark}|\Z)", re.DOTALL) for mark in ",;"}
_MARKED = re.compile(r"[\\,;\n]")
_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_QUOTED = re.compile(r"[^\w.+/@ -]")


def plain(value: str) -> str:
    """Return a value without its escapes."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def parts(value: str, mark: str) -> list[str]:
    """Return the parts of a value between marks that aren't escaped, each without its escapes."""
    if "\\" not in value:
        return value.split(mark)
    found = []
    for part, end in _PARTS[mark].findall(value):
        found.append(plain(part))
        if not end:
            break
    return found


def escaped(text: str) -> str:
    r"""Return a text as a value has it; a newline becomes ``\n``."""
    return _MARKED.sub(lambda found: r"\n" if found[0] == "\n" else f"\\{found[0]}", lines(text))


def lines(text: str) -> str:
    """Return a text whose lines end in a newline alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def one_line(text: str) -> str:
    """Return a text on one line, with single blanks."""
    return " ".join(text.split())


def label(value: str) -> str:
    """Return a label without the marks that Apple and Google put around their own ones."""
    text = one_line(plain(value))
    found = _LABEL.fullmatch(text)
    return found[1] if found else text


def parameter(value: str) -> str:
    """Return the value of a parameter as it is written, in quotes where it needs them.

    Source: RFC 6868, which has escapes for what may not stand there.
    """
    safe = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{safe}"' if _QUOTED.search(safe) or safe != safe.strip() else safe


def folded(line: str) -> bytes:
    """Return a line as bytes with its end, folded after 75 octets, never inside a character."""
    raw = line.encode("utf-8", "replace")
    if len(raw) <= FOLD:
        return raw + b"\r\n"
    pieces, start, width = [], 0, FOLD
    while len(raw) - start > width:
        end = start + width
        while raw[end] & _MASK == _INSIDE:
            end -= 1
        pieces.append(raw[start:end])
        start, width = end, FOLD - 1  # the blank counts
    return b"\r\n ".join([*pieces, raw[start:]]) + b"\r\n"
