"""`dexcli sync`: this ledger and its remote, brought together."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core.errors import TryAgainError
from dexcli.session import UNREADABLE, Session
from dexcli.store import recent
from dexcli.sync import syncing
from dexcli.sync.outcome import Outcome
from dexcli.sync.syncing import Here
from dexcli.sync.taking import Record

CONFLICTS_WAIT = 6


def sync(
    ctx: typer.Context,
    *,
    scheduled: Annotated[
        bool,
        typer.Option(
            "--scheduled", help="Say nothing of a missing network for a week, and no answer."
        ),
    ] = False,
    notify: options.Notify = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Bring this ledger and its other machines together, by git.

    What changed here is committed, what changed there is merged in, and the
    result is pushed. Nothing is forced and nobody is asked. Where both sides
    gave one thing two values, both are kept: see `dexcli resolve`.

    Example: dexcli sync
    """
    session: Session = ctx.obj
    if scheduled:
        from dexcli.commands_of_schedule import quiet  # placeholder
    outcome = syncing.sync(_here(session), dry_run=dry_run)
    if not (dry_run or outcome.trouble):
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
