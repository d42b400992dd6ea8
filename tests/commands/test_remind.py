"""`remind`: promises, planned meetings and yearly dates; each is a block of its own."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli, Result

Write = Callable[[str, str], Path]
ADA = """\
# the best of us
name = "Ada Lovelace"
cadence = "weekly"
hat = "blue"
added = 2026-11-02

[[interactions]]  # the first
on = 2026-11-10
"""


NO_DAY = f", without a day; it stands in `dexcli show ada-lovelace`.{UNDO}\n"


@pytest.fixture
def ada(write: Write) -> Path:
    return write("ada-lovelace", ADA)


def written(path: Path) -> str:
    """Return a file's text with its random ids as ID."""
    return re.sub(
        r'^id = "[0-9a-z]{10}"$', 'id = "ID"', path.read_text("utf-8"), flags=re.MULTILINE
    )


def test_a_promise_with_its_day_stands_at_the_end(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("remind", "ada", "1", "december", "send", "the", "paper")

    told = f"Ada Lovelace. You promised: send the paper, on 1 December.{UNDO}\n"
    assert result == Result(0, told, "")
    assert written(ada) == (
        f'{ADA}\n[[reminders]]\nnote = "send the paper"\non = 2026-12-01\nid = "ID"\n'
    )


@pytest.mark.parametrize(
    ("typed", "note", "on"),
    [
        ("birthday present next friday", "birthday present", "on 27 November"),
        ("send the paper by 1 december", "send the paper", "on 1 December"),
        ("send the paper 1 december", "send the paper", "on 1 December"),
        ("call her in two weeks", "call her", "on 6 December"),
        ("call her tomorrow", "call her", "on 23 November"),
        ("friday lunch before the 12th of december", "lunch before the 12th of december",
         "on 27 November"),
    ],
)  # fmt: skip
def test_a_day_at_the_end_is_the_day_where_none_stands_before(
    dexcli: Dexcli, ada: Path, typed: str, note: str, on: str
) -> None:
    told = f"Ada Lovelace. You promised: {note}, {on}.{UNDO}\n"
    assert dexcli("remind", "ada", *typed.split()) == Result(0, told, "")
    assert f'note = "{note}"\non = 2026-1' in ada.read_text("utf-8")


@pytest.mark.parametrize(
    "note",
    ["see the sun", "lunch in may", "she wrote last friday", "finish this summer", "wait 3 weeks",
     "read 'Black Friday'"],
)  # fmt: skip
def test_words_at_the_end_that_are_no_day_ahead_stay_in_the_note(
    dexcli: Dexcli, ada: Path, note: str
) -> None:
    told = f"Ada Lovelace. You promised: {note}{NO_DAY}"
    assert dexcli("remind", "ada", *note.split()) == Result(0, told, "")
    assert "on = 2026-11-2" not in ada.read_text("utf-8")


def test_a_day_that_is_to_stay_in_the_note_has_a_backslash(dexcli: Dexcli, ada: Path) -> None:
    dexcli("remind", "ada", "read", r"\friday")

    assert written(ada).endswith('[[reminders]]\nnote = "read friday"\nid = "ID"\n')


def test_a_day_at_the_end_that_could_be_two_is_refused(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("remind", "ada", "send", "it", "3/4")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dexcli: WHEN: '3/4' doesn't say which is the day")
    assert ada.read_text("utf-8") == ADA


def test_a_promise_without_a_day(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("remind", "ada", "she lent me a book")

    assert result == Result(0, f"Ada Lovelace. You promised: she lent me a book{NO_DAY}", "")
    assert written(ada) == f'{ADA}\n[[reminders]]\nnote = "she lent me a book"\nid = "ID"\n'


def test_a_month_is_a_word_of_the_note(dexcli: Dexcli, ada: Path) -> None:
    assert dexcli("remind", "ada", "may", "come").stdout == (
        f"Ada Lovelace. You promised: may come{NO_DAY}"
    )
    assert written(ada).endswith('[[reminders]]\nnote = "may come"\nid = "ID"\n')


def test_a_planned_meeting_pushes_the_day_back(dexcli: Dexcli, ada: Path) -> None:
    assert dexcli("due").stdout != ""

    result = dexcli("remind", "ada", "in", "2", "weeks", "lunch", "--meet")

    told = f"Planned with Ada Lovelace on 6 December: lunch. Next around 6 December.{UNDO}\n"
    assert result == Result(0, told, "")
    block = '[[reminders]]\nnote = "lunch"\non = 2026-12-06\nmeet = true\nid = "ID"\n'
    assert written(ada) == f"{ADA}\n{block}"
    assert dexcli("due") == Result(0, "", "")


def test_a_planned_meeting_needs_no_words(dexcli: Dexcli, ada: Path) -> None:
    assert dexcli("remind", "ada", "friday", "--meet").exit_code == 0

    assert 'note = "meet"\non = 2026-11-27\nmeet = true\n' in ada.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told", "value"),
    [
        ("1835-07-08 wedding", "wedding every year on 8 July", "1835-07-08"),
        ("8 july 1835 wedding", "wedding every year on 8 July", "1835-07-08"),
        ("8 july wedding", "wedding every year on 8 July", '"07-08"'),
        ("07-08 name day", "name day every year on 8 July", '"07-08"'),
        ("02-29 leap day", "leap day every year on 29 February", '"02-29"'),
    ],
)
def test_a_day_of_every_year(dexcli: Dexcli, ada: Path, words: str, told: str, value: str) -> None:
    result = dexcli("remind", "ada", *words.split(), "--yearly")

    assert result == Result(0, f"Ada Lovelace: {told}.{UNDO}\n", "")
    label = told.split(" every", maxsplit=1)[0]
    assert ada.read_text("utf-8") == f'{ADA}\n[[dates]]\nlabel = "{label}"\non = {value}\n'


def test_the_same_yearly_date_again_is_refused(dexcli: Dexcli, ada: Path) -> None:
    dexcli("remind", "ada", "07-08", "wedding", "--yearly")
    before = ada.read_bytes()

    result = dexcli("remind", "ada", "07-08", "wedding", "--yearly")

    assert result == Result(0, "Ada Lovelace: wedding every year on 8 July already.\n", "")
    assert ada.read_bytes() == before


@pytest.mark.parametrize("flags", [[], ["--meet"], ["--yearly"]])
def test_a_dry_run_writes_nothing(dexcli: Dexcli, ada: Path, flags: list[str]) -> None:
    result = dexcli("remind", "ada", "2026-12-01", "ball", "--dry-run", *flags)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "+[[dates]]" in result.stdout or "+[[reminders]]" in result.stdout
    assert ada.read_text("utf-8") == ADA


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["yesterday", "x"], 2, "WHEN: 2026-11-21 is past; expected a day ahead"),
        (["friday"], 2, "NOTE: what is promised?"),
        (
            ["lunch", "--meet"],
            2,
            "--meet: when? Expected a day before or behind the note, such as friday",
        ),
        (["friday", "x", "--meet", "--yearly"], 2, "--meet and --yearly are two things"),
        (["1835-07-08", "--yearly"], 2, "NOTE: what is it, such as 'wedding anniversary'?"),
        (["wedding", "--yearly"], 2, "--yearly: when? Expected a day before the note"),
        (["02-30", "x", "--yearly"], 2, "WHEN: "),
    ],
)
def test_what_is_refused_changes_nothing(
    dexcli: Dexcli, ada: Path, words: list[str], code: int, said: str
) -> None:
    result = dexcli("remind", "ada", *words)

    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(f"dexcli: {said}")
    assert ada.read_text("utf-8") == ADA


def test_nobody_by_that_name(dexcli: Dexcli, ada: Path) -> None:
    result = dexcli("remind", "zed", "x")

    assert (result.exit_code, result.stdout) == (3, "")
    assert ada.read_text("utf-8") == ADA


def test_what_they_promised_is_told_as_theirs(dexcli: Dexcli, ada: Path) -> None:
    done = dexcli("remind", "ada", "her book on knots", "--by", "them")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Ada Lovelace. They promised: her book on knots")
    assert 'by = "them"' in ada.read_text(encoding="utf-8")
    assert "They owe\n  her book on knots\n" in dexcli("show", "ada").stdout
    assert dexcli("remind", "ada", "friday", "tea", "--meet", "--by", "them").exit_code == 2
