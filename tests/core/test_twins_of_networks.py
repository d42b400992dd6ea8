"""One people in four networks: nearly all pairs are found, and none is merged wrongly."""

import pytest

from dexcli.core import twins
from tests import networks
from tests.conftest import FULL

SEEDS = range(40 if FULL else 4)
LEAST_FOUND, LEAST_RIGHT = 0.97, 0.99


@pytest.fixture(scope="module")
def worlds() -> list[tuple[networks.World, twins.Found]]:
    made = [networks.made(seed) for seed in SEEDS]
    return [(world, twins.find(world.contacts)) for world in made]


def handles(pair: twins.Twins) -> frozenset[str]:
    return frozenset((pair.keep.handle, pair.other.handle))


def test_of_a_hundred_true_pairs_at_least_97_are_found_and_at_least_99_are_right(
    worlds: list[tuple[networks.World, twins.Found]],
) -> None:
    true = sum(len(world.pairs) for world, _ in worlds)
    told = sum(len(found.twins) for _, found in worlds)
    right = sum(len(world.pairs & set(map(handles, found.twins))) for world, found in worlds)

    assert true > 800 * len(worlds) * 0.8  # and not a test of nothing
    assert right / true >= LEAST_FOUND
    assert right / told >= LEAST_RIGHT


def test_nobody_is_merged_unasked_with_somebody_else(
    worlds: list[tuple[networks.World, twins.Found]],
) -> None:
    merged = 0
    for world, found in worlds:
        for person in found.sure:
            assert len({world.who[each.handle] for each in person}) == 1, person
            merged += len(person) - 1
    assert merged > 20 * len(worlds)


def test_no_pair_is_told_twice_and_the_strongest_stands_first(
    worlds: list[tuple[networks.World, twins.Found]],
) -> None:
    for _, found in worlds:
        scores = [each.score for each in found.twins]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert len({handles(each) for each in found.twins}) == len(found.twins)
        assert all(each.evidence for each in found.twins)


def test_the_order_of_the_contacts_makes_no_difference() -> None:
    world = networks.made(7, people=120)
    one, other = twins.find(world.contacts), twins.find(world.contacts[::-1])
    assert set(map(handles, one.twins)) == set(map(handles, other.twins))
    assert {frozenset(each.handle for each in person) for person in one.sure} == {
        frozenset(each.handle for each in person) for person in other.sure
    }
