"""Names: compared, turned round, and made into file names that are safe everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import names

text = st.text(max_size=300)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("Zoë & Max", "zoe-max"),
        ("Лев Толстой", "lev-tolstoy"),
        ("..", "contact"),
        (".", "contact"),
        ("-rf", "rf"),
        ("con", "con-contact"),
        ("ana.", "ana"),
        ("a/../b", "a-b"),
        ("line\nbreak", "line-break"),
        ("\u202ereversed", "reversed"),
        ("x" * 300, "x" * 80),
        ("", "contact"),
    ],
)
def test_a_handle_is_made_from_a_name(typed: str, expected: str) -> None:
    assert names.handle_from(typed, set()) == expected


def test_a_taken_handle_gets_a_number() -> None:
    assert names.handle_from("Ada", {"ada"}) == "ada-2"
    assert names.handle_from("Ada", {"ada", "ada-2"}) == "ada-3"
    assert names.handle_from("x" * 80, {"x" * 80}) == "x" * 78 + "-2"


@given(text, st.sets(st.sampled_from(["ada", "contact", "contact-2", "a", "0"])))
def test_every_handle_is_free_and_safe(name: str, taken: set[str]) -> None:
    handle = names.handle_from(name, taken)

    assert names.clash_key(handle) not in taken
    assert 1 <= len(handle.encode()) <= 80
    assert set(handle) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not handle.startswith("-")


@given(text)
def test_comparing_is_the_same_however_often_it_is_done(name: str) -> None:
    assert names.fold(names.fold(name)) == names.fold(name)


def test_composed_and_decomposed_letters_are_one() -> None:
    assert names.fold("Zoe\u0308 MU\u0308LLER") == names.fold("Zoë Müller")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("Hofmannsthal, Hugo von", "Hugo von Hofmannsthal"),
        ("Berger, Alfred, Freiherr von", "Alfred Freiherr von Berger"),
        ("Poortman, Johannes,Jacobus", "Johannes Jacobus Poortman"),
        ("Hofmannsthal, Hugo von (sen.)", "Hugo von Hofmannsthal (sen.)"),
        ("S. Fischer (Verlag)", "S. Fischer (Verlag)"),
        ("Lovelace,", "Lovelace"),
    ],
)
def test_last_first_becomes_the_name_as_it_is_spoken(written: str, spoken: str) -> None:
    assert names.natural(written) == spoken


def test_a_name_is_known_from_each_of_its_words() -> None:
    assert names.orders("Hugo von Hofmannsthal") == [
        "hugo von hofmannsthal",
        "von hofmannsthal hugo",
        "hofmannsthal hugo von",
    ]
    assert names.asked("Hofmannsthal, Hugo") == "hofmannsthal hugo"
