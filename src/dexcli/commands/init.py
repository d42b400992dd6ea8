"""`dexcli init`: make a ledger, and its repository."""

from pathlib import Path
from typing import Annotated

import typer

from dexcli import machine, options
from dexcli.core.errors import DexcliError, UsageError
from dexcli.session import Session
from dexcli.store import config, founding, recent, state, transaction
from dexcli.store.change import Change
from dexcli.store.folder import Folder

_SAYS_SO = (
    "it is there because $DEXCLI_LEDGER says so; without it, your own ledger has its usual place"
)


def init(
    ctx: typer.Context,
    folder: Annotated[
        str | None,
        typer.Argument(metavar="[DIR]", help="Where; your own ledger's place if not given."),
    ] = None,
    *,
    with_example: Annotated[
        bool, typer.Option("--example", help="With a dozen of Schnitzler's correspondents in it.")
    ] = False,
    git: Annotated[
        bool, typer.Option("--git", help="In a git repository, with every change committed.")
    ] = False,
    remote: Annotated[
        str | None,
        typer.Option(metavar="URL", help="With --git: where 'sync' meets your other machines."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Also where its .git runs programs; don't ask.")
    ] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Make a ledger.

    On a ledger that is there already it changes nothing and says so; with
    --git it sets up its repository, also in a fresh clone on another machine.

    Example: dexcli init ~/people
    """
    session: Session = ctx.obj
    path = session.path if folder is None else Path(folder).expanduser()
    if remote is not None and not git:
        raise UsageError("--remote goes with --git")
    own = folder is None and session.options.ledger is None
    is_there = Folder(path).is_ledger
    if is_there and not git:
        session.screen.note(f"{path} is a ledger already; nothing was changed")
        _tell_why(session, own=own)
        return

    changes = [] if is_there else _plan(path, session, with_example=with_example)
    place = "" if own else f"--ledger {folder or session.options.ledger} "
    if dry_run:
        _preview(path, changes, session, git=git)
    elif git:
        _trust(path, session, yes=yes)
        _with_git(path, changes, remote, session, place)
    else:
        founding.make(path, changes, record_id=session.new_id())
        session.screen.say(_made(path, place, with_example=with_example))
    if not dry_run and not is_there:
        _tell_why(session, own=own)


def _tell_why(session: Session, *, own: bool) -> None:
    """Say where the place comes from, if nothing that was typed names it."""
    if own and session.named:
        session.screen.note(_SAYS_SO)


def _plan(path: Path, session: Session, *, with_example: bool) -> list[Change]:
    if not with_example:
        return [founding.plan(path)]
    from dexcli import example  # the dozen and the importer, only where they are wanted

    return example.plan(path, today=session.today)


def _made(path: Path, place: str, *, with_example: bool) -> str:
    if with_example:
        return f"The example ledger is in {path}. Next: dexcli {place}due"
    return f'The ledger is in {path}. Next: dexcli {place}add "Ada Lovelace"'


def _preview(path: Path, changes: list[Change], session: Session, *, git: bool) -> None:
    if git:
        from dexcli.sync import setup  # only where git is wanted

        changes = setup.changes(path, changes)
        session.screen.note(f"{path} would be in git")
    session.screen.text(transaction.diff(changes) or "no file would change")


def _trust(path: Path, session: Session, *, yes: bool) -> None:
    """Ask before git runs what a repository that is there already, and not set up, names.

    Raises:
        DexcliError: It isn't wanted, or nobody is there to be asked.
    """
    from dexcli.sync import setup, trust  # only where git is wanted

    found = [] if yes else trust.runs(path, setup.driver(machine.program()))
    if not found:
        return
    told = f"the .git of {path} runs programs of its own ({', '.join(found)})"
    if not session.can_ask:
        raise UsageError(f"{told}; if you know them, say --yes (nothing was changed)")
    if not session.screen.confirm(f"{told}. Set it up?"):
        raise DexcliError("nothing was changed")


def _with_git(
    path: Path, changes: list[Change], remote: str | None, session: Session, place: str
) -> None:
    """Set up the repository: made, adopted, or filled from the remote."""
    from dexcli.sync import setup  # only where git is wanted
    from dexcli.sync.syncing import Here
    from dexcli.sync.taking import Record

    program = machine.program()
    if not changes and setup.is_done(path, program, remote):
        session.screen.note(f"{path} is set up already; nothing was changed")
        return
    begun = setup.begin(path, remote)
    if changes and not begun.brings:
        founding.make(path, changes, record_id=session.new_id())
    settings = config.load(path).settings
    where, at = state.folder_for(path), session.now.isoformat(timespec="seconds")
    record = Record(state=where, limits=settings.undo, id=session.new_id(), at=at)
    told = setup.take_in(begun, Here(folder=Folder(path), settings=settings, record=record))
    told += setup.finish(begun, path, program)
    for line in told:
        session.screen.problem(line)
    if begun.remote is not None:
        recent.touch_synced(where)
    branch = begun.repository.branch()
    following = "sync" if begun.remote else "due"
    session.screen.say(
        f"The ledger is in {path}, in git on branch {branch}. Next: dexcli {place}{following}"
    )
