"""`dexcli today`: the digest of the day."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import outlook, words
from dexcli.core.digest import Asked, digest_of
from dexcli.core.due import due_list
from dexcli.output import digests
from dexcli.output.digests import Format, Report
from dexcli.session import Session
from dexcli.store import recent

SOMETHING_WAITS = 10


def today(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    within: options.Within = None,
    limit: options.Limit = None,
    count: options.Count = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 10 when something waits.")
    ] = False,
    format_: options.As = None,
    json: options.Json = False,
    to: options.To = None,
    notify: options.Notify = False,
) -> None:
    """Print what waits today: people, promises, yearly dates.

    As many people as the setting digest.limit says, the latest first; the rest
    is counted. Away from a terminal nothing is printed when nothing waits, so
    that cron sends no mail.

    Example: dexcli today --format mail --to you@example.org | sendmail -t
    """
    session: Session = ctx.obj
    if notify:
        from dexcli import notices  # only for a notification

        notices.ready(session)
    day, settings, screen = session.today, session.settings, session.screen
    chosen = options.written_as(format_, json=json, notify=notify)
    envelope = options.envelope(to, chosen, session)
    days = options.span(within, session, name="--within")
    asked = Asked(contacts=session.matching(filters) if filters else None, within=days, limit=limit)

    digest = digest_of(asked, session.ledger, settings, today=day)

    report = Report(answer=digest, ledger=session.ledger, settings=settings)
    if screen.is_terminal and chosen is Format.TEXT and not (count or notify):
        _greet(session)
        _remind_of_sync(session)
    if notify:
        notices.tell(report, session, count=count)
    elif count:
        screen.text(str(digest.count))
    elif digest.is_empty and chosen is Format.TEXT:
        if screen.is_terminal:
            screen.note(outlook.nobody_due(session.ledger, settings, today=day))
    else:
        digests.show(report, chosen, screen=screen, envelope=envelope)
    if told := outlook.conflicts_waiting(session.ledger, program=session.program):
        screen.problem(told)
    if exit_code and not digest.is_empty:
        session.exit_with(SOMETHING_WAITS)


def _remind_of_sync(session: Session) -> None:
    """Say where the other machines haven't been met for long; git isn't run for it."""
    days = recent.days_unsynced(session.state, today=session.today)
    if days is None or days < recent.MOST_UNSYNCED:
        return
    from dexcli.sync import permission  # only where there was a sync once

    if permission.is_given(session.folder.path):
        told = words.span(days)
        session.screen.note(f"not synced for {told}: {session.program} sync")


def _greet(session: Session) -> None:
    """Say what waited where nothing was typed for long; from now on it is today again."""
    day, settings = session.today, session.settings
    used = recent.used(session.state)
    recent.touch(session.state)
    away = 0 if used is None else (day - used).days
    if away < outlook.AWAY_DAYS:
        return
    if entries := due_list(session.ledger.active, settings, today=day):
        told = outlook.welcome_back(entries, session.ledger, settings, today=day, away=away)
        session.screen.say(told)
        session.screen.say("")
