"""Who may be here twice: what speaks for it, and what is never merged unasked."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core import twins
from dexcli.core.contact import Contact, Ended, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.names import stem

MAIL = ("ada@example.org",)
BORN, OTHER_DAY = PartialDate(year=1985, month=3, day=14), PartialDate(year=1959, month=7, day=2)


def known(name: str, network: str = "", **more: Any) -> Contact:  # noqa: ANN401 - any field
    handle = more.pop("handle", f"{stem(name)}-{network or 'here'}")
    sources = (f"{network}:{handle}",) if network else ()
    return Contact(name=name, handle=handle, sources=sources, **more)


def pairs(*contacts: Contact) -> list[tuple[str, str]]:
    return [(each.keep.name, each.other.name) for each in twins.find(contacts).twins]


def why(*contacts: Contact) -> tuple[str, ...]:
    found = twins.find(contacts).twins
    assert len(found) == 1
    return found[0].evidence


def sure(*contacts: Contact) -> list[list[str]]:
    return [[each.name for each in person] for person in twins.find(contacts).sure]


# -- what is found, and what is said of it


@pytest.mark.parametrize(
    ("mine", "yours", "said"),
    [
        ("Ada Lovelace", "Ada Lovelace", "the same name, and nobody else's in the ledger"),
        ("Ada Lovelace", "Lovelace Ada", "the same name in another order, and nobody else's"),
        ("Rudolf Lothar", "Rudolph Lothar", "the same name in another spelling"),
        ("Karin Michaëlis", "Karin Michaelis", "the same name"),
        ("Jörg Müller", "Joerg Mueller", "the same name in another spelling"),
        ("Hugo Heller", "Hugo Helelr", "the names one letter apart"),
        ("Hugo Heller", "Hguo Heller", "the names one letter apart"),
        ("Friedrich Torberg", "Fritz Torberg", "two forms of one given name"),
        ("Maximilian Steiner", "Max Steiner", "two forms of one given name"),
        ("Hugo Heller", "H. Heller", "an initial in place of a name"),
        ("Rainer Maria Rilke", "Rainer Rilke", "the same name, once with a further one"),
        ("Richard Beer-Hofmann", "Richard Beerhofmann", "the same name"),
        ("Dr. Karl Renner, MBA", "Karl Renner 🚀", "the same name"),
        ("Leopold Freiherr von Andrian", "Leopold Andrian", "the same name"),
        ("Ada King (née Byron)", "Ada Byron", "the same name"),
        ('Robert "Bob" Smith', "Bob Smith", "the same name"),
    ],
)
def test_a_name_that_is_nearly_another_s_is_found_in_another_network(
    mine: str, yours: str, said: str
) -> None:
    (told,) = why(known(mine, "linkedin"), known(yours, "facebook"))
    assert told.startswith(said)


def test_a_shared_way_is_told_first() -> None:
    one = known("Ada Lovelace", "google", emails=MAIL, org="Acme GmbH", birthday=BORN)
    other = known("Ada Lovelace", "vcard", emails=("Ada@Example.org",), org="ACME", birthday=BORN)
    assert why(one, other) == (
        "same e-mail ada@example.org",
        "the same name and the same birthday 1985-03-14 and the same employer Acme GmbH",
    )


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        ("+43 1 5877 123", "01/5877123"),
        ("+43 (0)664 123 45 67", "0043 664 1234567"),
        ("0664 1234567", "0664-123 45 67"),
    ],
)
def test_a_phone_is_the_same_in_all_ways_to_write_it(mine: str, yours: str) -> None:
    told = why(known("A. Shaw", phones=(mine,)), known("Ann Shaw", "google", phones=(yours,)))
    assert told[0].startswith("same phone ")


def test_other_phones_and_mailboxes_are_none() -> None:
    one = known("Ann", phones=("+43 664 1234567",), emails=("a.shaw@gmail.com",))
    other = known("Ann Berger", "google", phones=("+49 664 1234567",), emails=("b@gmail.com",))
    assert pairs(one, other) == []
    assert pairs(one, replace(other, emails=("ashaw+x@googlemail.com",))) != []


def test_who_is_one_with_a_third_is_one_with_the_other() -> None:
    told = twins.find([known("Dick Heller", "a"), known("Rihcard Heller", "b"),
                       known("Richard Heller", "c")]).twins  # fmt: skip
    assert len(told) == 3
    assert told[-1].evidence == ("both may be Richard Heller (richard-heller-c)",)


# -- who are two


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        ("Karl Michaelis", "Karin Michaelis"),
        ("Paul Shaw", "Paula Shaw"),
        ("Julius Stern", "Julie Stern"),
        ("Maria Stern", "Martha Stern"),
        ("Hugo Heller", "Egon Heller"),
        ("Johann Strauss sen.", "Johann Strauss jun."),
        ("Samuel Fischer", "S. Fischer (Verlag)"),
        ("Ann Shaw", "Ann und Tom Shaw"),
        ("Anna", "Anna"),
    ],
)
def test_relatives_are_two_also_at_one_address(mine: str, yours: str) -> None:
    others = [known("Anna Berg", "google"), known("Anna Thal", "vcard")]
    assert pairs(known(mine, "linkedin"), known(yours, "facebook"), *others) == []
    if mine != yours:
        mail = ("shaw@example.org",)
        one, other = known(mine, "linkedin", emails=mail), known(yours, "google", emails=mail)
        assert pairs(one, other) == []


def test_a_name_that_a_network_has_beside_another_is_no_slip_of_it() -> None:
    ann, anna = known("Ann Shaw", "facebook"), known("Anne Shaw", "linkedin")
    assert pairs(ann, anna) == [("Ann Shaw", "Anne Shaw")]
    assert pairs(ann, anna, known("Ann Shaw", "linkedin")) == [("Ann Shaw", "Ann Shaw")]


def test_who_it_is_of_two_is_not_guessed() -> None:
    assert pairs(known("A. Shaw", "facebook"), known("Ann Shaw", "google"),
                 known("Adam Shaw", "google")) == []  # fmt: skip
    father, son = known("Johann Bach", "google", handle="f"), known("Johann Bach", "google")
    assert pairs(father, son, known("Johann Bach", "facebook")) == []
    son = replace(son, org="Acme")
    assert pairs(father, son, known("Johann Bach", "linkedin", org="Acme")) == [
        ("Johann Bach", "Johann Bach")
    ]


def test_two_birthdays_are_two_people() -> None:
    one, other = known("Ada Lovelace", "a", birthday=BORN), known("Ada Lovelace", "b")
    assert pairs(one, replace(other, birthday=OTHER_DAY)) == []
    turned = PartialDate(year=1985, month=14 - 2, day=3)
    assert pairs(replace(one, birthday=PartialDate(year=1985, month=3, day=12)),
                 replace(other, birthday=turned)) != []  # fmt: skip


def test_who_was_told_apart_is_not_told_again() -> None:
    one, other = known("Ada Lovelace", "a", emails=MAIL), known("Ada Lovelace", "b", emails=MAIL)
    assert pairs(one, other) != []
    assert pairs(replace(one, distinct=(other.handle,)), other) == []
    assert (
        pairs(
            one,
            replace(other, distinct=("k7m2x9q4c1",)),
        )
        != []
    )
    assert pairs(replace(one, id="k7m2x9q4c1"), replace(other, distinct=("k7m2x9q4c1",))) == []


def test_two_of_the_archived_are_left_alone() -> None:
    one, other = known("Ada Lovelace", "a", archived=True), known("Ada Lovelace", "b")
    assert pairs(one, other) != []
    assert pairs(one, replace(other, died=Ended(over=True))) == []


def test_who_stays_is_me_or_active_or_better_known() -> None:
    met = (Interaction(on=PartialDate.of(date(2026, 1, 1))),)
    here, there = known("Ada Lovelace", "a"), known("Lovelace Ada", "b")
    assert pairs(here, replace(there, interactions=met)) == [("Lovelace Ada", "Ada Lovelace")]
    gone = replace(there, interactions=met, archived=True)
    assert pairs(here, gone) == [("Ada Lovelace", "Lovelace Ada")]
    assert twins.find([here, gone], me=gone.handle).twins[0].keep == gone


# -- who needs no question


def test_what_shares_a_way_and_a_name_needs_no_question_also_in_a_chain() -> None:
    one = known("Ada Lovelace", "google", emails=MAIL)
    other = known("Lovelace, Ada", "vcard", emails=MAIL, phones=("+43 664 1234567",))
    third = known("Ada Lovelace", "linkedin", phones=("0664 1234567",), org="Acme")
    alone = known("Ada Lovelace", "facebook")
    (person,) = sure(one, other, third, alone)
    assert len(person) == 3


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        ({}, {"name": "A. Lovelace"}),
        ({}, {"name": "Ada"}),
        ({}, {"name": "Ada Byron"}),
        ({"name": "Johann Bach"}, {"name": "Hans Bach"}),
        ({"name": "Julia Bach"}, {"name": "Julie Bach"}),
        ({"birthday": BORN}, {"birthday": OTHER_DAY}),
        ({}, {"died": Ended(over=True)}),
        ({}, {"archived": True}),
        ({"emails": ("info@example.org",)}, {"emails": ("info@example.org",)}),
        ({"emails": ("lovelace@example.org",)}, {"emails": ("lovelace@example.org",)}),
        ({"emails": (), "phones": ("+43 1 5877123",)}, {"emails": (), "phones": ("01 5877123",)}),
        ({"emails": ("a@acme.org",), "phones": ("+43 664 1234567",)},
         {"emails": ("b@acme.org",), "phones": ("+43 664 1234567",)}),
        ({"accounts": {"linkedin": "ada"}}, {"accounts": {"linkedin": "ada-2"}}),
        ({}, {"distinct": ("ada-lovelace-google",)}),
        ({"emails": ()}, {"emails": ()}),
    ],
)  # fmt: skip
def test_a_doubt_is_left_to_a_person(mine: dict[str, Any], yours: dict[str, Any]) -> None:
    base: dict[str, Any] = {"name": "Ada Lovelace", "emails": MAIL}
    assert sure(known(**base, network="google"), known(**base, network="vcard")) != []
    assert (
        sure(known(**base | mine, network="google"), known(**base | yours, network="vcard")) == []
    )


def test_an_address_of_two_people_merges_nobody() -> None:
    mail = ("home@example.net",)
    ann, tom = known("Ann Shaw", "google", emails=mail), known("Tom Shaw", "google", emails=mail)
    again = known("Ann Shaw", "vcard", emails=mail)
    assert sure(ann, tom, again) == []
    assert pairs(ann, tom, again) == [("Ann Shaw", "Ann Shaw")]


def test_where_two_of_a_name_are_known_neither_is_merged() -> None:
    one = known("Ada Lovelace", "google", emails=MAIL)
    other = known("Ada Lovelace", "vcard", emails=MAIL)
    namesake = known("Ada Lovelace", "vcard", handle="else", birthday=OTHER_DAY)
    assert sure(one, other) != []
    assert sure(replace(one, birthday=BORN), other, namesake) == []


WORDS = st.sampled_from(
    ["Ann", "Anna", "A.", "Shaw", "Tom", "Ann Shaw", "Tom Shaw", "🚀", "和子", ""]
)
CONTACTS = st.builds(
    Contact,
    name=st.lists(WORDS, max_size=3).map(" ".join).map(lambda text: text.strip() or "?"),
    aka=st.lists(WORDS, max_size=2).map(tuple),
    emails=st.lists(st.sampled_from([*MAIL, "b@x", "@", ""]), max_size=2).map(tuple),
    phones=st.lists(st.sampled_from(["+43 1 2345678", "012345678", "x", ""]), max_size=2).map(
        tuple
    ),
    sources=st.lists(st.sampled_from(["a:1", "b:1", "a:2", "c"]), max_size=2).map(tuple),
    birthday=st.sampled_from([None, BORN, OTHER_DAY, PartialDate(month=3, day=14)]),
    accounts=st.sampled_from([{}, {"linkedin": "a"}, {"website": "w"}]),
)


@given(st.lists(CONTACTS, max_size=7))
def test_whatever_contacts_say_nobody_is_merged_unasked_without_a_way_of_their_own(
    people: list[Contact],
) -> None:
    contacts = [replace(each, handle=f"h{n}") for n, each in enumerate(people)]
    found = twins.find(contacts)
    told = {frozenset((each.keep.handle, each.other.handle)) for each in found.twins}
    for keep, *others in found.sure:
        for other in others:
            assert frozenset((keep.handle, other.handle)) in told
            assert (other.emails or other.phones or other.accounts or other.sources) != ()
            assert not (keep.birthday and other.birthday) or keep.birthday.day == other.birthday.day
