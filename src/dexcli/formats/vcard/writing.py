"""vCards out: 3.0 as iOS, Google and vdirsyncer read it, or 4.0."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger
from dexcli.formats.leaving import Chunks, Leaving
from dexcli.formats.vcard import meanings, naming, own, phrases, preference, says, text
from dexcli.formats.vcard.cards import Property, property_of
from dexcli.formats.vcard.contacts import EXTRA, LINES
from dexcli.formats.vcard.ours import text_of, texts_of, uid_of, values_of
from dexcli.formats.vcard.phrases import Style
from dexcli.formats.vcard.says import Saying


class Terms(Struct, frozen=True, kw_only=True):
    """What a card holds: in which version, with notes, and with what only dexcli has."""

    is_4: bool = False
    notes: bool = False
    own: bool = True


def write(leaving: Leaving) -> Chunks:
    """Yield a card for each contact."""
    terms = Terms(is_4=leaving.vcard4, notes=leaving.notes)
    for contact in leaving.contacts:
        yield card(contact, leaving.ledger, terms)


def card(contact: Contact, ledger: Ledger, terms: Terms) -> bytes:
    """Return a contact's card, its lines folded and ended as the standard asks.

    What an import kept of the original lines stands again as long as its values
    are still the contact's.
    """
    return b"".join(text.folded(each) for each in _lines(contact, ledger, terms))


def _lines(contact: Contact, ledger: Ledger, terms: Terms) -> Iterator[str]:
    kept, extra = (_properties(contact, key) for key in (LINES, EXTRA))
    told = says.by_key(says.of([each for each in kept if each.name not in naming.NAMES]))
    values = values_of(contact, ledger)
    style = Style(terms.is_4, {each.group.lower() for each in (*kept, *extra) if each.group})
    yield "BEGIN:VCARD"
    yield f"VERSION:{'4.0' if terms.is_4 else '3.0'}"
    yield f"UID:{text.escaped(uid_of(contact))}"
    yield from naming.lines(contact.name, text_of(contact, "fn"), kept)
    for key in says.KEYS:
        if key != "notes" or terms.notes:
            lines = _arranged(key, values.get(key, []), told.get(key, []), style)
            yield from preference.agreeing(lines, is_4=terms.is_4)
    if terms.own:
        yield from own.lines(contact, notes=terms.notes, without=_said(contact, told, terms))
    yield from (each.raw for each in extra)
    if revised := text_of(contact, "rev"):
        yield f"REV:{revised}"
    yield "END:VCARD"


def _arranged(
    key: str, values: Sequence[Any], told: Sequence[Saying], style: Style
) -> Iterator[str]:
    """Yield the lines of one key in the order of its values: those that are kept, else ours."""
    waiting: list[Any] = []
    left = [each for each in told if all(_stands(key, one, values) for one in each.values)]
    done: list[Any] = []
    for value in values:
        if _stands(key, value, done):
            continue
        line = next((each for each in left if _stands(key, value, each.values)), None)
        if line is None:
            waiting.append(value)
            continue
        yield from phrases.lines(key, waiting, style)
        waiting = []
        left.remove(line)
        done += line.values
        yield from _raw(line)
    yield from phrases.lines(key, waiting, style)


def _stands(key: str, value: Any, values: Sequence[Any]) -> bool:  # noqa: ANN401 - a value of a key
    return any(says.meets(key, value, each) for each in values)


def _raw(saying: Saying) -> Iterator[str]:
    yield saying.each.raw
    for each in saying.beside:
        yield each.raw


def _said(contact: Contact, told: dict[str, list[Saying]], terms: Terms) -> frozenset[str]:
    """Return the keys that other lines say already, so that no line of ours needs to."""
    found = set()
    birthday = contact.birthday
    if birthday is not None and phrases.can_say(birthday, is_4=terms.is_4):
        found.add("birthday")
    if contact.died is not None and contact.died.on is not None and terms.is_4:
        found.add("died")
    addresses = contact.addresses[:1]
    if any(meanings.city(each.each) == contact.city and each.values == addresses
           for each in told.get("addresses", ())):  # fmt: skip
        found.add("city")
    return frozenset(found)


def _properties(contact: Contact, key: str) -> list[Property]:
    """Return the lines that an import kept, as far as they are lines."""
    found = (property_of(each) for each in texts_of(contact, key))
    return [each for each in found if each is not None]
