"""`dexcli edit`: somebody's file in an editor, checked before it is kept."""

import typer

from dexcli import editor, options
from dexcli.core.errors import DexcliError, UnreadableFileError, UsageError
from dexcli.session import UNREADABLE, Session
from dexcli.store import codec
from dexcli.store.change import About, Change
from dexcli.store.naming import SUFFIX


def edit(ctx: typer.Context, who: options.OneWho, *, dry_run: options.DryRun = False) -> None:
    """Edit WHO's file in your editor; it is checked before it is kept.

    The editor is $VISUAL, else $EDITOR. Where the text has a mistake, it is
    named and the editor opens again; nothing is kept until it can be read.

    Example: dexcli edit ada
    """
    session: Session = ctx.obj
    handle = _handle(who, session)
    found = session.folder.bytes_of(handle)
    draft = editor.Draft.of(found.raw, handle, session.state, session.environ)

    while True:
        raw = draft.edited()
        try:
            warnings = codec.decode(raw, f"{handle}.toml").warnings
            break
        except UnreadableFileError as error:
            session.screen.problem(str(error))
            if not session.can_ask or not session.screen.confirm("Edit again?"):
                raise UsageError(f"nothing was changed; your text is in {draft.path}") from None

    for warning in warnings:
        session.screen.problem(warning)
    change = Change(session.folder.file_of(handle), found, raw)
    if change.is_none:
        draft.discard()
        session.screen.say("Nothing changed.")
        return
    try:
        with session.changing():
            session.commit([change], About(what=f"edit: {handle}"), dry_run=dry_run)
    except DexcliError as error:
        error.args = (f"{error}; your text is in {draft.path}",)
        raise
    draft.discard()
    if dry_run:
        return
    if not session.folder.read().problems:
        session.codes.discard(UNREADABLE)  # what was wrong is mended
    session.done(f"Saved {handle}.toml.")


def _handle(who: str, session: Session) -> str:
    """Return whose file is meant; one that can't be read is meant by its handle alone."""
    if who not in session.ledger.contacts and f"{who}{SUFFIX}" in session.folder.names():
        return who
    return session.person(who).handle
