"""`gift` keeps ideas with the person, and gives nothing twice."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = """\
name = "Ada"
tags = ["friend"]
birthday = 1990-12-10

[[gifts]]
idea = "a harp"  # too dear?
for = "birthday"
budget = 900

[[gifts]]
idea = "a kite"
given = 2025-12-10
"""
BOB = 'name = "Bob"\nbirthday = "12-11"\n'
HARP = {"idea": "a harp", "for": "birthday", "budget": "900", "note": None}


@pytest.fixture(autouse=True)
def people(write: Write) -> None:
    write("ada", ADA)
    write("bob", BOB)


def test_an_idea_is_added_at_the_end_and_nothing_else_changes(dexcli: Dexcli, ledger: Path) -> None:
    words = ("a", "book", "--for", "Christmas", "--budget", "30 €", "--note", "the blue one")
    done = dexcli("gift", "add", "ada", *words)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"Gift idea for Ada: a book, for Christmas. 2 ideas wait.{UNDO}\n"
    added = (ledger / "ada.toml").read_text(encoding="utf-8").removeprefix(ADA)
    lines = added.strip().splitlines()
    assert lines[:-1] == [
        "[[gifts]]",
        'idea = "a book"',
        'for = "Christmas"',
        'budget = "30 €"',
        'note = "the blue one"',
    ]


def test_an_idea_that_is_there_already_changes_nothing(dexcli: Dexcli, ledger: Path) -> None:
    done = dexcli("gift", "add", "ada", "A HARP")

    assert done.stdout == "That is an idea for Ada already.\n"
    assert (ledger / "ada.toml").read_text(encoding="utf-8") == ADA


@pytest.mark.parametrize("act", ["add", "give"])
@pytest.mark.parametrize("words", [["A", "Kité"], ["kite"], ["the", "kite"]])
def test_what_was_given_is_refused_and_only_given_again_by_force(
    dexcli: Dexcli, ledger: Path, act: str, words: list[str]
) -> None:
    again = dexcli("gift", act, "ada", *words)

    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == (
        "dexcli: Ada got 'a kite' from you on 2025-12-10; nothing was written; "
        "'gift give … --force' if it is to be given again\n"
    )
    assert (ledger / "ada.toml").read_text(encoding="utf-8") == ADA
    forced = dexcli("gift", act, "ada", *words, "--force")
    assert forced.exit_code == (0 if act == "give" else 2)


def test_it_is_told_when_something_was_given_last(dexcli: Dexcli) -> None:
    dexcli("gift", "give", "bob", "tea cosy", "--on", "2025")
    assert "'tea cosy' from you in 2025;" in dexcli("gift", "give", "bob", "cosy").stderr
    dexcli("gift", "give", "bob", "tea cosy", "--force")
    assert "'tea cosy' from you on 2026-11-22;" in dexcli("gift", "give", "bob", "tea").stderr


def test_a_word_inside_another_means_no_idea(dexcli: Dexcli) -> None:
    dexcli("gift", "add", "bob", "a steam engine")

    assert dexcli("gift", "give", "bob", "tea").stdout.startswith("Given to Bob, today: tea.")
    assert "a steam engine." in dexcli("gift", "give", "bob", "steam eng").stdout


def test_an_idea_that_was_given_under_another_entry_says_so(dexcli: Dexcli, write: Write) -> None:
    write("ada", f'{ADA}\n[[gifts]]\nidea = "Kite"\n')

    assert "Ada · given before · Kite\n" in dexcli("gift", "list", "ada").stdout


def test_an_idea_for_a_day_of_two_says_whose_it_is(dexcli: Dexcli, write: Write) -> None:
    write("bob", f'{BOB}[[dates]]\nlabel = "wedding"\non = 2020-12-01\nwith = ["ada"]\n')

    shown = dexcli("gift", "ideas", "--within", "2w").stdout
    found = json.loads(dexcli("gift", "ideas", "--within", "2w", "--json").stdout)

    assert shown == ""
    dexcli("gift", "add", "ada", "a vase")
    shown = dexcli("gift", "ideas", "--within", "2w").stdout
    [wedding] = json.loads(dexcli("gift", "ideas", "--within", "2w", "--json").stdout)
    assert "Bob and Ada · wedding (6) · 1 December, 9 days ahead · a vase (for Ada)\n" in shown
    assert [each["handle"] for each in wedding["ideas"]] == ["ada"]
    assert found == []


@pytest.mark.usefixtures("terminal")
def test_a_terminal_says_that_there_are_no_gifts(dexcli: Dexcli) -> None:
    assert "no gifts; dexcli gift add WHO IDEA" in dexcli("gift", "list", "bob").stderr


def test_an_idea_is_given_by_some_words_of_it(dexcli: Dexcli, ledger: Path) -> None:
    done = dexcli("gift", "give", "ada", "harp", "--on", "yesterday")

    assert done.stdout == f"Given to Ada, yesterday: a harp, for birthday.{UNDO}\n"
    text = (ledger / "ada.toml").read_text(encoding="utf-8")
    assert 'idea = "a harp"  # too dear?\nfor = "birthday"\nbudget = 900\n' in text
    assert "given = 2026-11-21" in text


def test_what_was_no_idea_is_given_or_received_too(dexcli: Dexcli) -> None:
    given = dexcli("gift", "give", "bob", "a", "pen")
    received = dexcli("gift", "received", "bob", "ink")

    assert given.stdout == f"Given to Bob, today: a pen.{UNDO}\n"
    assert received.stdout.startswith("Received from Bob, today: ink. To thank: dexcli ")
    assert dexcli("gift", "list", "bob").stdout == (
        "Bob · given 2026-11-22 · a pen\nBob · received 2026-11-22 · ink\n"
    )


def test_of_two_ideas_with_these_words_none_is_given(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("gift", "add", "bob", "a red pen")
    dexcli("gift", "add", "bob", "a blue pen")
    before = (ledger / "bob.toml").read_bytes()

    several = dexcli("gift", "give", "bob", "pen")

    assert (several.exit_code, several.stdout) == (4, "")
    assert several.stderr == "dexcli: 'pen' could be a red pen, a blue pen\n"
    assert (ledger / "bob.toml").read_bytes() == before


def test_ideas_are_those_of_the_dates_ahead_that_were_not_given(
    dexcli: Dexcli, write: Write
) -> None:
    write(
        "ada", f'{ADA}\n[[gifts]]\nidea = "A Kite"\n\n[[gifts]]\nidea = "a ring"\nfor = "Easter"\n'
    )
    shown = dexcli("gift", "ideas")

    assert shown.stdout == "Ada · birthday (36) · 10 December, 2 weeks ahead · a harp · 900\n"
    assert shown.stderr == "dexcli: 1 date in the next 2 months without an idea: Bob (birthday)\n"
    found = json.loads(dexcli("gift", "ideas", "tag:friend", "--json").stdout)
    assert [(each["handle"], each["on"], each["ideas"]) for each in found] == [
        ("ada", "2026-12-10", [{"handle": "ada", **HARP}])
    ]
    assert json.loads(dexcli("gift", "ideas", "--within", "1w", "--json").stdout) == []


def test_list_as_json(dexcli: Dexcli) -> None:
    first, second = json.loads(dexcli("gift", "list", "--json").stdout)

    assert first == {"handle": "ada", "name": "Ada", **HARP, "given": None, "received": None}
    assert (second["idea"], second["given"]) == ("a kite", "2025-12-10")
    assert dexcli("gift").stdout == dexcli("gift", "list").stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["give", "ada"], 2, "gift give: what is it? Expected it behind 'ada'"),
        (["add"], 2, "gift add: whose gift? Expected WHO, then what it is"),
        (["add", "ada", "x", "--frm", "y"], 2, "no such option: --frm"),
        (["add", "ada", "x", "--on", "today"], 2, "--on is when it was given"),
        (["list", "--force"], 2, "gift list shows gifts"),
        (["add", "ada", "x", "--force"], 2, "--force gives again what was given before"),
        (["add", "ada", "x", "--within", "2w"], 2, "--within goes with 'gift ideas'"),
        (["give", "ada", "x", "--on", "2027-01-01"], 2, "--on: 2027-01-01 lies ahead"),
        (["add", "zed", "x"], 3, "no contact matches 'zed'"),
    ],
)
def test_what_makes_no_sense_is_refused(
    dexcli: Dexcli, words: list[str], code: int, told: str
) -> None:
    done = dexcli("gift", *words)

    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr.startswith(f"dexcli: {told}")
    assert done.stderr.count("\n") == 1
