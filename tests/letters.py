"""The letters, read by a slow and obvious reader of their own that knows no code of ours.

The whole table where it lies beside the project (`../shared/data`), else the
part that comes with the package: both are real, and every count is taken from
the table itself.
"""

import csv
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHOLE = ROOT.parent / "shared" / "data" / "letters.csv"
PART = ROOT / "src" / "dexcli" / "example" / "letters.csv"
PATH = WHOLE if WHOLE.exists() else PART
MAP = ROOT / "examples" / "letters.map.toml"
IS_WHOLE = PATH == WHOLE


def rows() -> list[dict[str, str]]:
    """Return the rows of the table."""
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(name: str) -> tuple[str, ...]:
    """Return a name's words without order, so that both spellings are one."""
    return tuple(sorted(name.replace(",", " ").split()))


def people() -> dict[str, set[str]]:
    """Return the people of the column `person`: who they are -> how they are spelled.

    Who somebody is, is their authority; a row without one belongs to the only
    person of that name.
    """
    spelled: dict[str, set[str]] = defaultdict(set)
    by_name: dict[str, set[str]] = defaultdict(set)
    for row in rows():
        if row["authority"]:
            spelled[row["authority"]].add(row["person"])
            by_name[row["person"]].add(row["authority"])
    for row in rows():
        known = by_name[row["person"]]
        if not row["authority"]:
            assert len(known) <= 1, f"{row['person']}: two people, and the row doesn't say which"
            spelled[next(iter(known), row["person"])].add(row["person"])
    return dict(spelled)


def only_in_also() -> set[str]:
    """Return the names that stand only in the column `also`."""
    named = {name for row in rows() for name in row["also"].split("; ") if name}
    return named - {row["person"] for row in rows()}
