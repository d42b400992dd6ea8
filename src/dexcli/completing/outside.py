"""What Tab reads: the ledger's folder, its settings and its files; whatever is wrong is nothing."""

import os
from functools import cached_property
from pathlib import Path
from typing import Any

from dexcli.core import tabs
from dexcli.core.tabs import Known, Person
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
    """One ledger as it lies there; each part is read when it is first asked for."""

    def __init__(self, named: str | None) -> None:
        self._named = named

    @cached_property
    def ledger(self) -> str:
        """The folder of the ledger, there or not."""
        named = self._named or os.environ.get("DEXCLI_LEDGER")
        if named:
            return os.path.expanduser(os.path.expandvars(named))  # noqa: PTH111 - text, as typed
        own = places.folder_of(Place.CONFIG)
        given = _table(own / "config.toml").get("ledger")
        if isinstance(given, str) and given and "\0" not in given:
            return str(own / Path(os.path.expanduser(given)))  # noqa: PTH111 - it never raises
        return str(places.folder_of(Place.DATA) / "ledger")

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The ledger's settings, unchecked."""
        return _table(Path(self.ledger, ".dexcli", "config.toml"))

    def names(self, table: str) -> dict[str, object]:
        """Return what the settings have in a table, by name."""
        found = self.settings.get(table)
        return found if isinstance(found, dict) else {}

    @cached_property
    def lines(self) -> list[str]:
        """What is offered of each active contact, a line each, by handle."""
        from dexcli.store.index import tabs as kept  # only where people are asked for

        try:
            there = [name for name in os.listdir(self.ledger) if _is_contact(name)]  # noqa: PTH208 - as text
        except (OSError, ValueError):
            return []
        known = kept.load(self.ledger)
        lines = {} if known is None else {_handle(line): line for line in known.lines}
        handles = sorted(name[: -len(_SUFFIX)] for name in there)
        unknown = [each for each in handles if each not in lines]
        changed = self._changed(handles, 0 if known is None else known.at - _COARSE_NS)
        fresh = set([*unknown, *changed][:MOST_PARSED])
        offered = []
        for handle in handles:
            if handle in fresh:
                offered += self._parsed(handle)
            elif handle not in lines:  # nothing is known of it but its name
                offered.append(Known(Person(handle, (handle,)), ()).line)
            elif not lines[handle].startswith(tabs.INACTIVE):
                offered.append(lines[handle])
        return offered

    def _changed(self, handles: list[str], since: int) -> list[str]:
        """Return whose files changed after this instant, the latest first."""
        if len(handles) > MOST_LOOKED_AT:
            return []
        times = []
        for handle in handles:
            try:
                status = os.lstat(f"{self.ledger}/{handle}{_SUFFIX}")
            except OSError:
                continue
            changed = max(status.st_mtime_ns, status.st_ctime_ns)
            if changed > since:
                times.append((-changed, handle))
        return [handle for _, handle in sorted(times)]

    def _parsed(self, handle: str) -> list[str]:
        """Return the line of one contact, as its file says it now; none where nobody is shown."""
        table = _table(Path(self.ledger, f"{handle}{_SUFFIX}"))
        if not table:
            return [Known(Person(handle, (handle,)), ()).line]
        if table.get("archived") or table.get("died"):
            return []
        words = (
            *((tabs.TAG, each) for each in _texts(table.get("tags"))),
            *((tabs.CITY, each) for each in _texts([table.get("city")])),
            *((tabs.ORG, each) for each in _texts([table.get("org")])),
            *((tabs.KIND, each) for each in _kinds(table.get("interactions"))),
            *((tabs.RELATION, each) for each in _kinds(table.get("relationships"))),
        )
        spelled = (*_texts([table.get("name")]), *_texts(table.get("aka"))) or (handle,)
        return [Known(Person(handle, spelled), words).line]


def _is_contact(name: str) -> bool:
    """Whether a file is somebody's by its name; a sync program's second copy is nobody's."""
    shown = name.endswith(_SUFFIX) and not name.startswith(".") and name.isprintable()
    return shown and not ("conflict" in name and any(mark in name for mark in _COPIES))


def _handle(line: str) -> str:
    start = line.find("\t") + 1
    return line[start : line.find("\t", start)]


def _texts(values: object) -> list[str]:
    if not isinstance(values, list):
        return []
    return [each for each in values if isinstance(each, str) and each]


def _kinds(blocks: object) -> list[str]:
    tables = blocks if isinstance(blocks, list) else []
    kinds = [each.get("kind") for each in tables if isinstance(each, dict)]
    return list(dict.fromkeys(_texts(kinds)))


def _table(path: Path) -> dict[str, Any]:
    """Return what a file says, nothing where it can't be read or is no TOML."""
    import tomli  # only where a file has to be read

    try:
        handle = os.open(path, _FLAGS)
        with open(handle, "rb") as file:  # noqa: PTH123 - a file that is open
            raw = file.read(_MOST_BYTES + 1)
        return {} if len(raw) > _MOST_BYTES else tomli.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
