"""Who is due or has a day to tell, found in columns where there are any, else one by one."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from dexcli.core.contact import Contact
from dexcli.core.due import Entry, Standing, due_on, standing
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

if TYPE_CHECKING:
    from dexcli.core.columns import Columns  # only a name here; a small ledger has none


def standings(
    ledger: Ledger, settings: Settings, *, today: date, within: int = 0
) -> list[Standing]:
    """Return where everybody stands who is overdue, due today, or ``within`` so many days."""
    found: list[Standing] = []
    day = today.toordinal()
    asked: Iterable[str] = ledger.contacts
    if (known := _columns_for(ledger, settings)) is not None:
        found, asked = _known(ledger, known, day=day, last=day + within)
    for handle in asked:
        due = due_on(ledger.contacts[handle], settings, today=today)
        if due is not None and (due.on - today).days <= within:
            found.append(standing(due.on.toordinal(), due.days, handle, today=day))
    return found


def first(
    found: list[Standing], limit: int | None, ledger: Ledger, settings: Settings, *, today: date
) -> list[Entry]:
    """Return the first so many of these, latest first, each with its day by the rule."""
    ordered = sorted(found) if limit is None else heapq.nsmallest(limit, found)
    contacts = (ledger.contacts[handle] for _, _, handle in ordered)
    return [
        Entry(contact, due)
        for contact in contacts
        if (due := due_on(contact, settings, today=today)) is not None
    ]


def promising(ledger: Ledger) -> list[Contact]:
    """Return the active contacts to whom something may be promised for a day."""
    if ledger.beforehand is None:
        return list(ledger.active)
    return _of(ledger, ledger.beforehand.columns.promising())


def celebrating(ledger: Ledger, ahead: Iterable[int], *, today: date) -> list[Contact]:
    """Return the active contacts who may have a yearly date so many days ahead."""
    if ledger.beforehand is None:
        return list(ledger.active)
    from dexcli.core import columns  # only for a large ledger

    days = columns.days_near(today, ahead)
    return _of(ledger, ledger.beforehand.columns.celebrating(days))


def _columns_for(ledger: Ledger, settings: Settings) -> "Columns | None":
    if ledger.beforehand is None:
        return None
    from dexcli.core import columns  # only for a large ledger

    known = ledger.beforehand.columns
    return known if known.made_for == columns.deciding(settings) else None


def _known(
    ledger: Ledger, known: "Columns", *, day: int, last: int
) -> tuple[list[Standing], list[str]]:
    """Return the standings that columns know, and the handles of whom they can't tell today."""
    before = ledger.beforehand
    assert before is not None
    found, asked = [], list(before.fresh)
    past = before.fresh | before.gone
    for handle, on, days, holds in known.due_rows():
        if holds > day:
            if handle not in past:
                asked.append(handle)
        elif 0 < on <= last and handle not in past:
            found.append(standing(on, days, handle, today=day))
    return found, asked


def _of(ledger: Ledger, handles: Iterator[str]) -> list[Contact]:
    """Return these contacts, without those that columns have wrong, and who isn't in them."""
    assert ledger.beforehand is not None
    past = ledger.beforehand.fresh | ledger.beforehand.gone
    near = sorted({*(handle for handle in handles if handle not in past), *ledger.beforehand.fresh})
    return [each for handle in near if (each := ledger.contacts[handle]).is_active]
