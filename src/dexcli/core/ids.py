"""Ids: ten characters that say which interaction or person this is, on every machine."""

import json
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.contact import Contact
from dexcli.core.document import to_document, to_plain

LENGTH = 10
RANDOM_BYTES = 7  # 56 bits, of which an id shows 50
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to misread
_PAIRS = [one + other for one in _ALPHABET for other in _ALPHABET]  # half the steps of one by one


def from_bytes(raw: bytes) -> str:
    """Return the id made of the first 50 bits of ``raw``, at least seven bytes."""
    number = int.from_bytes(raw[:RANDOM_BYTES], "big") >> (8 * RANDOM_BYTES - 5 * LENGTH)
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in (40, 30, 20, 10, 0)])


def from_text(text: str) -> str:
    """Return the id that derives from a source: two machines that import a file agree."""
    import hashlib  # 5 ms, only for an import and for what has no id

    return from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())


def of_contact(handle: str, name: str) -> str:
    """Return the id that somebody gets who has none in the file, the same on every machine."""
    return from_text(f"{handle}\n{name}")


def of_plan(source: str) -> str:
    """Return the id of the planned meeting that will be the interaction of a source."""
    return from_text(f"{source}#plan")


def of_interactions(contact: Contact) -> tuple[str, ...]:
    """Return the id of each interaction, in the file's order.

    One that has none in the file gets one from its content, its contact and an
    ordinal among equals, so that every reader computes the same.
    """
    return of_blocks(contact.id or contact.handle, contact.interactions)


def of_reminders(contact: Contact) -> tuple[str, ...]:
    """Return the id of each reminder, in the file's order; see `of_interactions`."""
    return of_blocks(contact.id or contact.handle, contact.reminders)


def of_blocks(owner: str, blocks: Sequence[Struct]) -> tuple[str, ...]:
    """Return the id of each block; ``owner`` is the id of the contact, else the handle.

    Once one of several equals has its id in the file, the others keep theirs.
    """
    written = {getattr(block, "id", "") for block in blocks}
    seen: Counter[str] = Counter()
    found = []
    for block in blocks:
        if stored := getattr(block, "id", ""):
            found.append(stored)
            continue
        record = json.dumps(to_plain(to_document(block)), sort_keys=True, default=str)
        while (derived := from_text(f"{owner}\n{record}\n{seen[record]}")) in written:
            seen[record] += 1
        found.append(derived)
        seen[record] += 1
    return tuple(found)


def written(contact: Contact, *, there: Collection[Struct]) -> Contact:
    """Return the contact whose interactions and reminders have the ids that they are known by.

    Without one in the file they would get another in another contact's. What is
    ``there`` too stays as it is: it is the same.
    """
    return replace(
        contact,
        interactions=tuple(
            each if each.id or each in there else replace(each, id=id_)
            for each, id_ in zip(contact.interactions, of_interactions(contact), strict=True)
        ),
        reminders=tuple(
            each if each.id or each in there else replace(each, id=id_)
            for each, id_ in zip(contact.reminders, of_reminders(contact), strict=True)
        ),
    )
