"""The due rule: laws against a slow reference, and each case by name."""

import tomllib
from datetime import date
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import due
from dexcli.core.document import to_contact
from dexcli.core.settings import to_settings
from dexcli.output import views
from tests.reference_due import due_reference, status_reference

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CADENCES = st.sampled_from(
    ["1 day", "10 days", "2w", "3 weeks", "monthly", "every 2 months", "P1M", "quarterly",
     "yearly", "never", "tous les mois", "jamais"]
)  # fmt: skip
TAGS = ("friend", "family", "work", "zoo")
KINDS = ("met", "coffee", "call", "note", "attempt", "like")


@st.composite
def partial_days(draw: st.DrawFn) -> date | str | int:
    day = draw(DAYS)
    precise: list[date | str | int] = [day, day, day, day.isoformat()[:7], day.year]
    return draw(st.sampled_from(precise))


@st.composite
def contacts(draw: st.DrawFn) -> dict[str, Any]:
    interactions = st.fixed_dictionaries(
        {"on": partial_days(), "kind": st.sampled_from(KINDS)}, optional={"note": st.just("x")}
    )
    reminders = st.fixed_dictionaries(
        {"note": st.just("x")},
        optional={"on": DAYS, "meet": st.booleans(), "done": st.one_of(st.booleans(), DAYS)},
    )
    snoozes = st.fixed_dictionaries({"until": DAYS}, optional={"since": DAYS})
    return draw(
        st.fixed_dictionaries(
            {"name": st.just("Ada")},
            optional={
                "tags": st.lists(st.sampled_from(TAGS), unique=True),
                "cadence": CADENCES,
                "met": st.fixed_dictionaries({"on": partial_days()}),
                "added": DAYS,
                "snoozed": snoozes,
                "paused": st.booleans(),
                "archived": st.booleans(),
                "died": st.one_of(st.booleans(), DAYS),
                "reminders": st.lists(reminders, max_size=3),
                "interactions": st.lists(interactions, max_size=5),
            },
        )
    )


ledgers = st.lists(contacts(), max_size=5).map(
    lambda each: {f"ada-{number}": contact for number, contact in enumerate(each)}
)
settings = st.fixed_dictionaries(
    {},
    optional={
        "me": st.sampled_from(["ada-0", "nobody"]),
        "default_cadence": CADENCES,
        "cadence": st.dictionaries(st.sampled_from(TAGS), CADENCES),
        "kinds": st.dictionaries(
            st.sampled_from(["like", "call"]), st.fixed_dictionaries({"counts": st.booleans()})
        ),
    },
)


def listed(
    ledger: dict[str, Any], config: dict[str, Any], today: date, within: int
) -> list[dict[str, Any]]:
    people = [to_contact(table, handle) for handle, table in ledger.items()]
    rules = to_settings(config)
    found = due.due_list(people, rules, today=today, within=within)
    extra = {"channel", "tags"}
    return [
        {key: value for key, value in entry.items() if key not in extra}
        for entry in views.due_json(found, rules, today=today)
    ]


@given(ledgers, settings, DAYS, st.sampled_from([0, 0, 14, 400]))
def test_the_rule_agrees_with_a_slow_reference_on_everybody(
    ledger: dict[str, Any], config: dict[str, Any], today: date, within: int
) -> None:
    assert listed(ledger, config, today, within) == due_reference(ledger, config, today, within)


@given(contacts(), settings, DAYS)
def test_whoever_is_not_in_the_list_has_the_same_status_too(
    table: dict[str, Any], config: dict[str, Any], today: date
) -> None:
    contact = to_contact(table, "ada-0")
    expected = status_reference("ada-0", table, config, today)

    found = due.due_on(contact, to_settings(config), today=today)

    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.on.isoformat(), found.status(today), found.rule.name) == (
            expected["due"],
            expected["status"],
            expected["rule"],
        )


def in_file(text: str, config: str = "") -> due.Due | None:
    contact = to_contact(tomllib.loads('name = "Ada"\n' + text), "ada")
    return due.due_on(contact, to_settings(tomllib.loads(config)), today=TODAY)


def met(on: str, rest: str = "") -> str:
    return f"{rest}\n[[interactions]]\non = {on}\n"


WEEKLY = 'cadence = "weekly"\n'
MONTHLY = 'cadence = "monthly"\n'
CASES: dict[str, tuple[str, str, str | None]] = {
    "a month after 31 January is the month's end": (met("2026-01-31", MONTHLY), "", "2026-02-28"),
    "a month after 31 January in a leap year": (met("2024-01-31", MONTHLY), "", "2024-02-29"),
    "a year after 29 February is 28 February": (
        met("2024-02-29", 'cadence = "yearly"'), "", "2025-02-28"),
    "a partial day counts as its first": (met('"2026-11"', MONTHLY), "", "2026-12-01"),
    "a year alone counts as 1 January": (met("2026", MONTHLY), "", "2026-02-01"),
    "an interaction after today does not exist yet": (
        met("2026-12-01", 'cadence = "monthly"\nadded = 2026-11-01'), "", "2026-12-01"),
    "a day of adding after today counts as it stands": (
        'cadence = "monthly"\nadded = 2027-01-05', "", "2027-02-05"),
    "the first meeting counts before the day of adding": (
        'cadence = "monthly"\nadded = 2026-11-01\nmet = { on = 2026-10-01 }', "", "2026-11-01"),
    "a first meeting known by its month alone does not": (
        'cadence = "monthly"\nadded = 2026-11-01\nmet = { on = "2026-10" }', "", "2026-12-01"),
    "without any date the day is today": (MONTHLY, "", "2026-11-22"),
    "a note is no contact": (
        met("2026-11-20", 'cadence = "monthly"\nadded = 2026-10-01') + 'kind = "note"',
        "", "2026-11-01"),
    "a try without an answer is no contact": (
        met("2026-11-20", 'cadence = "monthly"\nadded = 2026-10-01') + 'kind = "attempt"',
        "", "2026-11-01"),
    "a kind can be set not to count": (
        met("2026-11-20", 'cadence = "monthly"\nadded = 2026-10-01') + 'kind = "like"',
        "kinds.like.counts = false", "2026-11-01"),
    "a snooze after the due day pushes it back": (
        met("2026-10-01", MONTHLY + 'snoozed.until = 2026-12-24\nsnoozed.since = 2026-11-01'),
        "", "2026-12-24"),
    "a snooze before the due day changes nothing": (
        met("2026-11-20", MONTHLY + 'snoozed.until = 2026-11-25\nsnoozed.since = 2026-11-20'),
        "", "2026-12-20"),
    "contact after a snooze ends it": (
        met("2026-11-10", WEEKLY + 'snoozed.until = 2026-12-24\nsnoozed.since = 2026-11-01'),
        "", "2026-11-17"),
    "contact on the very day of a snooze does not": (
        met("2026-11-01", WEEKLY + 'snoozed.until = 2026-12-24\nsnoozed.since = 2026-11-01'),
        "", "2026-12-24"),
    "a planned meeting pushes it back": (
        met("2026-10-01", MONTHLY) + '[[reminders]]\nnote = "lunch"\non = 2026-12-01\nmeet = true',
        "", "2026-12-01"),
    "a planned meeting that is past does not": (
        met("2026-10-01", MONTHLY) + '[[reminders]]\nnote = "lunch"\non = 2026-11-21\nmeet = true',
        "", "2026-11-01"),
    "a meeting that took place does not": (
        met("2026-10-01", MONTHLY)
        + '[[reminders]]\nnote = "lunch"\non = 2026-12-01\nmeet = true\ndone = 2026-11-21',
        "", "2026-11-01"),
    "a promise does not": (
        met("2026-10-01", MONTHLY) + '[[reminders]]\nnote = "the paper"\non = 2026-12-01',
        "", "2026-11-01"),
    "their own cadence wins over a tag": (
        met("2026-10-01", 'cadence = "yearly"\ntags = ["friend"]'),
        'cadence.friend = "weekly"', "2027-10-01"),
    "of several tags the one that falls due first wins": (
        met("2026-10-01", 'tags = ["a", "b"]'),
        'cadence.a = "yearly"\ncadence.b = "weekly"', "2026-10-08"),
    "a tag that says never stands back": (
        met("2026-10-01", 'tags = ["a", "b"]'),
        'cadence.a = "never"\ncadence.b = "yearly"', "2027-10-01"),
    "tags that all say never win over the default": (
        met("2026-10-01", 'tags = ["a"]'), 'default_cadence = "weekly"\ncadence.a = "never"', None),
    "without any rule, the default": (
        met("2026-10-01"), 'default_cadence = "weekly"', "2026-10-08"),
    "their own never wins": (
        met("2026-10-01", 'cadence = "never"'), 'default_cadence = "weekly"', None),
    "the paused are not due": (met("2026-10-01", 'cadence = "weekly"\npaused = true'), "", None),
    "the archived are not due": (
        met("2026-10-01", 'cadence = "weekly"\narchived = true'), "", None),
    "the dead are not due, the day known": (
        met("2026-10-01", 'cadence = "weekly"\ndied = 2026-11-01'), "", None),
    "the dead are not due, the day unknown": (
        met("2026-10-01", 'cadence = "weekly"\ndied = true'), "", None),
    "who died after the day asked for is dead all the same": (
        met("2026-10-01", 'cadence = "weekly"\ndied = 2026-12-24'), "", None),
    "who is marked as not dead is due": (
        met("2026-10-01", 'cadence = "weekly"\ndied = false'), "", "2026-10-08"),
    "I am not due": (met("2026-10-01", 'cadence = "weekly"'), 'me = "ada"', None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "config", "expected"), CASES.values(), ids=CASES.keys())
def test_each_case_of_the_rule(text: str, config: str, expected: str | None) -> None:
    found = in_file(text, config)

    assert (None if found is None else found.on.isoformat()) == expected


def test_of_tags_due_on_one_day_the_alphabetically_first_is_the_rule() -> None:
    found = in_file(met("2026-10-01", 'tags = ["b", "a"]'), 'cadence.a = "7d"\ncadence.b = "1w"')

    assert found is not None
    assert found.rule.name == "tag:a"


def test_a_week_late_counts_more_for_a_weekly_contact_than_for_a_yearly_one() -> None:
    weekly = to_contact(tomllib.loads('name="W"\ncadence="weekly"\nadded=2026-11-08'), "w")
    yearly = to_contact(tomllib.loads('name="Y"\ncadence="yearly"\nadded=2025-11-15'), "y")

    found = due.due_list([yearly, weekly], to_settings({}), today=TODAY)

    assert [(e.contact.handle, e.due.days_overdue(TODAY)) for e in found] == [("w", 7), ("y", 7)]


@given(contacts(), settings, DAYS)
def test_a_meeting_today_makes_nobody_due_earlier(
    table: dict[str, Any], config: dict[str, Any], today: date
) -> None:
    after = {**table, "interactions": [*table.get("interactions", []), {"on": today}]}
    rules = to_settings(config)

    before_due = due.due_on(to_contact(table, "ada"), rules, today=today)
    after_due = due.due_on(to_contact(after, "ada"), rules, today=today)

    if after_due is not None:
        assert after_due.on > today
    assert (before_due is None) == (after_due is None)


@given(contacts(), settings, DAYS)
def test_the_answer_is_the_same_after_a_file_is_written_and_read(
    table: dict[str, Any], config: dict[str, Any], today: date
) -> None:
    again = tomllib.loads(tomli_w.dumps(table))

    assert due.due_on(to_contact(again, "a"), to_settings(config), today=today) == due.due_on(
        to_contact(table, "a"), to_settings(config), today=today
    )
