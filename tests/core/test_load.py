"""How much cadences ask for, and how a wall of overdue people becomes a trickle: the laws."""

import math
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import answers, load, words
from dexcli.core.cadence import Cadence
from dexcli.core.contact import FOREVER, Contact, Interaction, Snooze
from dexcli.core.dates import PartialDate
from dexcli.core.due import due_list
from dexcli.core.settings import Settings

TODAY = date(2026, 11, 22)
SETTINGS = Settings(cadence={"friend": Cadence.parse("10 days")}, me="ego")
CADENCES = ("1 day", "weekly", "7 days", "2w", "monthly", "quarterly", "yearly")


def somebody(handle: str, cadence: str | None = None, *, met: int = 0, **rest: object) -> Contact:
    """Return somebody who was met ``met`` times in the last three years, and last long ago."""
    days = [TODAY - timedelta(days=500 + number) for number in range(met)]
    long_ago = Interaction(on=PartialDate.of(date(2000, 1, 1)))
    values: dict[str, object] = {
        "name": handle,
        "handle": handle,
        "cadence": None if cadence is None else Cadence.parse(cadence),
        "interactions": (long_ago, *(Interaction(on=PartialDate.of(day)) for day in days)),
    }
    return Contact(**(values | rest))  # type: ignore[arg-type]  # the keys are the fields'


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (somebody("a", "weekly"), 1 / 7),
        (somebody("a", "1 day"), 1),
        (somebody("a", "monthly"), 1 / 30),
        (somebody("a", "quarterly"), 1 / 92),
        (somebody("a", tags=("friend",)), 1 / 10),
        (somebody("a", "weekly", interactions=()), 1 / 7),
        (somebody("a", "weekly", snoozed=Snooze(until=date(2027, 6, 1))), 1 / 7),
        (somebody("a", "weekly", snoozed=Snooze(until=FOREVER)), 0),
        (somebody("a", "never"), 0),
        (somebody("a"), 0),
        (somebody("a", "weekly", paused=True), 0),
        (somebody("a", "weekly", archived=True), 0),
        (somebody("ego", "weekly"), 0),
    ],
)
def test_what_one_contact_asks_for_a_day(contact: Contact, expected: float) -> None:
    assert load.per_day([contact], SETTINGS, today=TODAY) == pytest.approx(expected)


def test_at_the_end_of_the_calendar_nothing_breaks() -> None:
    contacts = [somebody("a", "monthly")]

    assert load.per_day(contacts, SETTINGS, today=date.max) == 1


@pytest.mark.parametrize(
    ("cadences", "told"),
    [
        ([], ""),
        (["never"], ""),
        (["1 day"], "your cadences ask for 1 contact a day"),
        (["1 day"] * 4 + ["5 days"], "your cadences ask for 4.2 contacts a day"),
        (["1 day"] * 1200 + ["2 days"], "your cadences ask for 1,200.5 contacts a day"),
        (["2 days"], "your cadences ask for 3.5 contacts a week"),
        (["weekly"], "your cadences ask for 1 contact a week"),
        (["monthly"], "your cadences ask for 1 contact a month"),
        (["quarterly"], "your cadences ask for 4 contacts a year"),
        (["yearly"], "your cadences ask for 1 contact a year"),
        (["5 years"], "your cadences ask for 0.2 contacts a year"),
    ],
)
def test_the_load_in_a_sentence(cadences: list[str], told: str) -> None:
    contacts = [somebody(f"a-{number}", cadence) for number, cadence in enumerate(cadences)]

    assert answers.load_told(contacts, SETTINGS, today=TODAY) == told


def test_three_hundred_people_ask_for_4_2_contacts_a_day() -> None:
    numbers = {"2 weeks": 15, "1 month": 50, "3 months": 100, "1 year": 135}
    contacts = [somebody(f"{c}-{i}", c) for c, number in numbers.items() for i in range(number)]

    told = words.sentence(answers.load_told(contacts, SETTINGS, today=TODAY))

    assert told == "Your cadences ask for 4.2 contacts a day."


def days_of(contacts: list[Contact], *, over: int | None = None) -> dict[str, int]:
    """Return on which day from today each contact's slot lies."""
    due = due_list(contacts, SETTINGS, today=TODAY)
    slots = load.spread(due, SETTINGS, today=TODAY, over=over)
    return {slot.entry.contact.handle: (slot.on - TODAY).days for slot in slots}


def test_whom_you_met_most_often_in_the_last_three_years_comes_first() -> None:
    everybody = [
        somebody("a", "4 days"),
        somebody("b", "4 days", met=1),
        somebody("c", "4 days", met=5),
        somebody("d", "4 days"),
    ]

    assert days_of(everybody) == {"c": 1, "b": 2, "a": 3, "d": 4}


def test_a_kind_that_does_not_count_brings_nobody_forward() -> None:
    notes = tuple(Interaction(on=PartialDate.of(date(2025, 1, 1)), kind="note") for _ in range(9))
    everybody = [somebody("a", "2 days", interactions=notes), somebody("b", "2 days", met=1)]

    assert days_of(everybody) == {"b": 1, "a": 2}


def test_over_a_number_of_days_for_all() -> None:
    everybody = [somebody("a", "yearly"), somebody("b", "weekly"), somebody("c", "monthly")]

    assert days_of(everybody, over=2) == {"a": 1, "b": 1, "c": 2}


@given(
    st.lists(st.tuples(st.sampled_from(CADENCES), st.integers(0, 3)), max_size=80),
    st.sampled_from([None, 1, 5, 40]),
)
def test_at_most_an_even_share_of_each_cadence_falls_on_a_day(
    given_: list[tuple[str, int]], over: int | None
) -> None:
    everybody = [somebody(f"p{n}", cadence, met=met) for n, (cadence, met) in enumerate(given_)]
    cadences = {contact.handle: contact.cadence for contact in everybody}

    days = days_of(everybody, over=over)

    assert days == days_of(everybody[::-1], over=over)
    assert days.keys() == cadences.keys()
    for cadence in set(filter(None, cadences.values())):
        length = over or (cadence.after(TODAY) - TODAY).days
        share = Counter(days[handle] for handle in days if cadences[handle] == cadence)
        alike = sum(
            1 for each in cadences.values() if each and each.after(TODAY) == cadence.after(TODAY)
        )
        assert all(1 <= day <= length for day in share)
        assert max(share.values()) <= math.ceil((len(days) if over else alike) / length)
