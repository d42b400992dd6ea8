"""The laws of two sides: they agree after one run, the second is silent, and nothing is lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core.contact import Contact
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from dexcli.formats.vdir import papers, planning, shapes
from dexcli.formats.vdir.planning import Asked, Known, Plan

WORDS = st.sampled_from(["one", "two", "three"])
NUMBERS = st.sampled_from(["+44 1111111", "+44 2222222", "+44 3333333"])
LISTS = {"phones": NUMBERS, "emails": WORDS.map(lambda w: f"{w}@example.org"), "tags": WORDS,
         "aka": WORDS}  # fmt: skip
FOREIGN = b"X-ODD;A=b:kept as it is,\r\n  with its fold\r\n"


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """Return what one side says of somebody."""
    lists = {key: draw(st.lists(each, unique=True, max_size=2)) for key, each in LISTS.items()}
    texts = {key: draw(st.sampled_from(["", "red", "green"])) for key in ("org", "title")}
    birthday = draw(st.sampled_from(["", "12-10", "1815-12-10"]))
    accounts = draw(st.dictionaries(st.sampled_from(["github", "website"]), WORDS, max_size=2))
    dates = draw(st.dictionaries(WORDS, st.sampled_from(["07-08", "1835-07-08"]), max_size=2))
    blocks = [{"label": label, "on": on} for label, on in dates.items()]
    friends = [{"kind": "friend", "name": draw(WORDS)}] if draw(st.booleans()) else []
    table = {**lists, **texts, "birthday": birthday, "accounts": accounts, "dates": blocks}
    table |= {"relationships": friends}
    return {key: value for key, value in table.items() if value}


def contact(table: dict[str, Any]) -> Contact:
    return to_contact({"name": "Ada Byron", "id": "a1", **table}, "ada-byron")


def run(people: list[Contact], files: dict[str, bytes], known: Known, **asked: Any) -> Plan:  # noqa: ANN401
    return planning.plan(Ledger.of(people), papers.of(files), known, Asked(**asked))


def card_of(table: dict[str, Any]) -> bytes:
    """Return a card that says this, as another program keeps it: with a line of its own."""
    made = run([contact(table)], {}, Known(), push=(contact(table),))
    return made.cards["a1.vcf"].replace(b"END:VCARD", FOREIGN + b"END:VCARD")


def values(said: Contact) -> set[tuple[str, str]]:
    lists = {(key, each) for key in LISTS for each in getattr(said, key)}
    lists |= {("date", each.label) for each in said.dates}
    return lists | {("account", kind) for kind in said.accounts}


@given(tables(), tables(), tables())
def test_two_sides_agree_and_then_are_silent(
    base: dict[str, Any], here: dict[str, Any], there: dict[str, Any]
) -> None:
    files = {"a1.vcf": card_of(base)}
    paired = run([contact(base)], files, Known())
    known = planning.remembered(paired, Known(), ())
    assert (paired.contacts, paired.cards) == ({}, {})

    edited = contact(here)
    files = {"a1.vcf": card_of(there)}
    first = run([edited], files, known)
    after = first.contacts.get("ada-byron", edited)
    files |= first.cards
    known = planning.remembered(first, known, ())
    second = run([after], files, known)

    assert (second.contacts, second.cards, second.conflicts) == ({}, {}, [])
    assert FOREIGN in files["a1.vcf"]
    disputed = {each.path[0] for _, each in first.conflicts}
    (pair,) = first.pairs.values()
    for key in {*pair.seen.here, *pair.seen.there} - disputed:
        assert shapes.same(pair.seen.here.get(key), pair.seen.there.get(key)), key
    added = values(contact(here)) - values(contact(base))
    added |= values(contact(there)) - values(contact(base))
    assert added <= values(after)
    assert values(after) <= values(contact(base)) | added


@given(tables(), st.lists(st.tuples(st.sampled_from(["here", "there"]), tables()), max_size=4))
def test_edits_in_turn_always_end_alike(
    base: dict[str, Any], edits: list[tuple[str, dict[str, Any]]]
) -> None:
    person, files, known = contact(base), {"a1.vcf": card_of(base)}, Known()
    for side, table in [("here", base), *edits]:
        if side == "here":
            person = replace(contact(table), conflicts=person.conflicts)
        else:
            files = {"a1.vcf": card_of(table)}
        for _ in range(2):
            last = run([person], files, known)
            person = last.contacts.get("ada-byron", person)
            files |= last.cards
            known = planning.remembered(last, known, ())
        assert (last.contacts, last.cards, last.conflicts) == ({}, {}, [])
        (pair,) = last.pairs.values()
        assert pair.seen.here == shapes.of_contact(person, Ledger.of([person]))
        if not person.conflicts:  # one side alone spoke, so both say what it said
            assert shapes.same(*_sorted(pair.seen.here, pair.seen.there))
            assert values(person) == values(contact(table))


def _sorted(*said: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {k: sorted(v, key=str) if isinstance(v, list) else v for k, v in each.items()}
        for each in said
    ]


@given(tables(), tables())
def test_first_met_both_say_what_either_said(here: dict[str, Any], there: dict[str, Any]) -> None:
    person = replace(contact(here), sources=("vcard:a1",))

    first = run([person], {"x.vcf": card_of(there)}, Known())

    after = first.contacts.get("ada-byron", person)
    assert values(person) | values(contact(there)) == values(after)


@given(tables())
def test_who_says_nothing_new_changes_no_byte(table: dict[str, Any]) -> None:
    raw = card_of(table)
    for ending in (raw, raw.replace(b"\r\n", b"\n")):
        met = run([contact(table)], {"x.vcf": ending}, Known())
        assert (met.cards, met.contacts) == ({}, {})
        assert list(met.pairs) == ["a1"]


def test_a_card_that_vanished_unpairs_and_is_not_made_again() -> None:
    ada = contact({})
    known = planning.remembered(run([ada], {"a1.vcf": card_of({})}, Known()), Known(), ())

    gone = run([ada], {}, known, push=(ada,))
    still = planning.remembered(gone, known, ())

    assert [each.is_card for each in gone.unpaired] == [True]
    assert (gone.cards, gone.contacts, gone.stayed) == ({}, {}, 1)
    assert run([ada], {}, still, push=(ada,)).cards == {}
    assert list(run([ada], {}, still, push=(ada,), again=True).cards) == ["a1.vcf"]


def test_somebody_removed_here_unpairs_and_the_card_stays() -> None:
    files = {"a1.vcf": card_of({})}
    known = planning.remembered(run([contact({})], files, Known()), Known(), ())

    gone = run([], files, known)
    still = planning.remembered(gone, known, ())

    assert [each.is_card for each in gone.unpaired] == [False]
    assert gone.cards == {}
    assert (run([], files, still).away, run([], files, still).strangers) == (1, [])
    assert list(run([contact({})], files, still).pairs) == ["a1"]


def test_what_could_not_be_written_is_tried_again() -> None:
    files = {"a1.vcf": card_of({})}
    known = planning.remembered(run([contact({})], files, Known()), Known(), ())
    changed = contact({"phones": ["+44 1111111"]})

    failed = planning.remembered(run([changed], files, known), known, ["a1.vcf"])

    assert failed == known
    assert list(run([changed], files, failed).cards) == ["a1.vcf"]
