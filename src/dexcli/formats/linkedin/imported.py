"""Contacts.csv: the address books that somebody gave LinkedIn to look for people."""

import re
from typing import Any

from dexcli.core import names
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats.columns import days, headed, profiles, values
from dexcli.formats.columns.keys import Keys
from dexcli.formats.linkedin import people
from dexcli.formats.linkedin.people import Cells, People
from dexcli.formats.source import Rows, Source, Terms

_HEADINGS = frozenset(
    {"source", "firstname", "lastname", "companies", "title", "emails", "phonenumbers",
     "createdat", "addresses", "sites", "instantmessagehandles", "fullname", "birthday",
     "location", "bookmarkedat", "profiles"}
)  # fmt: skip
_PLACED = frozenset(
    {"firstname", "lastname", "companies", "title", "emails", "phonenumbers", "addresses",
     "sites", "fullname", "birthday", "location", "profiles"}
)  # fmt: skip
_LEAST = 6
_PARTED = re.compile(r"\s*[,;|]\s*")


def recognises(source: Source) -> bool:
    """Return whether the header is that of uploaded address books: in one word each."""
    found = {names.fold(each) for each in headed.header_in(source, _knows)}
    return len(found & _HEADINGS) >= _LEAST and "phonenumbers" in found


def rows(source: Source, everybody: People, terms: Terms) -> Rows:
    """Yield a row a contact; an address without a name is told.

    Raises:
        TableError: There is no such header.
    """
    sheet = headed.read(source, _knows, least=_LEAST, expected="FirstName, LastName and Emails")
    keys = Keys()
    for record in sheet.records:
        if isinstance(record, BadRow):
            yield record
            continue
        yield _row(sheet, people.cells(sheet, record), everybody, keys, terms)


def _row(
    sheet: headed.Sheet, cells: Cells, everybody: People, keys: Keys, terms: Terms
) -> Row | BadRow:
    name = values.name_of(cells("firstname"), cells("lastname")) or values.name_of(
        cells("fullname")
    )
    if not name:
        reason = "an address without a name" if cells.by_heading else "the row is empty"
        return BadRow(cells.line, reason, label=cells("emails"), unreadable=False)
    slug = profiles.linkedin_slug(cells("profiles"))
    contact = _contact(cells, slug, terms)
    headings = {names.fold(h): h for h in sheet.header}
    own = {headings[h]: cell for h, cell in cells.by_heading.items() if h not in _PLACED}
    contact["linkedin"] = {**own, **contact.get("linkedin", {})}
    key = slug or keys.of(name, contact)
    everybody.connect(key, name)
    return Row(cells.line, key, name, Named(name, name, key), contact=values.filled(contact))


def _contact(cells: Cells, slug: str, terms: Terms) -> dict[str, Any]:
    own: dict[str, str] = {} if slug else {"Profiles": cells("profiles")}
    companies = _parts(cells("companies"))
    if companies[1:]:
        own["Companies"] = cells("companies")
    accounts = dict(people.account(slug).get("accounts", {}))
    for site in _parts(cells("sites")):
        key, value = profiles.account(site, accounts)
        accounts[key] = value
    birthday: object = ""
    if text := cells("birthday"):
        try:
            birthday = days.read(text, today=terms.today, order=terms.order or "mdy").to_toml()
        except ValueError:
            own["Birthday"] = text
    return values.filled(
        {
            "emails": _parts(cells("emails")),
            "phones": _parts(cells("phonenumbers")),
            "addresses": values.several([cells("addresses")]),
            "org": companies[0] if companies else "",
            "title": cells("title"),
            "city": cells("location"),
            "birthday": birthday,
            "accounts": accounts,
            "linkedin": own,
        }
    )


def _parts(cell: str) -> list[str]:
    return values.several(_PARTED.split(cell))


def _knows(heading: str) -> bool:
    return names.fold(heading) in _HEADINGS
