"""`dexcli due`: who is overdue for follow-up."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import words
from dexcli.core.due import Entry, Status, due_list, due_on
from dexcli.output import views
from dexcli.session import Session

SOMEBODY_IS_DUE = 10


def due(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    within: Annotated[
        str | None, typer.Option(metavar="SPAN", help="Also who falls due soon: 2w, 10 days.")
    ] = None,
    limit: options.Limit = None,
    count: Annotated[bool, typer.Option("--count", help="Print only how many.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 10 when somebody is due.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Print who is overdue for follow-up.

    The latest first, counted in cadences: a weekly friend seven days late comes
    before a yearly one seven days late. Away from a terminal nothing is printed
    when nobody is due.

    Example: dexcli due tag:friend --limit 5
    """
    session: Session = ctx.obj
    today, settings = session.today, session.settings
    contacts = session.matching(filters or [])

    entries = due_list(
        contacts, settings, today=today, within=options.span(within, session, name="--within")
    )
    shown = entries[:limit]

    if count:
        session.screen.text(str(len(entries)))
    elif json:
        session.screen.json(views.due_json(shown, settings, today=today))
    elif shown:
        session.screen.listing(views.due_listing(shown, session.ledger, settings, today=today))
        if len(entries) > len(shown):
            session.screen.note(f"and {len(entries) - len(shown):,} more")
    elif session.screen.is_terminal:
        session.screen.note(_nobody(session))
    late = {Status.OVERDUE, Status.DUE}
    if exit_code and any(entry.due.status(today) in late for entry in entries):
        session.exit_with(SOMEBODY_IS_DUE)


def _nobody(session: Session) -> str:
    today, settings = session.today, session.settings
    coming = [
        Entry(contact, due)
        for contact in session.ledger.active
        if (due := due_on(contact, settings, today=today)) is not None and due.on > today
    ]
    without = sum(
        1
        for contact in session.ledger.active
        if due_on(contact, settings, today=today) is None and not contact.paused
    )
    parts = ["nobody is due"]
    if coming:
        first = min(coming, key=lambda entry: (entry.due.on, entry.contact.handle))
        name = session.ledger.label(first.contact)
        parts.append(f"next is {name} on {words.day(first.due.on, today=today)}")
    if without:
        parts.append(f"{words.counted(without, 'contact')} without a cadence")
    return "; ".join(parts)
