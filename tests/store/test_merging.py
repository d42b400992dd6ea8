"""Two versions of a file become one whose text stays as people wrote it."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import merge3
from dexcli.core.document import to_contact
from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.store import codec, edit, encode
from dexcli.store.ledgers import merge_ledgers
from dexcli.store.merging import MergedFile, merge_bytes
from tests.core.merge_laws import Table, shown
from tests.versions import versions

HEAD = """\
# met at the ball
name = "Ada"
tags = ["friend"]  # more?
city = "Paris"
emails = ["a@b.c", "d@e.f"]
added = 2026-01-01
shoe = 42

# gifts
[[gifts]]
idea = "a book"

[pets]
cat = "Mia"  # the grey one
"""
FIRST = '\n# the first\n[[interactions]]\non = 2026-01-02\nnote = "tea"  # green\nid = "i1"\n'
SECOND = '\n[[interactions]]\non = 2026-02-02\nid = "i2"\n'
BASE = HEAD + FIRST
THIRD = '\n# a walk\n[[interactions]]\non = 2026-03-03\nid = "i3"\n'
CITY, TAGS = 'city = "Paris"', 'tags = ["friend"]  # more?'
EMAILS = 'emails = ["a@b.c", "d@e.f"]'
CLASH = (
    '\n[[conflicts]]\npath = ["city"]\nkind = "value"\nbase = "Paris"\nvalues = ["Bonn", "Rome"]\n'
)


def merge(base: str | None, ours: str, theirs: str) -> str:
    return whole(base, ours, theirs).raw.decode()


def whole(base: str | None, ours: str, theirs: str) -> MergedFile:
    raw = None if base is None else base.encode()
    return merge_bytes(raw, ours.encode(), theirs.encode(), name="ada.toml")


def with_(old: str, new: str, text: str = BASE) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


CASES = {  # ours, theirs, and what becomes of both
    "both log": (BASE + THIRD, BASE + SECOND, BASE + SECOND + THIRD),
    "both log the same": (BASE + SECOND, BASE + SECOND, BASE + SECOND),
    "different keys": (
        with_(CITY, 'city = "Rome"'),
        with_("shoe = 42", "shoe = 43"),
        with_(CITY, 'city = "Rome"').replace("42", "43"),
    ),
    "one key twice": (
        with_(CITY, 'city = "Rome"'),
        with_(CITY, 'city = "Bonn"'),
        with_(CITY, 'city = "Rome"') + CLASH,
    ),
    "tags on both sides": (
        with_(TAGS, 'tags = ["friend", "b"]  # more?'),
        with_(TAGS, 'tags = ["a", "friend"]  # more?'),
        with_(TAGS, 'tags = ["a", "friend", "b"]  # more?'),
    ),
    "one side reorders the addresses and one adds": (
        with_(EMAILS, 'emails = ["d@e.f", "a@b.c"]'),
        with_(EMAILS, 'emails = ["a@b.c", "d@e.f", "g@h.i"]'),
        with_(EMAILS, 'emails = ["d@e.f", "g@h.i", "a@b.c"]'),
    ),
    "the day of adding differs": (
        with_("added = 2026-01-01", "added = 2025-05-05"),
        with_("added = 2026-01-01", "added = 2025-04-04"),
        with_("added = 2026-01-01", "added = 2025-04-04"),
    ),
    "both snooze": (
        with_("shoe", "snoozed = { until = 2026-09-09, since = 2026-03-01 }\nshoe"),
        with_("shoe", "snoozed = { until = 2026-08-08, since = 2026-03-02 }\nshoe"),
        with_("shoe", "snoozed = { until = 2026-08-08, since = 2026-03-02 }\nshoe"),
    ),
    "a phone high and a phone low": (
        with_(CITY, f'phones = ["1"]\n{CITY}'),
        with_("shoe = 42", 'shoe = 42\nphones = ["2"]'),
        with_(CITY, f'phones = ["1", "2"]\n{CITY}'),
    ),
    "Windows line ends on one side": (
        (BASE + THIRD).replace("\n", "\r\n"),
        BASE + SECOND,
        (BASE + SECOND + THIRD).replace("\n", "\r\n"),
    ),
    "a meeting removed and untouched": (
        HEAD,
        with_(CITY, 'city = "Rome"'),
        HEAD.replace("Paris", "Rome"),
    ),
    "unknown keys and tables": (
        with_("shoe = 42", 'shoe = 42\nhat = "l"'),
        with_('cat = "Mia"', 'dog = "Rex"\ncat = "Mia"'),
        with_("shoe = 42", 'shoe = 42\nhat = "l"').replace('cat =', 'dog = "Rex"\ncat ='),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "wanted"), CASES.values(), ids=CASES.keys())
def test_two_versions_become_one(ours: str, theirs: str, wanted: str) -> None:
    assert merge(BASE, ours, theirs) == wanted


@pytest.mark.parametrize(("ours", "theirs", "wanted"), CASES.values(), ids=CASES.keys())
def test_the_other_side_says_the_same(ours: str, theirs: str, wanted: str) -> None:
    assert parsed(merge(BASE, theirs, ours)) == parsed(wanted)


def parsed(text: str) -> str:
    return shown(codec.parse(text, "ada.toml"))


def test_two_notes_of_one_meeting_are_both_kept() -> None:
    found = whole(BASE, with_('"tea"', '"coffee"'), with_('"tea"', '"wine"'))

    assert [(each.path, each.values) for each in found.conflicts] == [
        (("interactions", "i1", "note"), ("coffee", "wine"))
    ]
    assert 'note = "wine"  # green' in found.raw.decode()


def test_what_one_side_removed_and_the_other_changed_stays_and_is_told() -> None:
    found = whole(BASE, HEAD, with_('"tea"', '"wine"'))

    assert [(each.path, each.kind) for each in found.conflicts] == [
        (("interactions", "i1"), "deleted")
    ]
    assert '# the first\n[[interactions]]\non = 2026-01-02\nnote = "wine"' in found.raw.decode()


def test_a_gift_given_here_and_reworded_there_is_there_twice_rather_than_not() -> None:
    given, reworded = '"a book"\ngiven = 2026-05-05', '"a novel"'
    found = whole(BASE, with_('"a book"', given), with_('"a book"', reworded))

    gifts = codec.parse(found.raw.decode(), "ada.toml")["gifts"]
    assert gifts == [{"idea": "a book", "given": date(2026, 5, 5)}, {"idea": "a novel"}]
    assert [each.path for each in found.conflicts] == [("gifts", "a book", "")]


def test_lines_of_notes_are_merged() -> None:
    notes = 'notes = """\none\ntwo\nthree\n"""\n'
    base = 'name = "Ada"\n' + notes

    found = whole(base, base.replace("one", "ONE"), base.replace("three", "THREE"))

    assert (found.raw.decode(), found.conflicts) == (
        'name = "Ada"\nnotes = """\nONE\ntwo\nTHREE\n"""\n',
        (),
    )


def test_a_file_with_conflicts_is_read_without_a_warning() -> None:
    text = CASES["one key twice"][2]

    decoded = codec.decode(text.encode(), "ada.toml")

    assert decoded.warnings == ()
    assert [each.values for each in decoded.contact.conflicts] == [("Bonn", "Rome")]


def test_a_conflict_resolved_on_one_side_is_resolved() -> None:
    clash = CASES["one key twice"][2]

    assert merge(clash, clash.removesuffix(CLASH), clash + SECOND) == (
        clash.removesuffix(CLASH) + SECOND
    )


def test_comments_of_both_hands_stay() -> None:
    ours = with_("shoe", "# 42 in Paris\nshoe")

    assert merge(BASE, ours, BASE + SECOND) == ours + SECOND


@pytest.mark.parametrize("base", [None, "", "no toml ["])
def test_without_a_base_nothing_is_taken_for_removed(base: str | None) -> None:
    found = whole(base, HEAD, BASE + SECOND)

    assert (found.raw.decode(), found.conflicts) == (BASE + SECOND, ())


@pytest.mark.parametrize("broken", [b"name = ", b"\xff", b"a" + b".a" * 100 + b" = 1"])
def test_a_version_that_is_no_toml_is_refused(broken: bytes) -> None:
    for versions_ in ((broken, BASE.encode()), (BASE.encode(), broken)):
        with pytest.raises(UnreadableFileError, match=r"^ada\.toml:1"):
            merge_bytes(None, *versions_, name="ada.toml")


def test_settings_and_who_was_removed_are_merged_too() -> None:
    base = 'format = 1\n# ours\n[cadence]\nfriend = "1 month"\n'
    ours, theirs = base + 'work = "1 year"\n', base + "\n[lead]\ndefault = [7]\n"
    removed = '[[removed]]\nhandle = "a"\nname = "A"\non = 2026-01-01\n'
    more = [removed + "\n" + removed.replace('"a"', f'"{h}"') for h in "bc"]

    assert merge(base, ours, theirs) == ours + "\n[lead]\ndefault = [7]\n"
    assert merge(removed, *more) == more[0] + "\n" + removed.replace('"a"', '"c"')


def text_of(document: Table) -> str:
    return encode.encode(to_contact(document, ""))


def own_comments(raw: bytes) -> Counter[str]:
    lines = (line.strip() for line in raw.decode().splitlines())
    return Counter(line for line in lines if line.startswith("#"))


def by_hand(text: str, every: int, end: str) -> bytes:
    """Return the text with a comment above every so many lines that begin a statement."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        if number % every == 0 and (line.startswith("[[") or " = " in line) and '"""' not in text:
            lines.append(f"# {number}")
        lines.append(line)
    return "\n".join(lines).replace("\n", end).encode()


@given(versions(), st.integers(1, 9), st.sampled_from(["\n", "\r\n"]))
def test_the_merged_text_says_what_was_merged_and_keeps_our_comments(
    three: tuple[Table, Table, Table], every: int, end: str
) -> None:
    documents = [contact_document(each) for each in three]
    base = by_hand(text_of(documents[0]), every, end)
    ours, theirs = (edit.update_document(base, each, name="ada.toml") for each in documents[1:])

    found = merge_bytes(base, ours, theirs, name="ada.toml")

    wanted = merge3.merge(*(codec.parse(raw.decode(), "") for raw in (base, ours, theirs)))
    assert parsed(found.raw.decode()) == shown(wanted.document)
    assert own_comments(base) <= own_comments(found.raw)
    for raw in (ours, theirs):
        if parsed(raw.decode()) == shown(wanted.document) and own_comments(raw) == own_comments(
            base
        ):
            assert parsed(raw.decode()) == parsed(found.raw.decode())


@given(versions())
def test_what_we_wrote_is_merged_to_what_we_would_write_whoever_merges(
    three: tuple[Table, Table, Table],
) -> None:
    documents = [contact_document(each) for each in three]
    base, ours, theirs = (text_of(each).encode() for each in documents)

    found = merge_bytes(base, ours, theirs, name="ada.toml").raw

    assert found == merge_bytes(base, theirs, ours, name="ada.toml").raw
    assert found.decode() == text_of(codec.parse(found.decode(), ""))


def contact_document(document: Table) -> Table:
    """Return the document with a key of its own, and in it what a contact's file can't hold."""
    known: dict[str, Any] = {**document}
    for block in known.get("gifts", ()):
        if "given" in block:
            block["given"] = True
    return known


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode), st.binary(max_size=9))
def test_any_bytes_give_toml_or_a_refusal(ours: bytes, base: bytes) -> None:
    try:
        found = merge_bytes(base, ours, BASE.encode(), name="ada.toml").raw
    except DexcliError:
        return
    codec.parse(codec.decode_text(found, "ada.toml"), "ada.toml")


@pytest.mark.parametrize("second", [HEAD.replace("Paris", "Oslo"), HEAD.replace(CITY + "\n", "")])
def test_one_conflict_settled_in_two_ways_is_a_conflict_again(second: str) -> None:
    told = '\n[[conflicts]]\npath = ["city"]\nkind = "value"\nvalues = ["Oslo", "Paris"]\n'
    base, ours, theirs = (HEAD + told).encode(), HEAD.encode(), second.encode()

    merged = merge_ledgers({"ada.toml": base}, {"ada.toml": ours}, {"ada.toml": theirs})

    table = codec.parse(merged.files["ada.toml"].decode(), "ada.toml")
    (conflict,) = table["conflicts"]
    assert [each.key for each in merged.conflicts] == ["city"]
    assert conflict["values"] == (["Oslo", "Paris"] if "Oslo" in second else ["Paris"])
    assert table["city"] == "Paris"
    for side in (ours, theirs):
        again = merge_ledgers({"ada.toml": base}, merged.files, {"ada.toml": side})
        assert again.files == merged.files


def test_one_conflict_settled_alike_or_on_one_side_alone_is_settled() -> None:
    told = '\n[[conflicts]]\npath = ["city"]\nkind = "value"\nvalues = ["Oslo", "Paris"]\n'
    base, oslo = (HEAD + told).encode(), HEAD.replace("Paris", "Oslo")
    for ours, theirs in ((oslo, oslo), (oslo, HEAD + told), (oslo, oslo + "x = 1\n")):
        merged = merge_bytes(base, ours.encode(), theirs.encode(), name="ada.toml")
        assert "conflicts" not in codec.parse(merged.raw.decode(), "ada.toml")


def test_a_conflict_settled_here_in_a_meeting_removed_there_is_told_with_what_stood() -> None:
    path = '["interactions", "i1", "note"]'
    told = f'\n[[conflicts]]\npath = {path}\nkind = "value"\nvalues = ["coffee", "tea"]\n'
    base = HEAD + told + FIRST
    sides = HEAD + FIRST.replace("tea", "coffee"), HEAD

    (first, second) = (
        merge_bytes(base.encode(), *(each.encode() for each in order), name="ada.toml")
        for order in (sides, sides[::-1])
    )

    (conflict,) = codec.parse(first.raw.decode(), "ada.toml")["conflicts"]
    assert conflict["path"] == ["interactions", "i1"]
    assert conflict["kind"] == "deleted"
    assert conflict["base"]["note"] == "tea"
    assert first == second
