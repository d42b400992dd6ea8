"""Our lines in a file that is somebody else's: put in and taken out, the rest byte for byte."""

import re
from collections.abc import Sequence

from dexcli.core import schedules

_WAS_UNENDED = "# (the line above had no end)"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class OpenBlockError(ValueError):
    """A block of ours begins and doesn't end."""


def with_crontab_job(text: str, job: schedules.Job) -> str:
    """Return a crontab with a ledger's entries as they are now, in their place or at the end."""
    lines = _LINE.findall(text)
    ours = [f"{line}\n" for line in schedules.crontab_lines(job)]
    start, end = _crontab_span(lines, job.ledger) or (len(lines), len(lines))
    if start == len(lines) and lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"  # cron refuses a last line without an end
    return "".join((*lines[:start], *ours, *lines[end:]))


def without_crontab_job(text: str, ledger: str) -> str:
    """Return a crontab without a ledger's entries.

    Those directly under its mark which run dexcli on this ledger, whoever has
    changed their hour since; a line under them that does something else stays.
    """
    lines = _LINE.findall(text)
    start, end = _crontab_span(lines, ledger) or (0, 0)
    return "".join((*lines[:start], *lines[end:]))


def _crontab_span(lines: list[str], ledger: str) -> tuple[int, int] | None:
    mark = schedules.crontab_mark(ledger)
    start = next((n for n, line in enumerate(lines) if line.rstrip("\r\n") == mark), None)
    if start is None:
        return None
    end = start + 1
    while end < len(lines) and schedules.is_crontab_job(lines[end], ledger):
        end += 1
    return start, end


def with_block(text: str, ledger: str, lines: Sequence[str]) -> str:
    """Return a start-up file with a ledger's block, in its place or at the end.

    A last line without an end gets one, or nothing could be put behind it; a
    line in the block remembers that, for the day it is taken out.

    Raises:
        OpenBlockError: A block begins and doesn't end.
    """
    span = _block_span(text, ledger)
    if span is None:
        ended = text.endswith("\n") or not text
        start = text if ended else f"{text}\n"
        return f"{start}{_block(ledger, lines, ended=ended)}\n"
    ended = _WAS_UNENDED not in text[slice(*span)]
    return text[: span[0]] + _block(ledger, lines, ended=ended) + text[span[1] :]


def without_block(text: str, ledger: str) -> str:
    """Return a start-up file without a ledger's block.

    Raises:
        OpenBlockError: The block begins and doesn't end.
    """
    span = _block_span(text, ledger)
    if span is None:
        return text
    before, after = text[: span[0]], text[span[1] :].removeprefix("\n")
    if not after and _WAS_UNENDED in text[slice(*span)]:
        return before.removesuffix("\n")
    return before + after


def _block(ledger: str, lines: Sequence[str], *, ended: bool) -> str:
    begin, end = _marks(ledger)
    remembered = [] if ended else [_WAS_UNENDED]
    return "\n".join((begin, *remembered, *lines, end))


def _block_span(text: str, ledger: str) -> tuple[int, int] | None:
    """Return where a block is, without the newline behind it."""
    begin, end = (rf"^{re.escape(mark)}\r?$" for mark in _marks(ledger))
    first = re.search(begin, text, re.MULTILINE)
    if first is None:
        return None
    last = re.compile(end, re.MULTILINE).search(text, first.end())
    if last is None:
        raise OpenBlockError(f"{_marks(ledger)[0]!r} has no end; take it out by hand")
    return first.start(), last.end()


def _marks(ledger: str) -> tuple[str, str]:
    return f"# >>> dexcli: {ledger} >>>", f"# <<< dexcli: {ledger} <<<"
