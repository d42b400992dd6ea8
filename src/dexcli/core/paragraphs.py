"""Notes of several sources in one text: each in paragraphs of its own, once."""


def has(text: str, part: str) -> bool:
    """Return whether a part stands in a text as whole paragraphs; an empty one always does."""
    return not part.strip() or _apart(part) in _apart(text)


def with_part(text: str, part: str) -> str:
    """Return a text with a part as its last paragraphs, if it hasn't it yet."""
    if has(text, part):
        return text
    return f"{text.rstrip()}\n\n{part.strip()}" if text.strip() else part


def with_other(text: str, part: str, other: str) -> str:
    """Return a text with other paragraphs in the place of a part that stands in it."""
    return _apart(text).replace(_apart(part), _apart(other), 1).strip("\n")


def _apart(text: str) -> str:
    stripped = text.strip("\n")
    return f"\n\n{stripped}\n\n"
