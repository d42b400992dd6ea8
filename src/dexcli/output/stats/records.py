"""`stats` away from a terminal: one plain record a line, and nothing cut."""

from collections.abc import Callable, Iterable, Iterator

from dexcli.core import words
from dexcli.core.circles import Circles, Place
from dexcli.core.stats import Stats, touch
from dexcli.core.stats.counts import Counts
from dexcli.core.stats.times import month_of
from dexcli.core.stats.touch import Touch
from dexcli.output.stats import pictures

Label = Callable[[str], str]
Record = tuple[str, ...]


def records(stats: Stats, label: Label) -> Iterator[Record]:
    """Yield what each line says; years, months and days without a time are left out."""
    yield (pictures.title(stats), *pictures.notes(stats))
    if stats.counts.times:
        yield from _counts(stats.counts)
    for person in stats.counts.people:
        yield "contact", label(person.handle), str(person.times), f"last {person.last}"
    yield from _touch("gaining touch", touch.gaining(stats.touch), label)
    yield from _touch("losing touch", touch.losing(stats.touch), label)
    for kept in stats.kept:
        if kept.share is not None:
            share = f"{pictures.percent(kept.share)}, {kept.kept} of {kept.people}"
            yield "kept within cadence", month_of(kept.on), share


def _counts(counts: Counts) -> Iterator[Record]:
    for year, count in counts.years.items():
        if count:
            yield "year", str(year), str(count)
    for month, count in counts.months.items():
        if count:
            yield "month", month, str(count)
    for name, count in zip(words.WEEKDAYS, counts.weekdays, strict=True):
        yield "weekday", name, str(count)
    for kind, count in counts.kinds.items():
        yield "kind", kind, str(count)


def _touch(measure: str, side: Iterable[Touch], label: Label) -> Iterator[Record]:
    for each in side:
        years = f"{each.now} in the last 12 months", f"{each.before} in the 12 before"
        yield measure, label(each.handle), *years


def circles(found: Circles, label: Label) -> Iterator[Record]:
    """Yield who is in which circle and came or went, the closest first."""
    for place in found.places:
        if place.now is not None:
            yield f"closest {place.now}", label(place.handle), _came(place, found)
    for place in found.places:
        if place.now is None:
            yield (
                "out of all circles",
                label(place.handle),
                f"in the closest {place.before} on {found.before}",
            )


def _came(place: Place, found: Circles) -> str:
    if place.before == place.now:
        return ""
    where = f"the closest {place.before}" if place.before else "no circle"
    return f"in {where} on {found.before}"
