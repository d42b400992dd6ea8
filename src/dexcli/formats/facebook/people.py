"""Friends on Facebook and whom one follows on Instagram, as rows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import jsontext
from dexcli.formats.columns import keys

INSTAGRAM = "instagram"
_FRIEND_KEYS = ("friends_v2", "friends")
_FOLLOWING = "relationships_following"
_PROFILE = re.compile(r"instagram\.com/(?:_u/)?([^/?#\s]+)")


class Friend(Struct, frozen=True):
    """One record of a list of friends; ``key`` is empty where it has no name."""

    line: int
    name: str
    key: str
    own: dict[str, Any] = {}  # what the file says beside the name
    file: str = ""


def meant(text: str) -> str:
    """Return a text as it was written.

    The export escapes each byte of UTF-8 for itself, so that "Zoë" reads "ZoÃ«".
    Source: Facebook's and Instagram's exports since 2018.
    """
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def is_list(document: Mapping[str, Any]) -> bool:
    """Return whether this is a list of friends."""
    return any(isinstance(document.get(key), list) for key in _FRIEND_KEYS)


def is_following(document: Mapping[str, Any]) -> bool:
    """Return whether this is Instagram's list of whom one follows."""
    return isinstance(document.get(_FOLLOWING), list)


def friends(document: Mapping[str, Any], file: str = "") -> list[Friend]:
    """Return the friends of a list.

    A name is all that the file has to know somebody by. Of two of one name the
    first who became a friend keeps the bare key, so that a new one changes none.
    """
    records = next((r for key in _FRIEND_KEYS if (r := jsontext.items(document.get(key)))), [])
    seen: dict[str, list[tuple[float, int]]] = defaultdict(list)
    named = [_name(record) for record in records]
    for place, (record, name) in enumerate(zip(records, named, strict=True)):
        seen[keys.derived(name, {})].append((_stamp(record), place))
    by_place = {
        place: key if rank == 1 else f"{key}#{rank}"
        for key, places in seen.items()
        for rank, (_, place) in enumerate(sorted(places, key=_oldest), start=1)
    }
    return [
        Friend(
            place + 1,
            name,
            by_place[place] if name else "",
            _own(record),
            file,
        )
        for place, (record, name) in enumerate(zip(records, named, strict=True))
    ]


def friend_rows(found: Iterable[Friend]) -> Iterator[Row | BadRow]:
    """Yield a row a friend. The day of friending is no meeting, and is kept as what it is."""
    for each in found:
        if not each.name:
            reason = "no name: the account is gone"
            yield BadRow(each.line, reason, file=each.file, unreadable=False)
            continue
        contact = {"facebook": each.own} if each.own else {}
        person = Named(each.name, each.name, each.key)
        yield Row(each.line, each.key, each.name, person, contact=contact, file=each.file)


def following_rows(document: Mapping[str, Any], file: str = "") -> list[Row | BadRow]:
    """Return a row for each account that one follows on Instagram: all it has is its name."""
    found: list[Row | BadRow] = []
    for line, record in enumerate(jsontext.items(document.get(_FOLLOWING)), start=1):
        given = jsontext.table(record)
        said = jsontext.table(next(iter(jsontext.items(given.get("string_list_data"))), None))
        profile = _PROFILE.search(jsontext.text(said, "href"))
        account = jsontext.text(said, "value") or jsontext.text(given, "title")
        account = meant(account or (profile[1] if profile else "")).lower()
        if not account:
            found.append(BadRow(line, "no account", file=file))
            continue
        since = jsontext.day_of_stamp(said.get("timestamp"))
        contact = {
            "accounts": {INSTAGRAM: f"https://www.instagram.com/{account}"},
            **({INSTAGRAM: {"followed": since}} if since else {}),
        }
        person = Named(account, account, account)
        found.append(
            Row(line, account, account, person, contact=contact, source=INSTAGRAM, file=file)
        )
    return found


def _name(record: object) -> str:
    return " ".join(meant(jsontext.text(jsontext.table(record), "name")).split())


def _own(record: object) -> dict[str, Any]:
    """Return what a record says beside the name; the day of friending is kept as a day."""
    given = jsontext.table(record)
    since = jsontext.day_of_stamp(given.get("timestamp"))
    found: dict[str, Any] = {} if since is None else {"connected": since}
    texts = ((key, jsontext.text(given, key)) for key in given if key not in {"name", "timestamp"})
    return {**found, **{key: meant(value) for key, value in texts if value}}


def _stamp(record: object) -> float:
    stamp = jsontext.table(record).get("timestamp")
    return float(stamp) if isinstance(stamp, int | float) else 0.0


def _oldest(place: tuple[float, int]) -> tuple[float, int]:
    """Sort by the day of friending; the list has the newest first, and so the last of equals."""
    stamp, number = place
    return stamp, -number
