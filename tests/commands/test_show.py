"""`dexcli show`: one person on one page, or one bare value."""

import json

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

ADA = """\
name = "Ada Lovelace"
aka = ["Ada", "Countess of Lovelace"]
tags = ["friend", "maths"]
cadence = "3 weeks"
birthday = 1815-12-10
emails = ["ada@example.org"]
phones = ["+44 20 7946 0958", "+44 20 1"]
addresses = ["12 St James's Square, London"]
accounts = { github = "ada" }
org = "Analytical Engines"
title = "Programmer"
city = "London"
interests = ["horses", "poetry"]
met = { on = 1833-06-05, at = "a party", through = "mary" }
notes = '''
Allergic to
bad notation.'''
shoe = 38

[[relationships]]
kind = "mentor"
who = "bob"

[[relationships]]
kind = "son"
name = "Byron"
born = 1836-05-12

[[relationships]]
kind = "cousin"
name = "Kit"
born = 2021

[[dates]]
label = "wedding"
on = 1835-07-08

[[gifts]]
idea = "punched cards"
for = "birthday"
given = 2025-12-10

[[gifts]]
idea = "Punched Cards"

[[gifts]]
idea = "a slate"
for = "birthday"
budget = "5 £"
note = "the thin one"

[[gifts]]
idea = "a pen"
received = true

[[reminders]]
note = "send the paper"
on = 2026-12-01

[[reminders]]
note = "her book on knots"
by = "them"

[[reminders]]
note = "lunch"
on = 2026-12-04
meet = true

[[reminders]]
note = "done already"
done = true

[[interactions]]
on = 2026-11-20
kind = "coffee"
place = "Café Central"
by = "ada"
with = ["bob", "Léo"]
note = "Bernoulli"
"""
BOB = """\
name = "Bob"
added = 2026-11-02

[[relationships]]
kind = "sister"
who = "ada"

[[dates]]
label = "the fair"
on = 2000-12-24
with = ["ada"]
"""
PAGE = """\
Ada Lovelace
  also known as Ada and Countess of Lovelace
  Programmer at Analytical Engines, London
  tags: friend, maths
  cares about horses and poetry
  met on 1833-06-05 at a party through Mary
  in 2 weeks (11 December): every 3 weeks, by their own cadence

Reach
  +44 20 7946 0958
  +44 20 1
  ada@example.org
  github: ada
  12 St James's Square, London

Last times
  2026-11-20 coffee · with Bob and Léo · Café Central · their step · Bernoulli

To meet
  lunch, on 4 December

You owe
  send the paper, on 1 December

They owe
  her book on knots

Notes
  Allergic to
  bad notation.

People
  Bob is Ada Lovelace's mentor
  Byron is Ada Lovelace's son, born 1836-05-12, 190 now
  Kit is Ada Lovelace's cousin, born 2021, about 5 now
  Ada Lovelace is Bob's sister

Days
  birthday: 10 December (in 2 weeks, 211)
  the fair with Bob: 24 December (in 4 weeks, 26)
  wedding: 8 July (in 7 months, 192)

Gift ideas
  a slate for birthday · 5 £ · the thin one

Gifts
  punched cards for birthday (given 2025-12-10)
  a pen (received)
"""


def test_a_page_has_all_that_one_wants_before_a_meeting(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA)
    write("bob", BOB)
    write("mary", 'name = "Mary"\n')

    result = dexcli("show", "ada")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == PAGE


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_the_page_says_the_same(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA)
    write("bob", BOB)
    write("mary", 'name = "Mary"\n')

    result = dexcli("show", "ada", "--color", "never")

    assert [line.strip() for line in result.stdout.splitlines()] == [
        line.strip() for line in PAGE.splitlines()
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "Ada Lovelace\n"),
        ("phones", "+44 20 7946 0958\n+44 20 1\n"),
        ("birthday", "1815-12-10\n"),
        ("met.at", "a party\n"),
        ("accounts.github", "ada\n"),
        ("shoe", "38\n"),
        ("handle", "ada\n"),
        ("status", "later\n"),
        ("due", "2026-12-11\n"),
        ("notes", "Allergic to␊bad notation.\n"),
    ],
)
def test_one_bare_value(dexcli: Dexcli, write: Write, key: str, value: str) -> None:
    write("ada", ADA)

    result = dexcli("show", "ada", key)

    assert (result.exit_code, result.stdout, result.stderr) == (0, value, "")


@pytest.mark.parametrize("key", ["died", "met.nothing", "nothing", "phones.x"])
def test_a_value_that_is_not_there_is_an_error(dexcli: Dexcli, write: Write, key: str) -> None:
    write("ada", ADA)

    result = dexcli("show", "ada", key)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"dexcli: ada has no {key!r}\n"


def test_json_has_the_promised_keys_and_the_file_s_own(dexcli: Dexcli, write: Write) -> None:
    write(
        "bob",
        'name = "Bob"\ncadence = "Weekly"\nadded = 2026-11-02\nshoe = [1, { x = 1979-05-27 }]\n'
        'birthday = 1985\n\n[[interactions]]\non = "2026-11"\nweather = "fine"\n',
    )

    result = dexcli("show", "bob", "--json")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "handle": "bob",
        "name": "Bob",
        "status": "overdue",
        "due": "2026-11-08",
        "last": {"on": "2026-11", "kind": "met", "note": ""},
        "contact": {
            "name": "Bob",
            "cadence": "Weekly",
            "added": "2026-11-02",
            "shoe": [1, {"x": "1979-05-27"}],
            "birthday": 1985,
            "interactions": [{"on": "2026-11", "weather": "fine"}],
        },
    }


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "There is no cadence, neither their own nor a tag's, and the default is never; "
             "'dexcli every' sets one."),
        ("paused = true\n", "Bob is paused: there are no follow-ups until 'paused' is removed."),
        ("died = 2020\n", "Bob has died: there are no follow-ups."),
        ("archived = true\n",
         "Bob is archived: there are no follow-ups; 'dexcli archive --undo bob' ends that."),
    ],
)  # fmt: skip
def test_the_page_of_somebody_who_is_never_due_says_why(
    dexcli: Dexcli, write: Write, more: str, told: str
) -> None:
    write("bob", f'name = "Bob"\n{more}')

    assert dexcli("show", "bob").stdout == f"Bob\n  {told}\n"


def test_only_the_latest_meetings_are_shown_and_the_rest_counted(
    dexcli: Dexcli, write: Write
) -> None:
    days = "".join(f"\n[[interactions]]\non = 2026-01-{day:02}\n" for day in range(1, 9))
    write("bob", 'name = "Bob"\n' + days)

    result = dexcli("show", "bob")

    assert result.stdout.endswith(
        "Last times\n"
        "  2026-01-08 met\n  2026-01-07 met\n  2026-01-06 met\n  2026-01-05 met\n"
        "  2026-01-04 met\n"
        "  and 3 earlier: dexcli timeline bob\n"
    )


def test_what_lies_after_today_is_no_last_time_but_told(dexcli: Dexcli, write: Write) -> None:
    write("bob", 'name = "Bob"\ninteractions = [{ on = 2026-11-22 }, { on = 2026-11-23 }]\n')

    assert dexcli("show", "bob").stdout.endswith(
        "Last times\n  1 entry after today: dexcli timeline bob\n  2026-11-22 met\n"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [("phones", ["1", "2"]), ("name", "Bob"), ("met", {"on": 2020}), ("handle", "bob")],
)
def test_a_value_is_one_json_document_too(
    dexcli: Dexcli, write: Write, key: str, value: object
) -> None:
    write("bob", 'name = "Bob"\nphones = ["1", "2"]\nmet = { on = 2020 }\n')

    assert json.loads(dexcli("show", "bob", key, "--json").stdout) == value


def test_a_step_of_who_is_me_is_yours(dexcli: Dexcli, write: Write) -> None:
    write("moi", 'name = "Moi"\n')
    write("bob", 'name = "Bob"\ninteractions = [{ on = 2026-11-20, by = "moi" }]\n')
    assert dexcli("config", "me=moi").exit_code == 0

    assert "2026-11-20 met · your step\n" in dexcli("show", "bob").stdout


def test_a_leap_day_birthday_is_on_the_28th_in_other_years(dexcli: Dexcli, write: Write) -> None:
    write("bob", 'name = "Bob"\nbirthday = "02-29"\n')

    result = dexcli("--today", "2027-02-28", "show", "bob")

    assert "  birthday: 29 February (today)\n" in result.stdout


def test_a_practice_whose_name_is_its_organisation_is_named_once(
    dexcli: Dexcli, write: Write
) -> None:
    write("city", 'name = "City Dental Practice"\norg = "City Dental Practice"\n')

    assert dexcli("show", "city").stdout.count("City Dental Practice") == 1
