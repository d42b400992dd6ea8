"""Columns say what the rule says, on every day from which they claim to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import columns
from dexcli.core.contact import Contact
from dexcli.core.document import to_contact
from dexcli.core.due import due_on
from dexcli.core.settings import Settings, to_settings

TODAY = date(2026, 11, 22)
SETTINGS = to_settings(
    {
        "me": "me",
        "default_cadence": "2 months",
        "cadence": {"friend": "1 week", "far": "never"},
        "kinds": {"like": {"counts": False}},
    }
)
days = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n)) | st.just(date.max)
interactions = st.fixed_dictionaries(
    {"on": days, "kind": st.sampled_from(["coffee", "like", "note"])}
)
reminders = st.fixed_dictionaries({"note": st.just("x"), "on": days, "meet": st.booleans()})
contacts = st.fixed_dictionaries(
    {"name": st.just("Ada")},
    optional={
        "tags": st.lists(st.sampled_from(["friend", "Friend", "far", "work"])),
        "cadence": st.sampled_from(["3 weeks", "1 month", "never", "yearly"]),
        "met": st.fixed_dictionaries({"on": days}),
        "added": days,
        "paused": st.booleans(),
        "archived": st.booleans(),
        "snoozed": st.fixed_dictionaries({"until": days}, optional={"since": days}),
        "interactions": st.lists(interactions, max_size=4),
        "reminders": st.lists(reminders, max_size=3),
    },
).map(lambda document: to_contact(document, "ada"))


@given(contacts, days)
def test_a_column_says_what_the_rule_says(contact: Contact, today: date) -> None:
    row = columns.row_of(contact, SETTINGS)
    due = due_on(contact, SETTINGS, today=today)

    if row.holds <= today.toordinal():
        told = (columns.NO_DAY, 1) if due is None else (due.on.toordinal(), due.days)
        assert (row.on, row.days) == told


@pytest.mark.parametrize(
    ("document", "holds"),
    [
        ({"cadence": "1 week", "interactions": [{"on": date(2026, 1, 5)}]}, date(2026, 1, 5)),
        ({"cadence": "1 week", "added": date(2030, 1, 5)}, date.min),
        ({"cadence": "never"}, date.min),
    ],
)
def test_a_column_holds_from_the_last_day_that_matters_on(
    document: dict[str, object], holds: date
) -> None:
    row = columns.row_of(to_contact({"name": "Ada", **document}, "ada"), Settings())

    assert row.holds <= holds.toordinal()


@given(days.filter(lambda day: day != date.max), st.integers(0, 60))
def test_the_days_of_the_year_that_are_near_are_known(today: date, ahead: int) -> None:
    near = columns.days_near(today, range(ahead + 1))
    day = today + timedelta(days=ahead)

    assert day.month * 32 + day.day in near
    if (day.month, day.day) == (2, 28):
        assert 2 * 32 + 29 in near
