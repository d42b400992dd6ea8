"""The JSON of `stats`: every number, and nothing of the charts. Keys are only ever added."""

from typing import Any

from dexcli.core import words
from dexcli.core.circles import SIZES, Circles
from dexcli.core.ledger import Ledger
from dexcli.core.stats import Stats, touch
from dexcli.core.stats.counts import Person
from dexcli.core.stats.touch import Touch


def document(stats: Stats, ledger: Ledger) -> dict[str, Any]:
    """Return all numbers; days and months are as in the files."""
    counts = stats.counts
    return {
        "since": stats.since and str(stats.since),
        "until": str(stats.until),
        "interactions": counts.times,
        "first": counts.first and str(counts.first),
        "last": counts.last and str(counts.last),
        "years": [{"year": year, "count": count} for year, count in counts.years.items()],
        "months": [{"month": month, "count": count} for month, count in counts.months.items()],
        "days": [{"on": str(day), "count": count} for day, count in counts.days.items()],
        "weekdays": [
            {"weekday": name, "count": count}
            for name, count in zip(words.WEEKDAYS, counts.weekdays, strict=True)
        ],
        "kinds": [{"kind": kind, "count": count} for kind, count in counts.kinds.items()],
        "contacts": [_person(each, ledger) for each in counts.people],
        "silent": counts.silent,
        "gaining": [_touch(each, ledger) for each in touch.gaining(stats.touch)],
        "losing": [_touch(each, ledger) for each in touch.losing(stats.touch)],
        "kept": [
            {"on": str(each.on), "contacts": each.people, "kept": each.kept, "share": each.share}
            for each in stats.kept
        ],
    }


def circles(found: Circles, ledger: Ledger) -> dict[str, Any]:
    """Return the circles, each with all who are in it, the closest first."""
    return {
        "on": str(found.on),
        "before": str(found.before),
        "circles": [
            {
                "size": size,
                "contacts": [_named(handle, ledger) for handle in found.within(size)],
                "in": [_named(each.handle, ledger) for each in found.came(size)],
                "out": [_named(each.handle, ledger) for each in found.left(size)],
            }
            for size in SIZES
        ],
        "suggested": [
            {"size": each.size, "cadence": each.cadence, "handles": list(each.handles)}
            for each in found.suggested
        ],
    }


def _named(handle: str, ledger: Ledger) -> dict[str, str]:
    return {"handle": handle, "name": ledger.contacts[handle].name}


def _person(person: Person, ledger: Ledger) -> dict[str, Any]:
    return {
        **_named(person.handle, ledger),
        "count": person.times,
        "last": str(person.last),
        "years": {str(year): count for year, count in person.years.items()},
        "months": person.months,
    }


def _touch(each: Touch, ledger: Ledger) -> dict[str, Any]:
    return {**_named(each.handle, ledger), "now": each.now, "before": each.before}
