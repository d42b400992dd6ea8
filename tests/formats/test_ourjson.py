"""A ledger that left as JSON comes back as it was: history, ids, handles and types."""

import json
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import plans
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from dexcli.core.rows import BadRow
from dexcli.formats import ourjson
from dexcli.formats.source import Source
from tests.formats.bringing import TODAY, complaint, leaving, ledger_of, read, source
from tests.formats.fields import json as fields


def written(*contacts: Contact) -> bytes:
    return b"".join(ourjson.write(leaving(contacts)))


def contact(handle: str, **table: Any) -> Contact:  # noqa: ANN401 - any TOML
    return to_contact({"name": handle.title(), **table}, handle)


def plan(ledger: list[Contact], raw: bytes, removed: dict[str, str] | None = None) -> plans.Plan:
    terms = plans.Terms(
        source="json", removed=removed or {}, today=PartialDate.of(TODAY),
        taken={each.handle for each in ledger},
    )  # fmt: skip
    rows, bad = read(ourjson, raw)
    return plans.plan_import(Ledger.of(ledger), [*rows, *bad], terms)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5)
VALUE: st.SearchStrategy[Any] = st.recursive(
    TEXT | st.integers(-9, 9) | st.booleans() | st.dates() | st.datetimes() | st.times()
    | st.floats(allow_nan=False) | st.sampled_from(["2020-01-01", "10:00:00", "nan"]),
    lambda inner: st.lists(inner, min_size=1, max_size=2)
    | st.dictionaries(TEXT, inner, min_size=1, max_size=2),
    max_leaves=4,
)  # fmt: skip
DAY = st.dates() | st.sampled_from(["2020-03", 1999])
KEY = TEXT.map("my {}".format) | st.sampled_from(["handle", "toml", "contact", "a/b~c"])
OWN = st.dictionaries(KEY, VALUE, max_size=3)
WHO = st.sampled_from(["p0", "p1", "p2", "Somebody else"])
BLOCK = st.fixed_dictionaries(
    {"on": DAY},
    optional={
        "kind": TEXT, "note": TEXT, "with": st.lists(WHO, unique=True, min_size=1, max_size=2),
        "by": st.sampled_from(["me", "p0"]), "id": TEXT, "source": TEXT, "own": VALUE,
    },
)  # fmt: skip
TABLE = st.fixed_dictionaries(
    {"name": st.sampled_from(["Ada", "Ann Shaw", "Bob"])},
    optional={
        "aka": st.lists(TEXT, min_size=1, max_size=2),
        "emails": st.just(["shared@x.org"]),
        "cadence": st.just("3 weeks"),
        "birthday": DAY | st.just("12-10"),
        "died": st.booleans() | st.dates(),
        "met": st.fixed_dictionaries({"on": st.dates(), "through": WHO}, optional={"own": VALUE}),
        "snoozed": st.fixed_dictionaries({"until": st.dates()}),
        "added": st.dates(),
        "sources": st.lists(TEXT, min_size=1, max_size=2),
        "id": st.uuids().map(str),
        "relationships": st.lists(
            st.fixed_dictionaries({"kind": TEXT, "who": WHO}), min_size=1, max_size=2
        ),
        "dates": st.just([{"label": "day", "on": date(2000, 1, 1), "with": ["p1"]}]),
        "gifts": st.just([{"idea": "cards", "given": True}]),
        "reminders": st.just([{"note": "x", "on": date(2000, 1, 1), "done": date(2000, 1, 2)}]),
        "conflicts": st.builds(
            lambda v: [{"path": ["city"], "kind": "value", "base": v, "values": [v]}], VALUE
        ),
        "interactions": st.lists(BLOCK, min_size=1, max_size=2),
    },
)  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> list[Contact]:
    tables = draw(st.lists(st.builds(lambda known, own: own | known, TABLE, OWN), max_size=3))
    return [to_contact(table, f"p{number}") for number, table in enumerate(tables)]


@given(ledgers())
def test_an_empty_ledger_becomes_the_one_that_left(people: list[Contact]) -> None:
    raw = written(*people)
    assert ourjson.recognises(source(raw))
    assert plan([], raw).added == people
    assert all(type(each) is dict for each in json.loads(raw))


@given(ledgers())
def test_the_ledger_itself_is_changed_by_nothing_of_its_own(people: list[Contact]) -> None:
    found = plan([each for each in people if each.id], written(*[e for e in people if e.id]))
    assert (found.added, found.changed, found.interactions) == ([], [], 0)


def test_a_contact_is_one_object_with_its_handle_and_the_keys_of_its_file() -> None:
    ada = contact("ada", birthday=date(1815, 12, 10), facebook={"connected": date(2020, 1, 1)})
    assert json.loads(written(ada)) == [
        {
            "handle": "ada",
            "name": "Ada",
            "birthday": "1815-12-10",
            "facebook": {"connected": "2020-01-01"},
            "toml": {"types": {"/facebook/connected": "date"}},
        }
    ]


def test_every_type_of_a_file_comes_back() -> None:
    own = {"a": datetime(2020, 1, 1, 2, 3), "b": time(1, 2), "c": [float("inf")], "d": "2020-01-01"}  # noqa: DTZ001 - as a file has it
    (back,) = plan([], written(contact("ada", own=own))).added
    assert back.extra == {"own": own}


def test_an_empty_ledger_is_an_empty_list() -> None:
    assert (written(), ourjson.recognises(source(b"[]\n"))) == (b"[]\n", True)
    assert ledger_of(read(ourjson, b"[]")[0], "json") == []


def test_what_show_and_list_print_comes_in_too() -> None:
    shown = b'{"handle": "ada", "due": null, "contact": {"name": "Ada", "city": "x"}}'
    assert ourjson.recognises(source(shown))
    (ada,) = plan([], shown).added
    assert (ada.handle, ada.city, ada.extra) == ("ada", "x", {})


def test_whoever_is_known_by_id_keeps_what_stands_here_and_gets_what_is_new() -> None:
    here = contact("ada", id="k1", city="Paris", interactions=[{"on": date(2020, 1, 1), "id": "a"}])
    there = contact(
        "ada-l", id="k1", city="London", org="Looms",
        interactions=[{"on": date(2020, 1, 1), "id": "a"}, {"on": date(2021, 1, 1), "id": "b"}],
    )  # fmt: skip
    found = plan([here], written(there))
    (ada,) = found.changed
    assert (ada.handle, ada.city, ada.org, found.interactions) == ("ada", "Paris", "Looms", 1)
    assert [one.id for one in ada.interactions] == ["a", "b"]
    assert [(each.turn.key, each.is_kept) for each in found.news] == [("city", True)]


def test_a_handle_that_somebody_else_has_here_changes_and_mentions_follow() -> None:
    here = contact("ada", id="k1")
    ada = to_contact({"name": "Ada King", "id": "k2"}, "ada")
    bob = contact(
        "bob", met={"through": "ada"}, relationships=[{"kind": "mentor", "who": "ada"}],
        interactions=[{"on": date(2020, 1, 1), "with": ["ada", "Léo"], "by": "ada"}],
    )  # fmt: skip
    added = {each.name: each for each in plan([here], written(ada, bob)).added}
    assert added["Ada King"].handle == "ada-king"
    after = added["Bob"]
    assert after.met is not None
    assert after.met.through == after.relationships[0].who == "ada-king"
    assert (after.interactions[0].others, after.interactions[0].by) == (
        ("ada-king", "Léo"),
        "ada-king",
    )


def test_who_was_removed_here_stays_away_and_is_a_name_to_others() -> None:
    ada = contact("ada", sources=["x:1"])
    bob = contact("bob", relationships=[{"kind": "mentor", "who": "ada"}])
    found = plan([], written(ada, bob), {"x:1": "Ada"})
    (after,) = found.added
    assert (after.relationships[0].who, after.relationships[0].name) == ("", "Ada")


@pytest.mark.parametrize("handle", ["../x", ".x", "a/b", "con", "a\\nb", ""])
def test_a_handle_that_can_be_no_file_is_made_anew(handle: str) -> None:
    raw = f'[{{"handle": "{handle}", "name": "Ada"}}]'.encode()
    assert [each.handle for each in plan([], raw).added] == ["ada"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ('{"handle": "a", "birthday": "x", "name": "A"}',
         "birthday: 'x' is no date; expected 1815-12-10, 1815-12, 1815 or 12-10"),
        ('{"handle": "a", "name": "A", "toml": {"types": {"/x/y": "date"}}}',
         "toml: /x/y: no date stands there"),
        ('{"handle": "a", "name": "A", "days_overdue": 1, "lateness": 2}',
         "no contact but a line of 'dexcli due'; export it again with 'dexcli export json'"),
        ('{"handle": "a", "name": "A", "x": ' + '{"x":' * 40 + "1" + "}" * 41,
         "tables in tables, deeper than 32"),
    ],
)  # fmt: skip
def test_a_record_that_makes_no_sense_is_named_and_stops_no_other(record: str, reason: str) -> None:
    rows, bad = read(ourjson, f'[{record}, {{"handle": "b", "name": "B"}}]'.encode())
    assert [row.handle for row in rows] == ["b"]
    assert [(each.line, each.reason, each.label) for each in bad] == [(1, reason, "a")]


def test_two_of_a_handle_are_told() -> None:
    _, bad = read(ourjson, b'[{"handle": "a", "name": "A"}, {"handle": "a", "name": "B"}]')
    assert bad == [BadRow(2, "stands there twice", label="a")]


def test_cut_off_anywhere_it_says_so() -> None:
    for end in range(len(fields.SAMPLE.rstrip())):
        assert "no whole JSON" in complaint(ourjson, fields.SAMPLE[:end])


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(raw: bytes) -> None:
    assert not ourjson.recognises(Source.of_bytes(raw, "x.json"))
    assert complaint(ourjson, raw)
