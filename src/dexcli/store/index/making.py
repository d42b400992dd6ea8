"""A snapshot made contact by contact, so that none needs to stay in memory."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from dexcli.core import columns, names, tabs
from dexcli.core.columns import Row
from dexcli.core.contact import Contact
from dexcli.core.quoted import Path
from dexcli.core.roster import Kind, joined, lines_of
from dexcli.core.settings import Settings
from dexcli.store.index import stamps
from dexcli.store.index.snapshot import QUOTED, Snapshot
from dexcli.store.index.stamps import Key


class Part(Struct, frozen=True):
    """What a maker has taken, as it goes from one process to another."""

    rows: list[tuple[str, Row]]
    keys: list[Key]
    records: list[bytes]
    warnings: dict[str, tuple[str, ...]]
    texts: dict[str, bytes]
    quoted: dict[str, msgspec.Raw]
    alike: dict[str, list[str]]
    problems: dict[str, str]
    parsed: list[int]
    tabs: list[str]


class Maker:
    """Takes the contacts of a folder in the order of their handles.

    ``problems`` are what is wrong with files, by handle, ``parsed`` the rows of
    those that had to be parsed, and ``tabs`` what Tab offers of each.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rows: list[tuple[str, Row]] = []
        self._keys: list[Key] = []
        self._records: list[bytes] = []
        self._warnings: dict[str, tuple[str, ...]] = {}
        self._texts = {kind: bytearray(joined(())) for kind in Kind}
        self._quoted: dict[str, msgspec.Raw] = {}  # the paths encoded: a fifth of the memory
        self._alike: dict[str, list[str]] = {}
        self.problems: dict[str, str] = {}
        self.parsed: list[int] = []
        self.tabs: list[str] = []

    def __len__(self) -> int:
        return len(self._records)

    def add(
        self,
        contact: Contact,
        record: bytes,
        key: Key,
        *,
        warnings: tuple[str, ...] = (),
        quoted: Sequence[Path] = (),
    ) -> None:
        """Take one contact with its record, and the key of its file as it was read."""
        self._rows.append((contact.handle, columns.row_of(contact, self._settings)))
        self._keys.append(key)
        self._records.append(record)
        if warnings:
            self._warnings[contact.handle] = warnings
        if quoted:
            self._quoted[contact.handle] = msgspec.Raw(msgspec.msgpack.encode(quoted))
        for kind, text in self._texts.items():
            if lines := lines_of(kind, contact):
                text.extend("".join(lines).encode("utf-8", "surrogatepass"))
        self.tabs.append(_tab_of(contact))
        if contact.is_active:
            self._alike.setdefault(names.same_key(contact.name), []).append(contact.handle)

    def part(self) -> Part:
        """Return all that was taken, for another maker."""
        return Part(
            rows=self._rows,
            keys=self._keys,
            records=self._records,
            warnings=self._warnings,
            texts={kind.name: bytes(text[1:]) for kind, text in self._texts.items()},
            quoted=self._quoted,
            alike=self._alike,
            problems=self.problems,
            parsed=self.parsed,
            tabs=self.tabs,
        )

    def extend(self, part: Part) -> None:
        """Take what another maker has taken, behind what is here."""
        self.parsed += [len(self) + row for row in part.parsed]
        self.problems |= part.problems
        self.tabs += part.tabs
        self._rows += part.rows
        self._keys += part.keys
        self._records += part.records
        self._warnings |= part.warnings
        for kind, text in self._texts.items():
            text.extend(part.texts[kind.name])
        self._quoted |= part.quoted
        for key, handles in part.alike.items():
            self._alike.setdefault(key, []).extend(handles)

    def made(self, *, at: int) -> Snapshot:
        """Return the snapshot of all that were added, for a scan that began ``at`` this time."""
        sections: dict[str, bytes] = {kind: bytes(text) for kind, text in self._texts.items()}
        sections[QUOTED] = msgspec.msgpack.encode(self._quoted)
        return Snapshot(
            columns=columns.of(self._rows, columns.deciding(self._settings)),
            keys=stamps.to_keep(self._keys, at=at),
            warnings=self._warnings,
            twins=_twins(self._alike),
            section=sections.__getitem__,
            record=self._records.__getitem__,
        )


def _twins(alike: dict[str, list[str]]) -> bytes:
    """Return a line for each name that several have: its key, and their handles."""
    several = ["\t".join((key, *who)) for key, who in alike.items() if len(who) > 1]
    return "".join(f"{line}\n" for line in several).encode("utf-8", "surrogatepass")


def _tab_of(contact: Contact) -> str:
    if not contact.is_active:
        return tabs.inactive(contact.handle)
    words = [f"{tabs.TAG}={tag}" for tag in contact.tags]
    if contact.city:
        words.append(f"{tabs.CITY}={contact.city}")
    if contact.org:
        words.append(f"{tabs.ORG}={contact.org}")
    if contact.interactions:
        words += [f"{tabs.KIND}={kind}" for kind in {e.kind for e in contact.interactions}]
    words += [f"{tabs.RELATION}={each.kind}" for each in contact.relationships]
    return tabs.line(tabs.Person(contact.handle, contact.names), words)
