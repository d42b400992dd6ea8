"""What tests of formats share: a file's rows, and the ledger that they make of an empty one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dexcli.core import plans
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_document
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.rows import BadRow, Row
from dexcli.core.settings import Settings
from dexcli.formats.leaving import Leaving
from dexcli.formats.registry import Reads
from dexcli.formats.source import Source, Terms

TODAY = date(2026, 11, 22)
TERMS = Terms(today=TODAY)
_NOT_HELD = ("id", "sources", "added")  # which no other program's file has


def source(raw: bytes, name: str = "contacts.csv") -> Source:
    return Source.of_bytes(raw, name)


def archive(members: dict[str, bytes], name: str = "export.zip") -> Source:
    inside = tuple(source(raw, member) for member, raw in sorted(members.items()))
    return Source(name=name, opened=source(b"").opened, members=inside)


def read(
    reader: Reads, raw: bytes | Source, terms: Terms = TERMS
) -> tuple[list[Row], list[BadRow]]:
    """Return the rows of a file and the records that don't come in."""
    given = source(raw) if isinstance(raw, bytes) else raw
    found = list(reader.rows(given, terms))
    good = [row for row in found if isinstance(row, Row)]
    return good, [row for row in found if isinstance(row, BadRow)]


def complaint(reader: Reads, raw: bytes | Source) -> str:
    """Return the line that a file is refused with, empty where it is read."""
    try:
        read(reader, raw)
    except DexcliError as error:
        return str(error)
    return ""


def leaving(contacts: Iterable[Contact], *, notes: bool = True) -> Leaving:
    everybody = {each.handle: each for each in contacts}
    return Leaving(
        contacts=tuple(everybody.values()),
        ledger=Ledger.of(everybody.values()),
        settings=Settings(),
        today=TODAY,
        notes=notes,
    )


def ledger_of(rows: Iterable[Row | BadRow], namespace: str) -> list[Contact]:
    """Return whom an import of these rows brings into an empty ledger."""
    terms = plans.Terms(source=namespace, removed={}, today=PartialDate.of(TODAY), taken=set())
    return plans.plan_import(Ledger(), list(rows), terms).added


def held(contact: Contact) -> dict[str, Any]:
    """Return what a contact says, without what no other program's file can hold."""
    return {key: v for key, v in to_document(contact).items() if key not in _NOT_HELD}
