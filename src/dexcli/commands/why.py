"""`dexcli why`: the sentences that lead to a due day."""

import typer

from dexcli import options
from dexcli.core import reasons
from dexcli.output import views
from dexcli.session import Session


def why(ctx: typer.Context, who: options.Who, *, json: options.Json = False) -> None:
    """Explain when WHO is due.

    Names the rule that won and those that lost, the clock, whatever pushes the
    day back, and the arithmetic.

    Example: dexcli why ada
    """
    session: Session = ctx.obj
    contact = session.person(" ".join(who))
    sentences = reasons.explain(contact, session.settings, today=session.today)
    sentences += reasons.doubts(contact)

    if json:
        document = views.contact_json(contact, {}, session.settings, today=session.today)
        shown = {key: document[key] for key in ("handle", "name", "status", "due", "last")}
        session.screen.json(
            {
                **shown,
                "rule": views.rule_of(contact, session.settings, today=session.today),
                "why": sentences,
            }
        )
        return
    for sentence in sentences:
        session.screen.line(sentence)
