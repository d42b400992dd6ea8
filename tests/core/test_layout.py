"""Where people stand in the picture: without chance, apart, and little moved by one more."""

import math
from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dexcli.core.contact import Contact
from dexcli.core.document import to_contact
from dexcli.core.graph import building, layout
from dexcli.core.graph.building import YOU
from dexcli.core.graph.layout import Layout
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

TODAY = date(2026, 11, 22)


def crowd(count: int) -> list[Contact]:
    """Return so many people, each of whom was met with the next but one, and some often."""
    return [
        to_contact(
            {
                "name": f"P{number}",
                "interactions": [
                    {"on": date(2026, 1, 1 + number % 28), "with": [f"p{number + 2}"]}
                    for _ in range(1 + number % 5)
                ],
            },
            f"p{number}",
        )
        for number in range(count)
    ]


def arranged(contacts: Sequence[Contact], centre: str = YOU) -> Layout:
    graph = building.of(Ledger.of(contacts), Settings(), today=TODAY)
    return layout.around(graph, centre)


@settings(max_examples=20)
@given(st.permutations(crowd(12)))
def test_the_order_in_which_files_are_read_changes_nothing(contacts: list[Contact]) -> None:
    assert arranged(contacts) == arranged(crowd(12))


def test_whoever_is_asked_for_stands_in_the_middle_and_the_strongest_nearest() -> None:
    found = arranged(crowd(30), "p4")

    assert found.order[0] == "p4"
    distances = [math.hypot(*found.places[each]) for each in found.order]
    assert distances == sorted(distances)
    assert distances[0] == 0


def test_nobody_stands_on_somebody_else() -> None:
    places = list(arranged(crowd(150)).places.values())

    nearest = [min(math.dist(one, each) for each in places if each is not one) for one in places]

    assert min(nearest) > 12  # twice a dot's half


def test_one_more_person_moves_the_others_little() -> None:
    people = crowd(120)
    newcomer = to_contact({"name": "New", "interactions": [{"on": TODAY}]}, "new")

    before, after = arranged(people), arranged([*people, newcomer])

    moved = sorted(math.dist(before.places[one], after.places[one]) for one in before.order)
    width = 2 * max(math.hypot(*place) for place in before.places.values())
    assert moved[len(moved) // 2] < width / 50
    assert moved[int(0.8 * len(moved))] < width / 12
