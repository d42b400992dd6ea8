"""`dexcli due`: who is overdue for follow-up."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import outlook
from dexcli.core.digest import Asked, waiting_list
from dexcli.output import digests
from dexcli.output.digests import Format, Report
from dexcli.session import Session

SOMEBODY_IS_DUE = 10


def due(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    within: options.Within = None,
    limit: options.Limit = None,
    count: options.Count = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 10 when somebody is due.")
    ] = False,
    format_: options.As = None,
    json: options.Json = False,
    to: options.To = None,
    notify: options.Notify = False,
) -> None:
    """Print who is overdue for follow-up.

    The latest first, counted in cadences: a weekly friend seven days late comes
    before a yearly one seven days late. Away from a terminal nothing is printed
    when nobody is due.

    Example: dexcli due tag:friend --limit 5
    """
    session: Session = ctx.obj
    if notify:
        from dexcli import notices  # only for a notification

        notices.ready(session)
    today, settings, screen = session.today, session.settings, session.screen
    chosen = options.written_as(format_, json=json, notify=notify)
    envelope = options.envelope(to, chosen, session)
    days = options.span(within, session, name="--within")
    asked = Asked(contacts=session.matching(filters) if filters else None, within=days, limit=limit)

    waiting = waiting_list(asked, session.ledger, settings, today=today)

    report = Report(answer=waiting, ledger=session.ledger, settings=settings)
    if notify:
        notices.tell(report, session, count=count)
    elif count:
        screen.text(str(waiting.count))
    elif waiting.is_empty and chosen is Format.TEXT:
        if screen.is_terminal:
            screen.note(outlook.nobody_due(session.ledger, settings, today=today))
    else:
        digests.show(report, chosen, screen=screen, envelope=envelope)
    if told := outlook.conflicts_waiting(session.ledger, program=session.program):
        screen.problem(told)
    if exit_code and waiting.has_come:
        session.exit_with(SOMEBODY_IS_DUE)
