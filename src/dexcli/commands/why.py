"""`dexcli why`: the sentences that lead to a due day, or to how close somebody is."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import reasons
from dexcli.core.contact import Contact
from dexcli.output import views
from dexcli.session import Session


def why(
    ctx: typer.Context,
    who: options.Who,
    *,
    closeness: Annotated[
        bool, typer.Option("--closeness", help="Explain how close WHO is instead.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Explain when WHO is due.

    Names the rule that won and those that lost, the clock, whatever pushes the
    day back, and the arithmetic.

    Example: dexcli why ada
    """
    session: Session = ctx.obj
    contact = session.person(" ".join(who))
    sentences, document = _close(contact, session) if closeness else _due(contact, session)

    if json:
        session.screen.json({**document, "why": sentences})
        return
    if closeness and session.screen.is_terminal:
        _show_page(sentences, session)
        return
    for sentence in sentences:
        session.screen.line(sentence)


def _show_page(sentences: list[str], session: Session) -> None:
    """Print sentences that are longer than a terminal is wide, broken between words."""
    from dexcli.core.page import Page, Part  # only on a terminal

    first, *more = sentences
    session.screen.page(Page(first, (Part("", tuple(more)),)))


def _due(contact: Contact, session: Session) -> tuple[list[str], dict[str, object]]:
    settings, today = session.settings, session.today
    sentences = reasons.explain(contact, settings, today=today) + reasons.doubts(contact)
    whole = views.contact_json(contact, {}, settings, today=today)
    shown = {key: whole[key] for key in ("handle", "name", "status", "due", "last")}
    return sentences, {**shown, "rule": views.rule_of(contact, settings, today=today)}


def _close(contact: Contact, session: Session) -> tuple[list[str], dict[str, object]]:
    from dexcli.core import nearness  # only where it is asked for
    from dexcli.output import bonds

    ledger, settings, today = session.ledger, session.settings, session.today
    near = nearness.of(contact, ledger, settings, today=today)
    return nearness.sentences(near, ledger, settings, today=today), bonds.nearness_json(near)
