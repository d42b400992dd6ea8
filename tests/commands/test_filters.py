"""One grammar wherever a filter stands, and an error that points at its place."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli, Result

PEOPLE = {
    "ada": 'name = "Ada"\ntags = ["old friend"]\ncity = "New York"\ncadence = "weekly"\n'
    'interactions = [{ on = 2026-11-01, kind = "coffee", id = "a1" }]\n',
    "bob": 'name = "Bob"\ntags = ["work"]\ncadence = "weekly"\n'
    'interactions = [{ on = 2026-01-01, kind = "call", id = "b1" }]\n',
    "cat": 'name = "Cat Or"\ntags = ["work"]\n',
}
TYPED = 'kind:coffee (city:"new york" or tag:nix) last:<30d'
FILTERED = [
    ("list", "--handles"), ("due", "--json"), ("today", "--json"), ("timeline", "--json"),
    ("export", "csv"), ("spread", "--dry-run", "--json"),
]  # fmt: skip
CHANGING = [
    ("archive", "--dry-run"), ("every", "monthly", "--dry-run"), ("log", "--dry-run"),
    ("rm", "--dry-run"), ("skip", "--dry-run"), ("snooze", "2 weeks", "--dry-run"),
    ("tag", "near", "--dry-run"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def people(write: Write) -> None:
    for handle, text in PEOPLE.items():
        write(handle, text)


@pytest.mark.parametrize("command", FILTERED, ids=lambda command: command[0])
def test_a_command_that_takes_a_filter_takes_all_of_it(
    dexcli: Dexcli, command: tuple[str, ...]
) -> None:
    name, *options = command
    first = [options.pop(0)] if name == "export" else []

    chosen = dexcli(name, *first, *TYPED.split(), *options)
    wrong = dexcli(name, *first, "tga:work", "is:due", *options)

    assert chosen.exit_code == 0
    assert "ada" in chosen.stdout.lower()
    assert "bob" not in chosen.stdout.lower()
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == (
        "dexcli: filter: no key 'tga:'; did you mean tag:?\n  tga:work is:due\n  ^^^^\n"
    )


@pytest.mark.parametrize("command", CHANGING, ids=lambda command: command[0])
def test_where_takes_all_of_it_too(dexcli: Dexcli, command: tuple[str, ...]) -> None:
    name, *rest = command

    chosen = dexcli(name, *rest, "--where", TYPED)
    wrong = dexcli(name, *rest, "--where", "city:paris last:30d")

    assert chosen.exit_code == 0
    assert "ada.toml" in chosen.stdout
    assert "bob.toml" not in chosen.stdout
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == (
        "dexcli: filter: '30d' is an age; expected <30d (less) or >30d (more)\n"
        "  city:paris last:30d\n"
        "                  ^^^\n"
    )


def test_quotes_that_the_shell_took_away_are_understood(dexcli: Dexcli) -> None:
    assert dexcli("list", "--handles", "tag:old friend").stdout == "ada\n"
    assert dexcli("list", "--handles", 'tag:"old friend"').stdout == "ada\n"
    assert dexcli("list", "--handles", "tag:work cadence:weekly").stdout == "bob\n"


def test_a_name_that_looks_like_no_filter_is_somebody_in_the_timeline(dexcli: Dexcli) -> None:
    assert [e["id"] for e in json.loads(dexcli("timeline", "ada", "--json").stdout)] == ["a1"]
    both = json.loads(dexcli("timeline", "ada", "or", "bob", "--json").stdout)
    assert [each["id"] for each in both] == ["a1", "b1"]
    assert dexcli("timeline", "cat", "Or", "--json").stdout == "[]\n"


def test_a_saved_filter_is_checked_when_it_is_set(dexcli: Dexcli, ledger: Path) -> None:
    path = ledger / ".dexcli" / "config.toml"
    before = path.read_bytes()

    wrong = dexcli("config", "filters.near=tag:work or is:hapy")
    circle = dexcli("config", "filters.near=tag:work @near")
    unnamed = dexcli("config", "filters.my people=tag:work")

    assert path.read_bytes() == before
    assert [each.exit_code for each in (wrong, circle, unnamed)] == [2, 2, 2]
    assert wrong.stderr.endswith("  tag:work or is:hapy\n                 ^^^^\n")
    assert circle.stderr == (
        "dexcli: filter: in @near: @near contains itself\n  tag:work @near\n           ^^^^^\n"
    )
    assert unnamed.stderr == (
        "dexcli: filters.my people: a saved filter's name is one word, as in @inner\n"
    )


def test_a_saved_filter_stands_inside_another(dexcli: Dexcli) -> None:
    assert dexcli("config", "filters.near=tag:work").exit_code == 0
    assert dexcli("config", "filters.far=-@near").exit_code == 0

    assert dexcli("list", "@far", "--handles").stdout == "ada\n"
    assert dexcli("list", "@near", "cat", "--handles").stdout == "cat\n"


def test_sorted_by_closeness(dexcli: Dexcli) -> None:
    assert dexcli("list", "--sort", "closeness", "--handles").stdout == "ada\nbob\ncat\n"
    assert dexcli("list", "is:closest", "--handles").stdout == "ada\nbob\n"


def test_an_index_changes_no_answer(dexcli: Dexcli, ledger: Path) -> None:
    for number in range(400):
        text = (
            f'name = "P {number}"\ntags = ["t{number % 3}"]\nadded = 2026-{number % 9 + 1:02}-01\n'
        )
        (ledger / f"p{number}.toml").write_text(text, encoding="utf-8")
    words = ("tag:t1", "added:2026-02..2026-03", "or", "is:closest")

    answers = {
        dexcli("list", "--handles", *words, *options).stdout
        for options in ((), (), ("--no-index",))
    }

    assert len(answers) == 1
    assert "ada\n" in answers.pop()


def test_a_tag_with_a_quote_in_it_is_listed(dexcli: Dexcli, write: Write) -> None:
    write("dot", 'name = "Dot"\ntags = ["6\\" vinyl (old)"]\n')

    assert dexcli("tag", '6" vinyl (old)').stdout.startswith("Dot")


@pytest.mark.parametrize("words", [("",), (" ", "")])
def test_an_empty_word_is_no_filter_for_everybody(dexcli: Dexcli, words: tuple[str, ...]) -> None:
    for command in (("list",), ("due",), ("export", "csv")):
        assert dexcli(*command, *words) == Result(
            2, "", "dexcli: the filter is empty; leave it out for everybody\n"
        )


def test_an_excluded_word_with_an_h_in_it_asks_for_no_help(dexcli: Dexcli) -> None:
    assert dexcli("list", "--handles", "-has:phone").stdout == "ada\nbob\ncat\n"
    assert dexcli("list", "-h").stdout.startswith("Usage: dexcli list")


@pytest.mark.parametrize(
    "command",
    [
        *(("list", "--handles"), ("export", "csv"), ("graph", "--format", "text"), ("due",)),
        *(("today",), ("timeline",), ("stats",), ("suggest",), ("intro",)),
        *(("gift", "list"), ("triage",), ("spread", "--dry-run")),
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize(
    "words",
    ["-org:acme", "-TAG:friend", "-(tag:work)", "-@near -has:phone"],
)
def test_what_excludes_is_never_an_option(
    dexcli: Dexcli,
    ledger: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(ledger.parent)
    config = ledger / ".dexcli" / "config.toml"
    config.write_text('format = 1\n[filters]\nnear = "tag:work"\n', encoding="utf-8")
    there = {*ledger.parent.iterdir()}

    asked = dexcli(*command, "tag:work", *words.split())
    said = dexcli(*command, f"tag:work {words}")  # in one word, which no option is

    assert asked == said
    assert "option" not in asked.stderr
    assert {*ledger.parent.iterdir()} == there


def test_an_option_is_still_one_among_what_excludes(dexcli: Dexcli, tmp_path: Path) -> None:
    written = tmp_path / "people.json"

    result = dexcli("graph", "-org:acme", f"-o{written}", "-tag:work")

    assert result.exit_code == 0
    assert "ada" in written.read_text(encoding="utf-8")
    assert "bob" not in written.read_text(encoding="utf-8")
    assert dexcli("intro", "tag:work", "-h").stdout.startswith("Usage: dexcli intro")
    assert dexcli("intro", "tag:work", "--avod", "ada") == Result(
        2, "", "dexcli: no such option: --avod\n"
    )
