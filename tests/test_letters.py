"""The letters come in: everybody once, every letter, every cell; and who is due then."""

import random
import re
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dexcli.core import closeness, due
from dexcli.core.document import to_contact
from dexcli.core.settings import Settings, to_settings
from dexcli.output import views
from tests import letters
from tests.conftest import Dexcli
from tests.reference_due import due_reference


def contacts(ledger: Path) -> dict[str, dict[str, Any]]:
    return {
        path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(ledger.glob("*.toml"))
    }


def by_authority(ledger: Path) -> dict[str, str]:
    """Return which handle has which key of the table."""
    return {
        source.removeprefix("letters:"): handle
        for handle, contact in contacts(ledger).items()
        for source in contact["sources"]
    }


def test_the_summary_counts_what_came(dexcli: Dexcli) -> None:
    rows = letters.rows()
    dated = [row for row in rows if row["date"] or row["not_before"] or row["not_after"]]

    result = dexcli("import", str(letters.PATH), "--map", str(letters.MAP))

    skipped = len(rows) - len(dated)
    assert f"{len(dated):,} added" in result.stdout
    assert result.stderr.count(": skipped: no day: ") == skipped
    if letters.IS_WHOLE:
        assert (len(rows), len(dated), len(letters.people())) == (3324, 3318, 415)


def test_everybody_is_there_once(imported: Path) -> None:
    expected = letters.people()
    found = contacts(imported)
    known = by_authority(imported)

    handles = {
        key: known.get(key) or known[next(iter(spelled))] for key, spelled in expected.items()
    }

    assert len(set(handles.values())) == len(expected)
    for key, spelled in expected.items():
        contact = found[handles[key]]
        names = {letters.words(name) for name in (contact["name"], *contact.get("aka", []))}
        assert {letters.words(name) for name in spelled} <= names


def test_who_stands_only_beside_others_is_a_contact_too(imported: Path) -> None:
    names = {
        letters.words(name)
        for contact in contacts(imported).values()
        for name in (contact["name"], *contact.get("aka", []))
    }

    assert {letters.words(name) for name in letters.only_in_also()} <= names


def test_two_spellings_of_one_person_are_a_name_and_an_alias(imported: Path) -> None:
    found, known = contacts(imported), by_authority(imported)
    twice = {key: spelled for key, spelled in letters.people().items() if len(spelled) > 1}

    aliases = {key: found[known[key]].get("aka", []) for key in twice}

    assert all(aliases.values())
    if letters.IS_WHOLE:
        assert len(twice) == 10


def test_every_letter_is_one_interaction_in_everybody_s_file(imported: Path) -> None:
    found, known = contacts(imported), by_authority(imported)
    present: dict[str, dict[str, str]] = defaultdict(dict)
    for handle, contact in found.items():
        for one in contact.get("interactions", []):
            assert one["source"] not in present[handle]
            present[one["source"].removeprefix("letters:")][handle] = one["id"]

    for row in letters.rows():
        if not (row["date"] or row["not_before"] or row["not_after"]):
            continue
        copies = present[row["letter"]]
        assert (known.get(row["authority"]) or known[row["person"]]) in copies
        assert len(copies) >= 1 + len([name for name in row["also"].split("; ") if name])
        assert len(set(copies.values())) == 1


def test_every_cell_is_found_again(imported: Path) -> None:
    found, known = contacts(imported), by_authority(imported)

    for row in letters.rows():
        if not (row["date"] or row["not_before"] or row["not_after"]):
            continue
        handle = known.get(row["authority"]) or known[row["person"]]
        contact = found[handle]
        copy = next(
            one for one in contact["interactions"] if one["source"] == f"letters:{row['letter']}"
        )
        assert copy["on"].isoformat() == (row["date"] or row["not_before"] or row["not_after"])
        if row["not_after"] and not row["date"]:
            assert copy.get("until", copy["on"]).isoformat() == row["not_after"]
        assert copy.get("place", "") == row["place"]
        assert copy["kind"] == "letter"
        assert (copy["by"] == "me") == (row["direction"] == "sent")
        with_names = {
            letters.words(name)
            for other in copy.get("with", [])
            for name in (found[other]["name"], *found[other].get("aka", []))
        }
        assert {letters.words(name) for name in row["also"].split("; ") if name} <= with_names


def test_the_same_file_again_changes_no_byte_and_no_time(dexcli: Dexcli, imported: Path) -> None:
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in imported.rglob("*.toml")}

    result = dexcli("import", str(letters.PATH), "--map", str(letters.MAP))

    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in imported.rglob("*.toml")}
    assert after == before
    assert "unchanged" in result.stdout
    assert " added" not in result.stdout
    assert " updated" not in result.stdout


def test_a_dry_run_writes_nothing(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("import", str(letters.PATH), "--map", str(letters.MAP), "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.startswith("--- /dev/null\n+++ b/")
    assert result.stdout.splitlines()[-1].startswith("Would import: ")
    assert not list(ledger.glob("*.toml"))


def test_two_machines_that_import_the_letters_write_the_same(
    dexcli: Dexcli, imported: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    dexcli("init", str(other))
    dexcli("import", str(letters.PATH), "--map", str(letters.MAP), at=other)

    here = {path.name: path.read_bytes() for path in imported.glob("*.toml")}
    there = {path.name: path.read_bytes() for path in other.glob("*.toml")}

    assert here == there


def test_who_is_due_on_a_hundred_days_as_the_slow_reference_says(
    dexcli: Dexcli, imported: Path
) -> None:
    (imported / ".dexcli" / "config.toml").write_text(
        'default_cadence = "2 years"\n[cadence]\nfriend = "1 month"\nwork = "3 months"\n',
        encoding="utf-8",
    )
    handles = sorted(contacts(imported))
    assert dexcli("tag", "friend", *handles[::3]).exit_code == 0
    assert dexcli("tag", "work", *handles[::4]).exit_code == 0
    assert dexcli("every", "never", *handles[::10]).exit_code == 0
    assert dexcli("every", "every 6 weeks", *handles[1::7]).exit_code == 0
    assert dexcli("log", handles[2], "--on", "1920-02-29").exit_code == 0
    config = tomllib.loads((imported / ".dexcli" / "config.toml").read_text("utf-8"))
    found, rules = contacts(imported), to_settings(config)
    people = [to_contact(table, handle) for handle, table in found.items()]
    chance = random.Random(1862)  # noqa: S311 - days to look at
    days = [date(1885, 1, 1) + timedelta(days=chance.randrange(17_500)) for _ in range(100)]

    for today in days:
        listed = views.due_json(due.due_list(people, rules, today=today), rules, today=today)
        told = [{k: v for k, v in e.items() if k not in ("channel", "tags")} for e in listed]
        assert told == due_reference(found, config, today)


@pytest.mark.skipif(not letters.IS_WHOLE, reason="the whole table isn't there")
def test_the_closest_five_of_a_life_are_those_of_the_document(imported: Path) -> None:
    people = [to_contact(table, handle) for handle, table in contacts(imported).items()]
    page = (letters.ROOT / "docs" / "closeness.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d{4}) \| (.+) \|$", page, re.MULTILINE)

    found = [
        closeness.closest(people, Settings(), today=date(int(year), 1, 1), most=5)
        for year, _ in rows
    ]

    assert len(rows) == 10
    assert [", ".join(each.contact.name for each in five) for five in found] == [
        names for _, names in rows
    ]
