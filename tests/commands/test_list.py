"""`dexcli list`: many contacts, one a line."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli


@pytest.fixture
def people(write: Write) -> None:
    """Put in three, and one archived, and one dead."""
    write(
        "zoe",
        'name = "Álvaro"\ntags = ["work", "chess"]\ntitle = "Baker"\norg = "Acme"\ncity = "Rome"\n'
        'cadence = "weekly"\nadded = 2026-01-01\n'
        '\n[[interactions]]\non = 2026-11-08\nkind = "call"\n',
    )
    write("bea", 'name = "bea"\ncadence = "yearly"\nadded = 2025-11-01\n')
    write("cat", 'name = "Cat"\n\n[[interactions]]\non = 2026-11-20\n')
    write("arne", 'name = "Arne"\narchived = true\n')
    write("dora", 'name = "Dora"\ndied = "2020-05"\n')


@pytest.mark.usefixtures("people")
def test_a_line_says_tags_place_last_time_and_when_due(dexcli: Dexcli) -> None:
    result = dexcli("list")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Álvaro · work, chess · Baker, Acme, Rome · call 2026-11-08 · 7 days late\n"
        "bea · 3 weeks late\n"
        "Cat · met 2026-11-20\n"
    )


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("sort", "handles"),
    [
        ("name", ["zoe", "bea", "cat"]),
        ("last", ["cat", "zoe", "bea"]),
        ("due", ["bea", "zoe", "cat"]),
        ("lateness", ["zoe", "bea", "cat"]),
        ("added", ["zoe", "bea", "cat"]),
    ],
)
def test_sort(dexcli: Dexcli, sort: str, handles: list[str]) -> None:
    result = dexcli("list", "--sort", sort, "--handles")

    assert result.stdout.split() == handles


@pytest.mark.usefixtures("people")
def test_the_archived_and_the_dead_are_shown_only_when_asked_for(dexcli: Dexcli) -> None:
    def handles(*args: str) -> list[str]:
        return dexcli("list", "--handles", *args).stdout.split()

    assert handles() == ["zoe", "bea", "cat"]
    assert handles("--all") == ["zoe", "arne", "bea", "cat", "dora"]
    assert handles("is:archived") == ["arne"]
    assert handles("is:dead") == ["dora"]
    assert dexcli("list", "is:archived").stdout == "Arne · archived\n"
    assert dexcli("list", "is:dead").stdout == "Dora · died\n"


@pytest.mark.usefixtures("people")
def test_json_is_one_array_with_the_promised_keys(dexcli: Dexcli) -> None:
    result = dexcli("list", "tag:work", "--json")

    assert json.loads(result.stdout) == [
        {
            "handle": "zoe",
            "name": "Álvaro",
            "status": "overdue",
            "due": "2026-11-15",
            "last": {"on": "2026-11-08", "kind": "call", "note": ""},
            "contact": {
                "name": "Álvaro",
                "tags": ["work", "chess"],
                "title": "Baker",
                "org": "Acme",
                "city": "Rome",
                "cadence": "weekly",
                "added": "2026-01-01",
                "interactions": [{"on": "2026-11-08", "kind": "call"}],
            },
        }
    ]


@pytest.mark.usefixtures("people")
def test_limit_counts_the_rest_on_stderr(dexcli: Dexcli) -> None:
    result = dexcli("list", "--limit", "1", "--handles")

    assert (result.stdout, result.stderr) == ("zoe\n", "dexcli: and 2 more\n")
    assert len(json.loads(dexcli("list", "--limit", "1", "--json").stdout)) == 1


def test_nobody_is_an_empty_list(dexcli: Dexcli) -> None:
    assert dexcli("list").stdout == ""
    assert json.loads(dexcli("list", "--json").stdout) == []


def test_a_missing_ledger_is_an_error(dexcli: Dexcli, tmp_path: Path) -> None:
    result = dexcli("list", "--json", at=tmp_path / "no")

    assert (result.exit_code, result.stdout) == (1, "")


def test_an_unknown_order_is_wrong_use(dexcli: Dexcli) -> None:
    result = dexcli("list", "--sort", "size")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "lateness" in result.stderr


def test_a_newline_in_a_name_stays_on_its_line(dexcli: Dexcli, write: Write) -> None:
    write("ada", 'name = "Ada\\nLovelace"\n')

    assert dexcli("list").stdout == "Ada␊Lovelace\n"


def test_by_closeness_you_the_archived_and_the_dead_come_last(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    config = ledger / ".dexcli" / "config.toml"
    config.write_text('format = 1\nme = "b-me"\n', encoding="utf-8")
    often = "interactions = [{ on = 2026-11-01 }, { on = 2026-11-20 }]\n"
    for handle, more in {"c-dead": "died = true\n", "d-gone": "archived = true\n"}.items():
        write(handle, f'name = "{handle}"\n{more}{often}')
    write("b-me", f'name = "b-me"\n{often}')
    write("a-new", 'name = "a-new"\n')
    write("z-seen", 'name = "z-seen"\ninteractions = [{ on = 2020-11-01 }]\n')

    listed = dexcli("list", "--all", "--sort", "closeness", "--handles").stdout

    assert listed.split() == ["z-seen", "a-new", "b-me", "c-dead", "d-gone"]
