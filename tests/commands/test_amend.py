"""`dexcli amend`: an interaction corrected or removed in everybody's file."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

HEAD = '# a friend\nname = "{}"\nshoe = 42 # ours\n'
BLOCK = """
[[interactions]]
on = 2026-11-20 # a Friday
kind = "coffee"
with = [{}]
mood = "good"
id = "v3t8n1w6b9"
"""
OLD = '\n[[interactions]]\non = 2026-01-05\nkind = "call"\n'
Three = Callable[[], dict[str, str]]


@pytest.fixture
def three(write: Write) -> Callable[[], dict[str, str]]:
    """Put in three who had coffee, and return a way to read their files."""
    handles = ("ada", "bob", "eve")
    paths = {}
    for handle in handles:
        others = ", ".join(f'"{each}"' for each in handles if each != handle)
        text = HEAD.format(handle.title()) + BLOCK.format(others) + OLD
        paths[handle] = write(handle, text)
    return lambda: {handle: path.read_text(encoding="utf-8") for handle, path in paths.items()}


@pytest.mark.usefixtures("ids")
def test_what_was_logged_last_is_amended(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", 'name = "Bob"\n')
    dexcli("log", "bob", "--on", "yesterday")
    dexcli("log", "bob", "--on", "3 days ago", "-m", "by mistake")

    result = dexcli("amend", "--kind", "call", "--on", "2 days ago", "-m", "by phone")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Amended the meeting of 2026-11-19 with Bob.{UNDO}\n"
    assert path.read_text(encoding="utf-8") == (
        'name = "Bob"\n'
        '\n[[interactions]]\non = 2026-11-21\nid = "0000000001"\n'
        '\n[[interactions]]\non = 2026-11-20\nkind = "call"\nnote = "by phone"\n'
        'id = "0000000003"\n'  # the step before has an id too
    )


def test_a_note_is_amended_too(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", 'name = "Bob"\n')
    dexcli("note", "bob", "likes te")

    result = dexcli("amend", "-m", "likes tea")

    assert result.stdout == f"Amended the note of 2026-11-22 with Bob.{UNDO}\n"
    assert 'note = "likes tea"' in path.read_text(encoding="utf-8")


def test_an_id_amends_all_copies_and_nothing_else(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "v3t8n1w6b9", "--kind", "tea", "--place", "Demel")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Amended the coffee of 2026-11-20 with Ada, Bob and Eve.{UNDO}\n"
    for handle, text in three().items():
        assert text == before[handle].replace('"coffee"\n', '"tea"\nplace = "Demel"\n')


def test_an_unambiguous_start_of_an_id_is_enough(dexcli: Dexcli, three: Three) -> None:
    result = dexcli("amend", "V3", "-m", "sunny")

    assert result.exit_code == 0
    assert all('note = "sunny"\n' in text for text in three().values())


def test_an_ambiguous_start_changes_nothing(dexcli: Dexcli, write: Write) -> None:
    text = 'name = "Bob"\n' + "".join(
        f'\n[[interactions]]\non = 2026-01-0{n}\nid = "v3t8n1w6b{n}"\n' for n in (1, 2)
    )
    path = write("bob", text)

    result = dexcli("amend", "v3", "--kind", "tea")

    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == "dexcli: 'v3' could be v3t8n1w6b1, v3t8n1w6b2\n"
    assert path.read_text(encoding="utf-8") == text


def test_an_unknown_id_changes_nothing(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "zzzz", "--kind", "tea")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "dexcli: no interaction has the id 'zzzz'; see 'dexcli timeline --ids'\n"
    )
    assert three() == before


def test_an_interaction_without_an_id_gets_the_one_it_was_named_by(
    dexcli: Dexcli, write: Write
) -> None:
    path = write("bob", 'name = "Bob"\n' + OLD)
    key = dexcli("timeline", "--ids").stdout.split(" · ")[0]

    result = dexcli("amend", key, "-m", "hello")

    assert result.exit_code == 0
    assert path.read_text(encoding="utf-8") == (
        f'name = "Bob"\n{OLD}note = "hello"\nid = "{key}"\n'
    )
    assert dexcli("timeline", "--ids").stdout.split(" · ")[0] == key


def test_delete_removes_every_copy_and_leaves_the_rest(dexcli: Dexcli, three: Three) -> None:
    result = dexcli("amend", "v3t8n1w6b9", "--delete")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Deleted the coffee of 2026-11-20 with Ada, Bob and Eve.{UNDO}\n"
    for handle, text in three().items():
        assert text == HEAD.format(handle.title()) + OLD


def test_without_removes_one_and_their_name_elsewhere(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "v3t8n1w6b9", "--without", "bob")

    assert (result.exit_code, result.stderr) == (0, "")
    after = three()
    assert after["bob"] == HEAD.format("Bob") + OLD
    assert after["ada"] == before["ada"].replace('["bob", "eve"]', '["eve"]')
    assert after["eve"] == before["eve"].replace('["ada", "bob"]', '["ada"]')


def test_without_and_a_change_go_together(dexcli: Dexcli, three: Three) -> None:
    result = dexcli("amend", "v3t8n1w6b9", "--without", "bob", "--kind", "tea")

    assert result.exit_code == 0
    after = three()
    assert "tea" not in after["bob"]
    assert "coffee" not in after["bob"]
    for handle in ("ada", "eve"):
        assert 'kind = "tea"\n' in after[handle]
        assert "bob" not in after[handle]


def test_without_somebody_who_was_not_there_is_refused(
    dexcli: Dexcli, three: Three, write: Write
) -> None:
    write("zoe", 'name = "Zoe"\n')
    before = three()

    result = dexcli("amend", "v3t8n1w6b9", "--without", "zoe")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "dexcli: Zoe is not in this interaction\n"
    assert three() == before


def test_without_everybody_is_refused(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli(
        "amend", "v3t8n1w6b9", "--without", "ada", "--without", "bob", "--without", "eve"
    )

    assert result.exit_code == 2
    assert result.stderr == "dexcli: nobody would be left; use --delete\n"
    assert three() == before


def test_a_day_that_is_known_now_has_no_range(dexcli: Dexcli, write: Write) -> None:
    head = 'name = "Bob"\n\n[[interactions]]\n'
    path = write("bob", f'{head}on = 2026-03-01\nuntil = 2026-03-31\nid = "aaaaaaaaaa"\n')

    dexcli("amend", "aaaaaaaaaa", "--on", "2026-03-05")

    assert path.read_text(encoding="utf-8") == f'{head}on = 2026-03-05\nid = "aaaaaaaaaa"\n'


def test_by_and_next_are_amended_as_log_takes_them(dexcli: Dexcli, three: Three) -> None:
    result = dexcli("amend", "v3t8n1w6b9", "--by", "me", "--next", "friday: the paper")

    assert result.exit_code == 0
    for text in three().values():
        assert 'by = "me"\n' in text
        assert re.search(r'\[\[reminders\]\]\nnote = "the paper"\non = 2026-11-27\n', text)


def test_a_day_that_lies_ahead_is_refused(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "v3t8n1w6b9", "--on", "tomorrow")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dexcli: --on: 2026-11-23 lies ahead")
    assert three() == before


def test_nothing_to_amend_is_wrong_use(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "v3t8n1w6b9")

    assert result.exit_code == 2
    assert result.stderr == (
        "dexcli: nothing to amend; give log's options, --without WHO or --delete\n"
    )
    assert three() == before


def test_delete_goes_with_no_other_option(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "v3t8n1w6b9", "--delete", "--kind", "tea")

    assert result.exit_code == 2
    assert result.stderr.startswith("dexcli: --delete removes the interaction")
    assert three() == before


def test_nothing_logged_here_yet_asks_for_an_id(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "--kind", "tea")

    assert result.exit_code == 2
    assert result.stderr == (
        "dexcli: nothing was logged on this machine yet; give an ID of 'timeline --ids'\n"
    )
    assert three() == before


def test_a_dry_run_shows_the_diff_and_changes_nothing(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "v3t8n1w6b9", "--kind", "tea", "--dry-run")

    assert result.exit_code == 0
    changed = [line for line in result.stdout.splitlines() if line[:1] in "+-"]
    expected = []
    for handle in ("ada", "bob", "eve"):
        expected += [f"--- a/{handle}.toml", f"+++ b/{handle}.toml"]
        expected += ['-kind = "coffee"', '+kind = "tea"']
    assert changed == expected
    assert three() == before


def test_a_copy_with_a_note_of_its_own_keeps_it(dexcli: Dexcli, write: Write) -> None:
    block = '\n[[interactions]]\non = 2026-11-20\nnote = "{}"\nid = "v3t8n1w6b9"\n'
    ada = write("ada", 'name = "Ada"\n' + block.format("hers"))
    bob = write("bob", 'name = "Bob"\n' + block.format("his"))

    dexcli("amend", "v3", "--on", "2026-11-19")

    assert 'note = "hers"\n' in _text(ada)
    assert 'note = "his"\n' in _text(bob)
    assert "on = 2026-11-19\n" in _text(ada)
    assert "on = 2026-11-19\n" in _text(bob)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("was", ['was = ["bob-old"]\n', ""])
def test_without_removes_an_earlier_handle_too(dexcli: Dexcli, write: Write, was: str) -> None:
    head = 'name = "{}"\n'
    block = '\n[[interactions]]\non = 2026-11-20\n{}id = "v3t8n1w6b9"\n'
    reference = "bob-old" if was else "bob"
    ada = write("ada", head.format("Ada") + block.format(f'with = ["{reference}"]\n'))
    bob = write("bob", head.format("Bob") + was + block.format('with = ["ada"]\n'))
    eve = write("eve", head.format("Eve") + block.format(f'by = "{reference}"\n'))

    result = dexcli("amend", "v3t8", "--without", "bob")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Amended the meeting of 2026-11-20 with Ada and Eve.{UNDO}\n"
    assert _text(ada) == head.format("Ada") + block.format("")
    assert _text(bob) == head.format("Bob") + was
    assert _text(eve) == head.format("Eve") + block.format("")


def test_them_is_nobody_of_several(dexcli: Dexcli, three: Three) -> None:
    before = three()

    result = dexcli("amend", "v3t8n1w6b9", "--by", "them")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == ("dexcli: --by: 3 people were there; say who, such as --by ada\n")
    assert three() == before


@pytest.mark.parametrize("who", ["bob", "Bob"])
def test_by_names_one_who_was_there(dexcli: Dexcli, three: Three, who: str) -> None:
    result = dexcli("amend", "v3t8n1w6b9", "--by", who)

    assert result.exit_code == 0
    assert all('by = "bob"\n' in text for text in three().values())


def test_by_them_is_the_one_who_is_left(dexcli: Dexcli, three: Three) -> None:
    result = dexcli("amend", "v3t8n1w6b9", "--without", "bob", "--without", "eve", "--by", "them")

    assert result.stdout == f"Amended the coffee of 2026-11-20 with Ada.{UNDO}\n"
    assert 'by = "ada"\n' in three()["ada"]


def test_by_nobody_who_was_there_is_refused(dexcli: Dexcli, three: Three, write: Write) -> None:
    write("zoe", 'name = "Zoe"\n')
    before = three()

    result = dexcli("amend", "v3t8n1w6b9", "--by", "zoe")

    assert result.exit_code == 2
    assert result.stderr == (
        "dexcli: --by: 'zoe'; expected me, them or one who was there (Ada, Bob and Eve)\n"
    )
    assert three() == before


def test_a_kind_that_does_not_count_is_kept_as_the_word(dexcli: Dexcli, three: Three) -> None:
    assert dexcli("amend", "v3t8n1w6b9", "--kind", "Attempt").exit_code == 0

    assert all('kind = "attempt"\n' in text for text in three().values())


def test_who_was_not_there_is_promised_nothing(dexcli: Dexcli, three: Three) -> None:
    result = dexcli("amend", "v3t8n1w6b9", "--without", "bob", "--next", "friday: the paper")

    assert result.exit_code == 0
    assert [handle for handle, text in three().items() if "the paper" in text] == ["ada", "eve"]
