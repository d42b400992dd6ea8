"""Which rows changed somebody, where several of an import are about one person."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from dexcli.core import renewal
from dexcli.core.contact import Contact
from dexcli.core.contents import Draft
from dexcli.core.document import to_document
from dexcli.core.ledger import Ledger
from dexcli.core.outcomes import Outcome, Unchanged, Updated
from dexcli.core.rows import Row

Table = Mapping[str, Any]


class Touched:
    """Tells rows that say something new of who is here from those that don't.

    ``now`` is what each contact becomes, its interactions apart.
    """

    def __init__(self, ledger: Ledger, drafts: Iterable[Draft], now: Mapping[str, Contact]) -> None:
        self.ledger, self.now = ledger, now
        self._rows: dict[str, list[Row]] = {}
        self._found: dict[str, frozenset[int]] = {}
        for draft in drafts:
            if draft.person.contact is not None:
                self._rows.setdefault(draft.person.contact.handle, []).extend(draft.rows)

    def outcome(self, row: Row, handle: str) -> Outcome:
        """Return what becomes of a row about somebody who is here."""
        old = self.ledger.contacts.get(handle)
        if self.now[handle] == old:
            return Unchanged(row.line)
        if old is None or id(row) in self._changing(old):
            return Updated(row.line)
        return Unchanged(row.line)

    def _changing(self, old: Contact) -> frozenset[int]:
        """Return the rows that changed somebody by their id(): all where none of them shows it."""
        if old.handle not in self._found:
            rows, new = self._rows[old.handle], self.now[old.handle]
            changing = [row for row in rows if len(rows) == 1] or _saying(rows, old, new)
            self._found[old.handle] = frozenset(id(row) for row in changing or rows)
        return self._found[old.handle]


def _saying(rows: Sequence[Row], old: Contact, new: Contact) -> list[Row]:
    """Return the rows that say what stands in a contact now and didn't before."""
    if set(new.tags) - set(old.tags) - {tag for row in rows for tag in row.contact.get("tags", ())}:
        return list(rows)  # a tag for everybody who comes
    was, is_ = (to_document(replace(each, interactions=())) for each in (old, new))
    return [row for row in rows if _is_naming(row, old, new) or _is_saying(row, was, is_)]


def _is_naming(row: Row, old: Contact, new: Contact) -> bool:
    source = f"{row.source}:{row.person.key}"
    is_called = row.person.name in new.names and row.person.name not in old.names
    return is_called or (source in new.sources and source not in old.sources)


def _is_saying(row: Row, was: Table, is_: Table) -> bool:
    keys = {*row.contact, *(("relationships", "met") if row.links else ())}
    return any(_differs(key, row.contact.get(key), was.get(key), is_.get(key)) for key in keys)


def _differs(key: str, said: object, was: object, is_: object) -> bool:
    """Return whether what is said stands otherwise than before: of a list, these items."""
    if not isinstance(said, list):
        return was != is_
    here, there = _by_identity(key, was), _by_identity(key, is_)
    wanted = [renewal.identity(key, each) for each in said]
    return any(here.get(each) != there.get(each) for each in wanted)


def _by_identity(key: str, items: object) -> dict[object, object]:
    found = items if isinstance(items, list) else []
    return {renewal.identity(key, each): each for each in found}
