"""The JSON Schema of a contact's file, made from the model."""

from typing import Any

import msgspec

from dexcli.core.cadence import EXPECTED, Cadence
from dexcli.core.contact import Contact, Ended
from dexcli.core.dates import PartialDate

_DATE = {
    "description": 'A day: a TOML date, "2026-11" or 2026; a birthday also "12-10".',
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?|\d{2}-\d{2})$"},
        {"type": "integer", "minimum": 1, "maximum": 9999},
    ],
}
_OWN = {
    PartialDate.__name__: _DATE,
    Cadence.__name__: {"type": "string", "description": EXPECTED},
    Ended.__name__: {
        "description": "true, false, or the day.",
        "anyOf": [{"type": "boolean"}, *_DATE["anyOf"]],
    },
}


def of_contact() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a contact's file; unknown keys are allowed."""
    schema = msgspec.json.schema(Contact)
    definitions: dict[str, Any] = schema["$defs"]
    for name, definition in definitions.items():
        definition.get("properties", {}).pop("extra", None)
        definition["description"] = " ".join(definition.get("description", "").split())
        if name in _OWN:
            definitions[name] = _OWN[name]
    contact = definitions.pop(Contact.__name__)
    contact["properties"].pop("handle", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **contact,
        "title": "A contact of dexcli",
        "description": "One person: what a ledger's file <handle>.toml may say.",
        "$defs": definitions,
    }
