"""A contact's document and versions of it, each with edits of its own: what merging is tried on."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

Table = dict[str, Any]
Edit = tuple[str, Callable[[Table], None]]  # what it touches, and how it changes a document

words = st.sampled_from(["a", "b", "c", "d", "e"])
days = st.integers(1, 9).map(lambda day: date(2026, 1, day))
notes = st.sampled_from(["", "one", "one\ntwo\nthree\n", "One\ntwo\nthree\n", "one\ntwo\nTHREE\n"])
lists = st.sampled_from(["tags", "tags", "emails", "shoes"])
values = st.sampled_from([1, 1.0, True, "1", date(2026, 1, 1), [1, 2], {"k": 1}, {"k": 1, "l": 2}])

_SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "city": words,
    "org": words,
    "x": values,
    "y": values,
    "notes": notes,
    "added": days,
}
_THEMES = [  # what both sides are about in one example, so that they meet
    ["city", "org", "drop"],
    ["x", "y", "notes", "drop"],
    ["added", "snooze"],
    ["join", "part", "turn"],
    ["join", "part"],
    ["account", "drop"],
    ["gift", "remove", "reword"],
    ["add", "equal"],
    ["equal", "remove"],
    ["remove", "reword", "invite"],
]
_ALL = sorted({kind for theme in _THEMES for kind in theme})
_NEED_BLOCKS = {"remove", "reword", "invite"}


@st.composite
def interactions(draw: st.DrawFn, ids: st.SearchStrategy[str]) -> Table:
    if not draw(st.integers(0, 2)):  # few different ones, so that equal ones are common
        return {"on": date(2026, 1, 1), "note": draw(st.sampled_from(["x", "y"]))}
    block: Table = {"on": draw(days), "note": draw(notes), "id": draw(ids)}
    if draw(st.booleans()):
        block["with"] = draw(st.lists(words, unique=True, max_size=2))
    return block


@st.composite
def documents(draw: st.DrawFn) -> Table:
    """Return what both versions began as."""
    document: Table = {"name": "Ada"}
    some = st.lists(words, unique=True, max_size=4)
    document |= {"tags": draw(some), "emails": draw(some), "shoes": draw(some)}
    document |= draw(st.dictionaries(st.sampled_from(["city", "org", "x", "y"]), words))
    document["notes"] = draw(notes)
    if draw(st.booleans()):
        document |= {"added": draw(days), "snoozed": {"until": draw(days), "since": draw(days)}}
    document["accounts"] = draw(st.dictionaries(words, words, max_size=3))
    document["gifts"] = [{"idea": idea} for idea in draw(some)]
    known = draw(st.lists(interactions(st.just("?")), min_size=1, max_size=3))
    for number, block in enumerate(known):
        if "id" in block:
            block["id"] = f"o{number}"
    document["interactions"] = known
    return {key: value for key, value in document.items() if value not in ([], {}, "")}


@st.composite
def edits(draw: st.DrawFn, base: Table, side: str, kinds: list[str]) -> Edit:
    """Return one edit of ``base``; most are what commands do, some what hands do."""
    there = [(n, i) for n in ("interactions", "gifts") for i in range(len(base.get(n, ())))]
    possible = [kind for kind in kinds if there or kind not in _NEED_BLOCKS] or ["city"]
    kind = draw(st.sampled_from(possible))
    if kind in _NEED_BLOCKS:
        return _edit_of_a_block(kind, *draw(st.sampled_from(there)), draw(words))
    ids = st.sampled_from([f"{side}1", f"{side}2", f"{side}3", "s1", "s2"])
    return draw(_EDITS[kind] if kind in _EDITS else st.builds(_log, interactions(ids)))


@st.composite
def versions(draw: st.DrawFn, sides: int = 2) -> tuple[Table, ...]:
    """Return a document and as many versions of it."""
    base = draw(documents())
    kinds = draw(st.sampled_from([*_THEMES, _ALL]))
    each = [st.lists(edits(base, side, kinds), min_size=1, max_size=4) for side in "abc"[:sides]]
    return (base, *(changed(base, draw(some)) for some in each))


@st.composite
def independent(draw: st.DrawFn) -> tuple[Table, Table, Table, Table]:
    """Return a document, two versions that touch different things, and both edits in turn."""
    base = draw(documents())
    ours = draw(st.lists(edits(base, "a", _ALL), max_size=4, unique_by=lambda edit: edit[0]))
    touched = {what for what, _ in ours}
    theirs = [e for e in draw(st.lists(edits(base, "b", _ALL), max_size=4)) if e[0] not in touched]
    as_it_is = changed(base, [])  # what alone changes nothing may, beside another, bring it back
    ours, theirs = (
        [edit for edit in side if changed(base, [edit]) != as_it_is] for side in (ours, theirs)
    )
    return base, changed(base, ours), changed(base, theirs), changed(base, [*ours, *theirs])


def changed(base: Table, each: list[Edit]) -> Table:
    """Return ``base`` after these edits; blocks that they remove go last, since they count."""
    document = copy.deepcopy(base)
    for _, edit in each:
        edit(document)
    for name in ("interactions", "gifts"):
        if name in document:
            kept = [block for block in document[name] if block is not None]
            document[name] = _one_of_each_id(kept)
    return {key: value for key, value in document.items() if value not in ([], {}, "")}


def _one_of_each_id(blocks: list[Table]) -> list[Table]:
    """Return the blocks, the first of those with one id: two such are for `doctor`."""
    named: dict[str, Table] = {}
    for number, block in enumerate(blocks):
        named.setdefault(block.get("id") or block.get("idea") or f"#{number}", block)
    return list(named.values())


def _set(key: str, value: object) -> Edit:
    return key, lambda document: document.update({key: value})


def _drop(key: str) -> Edit:
    return key, lambda document: document.pop(key, None) and None


def _join(key: str, word: str) -> Edit:
    def edit(document: Table) -> None:
        if word not in document.setdefault(key, []):
            document[key].append(word)

    return f"{key} {word}", edit


def _part(key: str, word: str) -> Edit:
    def edit(document: Table) -> None:
        document[key] = [each for each in document.get(key, ()) if each != word]

    return f"{key} {word}", edit


def _turn(key: str) -> Edit:
    return key, lambda document: document.update({key: document.get(key, [])[::-1]})


def _account(key: str, word: str) -> Edit:
    return "accounts", lambda document: document.setdefault("accounts", {}).update({key: word})


def _add(name: str, block: Table) -> Edit:
    what = f"{name} {block.get('id') or block.get('idea') or block}"
    return what, lambda document: document.setdefault(name, []).append(dict(block))


def _log(block: Table) -> Edit:
    return _add("interactions", block)


def _edit_of_a_block(kind: str, name: str, index: int, word: str) -> Edit:
    if kind == "remove":
        return _remove(name, index)
    if kind == "invite" and name == "interactions":
        return _invite(name, index, word)
    return _reword(name, index, word)


def _remove(name: str, index: int) -> Edit:
    return f"{name}", lambda document: document[name].__setitem__(index, None)


def _reword(name: str, index: int, word: str) -> Edit:
    key = "note" if name == "interactions" else "given"

    def edit(document: Table) -> None:
        if document[name][index] is not None:
            document[name][index][key] = word

    return f"{name}", edit


def _invite(name: str, index: int, word: str) -> Edit:
    def edit(document: Table) -> None:
        block = document[name][index]
        if block is not None and word not in block.setdefault("with", []):
            block["with"] = [*block["with"], word]

    return f"{name}", edit


_keys = st.sampled_from(["city", "org", "x", "y", "accounts"])
_snoozes = st.fixed_dictionaries({"until": days, "since": days})
_EDITS: dict[str, st.SearchStrategy[Edit]] = {
    **{key: st.builds(_set, st.just(key), values_) for key, values_ in _SCALARS.items()},
    "drop": st.builds(_drop, _keys),
    "join": st.builds(_join, lists, words),
    "part": st.builds(_part, lists, words),
    "turn": st.builds(_turn, lists),
    "snooze": st.builds(_set, st.just("snoozed"), _snoozes),
    "account": st.builds(_account, words, words),
    "gift": st.builds(lambda word: _add("gifts", {"idea": word}), words),
    "equal": st.builds(lambda: _log({"on": date(2026, 1, 1), "note": "x"})),
}
