"""`dexcli set`: keys of a contact, from a script."""

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = """\
name = "Ada"
emails = ["ada@example.org"] # work
met = { on = 1833-06-05, at = "a party" }
notes = "x"
"""


@pytest.mark.parametrize(
    ("values", "before", "after"),
    [
        (["city=London"], "", 'city = "London"\n'),
        (["city=a=b"], "", 'city = "a=b"\n'),
        (["city= London "], "", 'city = " London "\n'),
        (["cadence=every 2 months"], "", 'cadence = "every 2 months"\n'),
        (["birthday=1815-12-10"], "", "birthday = 1815-12-10\n"),
        (["birthday=12-10"], "", 'birthday = "12-10"\n'),
        (["birthday=1815-12"], "", 'birthday = "1815-12"\n'),
        (["birthday=1815"], "", "birthday = 1815\n"),
        (["birthday=10 December 1815"], "", "birthday = 1815-12-10\n"),
        (["died=2026-01-05"], "", "died = 2026-01-05\n"),
        (["died=true"], "", "died = true\n"),
        (["died=oui"], "", "died = true\n"),
        (["paused=yes"], "", "paused = true\n"),
        (["paused=false"], "paused = true\n", ""),
        (["tags+=a", "tags+=b", "tags+=a"], "", 'tags = ["a", "b"]\n'),
        (["tags-=a"], 'tags = ["a", "b"]\n', 'tags = ["b"]\n'),
        (["tags-=a"], 'tags = ["a"]\n', ""),
        (["tags="], 'tags = ["a"]\n', ""),
        (["tags=x", "tags=y", "--replace"], 'tags = ["a"]\n', 'tags = ["x", "y"]\n'),
        (["met.at=a ball"], "", 'met = { at = "a ball" }\n'),
        (["met.at=a ball"], 'met = { on = 1833 }\n', 'met = { on = 1833, at = "a ball" }\n'),
        (["met.on=1833-06-05"], "", "met = { on = 1833-06-05 }\n"),
        (["met.at="], 'met = { at = "a ball" }\n', ""),
        (["accounts.github=ada"], "", 'accounts = { github = "ada" }\n'),
        (["snoozed.until=tomorrow"], "", "snoozed = { until = 2026-11-23 }\n"),
        (["shoe=38", "--new-key"], "", 'shoe = "38"\n'),
        (["shoe=38"], 'shoe = "37"\n', 'shoe = "38"\n'),
        (["shoe="], "shoe = 37\n", ""),
        (["vcard.x=2"], 'vcard = { x = "1" }\n', 'vcard = { x = "2" }\n'),
        (["vcard.y=2"], 'vcard = { x = "1" }\n', 'vcard = { x = "1", y = "2" }\n'),
        (["city="], "", ""),
    ],
)  # fmt: skip
def test_a_value_stands_in_the_file_as_the_format_has_it(
    dexcli: Dexcli, write: Write, values: list[str], before: str, after: str
) -> None:
    path = write("ada", f'name = "Ada"\n{before}')

    result = dexcli("set", "ada", *values)

    assert (result.exit_code, result.stderr) == (0, "")
    assert path.read_text(encoding="utf-8") == f'name = "Ada"\n{after}'


def test_several_keys_at_once_are_told(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA)

    result = dexcli("set", "ada", "city=London", "emails+=a@b.org", "notes=", "met.through=bob")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Ada: set city, emails, notes, met.through.{UNDO}\n"
    assert path.read_text(encoding="utf-8") == (
        'name = "Ada"\n'
        'emails = ["ada@example.org", "a@b.org"] # work\n'
        'city = "London"\n'
        'met = { on = 1833-06-05, at = "a party", through = "bob" }\n'
    )


def test_what_is_so_already_changes_nothing(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA)

    result = dexcli("set", "ada", "notes=x", "emails+=ada@example.org")

    assert result.stdout == "Ada: nothing changed.\n"
    assert path.read_text(encoding="utf-8") == ADA


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("citi=x", "no key 'citi'; did you mean 'city'? (--new-key makes a key of your own)"),
        ("city", "'city': expected KEY=VALUE, KEY+=VALUE, KEY-=VALUE or KEY="),
        ("=x", "'=x': expected KEY=VALUE, KEY+=VALUE, KEY-=VALUE or KEY="),
        ("name=", "name: a contact needs a name"),
        ("name= ", "name: a contact needs a name"),
        ("emails=x@y.org",
         "emails is a list; use emails+=VALUE, emails-=VALUE, "
         "or --replace to replace it whole"),
        ("emails-=nobody@x.org", "emails: there is no 'nobody@x.org' to take away"),
        ("city+=x", "city is no list; use city=VALUE"),
        ("cadence=soon",
         "cadence: 'soon' is no cadence; expected \"10 days\", \"3 weeks\", \"monthly\", "
         "\"every 2 months\", \"P1M\", \"yearly\" or \"never\""),
        ("paused=maybe", "paused: 'maybe'; expected true or false"),
        ("met.foo=1", "met.foo: expected one of met.at, met.on, met.through"),
        ("snoozed.since=2026-01-01", "snoozed: until is missing"),
        ("interactions=1", "interactions: this is not set; use dexcli log, note or amend"),
        ("relationships=1", "relationships: this is not set; use dexcli relate"),
        ("handle=x", "handle: this is not set; use dexcli rename"),
        ("accounts=ada", "accounts: say which, such as accounts.github=ada"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_the_remedy(
    dexcli: Dexcli, write: Write, value: str, told: str
) -> None:
    path = write("ada", ADA)

    result = dexcli("set", "ada", "city=Rome", value)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"dexcli: {told}\n"
    assert path.read_text(encoding="utf-8") == ADA


@pytest.mark.parametrize("value", ["birthday=31 February", "birthday=10/12/1985", "died=soonish",
                                   "snoozed.until=2026-13-01", "added=12-10"])  # fmt: skip
def test_a_day_that_is_none_is_refused(dexcli: Dexcli, write: Write, value: str) -> None:
    path = write("ada", ADA)

    result = dexcli("set", "ada", value)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert path.read_text(encoding="utf-8") == ADA


def test_a_dry_run_shows_the_diff(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", 'name = "Ada"\n')

    result = dexcli("set", "ada", "city=Rome", "--dry-run")

    assert result.stdout == (
        '--- a/ada.toml\n+++ b/ada.toml\n@@ -1 +1,2 @@\n name = "Ada"\n+city = "Rome"\n'
    )
    assert path.read_text(encoding="utf-8") == 'name = "Ada"\n'
