"""`dexcli sync`: this ledger and its remote, brought together."""

import contextlib
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import words
from dexcli.core.errors import UsageError
from dexcli.session import UNREADABLE, Session
from dexcli.store import recent
from dexcli.sync import syncing
from dexcli.sync.git import OfflineError
from dexcli.sync.outcome import Outcome
from dexcli.sync.syncing import Here
from dexcli.sync.taking import Record

CONFLICTS_WAIT = 6


def sync(
    ctx: typer.Context,
    *,
    scheduled: Annotated[
        bool, typer.Option("--scheduled", help="Say only what must not be missed, as for cron.")
    ] = False,
    notify: options.Notify = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Bring this ledger and its other machines together, by git.

    What changed here is committed, what changed there is merged in, and all of
    it is pushed. Nothing is forced and nobody is asked. Where both sides gave
    one thing two values, both are kept: see `dexcli resolve`.

    Example: dexcli sync
    """
    session: Session = ctx.obj
    if scheduled and (dry_run or json):
        raise UsageError("--scheduled says as little as can be; leave out --dry-run and --json")
    if notify and not scheduled:
        raise UsageError("--notify goes with --scheduled")
    if scheduled:
        from dexcli import notify as desktop  # only here

        with desktop.failures_shown(session.environ) if notify else contextlib.nullcontext():
            _quietly(session)
        return
    outcome = syncing.sync(_here(session), dry_run=dry_run)
    if outcome.remote is not None and not (dry_run or outcome.trouble):
        recent.touch_synced(session.state)
    _tell(outcome, session, dry_run=dry_run, json=json)


def _here(session: Session) -> Here:
    record = Record(
        state=session.state,
        limits=session.settings.undo,
        id=session.new_id(),
        at=session.now.isoformat(timespec="seconds"),
    )
    return Here(folder=session.folder, settings=session.settings, record=record)


def _quietly(session: Session) -> None:
    """Sync, and say nothing of a missing network for a week.

    Raises:
        OfflineError: There has been none for longer.
        DexcliError: Something else is in the way.
    """
    outcome = syncing.sync(_here(session))
    for told in outcome.told:
        session.screen.problem(told)
    if outcome.trouble is None:
        recent.touch_synced(session.state)
        return
    if not isinstance(outcome.trouble, OfflineError):
        raise outcome.trouble
    days = recent.days_unsynced(session.state, today=session.today)
    if days is None or days >= recent.MOST_UNSYNCED:
        since = "never yet" if days is None else f"{words.span(days)} ago"
        raise OfflineError(f"{outcome.trouble}; the last sync was {since}")


def _tell(outcome: Outcome, session: Session, *, dry_run: bool, json: bool) -> None:
    screen = session.screen
    for problem in (*outcome.left.values(), *outcome.told):
        screen.problem(problem)
    if outcome.left:
        session.exit_with(UNREADABLE)
    if outcome.conflicts:
        session.exit_with(CONFLICTS_WAIT)
    if json:
        screen.json(outcome.to_json())
    else:
        screen.say(_answer(outcome, session, dry_run=dry_run))
        if outcome.diff:
            screen.text(outcome.diff)
    if outcome.trouble is not None:
        is_told = outcome.summary and not dry_run
        kept = "; what changed here is committed" if is_told else ""
        screen.problem(f"{outcome.trouble}{kept}")
        session.exit_with(outcome.trouble.exit_code)


def _answer(outcome: Outcome, session: Session, *, dry_run: bool) -> str:
    """Return what came and went, in a sentence."""
    what = outcome.summary
    if not what:
        told = "Nothing to sync."
        if outcome.remote is None:
            told = "Everything is committed. There is no remote."
    elif outcome.remote is None:
        told = f"{what}: {'to be committed' if dry_run else 'committed'}. There is no remote."
    elif outcome.trouble is not None:
        told = f"{what}: not synced yet."
    else:
        told = f"{'Would sync' if dry_run else 'Synced'}: {what}."
    if outcome.conflicts:
        told = f"{told} {outcome.told_conflicts}: {session.program} resolve"
    return told
