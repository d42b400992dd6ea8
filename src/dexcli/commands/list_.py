"""`dexcli list`: many contacts, one a line."""

from enum import StrEnum
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.due import due_on, last_contact
from dexcli.output import views
from dexcli.session import Session


class Sort(StrEnum):
    """What contacts are listed by."""

    NAME = "name"
    LAST = "last"
    DUE = "due"
    LATENESS = "lateness"
    ADDED = "added"
    CLOSENESS = "closeness"


def list_(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    sort: Annotated[
        Sort,
        typer.Option(
            metavar="KEY", show_default=False, help=f"By {', '.join(Sort)}; name if not given."
        ),
    ] = Sort.NAME,
    limit: options.Limit = None,
    handles: Annotated[
        bool, typer.Option("--handles", help="Only the handles, for scripts.")
    ] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="Also the archived and the dead.")
    ] = False,
    json: options.Json = False,
) -> None:
    """List contacts.

    Example: dexcli list tag:friend -is:paused --sort due
    """
    session: Session = ctx.obj
    contacts = session.matching(filters or [], everybody=everybody)

    shown = _sorted(contacts, sort, session)[:limit]

    if json:
        documents = [
            views.contact_json(
                contact, session.table_of(contact), session.settings, today=session.today
            )
            for contact in shown
        ]
        session.screen.json(documents)
    elif handles:
        for contact in shown:
            session.screen.line(contact.handle)
    elif shown:
        listing = views.contact_listing(
            shown, session.ledger, session.settings, today=session.today
        )
        session.screen.listing(listing)
    if not json and len(contacts) > len(shown):
        session.screen.note(f"and {len(contacts) - len(shown):,} more")


def _sorted(contacts: list[Contact], sort: Sort, session: Session) -> list[Contact]:
    """Return the contacts in order; those without what is asked for come last."""
    today, settings = session.today, session.settings

    def by_due(contact: Contact) -> tuple[bool, float]:
        due = due_on(contact, settings, today=today)
        return due is None, 0 if due is None else due.on.toordinal()

    def by_lateness(contact: Contact) -> tuple[bool, float]:
        due = due_on(contact, settings, today=today)
        return due is None, 0 if due is None else -due.lateness(today)

    def by_last(contact: Contact) -> tuple[bool, float]:
        last = last_contact(contact, settings, today=today)
        return last is None, 0 if last is None else -last.on.first.toordinal()

    def by_added(contact: Contact) -> tuple[bool, float]:
        return contact.added is None, -contact.added.first.toordinal() if contact.added else 0

    def by_closeness(contact: Contact) -> tuple[bool, float]:
        from dexcli.core import closeness  # only where it is asked for

        can_be = closeness.can_be_close(contact, settings)
        total = closeness.score(contact, settings, today=today).total if can_be else 0
        return not total, -total

    by_name = sorted(contacts, key=lambda contact: (names.fold(contact.name), contact.handle))
    if sort is Sort.NAME:
        return by_name
    orders = {
        Sort.LAST: by_last,
        Sort.DUE: by_due,
        Sort.LATENESS: by_lateness,
        Sort.ADDED: by_added,
        Sort.CLOSENESS: by_closeness,
    }
    return sorted(by_name, key=orders[sort])
