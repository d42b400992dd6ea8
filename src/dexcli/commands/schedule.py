"""`dexcli schedule`: what runs dexcli every day, printed, installed or removed."""

import os
from collections.abc import Sequence
from datetime import time
from pathlib import Path
from typing import Annotated

import typer

from dexcli import jobs, machine, options
from dexcli.core import schedules
from dexcli.core.errors import DexcliError, UsageError
from dexcli.core.schedules import Job, System
from dexcli.session import Session

STAMP = "shown-on"
_KINDS = {
    System.CRON: "lines for a crontab",
    System.SYSTEMD: "a systemd user timer and its service",
    System.LAUNCHD: "a launchd property list",
    System.SHELL: "lines for a shell's start-up file",
}
_TOLD = {
    System.CRON: "cron mails what dexcli prints, and nothing when there is nothing to do",
    System.SYSTEMD: "a notification, as soon as you are logged in and the machine is awake",
    System.LAUNCHD: "a notification, as soon as you are logged in and the machine is awake",
}


def schedule(
    ctx: typer.Context,
    *,
    at: Annotated[
        str | None, typer.Option(metavar="HH:MM", help="When; 08:00 if not given.")
    ] = None,
    cron: Annotated[bool, typer.Option("--cron", help="A crontab line.")] = False,
    systemd: Annotated[bool, typer.Option("--systemd", help="A systemd user timer.")] = False,
    launchd: Annotated[bool, typer.Option("--launchd", help="A launchd file.")] = False,
    shell: Annotated[
        bool, typer.Option("--shell", help="Once a day, by a shell's start-up file.")
    ] = False,
    file: Annotated[
        str | None, typer.Option(metavar="FILE", help="That file; your own shell's if not given.")
    ] = None,
    weekly: Annotated[
        bool, typer.Option("--weekly", help="Also say on Mondays how many are due, even nobody.")
    ] = False,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Mail the digest there, by sendmail.")
    ] = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Sync first; quiet while there is no network.")
    ] = False,
    install: Annotated[bool, typer.Option("--install", help="Put it in place.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it away.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Print what runs dexcli every day, or put it in place.

    What fits this system if none is named: launchd, systemd, cron, else the
    shell. Other entries and lines stay as they are. --remove takes this ledger
    out of the one that is named, else out of all.

    Example: dexcli schedule --at 07:30 --weekly --install
    """
    session: Session = ctx.obj
    if install and remove:
        raise UsageError("--install and --remove are two things; give one of them")
    named = _named(cron=cron, systemd=systemd, launchd=launchd, shell=shell, file=file)
    here = machine.Machine(session.environ)
    ledger = _plain(os.path.realpath(session.path))
    if remove:
        files = list(here.start_up_files.values()) if file is None else [_path(file)]
        _remove([named] if named else list(System), ledger, files, session, dry_run=dry_run)
        return

    session.folder  # noqa: B018 - a ledger that isn't there is refused
    system = named or here.scheduler()
    start_up = None
    if system is System.SHELL:
        _refuse_for_shell({"--at": at, "--to": to, "--weekly": weekly})
        start_up = _start_up(file, session, here)
    job = _job(ledger, session, here, at=at, weekly=weekly, to=to, sync=sync)

    if not install:
        session.screen.raw(jobs.text(system, job, here, start_up).encode())
        fits = "" if named else ", which fits this system"
        session.screen.note(f"{_KINDS[system]}{fits}; --install puts this in place")
        return
    actions = jobs.plan_install(system, job, here, start_up)
    _carry_out(actions, session, here, dry_run=dry_run)
    if not any(jobs.is_change(action) for action in actions):
        session.screen.say("It is there already; nothing was changed.")
    elif not dry_run and not session.exit_code():
        session.screen.say(_installed(system, job))


def _job(
    ledger: str,
    session: Session,
    here: machine.Machine,
    *,
    at: str | None,
    weekly: bool,
    to: str | None,
    sync: bool,
) -> Job:
    return Job(
        program=tuple(_plain(word) for word in machine.program()),
        ledger=ledger,
        at=schedules.DEFAULT_TIME if at is None else _time(at),
        weekly=weekly,
        to=None if to is None else _address(to),
        sendmail=schedules.SENDMAIL if to is None else _sendmail(session, here),
        sync=sync and _syncs(session),
    )


def _syncs(session: Session) -> bool:
    """Return True where git is set up.

    Raises:
        DexcliError: It isn't.
    """
    from dexcli.sync import permission  # only for --sync

    permission.require(session.folder.path)
    return True


def _start_up(file: str | None, session: Session, here: machine.Machine) -> jobs.StartUp:
    path = here.start_up_file() if file is None else _path(file)
    return jobs.StartUp(path, _plain(str(session.state / STAMP)))


def _remove(
    systems: Sequence[System],
    ledger: str,
    files: Sequence[Path],
    session: Session,
    *,
    dry_run: bool,
) -> None:
    """Take a ledger out of each; trouble with one doesn't keep it in the others."""
    here = machine.Machine(session.environ)
    removed = 0
    for system in systems:
        try:
            actions = jobs.plan_removal(system, ledger, here, files)
            _carry_out(actions, session, here, dry_run=dry_run)
            removed += len(actions)
        except DexcliError as error:
            session.screen.problem(str(error))
            session.exit_with(error.exit_code)
    if session.exit_code():
        return
    if removed and not dry_run:
        session.screen.say(f"Nothing runs dexcli on {ledger} any more.")
    elif not removed:
        session.screen.note(f"nothing runs dexcli on {ledger}; nothing was changed")


def _carry_out(
    actions: Sequence[jobs.Action], session: Session, here: machine.Machine, *, dry_run: bool
) -> None:
    if dry_run:
        if actions:
            session.screen.text(jobs.preview(actions))
        return
    for action in actions:
        try:
            jobs.carry_out(action, here)
        except jobs.RunError as error:  # the files are right; what follows may still work
            session.screen.problem(str(error))
            session.exit_with(error.exit_code)
        if isinstance(action, jobs.Missing):
            session.screen.problem(action.told)


def _installed(system: System, job: Job) -> str:
    if system is System.SHELL:
        done = "Done: the first terminal of each day says who is due"
    elif job.to is not None:
        done = f"Done, for every day at {job.at:%H:%M}: a mail to {job.to}, if there is something"
    else:
        done = f"Done, for every day at {job.at:%H:%M}: {_TOLD[system]}"
    return f"{done}. `dexcli schedule --remove` takes it away."


def _named(
    *, cron: bool, systemd: bool, launchd: bool, shell: bool, file: str | None
) -> System | None:
    asked = {
        System.CRON: cron,
        System.SYSTEMD: systemd,
        System.LAUNCHD: launchd,
        System.SHELL: shell or file is not None,
    }
    named = [system for system, is_asked in asked.items() if is_asked]
    if len(named) > 1:
        raise UsageError(f"{' and '.join(f'--{name}' for name in named)}: give one of them")
    return named[0] if named else None


def _refuse_for_shell(given: dict[str, object]) -> None:
    for option, value in given.items():
        if value:
            raise UsageError(
                f"{option}: a shell's start-up file has no hour and no mail, and says every day "
                "that it ran; take --cron, --systemd or --launchd"
            )


def _time(at: str) -> time:
    try:
        return schedules.parse_time(at)
    except ValueError as error:
        raise UsageError(f"--at: {error}") from None


def _plain(text: str) -> str:
    if not schedules.is_plain(text):
        raise DexcliError(f"{text!r} has a control character or is no text; no scheduler takes it")
    return text


def _address(to: str) -> str:
    if "@" not in to or not schedules.is_plain(to):
        raise UsageError(f"--to: {to!r} is no address; expected one such as ada@example.org")
    return to


def _sendmail(session: Session, here: machine.Machine) -> str:
    found = here.sendmail()
    if found is None:
        session.screen.problem("there is no sendmail here; a mail needs one, such as msmtp's")
    return found or schedules.SENDMAIL


def _path(file: str) -> Path:
    return Path(file).expanduser().absolute()
