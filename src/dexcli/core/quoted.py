"""Where a file has in quotes what is no text to its contact: a whole day, the usual kind.

``on = "2026-11-20"`` and ``on = 2026-11-20`` are the same day, ``kind = "met"`` and
no kind at all the same meeting; but only what stands in quotes is text that a
search finds.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dexcli.core.contact import DEFAULT_KIND

Path = tuple[str | int, ...]
INTERACTIONS = "interactions"
KIND = "kind"
_WHOLE = (4, 10)  # the letters of 2026 and of 2026-11-20; other days are text to a contact too
_OWN_DAYS = ("birthday", "added", "died")
_DAYS = {
    "met": ("on",),
    "snoozed": ("until", "since"),
    "relationships": ("born",),
    "dates": ("on",),
    "gifts": ("given", "received"),
    "reminders": ("on", "done"),
    INTERACTIONS: ("on", "until"),
}


def paths(document: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the places of these in a parsed file of which a contact could be made."""
    return tuple(_paths(document))


def _paths(document: Mapping[str, Any]) -> Iterator[Path]:
    for key in _OWN_DAYS:
        if _is_whole(document.get(key)):
            yield (key,)
    for key, days in _DAYS.items():
        if not (value := document.get(key)):
            continue
        if isinstance(value, dict):
            yield from ((key, day) for day in days if _is_whole(value.get(day)))
            continue
        for number, block in enumerate(value):
            if key == INTERACTIONS and block.get(KIND) == DEFAULT_KIND:
                yield key, number, KIND
            for day in days:
                if type(block.get(day)) is str and _is_whole(block[day]):
                    yield key, number, day


def _is_whole(value: object) -> bool:
    return isinstance(value, str) and len(value.strip()) in _WHOLE
