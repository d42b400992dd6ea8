"""Merging loses nothing, invents nothing, and asks nobody which side it is on."""
# ruff: noqa: SLF001 - the wrong merges replace what nobody else may touch

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from dexcli.core import merge3
from dexcli.core.contact import CONFLICTS
from dexcli.core.merging import order, rules
from tests.core.merge_laws import LAWS, Table, meaning, merged
from tests.versions import independent, versions


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())
@given(versions())
def test_every_merge_keeps_to(
    law: Callable[[Table, Table, Table], None], three: tuple[Table, Table, Table]
) -> None:
    law(*three)


@given(independent())
def test_edits_of_different_things_never_clash(four: tuple[Table, Table, Table, Table]) -> None:
    base, ours, theirs, both = four

    found = merge3.merge(base, ours, theirs)

    assert found.conflicts == ()
    assert meaning(found.document) == meaning(both)


@given(versions(sides=3))
def test_three_machines_may_meet_in_any_order(four: tuple[Table, ...]) -> None:
    base, a, b, c = four
    assume(all("id" in i for each in four for i in each.get("interactions", ())))
    pairs = [merge3.merge(base, *pair) for pair in ((a, b), (b, c))]
    assume(not any(each.conflicts for each in pairs))
    first = merge3.merge(base, pairs[0].document, c)
    second = merge3.merge(base, a, pairs[1].document)
    assume(not first.conflicts and not second.conflicts)

    assert meaning(first.document) == meaning(second.document)


scalars = st.integers() | st.booleans() | st.floats() | st.text(max_size=3) | st.dates()
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "on", "k", "tags", "path"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = [
    "name", "tags", "added", "snoozed", "interactions", "relationships", "dates", "gifts",
    "reminders", "conflicts", "removed", "x",
]  # fmt: skip
tables = st.dictionaries(st.sampled_from(NAMES), anything, max_size=6)


@given(st.none() | tables, tables, tables)
def test_any_three_tables_can_be_merged_from_either_side(
    base: Table | None, ours: Table, theirs: Table
) -> None:
    assert repr(merged(base, ours, theirs)) == repr(merged(base, theirs, ours))


def _ours_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge3, "_scalar", lambda _where, _o, a, b: b if a is merge3._MISSING else a)


def _union_without_deletes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(order, "members", lambda _o, a, b: {*a, *b})


def _intersection(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(order, "members", lambda _o, a, b: {*a} & {*b})


def _drop_last(patch: pytest.MonkeyPatch) -> None:
    right = merge3._blocks
    patch.setattr(merge3, "_blocks", lambda *args: right(*args)[:-1])


def _concat(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge3, "_blocks", lambda _where, _o, a, b: [*a, *b])


def _no_ordinal(patch: pytest.MonkeyPatch) -> None:
    right = rules._numbered

    def numbered(*args: Any) -> list[rules.Identity]:  # noqa: ANN401 - as they come
        return [each[:2] if each[0] == "says" else each for each in right(*args)]

    patch.setattr(rules, "_numbered", numbered)


def _side_order(patch: pytest.MonkeyPatch) -> None:
    def ours_first(versions: list[list[str]], wanted: set[str], *, key: object) -> list[str]:
        del key
        return [e for e in dict.fromkeys([*versions[1], *versions[2]]) if e in wanted]

    patch.setattr(order, "arranged", ours_first)


def _silent_conflicts(patch: pytest.MonkeyPatch) -> None:
    right = merge3.merge
    patch.setattr(merge3, "merge", lambda o, a, b: merge3.Merged(_untold(right(o, a, b).document)))


def _untold(document: Table) -> Table:
    return {key: value for key, value in document.items() if key != CONFLICTS}


def _delete_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge3, "_survivor", lambda _where, _o, _edited: merge3._MISSING)


_MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "ours-wins": _ours_wins,
    "set-union-without-deletes": _union_without_deletes,
    "intersection": _intersection,
    "drop-last": _drop_last,
    "concat": _concat,
    "no-ordinal": _no_ordinal,
    "side-order": _side_order,
    "silent conflicts": _silent_conflicts,
    "delete-wins": _delete_wins,
}


_KILLED_BY = {
    "ours-wins": "both_sides_get_the_same",
    "set-union-without-deletes": "lists_hold_what_was_added_and_not_what_was_removed",
    "intersection": "lists_hold_what_was_added_and_not_what_was_removed",
    "drop-last": "nothing_is_lost_and_nothing_invented",
    "concat": "equal_meetings_without_an_id_are_counted",
    "no-ordinal": "equal_meetings_without_an_id_are_counted",
    "side-order": "both_sides_get_the_same",
    "silent conflicts": "a_clash_is_told",
    "delete-wins": "nothing_is_lost_and_nothing_invented",
}


@pytest.mark.parametrize("mutant", _MUTANTS)
def test_a_wrong_merge_breaks_a_law(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _MUTANTS[mutant](monkeypatch)

    @settings(
        max_examples=1000,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(versions())
    def check(three: tuple[Table, Table, Table]) -> None:
        LAWS[_KILLED_BY[mutant]](*three)

    with pytest.raises((AssertionError, KeyError)):
        check()


def test_keys_that_one_side_put_in_another_order_stand_so_from_either_side() -> None:
    before = {"name": "Ada", "city": "Rome", "org": "Acme"}
    after = {"name": "Ada", "org": "Acme", "city": "Rome"}

    for ours, theirs in ((before, after), (after, before)):
        assert list(merge3.merge(before, ours, theirs).document) == list(after)
