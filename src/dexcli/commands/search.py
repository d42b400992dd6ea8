"""`dexcli search`: texts in which words are, wherever they stand."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from dexcli import options
from dexcli.core.contact import Contact
from dexcli.core.query.asked import Asked
from dexcli.core.search import ambiguous, chosen, hits, question
from dexcli.core.search.hits import Table
from dexcli.output import findings
from dexcli.session import Session


def search(
    ctx: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT…", help='Words, "a phrase", -without, and filters.'),
    ],
    *,
    limit: options.Limit = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="Also the archived and the dead.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Search for TEXT in all that your files say.

    All words must be in somebody's file, whole or as a part of a word; accents
    and capitals make no difference. The best comes first: names, then tags, then
    notes, and of these the latest.

    Example: dexcli search "new york" chess -work "last:<1y"
    """
    session: Session = ctx.obj
    wanted = question.parse(text, session.settings.filters)
    asked = Asked(session.ledger, session.settings, session.today)

    said = hits.candidates(wanted, session.ledger, partial(_file_of, session))
    who = chosen.of(said, wanted, asked, everybody=everybody)
    found = hits.of(who.shown, wanted, asked)

    if json:
        session.screen.json(findings.as_json(found[:limit]))
    else:
        findings.show(found[:limit], wanted.words, session.ledger, session.screen)
        if len(found) > len(found[:limit]):
            session.screen.note(f"and {len(found) - len(found[:limit]):,} more")
    for line in who.told:
        session.screen.problem(line)


def _file_of(session: Session, contact: Contact, words: Sequence[str]) -> Table | None:
    """Return what a contact's file says, where that may be more than the contact knows."""
    raw = session.reading.entries[contact.handle].found.raw
    is_more = any(ambiguous.may_say(word, raw) for word in words)
    return session.table_of(contact) if is_more else None
