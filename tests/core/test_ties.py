"""Ties and ways along them: equal to a slow reference, on real letters and on random people."""

import itertools
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.contact import Contact
from dexcli.core.document import to_contact
from dexcli.core.graph import building, paths
from dexcli.core.graph.building import YOU, Graph
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings
from tests import letters
from tests import reference_ties as reference

TODAY = date(1931, 12, 31)  # after all letters
MOST_STEPS = 5  # of the reference; no way below has more
PAIRS = (  # who is to be introduced, to whom, and whether past you
    ("grete-kainz", "isabella-vengerova", True),
    ("jakob-wassermann", "felix-salten", True),
    ("gerty-von-hofmannsthal", "richard-beer-hofmann", True),
    ("arthur-kahane", "eugen-deimel", False),
    ("felix-salten", "gustaf-linden", False),
    ("max-reinhardt", "graf-von-schwerin", True),
    ("johann-schnitzler", "paul-jonas", True),
    ("adele-sandrock", "ludwig-brahm", True),
    ("max-burckhard", "ludwig-brahm", False),
    ("jakob-wassermann", "max-burckhard", False),
    ("olga-schnitzler-2", "gerty-von-hofmannsthal", True),
    ("johann-schnitzler", "eugen-deimel", True),
    ("max-burckhard", "grete-kainz", True),
    ("stefan-vacano", "adele-sandrock", False),
    ("raoul-auernheimer", "hedwig-fischer", False),
    ("olga-linden", "julie-markbreiter", True),
    ("ludwig-rosenstock", "jakob-wassermann", True),
    ("robert-ress", "felix-markbreiter", True),
    ("paul-marx", "hans-prinzhorn", False),
    ("felix-hollaender", "dina-deimel", False),
    ("paul-marx", "clara-jonas-2", True),
    ("hugo-von-hofmannsthal-sen", "gustaf-linden", True),
    ("max-burckhard", "paul-jonas", True),
    ("olga-linden", "graf-von-schwerin", False),
    ("ottilie-salten", "georg-hirschfeld", False),
    ("gerty-von-hofmannsthal", "georg-hirschfeld", True),
    ("gerhart-hauptmann", "stefan-vacano", True),
    ("hugo-hofmannsthal", "georg-hirschfeld", True),
    ("irene-auernheimer", "olga-linden", False),
    ("hermann-bahr", "max-reinhardt", False),
    ("olga-raphael", "grete-kainz", True),
    ("hugo-von-hofmannsthal-sen", "grete-kainz", True),
    ("leo-van-jung", "hans-prinzhorn", True),
    ("jakob-wassermann", "hugo-hofmannsthal", False),
    ("richard-beer-hofmann", "julie-markbreiter", False),
    ("gerty-hofmannsthal", "paul-marx", True),
    ("gerhart-hauptmann", "paul-marx", True),
    ("adele-sandrock", "gerty-von-hofmannsthal", True),
    ("gerhart-hauptmann", "hugo-hofmannsthal", False),
    ("felix-markbreiter", "olga-schnitzler", False),
    ("stefan-vacano", "jakob-wassermann", True),
    ("hugo-von-hofmannsthal-sen", "gerhart-hauptmann", True),
    ("olga-schnitzler-2", "leo-van-jung", True),
    ("grete-kainz", "felix-salten", False),
    ("jeanette-heeger", "max-samst", False),
    ("georg-hirschfeld", "gerhart-hauptmann", True),
    ("leo-van-jung", "hugo-hofmannsthal", True),
    ("leo-van-jung", "paul-jonas", True),
    ("kurt-sonnenfeld", "daniel-bachrach", False),
    ("grete-kainz", "jacques-bachrach", False),
)

Raws = dict[str, dict[str, Any]]


def graph_of(raws: Raws, today: date, settings: Settings | None = None) -> Graph:
    contacts = [to_contact(raw, handle) for handle, raw in raws.items()]
    return building.of(Ledger.of(contacts), settings or Settings(), today=today)


def strengths_of(graph: Graph) -> reference.Strengths:
    return {frozenset(pair): tie.strength for pair, tie in graph.ties.items()}


def assert_same_ways(
    graph: Graph, ties: reference.Strengths, pair: tuple[str, str], avoid: set[str], steps: int
) -> int:
    """Compare the ways of two people with the reference's, and return how many there are."""
    start, target = pair
    found = paths.best(graph, start, [target], avoid=avoid)

    assert [path.handles for path in found] == reference.best_three(ties, *pair, avoid, steps)
    assert [path.weight for path in found] == pytest.approx(
        [reference.weight(ties, path.handles) for path in found]
    )
    strongest = max((path.weight for path in found), default=0.0)
    assert strongest == pytest.approx(reference.best_weight(ties, start, target, avoid))
    return len(found)


def test_the_ways_between_fifty_pairs_of_the_letters_are_those_of_the_reference(
    imported: Path,
) -> None:
    raws = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(imported.glob("*.toml"))
    }
    graph, ties = graph_of(raws, TODAY), reference.strengths(raws, TODAY)
    assert strengths_of(graph) == pytest.approx(ties)

    pairs: tuple[tuple[str, str, bool], ...] = PAIRS
    if not letters.IS_WHOLE:  # the part has other people
        chosen = list(itertools.combinations(sorted(raws), 2))[:50]
        pairs = tuple((one, other, bool(n % 2)) for n, (one, other) in enumerate(chosen))
    counts = [
        assert_same_ways(graph, ties, (start, target), {YOU} if past else set(), MOST_STEPS)
        for start, target, past in pairs
    ]

    assert len(counts) == 50
    assert not letters.IS_WHOLE or {*counts} == {0, 1, 2, 3}


handles = st.sampled_from("abcdefg")


@st.composite
def people(draw: st.DrawFn) -> Raws:
    """Return up to seven people with everything that ties are made of."""
    raws: Raws = {each: {"name": each.upper()} for each in "abcdefg"}
    several = st.lists(handles, min_size=1, max_size=4, unique=True)
    for number, there in enumerate(draw(st.lists(several, max_size=8))):
        on = draw(st.dates(date(2015, 1, 1), date(2027, 6, 1)))
        kind = draw(st.sampled_from(["met", "met", "call", "note", "attempt"]))
        for each in there:
            others = [one for one in there if one != each] if draw(st.booleans()) else []
            meeting = {"on": on, "kind": kind, "with": [*others, "Somebody"], "id": f"m{number}"}
            raws[each].setdefault("interactions", []).append(meeting)
    for one, other in draw(st.lists(st.tuples(handles, handles), max_size=4)):
        related = {"kind": "friend", "who": other}
        raws[one].setdefault("relationships", []).append(related)
    for one, other in draw(st.lists(st.tuples(handles, handles), max_size=3)):
        raws[one]["met"] = {"through": other}
    for gone in draw(st.lists(handles, max_size=1)):
        raws[gone]["archived" if draw(st.booleans()) else "died"] = True
    return raws


@given(people(), handles, handles, st.sets(handles, max_size=2))
def test_the_ways_between_any_two_are_those_of_the_reference(
    raws: Raws, start: str, target: str, avoid: set[str]
) -> None:
    today = date(2026, 11, 22)
    graph, ties = graph_of(raws, today), reference.strengths(raws, today)
    avoid -= {start, target}

    assert strengths_of(graph) == pytest.approx(ties)
    for begin in {start, YOU} & set(graph.people) - {target}:
        assert_same_ways(graph, ties, (begin, target), avoid, steps=8)


@given(people())
def test_every_strength_lies_between_0_and_1_and_falls_with_time(raws: Raws) -> None:
    now, later = (graph_of(raws, day) for day in (date(2027, 6, 1), date(2030, 6, 1)))

    for pair, tie in now.ties.items():
        assert 0 < tie.strength < 1
        assert later.ties[pair].strength <= tie.strength


def one(name: str, **says: object) -> Contact:
    return to_contact({"name": name, **says}, name)


def test_once_with_somebody_is_a_fifth_and_three_times_today_is_more() -> None:
    today = date(2026, 11, 22)
    met = {"on": today}
    ledger = Ledger.of([one("a", interactions=[met]), one("b", interactions=[met] * 3)])

    graph = building.of(ledger, Settings(), today=today)

    assert [tie.strength for tie in graph.ties.values()] == pytest.approx([1 / 5, 3 / 7])


def test_a_meeting_written_by_hand_in_both_files_is_one() -> None:
    first = one("a", interactions=[{"on": "2026-11", "with": ["b"]}])
    second = one("b", interactions=[{"on": "2026-11", "with": ["a"]}])

    graph = building.of(Ledger.of([first, second]), Settings(), today=date(2026, 11, 22))

    assert {pair: tie.times for pair, tie in graph.ties.items()} == {
        (YOU, "a"): 1,
        (YOU, "b"): 1,
        ("a", "b"): 1,
    }


def test_whoever_is_set_as_me_stands_for_you() -> None:
    ledger = Ledger.of(
        [
            one("i", interactions=[{"on": "2026-11-01", "with": ["a"]}]),
            one("a", relationships=[{"kind": "sister", "who": "i"}]),
        ]
    )

    graph = building.of(ledger, Settings(me="i"), today=date(2026, 11, 22))

    assert graph.people == ("a", "i")
    (tie,) = graph.ties.values()
    assert (tie.times, len(tie.stated)) == (1, 1)


def test_no_way_passes_one_target_to_reach_another() -> None:
    ledger = Ledger.of(
        [
            one("a", interactions=[{"on": "2026-11-01"}]),
            one("b", relationships=[{"kind": "friend", "who": "a"}]),
        ]
    )
    graph = building.of(ledger, Settings(), today=date(2026, 11, 22))

    assert [path.handles for path in paths.best(graph, YOU, ["a", "b"])] == [(YOU, "a")]
