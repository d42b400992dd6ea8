"""`dexcli undo`: the last step, one in the middle, and what it refuses."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dexcli.core import ids
from tests.conftest import Dexcli

pytestmark = pytest.mark.usefixtures("two")
Write = Callable[[str, str], Path]
ADA = """\
# met at the party
name = "Ada Lovelace"   # the first programmer
city = "London"
tags = ["friend"]
mood = "curious"        # a key of mine
id = "k7m2x9q4c1"

[[interactions]]
on = 2026-10-30
kind = "coffee"
note = "Bernoulli numbers"
id = "v3t8n1w6b9"
"""
BOB = 'name = "Bob"\r\nphones = ["+44 20 7946 0958"]\r\n'


def everything(ledger: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(ledger)): path.read_bytes()
        for path in ledger.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def two(ledger: Path, write: Write) -> dict[str, bytes]:
    write("ada-lovelace", ADA)
    write("bob", BOB)
    return everything(ledger)


CHANGES = [
    ["add", "Charles Babbage", "--every", "monthly"],
    ["log", "ada", "bob", "-m", "the engine", "--next", "2026-12-01: the paper"],
    ["note", "ada", "likes poetry"],
    ["set", "ada", "city=Paris", "interests+=poetry", "tags=", "mood=x", "--new-key"],
    ["rename", "ada", "Ada King"],
    ["rename", "ada", "Ada King", "--forget"],
    ["archive", "ada", "bob"],
    ["rm", "ada", "--yes"],
    ["rm", "ada", "bob", "--yes"],
    ["tag", "maths", "ada", "bob"],
    ["relate", "bob", "friend=ada"],
    ["every", "3 weeks", "ada", "bob"],
    ["snooze", "2026-12-24", "ada"],
    ["remind", "ada", "friday", "send the paper"],
    ["amend", "v3t8", "-m", "Something else"],
    ["amend", "v3t8", "--delete"],
    ["config", "cadence.friend=1 month"],
]


@pytest.mark.parametrize("args", CHANGES, ids=" ".join)
def test_every_change_is_taken_back_to_the_last_byte(
    args: list[str], dexcli: Dexcli, ledger: Path, two: dict[str, bytes]
) -> None:
    changed = dexcli(*args)
    after = everything(ledger)
    assert changed.exit_code == 0
    assert after != two
    assert changed.stdout.endswith("`dexcli undo` takes it back.\n")

    undone = dexcli("undo")

    assert (undone.exit_code, undone.stderr) == (0, "")
    assert undone.stdout.startswith("Undone: ")
    assert everything(ledger) == two
    again = dexcli("undo", "--redo")
    assert again.stdout.startswith("Done again: ")
    assert everything(ledger) == after


def test_undo_walks_back_step_by_step_and_redo_forward(
    dexcli: Dexcli, ledger: Path, two: dict[str, bytes]
) -> None:
    states = [two]
    for args in (["tag", "a", "ada"], ["log", "ada"], ["set", "bob", "city=Rome"]):
        dexcli(*args)
        states.append(everything(ledger))

    for state in (states[2], states[1], states[0]):
        assert dexcli("undo").exit_code == 0
        assert everything(ledger) == state
    assert dexcli("undo").stderr == "dexcli: there is nothing to undo on this machine\n"
    for state in states[1:]:
        assert dexcli("undo", "--redo").exit_code == 0
        assert everything(ledger) == state
    assert dexcli("undo", "--redo").stderr == (
        "dexcli: nothing is undone, so there is nothing to do again\n"
    )


def test_what_was_done_again_last_is_what_undo_takes_back(dexcli: Dexcli) -> None:
    dexcli("tag", "a", "ada")
    dexcli("tag", "b", "bob")
    first = steps(dexcli)[1]["id"]
    dexcli("undo", first)
    dexcli("undo", "--redo")

    assert dexcli("undo").stdout.startswith("Undone: tag: a, Ada Lovelace.")


def test_a_step_in_the_middle_goes_and_all_that_came_later_stays(
    dexcli: Dexcli, ledger: Path, two: dict[str, bytes]
) -> None:
    dexcli("log", "ada", "bob", "-m", "the one")
    first = steps(dexcli)[0]["id"]
    dexcli("log", "ada", "-m", "second")
    dexcli("set", "ada", "city=Paris")

    result = dexcli("undo", first)

    ada = (ledger / "ada-lovelace.toml").read_text("utf-8")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "the one" not in ada
    assert 'note = "second"' in ada
    assert ada.startswith(ADA.replace("London", "Paris"))
    assert (ledger / "bob.toml").read_bytes() == two["bob.toml"]


def test_what_was_edited_by_hand_since_stays(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("tag", "maths", "ada")
    ada = ledger / "ada-lovelace.toml"
    ada.write_text(
        ada.read_text("utf-8").replace("London", "Paris") + "# by hand\n", encoding="utf-8"
    )

    assert dexcli("undo").exit_code == 0
    assert ada.read_text("utf-8") == ADA.replace("London", "Paris") + "# by hand\n"


def test_it_never_overwrites_what_was_changed_since(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("set", "ada", "city=Paris")
    first = steps(dexcli)[0]["id"]
    dexcli("set", "ada", "city=Rome")
    before = everything(ledger)

    result = dexcli("undo", first)

    assert (result.exit_code, result.stdout) == (6, "")
    assert result.stderr == (
        "dexcli: 'set: Ada Lovelace, city=Paris' can't be undone: ada-lovelace.toml: city was "
        "changed since; nothing was written. What came later is in 'dexcli undo --list' or came by "
        "a sync; 'dexcli undo ID' takes back another step\n"
    )
    assert everything(ledger) == before


def test_who_was_added_and_met_since_is_not_taken_away(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("add", "Eve")
    first = steps(dexcli)[0]["id"]
    dexcli("log", "eve")
    before = everything(ledger)

    result = dexcli("undo", first)

    assert result.exit_code == 6
    assert "eve.toml was changed since it came" in result.stderr
    assert everything(ledger) == before


def test_who_mentions_somebody_that_goes_keeps_the_plain_name(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("add", "Eve Moore")
    first = steps(dexcli)[0]["id"]
    dexcli("relate", "ada", "sister=eve")

    assert dexcli("undo", first).exit_code == 0
    assert not (ledger / "eve-moore.toml").exists()
    assert 'name = "Eve Moore"' in (ledger / "ada-lovelace.toml").read_text("utf-8")


def test_what_is_done_again_mentions_who_was_removed_since_by_the_plain_name(
    dexcli: Dexcli, ledger: Path
) -> None:
    dexcli("relate", "ada", "friend=bob")
    dexcli("undo")
    dexcli("rm", "bob", "--yes")

    done = dexcli("undo", "--redo")

    assert done.exit_code == 0, done.stderr
    said = (ledger / "ada-lovelace.toml").read_text("utf-8")
    assert 'name = "Bob"' in said
    assert "who =" not in said


def test_a_rename_is_undone_with_all_that_came_after_it(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("rename", "ada", "Ada King")
    first = steps(dexcli)[0]["id"]
    dexcli("log", "ada-king", "bob", "-m", "later")

    assert dexcli("undo", first).exit_code == 0
    ada = (ledger / "ada-lovelace.toml").read_text("utf-8")
    assert not (ledger / "ada-king.toml").exists()
    assert ada.startswith(ADA)
    assert 'note = "later"' in ada
    assert 'with = ["ada-lovelace"]' in (ledger / "bob.toml").read_text("utf-8")


def test_a_removed_person_comes_back_beside_what_came_later(
    dexcli: Dexcli, ledger: Path, two: dict[str, bytes]
) -> None:
    (ledger / "bob.toml").chmod(0o640)
    dexcli("rm", "bob", "--yes")
    first = steps(dexcli)[0]["id"]
    dexcli("rm", "ada", "--yes")

    assert dexcli("undo", first).exit_code == 0
    assert (ledger / "bob.toml").read_bytes() == two["bob.toml"]
    assert stat.S_IMODE((ledger / "bob.toml").stat().st_mode) == 0o640
    removed = (ledger / ".dexcli" / "removed.toml").read_text("utf-8")
    assert "ada-lovelace" in removed
    assert "bob" not in removed


def test_nobody_is_overwritten_who_came_anew(dexcli: Dexcli) -> None:
    dexcli("rm", "bob", "--yes")
    first = steps(dexcli)[0]["id"]
    dexcli("add", "Bob")

    result = dexcli("undo", first)

    assert result.exit_code == 6
    assert "bob.toml was made anew since" in result.stderr


@pytest.mark.parametrize(
    "back", [("ada-king", ADA), ("eve", 'name = "Eve"\nid = "e1"\nwas = ["k7m2x9q4c1"]\n')]
)
def test_nobody_comes_back_beside_themselves_whom_a_sync_has_brought_back(
    dexcli: Dexcli, ledger: Path, write: Write, back: tuple[str, str]
) -> None:
    dexcli("rm", "ada", "--yes")
    write(*back)
    before = everything(ledger)

    result = dexcli("undo")

    assert result.exit_code == 6
    assert f"who was in ada-lovelace.toml is in {back[0]}.toml now" in result.stderr
    assert everything(ledger) == before


def test_who_got_an_id_by_a_rename_on_another_machine_is_known_by_it(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    dexcli("rm", "bob", "--yes")
    id_ = ids.of_contact("bob", "Bob")
    write("rob", f'name = "Rob"\nid = "{id_}"\nwas = ["bob"]\n')

    result = dexcli("undo")

    assert "who was in bob.toml is in rob.toml now" in result.stderr
    assert not (ledger / "bob.toml").exists()


def steps(dexcli: Dexcli) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(dexcli("undo", "--list", "--json").stdout)
    return found


def test_the_list_says_what_when_and_whom(dexcli: Dexcli) -> None:
    dexcli("log", "ada", "bob", "--kind", "coffee")
    dexcli("tag", "x", "bob")
    dexcli("undo")

    told = dexcli("undo", "--list").stdout.splitlines()
    newest, first = steps(dexcli)

    assert first["people"] == ["Ada Lovelace", "Bob"]
    assert first["files"] == ["ada-lovelace.toml", "bob.toml"]
    assert (newest["undone"], first["undone"]) == (True, False)
    assert told == [
        f"{newest['id']} · {newest['at'][:16].replace('T', ' ')} · tag: x, Bob · undone",
        f"{first['id']} · {first['at'][:16].replace('T', ' ')} · "
        "log: coffee with Ada Lovelace and Bob, 2026-11-22",
    ]


def test_a_step_that_is_undone_is_not_undone_again(dexcli: Dexcli) -> None:
    dexcli("tag", "x", "bob")
    first = steps(dexcli)[0]["id"]
    dexcli("undo", first)

    result = dexcli("undo", first)

    assert result.exit_code == 1
    assert f"{first} is undone already" in result.stderr


def test_the_settings_bound_how_much_is_kept(dexcli: Dexcli) -> None:
    dexcli("config", "undo.steps=3")
    for number in range(5):
        dexcli("tag", f"t{number}", "bob")

    assert [step["what"] for step in steps(dexcli)] == [
        "tag: t4, Bob",
        "tag: t3, Bob",
        "tag: t2, Bob",
    ]


def test_with_no_steps_kept_no_answer_speaks_of_undo(dexcli: Dexcli) -> None:
    dexcli("config", "undo.steps=0")

    result = dexcli("tag", "x", "bob")

    assert "undo" not in result.stdout
    assert steps(dexcli) == []


def test_the_history_is_for_its_owner_alone(dexcli: Dexcli, tmp_path: Path) -> None:
    dexcli("tag", "x", "bob")

    kept = list((tmp_path / "xdg-state").rglob("step-*"))

    assert [stat.S_IMODE(path.stat().st_mode) for path in kept] == [0o600]
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in kept} == {0o700}


def test_a_damaged_step_is_refused(dexcli: Dexcli, ledger: Path, tmp_path: Path) -> None:
    dexcli("tag", "x", "bob")
    (step,) = (tmp_path / "xdg-state").rglob("step-*")
    step.write_bytes(step.read_bytes().replace(b"Bob", b"Eve"))
    before = everything(ledger)

    result = dexcli("undo")

    assert result.exit_code == 1
    assert "can't be read any more" in result.stderr
    assert everything(ledger) == before


def test_dry_run_shows_the_diff_and_writes_nothing(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("set", "ada", "city=Paris")
    before = everything(ledger)

    result = dexcli("undo", "--dry-run")

    assert result.stdout.splitlines() == [
        "--- a/ada-lovelace.toml",
        "+++ b/ada-lovelace.toml",
        "@@ -1,6 +1,6 @@",
        " # met at the party",
        ' name = "Ada Lovelace"   # the first programmer',
        '-city = "Paris"',
        '+city = "London"',
        ' tags = ["friend"]',
        ' mood = "curious"        # a key of mine',
        ' id = "k7m2x9q4c1"',
    ]
    assert everything(ledger) == before
    assert steps(dexcli)[0]["undone"] is False


def test_where_nothing_can_be_kept_one_file_is_saved_and_says_so(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "xdg-state").write_text("in the way", encoding="utf-8")

    one = dexcli("tag", "x", "bob")
    several = dexcli("tag", "y", "ada", "bob")

    assert one.exit_code == 0
    assert one.stdout == "Bob: tagged x.\n"
    assert one.stderr.startswith("dexcli: this can't be undone: the state folder ")
    assert several.exit_code == 1
    assert several.stderr.startswith("dexcli: nothing was written: the state folder ")
    assert b"y" not in (ledger / "bob.toml").read_bytes().split(b"tags")[1]


def test_usage(dexcli: Dexcli) -> None:
    assert dexcli("undo", "abc", "--redo").exit_code == 2
    assert dexcli("undo", "--json").exit_code == 2
    assert dexcli("undo", "nosuch").exit_code == 1


def test_of_so_many_steps_each_can_be_taken_back(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("config", "undo.steps=4")
    before = everything(ledger)
    for number in range(4):
        dexcli("tag", f"t{number}", "bob")

    for _ in range(4):
        assert dexcli("undo").exit_code == 0
    assert everything(ledger) == before
    for _ in range(4):
        assert dexcli("undo", "--redo").exit_code == 0
    for _ in range(4):
        assert dexcli("undo").exit_code == 0
    assert everything(ledger) == before


def test_with_one_step_kept_it_goes_back_and_forth(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("config", "undo.steps=1")
    before = everything(ledger)
    dexcli("tag", "t", "bob")

    for _ in range(3):
        assert dexcli("undo").exit_code == 0
        assert everything(ledger) == before
        assert dexcli("undo", "--redo").exit_code == 0
    assert len(steps(dexcli)) == 1


def test_a_step_of_which_nothing_is_left_does_not_stand_in_the_way(
    dexcli: Dexcli, ledger: Path
) -> None:
    dexcli("set", "bob", "city=Rome")
    old = (ledger / "ada-lovelace.toml").read_bytes()
    dexcli("log", "ada")
    (ledger / "ada-lovelace.toml").write_bytes(old)

    assert dexcli("undo").stdout == (
        "Nothing of it was left as it had been made: log: met with Ada Lovelace, 2026-11-22.\n"
    )
    assert dexcli("undo").stdout.startswith("Undone: set: Bob, city=Rome.")


def test_a_step_before_a_rename_is_taken_back_where_the_person_is_now(
    dexcli: Dexcli, ledger: Path
) -> None:
    dexcli("log", "ada", "-m", "the one")
    first = steps(dexcli)[0]["id"]
    dexcli("rename", "ada", "Ada King")

    assert dexcli("undo", first).exit_code == 0
    ada = (ledger / "ada-king.toml").read_text("utf-8")
    assert "the one" not in ada
    assert 'name = "Ada King"' in ada


def test_a_step_after_a_rename_that_was_undone_is_taken_back_too(
    dexcli: Dexcli, ledger: Path, two: dict[str, bytes]
) -> None:
    dexcli("rename", "ada", "Ada King")
    first = steps(dexcli)[0]["id"]
    dexcli("log", "ada-king", "-m", "later")
    dexcli("undo", first)

    assert dexcli("undo").exit_code == 0
    assert everything(ledger) == two


def test_what_cannot_be_done_again_says_so(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("rm", "bob", "--yes")
    dexcli("undo")
    with (ledger / "bob.toml").open("a", encoding="utf-8") as file:
        file.write("# mine\n")

    result = dexcli("undo", "--redo")

    assert result.exit_code == 6
    assert result.stderr.startswith("dexcli: 'rm: Bob' can't be done again: bob.toml was changed")


def test_amend_after_an_undo_says_what_is_the_matter(dexcli: Dexcli) -> None:
    dexcli("log", "bob")
    dexcli("undo")

    result = dexcli("amend", "-m", "x")

    assert result.exit_code == 2
    assert result.stderr == (
        "dexcli: what was logged here last is gone, perhaps undone; "
        "give an ID of 'timeline --ids'\n"
    )


def test_an_empty_list_says_so(dexcli: Dexcli) -> None:
    result = dexcli("undo", "--list")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "dexcli: no step is kept on this machine for the ledger in this folder\n"
    )


def test_a_diff_tells_our_own_files_and_a_missing_last_newline(
    dexcli: Dexcli, write: Write
) -> None:
    write("eve", 'name = "Eve"')

    tagged = dexcli("tag", "x", "eve", "--dry-run").stdout
    removed = dexcli("rm", "bob", "--yes", "--dry-run").stdout

    assert '-name = "Eve"\n\\ No newline at end of file\n' in tagged
    assert "+++ b/.dexcli/removed.toml\n" in removed
