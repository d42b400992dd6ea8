"""`dexcli completion`: Tab for the shells, printed, installed or taken out."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dexcli import machine, options, shells
from dexcli.core.errors import UsageError
from dexcli.core.words import listed
from dexcli.session import Session
from dexcli.shells import Shell
from dexcli.store import transaction
from dexcli.store.change import Change

_NEXT = {
    Shell.BASH: "Open a new terminal",
    Shell.ZSH: "Open a new terminal",
    Shell.FISH: "It works at once, also in terminals that are open",
    Shell.POWERSHELL: "Open a new PowerShell",
}


def completion(
    ctx: typer.Context,
    shell: Annotated[
        Shell | None, typer.Argument(metavar="[SHELL]", help="Your own, by $SHELL, if not given.")
    ] = None,
    *,
    install: Annotated[
        bool, typer.Option("--install", help="Put it where the shell finds it.")
    ] = False,
    uninstall: Annotated[bool, typer.Option("--uninstall", help="Take it out again.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Let Tab complete commands, people, tags and days in your shell.

    SHELL is bash, zsh, fish or powershell. Without an option, what the shell has
    to load is printed. Other lines of your start-up file stay as they are.

    Example: dexcli completion --install
    """
    session: Session = ctx.obj
    if install and uninstall:
        raise UsageError("--install and --uninstall are two things; give one of them")
    home = shells.Home(session.environ)
    if uninstall and shell is None and shells.is_unknown(session.environ):
        _take_out_all(home, session, dry_run=dry_run)
        return
    chosen = shell or shells.own_shell(session.environ)
    if not install and not uninstall:
        if dry_run:
            raise UsageError("--dry-run goes with --install or --uninstall")
        session.screen.text(shells.script(chosen))
        return
    plan = shells.plan_install if install else shells.plan_removal
    changes = plan(chosen, home)
    if dry_run:
        session.screen.text(transaction.diff(changes))
        return
    _write(changes)
    session.done(_told(chosen, changes, session, install=install))
    if install and (told := _missing(session)):
        session.screen.problem(told)


def _take_out_all(home: shells.Home, session: Session, *, dry_run: bool) -> None:
    """Take out what stands anywhere, where nobody says for which shell."""
    changes = [change for each in Shell for change in shells.plan_removal(each, home)]
    if dry_run:
        session.screen.text(transaction.diff(changes))
        return
    _write(changes)
    session.done(_taken_out(changes, session) or "There was nothing of dexcli's for any shell.")


def _write(changes: Sequence[Change]) -> None:
    for change in changes:
        change.path.parent.mkdir(parents=True, exist_ok=True)
        transaction.apply([change])


def _told(shell: Shell, changes: Sequence[Change], session: Session, *, install: bool) -> str:
    files = listed([_short(change.path, session) for change in changes])
    if not install:
        return _taken_out(changes, session) or f"There was nothing of dexcli's for {shell}."
    undone = "`dexcli completion --uninstall` takes it out."
    if not changes:
        return f"It is there already, in {_places(shell, session)}."
    return f"Written: {files}. {_NEXT[shell]}: `dexcli sh`, then Tab. {undone}"


def _taken_out(changes: Sequence[Change], session: Session) -> str:
    """Return which files are gone, and out of which only our lines are; "" for none."""
    gone = listed([_short(each.path, session) for each in changes if each.after is None])
    left = listed([_short(each.path, session) for each in changes if each.after is not None])
    removed = f"Removed {gone}." if gone else ""
    return " ".join(filter(None, (removed, f"Taken out of {left}." if left else "")))


def _missing(session: Session) -> str:
    """Return what to do where a new terminal finds no dexcli: by its PATH, without starting one.

    What an activated environment puts on the PATH isn't there in a new terminal.
    """
    active = session.environ.get("VIRTUAL_ENV")
    folders = session.environ.get("PATH", os.defpath).split(os.pathsep)
    lasting = [each for each in folders if not (active and Path(each).is_relative_to(active))]
    if machine.Machine({"PATH": os.pathsep.join(lasting)}).which("dexcli"):
        return ""
    folder = _short(Path(machine.program()[0]).parent, session)
    return (
        "dexcli itself isn't found in a new terminal: install it with pipx or uv, "
        f"or put {folder} on the PATH there"
    )


def _places(shell: Shell, session: Session) -> str:
    home = shells.Home(session.environ)
    found = home.script(shell) or home.start_up(shell)
    assert found is not None, "each shell has one of them"
    return _short(found, session)


def _short(path: Path, session: Session) -> str:
    """Return a path as its owner says it."""
    home = shells.Home(session.environ).folder
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
