"""`dexcli search`: texts in which words are, wherever they stand."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core.query.asked import Asked
from dexcli.core.search import candidates, chosen, hits, question
from dexcli.output import findings
from dexcli.session import Session
from dexcli.store import collecting


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

    with collecting.put_off():  # there may be very many
        said = candidates.of(wanted, asked)
        who = chosen.of(said, wanted, asked, everybody=everybody)
        found = hits.of(who.shown, wanted, asked, limit=limit)

        if json:
            session.screen.json(findings.as_json(found.hits))
        else:
            findings.show(found.hits, wanted.words, session.ledger, session.screen)
    if not json and limit is not None and found.total > limit:
        session.screen.note(f"and {found.total - limit:,} more")
    for line in who.told:
        session.screen.problem(line)
