"""`done`: a promise is kept; the block that was meant changes and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli, Result

Write = Callable[[str, str], Path]
ADA = """\
name = "Ada Lovelace"  # countess
hat = "blue"

[[reminders]]
note = "send the paper"  # the long one
on = 2026-12-01
colour = "red"
id = "q81f0c2d5e"

[[reminders]]
note = "give the book back"

[[reminders]]
note = "an old one"
done = 2026-01-01

[[interactions]]
on = 2026-11-10
"""
BOB = 'name = "Bob"\n\n[[reminders]]\nnote = "lunch"\non = 2026-11-20\nmeet = true\nid = "m1"\n'


@pytest.fixture
def ada(write: Write) -> Path:
    return write("ada-lovelace", ADA)


def test_the_promise_with_these_words(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("done", "ada", "the", "PAPER")

    assert result == Result(0, f"Done: send the paper, for Ada Lovelace.{UNDO}\n", "")
    assert ada.read_text("utf-8") == ADA.replace(
        "on = 2026-12-01\n", "on = 2026-12-01\ndone = 2026-11-22\n"
    )


@pytest.mark.parametrize("key", ["q81f0c2d5e", "q81", "Q81F"])
def test_by_its_id_or_the_start_of_it(dexcli: Dexcli, ada: Path, key: str) -> None:
    assert dexcli("done", key) == Result(0, f"Done: send the paper, for Ada Lovelace.{UNDO}\n", "")
    assert "done = 2026-11-22" in ada.read_text("utf-8")


def test_one_without_an_id_gets_the_one_that_was_computed(dexcli: Dexcli, ada: Path) -> None:
    ambiguous = dexcli("done", "ada").stderr
    key = ambiguous.split(" (give the book back)")[0].rsplit(" ", 1)[1]

    assert dexcli("done", key).stdout == f"Done: give the book back, for Ada Lovelace.{UNDO}\n"

    block = f'[[reminders]]\nnote = "give the book back"\ndone = 2026-11-22\nid = "{key}"\n'
    assert block in ada.read_text("utf-8")


def test_several_are_named_and_nothing_changes(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("done", "ada")

    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.startswith("dexcli: 'ada' could be q81f0c2d5e (send the paper), ")
    assert result.stderr.endswith(" (give the book back)\n")
    assert ada.read_text("utf-8") == ADA


def test_a_meeting_that_took_place(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    result = dexcli("done", "bob")

    assert result == Result(0, f"Done: lunch, with Bob. If you met: dexcli log bob{UNDO}\n", "")
    assert path.read_text("utf-8") == BOB.replace("true\n", "true\ndone = 2026-11-22\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ada", "horse"], 1, "nothing is promised to Ada Lovelace with 'horse' in it"),
        (["ada", "an old one"], 1, "nothing is promised to Ada Lovelace with 'an old one' in it"),
        (["zed"], 3, "no contact matches 'zed'"),
    ],
)
def test_what_is_not_there(
    dexcli: Dexcli, ada: Path, words: list[str], code: int, said: str
) -> None:
    assert dexcli("done", *words) == Result(code, "", f"dexcli: {said}\n")
    assert ada.read_text("utf-8") == ADA


def test_done_twice_is_refused(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)
    dexcli("done", "bob")
    before = path.read_bytes()

    assert dexcli("done", "bob") == Result(1, "", "dexcli: nothing is promised to Bob\n")
    assert path.read_bytes() == before


def test_an_id_wins_over_a_name_that_begins_so(dexcli: Dexcli, ada: Path, write: Write) -> None:
    write("quentin", 'name = "q81f0c2d5e Quentin"\n')

    assert dexcli("done", "q81f0c2d5e").stdout == f"Done: send the paper, for Ada Lovelace.{UNDO}\n"
    assert "done = 2026-11-22" in ada.read_text("utf-8")


def test_a_dry_run_writes_nothing(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("done", "q81f0c2d5e", "--dry-run")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "+done = 2026-11-22" in result.stdout.splitlines()
    assert ada.read_text("utf-8") == ADA
