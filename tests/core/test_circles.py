"""The circles hold the closest 5, 15, 50 and 150, and tell who came and who went."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dexcli.core import closeness
from dexcli.core.cadence import Cadence
from dexcli.core.circles import SIZES, circles
from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.settings import Settings

TODAY = date(2026, 11, 22)
YEAR_AGO = date(2025, 11, 22)
SETTINGS = Settings(me="p3")


def person(number: int, *ago: int, cadence: str = "", archived: bool = False) -> Contact:
    times = tuple(Interaction(on=PartialDate.of(TODAY - timedelta(days=each))) for each in ago)
    every = Cadence.parse(cadence) if cadence else None
    return Contact(
        name=f"P{number}", handle=f"p{number}", interactions=times, cadence=every, archived=archived
    )


@st.composite
def crowds(draw: st.DrawFn) -> list[Contact]:
    """Return up to 200 people, so that all circles are full and some are outside."""
    random = draw(st.randoms(use_true_random=False))
    people = draw(st.sampled_from([0, 1, 4, 15, 16, 60, 200]))
    return [
        person(
            number,
            *(random.randint(0, 900) for _ in range(random.randint(0, 4))),
            cadence=random.choice(["", "", "monthly", "never"]),
            archived=random.random() < 0.1,
        )
        for number in range(people)
    ]


@settings(max_examples=12)
@given(crowds())
def test_a_circle_is_the_closest_of_its_day_and_who_moved_is_the_difference(
    contacts: list[Contact],
) -> None:
    found = circles(contacts, SETTINGS, on=TODAY, before=YEAR_AGO)

    for size in SIZES:
        now, before = (
            [e.contact.handle for e in closeness.closest(contacts, SETTINGS, today=day, most=size)]
            for day in (TODAY, YEAR_AGO)
        )
        assert found.within(size) == now
        assert {each.handle for each in found.came(size)} == {*now} - {*before}
        assert {each.handle for each in found.left(size)} == {*before} - {*now}
    undecided = {each.handle for each in contacts if each.cadence is None}
    suggested = [handle for each in found.suggested for handle in each.handles]
    assert len(suggested) == len({*suggested})
    assert {*suggested} == {*found.within(150)} & undecided
    assert all({*each.handles} <= {*found.ring(each.size)} for each in found.suggested)


def test_the_five_are_suggested_a_week_and_the_next_ten_a_month() -> None:
    people = [person(number, number) for number in range(10, 17)]

    found = circles(people, SETTINGS, on=TODAY, before=YEAR_AGO)

    assert [(each.size, each.cadence, each.handles) for each in found.suggested] == [
        (5, "1 week", ("p10", "p11", "p12", "p13", "p14")),
        (15, "1 month", ("p15", "p16")),
    ]


def test_without_anybody_all_circles_are_empty() -> None:
    found = circles([], SETTINGS, on=TODAY, before=YEAR_AGO)

    assert (found.places, found.suggested) == ((), ())
