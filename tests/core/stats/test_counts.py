"""What `stats` counts is what a slow count of each number by itself gives."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import dates
from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.settings import Settings
from dexcli.core.stats import stats_of
from dexcli.core.stats.counts import Counts
from tests.core.stats import reference
from tests.core.stats.people import DAYS, SETTINGS, TODAY, ledgers
from tests.core.stats.reference import Seen


def time(on: str, *, until: str = "", id: str = "", kind: str = "met") -> Interaction:  # noqa: A002
    end = PartialDate.parse(until) if until else None
    return Interaction(on=PartialDate.parse(on), until=end, id=id, kind=kind)


def person(handle: str, *times: Interaction) -> Contact:
    return Contact(name=handle.title(), handle=handle, interactions=times)


@given(ledgers(), st.none() | DAYS, st.none() | DAYS)
def test_every_count_is_that_of_the_slow_reference(
    contacts: list[Contact], since: date | None, until: date | None
) -> None:
    counts = stats_of(contacts, SETTINGS, today=TODAY, since=since, until=until).counts

    last = min(until or TODAY, TODAY)
    found = reference.seen(contacts, SETTINGS, since or date.min, last)
    assert counts.times == len(found)
    assert counts.weekdays == tuple(reference.on_weekday(found, day) for day in range(7))
    kinds = {each.one.kind for each in found}
    assert counts.kinds == {
        kind: sum(1 for each in found if each.one.kind == kind) for kind in kinds
    }
    assert counts.years == {year: reference.in_year(found, year) for year in counts.years}
    assert counts.months == {month: reference.in_month(found, month) for month in counts.months}
    assert sum(counts.years.values()) == counts.times
    assert sum(counts.months.values()) == sum(1 for each in found if each.one.on.month)
    everyday = reference.days(date(2024, 1, 1), last)
    by_day = {day: reference.on_day(found, day) for day in everyday}
    assert counts.days == {day: count for day, count in by_day.items() if count}
    assert_each_person_is_counted(counts, found, contacts)


def assert_each_person_is_counted(
    counts: Counts, found: list[Seen], contacts: list[Contact]
) -> None:
    people = [each for each in contacts if each.handle != SETTINGS.me]
    theirs = {each.handle: reference.of(found, each.handle) for each in people}
    assert {each.handle: each.times for each in counts.people} == {
        handle: len(times) for handle, times in theirs.items() if times
    }
    assert counts.silent == sum(1 for times in theirs.values() if not times)
    for each in counts.people:
        times = theirs[each.handle]
        assert each.last.first == max(one.one.on.first for one in times)
        assert all(reference.in_year(times, year) == n for year, n in each.years.items())
        assert all(reference.in_month(times, month) == n for month, n in each.months.items())
        assert sum(each.years.values()) == each.times
        assert sum(each.months.values()) == sum(1 for one in times if one.one.on.month)
    order = [(-each.times, each.handle) for each in counts.people]
    assert order == sorted(order)


@given(ledgers(), DAYS)
def test_who_gains_and_loses_is_told_by_the_two_years_that_end_that_day(
    contacts: list[Contact], until: date
) -> None:
    touch = stats_of(contacts, SETTINGS, today=TODAY, until=until).touch

    last = min(until, TODAY)
    year, two = (dates.add_months(last, -months) for months in (12, 24))
    now = reference.seen(contacts, SETTINGS, year + reference.ONE, last)
    both = reference.seen(contacts, SETTINGS, two + reference.ONE, last)
    before = [each for each in both if each.one.on.first <= year]
    expected = set()
    for each in contacts:
        one, other = (len(reference.of(times, each.handle)) for times in (now, before))
        if one != other:
            expected.add((each.handle, one, other))
    assert {(each.handle, each.now, each.before) for each in touch} == expected


def test_of_several_people_at_once_it_is_one_time_and_one_of_each() -> None:
    both = time("2026-11-20", id="v3t8n1w6b9")
    counts = stats_of([person("ada", both), person("bob", both)], Settings(), today=TODAY).counts

    assert (counts.times, counts.weekdays, counts.kinds) == (1, (0, 0, 0, 0, 1, 0, 0), {"met": 1})
    assert [(each.handle, each.times) for each in counts.people] == [("ada", 1), ("bob", 1)]


def test_a_time_today_counts_and_one_tomorrow_does_not() -> None:
    times = time("2026-11-22"), time("2026-11-23")

    assert stats_of([person("ada", *times)], Settings(), today=TODAY).counts.times == 1


def test_the_two_years_end_today_and_a_year_ago() -> None:
    days = ("2024-11-22", "2024-11-23", "2025-11-22", "2025-11-23", "2026-11-21", "2026-11-22")
    touch = stats_of([person("ada", *map(time, days))], Settings(), today=TODAY).touch

    assert [(each.handle, each.now, each.before) for each in touch] == [("ada", 3, 2)]


def test_what_is_known_to_the_month_or_year_counts_there_and_in_no_weekday() -> None:
    times = time("2026-03"), time("2026"), time("2026-05-04", until="2026-05-09")
    counts = stats_of([person("ada", *times)], Settings(), today=TODAY).counts

    assert (counts.times, counts.years, sum(counts.weekdays), counts.days) == (3, {2026: 3}, 0, {})
    assert {month: n for month, n in counts.months.items() if n} == {"2026-03": 1, "2026-05": 1}
    assert len(counts.months) == 11


def test_facts_tries_and_what_lies_ahead_are_no_times() -> None:
    times = time("2026-11-01", kind="note"), time("2026-11-02", kind="attempt"), time("2026-12-01")
    counts = stats_of([person("ada", *times)], Settings(), today=TODAY).counts

    assert (counts.times, counts.people, counts.months, counts.silent) == (0, (), {}, 1)


def test_nobody_at_all_gives_no_numbers() -> None:
    found = stats_of([], Settings(), today=TODAY)

    assert (found.counts.times, found.counts.months, found.touch, found.kept) == (0, {}, (), ())
