"""friends.md comes in with everybody whom it names, and goes out as the program reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_document, to_interaction
from dexcli.formats.friends import reading, writing
from dexcli.formats.source import Source
from tests.formats.bringing import complaint, leaving, ledger_of, read, source
from tests.formats.fields import friends

HEAD = "### Activities:\n{}\n\n### Notes:\n{}\n\n### Friends:\n{}\n\n### Locations:\n"


def brought(activities: str = "", notes: str = "", people: str = "") -> dict[str, Contact]:
    raw = HEAD.format(activities, notes, people).encode()
    rows, _ = read(reading, raw)
    return {each.handle: each for each in ledger_of(rows, "friends")}


def test_a_friend_has_nicknames_a_place_and_tags() -> None:
    people = "- Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science"
    grace = brought(people=people)["grace-hopper"]
    assert (grace.aka, grace.city, grace.tags, grace.sources) == (
        ("The Admiral", "Amazing Grace"),
        "Paris",
        ("navy", "science"),
        ("friends:Grace Hopper",),
    )


def test_everybody_in_bold_was_there_also_by_first_name_and_nickname() -> None:
    found = brought(
        "- 2018-01-04: Got lunch with **Grace** and **Doc** at _The Mess_. @food",
        people="- Grace Hopper\n- George Carver (a.k.a. Doc)",
    )
    one = found["grace-hopper"].interactions[0]
    assert (str(one.on), one.kind, one.note, one.place, one.tags, one.others) == (
        "2018-01-04",
        "met",
        "Got lunch with Grace and Doc at The Mess.",
        "The Mess",
        ("food",),
        ("george-carver",),
    )


def test_a_note_is_a_fact_and_no_meeting() -> None:
    found = brought(notes="- 2018-06-15: **Ada** found a moth.", people="- Ada")
    assert [(one.kind, one.note) for one in found["ada"].interactions] == [
        ("note", "Ada found a moth.")
    ]


def test_the_oldest_stands_first_in_a_contacts_file() -> None:
    found = brought("- 2019-01-01: b **Ada**\n- 2018-01-01: a **Ada**", people="- Ada")
    assert [str(one.on) for one in found["ada"].interactions] == ["2018-01-01", "2019-01-01"]


def test_two_of_a_first_name_are_not_guessed() -> None:
    raw = HEAD.format("- 2018-01-01: saw **Ada**", "", "- Ada King\n- Ada Byron").encode()
    _, bad = read(reading, raw)
    assert [(each.line, each.reason, each.unreadable) for each in bad] == [
        (2, "'Ada' may be Ada King or Ada Byron; only the text is kept", False),
        (2, "names no friend", False),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- 2018-02-31: saw **Ada**", "2018-02-31 is no day of the calendar"),
        ("- yesterday: saw **Ada**", "no day; expected '- 2026-11-20: …'"),
    ],
)
def test_a_line_that_makes_no_sense_is_named(line: str, reason: str) -> None:
    rows, bad = read(reading, HEAD.format(line, "", "- Ada").encode())
    assert [(each.line, each.reason, each.unreadable) for each in bad] == [(2, reason, True)]
    assert [row.person.name for row in rows] == ["Ada"]


def test_the_sections_stand_as_the_program_writes_them() -> None:
    rows, _ = read(reading, friends.SAMPLE)
    people = sorted(ledger_of(rows, "friends"), key=lambda each: each.handle)
    assert b"".join(writing.write(leaving(people))).decode() == (
        "### Activities:\n"
        "- 2018-01-04: met with **Admiral Nimitz** and **Grace Hopper** at _Pearl City_: "
        "Got lunch with Grace Hopper and Admiral Nimitz in Pearl City. @food\n"
        "\n"
        "### Notes:\n"
        "- 2018-06-15: **Grace Hopper**: Grace Hopper found out about a moth. @bugs\n"
        "\n"
        "### Friends:\n"
        "- Admiral Nimitz\n"
        "- Grace Hopper (a.k.a. Amazing Grace) [Arlington] @navy\n"
        "\n"
        "### Locations:\n"
        "- Arlington\n"
        "- Pearl City\n"
    )


def test_without_notes_only_friends_and_places_leave() -> None:
    rows, _ = read(reading, friends.SAMPLE)
    out = b"".join(writing.write(leaving(ledger_of(rows, "friends"), notes=False))).decode()
    assert out.startswith("### Activities:\n\n### Notes:\n\n### Friends:\n- Admiral")
    assert "moth" not in out
    assert "Pearl City" not in out


def test_two_of_a_name_stay_two() -> None:
    people = [Contact(name="Sam", handle="sam"), Contact(name="Sam", handle="sam-2")]
    out = b"".join(writing.write(leaving(people))).decode()
    assert "- Sam\n- Sam 2\n" in out


WORD = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=6)
TEXT = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
KIND = TEXT.filter(lambda text: text[0].islower() and " with" not in text)
DAY = st.dates().map(PartialDate.of)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Contact]:
    """Return contacts that hold no more than friends.md can."""
    names = draw(st.lists(TEXT, min_size=1, max_size=3, unique_by=lambda n: n.casefold()))
    people = []
    for number, name in enumerate(names):
        aka = [each for each in draw(st.lists(TEXT, max_size=2, unique=True)) if each != name]
        tags = draw(st.lists(WORD, max_size=2, unique=True))
        city = draw(TEXT | st.just(""))
        handle = f"p{number}"
        people.append(
            Contact(name=name, handle=handle, aka=tuple(aka), tags=tuple(tags), city=city)
        )
    for number in range(draw(st.integers(0, 4))):
        is_note = draw(st.booleans())
        one = Interaction(
            on=draw(DAY),
            kind="note" if is_note else draw(KIND),
            place="" if is_note else draw(TEXT | st.just("")),
            note=draw(TEXT),
            tags=tuple(draw(st.lists(WORD, max_size=2, unique=True))),
            id=f"i{number}",
        )
        there = draw(st.sets(st.sampled_from(range(len(people))), min_size=1))
        for place in there:
            others = tuple(f"p{other}" for other in sorted(there - {place}))
            copy = to_document(one) | ({"with": list(others)} if others else {})
            people[place] = people[place].logging(to_interaction(copy))
    return people


def held(contacts: list[Contact]) -> object:
    """Return what a ledger says, apart from handles and ids, in no order of interactions."""
    names = {each.handle: each.name for each in contacts}
    found = []
    for each in contacts:
        said = [
            (str(one.on), one.kind, one.place, one.note, one.tags,
             sorted(names[other] for other in one.others))
            for one in each.interactions
        ]  # fmt: skip
        found.append((each.name, each.aka, each.tags, each.city, sorted(said)))
    return sorted(found)


@given(ledgers())
def test_a_ledger_that_went_out_comes_in_as_it_was(people: list[Contact]) -> None:
    raw = b"".join(writing.write(leaving(people)))
    rows, bad = read(reading, raw)
    assert bad == []
    assert held(ledger_of(rows, "friends")) == held(people)
    again = b"".join(writing.write(leaving(ledger_of(rows, "friends"))))
    assert sorted(again.splitlines()) == sorted(raw.splitlines())


@given(st.text(), st.text(), st.text())
def test_whatever_a_contact_is_called_the_file_stays_whole(name: str, aka: str, note: str) -> None:
    one = Interaction(on=PartialDate(year=2020, month=1, day=1), note=note, kind=aka)
    contact = Contact(name=f"x{name}", aka=(aka,), handle="x", city=aka, tags=(aka,))
    raw = b"".join(writing.write(leaving([contact.logging(one)])))
    rows, _ = read(reading, raw)
    assert sum(row.interaction is None for row in rows) == 1


def test_a_line_of_tags_without_end_is_read_in_one_pass() -> None:
    many = "saw **Ada** " + "@a " * 100_000 + "x"
    one = brought(f"- 2020-01-01: {many}", people="- Ada")["ada"].interactions[0]
    assert one.tags == ("a",)


def test_cut_off_anywhere_it_is_read_or_refused() -> None:
    assert reading.recognises(source(friends.SAMPLE))
    for end in range(len(friends.SAMPLE)):
        complaint(reading, friends.SAMPLE[:end])


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_named(raw: bytes) -> None:
    assert not reading.recognises(Source.of_bytes(raw, "x.md"))
    assert complaint(reading, raw)
    read(reading, friends.SAMPLE + raw)
