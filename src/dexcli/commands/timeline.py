"""`dexcli timeline`: interactions, the newest first."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core.contact import Contact
from dexcli.core.ledger import interactions_of
from dexcli.output import views
from dexcli.session import Session


def timeline(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None, typer.Argument(metavar="[WHO|FILTER…]", help="Somebody, or a filter.")
    ] = None,
    *,
    ids: Annotated[bool, typer.Option("--ids", help="With the id that amend takes.")] = False,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """List interactions, the newest first.

    Each stands there once, however many were there.

    Example: dexcli timeline ada --limit 10
    """
    session: Session = ctx.obj
    people = _people(who or [], session)

    found = interactions_of(people, session.ledger)
    shown = found[:limit]

    if json:
        session.screen.json(views.timeline_json(shown))
    elif shown:
        session.screen.listing(views.timeline_listing(shown, session.ledger, with_ids=ids))
        if len(found) > len(shown):
            session.screen.note(f"and {len(found) - len(shown):,} more")


def _people(typed: list[str], session: Session) -> list[Contact]:
    """Return who is meant: a filter where a word can be nothing else, else one person."""
    if not typed:
        return list(session.ledger.active)
    from dexcli.core import query  # only where somebody is asked for

    if query.is_one(typed):
        return session.matching(typed)
    return [session.person(" ".join(typed))]
