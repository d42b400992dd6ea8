"""The lines of two versions of a file, put together where they don't touch the same ones."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from dexcli.core.merging import lines
from dexcli.core.merging.lines import Hunk
from dexcli.store.codec import BOM

T = TypeVar("T")


def texts(base: bytes, ours: bytes, theirs: bytes) -> Iterator[bytes]:
    """Yield the texts with the changed lines of both sides; whoever asks checks what they say.

    None where both sides changed the same lines; two where both have added
    some at one place, since either may come first.
    """
    forms = [_Form.of(raw) for raw in (base, ours, theirs)]
    form = _Form.merged(*forms)
    o, a, b = ([*each.lines] for each in forms)
    changes = lines.hunks(o, a), lines.hunks(o, b)
    found = []
    for smaller_first in (True, False):
        together = _together(*changes, smaller_first=smaller_first)
        if together is not None and together not in found:
            found.append(together)
            yield form.written("".join(lines.applied(o, together)))


class _Form:
    """A text's lines with newlines, and how its file has them: mark, line ends, final newline."""

    def __init__(self, lines_: Sequence[str], *, marked: bool, crlf: bool, ended: bool) -> None:
        self.lines = lines_
        self.marked = marked
        self.crlf = crlf
        self.ended = ended

    @classmethod
    def of(cls, raw: bytes) -> "_Form":
        text = raw.decode("utf-8")
        body = text.removeprefix(BOM)
        crlf = "\n" in body and body.count("\r\n") == body.count("\n")
        plain = body.replace("\r\n", "\n") if crlf else body
        ended = not plain or plain.endswith("\n")
        split = [f"{line}\n" for line in (plain if ended else f"{plain}\n").split("\n")[:-1]]
        return cls(split, marked=body != text, crlf=crlf, ended=ended)

    @classmethod
    def merged(cls, base: "_Form", ours: "_Form", theirs: "_Form") -> "_Form":
        return cls(
            (),
            marked=_merged(base.marked, ours.marked, theirs.marked),
            crlf=_merged(base.crlf, ours.crlf, theirs.crlf),
            ended=_merged(base.ended, ours.ended, theirs.ended),
        )

    def written(self, text: str) -> bytes:
        body = text if self.ended else text.removesuffix("\n")
        ends = body.replace("\n", "\r\n") if self.crlf else body
        return ((BOM if self.marked else "") + ends).encode()


def _merged(base: T, ours: T, theirs: T) -> T:
    return theirs if ours == base else ours


def _together(
    ours: Sequence[Hunk], theirs: Sequence[Hunk], *, smaller_first: bool
) -> list[Hunk] | None:
    """Return the hunks of both sides in order, or None where they overlap."""
    sign = 1 if smaller_first else -1
    mine, other = sorted((tuple(ours), tuple(theirs)))[::sign]
    ranked = {**dict.fromkeys(other, 1), **dict.fromkeys(mine, 0)}
    result = sorted(ranked, key=lambda hunk: (hunk.start, hunk.end, ranked[hunk]))
    for before, after in pairwise(result):
        if after.start < before.end:
            return None
    return result
