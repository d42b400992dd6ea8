"""What would cost the parser seconds or end it, refused before it is parsed."""

import re

from dexcli.core.errors import UnreadableFileError

MOST_DOTS = 30  # in one key; our own have one
MOST_NESTED = 50  # arrays and tables in each other; our own have three
_ENDLESS_KEY = (  # compiled when a file has so many dots: 1 ms
    r"""\.(?:[ \t]*+(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.)"""
    f"{{{MOST_DOTS}}}"
)
_OTHERS = re.compile(r"[^\[\]{}\n]+")
_COMMENT = re.compile(r"#[^\n]*")


def refuse(text: str, name: str) -> None:
    """Refuse a key of very many parts, and values nested beyond reason.

    Source: measured, 1 MB of keys with 190 dots takes tomli 4 s, with 30 dots
    1.4 s; a 32 KB key takes the editor 4.8 s (reference/libraries.md). Values
    nested 150 deep are read by tomli and not by the editor.

    Raises:
        UnreadableFileError: With the line, and what was expected.
    """
    if text.count(".") > MOST_DOTS and re.search(_ENDLESS_KEY, text) is not None:
        _refuse_endless_key(text, name)
    if text.count("[") + text.count("{") > MOST_NESTED and _line_too_deep(text):
        _refuse_nesting(text, name)


def _refuse_endless_key(text: str, name: str) -> None:
    keys = _without_words(text)
    if (found := re.search(_ENDLESS_KEY, keys)) is not None:
        line = keys.count("\n", 0, found.start()) + 1
        raise UnreadableFileError(
            f"{name}:{line}: a key of more than {MOST_DOTS} parts; "
            "expected one such as met.on, delete the line"
        )


def _refuse_nesting(text: str, name: str) -> None:
    line = _line_too_deep(_without_words(text))
    if line is not None:
        raise UnreadableFileError(
            f"{name}:{line}: more than {MOST_NESTED} brackets inside each other; "
            "no contact needs them, delete the line"
        )


def _line_too_deep(text: str) -> int | None:
    """Return the line on which brackets are in each other beyond reason, None without one."""
    depth, line = 0, 1
    for mark in _OTHERS.sub("", text):
        if mark == "\n":
            line += 1
        elif mark in "]}":
            depth = max(depth - 1, 0)
        else:
            depth += 1
            if depth > MOST_NESTED:
                return line
    return None


def _without_words(text: str) -> str:
    """Return the text without what stands in its strings and comments."""
    from dexcli.store import locate  # only for a file with very many dots or brackets

    return _COMMENT.sub("", locate.without_strings(text))
