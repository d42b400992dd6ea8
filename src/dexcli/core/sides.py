"""What the sides of a conflict said, as people read it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dexcli.core import words
from dexcli.core.contact import DEFAULT_KIND
from dexcli.core.document import to_plain

_MEETINGS = "interactions"
_SEPARATOR = ", "


def spoken(value: object) -> str:
    """Return a TOML value as it is shown and typed: a text as it stands, else as JSON."""
    plain = to_plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, default=str)


def block_told(path: Sequence[str], block: object) -> str:
    """Return what people call the block that a path leads into; "" where it has no such name."""
    if not isinstance(block, Mapping):
        return ""
    told = ""
    match path[0], block:
        case "interactions", {"on": on}:
            kind = block.get("kind", DEFAULT_KIND)
            told = f"{'meeting' if kind == DEFAULT_KIND else kind} of {on}"
        case "gifts", {"idea": idea}:
            told = f"gift {idea}"
        case "dates", {"label": label}:
            told = f"day {label}"
        case "reminders", {"note": str(note)}:
            told = f"reminder {words.start_of(note)}"
        case "relationships", {"kind": kind}:
            told = f"{kind} {block.get('who') or block.get('name')}"
    return f"the {told}" if told else ""


def read(path: Sequence[str], value: object, *, width: int | None = None) -> str:
    """Return a value as it is read: of a meeting and of other tables what they say, without ids.

    Args:
        path: Where the value stands.
        value: What one side said.
        width: The most characters of a text; None is all of it.
    """
    if not isinstance(value, Mapping):
        return spoken(value) if width is None else words.start_of(spoken(value), width)
    if path[0] == _MEETINGS:
        return _meeting(value, width)
    said = (f"{key} {spoken(each)}" for key, each in value.items() if key != "id")
    return _SEPARATOR.join(said)


def _meeting(block: Mapping[str, Any], width: int | None) -> str:
    others = block.get("with", [])
    note = str(block.get("note", "")).strip()
    parts = [
        " ".join(str(block[key]) for key in ("on", "kind") if key in block),
        f"with {words.listed([*map(str, others)])}" if isinstance(others, list) and others else "",
        *(str(block.get(key, "")) for key in ("occasion", "place")),
    ]
    known = {"on", "kind", "with", "occasion", "place", "note", "id"}
    parts += [f"{key} {spoken(each)}" for key, each in block.items() if key not in known]
    parts.append(note if width is None else words.start_of(note, width))
    return _SEPARATOR.join(part for part in parts if part)
