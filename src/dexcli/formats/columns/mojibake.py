"""Text whose UTF-8 was read as Latin-1 or cp1252 and saved again: "Ã‰milie" is "Émilie"."""

_MOST_TIMES = 2  # a file opened and saved twice
_STARTS = frozenset(map(chr, range(0xC2, 0xF5)))  # what the first byte of a character became


def repaired(text: str) -> str:
    """Return the text as it was meant, where its characters are the bytes of UTF-8.

    Excel makes such cells of a CSV without a byte-order mark.
    """
    for _ in range(_MOST_TIMES):
        if text.isascii() or _STARTS.isdisjoint(text):
            return text
        raw = _bytes(text)
        if raw is None:
            return text
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return text
    return text


def _bytes(text: str) -> bytes | None:
    """Return the bytes that were misread, by cp1252 and where it has no character by Latin-1."""
    found = bytearray()
    for character in text:
        try:
            found += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:  # noqa: PLR2004 - no byte
                return None
            found.append(ord(character))
    return bytes(found)
