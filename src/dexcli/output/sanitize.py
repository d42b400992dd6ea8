"""The one place where text from files becomes harmless for a screen.

Control characters, and those that turn the direction of writing, are shown as
escapes; U+200C and U+200D stay, which Persian names and emoji need.
"""

import functools

_CONTROLS = (*range(0x20), 0x7F, *range(0x80, 0xA0))
DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
NEWLINE_MARK = "␊"
_SURROGATES = range(0xD800, 0xE000)  # bytes that were no text; no encoding takes them


def one_line(text: str) -> str:
    """Return text for a field of one line: a newline is shown as ␊."""
    return text if text.isprintable() else text.translate(_escapes()).replace("\n", NEWLINE_MARK)


def paragraph(text: str) -> str:
    """Return text that may have several lines."""
    return text if text.isprintable() else text.translate(_escapes())


def controls(text: str) -> str:
    """Return text for a page, which can hold all but control characters; lines stay lines."""
    return text if text.isprintable() else text.translate(_control_escapes())


def document(text: str) -> str:
    """Return a JSON document for a terminal: what it hides is escaped as JSON does."""
    return text.translate({code: f"\\u{code:04x}" for code in _escapes()})


@functools.cache
def _escapes() -> dict[int, str]:
    """Return what each hidden character is shown as; built only for a text that has one.

    All of them are unprintable in Python's sense, as is much that stays.
    """
    return _control_escapes() | {code: f"\\u{code:04x}" for code in DIRECTIONS}


@functools.cache
def _control_escapes() -> dict[int, str]:
    table = {code: f"\\x{code:02x}" for code in _CONTROLS}
    table |= {code: f"\\u{code:04x}" for code in _SURROGATES}
    return {code: shown for code, shown in table.items() if code not in (0x09, 0x0A)}
