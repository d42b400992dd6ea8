"""How close somebody is, explained: the parts, the rank, and what weighs most."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core import closeness, nearness
from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

TODAY = date(2026, 11, 22)
SETTINGS = Settings(me="me-myself")
KINDS = st.sampled_from(["met", "letter", "note"])
STEPS = st.sampled_from(["", "me", "ada", "bob"])
TIMES = st.lists(st.tuples(st.integers(-5, 4000), STEPS, KINDS), max_size=9)


def ada(times: list[tuple[int, str, str]]) -> Contact:
    interactions = tuple(
        Interaction(on=PartialDate.of(TODAY - timedelta(days=age)), by=by, kind=kind)
        for age, by, kind in times
    )
    return Contact(name="Ada", handle="ada", interactions=interactions)


def of(contact: Contact, *others: Contact) -> nearness.Nearness:
    return nearness.of(contact, Ledger.of([contact, *others]), SETTINGS, today=TODAY)


@settings(max_examples=30)
@given(TIMES)
def test_what_weighs_most_is_what_trying_each_one_finds(times: list[tuple[int, str, str]]) -> None:
    contact = ada(times)
    whole = closeness.score(contact, SETTINGS, today=TODAY).total
    tried = []
    for place, each in enumerate(contact.interactions):
        rest = contact.interactions[:place] + contact.interactions[place + 1 :]
        left = closeness.score(replace(contact, interactions=rest), SETTINGS, today=TODAY).total
        if each.kind != "note" and each.on.first <= TODAY:
            tried.append(whole - left)

    found = [each.weight for each in of(contact).weightiest]

    assert found == pytest.approx(sorted(tried, reverse=True)[:3])


@settings(max_examples=30)
@given(TIMES)
def test_the_parts_make_the_score_and_the_sides_the_times(
    times: list[tuple[int, str, str]],
) -> None:
    near = of(ada(times))

    assert sum(part.points for part in near.parts) == pytest.approx(near.score.total)
    assert near.sides.me + near.sides.them + near.sides.both == len(near.times)
    assert list(near.times) == sorted(near.times, key=lambda each: each.on.first)


def test_the_rank_is_the_place_among_the_closest_and_the_circle_follows() -> None:
    crowd = [
        replace(ada([(age, "", "met")]), name=f"P{age}", handle=f"p{age:03}") for age in range(160)
    ]

    found = {
        place: of(crowd[place], *crowd[:place], *crowd[place + 1 :])
        for place in (0, 4, 5, 14, 15, 49, 50, 149, 150)
    }

    assert {place: (near.rank, near.of) for place, near in found.items()} == {
        place: (place + 1, 160) for place in found
    }
    assert [near.circle for near in found.values()] == [5, 5, 15, 15, 50, 50, 150, 150, None]
