"""`dexcli intro`: who can introduce you to somebody, with what speaks for each step."""

import json

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

OFTEN = "".join(f"\n[[interactions]]\non = 2026-1{n % 2}-0{n + 1}\n" for n in range(6))
COFFEE = '\n[[interactions]]\non = 2026-11-01\nwith = ["charles", "mary"]\nid = "c0ffee0000"\n'


@pytest.fixture(autouse=True)
def people(write: Write) -> None:
    """Put in Ada, whom you meet often, and two whom you hardly know."""
    write("ada", f'name = "Ada Lovelace"\n{OFTEN}{COFFEE}')
    write(
        "charles",
        'name = "Charles Babbage"\norg = "Difference Engines"\n'
        '\n[[relationships]]\nkind = "colleague"\nwho = "ada"\n',
    )
    write(
        "mary",
        'name = "Mary Somerville"\norg = "Difference Engines"\nmet = { through = "charles" }\n',
    )
    write("nobody", 'name = "Nobody Knows"\norg = "Island"\n')


def test_the_strongest_ways_with_the_evidence_for_each_step(dexcli: Dexcli) -> None:
    result = dexcli("intro", "Charles", "Babbage")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "1. Charles Babbage, through Ada Lovelace · strength 0.32\n"
        "   you were in touch with Ada Lovelace 7 times, last 2 weeks ago · strength 0.61\n"
        "   Ada Lovelace is Charles Babbage's colleague; Ada Lovelace and Charles Babbage "
        "were together once, 3 weeks ago · strength 0.52\n"
        "2. Charles Babbage, whom you know yourself · strength 0.08\n"
        "   you were in touch with Charles Babbage once, 3 weeks ago\n"
    )


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_the_evidence_breaks_between_words(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    shown = dexcli("intro", "Charles", "Babbage", "--color", "never").stdout

    assert max(map(len, shown.splitlines())) < 60
    told = "you were in touch with Ada Lovelace 7 times, last 2 weeks ago · strength 0.61"
    assert told in " ".join(shown.split())


def test_not_through_whom_one_avoids(dexcli: Dexcli) -> None:
    result = dexcli("intro", "charles", "--avoid", "ada", "--avoid", "mary")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == (
        "1. Charles Babbage, whom you know yourself · strength 0.08"
    )
    assert "Ada" not in result.stdout
    assert "Mary" not in result.stdout


def test_anybody_at_a_company_by_its_name_or_by_a_filter(dexcli: Dexcli) -> None:
    by_name = dexcli("intro", "difference engines")

    assert by_name.exit_code == 0
    assert by_name.stdout.startswith("1. Charles Babbage, through Ada Lovelace")
    assert "Mary Somerville" in by_name.stdout
    assert by_name == dexcli("intro", "org:difference") == dexcli("intro", "difference")


def test_json_has_the_ways_with_every_tie(dexcli: Dexcli) -> None:
    first, second = json.loads(dexcli("intro", "charles", "--json").stdout)

    assert (first["handle"], first["name"]) == ("charles", "Charles Babbage")
    assert first["through"] == ["ada"]
    assert [(step["from"], step["to"]) for step in first["steps"]] == [
        (None, "ada"),
        ("ada", "charles"),
    ]
    product = first["steps"][0]["strength"] * first["steps"][1]["strength"]
    assert first["weight"] == pytest.approx(product)
    assert first["steps"][1]["kinds"] == ["stated", "together"]
    assert second["through"] == []


def test_between_two_others(dexcli: Dexcli) -> None:
    result = dexcli("intro", "mary", "--from", "ada", "--avoid", "me")

    assert result.stdout.splitlines()[:3] == [
        "1. Mary Somerville, through Charles Babbage · strength 0.19",
        "   Ada Lovelace is Charles Babbage's colleague; Ada Lovelace and Charles Babbage were "
        "together once, 3 weeks ago · strength 0.52",
        "   Charles Babbage introduced you to Mary Somerville; Charles Babbage and Mary "
        "Somerville were together once, 3 weeks ago · strength 0.37",
    ]
    assert result.stdout.splitlines()[3] == "2. Mary Somerville · strength 0.08"


def test_that_there_is_no_path_is_said(dexcli: Dexcli) -> None:
    result = dexcli("intro", "nobody")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dexcli: no path in the ledger to Nobody Knows\n"
    alone = dexcli("intro", "island", "--json")
    assert (alone.exit_code, json.loads(alone.stdout)) == (0, [])
    assert alone.stderr == "dexcli: no path in the ledger to Nobody Knows\n"


def test_no_way_leads_to_or_through_the_archived_or_the_dead(dexcli: Dexcli, write: Write) -> None:
    write("ada", f'name = "Ada Lovelace"\ndied = true\n{OFTEN}{COFFEE}')

    to_her, past_her = dexcli("intro", "ada"), dexcli("intro", "charles")

    assert (to_her.exit_code, to_her.stdout) == (0, "")
    assert to_her.stderr == "dexcli: no path in the ledger leads to the archived or the dead\n"
    assert "Ada" not in past_her.stdout
    assert past_her.stdout.startswith("1. Charles Babbage, whom you know yourself")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["zed"], 3, "no contact matches 'zed'; nor is it anybody's company"),
        (["ada", "--avoid", "ada"], 2, "--avoid: the way leads to Ada Lovelace"),
        (["ada", "--avoid", "me"], 2, "--avoid: the way begins with you"),
        (["ada", "--from", "ada"], 2, "Ada Lovelace needs no way to themselves"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    dexcli: Dexcli, words: list[str], code: int, told: str
) -> None:
    result = dexcli("intro", *words)

    assert (result.exit_code, result.stdout, result.stderr) == (code, "", f"dexcli: {told}\n")


def test_you_are_who_is_set_as_me(dexcli: Dexcli, write: Write) -> None:
    write("self", 'name = "Me Myself"\n\n[[relationships]]\nkind = "sister"\nwho = "nobody"\n')
    assert dexcli("config", "me=self", "--quiet").exit_code == 0

    result = dexcli("intro", "nobody")

    assert result.stdout == (
        "1. Nobody Knows, whom you know yourself · strength 0.50\n   Nobody Knows is your sister\n"
    )
    assert dexcli("intro", "self").stderr == "dexcli: Me Myself is you\n"


def test_that_you_know_them_is_told_also_where_three_ways_are_stronger(
    dexcli: Dexcli, write: Write
) -> None:
    for each in ("x", "y", "z"):
        related = '\n[[relationships]]\nkind = "friend"\nwho = "far"\n'
        write(each, f'name = "{each.upper()}"\n{related}{OFTEN}')
    write("far", 'name = "Far Away"\n\n[[interactions]]\non = 2001-05-01\n')

    result = dexcli("intro", "far")

    assert result.stdout.count("Far Away, through") == 3
    assert result.stderr == "dexcli: and you were in touch with Far Away once, 25 years ago\n"


@pytest.mark.parametrize(
    ("met", "told"),
    [
        ('on = 2019, at = "a dinner"', "you wrote down how you met Hal Oh: 2019, a dinner"),
        ("on = 2019-03-04", "you wrote down how you met Hal Oh: 2019-03-04"),
        ('through = "mary"', "you wrote down how you met Hal Oh: through Mary Somerville"),
    ],
)
def test_how_you_met_is_told_beside_the_meetings_that_it_adds_to(
    dexcli: Dexcli, write: Write, met: str, told: str
) -> None:
    write("hal", f'name = "Hal Oh"\nmet = {{ {met} }}\n{OFTEN}')

    shown = dexcli("intro", "hal").stdout

    assert "you were in touch with Hal Oh 6 times, last 2 weeks ago; " + told in shown
    (way, *_) = json.loads(dexcli("intro", "hal", "--json").stdout)
    assert way["steps"][0]["evidence"][-1] == told
    assert way["steps"][0]["acquainted"] is True
    assert told in dexcli("graph").stdout
    ties = json.loads(dexcli("graph", "--json").stdout)["ties"]
    assert {tie["to"] for tie in ties if tie["acquainted"]} >= {"hal"}


def test_the_last_time_of_today_is_told_as_such(dexcli: Dexcli, write: Write) -> None:
    for handle, day in (("hal", "22"), ("ian", "21")):
        write(
            handle,
            f'name = "{handle.title()}"\n'
            f"interactions = [{{ on = 2026-11-01 }}, {{ on = 2026-11-{day} }}]\n",
        )

    assert "with Hal twice, the last time today\n" in dexcli("intro", "hal").stdout
    assert "with Ian twice, the last time yesterday\n" in dexcli("intro", "ian").stdout
