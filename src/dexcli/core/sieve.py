"""What a mail archive says of strangers, put aside while it is read: a plan holds whom it is about.

It only drops a row of which nothing can come; who is who is decided by the plan.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from dexcli.core.known import buckets_of
from dexcli.core.ledger import Ledger
from dexcli.core.people import loose_key
from dexcli.core.rows import BadRow, Row

STRANGER = "not in the ledger"


class Sieve:
    """Knows by what people are known: those of a ledger, and those whom rows have brought."""

    def __init__(self, ledger: Ledger) -> None:
        self._keys: set[str] = set()
        for contact in ledger:
            self._keys.update(buckets_of(contact.emails, contact.phones, contact.accounts))
            self._keys.update(f"source:{each}" for each in contact.sources)
            self._keys.update(f"name:{loose_key(each)}" for each in contact.names)

    def passed(self, rows: Iterable[Row | BadRow]) -> Iterator[Row | BadRow]:
        """Yield the rows; one that brings nobody, about somebody unknown, as what is left of it."""
        for row in rows:
            if isinstance(row, BadRow) or not self._is_stranger(row):
                yield row
            else:
                name = stranger(row.person.name, row.contact.get("emails", ()))
                yield BadRow(row.line, STRANGER, row.file, row.label, unreadable=False,
                             stranger=name)  # fmt: skip

    def _is_stranger(self, row: Row) -> bool:
        keys = _keys(row)
        if row.only_known:
            return self._keys.isdisjoint(keys)
        self._keys.update(keys)
        return False


def stranger(name: str, emails: Iterable[str]) -> str:
    """Return how somebody is told who isn't here: the name with an address, if there is one."""
    return next((f"{name} <{each}>" for each in emails), name)


def _keys(row: Row) -> list[str]:
    said: dict[str, Any] = row.contact
    found = buckets_of(said.get("emails", ()), said.get("phones", ()), said.get("accounts", {}))
    has_reach = bool(found)
    if row.person.key:
        found.append(f"source:{row.source}:{row.person.key}")
    if row.by_name or not has_reach or not row.only_known:
        found.append(f"name:{loose_key(row.person.name)}")
    return found
