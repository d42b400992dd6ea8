"""The values of a contact as they are gathered from cells: no empty ones, no doubles."""

from collections.abc import Iterable, Mapping
from typing import Any


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without those that are empty, also in tables."""
    found = {k: filled(v) if isinstance(v, dict) else v for k, v in values.items()}
    return {key: value for key, value in found.items() if value not in ("", [], {}, None)}


def several(texts: Iterable[str]) -> list[str]:
    """Return texts, each once and stripped, without empty ones."""
    return list(dict.fromkeys(found for text in texts if (found := text.strip())))


def name_of(*parts: str) -> str:
    """Return the parts of a name as it is spoken, with single blanks."""
    return " ".join(" ".join(parts).split())


TRIAGE = "triage"  # the tag of what came in and may be no person
