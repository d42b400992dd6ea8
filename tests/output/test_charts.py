"""Charts of characters say what the numbers say, in every width and locale."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.output import charts
from dexcli.output.charts import FINE, PLAIN, Marks

MARKS = st.sampled_from([FINE, PLAIN])
WIDTHS = st.integers(1, 80)
UNTIL = date(2026, 11, 22)


@given(st.integers(0, 5000), st.integers(0, 5000), WIDTHS, MARKS)
def test_a_bar_is_as_long_as_its_share(one: int, two: int, width: int, marks: Marks) -> None:
    less, more = sorted((one, two))
    short, long = (charts.bar(each, most=more, width=width, marks=marks) for each in (less, more))

    assert len(long) == (width if more else 0)
    assert len(short) <= len(long)
    assert bool(short) == bool(less)
    if more:
        assert abs(len(short) - less / more * width) <= 1


@given(st.lists(st.integers(0, 400), max_size=60), MARKS)
def test_a_course_has_a_mark_for_each_number_and_the_larger_is_never_lower(
    values: list[int], marks: Marks
) -> None:
    drawn = charts.course(values, marks)

    heights = marks.nothing + marks.heights
    assert len(drawn) == len(values)
    levels = [heights.index(mark) for mark in drawn]
    assert all((level == 0) == (value == 0) for level, value in zip(levels, values, strict=True))
    assert sorted(levels) == [level for _, level in sorted(zip(values, levels, strict=True))]
    if any(values):
        assert max(levels) == len(marks.heights)


@given(
    st.dictionaries(st.integers(0, 500), st.integers(1, 30), max_size=40),
    st.integers(0, 500),
    st.integers(0, 6),
    st.integers(1, 60),
)
def test_every_day_of_the_year_stands_in_its_week_with_its_level(
    ago: dict[int, int], since_ago: int, back: int, weeks: int
) -> None:
    until = UNTIL - timedelta(days=back)
    since = until - timedelta(days=since_ago)
    days = {until - timedelta(days=each): count for each, count in ago.items()}

    year = charts.year(days, since=since, until=until, weeks=weeks)

    monday = until - timedelta(days=until.weekday() + 7 * (weeks - 1))
    assert [len(row) for row in year.rows] == [weeks] * 7
    legend = {level: range(least, most + 1) for level, least, most in year.legend}
    legend[0] = range(1)
    for place in range(weeks):
        for weekday in range(7):
            day = monday + timedelta(days=7 * place + weekday)
            cell = year.rows[weekday][place]
            if since <= day <= until:
                assert cell is not None
                assert days.get(day, 0) in legend[cell]
            else:
                assert cell is None


@given(st.integers(1, 500))
def test_the_legend_tells_every_count_once(most: int) -> None:
    year = charts.year({UNTIL: most}, since=UNTIL, until=UNTIL, weeks=1)

    told = Counter(count for _, low, high in year.legend for count in range(low, high + 1))
    assert told == Counter(range(1, most + 1))
    assert len(year.legend) == min(most, 4)


def test_a_month_is_named_over_the_week_in_which_it_begins() -> None:
    year = charts.year({}, since=date.min, until=UNTIL, weeks=8)

    assert year.months == ((0, "Oct"), (4, "Nov"))


@pytest.mark.parametrize("until", [date.min, date(1, 1, 9), date.max])
def test_the_ends_of_the_calendar_are_days_like_others(until: date) -> None:
    year = charts.year({until: 1}, since=date.min, until=until, weeks=53)

    assert year.rows[until.weekday()][-1] == 1


@pytest.mark.parametrize(
    ("encoding", "environ", "marks"),
    [
        ("utf-8", {"LANG": "de_AT.UTF-8"}, FINE),
        ("utf-8", {"LC_ALL": "C.UTF-8"}, FINE),
        ("utf-8", {"LANG": "en_GB.utf8@euro"}, FINE),
        ("utf-8", {"LANG": "de_AT"}, FINE),
        ("utf-8", {}, FINE),
        ("utf-8", {"LC_ALL": "", "LANG": "C.UTF-8"}, FINE),
        ("utf-8", {"LC_ALL": "C", "LANG": "de_AT.UTF-8"}, PLAIN),
        ("utf-8", {"LANG": "POSIX"}, PLAIN),
        ("utf-8", {"LC_CTYPE": "de_AT.ISO-8859-1", "LANG": "C.UTF-8"}, PLAIN),
        ("ascii", {"LANG": "C.UTF-8"}, PLAIN),
        ("cp1252", {}, PLAIN),
        (None, {}, FINE),
        ("no-such-encoding", {}, PLAIN),
    ],
)
def test_where_the_locale_shows_only_ascii_the_marks_are_ascii(
    encoding: str | None, environ: dict[str, str], marks: Marks
) -> None:
    assert charts.marks_for(encoding, environ) is marks


def test_the_plain_marks_are_ascii() -> None:
    assert "".join(each for each in vars_of(PLAIN) if isinstance(each, str)).isascii()


def vars_of(marks: Marks) -> list[object]:
    return [getattr(marks, name) for name in marks.__struct_fields__]
