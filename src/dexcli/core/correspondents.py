"""Who is who in a mail: by address, and where several share one, by the name beside it."""

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.errors import AmbiguousContactError
from dexcli.core.ledger import Ledger
from dexcli.core.roster import Kind
from dexcli.core.settings import Settings


def own_addresses(ledger: Ledger, settings: Settings) -> frozenset[str]:
    """Return the addresses of the ledger's owner, folded; none where the settings don't say who."""
    me = ledger.resolve(settings.me) if settings.me else None
    return frozenset(names.fold(email) for email in me.emails) if me is not None else frozenset()


def at_address(address: str, name: str, ledger: Ledger) -> Contact | None:
    """Return whose address this is, or None; the archived only where nobody active has it.

    Raises:
        AmbiguousContactError: Several have it, and the name beside it doesn't say who.
    """
    handles = ledger.roster.exact(Kind.EMAILS, names.fold(address))
    found = [ledger.contacts[handle] for handle in sorted(handles)]
    found = [each for each in found if each.is_active] or found
    if len(found) > 1 and name:
        key = names.same_key(name)
        called = [each for each in found if key in map(names.same_key, each.names)]
        found = called or found
    if len(found) > 1:
        raise AmbiguousContactError(address, [ledger.told_apart(each) for each in found])
    return found[0] if found else None
