"""`dexcli undo`: a step is taken back, or done again."""

from typing import Annotated

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import words
from dexcli.core.errors import DexcliError, UsageError
from dexcli.output.screen import Listing
from dexcli.session import Session
from dexcli.store import history, undoing
from dexcli.store.change import About
from dexcli.store.history import Kept

_SHOWN = 20


def undo(
    ctx: typer.Context,
    which: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A step of --list; the last if not given.")
    ] = None,
    *,
    list_: Annotated[
        bool, typer.Option("--list", help="List the steps, the newest first.")
    ] = False,
    redo: Annotated[bool, typer.Option("--redo", help="Do again what was undone last.")] = False,
    limit: options.Limit = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Take the last step back, or the step ID and nothing else.

    What came later stays: files are merged. Where that can't be, undo says why
    and changes nothing. Steps are those of this machine; the settings
    undo.steps and undo.megabytes say how many are kept.

    Example: dexcli undo
    """
    session: Session = ctx.obj
    if sum((which is not None, list_, redo)) > 1:
        raise UsageError("ID, --list and --redo are three things; give one of them")
    if json and not list_:
        raise UsageError("--json goes with --list")
    if list_:
        _list(session, limit, json=json)
        return

    with session.changing() as ledger:
        kept = _again(session) if redo else _which(which, session)
        step = history.read(session.state, kept)
        changes = undoing.plan(step, session.folder, ledger)
        about = _about(kept.heading.about, kept.id)
        session.commit(changes, about, dry_run=dry_run)
    if not dry_run:
        _tell(kept, session)


def _which(start: str | None, session: Session) -> Kept:
    """Return the step that is meant.

    Raises:
        DexcliError: There is none, or it is undone already.
    """
    steps = history.load(session.state)
    if start is not None:
        kept = history.find(steps, start)
        if kept.is_undone:
            raise DexcliError(f"{kept.id} is undone already; '--redo' does the latest again")
        return kept
    done = [each for each in steps if not each.is_undone]
    if not done:
        raise DexcliError("there is nothing to undo on this machine")
    return max(done, key=lambda each: each.done)


def _again(session: Session) -> Kept:
    kept = history.latest_undone(session.state)
    if kept is None:
        raise DexcliError("nothing is undone, so there is nothing to do again")
    return kept


def _about(about: About, step_id: str) -> About:
    """Return what the step says that takes another back; of a step back, it is the step again."""
    if about.undoes:
        what = about.what.removeprefix("undo: ")
        return replace(about, what=what, undoes="", redoes=about.undoes)
    return replace(about, what=f"undo: {about.what}", undoes=step_id)


def _tell(kept: Kept, session: Session) -> None:
    about = kept.heading.about
    if not session.applied.is_anything:
        what = about.what.removeprefix("undo: ")
        if about.undoes:
            session.screen.say(
                f"Nothing was changed: it is all here already, or was changed: {what}."
            )
        else:
            session.screen.say(f"Nothing of it was left as it had been made: {what}.")
    elif about.undoes:
        what = about.what.removeprefix("undo: ")
        session.screen.say(f"Done again: {what}. `{session.program} undo` takes it back.")
    else:
        session.screen.say(f"Undone: {about.what}. `{session.program} undo --redo` does it again.")


def _list(session: Session, limit: int | None, *, json: bool) -> None:
    session.folder  # noqa: B018 - is there one?
    steps = history.load(session.state)
    if json:
        session.screen.json([_plain(each) for each in steps[:limit]])
        return
    shown = steps[: limit or _SHOWN]
    rows = [
        (
            each.id,
            each.heading.about.at[:16].replace("T", " "),
            each.heading.about.what,
            "undone" if each.is_undone else "",
        )
        for each in shown
    ]
    if rows:
        session.screen.listing(Listing(("ID", "When", "What", ""), rows))
    else:
        session.screen.note("no step is kept on this machine for the ledger in this folder")
    if len(steps) > len(shown):
        session.screen.note(f"and {words.counted(len(steps) - len(shown), 'earlier step')}")


def _plain(kept: Kept) -> dict[str, object]:
    about = kept.heading.about
    return {
        "id": kept.id,
        "at": about.at,
        "what": about.what,
        "people": list(about.people),
        "files": list(kept.heading.names),
        "undone": kept.is_undone,
    }
