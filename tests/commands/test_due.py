"""`dexcli due`: who is listed, in which order, and when it is silent."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

ADA = """\
name = "Ada Lovelace"
tags = ["friend", "maths"]
cadence = "3 weeks"
phones = ["+44 20 7946 0958"]
emails = ["ada@example.org"]
city = "London"

[[reminders]]
note = "the paper"
on = 2026-12-01

[[interactions]]
on = 2026-10-11
kind = "coffee"
note = "Bernoulli numbers"
"""
LATER = 'name = "Mary Somerville"\ncadence = "1 month"\nadded = 2026-11-20\n'


def met(name: str, cadence: str, on: str, more: str = "") -> str:
    return f'name = "{name}"\ncadence = "{cadence}"\n{more}\n[[interactions]]\non = {on}\n'


def test_a_line_says_who_how_late_what_was_last_what_is_owed_and_how_to_reach_them(
    dexcli: Dexcli, write: Write
) -> None:
    write("ada-lovelace", ADA)

    result = dexcli("due")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        'Ada Lovelace · 3 weeks late · coffee 2026-10-11, "Bernoulli numbers" · '
        "you owe: the paper · +44 20 7946 0958\n"
    )


def test_json_has_exactly_the_promised_keys(dexcli: Dexcli, write: Write) -> None:
    write("ada-lovelace", ADA)

    result = dexcli("due", "--json")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == [
        {
            "handle": "ada-lovelace",
            "name": "Ada Lovelace",
            "status": "overdue",
            "due": "2026-11-01",
            "days_overdue": 21,
            "lateness": 1.0,
            "cadence": "3 weeks",
            "rule": "contact",
            "last": {"on": "2026-10-11", "kind": "coffee", "note": "Bernoulli numbers"},
            "channel": {"kind": "phone", "value": "+44 20 7946 0958"},
            "tags": ["friend", "maths"],
        }
    ]


def test_json_of_somebody_without_anything(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    (ledger / ".dexcli" / "config.toml").write_text('default_cadence = "Every 2 Months"\n')
    write("bob", 'name = "Bob"\n')

    result = dexcli("due", "--json")

    assert json.loads(result.stdout) == [
        {
            "handle": "bob",
            "name": "Bob",
            "status": "due",
            "due": "2026-11-22",
            "days_overdue": 0,
            "lateness": 0.0,
            "cadence": "Every 2 Months",
            "rule": "default",
            "last": None,
            "channel": None,
            "tags": [],
        }
    ]


def test_the_channel_is_the_first_of_phone_email_account(dexcli: Dexcli, write: Write) -> None:
    write("ann", met("Ann", "weekly", "2026-01-01", 'emails = ["a@x.org"]\naccounts = {im = "a"}'))
    write("bea", met("Bea", "weekly", "2026-01-02", 'accounts = { github = "bea" }'))

    found = json.loads(dexcli("due", "--json").stdout)

    assert [each["channel"] for each in found] == [
        {"kind": "email", "value": "a@x.org"},
        {"kind": "account", "value": "bea"},
    ]


def test_the_rule_of_a_tag_is_named_with_it(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    (ledger / ".dexcli" / "config.toml").write_text(
        '[cadence]\nfamily = "2 weeks"\nfriend = "1 month"\n'
    )
    write("ann", 'name = "Ann"\ntags = ["friend", "family"]\nadded = 2026-10-01\n')

    found = json.loads(dexcli("due", "--json").stdout)

    assert [(each["rule"], each["cadence"]) for each in found] == [("tag:family", "2 weeks")]


def test_a_weekly_friend_seven_days_late_comes_before_a_yearly_one(
    dexcli: Dexcli, write: Write
) -> None:
    write("ann", met("Ann", "yearly", "2025-11-15"))
    write("zoe", met("Zoe", "weekly", "2026-11-08"))

    result = dexcli("due")

    assert result.stdout == (
        "Zoe · 7 days late · met 2026-11-08\nAnn · 7 days late · met 2025-11-15\n"
    )


def test_equal_lateness_goes_by_the_older_due_day_then_by_handle(
    dexcli: Dexcli, write: Write
) -> None:
    write("ann", met("Ann", "7 days", "2026-11-08"))
    write("bea", met("Bea", "7 days", "2026-11-08"))
    write("zoe", met("Zoe", "14 days", "2026-10-25"))

    found = json.loads(dexcli("due", "--json").stdout)

    assert [each["handle"] for each in found] == ["zoe", "ann", "bea"]


def test_limit_shows_the_latest_and_counts_the_rest_on_stderr(dexcli: Dexcli, write: Write) -> None:
    write("ann", met("Ann", "yearly", "2025-11-15"))
    write("bea", met("Bea", "yearly", "2025-11-15"))
    write("zoe", met("Zoe", "weekly", "2026-11-08"))

    result = dexcli("due", "--limit", "1")

    assert result.stdout == "Zoe · 7 days late · met 2026-11-08\n"
    assert result.stderr == "dexcli: and 2 more\n"


def test_count_prints_how_many_are_due_whatever_the_limit(dexcli: Dexcli, write: Write) -> None:
    write("ann", met("Ann", "yearly", "2025-11-15"))
    write("zoe", met("Zoe", "weekly", "2026-11-08"))
    write("mary-somerville", LATER)

    assert dexcli("due", "--count").stdout == "2\n"
    assert dexcli("due", "--count", "--limit", "1").stdout == "2\n"
    assert dexcli("due", "--count", "Mary").stdout == "0\n"


def test_exit_code_says_whether_somebody_is_due(dexcli: Dexcli, write: Write) -> None:
    write("mary-somerville", LATER)
    assert dexcli("due", "--exit-code").exit_code == 0
    assert dexcli("due", "--exit-code", "--within", "2 months").exit_code == 0

    write("zoe", met("Zoe", "weekly", "2026-11-08"))
    assert dexcli("due", "--exit-code").exit_code == 10
    assert dexcli("due", "--exit-code", "--count").exit_code == 10
    assert dexcli("due", "--exit-code", "--json", "--limit", "1").exit_code == 10
    assert dexcli("due").exit_code == 0


def test_somebody_due_today_is_due(dexcli: Dexcli, write: Write) -> None:
    write("zoe", met("Zoe", "weekly", "2026-11-15"))

    result = dexcli("due", "--exit-code")

    assert (result.exit_code, result.stdout) == (10, "Zoe · due today · met 2026-11-15\n")


def test_within_also_lists_who_falls_due_soon(dexcli: Dexcli, write: Write) -> None:
    write("zoe", met("Zoe", "weekly", "2026-11-08"))
    write("yan", met("Yan", "weekly", "2026-11-18"))
    write("mary-somerville", LATER)

    result = dexcli("due", "--within", "5 days")
    found = json.loads(dexcli("due", "--within", "5 days", "--json").stdout)

    assert result.stdout == (
        "Zoe · 7 days late · met 2026-11-08\nYan · in 3 days · met 2026-11-18\n"
    )
    assert [(each["handle"], each["status"], each["days_overdue"]) for each in found] == [
        ("zoe", "overdue", 7),
        ("yan", "soon", -3),
    ]


def test_within_a_span_that_is_past_is_refused(dexcli: Dexcli) -> None:
    result = dexcli("due", "--within", "yesterday")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "dexcli: --within: 'yesterday' lies in the past; expected a span such as 2w\n"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["tag:work"], ["Ann"]),
        (["tag:WORK"], ["Ann"]),
        (["-tag:work"], ["Bea", "Cat"]),
        (["not", "tag:work"], ["Bea", "Cat"]),
        (["city:paris"], ["Bea"]),
        (["city:rome"], ["Cat"]),
        (["org:acme"], ["Ann", "Cat"]),
        (["org:acme", "tag:work"], ["Ann"]),
        (["tag:work", "or", "city:paris"], ["Ann", "Bea"]),
        (["-(tag:work or city:paris)"], ["Cat"]),
        (["acme", "-tag:work"], ["Cat"]),
        (["bea"], ["Bea"]),
        (["bébé"], ["Bea"]),
        (["is:overdue"], ["Ann", "Bea"]),
        (["is:due"], ["Cat"]),
        (["@close"], ["Bea"]),
    ],
)
def test_a_filter_chooses_who_is_listed(
    dexcli: Dexcli, ledger: Path, write: Write, words: list[str], expected: list[str]
) -> None:
    (ledger / ".dexcli" / "config.toml").write_text('[filters]\nclose = "city:paris or tag:nix"\n')
    write("ann", met("Ann", "weekly", "2026-11-01", 'tags = ["work"]\norg = "Acme Ltd"'))
    write("bea", met("Bea", "weekly", "2026-11-08", 'aka = ["Bebe"]\ncity = "Paris"'))
    addresses = 'addresses = ["1 Via Appia, Rome"]\norg = "ACME"'
    write("cat", met("Cat", "weekly", "2026-11-15", addresses))

    result = dexcli("due", "--json", *words)

    assert result.exit_code == 0
    assert [each["name"] for each in json.loads(result.stdout)] == expected


def test_a_filter_may_follow_two_dashes(dexcli: Dexcli, write: Write) -> None:
    write("ann", met("Ann", "weekly", "2026-11-01", 'tags = ["work"]'))
    write("bea", met("Bea", "weekly", "2026-11-08"))

    assert dexcli("due", "--", "-tag:work").stdout == "Bea · 7 days late · met 2026-11-08\n"


def test_a_misspelt_tag_is_told_with_the_nearest(dexcli: Dexcli, write: Write) -> None:
    write("ada-lovelace", ADA)

    result = dexcli("due", "tag:freind")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dexcli: nobody has tag:freind; nearest: friend\n"


def test_a_misspelt_state_is_refused(dexcli: Dexcli) -> None:
    result = dexcli("due", "is:overdeu")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "'overdeu'" in result.stderr
    assert "overdue" in result.stderr


def test_a_misspelt_option_is_refused_and_no_filter(dexcli: Dexcli, write: Write) -> None:
    write("ada-lovelace", ADA)

    result = dexcli("due", "--jsno")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dexcli: no such option: --jsno")


def test_silence_away_from_a_terminal_when_nobody_is_due(dexcli: Dexcli, write: Write) -> None:
    write("mary-somerville", LATER)

    result = dexcli("due")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_silence_in_a_ledger_without_contacts(dexcli: Dexcli) -> None:
    result = dexcli("due")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_json_is_an_empty_list_when_nobody_is_due(dexcli: Dexcli, write: Write) -> None:
    write("mary-somerville", LATER)

    assert json.loads(dexcli("due", "--json").stdout) == []


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_one_line_says_who_is_next(dexcli: Dexcli, write: Write) -> None:
    write("mary-somerville", LATER)
    write("zoe", met("Zoe", "yearly", "2026-11-08"))
    write("bob", 'name = "Bob"\n')
    write("bill", 'name = "Bill"\ncadence = "never"\n')
    write("paul", 'name = "Paul"\npaused = true\n')

    result = dexcli("due")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "dexcli: nobody is due; next is Mary Somerville on 20 December; "
        "2 contacts without a cadence\n"
    )


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_due_is_a_table_in_which_nothing_is_cut(dexcli: Dexcli, write: Write) -> None:
    write("ada-lovelace", ADA)

    result = dexcli("due", "--color", "never")

    assert (result.exit_code, result.stderr) == (0, "")
    assert [" ".join(line.split()) for line in result.stdout.splitlines()] == [
        "Who Due Last time Promised Reach",
        "─" * 100,
        'Ada Lovelace 3 weeks late coffee 2026-10-11, "Bernoulli '
        "you owe: the paper +44 20 7946 0958",
        'numbers"',
    ]


def test_a_missing_ledger_is_never_silent_and_nothing_is_made(
    dexcli: Dexcli, tmp_path: Path
) -> None:
    missing = tmp_path / "unmounted"

    for more in ([], ["--json"], ["--count"], ["--exit-code"], ["--quiet"]):
        result = dexcli("due", *more, at=missing)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            f"dexcli: no ledger at {missing}; make one with: dexcli init {missing}\n"
        )
    assert not missing.exists()


def test_an_empty_folder_is_no_ledger(dexcli: Dexcli, tmp_path: Path) -> None:
    empty = tmp_path / "mountpoint"
    empty.mkdir()

    result = dexcli("due", at=empty)

    assert result.exit_code == 1
    assert result.stderr == f"dexcli: no ledger at {empty}; make one with: dexcli init {empty}\n"
    assert list(empty.iterdir()) == []


def test_a_folder_with_a_contact_and_nothing_of_ours_is_a_ledger(
    dexcli: Dexcli, tmp_path: Path
) -> None:
    folder = tmp_path / "people"
    folder.mkdir()
    (folder / "zoe.toml").write_text(met("Zoe", "weekly", "2026-11-08"), encoding="utf-8")

    result = dexcli("due", at=folder)

    assert (result.exit_code, result.stdout) == (0, "Zoe · 7 days late · met 2026-11-08\n")
    assert [entry.name for entry in folder.iterdir()] == ["zoe.toml"]


def test_me_the_paused_the_archived_the_dead_and_the_snoozed_are_not_due(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    (ledger / ".dexcli" / "config.toml").write_text('me = "ego"\n')
    write("ego", met("Ego", "weekly", "2026-01-01"))
    write("paul", met("Paul", "weekly", "2026-01-01", "paused = true"))
    write("arne", met("Arne", "weekly", "2026-01-01", "archived = true"))
    write("dora", met("Dora", "weekly", "2026-01-01", "died = true"))
    write("dana", met("Dana", "weekly", "2026-01-01", "died = 2026"))
    write("sam", met("Sam", "weekly", "2026-01-01", "snoozed = { until = 2026-11-23 }"))

    result = dexcli("due")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_snooze_ends_with_a_contact_after_it_was_decided(dexcli: Dexcli, write: Write) -> None:
    snoozed = "snoozed = { until = 2027-01-01, since = 2026-11-01 }"
    write("ann", met("Ann", "weekly", "2026-11-01", snoozed))
    write("bea", met("Bea", "weekly", "2026-11-02", snoozed))

    assert dexcli("due").stdout == "Bea · 13 days late · met 2026-11-02\n"


def test_notes_attempts_and_kinds_that_do_not_count_leave_the_clock_alone(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    (ledger / ".dexcli" / "config.toml").write_text("[kinds.like]\ncounts = false\n")
    later = "".join(
        f'\n[[interactions]]\non = 2026-11-21\nkind = "{kind}"\n'
        for kind in ("note", "attempt", "like")
    )
    write("zoe", met("Zoe", "weekly", "2026-11-08") + later)

    assert dexcli("due").stdout == "Zoe · 7 days late · met 2026-11-08\n"


def test_two_of_one_name_are_told_apart(dexcli: Dexcli, write: Write) -> None:
    write("sam", met("Sam Hill", "weekly", "2026-11-01", 'city = "Oslo"'))
    write("sam-2", met("Sam Hill", "weekly", "2026-11-08", 'city = "Rome"'))
    write("sam-3", met("Sam Hill", "never", "2026-11-08", "archived = true"))

    assert dexcli("due").stdout == (
        "Sam Hill (Oslo) · 2 weeks late · met 2026-11-01\n"
        "Sam Hill (Rome) · 7 days late · met 2026-11-08\n"
    )


def test_due_changes_nothing_in_the_ledger(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    path = write("ada-lovelace", ADA)
    before = path.stat()
    names = sorted(entry.name for entry in ledger.rglob("*"))

    dexcli("due")

    assert path.stat() == before
    assert sorted(entry.name for entry in ledger.rglob("*")) == names
