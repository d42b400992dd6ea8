"""The charts of `stats` as one page that reads well on a phone and at a desk, without a script."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dexcli.core import words
from dexcli.output import charts, paper
from dexcli.output.charts import Year
from dexcli.output.stats.pictures import (
    WEEKS,
    Bars,
    Courses,
    Heat,
    Picture,
    Report,
    Shifts,
)

_STYLE = """\
main { max-width: 72rem; }
header p { font-size: .9rem; }
h1 { margin-bottom: .5rem; }
.charts { columns: 2 30rem; column-gap: 2.5rem; margin-top: 1rem; }
section { break-inside: avoid; margin: 0 0 1rem; padding: .8rem 1rem 1rem; background: var(--card);
  border: 1px solid var(--edge); border-radius: .75rem; }
h2 { margin: 0 0 .5rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.35;
  font-variant-numeric: tabular-nums; }
th { font-weight: 400; text-align: start; padding: .1rem .6rem .1rem 0; max-width: 11rem; }
td { padding: .1rem 0; }
.n { text-align: end; white-space: nowrap; padding-inline-end: .6rem; width: 1%; }
.fit th { white-space: nowrap; width: 1%; }
.bar { min-width: 6rem; }
.bar div { height: .8rem; background: var(--deep); border-radius: .15rem; min-width: 2px; }
small, .rest { color: var(--soft); font-size: .85rem; }
small { display: block; }
.rest { margin: .5rem 0 0; }
svg { display: block; width: 100%; fill: var(--deep); }
.half { max-width: 30rem; margin: 0 0 .5rem; }
.course { width: 8.5rem; height: 1.6rem; }
text { fill: var(--soft); font-size: 12px; }
.none, .floor { fill: var(--soft); opacity: .45; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0; color: var(--soft);
  font-size: .85rem; }
.legend span { display: inline-flex; align-items: center; gap: .4rem; }
.legend svg { width: 14px; height: 14px; }
@media (max-width: 30rem) { .course { width: 6rem; } }
"""
_CELL = 13  # of a day, in units of the picture
_SIDES = (3, 5, 7, 9, 11)  # of its square: larger for more, since a colour alone tells nothing
_LEFT, _TOP = 30, 16
_RIGHT = 10  # for the name of a month that begins in the last week
_HALF = 27  # weeks of a picture: two make a year, and each fits a phone
_HIGH, _WIDE = 16, 5  # a column of a person's course


def document(report: Report) -> str:
    """Return the page; one that says so where there is nothing to count."""
    title = paper.plain(report.title)
    notes = "".join(f"<p>{paper.plain(words.sentence(note))}</p>\n" for note in report.notes)
    drawn = "".join(_section(picture) for picture in report.pictures)
    body = f'<header>\n<h1>{title}</h1>\n{notes}</header>\n<div class="charts">\n{drawn}</div>\n'
    return paper.page(title, body, style=_STYLE)


def _section(picture: Picture) -> str:
    match picture:
        case Bars():
            inside = _bars(picture)
        case Heat():
            inside = _heat(picture)
        case Courses():
            inside = _table(_course_rows(picture))
        case Shifts():
            inside = _table(_shift_rows(picture))
    note = "" if isinstance(picture, Heat) else _rest(picture.note)
    return f"<section>\n<h2>{paper.plain(picture.heading)}</h2>\n{inside}{note}</section>\n"


def _bars(picture: Bars) -> str:
    rows = (
        f'<tr><th scope="row">{paper.data(row.label)}</th><td class="n">{paper.plain(row.shown)}'
        f'</td><td class="bar">{_bar(row.value, picture.most)}</td></tr>\n'
        for row in picture.rows
    )
    return _table(rows, kind=' class="fit"' if _are_short(picture) else "")


def _are_short(picture: Bars) -> bool:
    return all(len(row.label) <= len("Wednesday") for row in picture.rows)


def _bar(value: float, most: float) -> str:
    return f'<div style="width:{100 * value / most:.1f}%"></div>' if value else ""


def _course_rows(picture: Courses) -> Iterator[str]:
    for row in picture.rows:
        yield (
            f'<tr><th scope="row">{paper.data(row.who)}<small>{paper.plain(row.last)}</small></th>'
            f'<td class="n">{row.times:,}</td><td class="course">{_course(row.values)}</td></tr>\n'
        )


def _course(values: Sequence[int]) -> str:
    most = max(values, default=0)
    columns = []
    for place, value in enumerate(values):
        high = max(_HIGH * value / most, 1) if value else 0.5
        kind = "" if value else ' class="floor"'
        x, y = place * _WIDE, _HIGH - high
        columns.append(f'<rect{kind} x="{x}" y="{y:.1f}" width="{_WIDE - 1}" height="{high:.1f}"/>')
    return (
        f'<svg class="course" viewBox="0 0 {_WIDE * len(values)} {_HIGH}" '
        f'preserveAspectRatio="none" aria-hidden="true">{"".join(columns)}</svg>'
    )


def _shift_rows(picture: Shifts) -> Iterator[str]:
    for row in picture.rows:
        yield (
            f'<tr><th scope="row">{paper.data(row.who)}</th>'
            f'<td class="n">{row.before:,} → {row.now:,}</td></tr>\n'
        )


def _table(rows: Iterator[str], kind: str = "") -> str:
    return f"<table{kind}>\n{''.join(rows)}</table>\n"


def _rest(note: str) -> str:
    return f'<p class="rest">{paper.plain(note)}</p>\n' if note else ""


# -- a year of days


def _heat(picture: Heat) -> str:
    year = charts.year(
        picture.days, since=picture.since, until=picture.until, weeks=min(picture.weeks, WEEKS)
    )
    weeks = len(year.rows[0])
    halves = [range(start, min(start + _HALF, weeks)) for start in range(0, weeks, _HALF)]
    drawn = "".join(_half(year, each, picture) for each in halves)
    legend = "".join(
        f"<span>{_sample(level)} {_told(least, most)}</span>"
        for level, least, most in ((0, 0, 0), *year.legend)
    )
    return f'{drawn}<p class="legend">{legend}</p>\n'


def _half(year: Year, weeks: range, picture: Heat) -> str:
    width, height = _LEFT + _HALF * _CELL + _RIGHT, _TOP + len(charts.DAYS) * _CELL
    parts = [
        f'<text x="{_LEFT + (place - weeks.start) * _CELL}" y="11">{name}</text>'
        for place, name in year.months
        if place in weeks
    ]
    for number, name in enumerate(charts.DAYS):
        parts.append(f'<text x="0" y="{_TOP + number * _CELL + 10}">{name}</text>')
        for place in weeks:
            level = year.rows[number][place]
            if level is not None:
                back = 7 * (len(year.rows[0]) - 1 - place)
                day = picture.until - timedelta(days=picture.until.weekday() - number + back)
                x = _LEFT + (place - weeks.start) * _CELL
                parts.append(_square(level, x, _TOP + number * _CELL, _title(day, picture)))
    label = "Each day, a square that is the larger the more often"
    return (
        f'<svg class="half" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        f"{''.join(parts)}</svg>\n"
    )


def _title(day: date, picture: Heat) -> str:
    return f"<title>{day}: {picture.days.get(day, 0)}</title>"


def _square(level: int, x: int, y: int, inside: str = "") -> str:
    side = _SIDES[level]
    at = (_CELL - side) / 2
    kind = "" if level else ' class="none"'
    place = f'x="{x + at:g}" y="{y + at:g}" width="{side}" height="{side}" rx="1.5"'
    return f"<rect{kind} {place}>{inside}</rect>" if inside else f"<rect{kind} {place}/>"


def _sample(level: int) -> str:
    return f'<svg viewBox="0 0 {_CELL} {_CELL}" aria-hidden="true">{_square(level, 0, 0)}</svg>'


def _told(least: int, most: int) -> str:
    if not most:
        return "none"
    return str(least) if least == most else f"{least}–{most}"
