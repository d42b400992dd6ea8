"""`dexcli rm`: somebody leaves the ledger."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import references, words
from dexcli.core.errors import DexcliError, UsageError
from dexcli.session import Session
from dexcli.store import removed
from dexcli.store.change import About


def rm(
    ctx: typer.Context,
    who: options.MaybeWho = None,
    *,
    where: options.Where = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Remove WHO from the ledger.

    The file goes; others who mention them keep the plain name. It is remembered,
    so that no import brings them back. To keep the file, use 'archive'.

    Example: dexcli rm bob --yes
    """
    session: Session = ctx.obj
    people = options.chosen(session, who, where)
    if not people:
        raise UsageError("nobody to remove")
    names = words.crowd([session.ledger.label(contact) for contact in people])
    if not (yes or dry_run):
        _ask(names, session)

    handles = [contact.handle for contact in people]
    with session.changing(handles, whole=True) as ledger:
        folder, reading = session.folder, session.reading
        gone = [ledger.contacts[handle] for handle in handles]
        changes = [folder.removal(reading, handle) for handle in handles]
        changes += [folder.change(reading, each) for each in references.without(ledger, gone)]
        changes.append(removed.remember(folder.path, gone, today=session.today))
        about = About(
            what=f"rm: {words.crowd([each.name for each in gone])}",
            people=tuple(each.name for each in gone),
        )
        session.commit(changes, about, dry_run=dry_run)
    if not dry_run:
        session.done(f"Removed {names}. No import brings them back unless --again.")


def _ask(names: str, session: Session) -> None:
    if not session.can_ask:
        raise UsageError(f"this removes {names}; say --yes (nothing was changed)")
    if not session.screen.confirm(f"Remove {names}?"):
        raise DexcliError("nothing was changed")
