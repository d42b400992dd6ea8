"""What is doubtful in a ledger's files: text, names, modes, and what commands left behind."""

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import checks
from dexcli.core.checks.finding import Finding, Kind, in_order
from dexcli.core.copies import conflict_copies
from dexcli.core.errors import DexcliError, TryAgainError
from dexcli.core.settings import OWN_FILE, Settings
from dexcli.store import codec, config, disk, doubts, journal, locate, lock, mend, removed
from dexcli.store.folder import OWN_FOLDER, Folder
from dexcli.store.mistakes import line_slips
from dexcli.store.naming import SUFFIX
from dexcli.store.reading import Entry, Reading

_OTHERS = stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWOTH
_LINE = re.compile(r":(\d+)(?=: )")
_MARKS = tuple(
    re.compile(rf"^{mark}{{7}}(?: |\r?$)", re.MULTILINE) for mark in "<=>"
)  # in this order
_BY_HAND = "correct it in an editor"


class Checkup(Struct, frozen=True):
    """Everything that was found, in order, with the files that were looked at."""

    findings: list[Finding]
    reading: Reading
    loaded: config.Loaded | None  # None: the settings can't be read
    is_partial: bool  # whether some file can't be read


def examine(folder: Folder, *, state: Path, commands: Collection[str]) -> Checkup:
    """Read a whole ledger and return what is broken or doubtful in it; nothing is written.

    ``commands`` are the names that no alias can have.
    """
    reading = folder.read(with_copies=True)
    loaded: config.Loaded | None = None
    found = list(_of_unreadable(folder, reading))
    try:
        loaded = config.load(folder.path)
        found += [_told(each, OWN_FILE, Kind.SETTINGS) for each in loaded.warnings]
    except config.SettingsError as error:
        found.append(_told(str(error), OWN_FILE, Kind.UNREADABLE))
    found += _of_removed(folder.path)
    hidden = [each for each in found if each.kind in {Kind.UNREADABLE, Kind.CONFLICT}]
    unreadable = {each.handle for each in hidden if each.handle}
    copies = conflict_copies(reading.ledger)  # to be merged, not mended
    for handle in reading.entries.keys() - copies.keys():
        found += _of_text(handle, reading.entries[handle])
    settings = Settings() if loaded is None else loaded.settings
    told = checks.of_ledger(reading.ledger, settings, unreadable=unreadable, commands=commands)
    found += [_placed(each, reading, loaded) for each in told]
    found += [*_of_modes(folder), *_left_behind(folder, state)]
    return Checkup(in_order(found), reading, loaded, is_partial=bool(hidden))


def close(folder: Folder) -> None:
    """Take from others what modes give them of the ledger, as far as we may."""
    for path, mode in _open_to_others(folder):
        try:
            path.chmod(mode & ~_OTHERS)
        except OSError:
            continue  # not ours; it stays a finding


def _of_unreadable(folder: Folder, reading: Reading) -> Iterator[Finding]:
    """Yield the files that are no contact to any command, by what was said of them."""
    files = sorted(folder.names(), key=len, reverse=True)
    for problem in reading.problems:
        file = next((each for each in files if problem.startswith(each)), None)
        if file is not None:
            finding = _told(problem, file, Kind.UNREADABLE)
            yield replace(finding, handle=file.removesuffix(SUFFIX))


def _of_removed(ledger: Path) -> Iterator[Finding]:
    try:
        removed.load(ledger)
    except DexcliError as error:
        yield _told(str(error), f"{OWN_FOLDER}/{removed.NAME}", Kind.UNREADABLE)


def _told(said: str, file: str, kind: Kind) -> Finding:
    """Return as a finding what another command says in a line: ``FILE:LINE: PROBLEM; REMEDY``."""
    rest = said.removeprefix(file) if said.startswith(f"{file}:") else said
    line = _LINE.match(rest)
    rest = rest[0 if line is None else line.end() :].removeprefix(": ").strip()
    problem, _, remedy = rest.partition("; ")
    if kind is Kind.UNREADABLE and line_slips.CONFLICT_WORDS in problem:
        kind = Kind.CONFLICT
    number = None if line is None else int(line[1])
    return Finding(kind=kind, file=file, line=number, problem=problem, remedy=remedy or _BY_HAND)


def _of_text(handle: str, entry: Entry) -> Iterator[Finding]:
    """Yield what is doubtful in the text of a file that can be read."""
    file, raw = f"{handle}{SUFFIX}", entry.found.raw
    if entry.warnings:
        text = codec.decode_text(raw, file)
        after = mend.mended(raw, file)
        better = codec.decode(after, file).contact
        left = {each.path for _, each in doubts.placed(better, codec.decode_text(after, file))}
        for place, doubt in doubts.placed(entry.contact, text):
            slipped = isinstance(doubt, doubts.Slipped)
            yield Finding(
                kind=Kind.SLIPPED if slipped else Kind.MISSPELT,
                handle=handle,
                file=file,
                line=place,
                problem=doubt.problem,
                remedy=doubt.remedy,
                fixable=doubt.path not in left,
            )
    if b"<<<<<<<" in raw and (line := _line_of_marks(codec.decode_text(raw, file))) is not None:
        yield Finding(
            kind=Kind.CONFLICT,
            handle=handle,
            file=file,
            line=line,
            problem=f"{line_slips.CONFLICT_WORDS} inside a text",
            remedy="keep one side and delete the lines that begin with <<<<<<<, ======= "
            "and >>>>>>>",
        )


def _line_of_marks(text: str) -> int | None:
    """Return the line where git's three marks begin, None unless all three are there."""
    marks, place = [], 0
    for pattern in _MARKS:
        mark = pattern.search(text, place)
        if mark is None:
            return None
        marks.append(mark.start())
        place = mark.end()
    return text.count("\n", 0, marks[0]) + 1


def _placed(finding: Finding, reading: Reading, loaded: config.Loaded | None) -> Finding:
    """Return the finding with its file, and its line there."""
    file = finding.file or f"{finding.handle}{SUFFIX}"
    raw = None
    if file == OWN_FILE and loaded is not None and loaded.found is not None:
        raw = loaded.found.raw
    elif file.removesuffix(SUFFIX) in reading.entries:
        raw = reading.entries[file.removesuffix(SUFFIX)].found.raw
    if raw is None or not finding.path:
        return replace(finding, file=file)
    line = locate.line_of(codec.decode_text(raw, file), finding.path)
    return replace(finding, file=file, line=line)


def _of_modes(folder: Folder) -> Iterator[Finding]:
    """Yield what everybody on this machine may read or write.

    A folder that others can't enter hides its files, whatever modes an editor or git
    gave them, so it alone is told. What a group may do is how a ledger is shared on
    purpose. Only a file that all may write is told in any folder: no program does that.
    """
    for path, mode in _open_to_others(folder):
        does = "change" if mode & _OTHERS_WRITE else "read"
        inside = path != folder.path
        what = "this file" if inside else "the ledger's folder"
        named = path.relative_to(folder.path).as_posix() if inside else str(folder.path)
        yield Finding(
            kind=Kind.MODE,
            handle=path.name.removesuffix(SUFFIX) if path.parent == folder.path else None,
            file=named if inside else None,
            problem=f"everybody on this machine may {does} {what} (mode {mode:04o})",
            remedy=f"close it with 'chmod o-rwx {named}'",
            fixable=True,
        )


def _open_to_others(folder: Folder) -> Iterator[tuple[Path, int]]:
    """Yield what is too open, with its mode: the folder for anything, the rest for writing."""
    if os.name == "nt":
        return  # its modes say nothing of who may read
    own = folder.path / OWN_FOLDER
    files = [folder.path / name for name in sorted(folder.names())]
    inside = (*files, own, own / config.NAME, own / removed.NAME)
    for path, wrong in ((folder.path, _OTHERS), *((each, _OTHERS_WRITE) for each in inside)):
        try:
            mode = path.stat().st_mode if path == folder.path else path.lstat().st_mode
        except OSError:
            continue  # it isn't there
        if mode & wrong and not stat.S_ISLNK(mode):
            yield path, stat.S_IMODE(mode)


def _left_behind(folder: Folder, state: Path) -> Iterator[Finding]:
    """Yield what killed commands left; what a running one needs is its own."""
    if not (_temps(folder) or (state / journal.NAME).exists()):
        return
    try:
        with lock.locked(folder.path, state=state, timeout=0):
            temps, is_begun = _temps(folder), (state / journal.NAME).exists()
    except TryAgainError:
        return
    for path in temps:
        yield Finding(
            kind=Kind.TEMP,
            file=path.relative_to(folder.path).as_posix(),
            problem="a command that was killed left this file",
            remedy="delete it",
            fixable=True,
        )
    if is_begun:
        yield Finding(
            kind=Kind.JOURNAL,
            problem="a command was interrupted, and its change is not finished",
            remedy="the next command that changes something finishes it",
            fixable=True,
        )


def _temps(folder: Folder) -> list[Path]:
    return [
        path
        for inside in (folder.path, folder.path / OWN_FOLDER)
        for path in sorted(inside.glob(f".*{disk.TEMP_SUFFIX}"))
    ]
