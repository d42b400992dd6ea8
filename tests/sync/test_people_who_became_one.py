"""What becomes of one person whom two machines merged, renamed or removed, each for itself."""

import os
import random
import subprocess
import sys
from collections import Counter
from types import SimpleNamespace

from dexcli.commands import rename
from dexcli.core import ids
from dexcli.store import codec
from dexcli.store.ledgers import MergedLedger, merge_ledgers
from tests.ledgers import Ledger
from tests.sync.acts import Act
from tests.sync.in_memory import Machine
from tests.sync.oracle import Seen

Acts = tuple[Act, ...]
START = b"format = 1\n"


def machine(files: Ledger, acts: Acts, seed: int) -> Ledger:
    """Return the ledger after commands on one machine."""
    there = Machine(random.Random(seed), files)  # noqa: S311 - no secret
    for act in acts:
        assert there.do(act), act
    return there.files


def together(base: Ledger, here: Acts, there: Acts) -> MergedLedger:
    """Return what both machines made of a ledger, merged, from either side and once again."""
    ours, theirs = machine(base, here, 1), machine(base, there, 2)
    merged = merge_ledgers(base, ours, theirs)
    assert merged == merge_ledgers(base, theirs, ours)
    for side in (ours, theirs):
        assert merge_ledgers(base, merged.files, side).files == merged.files
    return merged


def met(*names: str) -> Ledger:
    """Return a ledger of people who have met all at once."""
    added = tuple(Act("add", word=each) for each in names)
    handles = tuple(each.lower() for each in names)
    log = Act("log", handles, "t1", "2026-11-20")
    return machine({".dexcli/config.toml": START}, (*added, log), 0)


def test_merged_here_and_the_other_renamed_there_is_the_one_who_was_to_stay() -> None:
    merged = together(
        met("Dan", "Eve"),
        (Act("merge", ("dan", "eve")),),
        (Act("rename", ("eve",), "Evelyn"), Act("log", ("evelyn",), "t2", "2026-11-21")),
    )

    people = Seen.of(merged.files).contacts
    assert list(people) == ["dan"]
    dan = people["dan"]
    assert dan.name == "Dan"
    assert set(dan.aka) == {"Eve", "Evelyn"}
    assert {"eve", "evelyn"} <= set(dan.was)
    assert [(each.note, each.others) for each in dan.interactions] == [("t1", ()), ("t2", ())]
    assert merged.conflicts == ()


def test_whoever_became_one_is_never_mentioned_as_their_own_friend() -> None:
    merged = together(
        met("Dan", "Eve", "Fay"),
        (Act("merge", ("dan", "eve")),),
        (
            Act("log", ("dan", "eve", "fay"), "t2", "2026-11-21"),
            Act("relate", ("dan", "eve"), "friend"),
        ),
    )

    people = Seen.of(merged.files).contacts
    assert list(people) == ["dan", "fay"]
    assert [each.others for each in people["dan"].interactions] == [("fay",), ("fay",)]
    assert [each.others for each in people["fay"].interactions] == [("dan",), ("dan",)]
    assert people["dan"].relationships == ()


ZED = b'name = "Zed Old"\ncity = "Rome"\n\n[[interactions]]\non = 2026-01-02\nnote = "t1"\n'


def test_who_has_no_id_and_is_renamed_here_without_a_trace_and_logged_there_is_one() -> None:
    base = {"zed-old.toml": ZED}
    here = Machine(random.Random(1), base)  # noqa: S311 - no secret
    rename.rename(SimpleNamespace(obj=here.session()), "zed-old", ["Augusta"], forget=True)  # type: ignore[arg-type]  # a context
    there = machine(base, (Act("log", ("zed-old",), "t2", "2026-11-21"),), 2)

    merged = merge_ledgers(base, here.files, there)

    assert merged == merge_ledgers(base, there, here.files)
    assert (list(merged.files), merged.told) == (["augusta.toml"], ())
    assert b"Zed" not in merged.files["augusta.toml"]
    people = Seen.of(merged.files).contacts
    assert [each.note for each in people["augusta"].interactions] == ["t1", "t2"]
    assert merge_ledgers(base, merged.files, there).files == merged.files


def test_who_has_no_id_and_is_moved_by_hand_here_and_logged_there_is_one() -> None:
    base = {"zed-old.toml": ZED}
    here = {"augusta.toml": ZED}
    there = machine(base, (Act("log", ("zed-old",), "t2", "2026-11-21"),), 2)

    merged = merge_ledgers(base, here, there)

    assert merged == merge_ledgers(base, there, here)
    assert (list(merged.files), merged.told) == (["augusta.toml"], ())
    assert Counter(Seen.of(merged.files).copies()) == {("", "t1"): 1, ("", "t2"): 1}


def test_two_who_are_merged_either_way_round_are_no_alias_of_themselves() -> None:
    merged = together(
        met("Gil", "Gus"),
        (Act("merge", ("gus", "gil")),),
        (Act("merge", ("gil", "gus")),),
    )

    (one,) = Seen.of(merged.files).contacts.values()
    assert {one.name, *one.aka} == {"Gil", "Gus"}
    assert one.name not in one.aka
    assert merged.conflicts == ()


EVE = b'name = "Eve"\nid = "fr82d2y11j"\n\n[[interactions]]\non = 2026-01-02\nnote = "t1"\n'
AMENDED = ids.of_interactions(codec.decode(EVE, "eve.toml").contact)[0]


def test_merged_here_and_a_meeting_of_theirs_without_an_id_amended_there_is_one_meeting() -> None:
    base = {"dan.toml": b'name = "Dan"\nid = "p2x8p01jeb"\n', "eve.toml": EVE}
    merged = together(
        base,
        (Act("merge", ("dan", "eve")),),
        (Act("amend", (AMENDED,), "oslo", "--kind"),),
    )

    (dan,) = Seen.of(merged.files).contacts.values()
    assert [(each.id, each.kind, each.note) for each in dan.interactions] == [
        (AMENDED, "oslo", "t1")
    ]


def test_renamed_here_and_a_meeting_without_an_id_amended_there_is_one_meeting() -> None:
    base = {"zed-old.toml": ZED}
    zed = codec.decode(ZED, "zed-old.toml").contact
    merged = together(
        base,
        (Act("rename", ("zed-old",), "Augusta"),),
        (Act("amend", ids.of_interactions(zed), "oslo", "--kind"),),
    )

    (augusta,) = Seen.of(merged.files).contacts.values()
    assert [(each.kind, each.note) for each in augusta.interactions] == [("oslo", "t1")]


def test_who_becomes_a_part_of_somebody_keeps_the_ids_by_which_their_meetings_are_known() -> None:
    base = {"dan.toml": b'name = "Dan"\nid = "p2x8p01jeb"\n', "eve.toml": EVE}
    merged = machine(base, (Act("merge", ("dan", "eve")),), 1)
    assert machine(merged, (Act("amend", (AMENDED,), "oslo", "--kind"),), 1) != merged


def test_whoever_has_a_handle_that_another_had_before_loses_nothing_when_they_become_one() -> None:
    start = machine(
        {".dexcli/config.toml": START},
        (
            Act("add", word="Bob"),
            Act("rename", ("bob",), "Cleo King"),
            Act("add", word="Bob"),
            Act("add", word="Gus"),
            Act("add", word="Fay"),
            Act("log", ("bob",), "t1", "2026-11-20"),
        ),
        0,
    )
    merged = together(
        start,
        (Act("merge", ("fay", "gus")),),
        (Act("merge", ("bob", "gus")), Act("merge", ("cleo-king", "fay"))),
    )

    (one,) = Seen.of(merged.files).contacts.values()
    assert [each.note for each in one.interactions] == ["t1"]


def test_into_whom_both_merged_the_same_third_person_is_one_with_one_id() -> None:
    start = machine({".dexcli/config.toml": START}, (Act("add", word="Gus"),), 0)
    here = (Act("add", word="Fay"), Act("merge", ("fay", "gus")))
    there = (Act("add", word="Dan"), Act("merge", ("dan", "gus")))
    sides = [machine(start, acts, seed) for seed, acts in enumerate((here, there), start=1)]

    merged = together(start, here, there)

    (one,) = Seen.of(merged.files).contacts.values()
    known = {contact.id for side in sides for contact in Seen.of(side).contacts.values()}
    assert known <= {one.id, *one.was}
    assert [each.path for each in one.conflicts] == [("name",)]
    later = machine(sides[1], (Act("log", ("dan",), "t1", "2026-11-20"),), 3)
    after = merge_ledgers(sides[1], merged.files, later)
    (one,) = Seen.of(after.files).contacts.values()
    assert [each.note for each in one.interactions] == ["t1"]


TWICE = """\
from dexcli.store.ledgers import merge_ledgers

def contact(name, id_, *was):
    return f'name = "{name}"\\nwas = {[*was]}\\nid = "{id_ * 10}"\\n'.replace("'", '"').encode()

base = {"dan.toml": contact("Dan", "d"), "fay.toml": contact("Fay", "f", "dan")}
dan = base["dan.toml"]
here = {"dan.toml": dan + b'city = "x"\\n', "eve.toml": contact("Eve", "f", "dan", "fay")}
there = {"dan.toml": dan + b'org = "y"\\n', "fay.toml": contact("Fay", "d", "dan")}
print(sorted(merge_ledgers(base, here, there).files.items()))
"""


def test_every_machine_makes_the_same_of_two_files_with_one_id() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", TWICE],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},  # which orders a set
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in range(4)
    }
    assert len(made) == 1
