"""What each command shows of contacts: the cells of its listing and its JSON."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.document import to_plain
from dexcli.core.due import Entry, due_on, last_contact
from dexcli.core.ledger import Ledger, Shared
from dexcli.core.settings import Settings
from dexcli.output.screen import Listing


def due_json(entries: Iterable[Entry], settings: Settings, *, today: date) -> list[dict[str, Any]]:
    """Return the JSON of `due`, in list order."""
    return [
        {
            "handle": entry.contact.handle,
            "name": entry.contact.name,
            "status": entry.due.status(today, within=max(-entry.due.days_overdue(today), 0)),
            "due": entry.due.on.isoformat(),
            "days_overdue": entry.due.days_overdue(today),
            "lateness": entry.due.lateness(today),
            "cadence": entry.due.rule.cadence.text,
            "rule": entry.due.rule.name,
            "last": last_json(entry.contact, settings, today=today),
            "channel": _channel_json(entry.contact),
            "tags": list(entry.contact.tags),
        }
        for entry in entries
    ]


def contact_json(
    contact: Contact, table: dict[str, Any], settings: Settings, *, today: date
) -> dict[str, Any]:
    """Return the JSON of one contact, as `list` and `show` have it; ``table`` is its file's."""
    due = due_on(contact, settings, today=today)
    return {
        "handle": contact.handle,
        "name": contact.name,
        "status": None if due is None else due.status(today),
        "due": None if due is None else due.on.isoformat(),
        "last": last_json(contact, settings, today=today),
        "contact": to_plain(table),
    }


def rule_of(contact: Contact, settings: Settings, *, today: date) -> str | None:
    """Return the rule by which somebody is due, as JSON has it, or None if never."""
    due = due_on(contact, settings, today=today)
    return None if due is None else due.rule.name


def last_json(contact: Contact, settings: Settings, *, today: date) -> dict[str, Any] | None:
    """Return the latest counting interaction on or before today as JSON, or None."""
    last = last_contact(contact, settings, today=today)
    return None if last is None else {"on": str(last.on), "kind": last.kind, "note": last.note}


def contact_listing(
    contacts: Sequence[Contact], ledger: Ledger, settings: Settings, *, today: date
) -> Listing:
    """Return the list of contacts, one a line."""
    rows = []
    for contact in contacts:
        due = due_on(contact, settings, today=today)
        last = last_contact(contact, settings, today=today)
        rows.append(
            (
                ledger.label(contact),
                ", ".join(contact.tags),
                ", ".join(part for part in (contact.title, contact.org, contact.city) if part),
                "" if last is None else f"{last.kind} {last.on}",
                _state(contact) or ("" if due is None else words.lateness(due.days_overdue(today))),
            )
        )
    return Listing(("Name", "Tags", "Where", "Last time", "Due"), rows)


def timeline_listing(shared: Sequence[Shared], ledger: Ledger, *, with_ids: bool) -> Listing:
    """Return interactions, one a line, with everybody who was there."""
    rows = []
    for each in shared:
        one = each.interaction
        others = [name for name in one.others if ledger.resolve(name) is None]
        who = [
            ledger.name_of(handle)
            for handle in dict.fromkeys((*each.handles, *_known(one.others, ledger)))
        ]
        when = f"{one.on} to {one.until}" if one.until else str(one.on)
        about = [part for part in (one.occasion, one.place) if part]
        rows.append(
            (
                *((each.id,) if with_ids else ()),
                when,
                one.kind,
                words.listed([*who, *others]),
                ", ".join(about),
                one.note.strip(),
            )
        )
    columns = ("When", "Kind", "Who", "Where", "Note")
    return Listing(("Id", *columns) if with_ids else columns, rows)


def timeline_json(shared: Sequence[Shared]) -> list[dict[str, Any]]:
    """Return the JSON of `timeline`."""
    return [
        {
            "id": each.id,
            "on": str(each.interaction.on),
            "kind": each.interaction.kind,
            "place": each.interaction.place,
            "note": each.interaction.note,
            "by": each.interaction.by,
            "handles": list(each.handles),
        }
        for each in shared
    ]


def bare(value: object) -> str:
    """Return one value for a script: dates in ISO form, a table as JSON."""
    plain = to_plain(value)
    if isinstance(plain, bool):
        return str(plain).lower()
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, dict | list) else str(plain)


def _known(references: Iterable[str], ledger: Ledger) -> list[str]:
    return [found.handle for each in references if (found := ledger.resolve(each)) is not None]


def _state(contact: Contact) -> str:
    if contact.is_dead:
        return "died"
    if contact.archived:
        return "archived"
    return "paused" if contact.paused else ""


def _channel_json(contact: Contact) -> dict[str, str] | None:
    found = words.channel(contact)
    return None if found is None else {"kind": found[0], "value": found[1]}
