"""`dexcli complete-words`: what the scripts for the shells ask at each press of Tab.

It reads and answers; whatever is wrong, it says nothing and ends well, for what
it printed would stand in the middle of somebody's command line.
"""

import os
import sys
from collections.abc import Sequence

from dexcli.completing import asked, line, offered, table
from dexcli.completing.candidates import Offer
from dexcli.completing.line import Line
from dexcli.completing.outside import Outside

NAME = "complete-words"
_WIDTH = 80
_POWERSHELL_WORDS = "DEXCLI_COMPLETE_WORDS"  # one a line; PowerShell drops quotes in arguments


def run(words: Sequence[str]) -> int:
    """Print the candidates for one shell; nothing where anything is wrong. Always 0."""
    try:
        text = "".join(f"{each}\n" for each in answer(words))
        out = os.fsencode(text) if text.isascii() else text.encode("utf-8", "surrogateescape")
        sys.stdout.buffer.write(out)
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - nothing may be printed over a command line
        _mute()
    except KeyboardInterrupt:
        _mute()
    return 0


def answer(words: Sequence[str]) -> list[str]:
    """Return the lines for a shell.

    bash gives COMP_TYPE, the width of the screen, what readline replaces and the
    line up to the cursor; zsh and fish give the words and, last, the one at the
    cursor as it was typed; PowerShell's stand in a variable.
    """
    shell, *rest = words
    if shell == "bash":
        from dexcli.completing import bash

        kind, columns, text, whole = rest
        here = line.parsed(whole)
        width = int(columns) if columns.isdecimal() else _WIDTH
        return bash.lines(_offer(here), here.last, text, kind=kind, columns=width)
    from dexcli.completing import others

    if shell == "powershell":
        rest = os.environ.get(_POWERSHELL_WORDS, "").split("\n")
    *before, last = rest
    here = Line(before, line.unquoted(last))
    return others.SHELLS[shell](_offer(here), here.last)


def _offer(here: Line) -> Offer:
    known, behind = table.load(), here.words[1:]
    outside = Outside(asked.given(behind, "--ledger"), asked.given(behind, "--today"))
    wanted = asked.asked(behind, here.last.text, known, outside)
    return offered.offer(wanted, known, outside)


def _mute() -> None:
    """Let nothing more be written, not even when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError:
        return
