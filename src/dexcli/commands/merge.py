"""`dexcli merge`: two contacts who are one person become one."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import ids, words
from dexcli.core.contact import Contact
from dexcli.core.errors import UsageError
from dexcli.session import Session
from dexcli.store import config, uniting
from dexcli.store.change import About
from dexcli.store.uniting import United


def merge(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(metavar="KEEP OTHER", help="Who stays, then who becomes a part of them."),
    ] = None,
    *,
    dry_run: options.DryRun = False,
) -> None:
    """Make one of two contacts who are the same person.

    KEEP has everything of both then, and whoever mentions OTHER mentions KEEP.
    Where they differ, what KEEP says stands, and 'resolve' shows the other value.

    Example: dexcli merge ada "Ada Byron"
    """
    session: Session = ctx.obj
    people = session.together(who or [])
    if len(people) != len(("KEEP", "OTHER")):
        raise UsageError("merge KEEP OTHER: name the two who are one, who stays first")
    keep, other = (each.handle for each in people)

    with session.changing([keep, other], whole=True) as ledger:
        mine, yours = ledger.contacts[keep], ledger.contacts[other]
        united = uniting.plan(session.folder, session.reading, mine, yours)
        changes = united.changes
        if session.settings.me == other:
            changes.append(config.change(session.folder.path, session.loaded, "me", keep))
        about = About(what=f"merge: {yours.name} into {mine.name}", people=(mine.name,))
        session.commit(changes, about, dry_run=dry_run)
    if not dry_run:
        session.done(_told(session, mine, yours, united))


def _told(session: Session, keep: Contact, other: Contact, united: United) -> str:
    known = set(ids.of_interactions(keep))
    came = sum(each not in known for each in ids.of_interactions(other))
    what = f" {words.counted(came, 'interaction')} came along." if came else ""
    count = len(united.conflicts)
    waits = (
        f" {words.counted(count, 'conflict')} {'waits' if count == 1 else 'wait'}: "
        f"`{session.program} resolve {keep.handle}`."
        if count
        else ""
    )
    return f"{other.name} ({other.handle}) is {keep.name} ({keep.handle}) now.{what}{waits}"
