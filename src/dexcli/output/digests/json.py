"""A digest as JSON: keys are only ever added (DESIGN.md §4)."""

from typing import Any

from dexcli.core.digest import Digest, Waiting
from dexcli.core.promises import Anniversary, Promise
from dexcli.core.settings import Settings
from dexcli.output import views


def document(answer: Waiting | Digest, settings: Settings) -> list[Any] | dict[str, Any]:
    """Return the list of `due`, or the object of `today`."""
    match answer:
        case Waiting():
            return views.due_json(answer.entries, settings, today=answer.on)
        case Digest(waiting=waiting):
            return {
                "date": answer.on.isoformat(),
                "due": views.due_json(waiting.entries, settings, today=answer.on),
                "more": waiting.more,
                "reminders": [_reminder(each) for each in answer.promises],
                "dates": [_date(each) for each in answer.dates],
            }


def _reminder(promise: Promise) -> dict[str, Any]:
    return {
        "handle": promise.contact.handle,
        "name": promise.contact.name,
        "id": promise.id,
        "on": str(promise.reminder.on),
        "note": promise.reminder.note,
        "meet": promise.reminder.meet,
    }


def _date(each: Anniversary) -> dict[str, Any]:
    first = each.contacts[0]
    return {
        "handle": first.handle,
        "name": first.name,
        "label": each.label,
        "on": each.on.isoformat(),
        "days": each.days,
        "age": each.age,
    }
