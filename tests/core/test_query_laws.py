"""Filters against a slow second evaluator, and the laws of and, or and not."""

import random
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import query
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from dexcli.core.query import holding
from dexcli.core.query.asked import Asked
from dexcli.core.settings import to_settings
from tests import reference_filters as reference

TODAY = date(2026, 11, 22)
SETTINGS = {"me": "eve", "cadence": {"work": "2 weeks", "old": "never"}}
HANDLES = ("ada", "bob", "cat", "eve")
NEAR = st.integers(-40, 400).map(lambda days: TODAY - timedelta(days=days))
LOGS = st.fixed_dictionaries(
    {"on": NEAR}, optional={"kind": st.sampled_from(["coffee", "Call", "note", "attempt"])}
)
PERSONS = st.fixed_dictionaries(
    {"name": st.sampled_from(["Ada Lovelace", "Bob", "London Jack"])},
    optional={
        "tags": st.lists(st.sampled_from(["Work", "work", "old", "friend"]), unique=True),
        "city": st.sampled_from(["London", "Londonderry", "Paris"]),
        "cadence": st.sampled_from(["1 week", "10 days", "monthly", "never"]),
        "emails": st.just(["ada@example.org"]),
        "birthday": NEAR,
        "added": NEAR,
        "paused": st.booleans(),
        "interactions": st.lists(LOGS, max_size=3),
        "relationships": st.lists(
            st.fixed_dictionaries({"kind": st.just("friend"), "who": st.sampled_from(HANDLES)}),
            max_size=2,
        ),
    },
)
PEOPLE = st.fixed_dictionaries(dict.fromkeys(HANDLES, PERSONS))
AGES = st.builds("{}{}d".format, st.sampled_from("<>"), st.integers(0, 400))
DAYS = st.one_of(
    AGES,
    st.just("none"),
    NEAR.map(str),
    NEAR.map(lambda day: str(day)[:7]),
    NEAR.map(lambda day: str(day)[:4]),
    st.tuples(NEAR, NEAR).map(sorted).map(lambda two: f"{two[0]}..{two[1]}"),
)
WORDS = st.one_of(
    st.sampled_from(
        ["tag:work", "tag:old", "tag:none", "city:london", "london", "work", "kind:coffee",
         "kind:call", "kind:met", "has:email", "has:birthday", "is:overdue", "is:due", "is:soon",
         "is:later", "is:paused", "to:ada", "to:bob"]
    ),
    st.builds("{}:{}".format, st.sampled_from(["last", "added", "due"]), DAYS),
)  # fmt: skip


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3)
    joined = st.tuples(st.sampled_from(["and", "or"]), several).map(lambda two: [two[0], *two[1]])
    return joined | inner.map(lambda one: ["not", one])


WISHES = st.recursive(WORDS, nested, max_leaves=6)


def found(people: dict[str, Any], text: str) -> list[str]:
    settings = to_settings(SETTINGS)
    ledger = Ledger.of(to_contact(table, handle) for handle, table in people.items())
    wanted = query.parse(text.split(), settings, today=TODAY)
    chosen = holding.found(wanted, Asked(ledger, settings, TODAY))
    return [contact.handle for contact in chosen.contacts]


def of(wish: Any) -> str:  # noqa: ANN401 - a word or a list of wishes
    return reference.written(wish)


@given(PEOPLE, WISHES)
def test_a_filter_holds_for_whom_a_slow_evaluator_finds(people: dict[str, Any], wish: Any) -> None:  # noqa: ANN401 - as above
    expected = [
        handle
        for handle in sorted(people)
        if reference.holds(wish, handle, people, SETTINGS, TODAY)
    ]

    assert found(people, of(wish)) == expected


@given(PEOPLE, WISHES, WISHES)
def test_and_or_and_not_are_those_of_logic(people: dict[str, Any], one: Any, two: Any) -> None:  # noqa: ANN401 - as above
    a, b = of(one), of(two)
    everybody = set(people)

    assert found(people, f"not not ({a})") == found(people, a)
    assert set(found(people, f"-({a})")) == everybody - set(found(people, a))
    assert found(people, f"-(({a}) or ({b}))") == found(people, f"-({a}) -({b})")
    assert found(people, f"-(({a}) ({b}))") == found(people, f"-({a}) or -({b})")


@given(PEOPLE, st.lists(WORDS, min_size=2, max_size=5), st.randoms())
def test_the_order_of_words_makes_no_difference(
    people: dict[str, Any], words: list[str], chance: random.Random
) -> None:
    other = list(words)
    chance.shuffle(other)

    assert found(people, " ".join(words)) == found(people, " ".join(other))
    assert found(people, " and ".join(words)) == found(people, " ".join(words))
    assert found(people, " or ".join(words)) == found(people, " or ".join(other))
