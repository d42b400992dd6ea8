"""Closeness: an order of people that follows from the log, and its laws."""

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core import closeness
from dexcli.core.contact import Contact, Ended, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.settings import KindSetting, Settings

TODAY = date(2026, 11, 22)
SETTINGS = Settings(me="me-myself", kinds={"like": KindSetting(counts=False)})
MOST_DAYS = 40 * 365
AGES = st.integers(0, MOST_DAYS)
STEPS = st.sampled_from(["", "me", "me-myself", "ada", "somebody"])
TIMES = st.lists(st.tuples(AGES, STEPS), max_size=12)


def time(age: int, by: str = "", kind: str = "met") -> Interaction:
    return Interaction(on=PartialDate.of(TODAY - timedelta(days=age)), by=by, kind=kind)


def ada(*times: Interaction) -> Contact:
    return Contact(name="Ada", handle="ada", interactions=times)


def total(*times: Interaction) -> float:
    return closeness.score(ada(*times), SETTINGS, today=TODAY).total


@given(TIMES, AGES, STEPS)
def test_one_more_time_makes_closer(times: list[tuple[int, str]], age: int, by: str) -> None:
    before = [time(*each) for each in times]

    assert total(*before, time(age, by)) > total(*before)


@given(TIMES, AGES, AGES, STEPS)
def test_more_recent_is_never_less_close(
    times: list[tuple[int, str]], one: int, two: int, by: str
) -> None:
    others = [time(*each) for each in times]
    near, far = sorted((one, two))

    assert total(*others, time(near, by)) >= total(*others, time(far, by))


@given(AGES, AGES)
def test_steps_from_both_sides_are_closer_than_from_one(one: int, two: int) -> None:
    both = total(time(one, "me"), time(two, "ada"))

    assert both > total(time(one, "me"), time(two, "me"))
    assert both > total(time(one, "ada"), time(two, "ada"))


@given(TIMES, st.randoms())
def test_the_order_of_the_file_makes_no_difference(
    times: list[tuple[int, str]], chance: random.Random
) -> None:
    other = list(times)
    chance.shuffle(other)

    assert total(*(time(*each) for each in times)) == total(*(time(*each) for each in other))


@given(TIMES, st.integers(1, 900))
def test_what_lies_ahead_or_does_not_count_changes_nothing(
    times: list[tuple[int, str]], ahead: int
) -> None:
    there = [time(*each) for each in times]
    ignored = [time(-ahead), time(1, kind="note"), time(1, kind="attempt"), time(1, kind="like")]

    assert total(*there, *ignored) == total(*there)


def test_the_half_lives_are_what_they_say() -> None:
    half = closeness.score(ada(time(closeness.HALF_LIFE_DAYS)), SETTINGS, today=TODAY)

    assert half.recent == 0.5
    assert closeness.score(ada(time(0)), SETTINGS, today=TODAY).recent == 1


def test_without_anything_in_the_log_the_score_is_nothing() -> None:
    assert closeness.score(ada(), SETTINGS, today=TODAY) == closeness.Score()


def test_the_closest_are_fifteen_active_others_for_whom_something_counts() -> None:
    crowd = [Contact(name=f"P{n}", handle=f"p{n:02}", interactions=(time(n),)) for n in range(20)]
    daily = tuple(time(n) for n in range(9))
    beside = [
        Contact(name="Me", handle="me-myself", interactions=daily),
        Contact(name="Gone", handle="gone", interactions=daily, archived=True),
        Contact(name="Dead", handle="dead", interactions=daily, died=Ended(over=True)),
        Contact(name="New", handle="a-new-one"),
    ]

    found = closeness.closest([*beside, *reversed(crowd)], SETTINGS, today=TODAY)

    assert [each.contact.handle for each in found] == [f"p{n:02}" for n in range(15)]
    assert closeness.closest(beside, SETTINGS, today=TODAY) == []


def test_equals_stand_in_the_order_of_their_handles() -> None:
    one = Contact(name="X", handle="x", interactions=(time(3),))

    found = closeness.ranked([one, replace(one, handle="b")], SETTINGS, today=TODAY)

    assert [each.contact.handle for each in found] == ["b", "x"]
