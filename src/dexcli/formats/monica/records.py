"""The records of a Monica export, as one asks for them: typed collections, days, names.

Source: app/ExportResources of Monica 4 (github.com/monicahq/monica): `data` is a list
of collections of a type, empty ones are missing, and a record has its values under
`properties`.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dexcli.core.dates import PartialDate
from dexcli.formats import jsontext

Record = Mapping[str, Any]
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_KEY_CHARACTERS = 32


def collection(holder: Record, kind: str) -> list[Any]:
    """Return the records of a kind: in a list of collections, else in a map; plural or not."""
    wanted = {kind, f"{kind}s", f"{kind.removesuffix('y')}ies", f"{kind}es"}
    data = holder.get("data")
    if isinstance(data, dict):
        data = [{"type": name, "values": values} for name, values in data.items()]
    found: list[Any] = []
    for each in jsontext.items(data):
        given = jsontext.table(each)
        if jsontext.text(given, "type").lower().replace("-", "_") in wanted:
            values = given.get("values")
            found += list(values.values()) if isinstance(values, dict) else jsontext.items(values)
    return found


def properties(record: object) -> dict[str, Any]:
    """Return what a record says: its properties, with what stands beside them."""
    given = jsontext.table(record)
    return {**given, **jsontext.table(given.get("properties"))}


def uuid(record: object) -> str:
    """Return what the export knows a record by: its uuid, else a hash of what it says."""
    given = jsontext.table(record)
    if found := jsontext.text(given, "uuid"):
        return found
    said = repr(sorted((k, v) for k, v in given.items() if k != "updated_at"))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:_KEY_CHARACTERS]


def day(value: object) -> date | None:
    """Return the day of `2020-01-05T00:00:00.000000Z`, `2020-01-05 10:00:00` or `2020-01-05`."""
    found = _DAY.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def special(value: object) -> PartialDate | None:
    """Return a day of which Monica may know the year alone (an age), or all but the year."""
    given = properties(value)
    known = day(given.get("date"))
    if known is None:
        return None
    if given.get("is_age_based"):
        return PartialDate(year=known.year)
    if given.get("is_year_unknown"):
        return PartialDate(month=known.month, day=known.day)
    return PartialDate.of(known)


def name(contact: Record) -> str:
    """Return the name of a contact as it is spoken."""
    parts = (jsontext.text(contact, f"{part}_name") for part in ("first", "middle", "last"))
    spoken = " ".join(" ".join(parts).split())
    return spoken or jsontext.text(contact, "nickname") or jsontext.text(contact, "name")
