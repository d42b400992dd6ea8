"""What Tab offers where: a line up to the cursor, and the words that may stand there."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dexcli.completing import answering
from dexcli.completing.line import parsed
from dexcli.core import when
from dexcli.core.cadence import Cadence
from tests.conftest import Dexcli

Offered = Callable[[str], list[str]]
PEOPLE = {
    "ada-lovelace": 'name = "Ada Lovelace"\naka = ["Countess"]\ntags = ["family"]\n'
    'city = "New York"\n'
    '[[interactions]]\non = 2026-10-01\nkind = "letter"\n',
    "zoe-dupont": 'name = "Zoé Dupont"\ntags = ["friend", "fâché"]\ncity = "Paris"\n',
    "gone": 'name = "Gone Away"\narchived = true\ntags = ["nobody-else"]\n',
    "late": 'name = "Late Lately"\ndied = 2020-01-01\n',
    "bob": 'name = "Bob Byron"\norg = "Acme (London)"\n'
    '[[relationships]]\nkind = "godfather"\nwho = "ada-lovelace"\n',
}
SETTINGS = """\
[cadence]
family = "2 weeks"
[filters]
inner = "tag:family"
[alias]
lunch = "log --kind lunch"
ring = "lunch --on today"
round = "round"
"""
DAYS = ["today", "yesterday", "friday", "thursday", "wednesday", "tuesday", "monday"]
EVERYBODY = ["ada-lovelace", "bob", "zoe-dupont"]
CASES: dict[str, list[str]] = {
    # commands
    "sho": ["show"],
    "lun": ["lunch"],
    "--quiet sho": ["show"],
    "--le": ["--ledger"],
    "zzz": [],
    # options, and their values
    "log --not": ["--note"],
    "log ada --ki": ["--kind"],
    "log ada --kind c": ["call", "coffee"],
    "log ada --kind=l": ["--kind=letter"],
    "log ada --on y": ["yesterday"],
    "log ada --on ": DAYS,
    "log ada -m ": [],
    "log ada --by t": ["them"],
    "list --sort la": ["last", "lateness"],
    "due --format m": ["markdown", "mail"],
    "--color a": ["auto", "always"],
    "show --color=n": ["--color=never"],
    "log ada -- --no": [],
    # people
    "show love": ["ada-lovelace"],
    "show COUNT": ["ada-lovelace"],
    "show zoe": ["zoe-dupont"],
    "show ZOÉ": ["zoe-dupont"],
    "show dup": ["zoe-dupont"],
    "show 'ada l": ["ada-lovelace"],
    "show yro": ["bob"],  # in the middle of a word, where no word begins so
    "show gone": [],
    "show late": [],
    "log ": EVERYBODY,
    "log bob ": ["ada-lovelace", "zoe-dupont"],
    "lunch zo": ["zoe-dupont"],
    "ring zo": ["zoe-dupont"],
    "round zo": [":files"],  # as of a program of somebody's
    "note bo": ["bob"],
    "note bob a": [],
    "merge ada-lovelace b": ["bob"],
    "show bob ci": ["city"],
    # the day or the cadence first, then people
    "every m": ["monthly"],
    "every monthly b": ["bob"],
    "every 3 w": ["weeks"],
    "every 3 weeks b": ["bob"],
    "snooze f": ["friday", "forever"],
    "snooze friday b": ["bob"],
    "remind bob to": ["tomorrow"],
    # filters
    "list ta": ["tag:"],
    "list tag:fa": ["tag:family", "tag:fâché"],
    "list -tag:fa": ["-tag:family", "-tag:fâché"],
    "list -t": ["-tag:", "-to:", "-through:", "-title:"],
    "list is:o": ["is:overdue"],
    "list @": ["@inner"],
    "list -@i": ["-@inner"],
    "list city:new": ['city:"New York"'],
    "list 'city:\"new y": ['city:"New York"'],
    "list org:a": ['org:"Acme (London)"'],
    "list tag:nobody": [],
    "list \\(tag:fr": ["(tag:friend"],
    "log --where 'tag:family tag:fr": ["tag:family tag:friend"],
    "timeline bo": ["bob"],
    "export cs": ["csv"],
    "export csv tag:fr": ["tag:friend"],
    "import --format vc": ["vcard"],
    # settings, keys and relationships
    "config dig": ["digest.limit="],
    "config cad": ["cadence."],
    "config cadence.fa": ["cadence.family=", "cadence.fâché="],
    "config cadence.family=q": ["cadence.family=quarterly"],
    "config git.commit=t": ["git.commit=true"],
    "config kinds.letter": ["kinds.letter.counts="],
    "config kinds.like.counts=f": ["kinds.like.counts=false"],
    "config me=bo": ["me=bob"],
    "config dates.order=d": ["dates.order=dmy"],
    "set bob tag": ["tags+=", "tags-="],
    "set bob tags+=fr": ["tags+=friend"],
    "set bob tags-=fr": ["tags-=friend"],
    "set bob city=p": ["city=Paris"],
    "set bob paused=t": ["paused=true"],
    "relate bob god": ["godfather="],
    "relate bob mentor=dup": ["mentor=zoe-dupont"],
    "tag fr": ["friend"],
    "tag friend b": ["bob"],
    "add Somebody --tag fr": ["friend"],
    "add Somebody --city new": ["New York"],
    "completion f": ["fish"],
    # what is the shell's own
    "import ": [":files"],
    "export csv --output ": [":files"],
    "init ": [":folders"],
    "--ledger ": [":folders"],
    "git ": [":files"],
}


@pytest.fixture
def offered(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Return a way to press Tab at the end of a line, on a ledger of a few people."""
    for handle, text in PEOPLE.items():
        (ledger / f"{handle}.toml").write_text(text, encoding="utf-8")
    (ledger / ".dexcli" / "config.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("DEXCLI_LEDGER", str(ledger))

    def press(text: str) -> list[str]:
        here = parsed(f"dexcli {text}")
        first, *rows = answering.answer(["zsh", *here.words, here.last.raw]) or [""]
        return [row.split("\t")[1] for row in rows] or ([first] if "f" in first else [])

    return press


@pytest.mark.parametrize("line", CASES)
def test_the_words_that_may_stand_there(offered: Offered, line: str) -> None:
    assert offered(line) == CASES[line]


def test_a_program_on_the_path_is_a_command(
    offered: Offered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, mode in (("dexcli-hello", 0o755), ("dexcli-help-text", 0o644)):
        (tmp_path / name).write_text("", encoding="utf-8")
        (tmp_path / name).chmod(mode)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    assert offered("hel") == ["help", "hello"]


def test_a_person_s_name_is_told_beside_the_handle(offered: Offered) -> None:
    assert offered("show love") == ["ada-lovelace"]

    assert answering.answer(["fish", "dexcli", "show", "love"]) == ["ada-lovelace\tAda Lovelace"]


def test_two_of_one_name_are_told_with_what_tells_them_apart(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEXCLI_LEDGER", str(ledger))
    for number, more in enumerate(('org = "BBC"', 'city = "York"', "", 'city = ""')):
        text = f'name = "Tom Baker"\n{more}\n'
        (ledger / f"tom-baker-{number}.toml").write_text(text, encoding="utf-8")

    assert answering.answer(["fish", "dexcli", "show", "tom-b"]) == [
        "tom-baker-0\tTom Baker (BBC)",
        "tom-baker-1\tTom Baker (York)",
        "tom-baker-2\tTom Baker",
        "tom-baker-3\tTom Baker",
    ]


def test_fish_gets_a_name_where_the_handle_has_not_the_letters(offered: Offered) -> None:
    assert offered("show zoé") == ["zoe-dupont"]

    assert answering.answer(["fish", "dexcli", "show", "zoé"]) == ["Zoé Dupont\tzoe-dupont"]
    assert answering.answer(["fish", "dexcli", "show", "count"]) == ["Countess\tada-lovelace"]


def test_the_ledger_that_the_line_names_is_asked(offered: Offered, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "eve.toml").write_text('name = "Eve"\n', encoding="utf-8")

    assert offered(f"--ledger {tmp_path}/other show ") == ["eve"]
    assert offered(f"--ledger {tmp_path}/other sho") == ["show"]
    assert offered(f"show --ledger={tmp_path}/other ") == ["eve"]
    assert offered(f"show --ledger='{tmp_path}/none' ") == []


def test_the_day_that_the_line_names_is_today(offered: Offered) -> None:
    assert offered("--today 2026-11-20 log bob --on ")[:3] == ["today", "yesterday", "wednesday"]
    assert offered("log bob --today=nonsense --on y") == ["yesterday"]


@pytest.mark.parametrize("option", ["log bob --on ", "remind bob ", "snooze "])
def test_each_day_that_is_offered_is_the_day_that_is_told(offered: Offered, option: str) -> None:
    here = parsed(f"dexcli {option}")
    rows = answering.answer(["fish", *here.words, ""])
    facing = when.Facing.BACK if "--on" in option else when.Facing.AHEAD
    today = date(2026, 11, 22)
    read = [row.split("\t") for row in rows if row.split("\t")[0] not in {"forever", "off"}]

    assert offered(option)
    assert len(read) >= 7
    for word, told in read:
        assert when.parse_when(word, today=today, facing=facing).first.isoformat() == told


def test_each_cadence_and_span_is_one(offered: Offered) -> None:
    for word in (*offered("every "), *offered("due --within ")):
        assert str(Cadence.parse(word)) == word


def test_what_help_speaks_of_is_offered_with_the_commands(offered: Offered) -> None:
    assert offered("help c") == ["cadence", "closeness", "cron", "config", "completion"]


def test_every_command_is_offered_with_its_help_line(offered: Offered, dexcli: Dexcli) -> None:
    told = dexcli("--help").stdout

    assert offered("")[:3] == ["today", "due", "log"]
    for row in answering.answer(["fish", "dexcli", ""])[:3]:
        assert row.split("\t")[1] in told
