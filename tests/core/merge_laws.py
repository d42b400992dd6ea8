"""What every merge keeps to, as checks of one example; they see `merge` and nothing inside it."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from dexcli.core import merge3
from dexcli.core.document import to_document

Table = dict[str, Any]


def shown(value: object) -> str:
    """Return a text that tells values apart by type, order of lists too; written for the tests."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(shown(each) for each in value) + "]"
    return f"{type(value).__name__} {value!r}"


def meaning(value: object) -> str:
    """Return `shown` where the order of lists and what is empty don't count."""
    if isinstance(value, dict):
        kept = {key: meaning(each) for key, each in value.items() if each not in ([], {})}
        return json.dumps(kept, sort_keys=True)
    if isinstance(value, list | tuple):
        return json.dumps(sorted(meaning(each) for each in value))
    return shown(value)


def merged(o: Table | None, a: Table, b: Table) -> Table:
    return merge3.merge(o, a, b).document


def both_sides_get_the_same(o: Table, a: Table, b: Table) -> None:
    ours, theirs = merge3.merge(o, a, b), merge3.merge(o, b, a)
    assert json.dumps(ours.document, default=shown) == json.dumps(theirs.document, default=shown)
    assert [shown(to_document(each)) for each in ours.conflicts] == [
        shown(to_document(each)) for each in theirs.conflicts
    ]


def one_change_alone_is_taken(o: Table, a: Table, b: Table) -> None:
    for one, other in ((a, a), (a, o), (o, a), (b, b), (b, o)):
        found = merge3.merge(o, one, other)
        wanted = other if shown(one) == shown(o) else one
        assert (shown(found.document), found.conflicts) == (shown(wanted), ())


def nothing_is_lost_and_nothing_invented(o: Table, a: Table, b: Table) -> None:
    base, ours, theirs, both = (_by_id(each) for each in (o, a, b, merged(o, a, b)))
    for key in ours.keys() | theirs.keys():
        one, other, old = ours.get(key), theirs.get(key), base.get(key)
        removed = old is not None and (
            (one is None and shown(other) == shown(old))
            or (other is None and shown(one) == shown(old))
        )
        assert (key in both) is not removed, key
    assert both.keys() <= ours.keys() | theirs.keys()
    _values_come_from_a_side(o, a, b)


def a_clash_is_told(o: Table, a: Table, b: Table) -> None:
    """Both gave one plain key another value, or one removed what the other changed."""
    found = merge3.merge(o, a, b)
    told = {each.path: each for each in found.conflicts}
    for key in ("city", "org"):
        old, one, other = (shown(each.get(key)) for each in (o, a, b))
        if len({old, one, other}) == 3:
            values = {shown(each) for each in told[key,].values}
            assert values == {one, other} - {shown(None)}
            assert shown(found.document[key]) in values
    base, ours, theirs = (_by_id(each) for each in (o, a, b))
    for key in base:
        changed = [s[key] for s in (ours, theirs) if key in s and shown(s[key]) != shown(base[key])]
        if changed and (key not in ours or key not in theirs):
            assert [shown(v) for v in told["interactions", key].values] == [shown(changed[0])]
    assert {tuple(each["path"]) for each in found.document.get("conflicts", ())} == set(told)


def merging_again_changes_nothing(o: Table, a: Table, b: Table) -> None:
    once = merged(o, a, b)
    if all("id" in block for each in (o, a, b) for block in each.get("interactions", ())):
        assert meaning(merged(o, once, b)) == meaning(once)
        assert meaning(merged(o, a, once)) == meaning(once)
    assert shown(merged(a, once, a)) == shown(once)
    assert shown(merged(b, b, once)) == shown(once)


def two_merges_of_the_same_agree(o: Table, a: Table, b: Table) -> None:
    first, second = merged(o, a, b), merged(o, b, a)
    assert shown(merged(o, first, second)) == shown(first)


def equal_meetings_without_an_id_are_counted(o: Table, a: Table, b: Table) -> None:
    base, ours, theirs, both = (_without_id(each) for each in (o, a, b, merged(o, a, b)))
    for record in base | ours | theirs | both:
        n, i, j = base[record], ours[record], theirs[record]
        if i >= n and j >= n:
            wanted = max(i, j)
        elif i <= n and j <= n:
            wanted = min(i, j)
        else:
            wanted = n + (i - n) + (j - n)
        assert both[record] == wanted, record


def lists_hold_what_was_added_and_not_what_was_removed(o: Table, a: Table, b: Table) -> None:
    both = merged(o, a, b)
    for key in ("tags", "emails", "shoes"):
        old, one, other = (set(each.get(key, ())) for each in (o, a, b))
        wanted = (old & one & other) | (one - old) | (other - old)
        assert sorted(both.get(key, ())) == sorted(wanted), key


def new_meetings_stand_by_their_day(o: Table, a: Table, b: Table) -> None:
    """Where both sides only logged, what is new stands behind the rest, the earlier day first."""
    old, one, other = (each.get("interactions", []) for each in (o, a, b))
    if not (shown(one).startswith(shown(old)[:-1]) and shown(other).startswith(shown(old)[:-1])):
        return
    new = [shown(each) for side in (one, other) for each in side[len(old) :]]
    if not one[len(old) :] or not other[len(old) :] or len(set(new)) < len(new):
        return
    both = merged(o, a, b).get("interactions", [])
    assert shown(both).startswith(shown(old)[:-1])
    days = [[each["on"] for each in side[len(old) :]] for side in (one, other, both)]
    if days[0] == sorted(days[0]) and days[1] == sorted(days[1]):
        assert days[2] == sorted(days[2])


LAWS: dict[str, Callable[[Table, Table, Table], None]] = {
    law.__name__: law
    for law in (
        both_sides_get_the_same,
        one_change_alone_is_taken,
        nothing_is_lost_and_nothing_invented,
        a_clash_is_told,
        merging_again_changes_nothing,
        two_merges_of_the_same_agree,
        equal_meetings_without_an_id_are_counted,
        lists_hold_what_was_added_and_not_what_was_removed,
        new_meetings_stand_by_their_day,
    )
}


def _by_id(document: Table) -> dict[str, Table]:
    return {each["id"]: each for each in document.get("interactions", ()) if "id" in each}


def _without_id(document: Table) -> Counter[str]:
    return Counter(shown(e) for e in document.get("interactions", ()) if "id" not in e)


def _values_come_from_a_side(o: Table, a: Table, b: Table) -> None:
    both = merged(o, a, b)
    for key in ("city", "org", "x", "y", "added", "snoozed"):
        if key in both and not isinstance(both[key], dict | list):
            assert shown(both[key]) in {shown(each[key]) for each in (a, b) if key in each}
