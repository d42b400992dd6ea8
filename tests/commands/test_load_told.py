"""`every` and `config` say how much all cadences together ask for."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli, Result

Write = Callable[[str, str], Path]
CONFIG = '# ours\n[cadence]\nfriend = "2 days"  # often\n'


@pytest.fixture(autouse=True)
def people(ledger: Path, write: Write) -> Path:
    """Write a ledger of two people, one with a cadence by tag and one without."""
    path = ledger / ".dexcli" / "config.toml"
    path.write_text(CONFIG, "utf-8")
    write("ada", 'name = "Ada"\ntags = ["friend"]\nadded = 2026-11-22\n')
    write("bob", 'name = "Bob"\nadded = 2026-11-22\n')
    return path


def test_every_says_it_after_the_answer(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("every", "5", "days", "bob")

    told = "Bob: every 5 days. Next around 27 November. Your cadences ask for 4.9 contacts a week."
    assert result == Result(0, f"{told}{UNDO}\n", "")
    assert (ledger / "bob.toml").read_text("utf-8") == (
        'name = "Bob"\ncadence = "5 days"\nadded = 2026-11-22\n'
    )


def test_every_says_nothing_where_nothing_is_asked(dexcli: Dexcli) -> None:
    assert dexcli("every", "never", "ada", "bob") == Result(0, f"Ada and Bob: never.{UNDO}\n", "")


def test_a_dry_run_of_every_writes_nothing(dexcli: Dexcli, ledger: Path) -> None:
    before = (ledger / "bob.toml").read_bytes()

    result = dexcli("every", "5", "days", "bob", "--dry-run")

    assert "ask for" not in result.stdout + result.stderr
    assert (ledger / "bob.toml").read_bytes() == before


def test_config_says_it_below_the_list(dexcli: Dexcli) -> None:
    result = dexcli("config", "cadence")

    assert result == Result(
        0,
        "cadence.friend · 2 days · .dexcli/config.toml\n",
        "dexcli: your cadences ask for 3.5 contacts a week\n",
    )
    assert dexcli("config").stderr == result.stderr


@pytest.mark.parametrize("args", [["cadence.friend"], ["--json"], ["--quiet"]])
def test_config_says_it_nowhere_else(dexcli: Dexcli, args: list[str]) -> None:
    assert dexcli("config", *args).stderr == ""


def test_config_as_json_is_one_document(dexcli: Dexcli) -> None:
    assert {"key": "cadence.friend", "value": "2 days", "origin": ".dexcli/config.toml"} in (
        json.loads(dexcli("config", "--json").stdout)
    )


def test_setting_a_cadence_says_what_is_asked_now(dexcli: Dexcli, people: Path) -> None:
    result = dexcli("config", "cadence.friend=1 day")

    told = "cadence.friend is 1 day. Your cadences ask for 1 contact a day."
    assert result == Result(0, f"{told}{UNDO}\n", "")
    assert people.read_text("utf-8") == CONFIG.replace("2 days", "1 day")
    assert dexcli("config", "digest.limit=5").stdout == f"digest.limit is 5.{UNDO}\n"
    assert dexcli("config", "cadence.friend=").stdout == (
        f"cadence.friend is no longer set.{UNDO}\n"
    )
