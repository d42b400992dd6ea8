"""`dexcli timeline`: interactions, each once, the newest first."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

SHARED = '\n[[interactions]]\non = 2026-11-20\nkind = "coffee"\nplace = "Demel"\nwith = [{}]\n'
MORE = 'by = "me"\nnote = "{}"\nid = "v3t8n1w6b9"\n'


@pytest.fixture
def people(write: Write) -> None:
    """Put in two who had coffee, and two who are in no list."""
    ada = SHARED.format('"bob", "Léo"') + MORE.format("Bernoulli")
    write("ada", 'name = "Ada"\n' + ada + '\n[[interactions]]\non = "2026-10"\nkind = "call"\n')
    bob = SHARED.format('"ada", "Léo"') + MORE.format("Bernoulli")
    write(
        "bob",
        'name = "Bob"\ntags = ["work"]\n' + bob
        + '\n[[interactions]]\non = 2025-01-01\nuntil = 2025-01-31\nkind = "letter"\n'
        + 'occasion = "New Year"\nnote = "two\\nlines"\n',
    )  # fmt: skip
    write("arne", 'name = "Arne"\narchived = true\n\n[[interactions]]\non = 2026-11-21\n')
    write("dora", 'name = "Dora"\ndied = true\n\n[[interactions]]\non = 2026-11-21\n')


@pytest.mark.usefixtures("people")
def test_each_stands_once_however_many_were_there(dexcli: Dexcli) -> None:
    result = dexcli("timeline")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "2026-11-20 · coffee · Ada, Bob and Léo · Demel · Bernoulli\n"
        "2026-10 · call · Ada\n"
        "2025-01-01 to 2025-01-31 · letter · Bob · New Year · two␊lines\n"
    )


@pytest.mark.usefixtures("people")
def test_json_has_exactly_the_promised_keys(dexcli: Dexcli) -> None:
    found = json.loads(dexcli("timeline", "--json", "--limit", "1").stdout)

    assert found == [
        {
            "id": "v3t8n1w6b9",
            "on": "2026-11-20",
            "kind": "coffee",
            "place": "Demel",
            "note": "Bernoulli",
            "by": "me",
            "handles": ["ada", "bob"],
        }
    ]


@pytest.mark.usefixtures("people")
def test_of_one_person_by_name_or_by_filter(dexcli: Dexcli) -> None:
    assert dexcli("timeline", "ada").stdout == (
        "2026-11-20 · coffee · Ada, Bob and Léo · Demel · Bernoulli\n2026-10 · call · Ada\n"
    )
    assert dexcli("timeline", "tag:work").stdout.count("\n") == 2
    assert dexcli("timeline", "-tag:work").stdout.count("\n") == 2
    assert dexcli("timeline", "arne").stdout == "2026-11-21 · met · Arne\n"
    assert dexcli("timeline", "zed").exit_code == 3


@pytest.mark.usefixtures("people")
def test_ids_are_what_amend_takes(dexcli: Dexcli) -> None:
    lines = dexcli("timeline", "--ids").stdout.splitlines()

    assert lines[0].startswith("v3t8n1w6b9 · 2026-11-20 · coffee · ")
    key = lines[1].split(" · ")[0]
    assert dexcli("amend", key, "-m", "by phone").exit_code == 0
    assert f"{key} · 2026-10 · call · Ada · by phone" in dexcli("timeline", "--ids").stdout


@pytest.mark.usefixtures("people")
def test_limit_counts_the_rest_on_stderr(dexcli: Dexcli) -> None:
    result = dexcli("timeline", "--limit", "1")

    assert result.stdout.count("\n") == 1
    assert result.stderr == "dexcli: and 2 more\n"


def test_two_ids_that_are_computed_differ_for_the_same_content(
    dexcli: Dexcli, write: Write
) -> None:
    write("ada", 'name = "Ada"\n' + "\n[[interactions]]\non = 2026-01-01\n" * 2)
    write("bob", 'name = "Bob"\n\n[[interactions]]\non = 2026-01-01\n')

    found = json.loads(dexcli("timeline", "--json").stdout)

    assert len({each["id"] for each in found}) == 3


def test_nothing_is_an_empty_list(dexcli: Dexcli, tmp_path: Path) -> None:
    assert dexcli("timeline").stdout == ""
    assert json.loads(dexcli("timeline", "--json").stdout) == []
    assert dexcli("timeline", at=tmp_path / "no").exit_code == 1
