"""T10: no control or bidi character of any field reaches a screen, and machines lose nothing."""

import csv
import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dexcli import catalog
from dexcli.core.contact import Contact
from tests.conftest import Dexcli, Result
from tests.output.test_digest_formats import rows, unescaped
from tests.threats.calls import CHANGES, EVERY, FOR_MACHINES, NO_DRY_RUN, READS, calls, spoken
from tests.threats.conftest import PLAIN, Fresh
from tests.threats.hostile import (
    ALL,
    NAMES,
    RAW,
    SEVERAL,
    TEXTS,
    contacts,
    stored,
    text_keys,
)

UNEXPECTED = re.compile(r"unexpected \w+ at ")
TYPED = TEXTS.map(lambda text: text.replace("\0", ""))  # no word of a command line has one
WORDS = (
    ("{}",), ("--", "{}"), ("x", "{}"), ("{}", "x"), ("--{}",), ("x", "k={}"), ("x", "{}=1"),
    ("--limit", "{}"), ("--format", "{}"), ("--where", "{}", "x"), ("--on", "{}", "x"),
    ("--to", "{}"), ("--today", "{}"), ("--color", "{}"),
)  # fmt: skip
each_call = pytest.mark.parametrize("call", calls(), ids=spoken)


def assert_harmless(result: Result, call: object) -> None:
    assert UNEXPECTED.search(result.stderr) is None, call
    assert RAW.search(result.stdout) is None, call
    assert RAW.search(result.stderr) is None, call


def test_every_command_is_called_here() -> None:
    """A new command is added to `calls.py`, or this fails."""
    assert set(catalog.COMMANDS) <= set(EVERY)


@given(contacts())
def test_every_field_of_text_is_hostile_here(contact: dict[str, Any]) -> None:
    assert set(text_keys(Contact)) <= set(contact)
    assert {"notes", "accounts", "tags", "city", "sources", "was", "id"} <= set(text_keys(Contact))
    assert {"kind", "place", "with", "occasion", "by", "note", "source"} <= set(
        contact["interactions"][0]
    )


@each_call
@SEVERAL
@given(contact=contacts())
def test_no_text_of_a_file_reaches_a_stream_raw(
    dexcli: Dexcli, fresh: Fresh, call: list[str], contact: dict[str, Any]
) -> None:
    fresh(x=stored(contact), y=PLAIN)
    _table_of(contact)

    result = dexcli(*call)

    if call[0] in FOR_MACHINES:
        result = replace(result, stdout="")
    assert_harmless(result, call)


@each_call
@pytest.mark.usefixtures("terminal")
@SEVERAL
@given(contact=contacts())
def test_on_a_terminal_only_our_own_escapes_are_sent(
    dexcli: Dexcli, fresh: Fresh, call: list[str], contact: dict[str, Any]
) -> None:
    fresh(x=stored(contact), y=PLAIN)
    _table_of(contact)

    assert_harmless(dexcli(*call, "--color", "never"), call)


@pytest.mark.parametrize(
    "call", [call for call in calls(of=CHANGES) if call[0] not in NO_DRY_RUN], ids=spoken
)
@SEVERAL
@given(contact=contacts())
def test_the_diff_of_a_dry_run_is_harmless(
    dexcli: Dexcli, fresh: Fresh, call: list[str], contact: dict[str, Any]
) -> None:
    fresh(x=stored(contact), y=PLAIN)
    _table_of(contact)

    assert_harmless(dexcli(*call, "--dry-run"), call)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("command", ["due", "today"])
@pytest.mark.parametrize("written", ["text", "json", "tsv", "markdown", "html", "mail"])
@SEVERAL
@given(contact=contacts())
def test_no_format_commands_a_terminal(
    dexcli: Dexcli, fresh: Fresh, command: str, written: str, contact: dict[str, Any]
) -> None:
    fresh(x=stored(contact))
    to = ("--to", "you@example.org") if written == "mail" else ()

    result = dexcli(command, "--format", written, *to, "--color", "never")

    assert result.stdout
    assert_harmless(result, written)


# -- error paths


@pytest.mark.parametrize("name", catalog.COMMANDS)
@ALL
@given(text=TYPED, words=st.sampled_from(WORDS))
def test_what_is_typed_to_a_command_reaches_no_stream_raw(
    dexcli: Dexcli, fresh: Fresh, name: str, text: str, words: Sequence[str]
) -> None:
    fresh(x='name = "X"\ncadence = "weekly"\n', y=PLAIN)

    assert_harmless(dexcli(name, *(word.replace("{}", text) for word in words)), words)


@ALL
@given(TYPED)
def test_a_command_that_does_not_exist_is_named_harmlessly(dexcli: Dexcli, text: str) -> None:
    assert_harmless(dexcli("--", text), text)
    assert_harmless(dexcli(text), text)


@pytest.mark.parametrize("call", [["show"], ["log"], ["why"], ["snooze", "2w"], ["rename"]])
@ALL
@given(name=NAMES)
def test_an_ambiguous_name_is_refused_harmlessly(
    dexcli: Dexcli, fresh: Fresh, call: list[str], name: str
) -> None:
    assume(not name.startswith("-"))
    fresh(x1=stored({"name": name, "city": name}), x2=stored({"name": name}))

    result = dexcli(*call, name, *(["New"] if call == ["rename"] else []))

    assert_harmless(result, call)
    assert result.exit_code != 0


@pytest.mark.parametrize(
    "broken",
    [
        'name = "{}',
        'name = "B"\n{}',
        "{} = 1",
        'name = "B"\n[{}]\nname = 1\n',
        "name = '{}'\nbirthday = {}",
    ],
)
@ALL
@given(text=TEXTS)
def test_a_file_that_is_no_toml_is_named_harmlessly(
    dexcli: Dexcli, fresh: Fresh, broken: str, text: str
) -> None:
    fresh(b=broken.replace("{}", text), y=PLAIN)

    for call in (["due"], ["show", "b"], ["log", "y"]):
        assert_harmless(dexcli(*call), call)


@ALL
@given(TEXTS, contacts())
def test_a_value_that_makes_no_sense_is_named_harmlessly(
    dexcli: Dexcli, fresh: Fresh, text: str, contact: dict[str, Any]
) -> None:
    day = contact["interactions"][0] | {"on": text}
    for wrong in (
        {"name": text, "birthday": text}, {"name": text, "cadence": text}, {"name": [text]},
        contact | {"interactions": [day]}, contact | {"tags": text}, {text: text},
        contact | {"snoozed": {"until": text}}, contact | {"gifts": [{text: text}]},
    ):  # fmt: skip
        fresh(b=stored(wrong), y=PLAIN)
        assert_harmless(dexcli("list"), wrong)


@ALL
@given(TEXTS)
def test_settings_are_shown_and_refused_harmlessly(dexcli: Dexcli, fresh: Fresh, text: str) -> None:
    good = stored({
        "format": 1, "me": text, "cadence": {text: "weekly"}, "lead": {text: [1]},
        "kinds": {text: {"counts": False}}, "alias": {text: text}, "filters": {text: text},
        f"own-{text}": text,
    })  # fmt: skip
    bad = stored({"format": 1, "cadence": {text: text}})
    for config in (good, bad, f'format = 1\nme = "{text}', stored({"format": text})):
        fresh(config=config, y=PLAIN)
        for call in (["config"], ["due"], ["config", text], ["due", f"@{text}"], [text]):
            assert_harmless(dexcli(*call), (config, call))


@ALL
@given(TEXTS)
def test_a_file_s_name_is_shown_harmlessly(dexcli: Dexcli, fresh: Fresh, text: str) -> None:
    name = text.replace("/", "_").replace("\0", "_")
    assume(not name.startswith((".", "-")) and len(os.fsencode(name)) < 200)
    ledger = fresh(y=PLAIN)
    (ledger / f"{name}.toml").write_text(PLAIN, encoding="utf-8")

    for call in (["list"], ["list", "--handles"], ["due"], ["show", name], ["log", "y"]):
        assert_harmless(dexcli(*call), call)
    (ledger / f"{name}.toml").write_text("broken", encoding="utf-8")
    assert_harmless(dexcli("list"), name)


@ALL
@given(TYPED)
def test_a_ledger_s_place_is_shown_harmlessly(dexcli: Dexcli, tmp_path: Path, text: str) -> None:
    folder = tmp_path / f"in {text.replace('/', '_')}"

    for call in (["due"], ["init"], ["init"], ["list"]):
        assert_harmless(dexcli(*call, at=folder), call)


@pytest.mark.usefixtures("terminal")
@ALL
@given(TYPED)
def test_an_entry_for_a_scheduler_commands_no_terminal(
    dexcli: Dexcli, tmp_path: Path, text: str
) -> None:
    """In a file it holds the folder's very name, or it would find no ledger."""
    folder = tmp_path / f"in {text.replace('/', '_')}"
    dexcli("init", at=folder)

    for system in ("--cron", "--systemd", "--launchd", "--shell"):
        assert_harmless(dexcli("schedule", system, "--color", "never", at=folder), system)


# -- machines lose nothing


@ALL
@given(contacts())
def test_json_loses_nothing(dexcli: Dexcli, fresh: Fresh, contact: dict[str, Any]) -> None:
    fresh(x=stored(contact))
    plain = json.loads(json.dumps(contact, default=lambda day: day.isoformat()))
    (met,), (promise,), (date,) = (contact[k] for k in ("interactions", "reminders", "dates"))

    def read(*call: str) -> Any:  # noqa: ANN401 - a document
        return json.loads(dexcli(*call, "--json").stdout)

    assert read("show", "x")["contact"] == plain
    (listed,) = read("list")
    assert (listed["name"], listed["contact"]) == (contact["name"], plain)
    (told,) = read("timeline")
    assert (told["kind"], told["place"], told["note"], told["by"]) == tuple(
        met[key] for key in ("kind", "place", "note", "by")
    )
    (due,) = read("due")
    assert (due["name"], due["tags"]) == (contact["name"], contact["tags"])
    assert due["channel"] == {"kind": "phone", "value": contact["phones"][0]}
    today = read("today")
    assert [each["note"] for each in today["reminders"]] == [promise["note"]]
    assert date["label"] in {each["label"] for each in today["dates"]}
    assert read("why", "x")["name"] == contact["name"]
    assert read("tag")[0]["tag"] == contact["tags"][0]
    (related,) = read("relate", "x")["relationships"]
    assert related["kind"] == contact["relationships"][0]["kind"]


@pytest.mark.parametrize("command", ["due", "today"])
@ALL
@given(contact=contacts())
def test_tab_separated_values_lose_nothing(
    dexcli: Dexcli, fresh: Fresh, command: str, contact: dict[str, Any]
) -> None:
    fresh(x=stored(contact))

    first, *_ = rows(dexcli(command, "--format", "tsv").stdout)

    assert unescaped(first["name"]) == contact["name"]
    assert unescaped(first["channel.value"]) == contact["phones"][0]
    assert unescaped(first["tags"]) == contact["tags"][0]


@ALL
@given(TEXTS.filter(str.strip))
def test_settings_as_json_lose_nothing(dexcli: Dexcli, fresh: Fresh, text: str) -> None:
    fresh(config=stored({"format": 1, "filters": {"one": text}, "alias": {"two": text}}))

    found = {each["key"]: each["value"] for each in json.loads(dexcli("config", "--json").stdout)}

    assert (found["filters.one"], found["alias.two"]) == (text, text)


@ALL
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_one_bare_value_is_one_line_each(dexcli: Dexcli, fresh: Fresh, tags: list[str]) -> None:
    fresh(x=stored({"name": "X", "tags": tags}))

    result = dexcli("show", "x", "tags")

    assert_harmless(result, tags)
    assert result.stdout.count("\n") == len(tags)


def test_what_is_hidden_is_shown_as_an_escape(dexcli: Dexcli, fresh: Fresh) -> None:
    fresh(x='name = "A\\u001b[31m\\u202e\\u0085B\\nC"\n')

    assert dexcli("list").stdout == "A\\x1b[31m\\u202e\\x85B␊C\n"


def test_the_reading_commands_are_those_that_change_nothing() -> None:
    assert set(READS) & set(CHANGES) == set()


def _table_of(contact: dict[str, Any]) -> None:
    """Write the table that `import` reads, with this contact's name in it."""
    with Path("people.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerows([["name", "org"], [contact["name"], contact["org"]], ["Zed", "Zoo"]])
