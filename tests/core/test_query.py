"""The grammar of filters: total, and each word means what it says."""

import itertools
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import query
from dexcli.core.document import to_contact
from dexcli.core.errors import AmbiguousContactError, FilterError, UsageError
from dexcli.core.ledger import Ledger
from dexcli.core.query import days, holding, tree, vocabulary
from dexcli.core.query.asked import Asked
from dexcli.core.query.tree import All, Either, Filter, Not, Term
from dexcli.core.settings import Settings, to_settings
from dexcli.core.when import Facing

TODAY = date(2026, 11, 22)
EVERY_KEY = ", ".join(f"{key}:" for key in vocabulary.KEYS)
PEOPLE = {
    "ada": """
name = "Ada Lovelace"
tags = ["friend", "maths"]
cadence = "weekly"
birthday = 1815-12-10
emails = ["ada@example.org"]
phones = ["+44 20 7946 0958"]
accounts = { github = "ada" }
title = "Programmer"
city = "London"
interests = ["horses"]
met = { on = 1833-06-05, through = "mary" }
was = ["ada-byron"]
added = 2026-11-01
sources = ["linkedin:ada"]
id = "k7m2x9q4c1"
[[relationships]]
kind = "mentor"
who = "bob"
[[relationships]]
kind = "child"
name = "Léo King"
[[gifts]]
idea = "a set of punched cards"
[[reminders]]
note = "the paper"
""",
    "bob": """
name = "Bob Stone"
tags = ["work"]
birthday = "03-05"
org = "Acme GmbH"
notes = "Plays chess."
paused = true
cadence = "1 month"
[[interactions]]
on = 2026-11-10
kind = "coffee"
id = "aaaa"
with = ["zoe", "Carl Outside"]
[[interactions]]
on = 2026-11-20
kind = "note"
note = "Has a new dog."
""",
    "kim": """
name = "Kim New York"
city = "New York"
archived = true
""",
    "lev": """
name = "Lev"
died = 2020
tags = ["friend"]
""",
    "mary": """
name = "Mary"
cadence = "never"
added = "2026-03"
birthday = 1780
[[interactions]]
on = "2025-10"
kind = "letter"
note = "About horses."
""",
    "sol": """
name = "Sol"
cadence = "monthly"
added = 2026-11-20
snoozed = { until = 2027-01-01 }
""",
    "zoe": """
name = "Zoë Müller"
aka = ["Zaza"]
addresses = ["Rue de Rivoli 1, Paris"]
tags = ["friend"]
cadence = "weekly"
birthday = 1992-02-29
added = 2026-11-15
""",
}
FILTERS = {"inner": "tag:friend or tag:maths", "loop": "@loop", "deep": "@inner city:london",
           "bad": "tag:friend tga:x"}  # fmt: skip
SETTINGS = to_settings({"me": "sol", "filters": FILTERS, "cadence": {"work": "2 weeks"}})
LEDGER = Ledger.of(to_contact(tomllib.loads(text), handle) for handle, text in PEOPLE.items())


def parsed(*words: str, settings: Settings = SETTINGS) -> Filter:
    return query.parse(words, settings, today=TODAY)


def found(*words: str, settings: Settings = SETTINGS) -> list[str]:
    asked = Asked(LEDGER, settings, TODAY)
    chosen = holding.found(parsed(*words, settings=settings), asked)
    return [contact.handle for contact in chosen.contacts]


def told(*words: str) -> list[str]:
    return holding.found(parsed(*words), Asked(LEDGER, SETTINGS, TODAY)).told


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("", "ada bob mary sol zoe"),
        ("tag:friend", "ada zoe"),
        ("tag:FRIEND city:london", "ada"),
        ("tag:friend and city:london", "ada"),
        ("tag:friend -tag:maths", "zoe"),
        ("tag:friend not tag:maths", "zoe"),
        ("tag:work or tag:maths", "ada bob"),
        ("tag:work OR tag:maths city:paris", "bob"),
        ("tag:friend (city:london or city:paris)", "ada zoe"),
        ("-(tag:friend or tag:work)", "mary sol"),
        ("not not tag:work", "bob"),
        ("- tag:friend - tag:work", "mary sol"),
        ("city:paris", "zoe"),
        ('is:archived city:"new york"', "kim"),
        ('is:archived "kim new"', "kim"),
        ("org:acme", "bob"),
        ("name:zaza", "zoe"),
        ('name:"Lovelace"', "ada"),
        ("muller", "zoe"),
        ("MÜLLER", "zoe"),
        ("acme", "bob"),
        ("maths", "ada"),
        ('"or"', "bob"),
        ("kind:coffee", "bob"),
        ("kind:Letter", "mary"),
        ("note:chess", "bob"),
        ("note:dog or note:horses", "bob mary"),
        ("with:zoe", "bob"),
        ("with:bob", "zoe"),
        ("with:carl", "bob"),
        ("to:bob", "ada"),
        ('to:"Bob Stone"', "ada"),
        ("to:ada", "bob"),
        ("to:ada-byron", "bob"),
        ("to:léo", "ada"),
        ("through:mary", "ada"),
        ("is:overdue", "ada"),
        ("is:due", "zoe"),
        ("is:later", ""),
        ("is:snoozed", "sol"),
        ("is:paused", "bob"),
        ("is:archived", "kim"),
        ("is:dead", "lev"),
        ("is:me", "sol"),
        ("is:closest", "bob mary"),
        ("-is:archived tag:friend", "ada zoe"),
        ("is:archived or tag:friend", "ada kim zoe"),
        ("not not is:dead", "lev"),
        ("-is:archived or name:kim", "ada bob mary sol zoe"),
        ("has:email", "ada"),
        ("has:phones", "ada"),
        ("has:birthday", "ada bob mary zoe"),
        ("has:address", "zoe"),
        ("has:addresses", "zoe"),
        ("has:notes", "bob"),
        ("has:cadence", "ada bob sol zoe"),
        ("has:reminders", "ada"),
        ("has:gifts", "ada"),
        ("has:met", "ada"),
        ("last:<30d", "bob"),
        ("last:<12d", ""),
        ("last:<=12d", "bob"),
        ("last:>1y", "mary"),
        ('last:"> 1 year"', "mary"),
        ("last:none", "ada sol zoe"),
        ("last:never", "ada sol zoe"),
        ("last:2026-11-10", "bob"),
        ("last:2025", "mary"),
        ("last:2025-10", "mary"),
        ("last:2025-09..2026-11", "bob mary"),
        ("last:2026..", "bob"),
        ("last:..2025", "mary"),
        ("last:>=2026-11-10", "bob"),
        ("last:>2026-11-10", ""),
        ("last:<2025-11", "mary"),
        ('last:"10 november"', "bob"),
        ("met:1833", "ada"),
        ("met:1833-06-05", "ada"),
        ("met:>1y", "ada"),
        ("met:none", "bob mary sol zoe"),
        ("added:2026-11-01", "ada"),
        ("added:2026-11", "ada sol zoe"),
        ("added:<3d", "sol"),
        ("birthday:12", "ada"),
        ("birthday:3", "bob"),
        ("birthday:12-10", "ada"),
        ("birthday:1815", "ada"),
        ("birthday:1815-12", "ada"),
        ("birthday:1815-12-10", "ada"),
        ("birthday:december", "ada"),
        ('birthday:"10 December"', "ada"),
        ("birthday:<30d", "ada"),
        ("birthday:<18d", ""),
        ("birthday:<=18d", "ada"),
        ("birthday:<1900", "ada mary"),
        ("birthday:1990..1999", "zoe"),
        ("birthday:12..02", "ada zoe"),
        ("birthday:02-28", ""),
        ('birthday:"28 february"', "zoe"),
        ("birthday:none", "sol"),
        ("due:none", "bob mary sol"),
        ("due:today", "zoe"),
        ("due:<7d", "ada zoe"),
        ("due:2026-11", "zoe"),
        ("due:>1d", ""),
        ("cadence:none", ""),
        ("cadence:never", "mary"),
        ("cadence:weekly", "ada zoe"),
        ('cadence:"1 week"', "ada zoe"),
        ("cadence:7d", ""),
        ("cadence:monthly", "bob sol"),
        ("cadence:<1m", "ada zoe"),
        ("cadence:>=1m", "bob sol"),
        ("source:linkedin", "ada"),
        ("source:LinkedIn:ada", "ada"),
        ("source:link", ""),
        ("source:none", "bob mary sol zoe"),
        ("title:programmer", "ada"),
        ("interest:horse", "ada"),
        ("gift:punched", "ada"),
        ("email:@example.org", "ada"),
        ('phone:"020 7946"', "ada"),
        ("phone:7947", ""),
        ('phone:"20 7946"', "ada"),
        ("account:github", "ada"),
        ("handle:ada", "ada"),
        ("handle:ada-byron", "ada"),
        ("id:k7m", "ada"),
        ("@inner", "ada zoe"),
        ("@deep", "ada"),
        ("-@inner", "bob mary sol"),
        ("tag:nobody", ""),
    ],
)  # fmt: skip
def test_a_filter_finds_those_for_whom_it_holds(text: str, handles: str) -> None:
    assert found(*text.split()) == handles.split()


def test_what_lies_ahead_is_no_time_ago() -> None:
    back = days.Seen(today=TODAY, facing=Facing.BACK)
    near = days.parse_window("<30d", back)
    assert near is not None

    assert near.holds(TODAY)
    assert near.holds(date(2026, 10, 24))
    assert not near.holds(date(2026, 10, 23))
    assert not near.holds(date(2026, 11, 23))


def test_a_word_with_a_blank_that_came_through_a_shell_is_one_value() -> None:
    assert parsed("city:new york") == Term("city", "new york")
    assert parsed("tag:a city:b") == All((Term("tag", "a"), Term("city", "b")))
    assert parsed("tag:a or b") == Either((Term("tag", "a"), Term("", "b")))
    assert parsed("ada bob") == All((Term("", "ada"), Term("", "bob")))


@pytest.mark.parametrize(
    ("text", "complaint", "place"),
    [
        ("tga:work is:due", "no key 'tga:'; did you mean tag:?", "tga:"),
        ("mail:x", "no key 'mail:'; did you mean email:?", "mail:"),
        ("foo:x", f"no key 'foo:'; expected {EVERY_KEY} or a word", "foo:"),
        ("tag:", "'tag:' needs a value, such as tag:…", "tag:"),
        ("tag:(a or b)", "'tag:' needs a value, such as '(tag:… or tag:…)'", "tag:"),
        ("x is:happy", "nobody is 'happy'; expected is: with overdue, due, soon, later, paused, "
                       "snoozed, closest, me, archived, dead", "happy"),
        ("is:archivd", "nobody is 'archivd'; did you mean is:archived?", "archivd"),
        ("has:emial", "nobody has 'emial'; did you mean has:email?", "emial"),
        ("(tag:a", "a '(' has no ')'", "("),
        ("tag:a )", "a ')' too many", ")"),
        ("()", "there is nothing between '(' and ')'", "()"),
        ("tag:a or", "'or' stands between two groups of words", "or"),
        ("and tag:a", "'and' stands between two words", "and"),
        ("tag:a not", "nothing follows 'not'", "not"),
        ('""', "a word is empty", '""'),
        ("x @nobody", "no saved filter @nobody; there is @inner, @loop, @deep, @bad", "@nobody"),
        ("@loop", "in @loop: @loop contains itself", "@loop"),
        ("@bad", "in @bad: no key 'tga:'; did you mean tag:?", "tga:"),
        ('city:"new', "a quote is not closed", '"'),
        ("last:sometime", "'sometime' is no day; expected 2026-03, yesterday, <30d, >1y, "
                          "2026-01..2026-03 or none", "sometime"),
        ("last:30d", "'30d' is an age; expected <30d (less) or >30d (more)", "30d"),
        ("last:2026-03..2026-01", "'2026-03..2026-01' ends before it begins", "2026-03..2026-01"),
        ("last:2026-02-30", "'2026-02-30' is no day of the calendar", "2026-02-30"),
        ("birthday:13", "'13' is no month; expected 12 (a month), 12-10, 1815, <30d, today, "
                        "1980..1989 or none", "13"),
        ("phone:office", "'office' has no digits; expected some of a number, such as 7946",
         "office"),
        ("not " * 41 + "x", "more than 40 parentheses inside each other", "not"),
        ("a " * 1001, "more than 1,000 words, saved filters included", "a"),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused_with_its_place(text: str, complaint: str, place: str) -> None:
    with pytest.raises(FilterError) as refused:
        parsed(*text.split())

    assert str(refused.value) == f"filter: {complaint}"
    at = refused.value.place
    assert at is not None
    assert at.text[at.start : at.end] == place


def test_a_misspelt_option_is_no_filter() -> None:
    with pytest.raises(UsageError, match=r"^no such option: --limt$"):
        parsed("--limt")


def test_saved_filters_that_multiply_are_refused() -> None:
    names = [f"f{number}" for number in range(30)]
    bomb = {name: f"@{inner} @{inner}" for name, inner in itertools.pairwise(names)}
    bomb |= {names[-1]: "ada"}

    with pytest.raises(FilterError, match=r"more than 1,000 words"):
        parsed("@f0", settings=to_settings({"filters": bomb}))


def test_an_ambiguous_relation_is_refused() -> None:
    twins = Ledger.of(
        to_contact({"name": name}, name[-3:].lower()) for name in ("Al One", "Al Two")
    )

    with pytest.raises(AmbiguousContactError):
        holding.found(parsed("to:al"), Asked(twins, SETTINGS, TODAY))


PIECES = ["tag:", "is:due", "last:", "<30d", "(", ")", "or", "not", "-", "@inner", "@", '"', "\\",
          ":", "ada", "birthday:", "12", "..", ">=", "é", "日本", "cadence:"]  # fmt: skip
WORDS = st.sampled_from([*PIECES, " "])


@given(st.text(max_size=40) | st.lists(WORDS, max_size=12).map("".join))
def test_any_text_is_a_filter_or_an_error_whose_place_lies_in_it(text: str) -> None:
    try:
        wanted = parsed(text)
    except FilterError as refused:
        at = refused.place
        assert at is not None
        assert 0 <= at.start < at.end <= len(at.text)
        return
    except UsageError as refused:
        assert str(refused).startswith("no such option: --")  # noqa: PT017 - which of the two
        return

    everybody = holding.found(wanted, Asked(LEDGER, SETTINGS, TODAY), everybody=True).contacts
    others = holding.found(Not(wanted), Asked(LEDGER, SETTINGS, TODAY), everybody=True).contacts
    assert sorted(c.handle for c in (*everybody, *others)) == list(LEDGER.contacts)


LETTERS = st.text(min_size=1, max_size=8) | st.text('a"\\ ()-@:é', min_size=1, max_size=8)
VALUES = LETTERS.filter(str.strip)
TERMS = st.builds(Term, st.sampled_from(["", "tag", "city", "name", "note"]), VALUES)


def joined(inner: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, inner) | st.builds(All, several) | st.builds(Either, several)


FILTERS_OF_ALL_SHAPES: st.SearchStrategy[Filter] = st.recursive(TERMS, joined, max_leaves=8)


@given(FILTERS_OF_ALL_SHAPES)
def test_what_is_rendered_parses_to_the_same(wanted: Filter) -> None:
    saved = to_settings({"filters": {"it": tree.render(wanted)}})

    assert parsed("@it", settings=saved) == wanted


@pytest.mark.parametrize("operator", sorted(tree.OPERATORS))
def test_an_operator_in_quotes_is_a_word(operator: str) -> None:
    assert parsed(f'"{operator}"') == Term("", operator)
    assert parsed(tree.render(Term("", operator))) == Term("", operator)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("tag:freind", "nobody has tag:freind; nearest: friend"),
        ("-tag:freind", "nobody has tag:freind; nearest: friend"),
        ("kind:cofee", "nobody has kind:cofee; nearest: coffee"),
        ("city:londno", "nobody has city:londno; nearest: London"),
        ("name:lovelase", "nobody has name:lovelase; nearest: Ada Lovelace"),
        ("source:linkdin", "nobody has source:linkdin; nearest: linkedin"),
        ("to:bobb", "nobody has to:bobb; nearest: Bob Stone"),
        ("to:zoe", "nobody has to:zoe"),
        ("note:quantum", "nobody has note:quantum"),
        ("phone:999", "nobody has phone:999"),
        ('tag:"two words"', 'nobody has tag:"two words"; nearest: work'),
    ],
)
def test_a_value_that_nobody_has_is_told_with_the_nearest(text: str, complaint: str) -> None:
    assert told(text) == [complaint]


def test_each_key_is_described_with_an_example_that_is_a_filter() -> None:
    assert set(query.keys()) == set(vocabulary.KEYS)
    for name, key in vocabulary.KEYS.items():
        term = parsed(key.example)
        assert isinstance(term, Term)
        assert term.key == name
        assert key.about
        assert not key.about.endswith(".")
    for state in query.states():
        assert isinstance(parsed(f"is:{state}"), Term)
    for possession in query.possessions():
        assert parsed(f"has:{possession}") != parsed(f"has:{possession}s")
