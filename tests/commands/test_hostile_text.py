"""Text from files never does anything: no control or bidi character, and never markup."""

import json
import re
import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands.conftest import Write
from tests.conftest import Dexcli

HIDDEN = [
    *(chr(code) for code in range(0x20) if code not in {0x09, 0x0A}), "\x7f",
    *(chr(code) for code in range(0x80, 0xA0)), "\u061c", "\u200e", "\u200f",
    *(chr(code) for code in range(0x202A, 0x202F)), *(chr(code) for code in range(0x2066, 0x206A)),
]  # fmt: skip
RAW = re.compile(f"[{''.join(map(re.escape, HIDDEN))}]")
PARTS = st.sampled_from([
    *HIDDEN, "\n", "\t", "a", "Ana [/x]", "[bold]", "[/]", "[link=http://x]y[/link]", ":smile:",
    "\x1b[31m", "\x1b]0;t\x07", "\u202e", "é", "\u200d", "\u200c", "李", "[", "]", "\\", '"', "'",
])  # fmt: skip
TEXTS = st.lists(PARTS, min_size=1, max_size=6).map("".join)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
FIELDS = ("org", "title", "city", "notes", "id")
LISTS = ("aka", "tags", "emails", "phones", "addresses", "interests", "sources")
COMMANDS: list[list[str]] = [
    ["show", "x"], ["list"], ["due"], ["timeline"], ["timeline", "--ids"], ["why", "x"],
    ["relate", "x"], ["tag"], ["show", "x", "notes"], ["show", "x", "tags"], ["show", "zzzz"],
    ["list", "tag:zzzz"], ["log", "x", "--dry-run"], ["set", "x", "city=1", "--dry-run"],
    ["doctor"],
]  # fmt: skip


@st.composite
def contacts(draw: st.DrawFn) -> dict[str, Any]:
    """Return a contact with such texts in every field."""
    some = {field: draw(TEXTS) for field in FIELDS}
    lists = {field: draw(st.lists(TEXTS, min_size=1, max_size=2)) for field in LISTS}
    day = tomllib.loads("d = 2026-10-01")["d"]
    return {
        "name": draw(NAMES),
        **some,
        **lists,
        "cadence": "weekly",
        "accounts": {draw(TEXTS): draw(TEXTS)},
        "met": {"at": draw(TEXTS), "through": draw(TEXTS)},
        draw(TEXTS.map(lambda text: f"own-{text}")): draw(TEXTS),
        "relationships": [{"kind": draw(TEXTS), "name": draw(TEXTS)}],
        "dates": [{"label": draw(TEXTS), "on": day, "with": [draw(TEXTS)]}],
        "gifts": [{"idea": draw(TEXTS), "for": draw(TEXTS)}],
        "reminders": [{"note": draw(TEXTS)}],
        "interactions": [
            {
                "on": day,
                "kind": draw(TEXTS),
                "place": draw(TEXTS),
                "with": [draw(TEXTS)],
                "occasion": draw(TEXTS),
                "note": draw(TEXTS),
            }
        ],
    }


ONE_LEDGER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def stored(document: dict[str, Any]) -> str:
    return tomli_w.dumps(document)


@ONE_LEDGER
@given(contacts())
def test_no_text_of_a_file_reaches_a_stream_raw(
    dexcli: Dexcli, write: Write, contact: dict[str, Any]
) -> None:
    write("x", stored(contact))

    for command in COMMANDS:
        result = dexcli(*command)
        assert "unexpected" not in result.stderr
        assert RAW.search(result.stdout) is None
        assert RAW.search(result.stderr) is None


@ONE_LEDGER
@given(contacts())
def test_a_record_stays_on_its_line(dexcli: Dexcli, write: Write, contact: dict[str, Any]) -> None:
    write("x", stored(contact))

    for command in (["list"], ["due"], ["timeline"]):
        assert dexcli(*command).stdout.count("\n") == 1


@ONE_LEDGER
@given(contacts())
def test_json_loses_nothing(dexcli: Dexcli, write: Write, contact: dict[str, Any]) -> None:
    write("x", stored(contact))

    shown = json.loads(dexcli("show", "x", "--json").stdout)
    timeline = json.loads(dexcli("timeline", "--json").stdout)
    due = json.loads(dexcli("due", "--json").stdout)

    plain = json.loads(json.dumps(contact, default=lambda day: day.isoformat()))
    assert shown["contact"] == plain
    assert shown["name"] == contact["name"]
    assert timeline[0]["note"] == contact["interactions"][0]["note"]
    assert due[0]["tags"] == contact["tags"]


@ONE_LEDGER
@pytest.mark.usefixtures("terminal")
@given(contacts())
def test_on_a_terminal_only_our_own_escapes_are_sent(
    dexcli: Dexcli, write: Write, contact: dict[str, Any]
) -> None:
    write("x", stored(contact))

    for command in COMMANDS:
        result = dexcli(*command, "--color", "never")
        assert "unexpected" not in result.stderr
        assert RAW.search(result.stdout) is None
        assert RAW.search(result.stderr) is None


@ONE_LEDGER
@given(TEXTS)
def test_what_is_typed_reaches_no_stream_raw_either(
    dexcli: Dexcli, write: Write, text: str
) -> None:
    write("x", 'name = "X"\n')

    for command in (
        ["show", "--", text], ["log", "x", "-m", text, "--dry-run"], ["due", f"tag:{text}"],
        ["set", "x", f"{text}=1"], ["every", text, "x"], ["config", text],
        ["amend", text, "-m", "y"],
        ["log", "x", "--on", text], ["relate", "x", f"k={text}"], ["due", "--today", text],
    ):  # fmt: skip
        result = dexcli(*command)
        assert "unexpected" not in result.stderr, command
        assert RAW.search(result.stdout) is None, command
        assert RAW.search(result.stderr) is None, command


@pytest.mark.parametrize("name", ["Ana [/x]", "[red]Ana[/red]", "Ana [/", ":smile: Ana", "[Ana]"])
def test_markup_is_shown_as_it_stands(dexcli: Dexcli, write: Write, name: str) -> None:
    write("x", f'name = "{name}"\ncadence = "weekly"\n')

    assert dexcli("list").stdout.startswith(f"{name} · ")
    assert dexcli("due").stdout == f"{name} · due today\n"


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("name", ["Ana [/x]", "[red]Ana[/red]", "Ana [/", ":smile: Ana", "[Ana]"])
def test_on_a_terminal_markup_is_shown_as_it_stands(
    dexcli: Dexcli, write: Write, name: str
) -> None:
    write("x", f'name = "{name}"\ncadence = "weekly"\n')

    assert name in dexcli("due", "--color", "never").stdout
    assert name in dexcli("show", "x", "--color", "never").stdout


def test_what_is_hidden_is_shown_as_an_escape(dexcli: Dexcli, write: Write) -> None:
    write("x", 'name = "A\\u001b[31m\\u202e\\u0085B\\nC"\n')

    assert dexcli("list").stdout == "A\\x1b[31m\\u202e\\x85B␊C\n"
