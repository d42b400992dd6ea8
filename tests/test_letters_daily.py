"""Forty-one years of letters, day by day as cron would ask: `due` and `why` say what the rule says.

The rule is the slow reference's, which knows no code of ours. Every run is a
run of the program on the files; what one has parsed the next need not, as
between the two readings of a command that changes something.
"""

import json
import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dexcli.store.folder import Folder
from dexcli.store.reading import Reading
from tests import letters
from tests.conftest import Dexcli
from tests.reference_due import due_reference

YEARS = range(1890, 1931)
TAGS = {"family": "2 weeks", "friend": "1 month", "work": "quarterly", "old": "never"}
# `why` is a run for each person and day: of all the letters it is asked about each in every eighth
# year, and in every year in the full sweep; of those that come with the package always.
IS_SHORT = letters.IS_WHOLE and os.environ.get("HYPOTHESIS_PROFILE") != "full"
EVERY_NTH = 8 if IS_SHORT else 1


@pytest.fixture(autouse=True)
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each reading of the folder begin with the one before, as `Session.changing` does."""
    read, latest = Folder.read, [Reading()]

    def reading(self: Folder, *, earlier: Reading | None = None, **_: object) -> Reading:
        latest[0] = read(self, earlier=earlier or latest[0])
        return latest[0]

    monkeypatch.setattr(Folder, "read", reading)


@pytest.fixture
def by_tag(dexcli: Dexcli, imported: Path) -> Path:
    """Return the letters with a cadence by tag, some by their own, and some without."""
    handles = sorted(path.stem for path in imported.glob("*.toml"))
    for number, (tag, cadence) in enumerate(TAGS.items(), 2):
        assert dexcli("config", f"cadence.{tag}={cadence}").exit_code == 0
        assert dexcli("tag", tag, *handles[number % 3 :: number]).exit_code == 0
    assert dexcli("every", "6 weeks", *handles[::11]).exit_code == 0
    assert dexcli("every", "never", *handles[::13]).exit_code == 0
    return imported


def test_on_each_new_year_s_day_due_and_why_say_what_the_reference_says(
    dexcli: Dexcli, by_tag: Path
) -> None:
    config = tomllib.loads((by_tag / ".dexcli" / "config.toml").read_text("utf-8"))
    tables = {p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted(by_tag.glob("*.toml"))}
    rules: set[str] = set()

    for year in YEARS:
        day = f"{year}-01-01"
        expected = due_reference(tables, config, date(year, 1, 1))
        listed = dexcli("due", "--json", "--today", day)
        assert (listed.exit_code, listed.stderr) == (0, "")
        assert without_extras(json.loads(listed.stdout)) == expected, day
        rules |= {entry["rule"] for entry in expected}
        for number, entry in enumerate(expected):
            if (number + year) % EVERY_NTH == 0:
                told = dexcli("why", entry["handle"], "--json", "--today", day)
                assert_same(json.loads(told.stdout), entry)

    assert rules == {"contact", "tag:family", "tag:friend", "tag:work"}


def assert_same(told: dict[str, Any], entry: dict[str, Any]) -> None:
    keys = ("handle", "name", "status", "due", "last", "rule")
    assert {key: told[key] for key in keys} == {key: entry[key] for key in keys}
    assert entry["cadence"] in " ".join(told["why"])


def without_extras(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    extras = {"channel", "tags"}
    return [{key: value for key, value in e.items() if key not in extras} for e in entries]
