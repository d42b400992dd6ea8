"""`dexcli add`: a new contact, and nobody twice by accident."""

from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli


@pytest.mark.usefixtures("ids")
def test_a_name_alone_is_enough(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("add", "Ada Lovelace")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Added Ada Lovelace (ada-lovelace).{UNDO}\n"
    assert (ledger / "ada-lovelace.toml").read_text(encoding="utf-8") == (
        'name = "Ada Lovelace"\nadded = 2026-11-22\nid = "0000000001"\n'
    )


@pytest.mark.usefixtures("ids")
def test_every_option_stands_in_the_file_in_the_order_of_the_format(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    write("mary-somerville", 'name = "Mary Somerville"\n')

    result = dexcli(
        "add", "Ada", "Lovelace", "--tag", "friend", "--tag", "maths", "--tag", "friend",
        "--every", "3 weeks", "--email", "ada@example.org", "--email", "a@x.org",
        "--phone", "+44 20 7946 0958", "--birthday", "1815-12-10", "--org", "Analytical Engines",
        "--title", "Programmer", "--city", "London", "--through", "mary", "--met", "5 June 1833",
        "--note", "Allergic to\nbad notation", "--handle", "ada",
    )  # fmt: skip

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Added Ada Lovelace (ada). Still due.{UNDO}\n"
    assert (ledger / "ada.toml").read_text(encoding="utf-8") == (
        'name = "Ada Lovelace"\n'
        'tags = ["friend", "maths"]\n'
        'cadence = "3 weeks"\n'
        "birthday = 1815-12-10\n"
        'emails = ["ada@example.org", "a@x.org"]\n'
        'phones = ["+44 20 7946 0958"]\n'
        'org = "Analytical Engines"\n'
        'title = "Programmer"\n'
        'city = "London"\n'
        'met = { on = 1833-06-05, through = "mary-somerville" }\n'
        'notes = """\nAllergic to\nbad notation"""\n'
        "added = 2026-11-22\n"
        'id = "0000000001"\n'
    )


def test_the_answer_says_when_she_is_due(dexcli: Dexcli) -> None:
    result = dexcli("add", "Ada", "--every", "monthly")

    assert result.stdout == f"Added Ada (ada). Next around 22 December.{UNDO}\n"


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Édouard Manet", "edouard-manet"),
        ("Анна", "anna"),
        ("O'Neil, Jr.", "o-neil-jr"),
        ("CON", "con-contact"),
        ("!!!", "contact"),
        ("x" * 100, "x" * 80),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_handle_is_made_from_any_name(
    dexcli: Dexcli, ledger: Path, name: str, handle: str
) -> None:
    result = dexcli("add", name)

    assert result.exit_code == 0
    assert [path.stem for path in ledger.glob("*.toml")] == [handle]


def test_a_namesake_is_refused_and_force_adds_one(dexcli: Dexcli, ledger: Path) -> None:
    dexcli("add", "Ada Lovelace", "--city", "London")

    for name in ("Ada Lovelace", "ada  LOVELACE", "Lovelace, Ada"):
        result = dexcli("add", name)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            "dexcli: Ada Lovelace (ada-lovelace, London) has this name already; "
            "nothing was added (--force adds all the same)\n"
        )

    forced = dexcli("add", "Ada Lovelace", "--force")
    assert forced.stdout == f"Added Ada Lovelace (ada-lovelace-2).{UNDO}\n"
    assert sorted(path.stem for path in ledger.glob("*.toml")) == [
        "ada-lovelace",
        "ada-lovelace-2",
    ]


@pytest.mark.parametrize("more", ["", "archived = true\n", "died = 1852\n"])
def test_an_email_that_somebody_has_is_refused(
    dexcli: Dexcli, ledger: Path, write: Write, more: str
) -> None:
    write("ada", f'name = "Ada"\nemails = ["x@y.org", "Ada@Example.org"]\n{more}')

    result = dexcli("add", "Countess", "--email", "ada@example.org")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "has the e-mail ada@example.org already" in result.stderr
    assert [path.stem for path in ledger.glob("*.toml")] == ["ada"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["  "], "NAME: a contact needs a name"),
        (["Ada", "--every", "soon"], "--every: 'soon' is no cadence"),
        (["Ada", "--birthday", "soon"], "--birthday: "),
        (["Ada", "--birthday", "10/12/1985"], "--birthday: "),
        (["Ada", "--met", "tomorrow"], "--met: 2026-11-23 lies ahead"),
        (["Ada", "--handle", "Ada L"], "--handle: 'Ada L'; expected lower-case letters"),
        (["Ada", "--handle", "../x"], "--handle: '../x'; expected lower-case letters"),
        (["Ada", "--handle", "bob"], "--handle: 'bob' is taken"),
    ],
)
def test_what_makes_no_sense_is_refused(
    dexcli: Dexcli, ledger: Path, write: Write, args: list[str], told: str
) -> None:
    write("bob", 'name = "Bob"\n')

    result = dexcli("add", *args)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"dexcli: {told}")
    assert [path.stem for path in ledger.glob("*.toml")] == ["bob"]


def test_through_somebody_unknown_adds_nobody(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("add", "Ada", "--through", "mary")

    assert result.exit_code == 3
    assert list(ledger.glob("*.toml")) == []


def test_a_dry_run_shows_the_new_file_and_writes_none(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("add", "Ada", "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.startswith('--- /dev/null\n+++ b/ada.toml\n@@ -0,0 +1,3 @@\n+name = "Ada"')
    assert list(ledger.glob("*.toml")) == []


def test_a_missing_ledger_is_not_made(dexcli: Dexcli, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"

    result = dexcli("add", "Ada", at=missing)

    assert result.exit_code == 1
    assert result.stderr == (
        f"dexcli: no ledger at {missing}; make one with: dexcli init {missing}\n"
    )
    assert not missing.exists()
