"""Whole ledgers that changed on two machines become one, the same on both, with nothing lost."""

import random
from collections import Counter
from typing import Any

import tomli
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import ids
from dexcli.core.document import to_contact
from dexcli.store import codec
from dexcli.store.ledgers import MergedLedger, merge_ledgers
from dexcli.store.losses import missing
from tests.ledgers import Ledger, blocks, read, versions, worked, write
from tests.sync.acts import Act
from tests.sync.in_memory import Machine

ADA = b'name = "Ada"  # met at the ball\nid = "a1"\n'
LOG = b'\n[[interactions]]\non = 2026-01-02\nid = "i1"\n'
OTHER_LOG = b'\n[[interactions]]\non = 2026-01-03\nid = "i2"\n'
RENAMED = ADA.replace(b'"Ada"', b'"Ada King"') + b'was = ["ada"]\n'
SECOND_ADA = b'name = "Ada"\nid = "b2"\n'
BOB = b'name = "Bob"\nid = "c3"\n'
IDA = b'name = "Ida"\nid = "d4"\n'
FRIEND = b'\n[[relationships]]\nkind = "friend"\nwho = "ada"\n'


def texts(ledger: Ledger) -> dict[str, str]:
    return {name: raw.decode() for name, raw in ledger.items()}


def merge(base: Ledger, ours: Ledger, theirs: Ledger) -> MergedLedger:
    merged = merge_ledgers(base, ours, theirs)
    assert merged == merge_ledgers(base, theirs, ours)
    assert missing(base, ours, theirs, merged.files) == ()
    return merged


@given(versions())
def test_both_sides_get_the_same_bytes(case: tuple[Ledger, ...]) -> None:
    base, ours, theirs = case
    assert merge_ledgers(base, ours, theirs) == merge_ledgers(base, theirs, ours)


@given(versions())
def test_what_one_side_alone_changed_is_taken(case: tuple[Ledger, ...]) -> None:
    base, ours, _ = case
    for one, other in ((ours, base), (base, ours), (ours, ours)):
        assert merge_ledgers(base, one, other) == MergedLedger(dict(sorted(ours.items())))


@given(versions())
def test_merging_again_changes_nothing(case: tuple[Ledger, ...]) -> None:
    base, ours, theirs = case
    merged = merge_ledgers(base, ours, theirs).files
    for side in (ours, theirs):
        assert texts(merge_ledgers(base, merged, side).files) == texts(merged)
    assert texts(merge_ledgers(base, merged, dict(merged)).files) == texts(merged)


@given(versions())
def test_no_meeting_is_lost_and_none_is_doubled(case: tuple[Ledger, ...]) -> None:
    base, ours, theirs = case
    merged = merge_ledgers(base, ours, theirs).files
    assert missing(base, ours, theirs, merged) == ()
    old, one, other, now = (
        {block["id"] for _, block in blocks(each)} for each in (base, ours, theirs, merged)
    )
    assert (one - old) | (other - old) <= now  # what is new on a side
    assert now <= one | other  # and nothing from nowhere
    twice = Counter((name, block["id"]) for name, block in blocks(merged))
    assert max(twice.values(), default=1) == 1


@given(versions())
def test_every_file_reads_and_no_two_are_one_person(case: tuple[Ledger, ...]) -> None:
    merged = merge_ledgers(*case)
    assert merged.unmerged == ()
    people = [to_contact(read(raw), name) for name, raw in merged.files.items()]
    ids = Counter(each.id for each in people)
    assert max(ids.values(), default=1) == 1
    for name, each in zip(merged.files, people, strict=True):
        assert name.removesuffix(".toml") not in each.was


@given(versions())
def test_nobody_who_was_changed_or_added_is_gone(case: tuple[Ledger, ...]) -> None:
    base, ours, theirs = case
    merged = merge_ledgers(base, ours, theirs).files
    there = {key for raw in merged.values() for key in (read(raw)["id"], *read(raw).get("was", ()))}
    for side in (ours, theirs):
        for name, raw in side.items():
            assert base.get(name) == raw or read(raw)["id"] in there


@given(st.data())
def test_three_machines_that_sync_until_quiet_are_the_same(data: st.DataObject) -> None:
    base = data.draw(versions(sides=""))[0]
    remote, known, here = base, [base] * 3, [base] * 3
    reported: set[str] = set()
    for turn in range(data.draw(st.integers(1, 6))):
        who = data.draw(st.integers(0, 2))
        here[who] = data.draw(worked(here[who], f"{'pqr'[who]}{turn}"))
        reported |= {block["id"] for _, block in blocks(here[who])}
        if data.draw(st.booleans()):
            remote = merge_ledgers(known[who], here[who], remote).files
            known[who] = here[who] = remote
    for _ in range(2):
        for who in range(3):
            merged = merge_ledgers(known[who], here[who], remote)
            assert merged.unmerged == ()
            assert missing(known[who], here[who], remote, merged.files) == ()
            remote = known[who] = here[who] = merged.files
    assert here[0] == here[1] == here[2]


def test_renamed_here_and_logged_there_is_one_file_under_the_new_name() -> None:
    merged = merge({"ada.toml": ADA}, {"ada-king.toml": RENAMED}, {"ada.toml": ADA + LOG})
    assert merged.files == {"ada-king.toml": RENAMED + LOG}
    assert (merged.conflicts, merged.told) == ((), ())


def test_renamed_on_both_sides_is_one_file_and_says_what_it_was() -> None:
    other = ADA.replace(b'"Ada"', b'"Ada Byron"') + b'was = ["ada"]\n'
    merged = merge(
        {"ada.toml": ADA}, {"ada-king.toml": RENAMED + LOG}, {"ada-byron.toml": other + OTHER_LOG}
    )
    assert list(merged.files) == ["ada-king.toml"]
    table = read(merged.files["ada-king.toml"])
    assert (table["name"], table["was"]) == ("Ada King", ["ada", "ada-byron"])
    assert [each["id"] for each in table["interactions"]] == ["i1", "i2"]
    assert [each.key for each in merged.conflicts] == ["name"]
    assert merged.told == ("ada-byron and ada-king were one person: ada-king now",)


def test_removed_here_and_changed_there_stays_and_is_told() -> None:
    removed = b'[[removed]]\nhandle = "ada"\nname = "Ada"\non = 2026-01-05\n'
    merged = merge({"ada.toml": ADA}, {".dexcli/removed.toml": removed}, {"ada.toml": ADA + LOG})
    assert merged.files == {"ada.toml": ADA + LOG, ".dexcli/removed.toml": removed}
    assert merged.told == ("ada was removed on one side and changed on the other: kept",)


def test_removed_here_and_left_alone_there_is_removed() -> None:
    base = {"ada.toml": ADA, "bob.toml": BOB}
    merged = merge(base, {"bob.toml": BOB}, {"ada.toml": ADA, "bob.toml": BOB + LOG})
    assert merged.files == {"bob.toml": BOB + LOG}


def test_who_mentions_somebody_that_the_other_side_removed_keeps_the_plain_name() -> None:
    base = {"ada.toml": ADA, "bob.toml": BOB}
    merged = merge(base, {"bob.toml": BOB}, {"ada.toml": ADA, "bob.toml": BOB + FRIEND})
    assert read(merged.files["bob.toml"])["relationships"] == [{"kind": "friend", "name": "Ada"}]


def test_merged_into_another_here_and_logged_there_goes_to_the_other() -> None:
    base = {"ada.toml": ADA, "ada-b.toml": SECOND_ADA}
    kept = ADA + b'was = ["ada-b", "b2"]\n'
    merged = merge(base, {"ada.toml": kept}, {**base, "ada-b.toml": SECOND_ADA + LOG})
    assert merged.files == {"ada.toml": kept + LOG}
    both = merge(
        base, {"ada.toml": kept}, {"ada.toml": ADA + OTHER_LOG, "ada-b.toml": SECOND_ADA + LOG}
    )
    assert list(both.files) == ["ada.toml"]
    assert {each["id"] for _, each in blocks(both.files)} == {"i1", "i2"}


def test_merged_into_somebody_new_here_who_stands_alone_there_loses_no_meeting() -> None:
    bob = BOB + OTHER_LOG
    united = BOB + OTHER_LOG + LOG
    ours = {"bob.toml": united.replace(b'"c3"', b'"c3"\nwas = ["ada", "a1"]')}
    merged = merge({"ada.toml": ADA + LOG}, ours, {"ada.toml": ADA + LOG, "bob.toml": bob})
    assert list(merged.files) == ["bob.toml"]
    assert b'"i1"' in merged.files["bob.toml"]
    assert b'"i2"' in merged.files["bob.toml"]


def test_a_handle_that_somebody_had_long_ago_is_whoever_has_it_now() -> None:
    base = {"ada-king.toml": RENAMED, "ada.toml": SECOND_ADA}
    gone = {"ada-king.toml": RENAMED + OTHER_LOG}
    logged = {**base, "ada.toml": SECOND_ADA + LOG}
    merged = merge(base, gone, logged)
    assert merged.files == {"ada-king.toml": RENAMED + OTHER_LOG, "ada.toml": SECOND_ADA + LOG}


def test_two_who_are_merged_either_way_round_are_one_whichever_merges_again() -> None:
    base = {"ada.toml": ADA, "bob.toml": BOB}
    ours = {"ada.toml": ADA + b'was = ["bob", "c3"]\n' + LOG}
    theirs = {"bob.toml": BOB + b'was = ["ada", "a1"]\n' + OTHER_LOG}
    merged = merge(base, ours, theirs)
    assert list(merged.files) == ["bob.toml"]
    table = read(merged.files["bob.toml"])
    assert (table["name"], table["id"]) == ("Bob", "c3")
    assert {each["id"] for _, each in blocks(merged.files)} == {"i1", "i2"}
    assert merge(base, merged.files, ours).files == merged.files
    assert merge(base, merged.files, theirs).files == merged.files


def test_two_who_are_merged_either_way_round_keep_one_order() -> None:
    base = {"ada.toml": ADA + LOG, "bob.toml": BOB + OTHER_LOG}
    ours = {"ada.toml": ADA + b'was = ["bob", "c3"]\n' + LOG + OTHER_LOG}
    theirs = {"bob.toml": BOB + b'was = ["ada", "a1"]\n' + OTHER_LOG + LOG}
    merged = merge(base, ours, theirs)
    assert merge(base, merged.files, ours).files == merged.files
    assert merge(base, merged.files, theirs).files == merged.files


def test_merged_into_another_who_was_renamed_there_is_the_one_who_was_renamed() -> None:
    base = {"ada.toml": ADA, "bob.toml": BOB}
    ours = {"ada.toml": ADA, "rob.toml": BOB.replace(b"Bob", b"Rob") + b'was = ["bob"]\n'}
    theirs = {"bob.toml": BOB + b'was = ["ada", "a1"]\n'}
    merged = merge(base, ours, theirs)
    assert {name: read(raw)["name"] for name, raw in merged.files.items()} == {"rob.toml": "Rob"}
    assert merge(base, merged.files, theirs).files == merged.files


def test_two_people_added_under_one_handle_stay_two_and_mentions_follow() -> None:
    ours = {"ada.toml": ADA, "bob.toml": BOB}
    theirs = {"ada.toml": SECOND_ADA + LOG, "bob.toml": BOB + FRIEND}
    merged = merge({"bob.toml": BOB}, ours, theirs)
    assert merged.files == {
        "ada.toml": ADA,
        "ada-2.toml": SECOND_ADA + LOG,
        "bob.toml": BOB + FRIEND.replace(b'"ada"', b'"ada-2"'),
    }
    assert merged.told == ("two people had the handle ada: one is ada-2 now",)


def test_of_two_people_under_one_handle_it_is_told_who_has_which_now() -> None:
    def told(one: bytes, other: bytes) -> tuple[str, ...]:
        return merge({}, {"sam.toml": one}, {"sam.toml": other}).told

    rome, oslo = b'name = "Sam"\nid = "b2"\n', b'name = "Sam"\nid = "a1"\n'
    assert told(rome + b'city = "Rome"\n', oslo + b'city = "Oslo"\n') == (
        "two people had the handle sam: Sam (Rome) is sam-2 now",
    )
    assert told(rome + b'emails = ["s@x.org"]\n', oslo) == (
        "two people had the handle sam: Sam (s@x.org) is sam-2 now",
    )
    assert told(rome.replace(b"Sam", b"Sam Hill"), oslo) == (
        "two people had the handle sam: Sam Hill is sam-2 now",
    )


def test_two_machines_that_imported_the_same_letters_have_nobody_twice() -> None:
    letter = b'\n[[interactions]]\non = 1890-05-01\nkind = "letter"\nsource = "l:1"\nid = "l1"\n'
    first = ADA + b"added = 2026-11-01\n" + letter
    second = ADA + b"added = 2026-11-02\n" + letter
    merged = merge({}, {"ada.toml": first}, {"ada.toml": second})
    assert merged.files == {"ada.toml": first}
    assert merged.conflicts == ()


def test_an_import_that_chose_other_handles_is_brought_together_by_id() -> None:
    one = {"sam.toml": b'name = "Sam"\nid = "a1"\n', "sam-2.toml": b'name = "Sam"\nid = "b2"\n'}
    two = {"sam.toml": one["sam-2.toml"] + LOG, "sam-2.toml": one["sam.toml"] + OTHER_LOG}
    for side in (one, two):
        side["bob.toml"] = BOB + FRIEND.replace(b"ada", b"sam")
    merged = merge({}, one, two)
    assert read(merged.files["sam.toml"])["id"] == "a1"
    assert read(merged.files["sam-2.toml"])["id"] == "b2"
    said = read(merged.files["bob.toml"])["relationships"]
    assert [each["who"] for each in said] == ["sam", "sam-2"]  # whom either side meant


def test_ids_that_two_machines_fill_in_double_no_meeting() -> None:
    from dexcli.core import ids

    text = b'name = "Ada"\n' + b"".join(
        b'\n[[interactions]]\non = 2026-01-0%d\nnote = "tea"\n' % day for day in (1, 1, 2)
    )
    table = read(text)
    derived = ids.of_interactions(to_contact(table, "ada"))
    filled: dict[str, Any] = {
        **table,
        "interactions": [
            {**block, "id": key} for block, key in zip(table["interactions"], derived, strict=True)
        ],
    }
    base = {"ada.toml": text}
    one = {"ada.toml": write({**filled, "city": "Rome"})}
    two = {"ada.toml": write({**filled, "org": "Engines"})}
    for side in (two, {"ada.toml": text + LOG}, base):
        merged = merge(base, one, side)
        logged = int(b"i1" in side["ada.toml"])
        assert len(blocks(merged.files)) == 3 + logged


def test_a_file_that_is_no_toml_on_one_side_is_left_to_the_caller() -> None:
    broken = ADA + b"city = Rome\n"
    merged = merge_ledgers({"ada.toml": ADA}, {"ada.toml": broken}, {"ada.toml": ADA + LOG})
    assert merged.unmerged == ("ada.toml",)
    assert merged.files == {"ada.toml": broken}
    alone = merge_ledgers({"ada.toml": ADA}, {"ada.toml": broken}, {"ada.toml": ADA})
    assert (alone.unmerged, alone.files) == ((), {"ada.toml": broken})


def test_settings_and_who_was_removed_are_merged_too() -> None:
    config, gone = ".dexcli/config.toml", ".dexcli/removed.toml"
    block = b'[[removed]]\nhandle = "%s"\nname = "X"\non = 2026-01-0%d\nid = "%s"\n'
    base = {config: b'format = 1\n[cadence]\nfriend = "1 month"\n'}
    ours = {config: base[config] + b'family = "2 weeks"\n', gone: block % (b"x", 1, b"x1")}
    theirs = {
        config: b'format = 1\nme = "ada"\n[cadence]\nfriend = "1 month"\n',
        gone: block % (b"x", 2, b"x1") + block % (b"y", 2, b"y1"),
    }
    merged = merge(base, ours, theirs)
    assert read(merged.files[config]) == {
        "format": 1,
        "me": "ada",
        "cadence": {"friend": "1 month", "family": "2 weeks"},
    }
    removed = read(merged.files[gone])["removed"]
    assert [(each["id"], each["on"].day) for each in removed] == [("x1", 1), ("y1", 2)]
    assert merged.conflicts == ()


def test_a_ledger_of_a_newer_dexcli_is_not_merged() -> None:
    config = ".dexcli/config.toml"
    merged = merge_ledgers(
        {config: b"format = 1\n"}, {config: b'format = 1\nme = "a"\n'}, {config: b"format = 2\n"}
    )
    assert merged.unmerged == (config,)


def test_what_is_lost_is_found_without_the_merge() -> None:
    base, ours = {"ada.toml": ADA}, {"ada.toml": ADA + LOG}
    assert missing(base, ours, base, base) == ("ada.toml: 2026-01-02 i1",)
    assert missing(base, ours, base, ours) == ()
    assert missing(ours, ours, base, base) == ()  # removed on one side
    bare = LOG.replace(b'id = "i1"\n', b"")
    twice = {"ada.toml": ADA + bare + bare}
    once = {"ada.toml": ADA + bare}
    assert missing(base, twice, once, once) != ()
    assert missing(base, twice, once, twice) == ()


def test_two_who_are_one_now_keep_all_their_handles_and_ids_and_merging_again_changes_nothing() -> (
    None
):
    base = {"ada.toml": b'name = "Ada"\nid = "a1"\n', "bob.toml": b'name = "Bob"\nid = "b2"\n'}
    renamed = {
        "ada.toml": b'name = "Ada"\nid = "a1"\n\n[[interactions]]\non = 2026-02-02\nid = "p1"\n',
        "ada-king.toml": b'name = "Ada-King"\nid = "b2"\nwas = ["bob"]\n',
    }
    united = {"ada.toml": b'name = "Ada"\nid = "a1"\nwas = ["bob", "b2"]\n'}

    merged = merge_ledgers(base, renamed, united).files

    ((name, raw),) = merged.items()
    said = tomli.loads(raw.decode())
    assert {name, f"{said['id']}.toml", *(f"{each}.toml" for each in said["was"])} >= {
        *base,
        *renamed,
        "a1.toml",
        "b2.toml",
    }
    assert (said["name"], said["aka"]) == ("Ada", ["Ada-King"])
    assert merge_ledgers(base, merged, renamed).files == merged
    assert merge_ledgers(base, merged, united).files == merged


def test_a_meeting_that_one_side_removed_isn_t_missed_where_both_renamed_the_person() -> None:
    meeting = b'\n[[interactions]]\non = 2026-01-01\nid = "ib2"\n'
    base = {"bob.toml": b'name = "Bob"\nid = "b2"\n' + meeting}
    ours = {"robert.toml": b'name = "Robert"\nid = "b2"\nwas = ["bob"]\n' + meeting}
    theirs = {"eve.toml": b'name = "Eve"\nid = "b2"\n'}

    merged = merge_ledgers(base, ours, theirs).files

    assert missing(base, ours, theirs, merged) == ()


def test_somebody_new_who_took_a_removed_person_s_handle_and_left_it_isn_t_that_person() -> None:
    base = {"cleo.toml": b'name = "Cleo"\nid = "c1"\n'}
    anew = {"jo-lee.toml": b'name = "Jo Lee"\nid = "j2"\nwas = ["cleo"]\n'}
    logged = {"cleo.toml": base["cleo.toml"] + b'\n[[interactions]]\non = 2026-11-20\nid = "i1"\n'}

    merged = merge_ledgers(base, anew, logged).files

    assert merged == anew | logged


def test_who_became_one_with_whom_they_mention_mentions_themselves_after_no_merge() -> None:
    ada = b'name = "Ada"\nid = "a1"\n'
    base = {"ada.toml": ada, "bob.toml": b'name = "Bob"\nid = "b2"\n'}
    ours = {**base, "ada.toml": ada + b'\n[[interactions]]\non = 2026-02-02\nid = "p1"\n'}
    mentor = b'\n[[relationships]]\nkind = "mentor"\nwho = "bob"\n'
    theirs = {"ada.toml": ada + b'was = ["bob", "b2"]\n' + mentor}

    merged = merge_ledgers(base, ours, theirs).files

    assert b"mentor" not in merged["ada.toml"]
    for side in (ours, theirs):
        assert merge_ledgers(base, merged, side).files == merged


BARE = b'\n[[interactions]]\non = 2026-11-19 # by hand\nnote = "tea"\n'
REMINDER = b'\n[[reminders]]\non = 2026-12-01\nnote = "call"\n'


def test_what_has_no_id_keeps_the_one_it_is_known_by_where_its_person_became_another() -> None:
    base = {"ada.toml": ADA, "bob.toml": BOB}
    united = {"ada.toml": ADA + b'was = ["bob", "c3"]\n'}
    by_hand = {**base, "bob.toml": BOB + REMINDER + BARE}

    merged = merge(base, united, by_hand).files

    before = codec.decode(by_hand["bob.toml"], "bob.toml").contact
    after = codec.decode(merged["ada.toml"], "ada.toml").contact
    assert ids.of_interactions(after) == ids.of_interactions(before)
    assert ids.of_reminders(after) == ids.of_reminders(before)
    assert merge(base, merged, united).files == merged
    assert merge(base, merged, by_hand).files == merged


def test_what_has_no_id_is_there_once_where_its_person_becomes_another_here_and_a_third_there() -> (
    None
):
    old = {"ada.toml": ADA, "bob.toml": BOB, "eve.toml": SECOND_ADA, "ida.toml": IDA}
    base = {**old, "bob.toml": BOB + BARE}
    ours = dict(old)
    unite(ours, "ada", "bob")
    ours = merge(old, ours, base).files
    unite(ours, "eve", "ada")
    theirs = dict(base)
    unite(theirs, "ida", "bob")

    merged = merge(base, ours, theirs).files

    assert len(blocks(merged)) == 1


def test_what_both_said_without_an_id_is_there_once_and_as_it_was_where_they_became_one() -> None:
    base = {"ada.toml": ADA, "bob.toml": BOB}
    united = {"ada.toml": ADA + b'was = ["bob", "c3"]\n'}
    by_hand = {"ada.toml": ADA + BARE, "bob.toml": BOB + BARE}

    merged = merge(base, united, by_hand).files

    ((_, one),) = blocks(merged)
    assert "id" not in one, "as in the file of who stays"


def test_who_had_no_id_and_was_renamed_here_and_merged_there_has_each_meeting_once() -> None:
    bob = b'name = "Bob"\n' + BARE
    base = {"bob.toml": bob, "ida.toml": IDA}
    ours = {**base, "rob.toml": b'name = "Rob"\nid = "c3"\nwas = ["bob"]\n' + BARE}
    del ours["bob.toml"]
    theirs = dict(base)
    unite(theirs, "ida", "bob")
    theirs["ida.toml"] += b'place = "Oslo"\n'

    merged = merge(base, ours, theirs).files

    ((_, one),) = blocks(merged)
    assert one["place"] == "Oslo"


def unite(ledger: Ledger, keep: str, other: str) -> None:
    """Let somebody `merge` two of a ledger."""
    machine = Machine(random.Random(0), ledger)  # noqa: S311 - no secret
    assert machine.do(Act("merge", (keep, other)))
    ledger.clear()
    ledger.update(machine.files)
