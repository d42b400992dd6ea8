"""`dexcli skip`: not this time."""

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import words
from dexcli.core.contact import Contact, Snooze
from dexcli.core.due import clock_of, rule_of
from dexcli.core.errors import UsageError
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
    handles = [contact.handle for contact in options.chosen(session, who, where)]

    with session.changing(handles) as ledger:
        changed = [_skipped(ledger.contacts[handle], session) for handle in handles]
        session.save(changed, dry_run=dry_run)
    if not dry_run:
        for contact in changed:
            assert contact.snoozed is not None
            day = words.day(contact.snoozed.until, today=session.today)
            session.screen.say(f"{ledger.label(contact)}: skipped this time, again on {day}.")


def _skipped(contact: Contact, session: Session) -> Contact:
    today, settings = session.today, session.settings
    clock = clock_of(contact, settings, today=today)
    rule = rule_of(contact, settings, clock=clock, today=today)
    if rule is None:
        raise UsageError(f"{contact.name} has no cadence, so there is nothing to skip")
    until = rule.cadence.after(today)
    return replace(contact, snoozed=Snooze(until=until, since=today))
