"""`dexcli log`: one interaction in the file of everybody who was there."""

import errno
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.store import recent, state
from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = """\
# met at the party
name = "Ada Lovelace"
cadence = "3 weeks"

[[interactions]]
on = 2026-10-30
kind = "coffee"
"""
BOB = 'name = "Bob"\n'
DAY = re.compile(r"\non = (\S+)\n")


def test_a_log_is_a_pure_suffix_of_the_file_and_says_its_consequence(
    dexcli: Dexcli, write: Write
) -> None:
    path = write("ada-lovelace", ADA)

    result = dexcli("log", "ada")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"Met Ada Lovelace, today, the 2nd this year. Next around 13 December.{UNDO}\n"
    )
    added = path.read_text(encoding="utf-8").removeprefix(ADA)
    assert re.fullmatch(
        r'\n\[\[interactions\]\]\non = 2026-11-22\nid = "[0-9a-hjkmnp-tv-z]{10}"\n', added
    )


@pytest.mark.usefixtures("ids")
def test_every_option_stands_in_the_block_in_the_order_of_the_format(
    dexcli: Dexcli, write: Write
) -> None:
    path = write("ada-lovelace", ADA)

    result = dexcli(
        "log", "ada", "-m", 'Talked about "Bernoulli"', "--on", "yesterday", "--kind", "coffee",
        "--place", "Café Central", "--by", "me", "--occasion", "Tuesday club",
    )  # fmt: skip

    assert result.exit_code == 0
    assert result.stdout == (
        f"Coffee with Ada Lovelace, yesterday, the 2nd this year. Next around 12 December.{UNDO}\n"
    )
    assert path.read_text(encoding="utf-8") == ADA + (
        "\n[[interactions]]\n"
        "on = 2026-11-21\n"
        'kind = "coffee"\n'
        'place = "Café Central"\n'
        'occasion = "Tuesday club"\n'
        'by = "me"\n'
        'note = "Talked about \\"Bernoulli\\""\n'
        'id = "0000000001"\n'
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("hier", "2026-11-21"),
        ("avant-hier", "2026-11-20"),
        ("3 days ago", "2026-11-19"),
        ("il y a 3 jours", "2026-11-19"),
        ("il y a une semaine", "2026-11-15"),
        ("2 weeks ago", "2026-11-08"),
        ("friday", "2026-11-20"),
        ("vendredi", "2026-11-20"),
        ("vendredi dernier", "2026-11-20"),
        ("last friday", "2026-11-20"),
        ("20 November", "2026-11-20"),
        ("20 novembre", "2026-11-20"),
        ("le 3 août", "2026-08-03"),
        ("24 December", "2025-12-24"),
        ("2026-11-20", "2026-11-20"),
        ("2026-03", '"2026-03"'),
        ("march 2024", '"2024-03"'),
        ("2025", "2025"),
    ],
)
def test_on_understands_english_and_french_looking_back(
    dexcli: Dexcli, write: Write, typed: str, day: str
) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "--on", typed)

    assert result.exit_code == 0
    assert DAY.findall(path.read_text(encoding="utf-8")) == [day]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("tomorrow", "2026-11-23"), ("demain", "2026-11-23"), ("in 3 days", "2026-11-25"),
     ("2027", "2027"), ("2026-12", "2026-12")],
)  # fmt: skip
def test_a_day_that_lies_ahead_is_refused_and_pointed_to_a_reminder(
    dexcli: Dexcli, write: Write, typed: str, day: str
) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "--on", typed)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"dexcli: --on: {day} lies ahead; the past is logged, the future is planned, "
        f"with 'dexcli remind WHO {day} --meet'\n"
    )
    assert path.read_text(encoding="utf-8") == BOB


@pytest.mark.parametrize("typed", ["05/03/2026", "soon", "31 February", "mar", ""])
def test_a_doubtful_day_is_refused(dexcli: Dexcli, write: Write, typed: str) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "--on", typed)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dexcli: --on: ")
    assert path.read_text(encoding="utf-8") == BOB


def test_the_order_of_the_settings_reads_a_date_in_digits(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    (ledger / ".dexcli" / "config.toml").write_text('[dates]\norder = "dmy"\n')
    path = write("bob", BOB)

    dexcli("log", "bob", "--on", "05/03/2026")

    assert DAY.findall(path.read_text(encoding="utf-8")) == ["2026-03-05"]


def test_today_is_the_day_that_is_asked_for(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    result = dexcli("--today", "2026-01-02", "log", "bob")

    assert result.stdout == f"Met Bob, today, the 1st this year.{UNDO}\n"
    assert DAY.findall(path.read_text(encoding="utf-8")) == ["2026-01-02"]


def test_a_log_of_last_year_counts_in_that_year(dexcli: Dexcli, write: Write) -> None:
    write("bob", BOB)

    result = dexcli("log", "bob", "--on", "24 December", "--kind", "call")

    assert result.stdout == f"Call with Bob, on 24 December 2025, the 1st in 2025.{UNDO}\n"


@pytest.mark.usefixtures("ids")
def test_several_people_share_one_interaction_that_names_the_others(
    dexcli: Dexcli, write: Write
) -> None:
    ada, bob = write("ada-lovelace", ADA), write("bob", BOB)
    eve = write("eve", 'name = "Eve"\ncadence = "monthly"\n')

    result = dexcli("log", "ada", "bob", "eve", "-m", "picnic")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Met Ada Lovelace, Bob and Eve, today. "
        f"Next: Ada Lovelace around 13 December and Eve around 22 December.{UNDO}\n"
    )
    block = '\n[[interactions]]\non = 2026-11-22\nwith = [{}]\nnote = "picnic"\nid = "0000000001"\n'
    assert ada.read_text(encoding="utf-8") == ADA + block.format('"bob", "eve"')
    assert bob.read_text(encoding="utf-8") == BOB + block.format('"ada-lovelace", "eve"')
    assert eve.read_text(encoding="utf-8").endswith(block.format('"ada-lovelace", "bob"'))


def test_the_same_person_named_twice_counts_once(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "Bob", "BOB")

    assert result.stdout == f"Met Bob, today, the 1st this year.{UNDO}\n"
    assert path.read_text(encoding="utf-8").count("[[interactions]]") == 1


def test_a_name_of_two_words_needs_no_quotes(dexcli: Dexcli, write: Write) -> None:
    ada, bob = write("ada-lovelace", ADA), write("bob", BOB)

    result = dexcli("log", "Ada", "Lovelace", "bob")

    assert result.exit_code == 0
    assert 'with = ["bob"]' in ada.read_text(encoding="utf-8")
    assert 'with = ["ada-lovelace"]' in bob.read_text(encoding="utf-8")


def test_nine_people_are_named_in_every_file(dexcli: Dexcli, write: Write) -> None:
    paths = [write(f"p{n}", f'name = "P{n}"\n') for n in range(9)]

    result = dexcli("log", *[f"p{n}" for n in range(9)])

    assert result.exit_code == 0
    others = ", ".join(f'"p{n}"' for n in range(1, 9))
    assert f"with = [{others}]\n" in paths[0].read_text(encoding="utf-8")


@pytest.mark.usefixtures("ids")
def test_more_than_nine_people_are_named_by_the_occasion(dexcli: Dexcli, write: Write) -> None:
    paths = [write(f"p{n}", f'name = "P{n}"\n') for n in range(10)]

    result = dexcli("log", *[f"p{n}" for n in range(10)], "--occasion", "Julie's wedding")

    assert result.exit_code == 0
    for number, path in enumerate(paths):
        assert path.read_text(encoding="utf-8") == (
            f'name = "P{number}"\n\n[[interactions]]\non = 2026-11-22\n'
            'occasion = "Julie\'s wedding"\nid = "0000000001"\n'
        )


def test_more_than_nine_people_without_an_occasion_are_refused(
    dexcli: Dexcli, write: Write
) -> None:
    paths = [write(f"p{n}", f'name = "P{n}"\n') for n in range(10)]

    result = dexcli("log", *[f"p{n}" for n in range(10)])

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--occasion" in result.stderr
    assert all(path.read_text(encoding="utf-8").count("\n") == 1 for path in paths)


def test_by_them_names_the_first(dexcli: Dexcli, write: Write) -> None:
    ada, bob = write("ada-lovelace", ADA), write("bob", BOB)

    dexcli("log", "bob", "ada", "--by", "them")

    assert 'by = "bob"\n' in ada.read_text(encoding="utf-8")
    assert 'by = "bob"\n' in bob.read_text(encoding="utf-8")


_NOT_EVE = "dexcli: --by: 'eve'; expected me, them or one who was there (Bob)\n"


def test_by_anybody_else_is_refused(dexcli: Dexcli, write: Write) -> None:
    write("bob", BOB)

    result = dexcli("log", "bob", "--by", "eve")

    assert (result.exit_code, result.stderr) == (2, _NOT_EVE)


@pytest.mark.usefixtures("ids")
def test_next_writes_a_promise_with_its_day(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "--next", "friday: send the paper: both parts")

    assert result.stdout == (
        "Met Bob, today, the 1st this year. "
        f"You promised: send the paper: both parts, on 27 November.{UNDO}\n"
    )
    assert path.read_text(encoding="utf-8") == BOB + (
        '\n[[reminders]]\nnote = "send the paper: both parts"\non = 2026-11-27\n'
        'id = "0000000002"\n'
        '\n[[interactions]]\non = 2026-11-22\nid = "0000000001"\n'
    )


def test_next_without_a_day_is_a_promise_without_one(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    dexcli("log", "bob", "--next", "the book")

    text = path.read_text(encoding="utf-8")
    assert re.search(r'\[\[reminders\]\]\nnote = "the book"\nid = "\w{10}"\n', text)


@pytest.mark.parametrize("typed", ["soonish: x", "2026-12: x", "friday:", "friday: ", "", " "])
def test_a_promise_that_is_none_is_refused(dexcli: Dexcli, write: Write, typed: str) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "--next", typed)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dexcli: --next: ")
    assert path.read_text(encoding="utf-8") == BOB


def test_nobody_is_written_when_one_of_them_is_unknown(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "zed")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "dexcli: no contact matches 'zed'\n"
    assert path.read_text(encoding="utf-8") == BOB


def test_log_without_anybody_is_wrong_use(dexcli: Dexcli) -> None:
    result = dexcli("log")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "dexcli: who is meant? Name somebody, or give --where FILTER\n"


@pytest.mark.usefixtures("ids")
def test_a_dry_run_shows_the_diff_and_writes_nothing(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "--dry-run")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "--- a/bob.toml\n+++ b/bob.toml\n@@ -1 +1,5 @@\n"
        ' name = "Bob"\n+\n+[[interactions]]\n+on = 2026-11-22\n+id = "0000000001"\n'
    )
    assert path.read_text(encoding="utf-8") == BOB
    assert sorted(entry.name for entry in ledger.iterdir()) == [".dexcli", "bob.toml"]


def test_quiet_leaves_the_sentence_out(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    result = dexcli("log", "bob", "--quiet")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert "[[interactions]]" in path.read_text(encoding="utf-8")


def test_a_planned_meeting_is_named_as_the_next_day(dexcli: Dexcli, write: Write) -> None:
    reminder = '\n[[reminders]]\nnote = "opera"\non = 2027-01-05\nmeet = true\n'
    write("ada-lovelace", ADA + reminder)

    result = dexcli("log", "ada")

    assert result.stdout.endswith(f"Next around 5 January 2027.{UNDO}\n")


def test_it_works_where_the_state_folder_can_not_be_made(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write("bob", BOB)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    result = dexcli("log", "bob")

    assert result.exit_code == 0
    assert "[[interactions]]" in path.read_text(encoding="utf-8")


def test_an_attempt_is_logged_and_leaves_her_due(dexcli: Dexcli, write: Write) -> None:
    write("ada-lovelace", ADA)

    result = dexcli("log", "ada", "--kind", "attempt")

    assert result.stdout == f"Attempt with Ada Lovelace, today. Still due.{UNDO}\n"
    assert dexcli("due", "--count").stdout == "1\n"


def test_a_note_of_several_lines_comes_back_as_it_was(dexcli: Dexcli, write: Write) -> None:
    write("bob", BOB)
    note = 'one\n"two" \\ three\n\n[[interactions]]\n"""'

    dexcli("log", "bob", "-m", note)
    shown = dexcli("timeline", "bob", "--json")

    import json

    assert [each["note"] for each in json.loads(shown.stdout)] == [note]


def test_where_it_can_not_be_remembered_amend_needs_an_id(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write("bob", BOB)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    logged, amended = dexcli("log", "bob"), dexcli("amend", "--kind", "tea")

    assert (logged.exit_code, logged.stdout) == (0, "Met Bob, today, the 1st this year.\n")
    assert logged.stderr == (
        f"dexcli: this can't be undone: the state folder {state.folder_for(path.parent)} "
        "can't be written (Not a directory)\n"
        "dexcli: to 'amend' this one, give its ID: see 'dexcli timeline --ids' "
        f"({recent.NAME} can't be kept here: Not a directory)\n"
    )
    assert amended.exit_code == 2
    assert "[[interactions]]" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("removable", [True, False])
def test_an_older_one_is_not_taken_for_the_latest(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch, *, removable: bool
) -> None:
    path = write("bob", BOB)
    dexcli("log", "bob", "--on", "yesterday")
    refuse = _refusing(recent.NAME)
    with monkeypatch.context() as patched:
        patched.setattr(recent, "_write", refuse)
        if not removable:
            patched.setattr(Path, "unlink", refuse)
        logged = dexcli("note", "bob", "likes tea")
    before = path.read_text(encoding="utf-8")

    assert logged.exit_code == 0
    assert "to 'amend' this one, give its ID" in logged.stderr
    assert ("an older one" in logged.stderr) is not removable
    if removable:
        assert dexcli("amend", "--delete").exit_code == 2
        assert path.read_text(encoding="utf-8") == before


def _refusing(name: str) -> Callable[..., None]:
    """Return what stands in for a method of paths, and refuses for files of this name."""

    def refuse(path: Path, *_: object, **__: object) -> None:
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    return refuse


@pytest.mark.parametrize("who", ["bob", "Bob", "me", "ME"])
def test_by_takes_one_who_was_there(dexcli: Dexcli, write: Write, who: str) -> None:
    write("ada-lovelace", ADA)
    path = write("bob", BOB)

    result = dexcli("log", "ada", "bob", "--by", who)

    assert result.exit_code == 0
    assert f'by = "{who.lower()}"\n' in path.read_text(encoding="utf-8")
