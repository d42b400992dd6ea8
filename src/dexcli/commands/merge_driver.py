"""`dexcli merge-driver`: what git calls for one file, as a command with a help.

When git calls it, `dexcli.__main__` goes to `dexcli.sync.driver` at once,
without the command line's library.
"""

from typing import Annotated

import typer

from dexcli.session import Session


def merge_driver(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="BASE OURS THEIRS", help="The three files, as git names them."),
    ],
) -> None:
    """Merge three versions of a file; git calls it.

    The result stands in OURS afterwards. Where a version can't be read, nothing
    is written, the exit code is 2, and git leaves its own marks. 'dexcli init
    --git' tells git to call it; there is no need to do so by hand.

    Example: dexcli merge-driver base.toml ours.toml theirs.toml
    """
    from dexcli.sync import driver  # only here: git, which nothing else needs

    session: Session = ctx.obj
    session.exit_with(driver.run(words))
