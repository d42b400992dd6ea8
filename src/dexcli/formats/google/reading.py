"""Google's CSV to rows: the new header, the old one, and mixtures of both."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec.structs import replace

from dexcli.core.rows import BadRow, Link, Named, Row
from dexcli.formats.columns import headed, values
from dexcli.formats.columns.keys import Keys
from dexcli.formats.google import cells as record_cells
from dexcli.formats.google import groups, headings, labels, naming
from dexcli.formats.google.cells import Cells, bare, parts
from dexcli.formats.source import Rows, Source, Terms

_LEAST = 2
_EXPECTED = "First Name, Last Name and E-mail 1 - Value"
_PLACED = frozenset(
    {headings.NAME, headings.FIRST, headings.MIDDLE, headings.LAST, headings.PREFIX,
     headings.SUFFIX, headings.NICKNAME, headings.ORG, headings.TITLE, headings.BIRTHDAY,
     headings.NOTES, headings.LABELS, headings.HOBBY}
)  # fmt: skip
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_People = dict[str, list[str]]  # name -> keys


def recognises(source: Source) -> bool:
    """Return whether the header is Google's: numbered groups, or names that only it has."""
    found = set(headed.header_in(source, headings.knows))
    known = {each for each in found if headings.knows(each)}
    numbered = any(headings.is_numbered(each) for each in known)
    return len(known) >= _LEAST and (numbered or not known.isdisjoint(headings.TELLING))


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row a contact; addresses that Google collected by itself are told.

    Raises:
        TableError: There is no header of Google's, or a record has no end.
    """
    known = _people(source, terms)
    for row, related in _read(source, terms):
        yield _linked(row, related, known) if isinstance(row, Row) else row


def _people(source: Source, terms: Terms) -> _People:
    """Return the keys of each name in the file, where it has relations that may mean one."""
    header = _sheet(source).header
    if all(headings.column(each).group != headings.RELATION for each in header):
        return {}
    known: _People = {}
    for row, _ in _read(source, terms):
        if isinstance(row, Row):
            known.setdefault(row.person.name, []).append(row.key)
    return known


def _sheet(source: Source) -> headed.Sheet:
    return headed.read(source, headings.knows, least=_LEAST, expected=_EXPECTED)


def _read(source: Source, terms: Terms) -> Iterator[tuple[Row | BadRow, list[tuple[str, str]]]]:
    """Yield each record's row, and who is what to them."""
    sheet = _sheet(source)
    keys = Keys()
    for record in sheet.records:
        if isinstance(record, BadRow):
            yield record, []
            continue
        cells = record_cells.gathered(sheet, record)
        own: dict[str, Any] = {}
        related = groups.relations(cells, own)
        yield _row(cells, keys, own, terms), related


def _row(cells: Cells, keys: Keys, own: dict[str, Any], terms: Terms) -> Row | BadRow:
    if not (cells.single or cells.groups):
        return BadRow(cells.line, "the row is empty", unreadable=False)
    contact = _contact(cells, own, terms.today)
    name = naming.name(cells)
    is_address = _ADDRESS.fullmatch(name) is not None  # Google names people so whom it can't name
    if not name or is_address:
        contact["tags"] = values.several([*contact.get("tags", ()), values.TRIAGE])
    if is_address:
        contact["emails"] = values.several([*contact.get("emails", ()), name])
    name = name or next(iter(_stand_ins(contact)), "")
    if not name:
        return BadRow(cells.line, "no name, no company, no e-mail and no phone", unreadable=False)
    said = set(map(bare, parts(cells(headings.LABELS))))
    collected = labels.OTHER_CONTACTS in said and labels.MY_CONTACTS not in said
    if collected and not terms.everybody:
        reason = "an address that Google collected by itself (Other Contacts)"
        return BadRow(cells.line, reason, label=name, unreadable=False)
    contact["aka"] = [each for each in contact.get("aka", ()) if each != name]
    contact["google"] = {**naming.kept(cells, name), **contact.get("google", {})}
    key = keys.of(name, contact)
    return Row(
        cells.line,
        key,
        name,
        Named(name, name, key),
        contact=values.filled(contact),
        exported=groups.exported(cells),
    )


def _stand_ins(contact: dict[str, Any]) -> list[str]:
    """Return what a card without a name goes by: no person, or one whom nobody named."""
    found = [contact.get("org", ""), *contact.get("emails", ()), *contact.get("phones", ())]
    return [each for each in found if each]


def _contact(cells: Cells, own: dict[str, Any], today: date) -> dict[str, Any]:
    own |= {heading: cell for heading, cell in cells.single.items() if heading not in _PLACED}
    orgs, titles = (_first(cells, each, own) for each in (headings.ORG, headings.TITLE))
    lines, city = groups.addresses(cells, own)
    return values.filled(
        {
            "aka": [*parts(cells(headings.NICKNAME)), *parts(cells(headings.MAIDEN))],
            "tags": _tags(cells),
            "birthday": _birthday(cells, own, today),
            "emails": groups.reached(cells, headings.EMAIL, labels.EMAIL, own),
            "phones": groups.reached(cells, headings.PHONE, labels.PHONE, own),
            "addresses": lines,
            "accounts": groups.accounts(cells, own),
            "org": orgs,
            "title": titles,
            "city": city,
            "interests": values.several(parts(cells(headings.HOBBY))),
            "notes": cells(headings.NOTES),
            "dates": groups.events(cells, own, today),
            "google": own,
        }
    )


def _first(cells: Cells, heading: str, own: dict[str, Any]) -> str:
    """Return the first value of a cell; where it has several, the cell is kept too."""
    found = parts(cells(heading))
    if found[1:]:
        own[heading] = cells(heading)
    return found[0] if found else ""


def _tags(cells: Cells) -> list[str]:
    found = values.several(map(bare, parts(cells(headings.LABELS))))
    return [each for each in found if each not in labels.NOT_TAGS]


def _birthday(cells: Cells, own: dict[str, Any], today: date) -> object:
    text = cells(headings.BIRTHDAY)
    by_hand = groups.custom(cells, own, birthday=bool(text))
    day = groups.day(text, today) if text else by_hand
    if day is None and text:
        own[headings.BIRTHDAY] = text
    return "" if day is None else day.to_toml()


def _linked(row: Row, related: list[tuple[str, str]], known: _People) -> Row:
    """Return a row with its relations: to the only one of that name in the file, else a name."""
    links, named = [], []
    for kind, name in related:
        keys = known.get(name, [])
        if len(keys) == 1 and keys[0] != row.key:
            links.append(Link(kind, Named(name, name, keys[0])))
        else:
            named.append({"kind": kind, "name": name})
    contact = {**row.contact, "relationships": named} if named else row.contact
    return replace(row, contact=contact, links=tuple(links))
