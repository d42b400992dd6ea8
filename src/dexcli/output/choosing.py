"""Which of several is meant: a numbered list, or fzf where it is there."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.due import last_contact
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings
from dexcli.output import sanitize
from dexcli.output.screen import SEPARATOR, Screen

FZF = "fzf"
_CHOSEN, _NO_MATCH, _CANCELLED = 0, 1, 130  # its exit codes


class Choice(Struct, frozen=True):
    """One who may be meant: as the list tells them apart, and as a line of fzf."""

    told: str
    line: str


def program(picker: str | None, environ: Mapping[str, str], *, reads: bool) -> str | None:
    """Return the path of fzf where it is to ask, else None.

    Without the setting a command that changes something uses it where it is
    installed; one that only reads starts no other program.
    """
    wanted = picker == FZF or (picker is None and not reads)
    return shutil.which(FZF, path=environ.get("PATH")) if wanted else None


def choices(
    several: Sequence[Contact],
    whys: Sequence[str],
    ledger: Ledger,
    settings: Settings,
    *,
    today: date,
) -> list[Choice]:
    """Return how each of several is shown; ``whys`` say more of each, or are empty."""
    found = []
    for contact, why in zip(several, [*whys, *[""] * len(several)], strict=False):
        last = last_contact(contact, settings, today=today)
        belongs = "/".join(part for part in (contact.org, contact.city) if part)
        seen = "" if last is None else f"last {last.on}"
        parts = (contact.handle, contact.name, belongs, seen, why)
        line = SEPARATOR.join(sanitize.one_line(part) for part in parts if part)
        told = ledger.told_apart(contact)
        found.append(Choice(f"{told}{SEPARATOR}{why}" if why else told, line))
    return found


def ask(question: str, several: Sequence[Choice], screen: Screen, *, fzf: str | None) -> int | None:
    """Return which is chosen, from 0; None where none is.

    Where fzf can't be run, the list asks instead.
    """
    if fzf is not None:
        try:
            return _by_fzf(question, [each.line for each in several], fzf)
        except OSError as error:
            screen.problem(f"{fzf}: {error.strerror or error}")
    return screen.choose(question, [each.told for each in several])


def _by_fzf(question: str, lines: Sequence[str], fzf: str) -> int | None:
    """Return the place of the line that is chosen in fzf.

    Raises:
        OSError: It ended with an error of its own.
    """
    ran = subprocess.run(  # noqa: S603 - the program that is installed under this name
        [fzf, "--no-multi", "--no-preview", "--header", sanitize.one_line(question)],
        input="".join(f"{line}\n" for line in lines),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if ran.returncode in {_NO_MATCH, _CANCELLED}:
        return None
    if ran.returncode != _CHOSEN:
        raise OSError(f"ended with {ran.returncode}")
    chosen = ran.stdout.removesuffix("\n")
    return lines.index(chosen) if chosen in lines else None
