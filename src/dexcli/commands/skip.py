"""`dexcli skip`: not this time."""

from datetime import date

import typer

from dexcli import options
from dexcli.core import answers, words
from dexcli.core.contact import Contact
from dexcli.core.due import due_on
from dexcli.core.errors import UsageError
from dexcli.core.settings import Settings
from dexcli.session import Session


def skip(
    ctx: typer.Context,
    who: options.MaybeWho = None,
    *,
    where: options.Where = None,
    dry_run: options.DryRun = False,
) -> None:
    """Skip WHO this time: due again one cadence from today.

    Nothing is logged; it is a snooze of one cadence.

    Example: dexcli skip ada
    """
    session: Session = ctx.obj
    chosen = options.chosen(session, who, where)
    settings, today = session.settings, session.today
    if where is not None:  # a filter asks for those among them who have follow-ups
        chosen = [each for each in chosen if due_on(each, settings, today=today) is not None]
    handles = [contact.handle for contact in chosen]

    with session.changing(handles) as ledger:
        changed = [_skipped(ledger.contacts[handle], settings, today) for handle in handles]
        what = f"skip: {words.crowd([each.name for each in changed])}"
        session.save(changed, what=what, dry_run=dry_run)
    if not dry_run:
        names = words.listed([ledger.label(contact) for contact in changed]) or "Nobody"
        following = answers.upcoming(changed, ledger, settings, today=today)
        session.done(f"{names}: skipped this time. {following}".rstrip())


def _skipped(contact: Contact, settings: Settings, today: date) -> Contact:
    due = due_on(contact, settings, today=today)
    if due is None:
        raise UsageError(
            f"{contact.name} has no follow-ups, so there is nothing to skip; "
            f"see 'dexcli why {contact.handle}'"
        )
    return contact.snoozing(due.rule.cadence.after(today), since=today)
