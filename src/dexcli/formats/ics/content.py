"""Content lines as RFC 5545 has them: texts escaped, lines folded after 75 bytes."""

from collections.abc import Iterable

_MOST = 75  # bytes of a line without its end, RFC 5545 §3.1


def line(name: str, text: str) -> str:
    """Return a property whose value is a text; control characters, which it can't have, go."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    broken = "\\n".join(escaped.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return f"{name}:{''.join(c for c in broken if c >= ' ' and c != chr(127))}"


def joined(lines: Iterable[str]) -> bytes:
    """Return lines as bytes, folded between letters and never inside one."""
    return b"".join(_folded(each.encode("utf-8", "replace")) for each in lines)


def _folded(raw: bytes) -> bytes:
    if len(raw) <= _MOST:
        return raw + b"\r\n"
    parts, start, room = [], 0, _MOST
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:  # noqa: PLR2004 - inside a letter of UTF-8
            end -= 1
        parts.append(raw[start:end])
        start, room = end, _MOST - 1  # the blank of the fold counts
    return b"\r\n ".join((*parts, raw[start:])) + b"\r\n"
