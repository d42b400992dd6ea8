"""The lines of a card that a contact keeps, since they say more than our values: kept true."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger
from dexcli.formats.vcard import contacts, naming, says
from dexcli.formats.vcard.cards import Card, property_of
from dexcli.formats.vcard.groups import Directory
from dexcli.formats.vcard.ours import TABLE, texts_of, values_of
from dexcli.formats.vcard.says import Saying


def as_on(card: Card, contact: Contact, ledger: Ledger, known: Directory) -> Contact:
    """Return a contact without the lines that its values contradict, and with those of its card.

    Lines of another card of the same person stay, as long as they are true.
    """
    here = texts_of(contact, contacts.LINES)
    if not here:
        return contact
    drawn = contacts.drawn(card, known).contact.get(TABLE, {})
    there = list(drawn.get(contacts.LINES, ()))
    values = values_of(contact, ledger)
    lines = list(dict.fromkeys((*_true(here, values), *_true(there, values))))
    if set(lines) == set(here):
        return contact
    table = {**contact.extra[TABLE], contacts.LINES: lines}
    kept = {key: value for key, value in table.items() if value}
    extra = {key: value for key, value in contact.extra.items() if key != TABLE}
    return replace(contact, extra={**extra, TABLE: kept} if kept else extra)


def _true(lines: Sequence[str], values: Mapping[str, Sequence[Any]]) -> list[str]:
    """Return the lines all of whose values are the contact's, those beside them too."""
    properties = [each for line in lines if (each := property_of(line)) is not None]
    found = [each for each in says.of(properties) if _is_true(each, values)]
    true = {line.raw for each in found for line in (each.each, *each.beside)}
    return [line for line in lines if line in true]


def _is_true(saying: Saying, values: Mapping[str, Sequence[Any]]) -> bool:
    if saying.each.name in naming.NAMES or not saying.key:
        return True
    return all(
        any(says.meets(saying.key, value, each) for each in values.get(saying.key, ()))
        for value in saying.values
    )
