"""A contact of Monica as the values of a contact's file."""

from collections.abc import Callable
from datetime import date
from typing import Any

from dexcli.core import ids
from dexcli.formats import jsontext
from dexcli.formats.columns import profiles
from dexcli.formats.columns.places import Place
from dexcli.formats.monica import records
from dexcli.formats.monica.account import Account
from dexcli.formats.monica.records import Record

_OWN = (
    "is_starred", "food_preferences", "last_talked_to", "vcard", "first_met_additional_info",
)  # fmt: skip
_NETWORKS = ("linkedin", "facebook", "twitter", "instagram", "github", "telegram", "whatsapp")
_YEARLY = "year"
_ONCE = "one_time"


def contact(record: Record, account: Account) -> dict[str, Any]:
    """Return what a contact's file says of somebody, empty values left out."""
    given = records.properties(record)
    born, died = (
        records.special(given.get("birthdate")),
        records.special(given.get("deceased_date")),
    )
    places = [_place(each) for each in records.collection(record, "address")]
    yearly, promised = _reminders(record, None if born is None else born.to_toml())
    nickname = jsontext.text(given, "nickname")
    found = {
        "aka": [nickname] if nickname and nickname != records.name(given) else [],
        "tags": [each for each in jsontext.items(given.get("tags")) if isinstance(each, str)],
        "birthday": None if born is None else born.to_toml(),
        **_reach(record, account),
        "addresses": [place.line for place in places if place.line],
        "org": jsontext.text(given, "company"),
        "title": jsontext.text(given, "job"),
        "city": places[0].city if places else "",
        "met": _met(given, account),
        "notes": jsontext.text(given, "description"),
        "archived": given.get("is_active") is False,
        "died": died.to_toml() if died is not None else bool(given.get("is_dead")),
        "dates": yearly,
        "reminders": [*promised, *_each(record, "task", _task)],
        "gifts": _each(record, "gift", _gift),
        "monica": _own(given, record, account),
    }
    return {key: value for key, value in found.items() if value}


def _reach(record: Record, account: Account) -> dict[str, Any]:
    """Return e-mails, phones and accounts by the type of the field."""
    emails: list[str] = []
    phones: list[str] = []
    accounts: dict[str, str] = {}
    for each in records.collection(record, "contact_field"):
        given = records.properties(each)
        value = jsontext.text(given, "data")
        kind = account.types.get(str(given.get("type")), {})
        named = account.type_name(given.get("type")).casefold()
        sort, protocol = jsontext.text(kind, "type"), jsontext.text(kind, "protocol")
        if not value:
            continue
        if sort == "email" or protocol == "mailto:" or (not named and "@" in value):
            emails.append(value)
        elif sort == "phone" or protocol == "tel:":
            phones.append(value)
        elif named in _NETWORKS or "://" in value:
            key, value = profiles.account(value, accounts) if "://" in value else (named, value)
            key = named if named in _NETWORKS else key
            accounts[profiles.free(key, accounts)] = value
        else:
            accounts[profiles.free(named or "other", accounts)] = value
    return {"emails": emails, "phones": phones, "accounts": accounts}


def _place(record: object) -> Place:
    given = records.properties(record)
    return Place(
        street=jsontext.text(given, "street"),
        postal=jsontext.text(given, "postal_code"),
        city=jsontext.text(given, "city"),
        region=jsontext.text(given, "province"),
        country=jsontext.text(given, "country"),
    )


def _met(given: Record, account: Account) -> dict[str, Any]:
    on = records.special(given.get("first_met_date"))
    through = jsontext.text(given, "first_met_through")
    found = {
        "on": None if on is None or on.year is None else on.to_toml(),
        "at": jsontext.text(given, "first_met_where"),
        "through": records.name(records.properties(account.contacts.get(through)))
        if account.is_partial(through)
        else "",
    }
    return {key: value for key, value in found.items() if value}


def _reminders(record: Record, birthday: object) -> tuple[list[Record], list[Record]]:
    """Return the yearly dates and the promises; the birthday's own reminder is neither."""
    yearly: list[Record] = []
    promised: list[Record] = []
    for each in records.collection(record, "reminder"):
        given = records.properties(each)
        on = records.day(given.get("initial_date"))
        title = _titled(given)
        often, count = jsontext.text(given, "frequency_type"), given.get("frequency_number") or 1
        if not title:
            continue
        if on is not None and often == _YEARLY and count == 1:
            if not _is_birthday(on, birthday):
                yearly.append({"label": title, "on": on})
            continue
        if often not in {_ONCE, ""}:
            title = f"{title} (every {count} {often}{'s' if count != 1 else ''})"
        promised.append(_without_empty({
            "note": title, "on": on, "done": bool(given.get("inactive")), "id": _id(each),
        }))  # fmt: skip
    return yearly, promised


def _is_birthday(on: date, birthday: object) -> bool:
    """Return whether a reminder is the one that Monica makes of a birthday."""
    return birthday is not None and str(birthday).endswith(f"{on:%m-%d}")


def _task(record: Record) -> Record:
    given = records.properties(record)
    done = records.day(given.get("completed_at")) or bool(given.get("completed"))
    return _without_empty({"note": _titled(given), "done": done, "id": _id(record)})


def _gift(record: Record) -> Record:
    """Return a gift: an idea, one that was given (Monica's `offered`), or one received."""
    given = records.properties(record)
    on, status = records.day(given.get("date")) or True, jsontext.text(given, "status")
    more = {key: _scalar(given.get(key)) for key in ("comment", "url", "amount")}
    return _without_empty({
        "idea": jsontext.text(given, "name"),
        "given": on if status in {"offered", "given"} else False,
        "received": on if status == "received" else False,
        "monica": _without_empty(more),
        "id": _id(record),
    })  # fmt: skip


def _own(given: Record, record: Record, account: Account) -> dict[str, Any]:
    """Return what has no place in a contact's file, under the names that Monica has for it."""
    return _without_empty({
        **{key: _scalar(given.get(key)) for key in _OWN},
        "gender": account.type_name(given.get("gender")),
        "stay_in_touch": _scalar(given.get("stay_in_touch_frequency")),
        "pets": [_plain(each, "name", "category") for each in records.collection(record, "pet")],
        "debts": [_debt(each) for each in records.collection(record, "debt")],
    })  # fmt: skip


def _debt(record: Record) -> Record:
    owes = {"who_owes": "me" if records.properties(record).get("in_debt") else "them"}
    return {**owes, **_plain(record, "amount", "currency", "status", "reason")}


def _plain(record: Record, *keys: str) -> Record:
    given = records.properties(record)
    return _without_empty({key: _scalar(given.get(key)) for key in keys})


def _titled(given: Record) -> str:
    title, more = jsontext.text(given, "title"), jsontext.text(given, "description")
    return "\n".join(part for part in (title, more) if part)


def _id(record: Record) -> str:
    return ids.from_text(f"monica:{records.uuid(record)}")


def _each(record: Record, kind: str, read: Callable[[Record], Record]) -> list[Record]:
    found = (read(each) for each in records.collection(record, kind))
    return [each for each in found if each.keys() & {"note", "idea"}]


def _scalar(value: object) -> object:
    """Return a value that a file can hold as it is, None for an object or a list."""
    return value if isinstance(value, str | int | float) else None


def _without_empty(values: Record) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", False, [], {})}
