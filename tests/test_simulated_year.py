"""A simulated year with 300 people: what the digest asks for, and what the documentation says."""

from pathlib import Path

import pytest

from dexcli.core import answers
from tests import simulated_year
from tests.simulated_year import SETTINGS, half_a_year_away, lived, people

DOCUMENT = Path(__file__).parents[1] / "docs" / "load.md"
PACES = (1, 3, 6)  # contacts a day


def test_they_are_300_with_120_birthdays_and_ask_for_4_2_contacts_a_day() -> None:
    everybody = people()

    told = answers.load_told(everybody.values(), SETTINGS, today=simulated_year.FIRST)
    assert told == "your cadences ask for 4.2 contacts a day"
    assert len(everybody) == 300
    assert sum(1 for contact in everybody.values() if contact.birthday is not None) == 120
    assert people() == everybody


def test_at_six_a_day_nobody_waits_longer_than_a_cadence_and_a_half() -> None:
    year = lived(6)

    assert year.longest_wait <= 1.5
    assert year.longest_digest <= 20
    assert year.empty_digests <= year.nobody_due <= 30


def test_at_three_a_day_the_list_grows_and_the_wait_is_shared() -> None:
    year = lived(3)

    assert year.longest_wait <= 2
    assert 100 < year.longest_digest < 200
    assert year.nobody_due == year.empty_digests == 0


def test_at_one_a_day_most_of_them_wait() -> None:
    year = lived(1)

    assert 4 < year.longest_wait < 5
    assert 200 < year.longest_digest < 300
    assert year.nobody_due == year.empty_digests == 0


def test_after_half_a_year_away_one_spread_leaves_seven_a_day() -> None:
    back = half_a_year_away()

    assert 225 <= back.due <= 245
    assert back.most_slots <= 7
    assert back.most_due <= 14


@pytest.mark.parametrize("pace", PACES)
def test_the_table_of_the_document_is_what_the_year_gives(pace: int) -> None:
    year = lived(pace)

    days = f"{year.empty_digests} | {year.nobody_due}"
    row = f"| {pace} | {days} | {year.longest_digest} | {year.longest_wait:.2f} |"
    assert row in DOCUMENT.read_text("utf-8").splitlines()


def test_the_document_s_sentences_are_what_the_simulation_gives() -> None:
    back = half_a_year_away()
    text = " ".join(DOCUMENT.read_text("utf-8").split())

    told = answers.load_told(people().values(), SETTINGS, today=simulated_year.FIRST)
    assert f'"{told[0].upper()}{told[1:]}."' in text
    assert f"After {simulated_year.HALF_A_YEAR} days without a single contact" in text
    assert f"{back.due} of the 300 are due." in text
    assert f"at most {back.most_slots} people on any one day" in text
    assert f"the longest list is {back.most_due} people" in text
