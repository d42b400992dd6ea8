"""`dexcli help`: the manual, without a network."""

from typing import Annotated

import typer

from dexcli import catalog, helptext
from dexcli.core.errors import UsageError
from dexcli.manual import pages
from dexcli.session import Session
from dexcli.store.folder import NoLedgerError


def help_(
    ctx: typer.Context,
    subject: Annotated[
        str | None, typer.Argument(metavar="[COMMAND|TOPIC]", help="Such as log, or cadence.")
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the plumbing: what other programs call.")
    ] = False,
) -> None:
    """Print the commands, or the page about one, or a topic.

    A word that is both, such as import, gives the command's help and then the
    topic. Nothing is fetched: the manual comes with the program.

    Example: dexcli help cadence
    """
    session: Session = ctx.obj
    root = ctx.parent
    if subject is None:
        session.screen.text(helptext.of_program(root, plumbing=everything))
        return
    if everything:
        raise UsageError("--all shows the list of all commands; leave out the command or topic")
    name = _meant(subject, session)

    if name in catalog.COMMANDS:
        session.screen.text(helptext.of_command(root, name))
    if name in catalog.COMMANDS and name in catalog.TOPICS:
        session.screen.text("")
    if name in catalog.TOPICS:
        session.screen.manual(pages.page(name))


def _meant(subject: str, session: Session) -> str:
    """Return the command or topic that somebody asks about; that of an alias is its command.

    Raises:
        UsageError: There is none of this name.
    """
    name = subject.casefold()
    if name in catalog.COMMANDS or name in catalog.TOPICS:
        return name
    if (command := _behind_alias(subject, session)) is not None:
        return command
    near = catalog.nearest(name, [*catalog.COMMANDS, *catalog.TOPICS])
    topics = ", ".join(catalog.TOPICS)
    meant = f"; did you mean {near}?" if near else f"; the topics are {topics}; see 'dexcli help'"
    raise UsageError(f"no command or topic {subject!r}{meant}")


def _behind_alias(subject: str, session: Session) -> str | None:
    try:
        text = session.settings.alias.get(subject, "")
    except NoLedgerError:
        return None  # no ledger: no aliases
    first = (text.split() or [""])[0]
    if first not in catalog.COMMANDS:
        return None
    session.screen.note(f"{subject} is an alias: {text}")
    return first
