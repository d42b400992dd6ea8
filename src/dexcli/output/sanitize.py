"""The one place where text from files becomes harmless for a screen.

Control characters, and those that turn the direction of writing, are shown as
escapes; U+200C and U+200D stay, which Persian names and emoji need.
"""

_HIDDEN = (
    *range(0x20),
    0x7F,
    *range(0x80, 0xA0),
    0x061C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
NEWLINE_MARK = "␊"
_SURROGATES = range(0xD800, 0xE000)  # bytes that were no text; no encoding takes them
_TABLE = {code: f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" for code in _HIDDEN}  # noqa: PLR2004 - two digits reach so far
_TABLE |= {code: f"\\u{code:04x}" for code in _SURROGATES}
_PARAGRAPH = {code: shown for code, shown in _TABLE.items() if code not in (0x09, 0x0A)}
_LINE = _PARAGRAPH | {0x0A: NEWLINE_MARK}


def one_line(text: str) -> str:
    """Return text for a field of one line: a newline is shown as ␊."""
    return text.translate(_LINE)


def paragraph(text: str) -> str:
    """Return text that may have several lines."""
    return text.translate(_PARAGRAPH)
