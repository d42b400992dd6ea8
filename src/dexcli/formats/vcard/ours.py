"""A contact's values as a card's properties say them, to compare the two."""

from typing import Any

from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger
from dexcli.formats.vcard.meanings import Related, Yearly, card_key

TABLE = "vcard"
SOURCE = "vcard:"


def values_of(contact: Contact, ledger: Ledger) -> dict[str, list[Any]]:
    """Return a contact's values by key, in order; empty ones are left out."""
    died = contact.died.on if contact.is_dead and contact.died is not None else None
    found: dict[str, list[Any]] = {
        "aka": list(contact.aka),
        "emails": list(contact.emails),
        "phones": list(contact.phones),
        "addresses": list(contact.addresses),
        "org": [contact.org],
        "title": [contact.title],
        "accounts": list(contact.accounts.items()),
        "birthday": [str(contact.birthday)] if contact.birthday is not None else [],
        "died": [str(died)] if died is not None else [],
        "dates": [Yearly(each.label, str(each.on), each.others) for each in contact.dates],
        "relationships": related(contact, ledger),
        "tags": list(contact.tags),
        "notes": [contact.notes],
    }
    return {key: kept for key, several in found.items() if (kept := [v for v in several if v])}


def related(contact: Contact, ledger: Ledger) -> list[Related]:
    """Return who is what to a contact; those of the ledger with the key of their card."""
    found = []
    for each in contact.relationships:
        other = ledger.resolve(each.who) if each.who else None
        born = str(each.born) if each.born is not None else ""
        if other is not None:
            found.append(Related(each.kind, other.name, card_key(uid_of(other)), born))
        else:
            found.append(Related(each.kind, each.name or each.who, "", born))
    return found


def uid_of(contact: Contact) -> str:
    """Return the UID of a contact's card: the one it came with, else its id, which stays."""
    if given := text_of(contact, "uid"):
        return given
    source = next((each for each in contact.sources if each.startswith(SOURCE)), "")
    return source.removeprefix(SOURCE) or contact.id or contact.handle


def text_of(contact: Contact, key: str) -> str:
    """Return a line of what an import kept, "" for none."""
    return next(iter(_lines([_table(contact).get(key)])), "")


def texts_of(contact: Contact, key: str) -> list[str]:
    """Return lines of what an import kept."""
    found = _table(contact).get(key)
    return _lines(found) if isinstance(found, list) else []


def _table(contact: Contact) -> dict[str, Any]:
    table = contact.extra.get(TABLE)
    return table if isinstance(table, dict) else {}


def _lines(values: list[Any]) -> list[str]:
    """Return those that are lines: somebody may have edited the file."""
    return [each for each in values if isinstance(each, str) and each.strip() and "\n" not in each]
