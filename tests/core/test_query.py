"""The grammar of filters: total, and each word means what it says."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import query
from dexcli.core.document import to_contact
from dexcli.core.errors import UsageError
from dexcli.core.settings import Settings

TODAY = date(2026, 11, 22)
PEOPLE = {
    "ada": 'name = "Ada Lovelace"\ntags = ["friend", "maths"]\ncity = "London"\n'
    'cadence = "weekly"\nadded = 2026-11-01\n',
    "bob": 'name = "Bob Stone"\ntags = ["work"]\norg = "Acme GmbH"\npaused = true\n',
    "zoe": 'name = "Zoë Müller"\naka = ["Zaza"]\naddresses = ["Rue de Rivoli 1, Paris"]\n'
    'tags = ["friend"]\ncadence = "weekly"\nadded = 2026-11-15\n',
    "kim": 'name = "Kim New York"\ncity = "New York"\narchived = true\n',
    "sol": 'name = "Sol"\ncadence = "monthly"\nadded = 2026-11-20\nsnoozed.until = 2027-01-01\n',
}  # fmt: skip
SAVED = {"inner": "tag:friend or tag:maths", "loop": "@loop", "deep": "@inner city:london"}


def found(*words: str) -> list[str]:
    wanted = query.parse(words, SAVED)
    people = [to_contact(tomllib.loads(text), handle) for handle, text in PEOPLE.items()]
    return [c.handle for c in people if query.matches(wanted, query.Subject(c, Settings(), TODAY))]


@pytest.mark.parametrize(
    ("words", "handles"),
    [
        ("", ["ada", "bob", "zoe", "kim", "sol"]),
        ("tag:friend", ["ada", "zoe"]),
        ("tag:FRIEND city:london", ["ada"]),
        ("tag:friend -tag:maths", ["zoe"]),
        ("tag:friend not tag:maths", ["zoe"]),
        ("tag:work or tag:maths", ["ada", "bob"]),
        ("tag:friend (city:london or city:paris)", ["ada", "zoe"]),
        ("-(tag:friend or tag:work)", ["kim", "sol"]),
        ("city:paris", ["zoe"]),
        ('city:"new york"', ["kim"]),
        ("org:acme", ["bob"]),
        ("name:zaza", ["zoe"]),
        ("muller", ["zoe"]),
        ("acme", ["bob"]),
        ("maths", ["ada"]),
        ("is:overdue", ["ada"]),
        ("is:due", ["zoe"]),
        ("is:later", ["sol"]),
        ("is:snoozed", ["sol"]),
        ("is:paused", ["bob"]),
        ("is:archived", ["kim"]),
        ("@inner", ["ada", "zoe"]),
        ("@deep", ["ada"]),
        ("tag:nobody", []),
    ],
)
def test_a_filter_finds_those_for_whom_it_holds(words: str, handles: list[str]) -> None:
    assert found(*words.split()) == handles


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("shoe:42", "filter: no key 'shoe:'; expected tag:, is:, city:, org:, name: or a word"),
        ("tag:", "filter: 'tag:' needs a value, such as tag:…"),
        ("is:happy", "filter: nobody is 'happy'; expected is: with overdue, due, soon, later, "
                     "paused, snoozed, archived, dead"),
        ("(tag:a", "filter: a '(' has no ')'"),
        ("tag:a )", "filter: a ')' too many after 'tag:a'"),
        ("()", "filter: there is nothing between '(' and ')'"),
        ("tag:a or", "filter: 'or' stands between two groups of words"),
        ("not", "filter: nothing follows 'not'"),
        ("@nobody", "filter: no saved filter @nobody; there is @inner, @loop, @deep"),
        ("@loop", "filter: @loop contains itself"),
        ('city:"new', "filter: a quote is not closed"),
        ("--limt", "no such option: --limt"),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused_in_one_line(words: str, complaint: str) -> None:
    with pytest.raises(UsageError) as refused:
        found(*words.split())

    assert str(refused.value) == complaint


@given(st.text(max_size=40) | st.text('() "-@:or nottagis', max_size=40))
def test_any_text_is_a_filter_or_a_clear_refusal(text: str) -> None:
    subject = query.Subject(to_contact({"name": "Ada"}, "ada"), Settings(), TODAY)
    try:
        wanted = query.parse([text], {})
    except UsageError:
        return

    assert query.matches(wanted, subject) != query.matches(query.Not(wanted), subject)


def test_a_value_that_nobody_has_is_told_with_the_nearest() -> None:
    people = [to_contact(tomllib.loads(text), handle) for handle, text in PEOPLE.items()]

    unknown = query.unknown_values(query.parse(["tag:freind"], {}), people)

    assert [(each.term.value, each.nearest) for each in unknown] == [("freind", "friend")]
