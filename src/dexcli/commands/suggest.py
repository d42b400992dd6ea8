"""`dexcli suggest`: what to do next for the closest."""

import typer

from dexcli import options
from dexcli.core import closeness, suggestions, words
from dexcli.core.contact import Contact
from dexcli.core.suggestions import rounds
from dexcli.core.suggestions.idea import Asked, Idea
from dexcli.output import bonds
from dexcli.session import Session

_SHOWN = 5  # a list that one can finish


def suggest(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """Suggest what to do next for the closest fifteen, or for FILTER.

    Each idea has its reason from the ledger and the command that does it or notes
    it. Five a day, and others the next day, until every one has come round.

    Example: dexcli suggest tag:family --limit 3
    """
    session: Session = ctx.obj
    people = session.matching(filters) if filters else _closest(session)
    asked = Asked(session.ledger, session.settings, session.today)

    ideas = suggestions.of(people, asked)
    shown = rounds.in_turn(ideas, limit or _SHOWN, today=session.today)

    if json:
        session.screen.json(bonds.suggestions_json(shown, program=session.program))
        return
    if shown:
        _show(shown, session)
    if len(ideas) > len(shown):
        session.screen.note(f"and {len(ideas) - len(shown):,} more: --limit {len(ideas)} has all")
    elif not shown and session.screen.is_terminal:
        session.screen.note(_nothing(people, is_filtered=bool(filters)))


def _show(ideas: list[Idea], session: Session) -> None:
    """Print one line an idea; on a terminal three, so that no command is cut by a table."""
    if session.screen.is_terminal:
        title = f"What to do next: {words.long_day(session.today)}"
        session.screen.page(
            bonds.suggestions_page(ideas, session.ledger, title=title, program=session.program)
        )
        return
    for idea in ideas:
        session.screen.line(*bonds.fields(idea, session.ledger, program=session.program))


def _closest(session: Session) -> list[Contact]:
    found = closeness.closest(session.ledger, session.settings, today=session.today)
    return [each.contact for each in found]


def _nothing(people: list[Contact], *, is_filtered: bool) -> str:
    if people or is_filtered:
        return "nothing to suggest today"
    return (
        "nothing to suggest: nothing in the log counts yet; 'dexcli log' begins, or name a FILTER"
    )
