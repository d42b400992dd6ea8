"""The share kept within cadence is what the due rule says of each month's last day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Interaction, Met, Reminder, Snooze
from dexcli.core.dates import PartialDate
from dexcli.core.settings import Settings
from dexcli.core.stats import stats_of
from dexcli.core.stats.keeping import Kept
from tests.core.stats import reference
from tests.core.stats.people import DAYS, SETTINGS, TODAY, ledgers


def weekly(*days: date, snoozed: Snooze | None = None) -> Contact:
    times = tuple(Interaction(on=PartialDate.of(day)) for day in days)
    cadence = Cadence.parse("weekly")
    return Contact(name="Ada", handle="ada", cadence=cadence, interactions=times, snoozed=snoozed)


def kept(*contacts: Contact, since: date | None = None) -> tuple[Kept, ...]:
    return stats_of(contacts, Settings(), today=TODAY, since=since).kept


@given(ledgers(), st.none() | DAYS, st.none() | DAYS)
def test_each_month_is_what_the_due_rule_says_of_its_last_day(
    contacts: list[Contact], since: date | None, until: date | None
) -> None:
    found = stats_of(contacts, SETTINGS, today=TODAY, since=since, until=until).kept

    last = min(until or TODAY, TODAY)
    everyday = reference.days(date(2024, 1, 1), last)
    ends = [day for day in everyday if day == last or (day + reference.ONE).day == 1]
    asked = [day for day in ends if since is None or day >= since or day == last == TODAY]
    people = [each for each in contacts if each.handle != SETTINGS.me]
    expected = [Kept(day, *reference.kept(people, SETTINGS, day, today=TODAY)) for day in asked]
    begun = [
        each
        for each in expected
        if each.people
        and (each.on == TODAY or reference.has_begun(people, SETTINGS, each.on, today=TODAY))
    ]
    assert [each for each in found if each.people] == begun


def test_who_was_met_in_time_is_kept_and_who_was_not_is_overdue() -> None:
    found = kept(weekly(date(2026, 9, 28), date(2026, 10, 1)))

    assert [(each.on, each.kept, each.people) for each in found] == [
        (date(2026, 9, 30), 1, 1),
        (date(2026, 10, 31), 0, 1),
        (TODAY, 0, 1),
    ]
    assert [each.share for each in found] == [1.0, 0.0, 0.0]


def test_a_snooze_helps_from_the_day_it_was_decided() -> None:
    snoozed = Snooze(until=date(2026, 12, 24), since=date(2026, 10, 20))
    found = kept(weekly(date(2026, 8, 1), snoozed=snoozed))

    assert [each.kept for each in found] == [0, 0, 1, 1]


def test_on_the_due_day_itself_nobody_is_overdue() -> None:
    (on_the_day, *_), (a_day_late, *_) = (
        kept(weekly(date(2026, 9, day)), since=date(2026, 9, 1)) for day in (23, 22)
    )

    assert (on_the_day.kept, a_day_late.kept) == (1, 0)


def test_a_snooze_of_the_day_of_a_meeting_holds_after_it() -> None:
    snoozed = Snooze(until=date(2026, 12, 24), since=date(2026, 10, 20))
    found = kept(weekly(date(2026, 10, 20), snoozed=snoozed))

    assert [each.kept for each in found] == [1, 1]


def test_a_planned_meeting_helps_today_and_not_before() -> None:
    planned = Reminder(note="lunch", on=PartialDate.parse("2026-12-01"), meet=True)
    found = kept(weekly(date(2026, 9, 1)).reminding(planned))

    assert [each.kept for each in found] == [0, 0, 1]


def test_the_last_is_today_as_due_says_it() -> None:
    assert kept(weekly())[-1:] == (Kept(TODAY, 1, 1),)


def test_without_a_cadence_there_is_no_share() -> None:
    assert kept(Contact(name="Ada", handle="ada", added=PartialDate.parse("2026-01-01"))) == ()


def test_school_days_begin_no_chart() -> None:
    met = Met(on=PartialDate.parse("1990-09-01"))
    schoolmate = replace(weekly(date(2026, 9, 28)), met=met)
    never_since = replace(weekly(), handle="bob", met=met)

    found = kept(schoolmate, never_since)

    assert [(each.on, each.kept, each.people) for each in found] == [
        (date(2026, 9, 30), 1, 2),
        (date(2026, 10, 31), 0, 2),
        (TODAY, 0, 2),
    ]
    assert [each.on for each in kept(never_since)] == [TODAY]
