"""A folder as it was read: the contacts, and what could not be one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger, nothing_quoted
from dexcli.core.quoted import Path
from dexcli.core.roster import Beforehand
from dexcli.store import codec, disk


class Entry(Struct, frozen=True):
    """A contact's file as it was read, and its `quoted.paths`."""

    found: disk.Found
    contact: Contact
    warnings: tuple[str, ...] = ()
    quoted: tuple[Path, ...] = ()

    @property
    def table(self) -> dict[str, Any]:
        """What the file says, key by key: as it was read, also what no contact has."""
        name = f"{self.contact.handle}.toml"
        return codec.parse(codec.decode_text(self.found.raw, name), name)


class Reading(Struct, frozen=True):
    """A whole folder as it was read.

    With an index, ``contacts`` are made and ``entries`` read from their files
    only when they are asked for. ``warnings`` are what is doubtful in files
    that could be read, a line each.
    """

    entries: Mapping[str, Entry] = {}
    contacts: Mapping[str, Contact] = {}
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    beforehand: Beforehand | None = None
    quoted: Callable[[str], Sequence[Path]] = nothing_quoted

    @classmethod
    def of(cls, entries: dict[str, Entry], problems: tuple[str, ...]) -> Self:
        """Return the reading of these files, all of them in memory."""
        contacts = {handle: entry.contact for handle, entry in entries.items()}
        warnings = tuple(line for entry in entries.values() for line in entry.warnings)
        return cls(
            entries, contacts, problems, warnings, quoted=lambda handle: entries[handle].quoted
        )

    @property
    def ledger(self) -> Ledger:
        """The contacts."""
        return Ledger(self.contacts, self.beforehand, self.quoted)
