"""`dexcli suggest`: what to do next, each idea with its reason and its command."""

import json
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dexcli import catalog
from tests.commands.conftest import Write
from tests.conftest import Dexcli

ADA = """\
name = "Ada"
birthday = 1815-12-10
interests = ["chess"]
tags = ["friend"]

[[gifts]]
idea = "punched cards"

[[reminders]]
note = "send the paper"
id = "k1"

[[interactions]]
on = 2026-11-01
by = "ada"
kind = "letter"

[[interactions]]
on = 2026-11-08
by = "ada"
kind = "letter"
note = "Bernoulli numbers"
"""
BOB = """\
name = "Bob"
city = "Vienna"
interests = ["Chess"]

[[reminders]]
note = "opera"
on = 2026-11-20
meet = true

[[interactions]]
on = 2026-11-10
kind = "call"
"""
DATE = (
    "Ada · Choose the gift · birthday in 2 weeks, on 10 December, turns 211; "
    "ideas not given yet: punched cards · dexcli gift give ada 'punched cards'\n"
)
PLAN = (
    "Bob · Say how it went · planned for 20 November, still open: opera · "
    "dexcli log bob --on 2026-11-20\n"
)
PROMISE = (
    "Ada · Settle: send the paper · you promised, without a day, and still open · dexcli done ada\n"
)
CITY = (
    "Bob · Meet in person · you both live in Vienna, and no meeting in person is in the log · "
    "dexcli remind bob WHEN meet --meet\n"
)
TURN = (
    "Ada · Take your turn · the last 2 letters came from them; "
    'letter 2026-11-08, "Bernoulli numbers" · dexcli log ada --by me\n'
)
INVITATION = "Bob · Invite Ada along · both care about Chess · dexcli log bob ada\n"
ALL = [DATE, PLAN, PROMISE, CITY, TURN, INVITATION]


@pytest.fixture(autouse=True)
def people(ledger: Path, write: Write) -> None:
    """Put in two who are close, oneself, and somebody with whom nothing was ever logged."""
    (ledger / ".dexcli" / "config.toml").write_text('me = "ego"\n')
    write("ada", ADA)
    write("bob", BOB)
    write("ego", 'name = "Ego"\ncity = "Vienna"\nbirthday = "12-01"\n')
    write("zoe", 'name = "Zoe"\nbirthday = "12-01"\n')


def test_the_ideas_of_a_day_are_five_and_the_rest_is_counted(dexcli: Dexcli) -> None:
    result = dexcli("suggest")

    assert result.exit_code == 0
    assert result.stdout == f"{DATE}{PLAN}{PROMISE}{CITY}{INVITATION}"
    assert result.stderr == "dexcli: and 1 more: --limit 6 has all\n"


def test_the_next_day_begins_with_others_and_all_come_round(dexcli: Dexcli) -> None:
    days = [
        dexcli("suggest", "--limit", "2", "--today", f"2026-11-{day}").stdout.splitlines(
            keepends=True
        )
        for day in (22, 23, 24, 25)
    ]

    kinds = [line.split(" · ")[1] for shown in days for line in shown]  # "in 2 weeks" goes on
    assert set(kinds) == {line.split(" · ")[1] for line in ALL}
    assert all(not {*one} & {*other} for one, other in pairwise(days))
    assert dexcli("suggest", "--limit", "2").stdout == "".join(days[0])


def test_a_filter_asks_about_others_than_the_closest(dexcli: Dexcli) -> None:
    zoe = (
        "Zoe · Think of a gift · birthday in 9 days, on 1 December; no idea is left · "
        "dexcli gift add zoe IDEA --for birthday\n"
    )

    assert dexcli("suggest", "zoe").stdout == zoe
    found = json.loads(dexcli("suggest", "tag:friend", "--json").stdout)
    assert {each["handle"] for each in found} == {"ada"}


def test_json(dexcli: Dexcli) -> None:
    found = json.loads(dexcli("suggest", "--json", "--limit", "9").stdout)

    assert len(found) == 6
    assert next(each for each in found if each["rule"] == "invitation") == {
        "handle": "bob",
        "name": "Bob",
        "rule": "invitation",
        "what": "Invite Ada along",
        "reason": "both care about Chess",
        "on": None,
        "with": ["ada"],
        "command": "dexcli log bob ada",
    }
    assert {each["on"] for each in found} == {None, "2026-12-10", "2026-11-20"}


def test_every_command_does_it(dexcli: Dexcli) -> None:
    for each in json.loads(dexcli("suggest", "--json", "--limit", "9").stdout):
        _, *words = shlex.split(each["command"].replace("WHEN", "friday"))
        if words[0] in catalog.COMMANDS:
            assert dexcli(*words, "--dry-run").exit_code == 0, each["command"]


ODD = st.text("-ab =é", min_size=1, max_size=6).map(lambda word: f"-{word}x")
PERSON = """\
name = {name}
birthday = 1815-12-10
city = "Vienna"
interests = ["go"]
gifts = [{{ idea = {idea} }}]
reminders = [
  {{ note = {idea}, on = 2026-11-30 }},
  {{ note = {idea}, on = {on}, meet = true }},
]
interactions = [
  {{ on = 2026-01-08, by = {handle}, kind = {idea} }},
  {{ on = 2026-11-08, by = {by}, kind = {idea} }},
  {{ on = 2026-11-09, by = {by}, kind = {idea} }},
  {{ on = 2026-11-10, by = {by}, kind = {idea} }},
]
"""


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sets(ODD, min_size=3, max_size=3),
    ODD,
    st.sampled_from(["2026-11-20", "2026-11-25", "2026-11-21"]),
)
def test_a_command_about_odd_handles_and_ideas_can_be_pasted_as_it_is(
    dexcli: Dexcli, ledger: Path, handles: set[str], idea: str, on: str
) -> None:
    for path in ledger.glob("*.toml"):
        path.unlink()
    for number, handle in enumerate(sorted(handles)):
        said = {"name": f"{handle} {number}", "idea": idea, "handle": handle}
        said["by"] = "me" if number == 2 else handle
        text = PERSON.format(**{key: json.dumps(each) for key, each in said.items()}, on=on)
        (ledger / f"{handle}.toml").write_text(text, encoding="utf-8")
    (ledger / "ego.toml").write_text('name = "Ego"\ncity = "Vienna"\n')

    found = json.loads(dexcli("suggest", "birthday:12", "--json", "--limit", "99").stdout)
    assert {"date", "plan", "promise"} <= {each["rule"] for each in found}
    for each in found:
        _, *words = shlex.split(each["command"].replace("WHEN", "friday"))
        more = [] if words[0] == "show" else ["--dry-run"]
        result = dexcli(words[0], *more, *words[1:])
        assert result.exit_code == 0, (each["command"], result.stderr)
        written = [line for line in result.stdout.splitlines() if line.startswith("+++")]
        assert words[0] == "show" or any(each["handle"] in line for line in written)


@pytest.mark.parametrize("idea", ["--odd one", "--odd", "-o"])
def test_a_gift_that_looks_like_an_option_can_be_given(
    dexcli: Dexcli, write: Write, idea: str
) -> None:
    write("p", f'name = "P"\nbirthday = "12-01"\n[[gifts]]\nidea = "{idea}"\n')
    (found,) = json.loads(dexcli("suggest", "p", "--json").stdout)

    assert found["command"] == shlex.join(["dexcli", "gift", "give", "p", "--", idea])
    assert dexcli(*shlex.split(found["command"])[1:]).exit_code == 0
    assert json.loads(dexcli("gift", "list", "p", "--json").stdout)[0]["given"] == "2026-11-22"
    refused = dexcli("gift", "give", "p", "--od")
    assert (refused.exit_code, refused.stderr) == (2, "dexcli: no such option: --od\n")


def test_where_nothing_is_to_be_done_nothing_is_printed(dexcli: Dexcli) -> None:
    nobody = dexcli("suggest", "ego")

    assert (nobody.exit_code, nobody.stdout, nobody.stderr) == (0, "", "")
    assert dexcli("suggest", "ego", "--json").stdout == "[]\n"


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_a_command_has_a_line_of_its_own(dexcli: Dexcli) -> None:
    shown = dexcli("suggest", "--limit", "1", "--color", "never").stdout

    assert shown == (
        "What to do next: Sunday, 22 November 2026\n\n"
        "Bob: Say how it went\n"
        "  planned for 20 November, still open: opera\n"
        "  dexcli log bob --on 2026-11-20\n"
    )


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_a_command_is_never_broken(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = dexcli("suggest", "--color", "never").stdout.splitlines()
    monkeypatch.setenv("COLUMNS", "24")
    narrow = dexcli("suggest", "--color", "never").stdout.splitlines()

    commands = [line for line in wide if line.startswith("  dexcli ")]
    assert max(map(len, commands)) > 24
    assert commands == [line for line in narrow if line.startswith("  dexcli ")]


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_one_line_says_that_nothing_is_to_be_done(
    dexcli: Dexcli, ledger: Path
) -> None:
    assert dexcli("suggest", "ego").stderr == "dexcli: nothing to suggest today\n"
    for handle in ("ada", "bob"):
        (ledger / f"{handle}.toml").unlink()
    assert dexcli("suggest").stderr == (
        "dexcli: nothing to suggest: nothing in the log counts yet; "
        "'dexcli log' begins, or name a FILTER\n"
    )
