"""`dexcli every`: how often to be in touch."""

from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = 'name = "Ada"\nadded = 2026-11-02\n'
LOAD = "Your cadences ask for"


@pytest.mark.parametrize(
    ("typed", "stands", "told"),
    [
        (["3 weeks", "ada"], "3 weeks",
         f"every 3 weeks. Next around 23 November. {LOAD} 1.4 contacts a month."),
        (["3", "weeks", "ada"], "3 weeks",
         f"every 3 weeks. Next around 23 November. {LOAD} 1.4 contacts a month."),
        (["2w", "ada"], "2w", f"every 2w. Still due. {LOAD} 2.2 contacts a month."),
        (["monthly", "ada"], "monthly",
         f"monthly. Next around 2 December. {LOAD} 1 contact a month."),
        (["every", "2", "months", "ada"], "every 2 months",
         f"every 2 months. Next around 2 January 2027. {LOAD} 6 contacts a year."),
        (["tous les 2 mois", "ada"], "tous les 2 mois",
         f"tous les 2 mois. Next around 2 January 2027. {LOAD} 6 contacts a year."),
        (["P1M", "ada"], "P1M", f"P1M. Next around 2 December. {LOAD} 1 contact a month."),
        (["month", "ada"], "month",
         f"every month. Next around 2 December. {LOAD} 1 contact a month."),
        (["two", "weeks", "ada"], "two weeks",
         f"every two weeks. Still due. {LOAD} 2.2 contacts a month."),
        (["yearly", "ada"], "yearly",
         f"yearly. Next around 2 November 2027. {LOAD} 1 contact a year."),
        (["never", "ada"], "never", "never."),
        (["jamais", "ada"], "jamais", "jamais."),
    ],
)  # fmt: skip
def test_a_cadence_is_kept_as_it_was_written(
    dexcli: Dexcli, write: Write, typed: list[str], stands: str, told: str
) -> None:
    path = write("ada", ADA)

    result = dexcli("every", *typed)

    assert (result.exit_code, result.stdout, result.stderr) == (0, f"Ada: {told}{UNDO}\n", "")
    assert path.read_text(encoding="utf-8") == (
        f'name = "Ada"\ncadence = "{stands}"\nadded = 2026-11-02\n'
    )


def test_who_stands_before_the_cadence_is_told_which_comes_first(
    dexcli: Dexcli, write: Write
) -> None:
    write("granny", 'name = "Granny"\n')

    result = dexcli("every", "granny", "3", "weeks")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "dexcli: CADENCE: 'granny' is no cadence; the cadence comes first: "
        "dexcli every '3 weeks' granny\n"
    )


def test_several_are_told_each_with_their_day(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA)
    write("bob", 'name = "Bob"\nadded = 2026-10-01\n')

    result = dexcli("every", "3", "weeks", "ada", "bob")

    assert result.stdout == (
        "Ada and Bob: every 3 weeks. Next: Ada around 23 November and Bob today. "
        f"{LOAD} 2.9 contacts a month.{UNDO}\n"
    )


def test_default_takes_her_own_away(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    (ledger / ".dexcli" / "config.toml").write_text('default_cadence = "yearly"\n')
    path = write("ada", 'name = "Ada"\ncadence = "weekly"\nadded = 2026-11-02\n')

    result = dexcli("every", "default", "ada")

    assert result.stdout == (
        f"Ada: by their tags again. Next around 2 November 2027. {LOAD} 1 contact a year.{UNDO}\n"
    )
    assert path.read_text(encoding="utf-8") == ADA


def test_where_sets_it_for_everybody_for_whom_it_holds(dexcli: Dexcli, write: Write) -> None:
    ada, bob = write("ada", ADA), write("bob", 'name = "Bob"\n')

    result = dexcli("every", "3", "months", "--where", "name:ada")

    assert result.stdout == (
        f"Ada: every 3 months. Next around 2 February 2027. {LOAD} 4 contacts a year.{UNDO}\n"
    )
    assert 'cadence = "3 months"\n' in ada.read_text(encoding="utf-8")
    assert bob.read_text(encoding="utf-8") == 'name = "Bob"\n'


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (["soon", "ada"], 2, "dexcli: CADENCE: 'soon' is no cadence; expected"),
        (["0 days", "ada"], 2, "dexcli: CADENCE: '0 days' is no cadence"),
        (["3 hours", "ada"], 2, "dexcli: CADENCE: '3 hours' is no cadence"),
        (["3", "weeks"], 2, "dexcli: who is meant? Name somebody"),
        (["monthly"], 2, "dexcli: who is meant? Name somebody"),
        (["monthly", "ada", "zed"], 3, "dexcli: no contact matches 'zed'"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    dexcli: Dexcli, write: Write, typed: list[str], code: int, told: str
) -> None:
    path = write("ada", ADA)

    result = dexcli("every", *typed)

    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(told)
    assert path.read_text(encoding="utf-8") == ADA


def test_of_very_many_only_the_first_are_named(dexcli: Dexcli, write: Write) -> None:
    for letter in "abcdefgh":
        write(letter, f'name = "{letter.upper()}"\ntags = ["x"]\n')

    result = dexcli("every", "weekly", "--where", "tag:x")

    assert result.stdout == (
        f"A, B, C, D and 4 more: weekly. 8 contacts due now. {LOAD} 1.1 contacts a day.{UNDO}\n"
    )
