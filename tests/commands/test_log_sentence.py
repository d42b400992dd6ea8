"""`dexcli log SENTENCE…` and `log -`: what is understood is told, what is doubtful is refused."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli, Keyboard

ADA, BOB = 'name = "Ada Lovelace"\n', 'name = "Bob Marley"\n'
DURAND = 'name = "Paul Durand"\n'
MARTIN = """\
name = "Paul Martin"

[[interactions]]
on = 2026-01-02
with = ["bob-marley"]
"""


@pytest.fixture(autouse=True)
def people(write: Write) -> None:
    write("ada-lovelace", ADA)
    write("bob-marley", BOB)
    write("paul-durand", DURAND)
    write("paul-martin", MARTIN)


def text_of(ledger: Path, handle: str) -> str:
    return (ledger / f"{handle}.toml").read_text("utf-8")


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.mark.usefixtures("ids")
def test_a_sentence_without_quotes_is_logged_and_told(dexcli: Dexcli, ledger: Path) -> None:
    sentence = "coffee with Ada and Bob yesterday at Café Central #work"

    result = dexcli("log", *sentence.split())

    assert (result.exit_code, result.stderr) == (
        0,
        "dexcli: coffee with Ada Lovelace (ada-lovelace) and Bob Marley (bob-marley), "
        "Saturday 2026-11-21, at Café Central, #work\n",
    )
    assert result.stdout == f"Coffee with Ada Lovelace and Bob Marley, yesterday.{UNDO}\n"
    assert text_of(ledger, "ada-lovelace") == ADA + (
        '\n[[interactions]]\non = 2026-11-21\nkind = "coffee"\nplace = "Café Central"\n'
        'with = ["bob-marley"]\ntags = ["work"]\nid = "0000000001"\n'
    )


NEW = "dexcli: lnuch is a new kind; did you mean lunch? dexcli amend --kind lunch\n"


@pytest.mark.parametrize("words", [["ada", "--kind", "lnuch"], ["lnuch", "with", "Ada"]])
def test_a_kind_that_is_nearly_a_known_one_is_told_and_logged(
    dexcli: Dexcli, ledger: Path, words: list[str]
) -> None:
    result = dexcli("log", *words)

    assert (result.exit_code, result.stderr.count(NEW)) == (0, 1)
    assert 'kind = "lnuch"' in text_of(ledger, "ada-lovelace")
    assert "new kind" not in dexcli("log", "bob", "--kind", "lnuch").stderr


def test_a_kind_that_is_nearly_one_of_this_ledger_is_told(dexcli: Dexcli) -> None:
    dexcli("log", "bob", "--kind", "geocaching")

    assert "did you mean geocaching?" in dexcli("log", "ada", "--kind", "geocachnig").stderr


@pytest.mark.parametrize("kind", ["lunch", "dejeuner", "tai chi", "jog", "met", "note", "attempt"])
def test_a_kind_that_is_known_or_like_none_is_nothing_to_tell(dexcli: Dexcli, kind: str) -> None:
    assert dexcli("log", "ada", "--kind", kind).stderr == ""


def test_a_sentence_in_quotes_is_the_same(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("log", "appel avec Ada hier : son livre ; lui écrire avant vendredi")

    text = text_of(ledger, "ada-lovelace")
    assert 'on = 2026-11-21\nkind = "call"\nnote = "son livre"\n' in text
    assert '[[reminders]]\nnote = "lui écrire"\non = 2026-11-27\n' in text


def test_the_options_win_over_the_sentence(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli(
        "log", "coffee with Ada tomorrow at home: hello; call her", "--on", "2026-11-03", "--kind",
        "tea", "--place", "Rome", "-m", "other", "--by", "them", "--next", "1 december: write",
    )  # fmt: skip

    assert result.exit_code == 0
    text = text_of(ledger, "ada-lovelace")
    assert 'on = 2026-11-03\nkind = "tea"\nplace = "Rome"\nby = "ada-lovelace"\n' in text
    assert 'note = "other"' in text
    assert 'note = "write"\non = 2026-12-01\n' in text
    assert "call her" not in text


def test_when_every_word_is_somebody_it_is_no_sentence(dexcli: Dexcli) -> None:
    result = dexcli("log", "ada", "bob")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Met Ada Lovelace and Bob Marley, today.{UNDO}\n"


def test_a_name_that_begins_like_a_word_of_a_sentence_is_not_taken_for_it(
    dexcli: Dexcli, write: Write
) -> None:
    write("withers", 'name = "Withers Andrea"\n')
    write("sawyer", 'name = "Sawyer"\n')

    assert "Withers" not in dexcli("log", "ada", "and", "bob").stdout
    assert "Sawyer" not in dexcli("log", "saw", "ada").stdout
    assert dexcli("log", "saw").stdout == f"Met Sawyer, today, the 1st this year.{UNDO}\n"


@pytest.mark.parametrize(
    ("sentence", "code", "error"),
    [
        ("lunch with Paul", 4,
         "'Paul' could be Paul Martin (paul-martin), Paul Durand (paul-durand)"),
        ("lunch with bob and paul", 4,
         "'paul' could be Paul Martin (paul-martin), Paul Durand (paul-durand)"),
        ("coffee with ada smith", 4, "'ada smith' could be Ada Lovelace (ada-lovelace)"),
        ("coffee with Lov", 4, "'Lov' could be Ada Lovelace (ada-lovelace)"),
        ("coffee with Ada and Zed Zulu", 3,
         "no contact matches 'Zed Zulu'; who is new: dexcli add 'Zed Zulu'"),
        ("coffee with Ada Smith", 3,
         "no contact matches 'Ada Smith'; nearest: Ada Lovelace; "
         "who is new: dexcli add 'Ada Smith'"),
        ("coffee with the team", 3,
         "nobody is named; 'with the team' names nobody here; say who was there, "
         "such as 'coffee with Ada'"),
        ("coffee with Ada tomorrow", 2,
         "the sentence: 2026-11-23 lies ahead; the past is logged, the future is planned, "
         "with 'dexcli remind WHO 2026-11-23 --meet'"),
        ("coffee with Ada yesterday or friday", 2,
         "the sentence: two days, 'yesterday' and 'friday'; a backslash keeps a word as text "
         "(\\friday)"),
        ("coffee with Ada 05/03/2026", 2,
         "the sentence: '05/03/2026' doesn't say which is the day; set dates.order to \"dmy\" or "
         '"mdy", or write 2026-03-05 or 2026-05-03 (or \\05/03/2026, which stays text)'),
        ("coffee with Ada;", 2,
         "the sentence: nothing is promised behind ';' or 'next:'; say what, or leave it out"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_refused_and_writes_nothing(
    dexcli: Dexcli, ledger: Path, sentence: str, code: int, error: str
) -> None:
    before = {path.name: path.read_bytes() for path in ledger.glob("*.toml")}

    result = dexcli("log", *sentence.split())

    assert (result.exit_code, result.stdout, result.stderr) == (code, "", f"dexcli: {error}\n")
    assert {path.name: path.read_bytes() for path in ledger.glob("*.toml")} == before


@pytest.mark.usefixtures("terminal")
def test_a_terminal_is_asked_and_told_who_was_together_with_the_others(
    dexcli: Dexcli, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "stdin", Keyboard("1\n"))

    result = dexcli("log", "lunch with Bob and Paul")

    assert result.exit_code == 0
    assert result.stderr.startswith(
        "dexcli: 'Paul' could be several:\n"
        "dexcli:   1  Paul Martin (paul-martin) · once with Bob Marley\n"
        "dexcli:   2  Paul Durand (paul-durand)\n"
        "Which one? 1-2, nothing to stop: dexcli: lunch with Bob Marley (bob-marley) and "
        "Paul Martin (paul-martin), Sunday 2026-11-22\n"
    )
    assert 'kind = "lunch"' in text_of(ledger, "paul-martin")


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 3), ("", 3)])
def test_a_terminal_is_offered_a_new_contact_who_is_never_made_silently(
    dexcli: Dexcli, ledger: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(answer))

    result = dexcli("log", "Zoë Zulu called me")

    assert result.exit_code == code
    question = "Nobody here is called 'Zoë Zulu'. Add Zoë Zulu as a new contact? [y/N] "
    assert result.stderr.startswith(question)
    assert (ledger / "zoe-zulu.toml").exists() == (code == 0)
    if code == 0:
        assert result.stdout.startswith("Added Zoë Zulu (zoe-zulu). Call with Zoë Zulu, today")
        assert 'by = "zoe-zulu"' in text_of(ledger, "zoe-zulu")
        assert dexcli("undo").exit_code == 0
        assert not (ledger / "zoe-zulu.toml").exists()


@pytest.mark.usefixtures("terminal")
def test_the_question_names_who_may_be_meant_instead(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard("n\n"))

    result = dexcli("log", "coffee with Ada Lovelase")

    assert result.stderr.startswith(
        "Nobody here is called 'Ada Lovelase' (nearest: Ada Lovelace). "
        "Add Ada Lovelase as a new contact? [y/N] "
    )


def test_a_dry_run_shows_the_diff(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("log", "coffee with Ada", "--dry-run")

    assert '+kind = "coffee"' in result.stdout
    assert text_of(ledger, "ada-lovelace") == ADA


def test_a_dry_run_as_json_is_the_parse(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli(
        "log", "--dry-run", "--json", "Ada called me hier à Paris #x: hello; next: write by friday"
    )

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "kind": "call",
        "on": "2026-11-21",
        "place": "Paris",
        "tags": ["x"],
        "note": "hello",
        "by": "ada-lovelace",
        "people": [{"handle": "ada-lovelace", "name": "Ada Lovelace", "text": "Ada"}],
        "unknown": [],
        "ambiguous": [],
        "promise": {"note": "write", "on": "2026-11-27"},
    }
    assert text_of(ledger, "ada-lovelace") == ADA


def test_the_json_has_who_is_unknown_and_who_may_be_meant(dexcli: Dexcli) -> None:
    result = dexcli("log", "lunch with Zed, Ada and Paul", "--dry-run", "--json")

    found = json.loads(result.stdout)
    assert result.exit_code == 3
    assert [each["handle"] for each in found["people"]] == ["ada-lovelace"]
    assert (found["unknown"], found["promise"]) == (["Zed"], None)
    assert found["ambiguous"] == [{"text": "Paul", "candidates": ["paul-durand", "paul-martin"]}]


def test_json_is_for_a_sentence_that_is_tried(dexcli: Dexcli) -> None:
    for args in (["coffee with Ada", "--json"], ["ada", "--json", "--dry-run"]):
        assert dexcli("log", *args).exit_code == 2


def test_a_name_that_stays_in_the_note_is_told(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("log", "coffee with Ada, Bob is moving to Rome")

    assert "dexcli: 'Bob' stays in the note; who was there stands behind 'with'\n" in result.stderr
    assert 'note = "Bob is moving to Rome"' in text_of(ledger, "ada-lovelace")
    assert text_of(ledger, "bob-marley") == BOB


# -- lines from stdin

INBOX = """\
# from the phone

- coffee with Ada yesterday
buy milk
2026-11-10:
call with Bob: the boat
lunch with Paul\r
tea with Ada on friday

dinner with Ada and Zed
ada-lovelace
"""
REST = """\
# from the phone

buy milk
2026-11-10:
lunch with Paul\r

dinner with Ada and Zed
"""


def test_lines_are_logged_as_one_step_and_the_others_come_back(
    dexcli: Dexcli, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, INBOX)

    result = dexcli("log", "-")

    assert (result.exit_code, result.stdout) == (4, REST)
    assert result.stderr == (
        "dexcli: line 3: coffee with Ada Lovelace (ada-lovelace), Saturday 2026-11-21\n"
        "dexcli: line 4: no sentence about people; expected one such as coffee with Ada\n"
        "dexcli: line 6: call with Bob Marley (bob-marley), Tuesday 2026-11-10, note 'the boat'\n"
        "dexcli: line 7: 'Paul' could be Paul Martin (paul-martin), Paul Durand (paul-durand)\n"
        "dexcli: line 8: tea with Ada Lovelace (ada-lovelace), Friday 2026-11-20\n"
        "dexcli: line 10: no contact matches 'Zed'; who is new: dexcli add Zed\n"
        "dexcli: line 11: met with Ada Lovelace (ada-lovelace), Sunday 2026-11-22\n"
        "dexcli: logged 4 interactions with 2 contacts. `dexcli undo` takes it back.\n"
    )
    assert 'on = 2026-11-10\nkind = "call"\nnote = "the boat"' in text_of(ledger, "bob-marley")
    assert 'on = 2026-11-20\nkind = "tea"' in text_of(ledger, "ada-lovelace")
    assert dexcli("undo").exit_code == 0
    assert text_of(ledger, "ada-lovelace") == ADA


def test_what_comes_back_comes_back_the_same(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, REST)

    result = dexcli("log", "-")

    assert (result.exit_code, result.stdout) == (4, REST)


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n\n#\n"])
def test_empty_lines_and_comments_are_no_fault(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    typed(monkeypatch, text)

    result = dexcli("log", "-")

    assert (result.exit_code, result.stdout, result.stderr) == (0, text, "")


def test_a_dry_run_of_lines_is_a_diff_or_a_list_of_parses(
    dexcli: Dexcli, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "coffee with Ada\ntea with Bob\n")
    diff = dexcli("log", "-", "--dry-run")
    typed(monkeypatch, "coffee with Ada\ntea with Bob\n")
    parses = dexcli("log", "-", "--dry-run", "--json")

    assert diff.stdout.count("+[[interactions]]") == 2
    assert [each["kind"] for each in json.loads(parses.stdout)] == ["coffee", "tea"]
    assert text_of(ledger, "ada-lovelace") == ADA


def test_the_options_hold_for_every_line(
    dexcli: Dexcli, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "coffee with Ada yesterday\ntea with Bob")

    assert dexcli("log", "-", "--on", "2026-11-01").exit_code == 0

    assert "on = 2026-11-01" in text_of(ledger, "ada-lovelace")
    assert "on = 2026-11-01" in text_of(ledger, "bob-marley")
