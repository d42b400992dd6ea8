"""`dexcli init`: make a ledger."""

from pathlib import Path
from typing import Annotated

import typer

from dexcli import options
from dexcli.session import Session
from dexcli.store import founding, transaction
from dexcli.store.folder import Folder


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
    dry_run: options.DryRun = False,
) -> None:
    """Make a ledger.

    On a ledger that is there already it changes nothing and says so.

    Example: dexcli init ~/people
    """
    session: Session = ctx.obj
    path = session.path if folder is None else Path(folder).expanduser()
    if Folder(path).is_ledger:
        session.screen.note(f"{path} is a ledger already; nothing was changed")
        return

    if with_example:
        from dexcli import example  # the dozen and the importer, only where they are wanted

        changes = example.plan(path, today=session.today)
    else:
        changes = [founding.plan(path)]
    if dry_run:
        session.screen.text(transaction.diff(changes))
        return
    founding.make(path, changes, record_id=session.new_id())

    own = folder is None and session.options.ledger is None
    place = "" if own else f"--ledger {folder or session.options.ledger} "
    if with_example:
        session.screen.say(f"The example ledger is in {path}. Next: dexcli {place}due")
    else:
        session.screen.say(f'The ledger is in {path}. Next: dexcli {place}add "Ada Lovelace"')
