"""The numbers of `stats` on the letters are those that the table itself gives, row by row."""

import json
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

from tests import letters
from tests.conftest import Dexcli

Row = dict[str, str]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def dated() -> dict[str, tuple[str, Row]]:
    """Return each letter that has a day, with that day as the table has it."""
    found: dict[str, tuple[str, Row]] = {}
    for row in letters.rows():
        on = row["date"] or row["not_before"] or row["not_after"]
        if on:
            found.setdefault(row["letter"], (on, row))
    return found


def counted(days: list[str]) -> dict[str, int]:
    return {key: count for key, count in Counter(days).items() if key}


def test_every_number_is_that_of_the_table(dexcli: Dexcli, imported: Path) -> None:
    found = json.loads(dexcli("stats", "--json").stdout)

    every = dated()
    days = [on for on, _ in every.values()]
    assert found["interactions"] == len(every)
    assert {e["year"]: e["count"] for e in found["years"] if e["count"]} == {
        int(year): count for year, count in counted([on[:4] for on in days]).items()
    }
    in_months = counted([on[:7] for on in days if len(on) >= 7])
    assert {e["month"]: e["count"] for e in found["months"] if e["count"]} == in_months
    known = [on for on, row in every.values() if len(on) == 10 and row["not_after"] in ("", on)]
    assert {each["on"]: each["count"] for each in found["days"]} == counted(known)
    weekdays = Counter(WEEKDAYS[date.fromisoformat(on).weekday()] for on in known)
    assert {each["weekday"]: each["count"] for each in found["weekdays"]} == weekdays
    assert found["kinds"] == [{"kind": "letter", "count": len(every)}]
    assert {e["handle"]: e["count"] for e in found["contacts"]} == files(imported)


def files(ledger: Path) -> dict[str, int]:
    """Return how many letters each file holds, whoever wrote it."""
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in ledger.glob("*.toml")}
    counts = {handle: len(table.get("interactions", [])) for handle, table in tables.items()}
    return {handle: count for handle, count in counts.items() if count}
