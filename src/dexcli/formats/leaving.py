"""What an export takes out of the ledger: whom, and how much of them."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings


class Leaving(Struct, frozen=True, kw_only=True):
    """The contacts that go out, in order, and what a format needs to know beside them.

    ``ledger`` is everybody, for references and follow-ups. Without ``notes``
    what was written about somebody stays: notes, interactions, gifts, promises.
    ``excel`` and ``vcard4`` are the options of that name.
    """

    contacts: tuple[Contact, ...]
    ledger: Ledger
    settings: Settings
    today: date
    notes: bool = False
    excel: bool = False
    vcard4: bool = False


Chunks = Iterator[bytes]
