"""Dex's CSV to rows."""

import re
from collections.abc import Mapping
from typing import Any

from dexcli.core import ids
from dexcli.core.contact import Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats.columns import days, headed, profiles, values
from dexcli.formats.columns.keys import Keys
from dexcli.formats.dex import columns
from dexcli.formats.source import Rows, Source, Terms

_PARTED = re.compile(r"\s*[,|;\n]\s*")
_NONE = frozenset({"none", "-", "null"})  # what stands for nothing
_LEAST = 3
_EXPECTED = "first_name, last_name and dex_emails"


def recognises(source: Source) -> bool:
    """Return whether the header has a column that only Dex has, or all that it takes."""
    header = set(headed.header_in(source, columns.knows))
    found = {columns.folded(each) for each in header}
    known = sum(columns.knows(each) for each in header)
    dated = "first_name" in header and not header.isdisjoint(columns.ITS_DAYS)
    taken = header >= set(columns.WRITTEN)
    return known >= _LEAST and (taken or dated or not found.isdisjoint(columns.TELLING))


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row a contact; columns that somebody made are kept under their headings.

    Raises:
        TableError: There is no header of Dex's, or a record has no end.
    """
    sheet = headed.read(source, columns.knows, least=_LEAST, expected=_EXPECTED)
    keys = Keys()
    for record in sheet.records:
        if isinstance(record, BadRow):
            yield record
        else:
            yield _row(record.line, _cells(sheet, record), keys, terms)


def _cells(sheet: headed.Sheet, record: headed.Record) -> list[tuple[str, str]]:
    """Return the cells without the guards of spreadsheets and the words for nothing."""
    found = ((heading, columns.bare(cell)) for heading, cell in headed.pairs(sheet, record))
    return [(heading, cell) for heading, cell in found if cell.casefold() not in {"", *_NONE}]


def _row(line: int, cells: list[tuple[str, str]], keys: Keys, terms: Terms) -> Row | BadRow:
    found = {
        columns.ALONE[key]: cell
        for h, cell in reversed(cells)
        if (key := columns.folded(h)) in columns.ALONE
    }
    name = found.get("name", "") or values.name_of(found.get("first", ""), found.get("last", ""))
    if not cells:
        return BadRow(line, "the row is empty", unreadable=False)
    own: dict[str, Any] = {}
    contact = _contact(cells, found, own)
    _days(found, contact, own, terms)
    if not name:
        contact["tags"] = values.several([*contact.get("tags", ()), values.TRIAGE])
        stand_ins = [contact.get("org"), *contact.get("emails", ()), *contact.get("phones", ())]
        name = next((each for each in stand_ins if each), "")
    if not name:
        return BadRow(line, "no name, no company, no e-mail and no phone", unreadable=False)
    split = {"first_name": found.get("first", ""), "last_name": found.get("last", "")}
    if split != columns.split(name) and values.name_of(*split.values()) == name:
        own |= split
    key = keys.once(found["id"]) if "id" in found else keys.of(name, contact)
    contact["dex"] = own
    seen = _seen(found, own, terms)
    contact = values.filled(contact)
    row_key = f"last-seen:{key}:{seen.on}" if seen else key
    given = found.get("id", "")
    exported = given.removeprefix(columns.OURS) if given.startswith(columns.OURS) else ""
    person = Named(name, name, key)
    return Row(
        line, row_key, name, person, contact=contact, interaction=seen, exported=exported,
        settled=("dex.birthday",) if "birthday" in contact else (),
    )  # fmt: skip


def _contact(
    cells: list[tuple[str, str]], found: Mapping[str, str], own: dict[str, Any]
) -> dict[str, Any]:
    contact: dict[str, Any] = {"emails": [], "phones": [], "tags": [], "accounts": {}}
    for heading, cell in cells:
        folded = columns.folded(heading)
        if columns.EMAIL.fullmatch(folded):
            contact["emails"] = values.several([*contact["emails"], *_PARTED.split(cell)])
        elif columns.PHONE.fullmatch(folded):
            parts = map(columns.bare, _PARTED.split(cell))
            contact["phones"] = values.several([*contact["phones"], *parts])
        elif columns.TAGS.fullmatch(folded):
            contact["tags"] = values.several([*contact["tags"], *_PARTED.split(cell)])
        elif account := columns.ACCOUNT.fullmatch(folded):
            slug = profiles.linkedin_slug(cell)
            contact["accounts"][account[1]] = profiles.linkedin_url(slug) if slug else cell
        elif folded not in columns.ALONE:
            own[heading] = cell
    notes = [
        cell for heading, cell in cells if columns.ALONE.get(columns.folded(heading)) == "notes"
    ]
    contact |= {key: found.get(key, "") for key in ("org", "title", "city")}
    return {**contact, "notes": "\n\n".join(notes)}


def _days(
    found: Mapping[str, str], contact: dict[str, Any], own: dict[str, Any], terms: Terms
) -> None:
    """Put a birthday and a reminder into a contact; what can't be read is kept as it stands."""
    if (day := _day(found, "birthday", own, terms)) is not None:
        contact["birthday"] = day.to_toml()
    elif (day := _day(found, "yearly", own, terms)) is not None:  # its year is this one
        contact["birthday"] = f"{day.month:02}-{day.day:02}"
    if (day := _day(found, "remind", own, terms)) is not None:
        if day.full is None or day.full < terms.today:
            own["next_reminder_at"] = found["remind"]
        else:
            reminder = {"note": "get in touch", "on": day.full}
            reminder["id"] = ids.from_text(f"dex:{found.get('id', '')}:{day}")
            contact["reminders"] = [reminder]


def _day(
    found: Mapping[str, str], key: str, own: dict[str, Any], terms: Terms
) -> PartialDate | None:
    text = found.get(key, "")
    if not text:
        return None
    try:
        day = days.read(text, today=terms.today, order=terms.order, ahead=key == "remind")
    except ValueError:
        day = None
    if day is None or (key != "birthday" and day.day is None):
        heading = next(name for name, short in columns.ALONE.items() if short == key)
        own[heading] = text
        return None
    return day


def _seen(found: Mapping[str, str], own: dict[str, Any], terms: Terms) -> Interaction | None:
    """Return the day on which Dex says that they last met."""
    day = _day(found, "seen", own, terms)
    if day is None or day.full is None or day.full > terms.today:
        return None
    return Interaction(on=day)
