"""The graph of people and ties in the formats that other programs, and browsers, read."""

from typing import Any

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.graph.building import Graph
from dexcli.core.graph.telling import Teller
from dexcli.core.ledger import Ledger


class Drawn(Struct, frozen=True):
    """What a picture shows: who, around whom, and whether with what is private."""

    graph: Graph
    ledger: Ledger
    teller: Teller
    centre: str
    notes: bool = False

    def contact(self, handle: str) -> Contact | None:
        """Return the contact; None for you, where you have no file."""
        return self.ledger.contacts.get(handle)


def facts(drawn: Drawn, handle: str) -> dict[str, Any]:
    """Return what others may read of somebody; their notes only where these are asked for."""
    contact = drawn.contact(handle)
    if contact is None:
        return {"handle": None, "name": "you", "org": "", "city": "", "tags": []}
    told = {
        "handle": handle,
        "name": contact.name,
        "org": contact.org,
        "city": contact.city,
        "tags": list(contact.tags),
    }
    return told | ({"notes": contact.notes} if drawn.notes else {})
