"""One step taken back by a merge: what came later stays, byte for byte."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.store.merging import merge_bytes
from tests.conftest import Dexcli

BEFORE = """\
# met at the ball
name = "Ada"
aka = [ "Countess" ]
tags = ["friend"]   # more?
cadence = "1 month"
emails = ["a@b.c"]
snoozed = { until = 2026-12-01, since = 2026-11-01 }

# promised
[[reminders]]
note = "the book"
id = "r1aaaaaaaa"

# in spring
[[interactions]]
on = 2026-01-02
note = "tea"  # green
id = "v3t8n1w6b9"
"""
STEPS = {
    "log": ["log", "ada", "-m", "chess"],
    "log of two": ["log", "ada", "bob", "-m", "chess"],
    "log of a past day": ["log", "ada", "--on", "2026-01-01"],
    "note": ["note", "ada", "likes", "horses"],
    "amend": ["amend", "v3t8n1w6b9", "-m", "coffee"],
    "amend of several keys": [
        "amend", "v3t8n1w6b9", "-m", "x", "--place", "Bonn", "--kind", "call",
    ],
    "amend that deletes": ["amend", "v3t8n1w6b9", "--delete"],
    "set": ["set", "ada", "city=Paris"],
    "set of several keys": [
        "set", "ada", "city=Paris", "emails+=d@e.f", "org=Engines", "aka-=Countess",
    ],
    "set of nothing": ["set", "ada", "cadence="],
    "tag": ["tag", "work", "ada"],
    "untag": ["tag", "friend", "ada", "--remove"],
    "every": ["every", "2 weeks", "ada"],
    "snooze": ["snooze", "2027-01-01", "ada"],
    "skip": ["skip", "ada"],
    "relate": ["relate", "ada", "mentor=bob"],
    "remind": ["remind", "ada", "2026-12-24", "call"],
    "done": ["done", "ada", "the book"],
    "archive": ["archive", "ada"],
}  # fmt: skip
LATER: dict[str, Callable[[str], str]] = {
    "nothing": str,
    "logs": lambda text: text + '\n[[interactions]]\non = 2026-11-22\nid = "l2"\n'
    '\n# then\n[[interactions]]\non = 2026-11-21\nid = "l1"\n',
    "a hand": lambda text: text.replace("# met at", "# we met at").replace(
        'name = "Ada"\n', 'name   = "Ada"\nshoe = 42  # left\n'
    ),
    "a hand in the middle and logs": lambda text: text.replace(
        "# promised", "# she has\n\n# promised"
    )
    + '\n[[interactions]]\non = 2026-11-22 # today\nid = "l2"\n',
}  # fmt: skip
later = pytest.mark.parametrize("after", LATER.values(), ids=LATER.keys())


@pytest.fixture
def ada(write: Callable[[str, str], Path]) -> Path:
    write("bob", 'name = "Bob"\n')
    return write("ada", BEFORE)


def stepped(dexcli: Dexcli, ada: Path, args: list[str]) -> str:
    result = dexcli(*args)
    assert result.exit_code == 0, result.stderr
    after = ada.read_text("utf-8")
    assert after != BEFORE
    return after


@later
@pytest.mark.parametrize("args", STEPS.values(), ids=STEPS.keys())
def test_a_step_taken_back_leaves_what_came_later_as_if_it_had_never_been(
    args: list[str], after: Callable[[str], str], dexcli: Dexcli, ada: Path
) -> None:
    step = stepped(dexcli, ada, args)

    found = merge_bytes(step.encode(), after(step).encode(), BEFORE.encode(), name="ada.toml")

    assert found.raw.decode() == after(BEFORE)
    assert found.conflicts == ()


@pytest.mark.parametrize("first", STEPS.values(), ids=STEPS.keys())
@pytest.mark.parametrize("second", [STEPS["log"], STEPS["tag"], STEPS["remind"], STEPS["note"]])
def test_a_step_before_another_is_taken_back_alone(
    first: list[str], second: list[str], dexcli: Dexcli, ada: Path
) -> None:
    if first == second or (first[0], second[0]) == ("tag", "tag"):
        pytest.skip("the second step would change nothing, or the same list anew")
    step = stepped(dexcli, ada, first)
    assert dexcli(*second).exit_code == 0
    both = ada.read_text("utf-8")

    found = merge_bytes(step.encode(), both.encode(), BEFORE.encode(), name="ada.toml")

    come, gone = lines(step) - lines(BEFORE), lines(BEFORE) - lines(step)
    assert lines(found.raw.decode()) == lines(both) - come + gone
    assert found.conflicts == ()


def lines(text: str) -> Counter[str]:
    return Counter(line for line in text.split("\n") if line)


def test_a_rename_is_taken_back_where_later_steps_stay(dexcli: Dexcli, ada: Path) -> None:
    assert dexcli("rename", "ada", "Ada King").exit_code == 0
    step = (ada.parent / "ada-king.toml").read_bytes()
    assert dexcli("log", "ada-king", "-m", "chess").exit_code == 0
    now = (ada.parent / "ada-king.toml").read_bytes()

    found = merge_bytes(step, now, BEFORE.encode(), name="ada.toml")

    assert found.raw.decode() == BEFORE + now.decode().removeprefix(step.decode())


def test_what_was_changed_again_is_told(dexcli: Dexcli, ada: Path) -> None:
    step = stepped(dexcli, ada, STEPS["set"])
    again = step.replace("Paris", "Rome")

    found = merge_bytes(step.encode(), again.encode(), BEFORE.encode(), name="ada.toml")

    assert [(each.path, each.values) for each in found.conflicts] == [(("city",), ("Rome",))]
