"""Whose address is wanted by a few typed letters, the likeliest first."""

from collections.abc import Iterable
from datetime import date

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.due import last_contact
from dexcli.core.ledger import Ledger
from dexcli.core.roster import Kind
from dexcli.core.settings import Settings

_NEAR_ENOUGH = 80  # rapidfuzz's 0 to 100: "lovelase" is meant for Lovelace, "nobody" not for Bob
_LEAST_INSIDE = 2  # letters that are looked for inside of words


def addresses(
    text: str, ledger: Ledger, settings: Settings, *, today: date
) -> list[tuple[str, Contact]]:
    """Return the addresses with whose they are, each person's together.

    First who begins so, by handle, name, alias or address; then who has each
    word, or the text inside; only where nobody has it, who is spelled much
    alike. In each of these, whom you were in touch with last comes first.
    """
    found: list[Contact] = []
    for level in _levels(text, ledger):
        known = {contact.handle for contact in found}
        fresh = (ledger.contacts[handle] for handle in level - known)
        active = [each for each in fresh if each.is_active and each.emails]
        found += sorted(active, key=lambda each: _closeness(each, settings, today))
    if not found and (wanted := names.asked(text)):
        found = _alike(wanted, ledger)
    folded = names.fold(text)
    return [(email, contact) for contact in found for email in _ordered(contact.emails, folded)]


def _levels(text: str, ledger: Ledger) -> Iterable[set[str]]:
    folded, asked, roster = names.fold(text), names.asked(text), ledger.roster
    if not folded:
        return [set(ledger.contacts)]
    exact = roster.exact(Kind.EMAILS, folded)
    begins = {handle for handle in ledger.contacts if handle.startswith(folded)}
    begins |= roster.starting(Kind.EMAILS, folded)
    each_word: set[str] = set()
    if asked:
        exact |= roster.exact(Kind.NAMES, asked)
        begins |= roster.starting(Kind.NAMES, asked)
        each_word = set.intersection(*(roster.starting(Kind.NAMES, word) for word in asked.split()))
    inside: set[str] = set()
    if len(folded) >= _LEAST_INSIDE:
        inside = roster.containing(Kind.EMAILS, folded)
        inside |= roster.containing(Kind.NAMES, asked) if asked else set()
    return [exact, begins, each_word, inside]


def _closeness(contact: Contact, settings: Settings, today: date) -> tuple[int, str, str]:
    last = last_contact(contact, settings, today=today)
    day = 0 if last is None else last.on.first.toordinal()
    return -day, names.fold(contact.name), contact.handle


def _alike(wanted: str, ledger: Ledger) -> list[Contact]:
    """Return those of whom a name, or a word of one, is spelled much like this, nearest first."""
    from rapidfuzz import fuzz  # only where nobody has what was typed

    scores = {}
    for contact in ledger.active:
        spoken = [word for name in contact.names for word in names.orders(name)]
        words = [word for name in spoken for word in (name, *name.split())]
        best = max((fuzz.ratio(wanted, word) for word in words), default=0)
        if best >= _NEAR_ENOUGH and contact.emails:
            scores[contact.handle] = best
    ranked = sorted(scores, key=lambda handle: (-scores[handle], handle))
    return [ledger.contacts[handle] for handle in ranked]


def _ordered(emails: tuple[str, ...], folded: str) -> list[str]:
    """Return somebody's addresses, those first that begin with what was typed."""
    return sorted(emails, key=lambda each: not names.fold(each).startswith(folded))
