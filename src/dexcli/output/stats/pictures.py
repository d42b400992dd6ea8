"""What the charts of `stats` say, for whatever draws them: a terminal, or a page."""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from dexcli.core import words
from dexcli.core.stats import Stats, steps, touch
from dexcli.core.stats.counts import Counts
from dexcli.core.stats.keeping import Kept
from dexcli.core.stats.times import month_of
from dexcli.core.stats.touch import Touch

DOZEN = 12  # people who get a line of their own
MOST_KINDS = 12
MOST_CHANGED = 6  # people who gain, and who lose
BY_WEEKDAY = "By weekday"
_YEAR = 365  # days
WEEKS = 53  # a year, and the week that has begun

Label = Callable[[str], str]  # a handle to how the person is called


class Bar(Struct, frozen=True):
    """One bar: how long it is, and what stands beside it."""

    label: str
    value: float
    shown: str


class Bars(Struct, frozen=True):
    """Bars, drawn to one measure."""

    heading: str
    rows: tuple[Bar, ...]
    most: float  # what the longest that can be stands for
    note: str = ""


class Heat(Struct, frozen=True):
    """A year of days: a week a column, Monday first."""

    heading: str
    days: dict[date, int]
    since: date  # days before it aren't counted, and aren't shown
    until: date
    weeks: int


class Course(Struct, frozen=True):
    """Somebody's line: how many times over the period, and when last."""

    who: str
    times: int
    values: tuple[int, ...]
    last: str


class Courses(Struct, frozen=True):
    """The people with most contact, each drawn to a measure of their own."""

    heading: str
    rows: tuple[Course, ...]
    note: str = ""


class Shift(Struct, frozen=True):
    """Somebody with the times of two years."""

    who: str
    before: int
    now: int


class Shifts(Struct, frozen=True):
    """Whom one is more in touch with than before, or less."""

    heading: str
    rows: tuple[Shift, ...]
    note: str = ""


Picture = Bars | Heat | Courses | Shifts


class Report(Struct, frozen=True):
    """All of it: what it is about, what is good to know, and the pictures."""

    title: str
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]


def report(stats: Stats, label: Label) -> Report:
    """Return what the charts say; a chart of nothing is left out."""
    counts, drawn = stats.counts, list[Picture]()
    if counts.times:
        by_year = steps.is_long(counts) or counts.without_month  # which are in no other chart
        drawn += [_years(counts)] if by_year else []
        drawn += [_months(counts), _weekdays(counts), _kinds(counts), _heat(stats)]
        drawn.append(_courses(counts, label))
    drawn += [*_shifts(stats.touch, label), *_kept(stats.kept)]
    return Report(title(stats), notes(stats), tuple(each for each in drawn if not _is_blank(each)))


def title(stats: Stats) -> str:
    """Return what it all comes to, in a line."""
    counts = stats.counts
    if not counts.times:
        return "No time in touch"
    people = words.counted(len(counts.people), "contact")
    return f"{words.counted(counts.times, 'time')} with {people}, {counts.first} to {counts.last}"


def notes(stats: Stats) -> tuple[str, ...]:
    """Return what explains the numbers: the period, who is silent, what isn't known to the day."""
    counts = stats.counts
    told = [f"counted from {stats.since} to {stats.until}" if stats.since else _up_to(stats)]
    if counts.silent:
        told.append(f"not once with {words.counted(counts.silent, 'contact')}")
    if bare := counts.times - sum(counts.weekdays):
        told.append(f"the day of {words.counted(bare, 'time')} isn't known: in no weekday")
    if bare := counts.without_month:
        told.append(f"the month of {words.counted(bare, 'time')} isn't known: in no month")
    return tuple(told)


def _up_to(stats: Stats) -> str:
    return f"counted up to {stats.until}"


def _is_blank(picture: Picture) -> bool:
    match picture:
        case Heat():
            year = date.fromordinal(max(picture.until.toordinal() - _YEAR, 1))
            return not any(day > year for day in picture.days)
        case Bars():
            return picture.heading == BY_WEEKDAY and not picture.most
        case _:
            return not picture.rows


def _years(counts: Counts) -> Bars:
    return _bars(
        "By year", [(step.name, step.sum_of(counts.years)) for step in steps.years(counts)]
    )


def _months(counts: Counts) -> Bars:
    heading = f"The last {steps.LAST_MONTHS} months" if steps.is_long(counts) else "By month"
    return _bars(heading, [(step.name, counts.months[step.name]) for step in steps.months(counts)])


def _weekdays(counts: Counts) -> Bars:
    return _bars(BY_WEEKDAY, list(zip(words.WEEKDAYS, counts.weekdays, strict=True)))


def _kinds(counts: Counts) -> Bars:
    rows = list(counts.kinds.items())
    shown, rest = rows[:MOST_KINDS], rows[MOST_KINDS:]
    if rest:
        shown.append((words.counted(len(rest), "other kind"), sum(number for _, number in rest)))
    return _bars("By kind", shown)


def _bars(heading: str, rows: Sequence[tuple[str, int]]) -> Bars:
    bars = tuple(Bar(name, number, f"{number:,}") for name, number in rows)
    return Bars(heading, bars, most=max((number for _, number in rows), default=0))


def _heat(stats: Stats) -> Heat:
    since = stats.since or date.min
    return Heat("Day by day, the last year", stats.counts.days, since, stats.until, WEEKS)


def _courses(counts: Counts, label: Label) -> Courses:
    rows = tuple(
        Course(
            label(each.handle), each.times, tuple(steps.course(each, counts)), f"last {each.last}"
        )
        for each in counts.people[:DOZEN]
    )
    more = len(counts.people) - len(rows)
    note = f"and {more:,} more" if more else ""
    return Courses(f"Most in touch, by {steps.pace(counts)}", rows, note)


def _shifts(found: Sequence[Touch], label: Label) -> tuple[Shifts, ...]:
    sides = (
        ("Gaining touch: in the 12 months before, and in the last 12", touch.gaining(found)),
        ("Losing touch: in the 12 months before, and in the last 12", touch.losing(found)),
    )
    return tuple(
        Shifts(
            heading,
            tuple(Shift(label(one.handle), one.before, one.now) for one in side[:MOST_CHANGED]),
            f"and {len(side) - MOST_CHANGED:,} more" if len(side) > MOST_CHANGED else "",
        )
        for heading, side in sides
        if side
    )


def _kept(kept: Sequence[Kept]) -> tuple[Bars, ...]:
    months = kept if len(kept) <= steps.MOST_MONTHS else kept[-steps.LAST_MONTHS :]
    years = [] if months is kept else _year_ends(kept)
    sides = (
        ("Kept within cadence, at each year's end", [(str(each.on.year), each) for each in years]),
        ("Kept within cadence, month by month", [(month_of(each.on), each) for each in months]),
    )
    return tuple(
        Bars(heading, tuple(_share(name, each) for name, each in rows), most=1.0)
        for heading, rows in sides
        if rows
    )


def _year_ends(kept: Sequence[Kept]) -> list[Kept]:
    """Return the last of each year, of so many years that they fit."""
    ends = list({each.on.year: each for each in kept}.values())
    every = -(-len(ends) // steps.MOST_STEPS)
    return ends[::-1][::every][::-1]


def _share(name: str, kept: Kept) -> Bar:
    if kept.share is None:
        return Bar(name, 0.0, "nobody")
    return Bar(name, kept.share, f"{percent(kept.share)} of {kept.people:,}")


def percent(share: float) -> str:
    """Return a share as people write it; only all is 100%, and only none is 0%."""
    whole = round(100 * share)
    return f"{whole if share in (0.0, 1.0) else min(max(whole, 1), 99)}%"
