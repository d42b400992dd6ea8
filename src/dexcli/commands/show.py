"""`dexcli show`: one person on one page, or one bare value."""

import typer

from dexcli import options
from dexcli.core import page
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError, UsageError
from dexcli.output import views
from dexcli.session import Session


def show(
    ctx: typer.Context,
    who: options.WhoAndMore,
    *,
    json: options.Json = False,
) -> None:
    """Show one person on one page, or one bare value.

    KEY is a key of the file, such as phones or met.on, or due, status, handle.

    Example: dexcli show ada phones
    """
    session: Session = ctx.obj
    contact, keys = session.leading(who)
    if len(keys) > 1:
        raise UsageError(f"one KEY at a time; did you mean {' '.join(who)!r} in quotes?")
    key = keys[0] if keys else None
    settings, today = session.settings, session.today

    if key is not None:
        for line in _values(contact, key, session):
            session.screen.line(line)
    elif json:
        table = session.table_of(contact)
        session.screen.json(views.contact_json(contact, table, settings, today=today))
    else:
        session.screen.page(page.of(contact, session.ledger, settings, today=today))


def _values(contact: Contact, key: str, session: Session) -> list[str]:
    """Return the bare value of a key, a line for each of a list.

    Raises:
        DexcliError: There is no such value.
    """
    table = session.table_of(contact)
    derived = views.contact_json(contact, table, session.settings, today=session.today)
    value: object = table
    if key in {"handle", "status", "due"}:
        value, steps = derived, [key]
    else:
        steps = key.split(".")
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    if value is None:
        raise DexcliError(f"{contact.handle} has no {key!r}")
    if isinstance(value, list):
        return [views.bare(each) for each in value]
    return [views.bare(value)]
