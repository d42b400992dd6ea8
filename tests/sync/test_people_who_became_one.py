"""What becomes of one person whom two machines merged, renamed or removed, each for itself."""

import random

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
