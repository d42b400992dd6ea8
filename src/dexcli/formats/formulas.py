"""Cells that a spreadsheet would run: guarded on the way out, bare again on the way in."""

import re

_STARTS = "=+\\-@\t\r\n＝＋－＠"
_RUN = re.compile(rf"'*[{_STARTS}]|'+\d")
_GUARDED = re.compile(rf"'+[{_STARTS}\d]")
_PHONE = r"\+\(?\d[\d ().\-/]{3,}"
_PHONES = re.compile(rf"{_PHONE}(?:; {_PHONE})*")


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with an apostrophe before it.

    That is for what begins with ``=``, ``+``, ``-``, ``@``, a tab or the end of a
    line. A cell that is nothing but international phone numbers stays as it is:
    digits, blanks and ``( ) . - /`` behind a ``+`` can call nothing.

    Source: OWASP, "CSV Injection", for the characters.
    """
    if _RUN.match(text) is None or _PHONES.fullmatch(text) is not None:
        return text
    return f"'{text}"


def bare(text: str) -> str:
    """Return a cell without the apostrophe that `guarded` put there, or somebody at a number."""
    return text[1:] if _GUARDED.match(text) else text
