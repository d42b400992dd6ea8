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
        value = _value(contact, key, session)
        if json:
            session.screen.json(value)
            return
        for each in value if isinstance(value, list) else [value]:
            session.screen.line(views.bare(each))
    elif json:
        table = session.table_of(contact)
        session.screen.json(views.contact_json(contact, table, settings, today=today))
    else:
        session.screen.page(page.of(contact, session.ledger, settings, today=today))


def _value(contact: Contact, key: str, session: Session) -> object:
    """Return the bare value of a key.

    Raises:
        DexcliError: There is no such value.
    """
    table = session.table_of(contact)
    derived = views.contact_json(contact, table, session.settings, today=session.today)
    value: object = derived["contact"]
    if key in {"handle", "status", "due"}:
        value, steps = derived, [key]
    else:
        steps = key.split(".")
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    if value is None:
        raise DexcliError(f"{contact.handle} has no {key!r}")
    return value
