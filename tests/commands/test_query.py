"""`dexcli query`: addresses for mail programs, the likeliest first."""

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

ADA = """\
name = "Ada Lovelace"
aka = ["Countess"]
emails = ["ada@example.org", "countess@palace.example"]
org = "Analytical Engines"
"""
ADAM = """\
name = "Adam Smith"
emails = ["smith@example.com"]

[[interactions]]
on = 2026-11-01
"""
BOB = 'name = "Bob Ada-Friend"\nemails = ["bob@example.org"]\n'


@pytest.fixture(autouse=True)
def three(write: Write) -> None:
    """Put three people into the ledger, one of whom was met this month."""
    for handle, text in (("ada-lovelace", ADA), ("adam-smith", ADAM), ("bob", BOB)):
        write(handle, text)


def test_the_first_line_is_a_message_then_a_line_an_address(dexcli: Dexcli) -> None:
    result = dexcli("query", "lovelace")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "2 addresses for 'lovelace'\n"
        "ada@example.org\tAda Lovelace\tAnalytical Engines\n"
        "countess@palace.example\tAda Lovelace\tAnalytical Engines\n"
    )


def test_aerc_gets_no_first_line(dexcli: Dexcli) -> None:
    result = dexcli("query", "--no-header", "bob@")

    assert result.stdout == "bob@example.org\tBob Ada-Friend\t\n"


def addresses(dexcli: Dexcli, *words: str) -> list[str]:
    return [line.partition("\t")[0] for line in dexcli("query", *words).stdout.splitlines()[1:]]


def test_who_begins_so_comes_first_and_of_them_whom_you_met_last(dexcli: Dexcli) -> None:
    assert addresses(dexcli, "ada") == [
        "smith@example.com", "ada@example.org", "countess@palace.example", "bob@example.org",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", [["ada lovelace"], ["ada", "lovelace"], ["Lovelace, Ada"], ["LOV AD"], ["COUNTESS"]]
)
def test_names_are_found_in_any_case_and_order(dexcli: Dexcli, words: list[str]) -> None:
    assert "ada@example.org" in addresses(dexcli, *words)


def test_the_address_that_was_typed_is_the_first_of_its_person(dexcli: Dexcli) -> None:
    assert addresses(dexcli, "countess@") == ["countess@palace.example", "ada@example.org"]


def test_a_part_inside_an_address_is_found(dexcli: Dexcli) -> None:
    assert addresses(dexcli, "palace") == ["ada@example.org", "countess@palace.example"]


def test_a_misspelt_name_is_found_where_nobody_has_it(dexcli: Dexcli) -> None:
    assert addresses(dexcli, "lovelase")[0] == "ada@example.org"


def test_nobody_is_one_line_and_exit_1(dexcli: Dexcli) -> None:
    result = dexcli("query", "zzzz")
    bare = dexcli("query", "--no-header", "zzzz")

    assert (result.exit_code, result.stdout, result.stderr) == (1, "0 addresses for 'zzzz'\n", "")
    assert (bare.exit_code, bare.stdout) == (1, "")
    assert bare.stderr == "dexcli: 0 addresses for 'zzzz'\n"


def test_the_archived_and_those_without_an_address_are_not_offered(
    dexcli: Dexcli, write: Write
) -> None:
    write("old", 'name = "Zoe Old"\nemails = ["z@example.org"]\narchived = true\n')
    write("mute", 'name = "Zoe Mute"\n')

    assert dexcli("query", "zoe").exit_code == 1


def test_no_field_has_a_tab_or_a_control_character(dexcli: Dexcli, write: Write) -> None:
    write("x", 'name = "X\\tY\\u001b[31m\\nZ"\nemails = ["x\\ty@example.org"]\norg = "\\u202eO"\n')

    (line,) = dexcli("query", "--no-header", "x").stdout.splitlines()
    assert line == "x y@example.org\tX Y\\x1b[31m Z\t\\u202eO"


def test_two_people_of_one_name_are_told_apart(dexcli: Dexcli, write: Write) -> None:
    write("ada-2", 'name = "Ada Lovelace"\nemails = ["a2@example.org"]\ncity = "Bonn"\n')

    assert "a2@example.org\tAda Lovelace (Bonn)\t" in dexcli("query", "ada").stdout
