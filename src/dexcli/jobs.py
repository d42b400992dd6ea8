"""What runs dexcli every day: put into the system's schedulers, and taken out again."""

import os
import shlex
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from dexcli.core import entries, schedules
from dexcli.core.errors import DexcliError
from dexcli.core.schedules import Job, System
from dexcli.machine import Machine
from dexcli.store import disk, startup, transaction
from dexcli.store.change import Change

_NO_ENTRIES = ("no crontab", "no such file", "can't open your crontab")  # Debian, busybox, Solaris


class Crontab(Struct, frozen=True):
    """The user's crontab before and after."""

    before: bytes
    after: bytes


class Run(Struct, frozen=True):
    """A program to run, so that a scheduler takes notice."""

    words: tuple[str, ...]
    may_fail: bool = False


class Missing(Struct, frozen=True):
    """A program to run that isn't on this machine: the user is told."""

    words: tuple[str, ...]

    @property
    def told(self) -> str:
        """What is said about it."""
        return f"there is no {self.words[0]} here; where there is, run: {shlex.join(self.words)}"


class RunError(DexcliError):
    """A scheduler didn't take notice of what was written for it."""

    def __init__(self, words: Sequence[str], complaint: str) -> None:
        super().__init__(f"{shlex.join(words)}: {complaint}; run it by hand")


Action = Change | Crontab | Run | Missing


class StartUp(Struct, frozen=True):
    """A shell's start-up file, and the file that holds the day on which it last spoke."""

    file: Path
    stamp: str

    @property
    def is_fish(self) -> bool:
        """Whether it is written in fish's language and not in sh's."""
        return self.file.suffix == ".fish"


def text(system: System, job: Job, machine: Machine, start_up: StartUp | None) -> str:
    """Return what a person would put in place by hand; systemd's files with their names."""
    match system:
        case System.CRON:
            return "\n".join((*schedules.crontab_lines(job), ""))
        case System.SYSTEMD:
            units = schedules.systemd_units(job).items()
            return "\n".join(f"# {machine.systemd_folder / name}\n{unit}" for name, unit in units)
        case System.LAUNCHD:
            return "\n".join(schedules.launchd_files(job).values())
        case System.SHELL:
            assert start_up is not None, "a shell has a start-up file"
            lines = schedules.shell_lines(job, start_up.stamp, fish=start_up.is_fish)
            return entries.with_block("", job.ledger, lines)


def plan_install(
    system: System, job: Job, machine: Machine, start_up: StartUp | None
) -> list[Action]:
    """Return what puts a job there, in the place of this ledger's earlier one.

    Raises:
        DexcliError: There is no crontab program, or what is there can't be read.
    """
    match system:
        case System.CRON:
            if machine.which("crontab") is None:
                raise DexcliError("there is no crontab program here; install cron, or see --help")
            return _plan_crontab(job.ledger, job, machine)
        case System.SYSTEMD:
            return _plan_systemd(job.ledger, schedules.systemd_units(job), machine)
        case System.LAUNCHD:
            return _plan_launchd(job.ledger, schedules.launchd_files(job), machine)
        case System.SHELL:
            assert start_up is not None, "a shell has a start-up file"
            lines = schedules.shell_lines(job, start_up.stamp, fish=start_up.is_fish)
            return _plan_start_up(job.ledger, lines, start_up.file)


def plan_removal(
    system: System, ledger: str, machine: Machine, files: Sequence[Path]
) -> list[Action]:
    """Return what takes a ledger's job away; nothing where there is none.

    Raises:
        DexcliError: What is there can't be read.
    """
    match system:
        case System.CRON:
            there = machine.which("crontab") is not None
            return _plan_crontab(ledger, None, machine) if there else []
        case System.SYSTEMD:
            return _plan_systemd(ledger, {}, machine)
        case System.LAUNCHD:
            return _plan_launchd(ledger, {}, machine)
        case System.SHELL:
            return [action for file in files for action in _plan_start_up(ledger, None, file)]


def is_change(action: Action) -> bool:
    """Return whether an action writes something; to enable a timer twice is no change."""
    return isinstance(action, Change | Crontab)


def preview(actions: Iterable[Action]) -> str:
    """Return what the actions would write, as ``diff -u`` shows it, and what they would run."""
    parts = []
    for action in actions:
        match action:
            case Change():
                parts.append(transaction.diff([action]))
            case Crontab(before, after):
                parts.append(transaction.text_diff("crontab", before, after))
            case Run(words) | Missing(words):
                parts.append(f"run: {shlex.join(words)}")
    return "\n".join(parts)


def carry_out(action: Action, machine: Machine) -> None:
    """Do one action.

    Raises:
        RunError: A scheduler's program ended with an error; what was written stays.
        DexcliError: Something could not be written.
    """
    match action:
        case Change(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            transaction.apply([action])
        case Crontab(_, after):
            done = _run(("crontab", "-"), machine, after)
            if done.returncode:
                raise DexcliError(f"crontab: {_complaint(done)}; nothing was changed")
        case Run(words, may_fail):
            done = _run(words, machine)
            if done.returncode and not may_fail:
                raise RunError(words, _complaint(done))
        case Missing():
            pass  # whoever carries it out says so


def _plan_crontab(ledger: str, job: Job | None, machine: Machine) -> list[Action]:
    before = _crontab_now(machine)
    old = before.decode("utf-8", "surrogateescape")
    new = (
        entries.without_crontab_job(old, ledger)
        if job is None
        else entries.with_crontab_job(old, job)
    )
    after = new.encode("utf-8", "surrogateescape")
    return [] if after == before else [Crontab(before, after)]


def _crontab_now(machine: Machine) -> bytes:
    """Return the user's crontab; only where it surely doesn't exist is it taken for empty."""
    done = _run(("crontab", "-l"), machine)
    if done.returncode == 0:
        return done.stdout
    complaint = _complaint(done)
    if not any(words in complaint.lower() for words in _NO_ENTRIES):
        raise DexcliError(f"crontab: {complaint}; nothing was changed")
    return b""


def _plan_systemd(ledger: str, wanted: Mapping[str, str], machine: Machine) -> list[Action]:
    changes = _changes(machine.systemd_folder, schedules.systemd_names(ledger), wanted)
    there = {c.path.name: c for c in changes if c.before and c.path.suffix == ".timer"}
    gone = [name for name, change in there.items() if change.after is None]
    other = [name for name, change in there.items() if change.after is not None]
    timers = [name for name in wanted if name.endswith(".timer")]
    tell = ("systemctl", "--user")
    return [
        *([_run_or_tell((*tell, "disable", "--now", *gone), machine)] if gone else ()),
        *changes,
        *([_run_or_tell((*tell, "daemon-reload"), machine)] if changes else ()),
        *([_run_or_tell((*tell, "enable", "--now", *timers), machine)] if timers else ()),
        *([_run_or_tell((*tell, "restart", *other), machine)] if other else ()),
    ]


def _plan_launchd(ledger: str, wanted: Mapping[str, str], machine: Machine) -> list[Action]:
    domain = f"gui/{os.getuid()}"
    actions: list[Action] = []
    for change in _changes(machine.launchd_folder, schedules.launchd_names(ledger), wanted):
        if change.before is not None:
            unload = ("launchctl", "bootout", f"{domain}/{change.path.stem}")
            actions.append(_run_or_tell(unload, machine, may_fail=True))  # it may not be loaded
        actions.append(change)
        if change.after is not None:
            load = ("launchctl", "bootstrap", domain, str(change.path))
            actions.append(_run_or_tell(load, machine))
    return actions


def _plan_start_up(ledger: str, lines: Sequence[str] | None, file: Path) -> list[Action]:
    change = startup.with_block(file, ledger, lines)
    return [] if change is None else [change]


def _changes(folder: Path, names: Iterable[str], wanted: Mapping[str, str]) -> list[Change]:
    changes = []
    for name in names:
        path = folder / name
        found = disk.read(path) if path.exists() else None
        after = wanted[name].encode() if name in wanted else None
        if (found.raw if found else None) != after:
            changes.append(Change(path, found, after))
    return changes


def _run_or_tell(
    words: tuple[str, ...], machine: Machine, *, may_fail: bool = False
) -> Run | Missing:
    return Run(words, may_fail) if machine.which(words[0]) else Missing(words)


def _run(
    words: Sequence[str], machine: Machine, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - the system's own programs, without a shell
            [machine.which(words[0]) or words[0], *words[1:]],
            input=stdin,
            capture_output=True,
            check=False,
            env={**machine.environ, "LC_ALL": "C"},  # its complaints are read
        )
    except OSError as error:
        raise DexcliError(f"{words[0]}: {error.strerror}") from None


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("crontab: ") if lines else f"ended with {done.returncode}"
