"""Who was removed on purpose: `.dexcli/removed.toml`, so that no import brings them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dexcli.core import people
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.store import codec, disk, edit
from dexcli.store.change import Change
from dexcli.store.folder import OWN_FOLDER

NAME = "removed.toml"
BLOCK = "removed"


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody who was removed: enough to know them again, and no more."""

    handle: str
    name: str
    sources: tuple[str, ...]
    reach: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What an import knows them by: their sources, and how they were reached, hashed."""
        return (*self.sources, *self.reach)


def load(ledger: Path) -> list[Removed]:
    """Return everybody who was removed.

    Raises:
        DexcliError: The file is there and can't be read.
    """
    found = _found(ledger)
    if found is None:
        return []
    shown = f"{OWN_FOLDER}/{NAME}"
    try:
        blocks = codec.parse(codec.decode_text(found.raw, shown), shown).get(BLOCK, [])
        return [
            Removed(
                str(each["handle"]),
                str(each["name"]),
                tuple(each.get("sources", ())),
                tuple(each.get("reach", ())),
            )
            for each in blocks
        ]
    except UnreadableFileError as error:
        raise DexcliError(str(error)) from None
    except (KeyError, TypeError, AttributeError):
        raise DexcliError(f"{shown}: expected [[removed]] blocks with handle and name") from None


def remember(ledger: Path, contacts: Sequence[Contact], *, today: date) -> Change:
    """Return the change that remembers these people as removed."""
    found = _found(ledger)
    text = "" if found is None else found.raw.decode("utf-8")
    blocks = [(BLOCK, _record(contact, today)) for contact in contacts]
    after = edit.append(text, blocks).lstrip("\n") if not text else edit.append(text, blocks)
    return Change(ledger / OWN_FOLDER / NAME, found, after.encode())


def _record(contact: Contact, today: date) -> dict[str, object]:
    record: dict[str, object] = {"handle": contact.handle, "name": contact.name, "on": today}
    if contact.sources:
        record["sources"] = list(contact.sources)
    if keys := people.reach_keys(contact):
        record["reach"] = keys
    if contact.id:
        record["id"] = contact.id
    return record


def _found(ledger: Path) -> disk.Found | None:
    try:
        return disk.read(ledger / OWN_FOLDER / NAME)
    except FileNotFoundError:
        return None
