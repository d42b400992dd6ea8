"""The table of sentences: what a person reads in each is what is read."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.sentence.parse import Surroundings
from tests.core.sentence.reading import HERE, TODAY, contact, read, shown

LINES = (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
ROWS = [line for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS)
def test_a_sentence_is_read_as_the_table_has_it(row: str) -> None:
    assert shown(row.partition(" | ")[0]) == row


def test_the_table_has_two_hundred_sentences_and_each_once() -> None:
    french = LINES.index("# -- French")

    assert Counter(row.partition(" | ")[0] for row in ROWS).most_common(1)[0][1] == 1
    assert len(ROWS) > 200
    assert sum(1 for line in LINES[french + 1 :] if line) > 100


def with_people(*people: Contact) -> Surroundings:
    return Surroundings(Ledger.of(people), TODAY)


@pytest.mark.parametrize("text", ["coffee with Arne", "coffee with dahl"])
def test_the_archived_are_meant_by_no_part_of_their_name(text: str) -> None:
    assert read(text).people == ()


def test_the_archived_are_meant_by_their_whole_name() -> None:
    assert [each.handle for each in read("coffee with Arne Dahl").people] == ["arne-dahl"]


IN_THE_MIDDLE = (
    "a new mark on the desk with Ada",
    "will call with Ada",
    "the may tree, a rose, with Ada",
    "with style and, by the grace of all, Ada",
)


@pytest.mark.parametrize("text", IN_THE_MIDDLE)
def test_a_common_word_in_small_letters_is_nobody_in_the_middle(text: str) -> None:
    handles = {each.handle for each in read(text).people}

    assert (
        handles & {"mark-twain", "will-smith", "may-chen", "rose-dupont", "grace-hopper"} == set()
    )


def test_a_date_in_digits_is_read_in_the_order_of_the_settings() -> None:
    here = Surroundings(HERE.ledger, TODAY, "dmy")

    assert str(read("coffee with Ada 05/03/2026", here).day) == "2026-03-05"


def test_a_kind_in_use_is_spelled_as_it_is_used() -> None:
    here = Surroundings(HERE.ledger, TODAY, kinds={"board games night": "Board Games Night"})

    assert read("board games night with Ada", here).kind == "Board Games Night"


def test_a_kind_keeps_the_spelling_that_it_has_with_those_who_are_named() -> None:
    before = Interaction(on=PartialDate.of(TODAY), kind="Coffee")
    here = with_people(contact("Ada").logging(before), contact("Bob"))

    assert read("coffee with Ada", here).kind == "Coffee"
    assert read("coffee with Bob", here).kind == "coffee"


def test_another_kind_keeps_the_spelling_that_it_has_with_anybody() -> None:
    before = Interaction(on=PartialDate.of(TODAY), kind="Jour fixe")
    here = with_people(contact("Ada").logging(before), contact("Bob"))

    assert read("jour fixe with Bob", here).kind == "Jour fixe"


def test_a_name_with_a_particle_wins_over_the_first_name_of_another() -> None:
    here = with_people(contact("Anna Smith"), contact("Anna van der Berg"))

    assert [e.handle for e in read("tea with anna van der berg", here).people] == [
        "anna-van-der-berg"
    ]
    assert [each.text for each in read("tea with Anna", here).ambiguous] == ["Anna"]


def test_an_alias_that_is_a_month_is_somebody_unless_it_reads_as_a_day() -> None:
    here = with_people(contact("April Jones"))

    assert read("coffee with April", here).people[0].handle == "april-jones"
    assert read("coffee with April in April", here).day is not None


def test_a_day_seen_from_the_first_of_january_is_last_year_s() -> None:
    here = Surroundings(HERE.ledger, date(2026, 1, 1))

    assert str(read("coffee with Ada on 31 december", here).day) == "2025-12-31"


def test_a_text_of_a_thousand_words_is_no_sentence() -> None:
    with pytest.raises(ValueError, match="1,003 words are no sentence"):
        read(f"lunch with Ada {'very ' * 1000}")
