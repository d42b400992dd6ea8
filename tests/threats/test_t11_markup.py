"""T11, T12: text is never markup and never a second line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Dexcli
from tests.threats.calls import calls, spoken
from tests.threats.conftest import PLAIN, Fresh
from tests.threats.hostile import ALL, MARKUP, SEVERAL, contacts, stored

WIDE = "1000"  # columns, so that no table breaks a name
NAMING = [["list"], ["due"], ["today"], ["timeline"], ["show", "x"], ["why", "x"], ["relate", "x"],
          ["suggest"], ["why", "x", "--closeness"]]  # fmt: skip
LISTING = [["list"], ["list", "--handles"], ["due"], ["timeline"], ["timeline", "--ids"]]
each_name = pytest.mark.parametrize("name", MARKUP)


def person(name: str) -> dict[str, Any]:
    """Return somebody who is due, with this name."""
    met = {"on": "2026-10-01", "kind": name, "note": name}
    friend = {"kind": name, "name": name}
    return {
        "name": name,
        "cadence": "weekly",
        "org": name,
        "relationships": [friend],
        "interactions": [met],
    }


@pytest.mark.parametrize("call", NAMING, ids=spoken)
@each_name
def test_t11_markup_is_printed_as_it_stands(
    dexcli: Dexcli, fresh: Fresh, call: list[str], name: str
) -> None:
    fresh(x=stored(person(name)))

    assert name in dexcli(*call).stdout


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("call", NAMING, ids=spoken)
@each_name
def test_t11_on_a_terminal_markup_is_printed_as_it_stands(
    dexcli: Dexcli, fresh: Fresh, monkeypatch: pytest.MonkeyPatch, call: list[str], name: str
) -> None:
    monkeypatch.setenv("COLUMNS", WIDE)
    fresh(x=stored(person(name)))

    assert name in dexcli(*call, "--color", "never").stdout


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("call", calls(), ids=spoken)
@SEVERAL
@given(contact=contacts(st.sampled_from([*MARKUP, "[", "[/", "[/]", "\\[", "[blink]"])))
def test_t11_no_command_stumbles_over_markup(
    dexcli: Dexcli, fresh: Fresh, call: list[str], contact: dict[str, Any]
) -> None:
    fresh(x=stored(contact), y=PLAIN)

    result = dexcli(*call, "--color", "always")

    assert "unexpected " not in result.stderr
    assert "\x1b]8;" not in result.stdout, "a link of somebody else's making"
    assert "\x1b[5m" not in result.stdout


@pytest.mark.parametrize("call", LISTING, ids=spoken)
@ALL
@given(contact=contacts())
def test_t12_a_record_is_one_line(
    dexcli: Dexcli, fresh: Fresh, call: list[str], contact: dict[str, Any]
) -> None:
    fresh(x=stored(contact))

    assert dexcli(*call).stdout.count("\n") == 1


@ALL
@given(contacts())
def test_t12_a_problem_is_one_line(dexcli: Dexcli, fresh: Fresh, contact: dict[str, Any]) -> None:
    fresh(b=stored(contact | {"birthday": contact["name"]}), y=PLAIN)

    result = dexcli("list")

    assert (result.exit_code, result.stderr.count("\n")) == (5, 1)
