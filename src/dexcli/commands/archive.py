"""`dexcli archive`: out of every list, and the file stays."""

from typing import Annotated

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import words
from dexcli.session import Session


def archive(
    ctx: typer.Context,
    who: options.MaybeWho = None,
    *,
    where: options.Where = None,
    undo: Annotated[bool, typer.Option("--undo", help="Bring them back.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Archive WHO: the file stays, no list shows them.

    They have no follow-ups; an exact name, is:archived and --all still find them.

    Example: dexcli archive bob
    """
    session: Session = ctx.obj
    handles = [contact.handle for contact in options.chosen(session, who, where)]

    with session.changing(handles) as ledger:
        before = [ledger.contacts[handle] for handle in handles]
        changed = [replace(c, archived=not undo) for c in before if c.archived == undo]
        verb = "archive --undo" if undo else "archive"
        what = f"{verb}: {words.crowd([each.name for each in changed])}"
        session.save(changed, what=what, dry_run=dry_run)
    if not dry_run:
        names = words.crowd([ledger.label(contact) for contact in before])
        rest = "" if changed else " already"
        session.done(f"{names}: {'back in the lists' if undo else 'archived'}{rest}.")
