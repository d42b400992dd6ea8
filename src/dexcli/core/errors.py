"""Errors that end a command; each knows its exit code and its words."""

from collections.abc import Sequence
from typing import NamedTuple

NOTHING_WRITTEN = "; nothing was written"


class Place(NamedTuple):
    """Where in a text something is wrong: its characters from ``start`` to before ``end``."""

    text: str
    start: int
    end: int


class DexcliError(Exception):
    """This command can't go on; the message is one line for a person."""

    exit_code = 1
    place: Place | None = None  # where in a text that was typed


class UsageError(DexcliError):
    """What was typed can't be done as typed, or a question can't be asked here."""

    exit_code = 2


class FilterError(UsageError):
    """A text is no filter; ``place`` is where, in it or in the saved one that it leads to."""

    def __init__(self, problem: str, place: Place, saved: Sequence[str] = ()) -> None:
        self.place = place
        inside = f"in @{saved[-1]}: " if saved else ""
        super().__init__(f"filter: {inside}{problem}")


class NoContactError(DexcliError):
    """Nobody answers to this name."""

    exit_code = 3

    def __init__(self, query: str, nearest: Sequence[str] = ()) -> None:
        near = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"no contact matches {query!r}{near}")


class AmbiguousContactError(DexcliError):
    """Several contacts answer to this name."""

    exit_code = 4

    def __init__(self, query: str, candidates: Sequence[str]) -> None:
        super().__init__(f"{query!r} could be {', '.join(candidates)}")


class UnreadableFileError(DexcliError):
    """A contact's file can't be read; the message names file, line and remedy."""

    exit_code = 5


class ChangedMeanwhileError(DexcliError):
    """A file changed between reading and writing; nothing was written."""

    exit_code = 6


class UnfinishedError(DexcliError):
    """The change counts and is half done; the next command finishes it."""

    exit_code = 7

    def __init__(self, why: str) -> None:
        why = why.removesuffix(NOTHING_WRITTEN)  # true of one file, and not of the change
        super().__init__(
            f"saved, but finishing it waits for the next command that changes something; "
            f"don't repeat this one ({why})"
        )


class TryAgainError(DexcliError):
    """The ledger is busy; the same command may work later."""

    exit_code = 75
