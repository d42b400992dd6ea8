"""What Tab reads: the ledger's folder, its settings and its files; whatever is wrong is nothing."""

import os
from functools import cached_property
from typing import Any

from dexcli.core import tabs
from dexcli.core.tabs import Person
from dexcli.store import places
from dexcli.store.places import Place

MOST_PARSED = 300  # files that changed since the index was made; so many take about 40 ms
MOST_LOOKED_AT = 20_000  # files whose times are compared; so many take about 40 ms
_COARSE_NS = 2_000_000_000  # FAT keeps times to two seconds
_MOST_BYTES = 1 << 20
_SUFFIX = ".toml"
_COPIES = (".sync-conflict-", "_conflict-", " conflicted copy ", "(conflicted copy ")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


class Outside:
    """One ledger as it lies there, on a day; each part is read when it is first asked for."""

    def __init__(self, named: str | None = None, today: str | None = None) -> None:
        self._named = named
        self.today = today or os.environ.get("DEXCLI_TODAY", "")

    @cached_property
    def ledger(self) -> str:
        """The folder of the ledger, there or not."""
        named = self._named or os.environ.get("DEXCLI_LEDGER")
        if named:
            return os.path.expanduser(os.path.expandvars(named))
        own = places.name_of(Place.CONFIG)
        given = _table(f"{own}/config.toml").get("ledger")
        if isinstance(given, str) and given:
            return os.path.join(own, os.path.expanduser(given))
        return os.path.join(places.name_of(Place.DATA), "ledger")

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The ledger's settings, unchecked."""
        return _table(f"{self.ledger}/.dexcli/config.toml")

    def names(self, table: str) -> dict[str, object]:
        """Return what the settings have in a table, by name."""
        found = self.settings.get(table)
        return found if isinstance(found, dict) else {}

    @cached_property
    def lines(self) -> list[str]:
        """What is offered of each active contact, a line each, by handle."""
        from dexcli.store.index import tabs as kept  # only where people are asked for

        try:
            there = _contacts(os.listdir(self.ledger))
        except (OSError, ValueError):
            return []
        known = kept.load(self.ledger)
        lines = {} if known is None else {_handle(line): line for line in known.lines}
        handles = sorted(there)
        unknown = [each for each in handles if each not in lines]
        changed = self._changed(handles, 0 if known is None else known.at - _COARSE_NS)
        fresh = set([*unknown, *changed][:MOST_PARSED])
        offered = []
        for handle in handles:
            if handle in fresh:
                offered += self._parsed(handle)
            elif handle not in lines:  # nothing is known of it but its name
                offered.append(tabs.line(Person(handle, (handle,)), ()))
            elif not lines[handle].startswith(tabs.INACTIVE):
                offered.append(lines[handle])
        return offered

    def _changed(self, handles: list[str], since: int) -> list[str]:
        """Return whose files changed after this instant, the latest first."""
        if len(handles) > MOST_LOOKED_AT:
            return []
        lstat, found = os.lstat, []
        for handle in handles:  # the most of what a press of Tab costs in a large ledger
            try:
                status = lstat(f"{self.ledger}/{handle}{_SUFFIX}")
            except OSError:
                continue
            if status.st_ctime_ns > since or status.st_mtime_ns > since:
                found.append((-status.st_ctime_ns, handle))
        return [handle for _, handle in sorted(found)]

    def _parsed(self, handle: str) -> list[str]:
        """Return the line of one contact, as its file says it now; none where nobody is shown."""
        table = _table(f"{self.ledger}/{handle}{_SUFFIX}")
        if not table:
            return [tabs.line(Person(handle, (handle,)), ())]
        if table.get("archived") or table.get("died"):
            return []
        words = (
            *(f"{tabs.TAG}={each}" for each in _texts(table.get("tags"))),
            *(f"{tabs.CITY}={each}" for each in _texts([table.get("city")])),
            *(f"{tabs.ORG}={each}" for each in _texts([table.get("org")])),
            *(f"{tabs.KIND}={each}" for each in _kinds(table.get("interactions"))),
            *(f"{tabs.RELATION}={each}" for each in _kinds(table.get("relationships"))),
        )
        spelled = (*_texts([table.get("name")]), *_texts(table.get("aka"))) or (handle,)
        return [tabs.line(Person(handle, spelled), words)]


def _contacts(there: list[str]) -> list[str]:
    """Return the handles of the files that are somebody's; a sync program's copy is nobody's."""
    cut = -len(_SUFFIX)
    found = [name[:cut] for name in there if name.endswith(_SUFFIX) and name[0] != "."]
    whole = "".join(found)
    if "conflict" in whole:
        found = [name for name in found if not any(mark in f"{name} " for mark in _COPIES)]
    return found if whole.isprintable() else [name for name in found if name.isprintable()]


def _handle(line: str) -> str:
    return line.split("\t", 2)[1]


def _texts(values: object) -> list[str]:
    if not isinstance(values, list):
        return []
    return [each for each in values if isinstance(each, str) and each]


def _kinds(blocks: object) -> list[str]:
    tables = blocks if isinstance(blocks, list) else []
    kinds = [each.get("kind") for each in tables if isinstance(each, dict)]
    return list(dict.fromkeys(_texts(kinds)))


def _table(path: str) -> dict[str, Any]:
    """Return what a file says, nothing where it can't be read or is no TOML."""
    try:
        handle = os.open(path, _FLAGS)
        with open(handle, "rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        import tomli  # only where there is something to parse

        return {} if len(raw) > _MOST_BYTES else tomli.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
