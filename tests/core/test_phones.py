"""Phones are compared as numbers, and kept as typed."""

import pytest

from dexcli.core import phones


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+44 20 7946 0958", "0044 (20) 79460958"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+44 20 7946 0958", "020 7946 0958"),
        ("+33 1 70 18 91 23", "01.70.18.91.23"),
        ("0660 1234567", "+43 660 1234567"),
        ("555-0123", "5550123"),
        ("112", "112"),
    ],
)
def test_one_number_in_two_spellings(one: str, other: str) -> None:
    assert phones.end(one) == phones.end(other)
    assert phones.are_same(one, other)
    assert phones.are_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+44 20 7946 0958", "+33 20 7946 0958"),  # the same digits in another country
        ("+44 20 7946 0958", "+44 20 7946 0959"),
        ("020 7946 0958", "0161 946 0958"),  # two cities, neither with a country
        ("+44 20 7946 0958", "0161 946 0958"),
        ("+44 20 7946 0958", "946 0958"),  # an extension, or somebody else's number
        ("112", "+44 112"),
    ],
)
def test_two_numbers_stay_two(one: str, other: str) -> None:
    assert not phones.are_same(one, other)
    assert not phones.are_same(other, one)
