"""Contacts as a CSV that Google takes: the new header, one value a column."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from dexcli.core.contact import Contact, Relationship
from dexcli.core.dates import PartialDate
from dexcli.formats.google import headings, labels, naming
from dexcli.formats.google.cells import JOINED, parts
from dexcli.formats.google.outgoing import Groups
from dexcli.formats.leaving import Chunks, Leaving

_ORDER = tuple(headings.PARTS)  # of the groups in the header


def write(leaving: Leaving) -> Chunks:
    """Yield the file: the header has as many numbered columns as somebody needs."""
    lines = [_cells(contact, leaving) for contact in leaving.contacts]
    header = _header(lines)
    yield _csv(header)
    for cells in lines:
        yield _csv([cells.get(heading, "") for heading in header])


def _header(lines: list[dict[str, str]]) -> list[str]:
    """Return the new header, and behind it the columns that Google gave up and we keep."""
    used = dict.fromkeys(heading for cells in lines for heading in cells)
    numbered: dict[tuple[int, int], str] = {}
    for heading in used:
        column = headings.column(heading)
        if column.group:
            numbered[_ORDER.index(column.group), column.number] = column.group
    grouped = [
        headings.of(group, number, part)
        for (_, number), group in sorted(numbered.items())
        for part in headings.PARTS[group]
    ]
    header = [*headings.FIXED, *grouped]
    return [*header, *(heading for heading in used if heading not in set(header))]


def _cells(contact: Contact, leaving: Leaving) -> dict[str, str]:
    found = contact.extra.get("google")
    own: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
    cells = {k: v for k, v in own.items() if isinstance(v, str)}
    cells |= naming.written(contact.name, own)
    cells |= {
        headings.NICKNAME: JOINED.join(contact.aka),
        headings.ORG: _first(contact.org, own.get(headings.ORG)),
        headings.TITLE: _first(contact.title, own.get(headings.TITLE)),
        headings.NOTES: contact.notes if leaving.notes else "",
        headings.LABELS: JOINED.join([*contact.tags, labels.OURS, f"* {labels.MY_CONTACTS}"]),
    }
    if contact.interests:
        cells[headings.HOBBY] = JOINED.join(contact.interests)
    groups = Groups(cells, own)
    groups.add(headings.CUSTOM, {"Label": labels.OURS, "Value": contact.id or contact.handle})
    _fill(groups, contact, leaving)
    if (birthday := contact.birthday) is not None:
        if birthday.day is not None:
            cells[headings.BIRTHDAY] = _day(birthday)
        else:
            groups.add(headings.CUSTOM, {"Label": headings.BIRTHDAY, "Value": str(birthday)})
    return {heading: cell for heading, cell in cells.items() if cell}


def _fill(groups: Groups, contact: Contact, leaving: Leaving) -> None:
    groups.reach(headings.EMAIL, contact.emails, labels.EMAIL)
    groups.reach(headings.PHONE, contact.phones, labels.PHONE)
    groups.places(contact.addresses, contact.city)
    for relationship in contact.relationships:
        kind = labels.shown(relationship.kind)
        name = _called(relationship, leaving)
        groups.add(headings.RELATION, {"Label": kind, "Value": name})
    groups.accounts(contact.accounts)
    for each in contact.dates:
        label = labels.shown(each.label)
        groups.add(headings.EVENT, {"Label": label, "Value": _day(each.on)})


def _first(value: str, cell: object) -> str:
    """Return a value, with the others that stood in its cell if it is still the first of them."""
    if isinstance(cell, str) and parts(cell)[:1] == [value]:
        return cell
    return value


def _called(relationship: Relationship, leaving: Leaving) -> str:
    known = leaving.ledger.contacts.get(relationship.who)
    return known.name if known is not None else relationship.name or relationship.who


def _day(day: PartialDate) -> str:
    """Return a day as Google has it: --03-07 without its year."""
    return str(day) if day.year is not None else f"--{day}"


def _csv(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
