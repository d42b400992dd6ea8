"""How well closeness tells who matters next, by the half-life over years.

`python -m benchmarks.closeness LEDGER` prints the table of docs/closeness.md for
any ledger, such as the letters. On 1 January of each year, the closest five and
fifteen are compared with who was in touch in the year that followed.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import mean

from dexcli.core import closeness
from dexcli.core.contact import Contact
from dexcli.core.settings import Settings
from dexcli.store import config
from dexcli.store.folder import Folder

HALF_LIVES = {
    "half a year": 182,
    "one year": 365,
    "two years": 730,
    "three years": 1095,
    "five years": 1825,
}
INNER, OUTER = 5, 15


def main(folder: Path) -> None:
    """Print a row for each half-life."""
    settings = config.load(folder).settings
    found = Folder.at(folder, is_usual=False).read(settings=None, state=lambda: folder)
    contacts = list(found.ledger.active)
    for told, days in HALF_LIVES.items():
        closeness.LONG_HALF_LIFE_DAYS = days
        shares = [f"{share:.0%}" for share in _shares(contacts, settings)]
        sys.stdout.write(f"| {told} | {' | '.join(shares)} |\n")


def _shares(contacts: Sequence[Contact], settings: Settings) -> list[float]:
    """Return who of the five and of the fifteen was in touch, and their part of all times.

    From the first year that has a circle of five to the last whole one.
    """
    days = {
        each.handle: Counter(one.on.first.year for one in each.interactions) for each in contacts
    }
    years = sorted({year for counts in days.values() for year in counts})
    rows = []
    for year in years[:-1]:
        near = closeness.closest(contacts, settings, today=date(year, 1, 1), most=OUTER)
        times = [days[each.contact.handle][year] for each in near]
        known = [each for each in contacts if min(days[each.handle], default=year) < year]
        total = sum(days[each.handle][year] for each in known)
        if len(times) >= INNER and total:
            inner, outer = times[:INNER], times
            rows.append(
                (
                    mean(map(bool, inner)),
                    mean(map(bool, outer)),
                    sum(outer) / total,
                )
            )
    return [mean(column) for column in zip(*rows, strict=True)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
