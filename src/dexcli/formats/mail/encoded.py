"""The text of a header: bytes in any encoding, and words in MIME's encoding (RFC 2047)."""

import re

_HIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 500  # characters of a header that is text; more is nothing a person wrote


def text(raw: bytes) -> str:
    """Return a header's value as it stands: UTF-8 (RFC 6532), else cp1252."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def decode(value: str) -> str:
    """Return a text with its encoded words read; those in an unknown charset stay as they are."""
    if "=?" not in value:
        return value
    from email import errors, header  # 20 ms, only for what isn't ASCII

    try:
        return str(header.make_header(header.decode_header(value)))
    except (errors.MessageError, LookupError, ValueError, TypeError):
        return value


def line(value: str) -> str:
    """Return a header's text for one line: decoded, nothing hidden, not endless."""
    if len(value) <= _LONGEST and value.isascii() and value.isprintable() and "=?" not in value:
        return " ".join(value.split())
    shown = _HIDDEN.sub(" ", decode(value[: 4 * _LONGEST]))
    shown = " ".join(shown.encode("utf-8", "replace").decode().split())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
