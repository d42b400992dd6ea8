"""`dexcli git`: git itself, in the ledger's folder."""

from typing import Annotated

import typer

from dexcli.session import Session
from dexcli.sync import permission, programs


def git(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS…]", help="What git is told.")
    ] = None,
) -> None:
    """Run git in the ledger's folder: `dexcli git log`.

    It is git as you know it, with your settings, your editor and its own exit
    code; only in a ledger that you have set up with `dexcli init --git`. What a
    remote prints comes as git shows it.

    Example: dexcli git log --oneline
    """
    session: Session = ctx.obj
    folder = session.folder.path
    permission.require(folder)
    raise typer.Exit(programs.run(folder, words or []))
