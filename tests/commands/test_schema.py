"""`dexcli schema`: the contact's file as JSON Schema."""

import json

from tests.conftest import Dexcli

KEYS = {
    "name", "aka", "tags", "cadence", "birthday", "emails", "phones", "addresses", "accounts",
    "org", "title", "city", "interests", "met", "notes", "paused", "archived", "died", "snoozed",
    "was", "distinct", "added", "sources", "id", "relationships", "dates", "gifts", "reminders",
    "conflicts",
    "interactions",
}  # fmt: skip


def test_the_schema_knows_every_key_and_only_the_name_is_required(dexcli: Dexcli) -> None:
    result = dexcli("schema")

    assert (result.exit_code, result.stderr) == (0, "")
    schema = json.loads(result.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "A contact of dexcli"
    assert set(schema["properties"]) == KEYS
    assert schema["required"] == ["name"]
    assert schema.get("additionalProperties", True) is True


def test_the_keys_of_blocks_are_those_of_the_file(dexcli: Dexcli) -> None:
    definitions = json.loads(dexcli("schema").stdout)["$defs"]

    assert set(definitions["Interaction"]["properties"]) == {
        "on", "until", "kind", "place", "with", "occasion", "by", "note", "tags", "source", "id",
    }  # fmt: skip
    assert definitions["Interaction"]["required"] == ["on"]
    assert set(definitions["Gift"]["properties"]) == {
        "idea", "for", "budget", "note", "given", "received", "id",
    }  # fmt: skip
    assert "pattern" in definitions["PartialDate"]["anyOf"][1]
