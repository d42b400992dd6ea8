"""`dexcli why --closeness`: the score in words and numbers."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

ANN = """\
name = "Ann"

[[interactions]]
on = 2026-11-20
kind = "letter"
by = "me"
note = "The proofs of the second edition, and how to bind them"
id = "a1"

[[interactions]]
on = 2026-05-24
by = "ann"
id = "a2"

[[interactions]]
on = 2026-11-21
kind = "note"
id = "a3"
"""


@pytest.fixture(autouse=True)
def ann(ledger: Path, write: Write) -> None:
    """Put Ann in, whom one wrote to and who wrote."""
    (ledger / ".dexcli" / "config.toml").write_text('me = "ego"\n')
    write("ann", ANN)


def test_each_part_is_told_with_its_numbers_and_its_half_life(dexcli: Dexcli, write: Write) -> None:
    write("bob", 'name = "Bob"\ninteractions = [{ on = 2020-01-01 }]\n')

    result = dexcli("why", "ann", "--closeness")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Ann has a closeness of 3.04, the 1st of 2 people: in the circle of 5.\n"
        "Recent adds 0.99: last letter 2026-11-20, 2 days ago; it halves every 182 days.\n"
        "Often adds 0.91: 2 times, which fade to 1.5; "
        "each halves every 182 days, and more add less and less.\n"
        "Mutual adds 0.61: 1 from you and 1 from them; the side that gave less fades to 0.8, "
        "each time by half every 730 days.\n"
        "Long adds 0.52 (0.5 × 1.04): 2 times since 2026-05-24; "
        "at half every 730 days they fade to 1.8.\n"
        "What weighs most: letter 2026-11-20 from you "
        '"The proofs of the second edition, and…" (1.83); '
        "met 2026-05-24 from them (1.01).\n"
    )


def test_the_json_has_the_same_numbers_unrounded(dexcli: Dexcli) -> None:
    document = json.loads(dexcli("why", "ann", "--closeness", "--json").stdout)

    told = [f"{part['part'].capitalize()} adds {part['points']:.2f}" for part in document["parts"]]
    assert [line[: len(start)] for line, start in zip(document["why"][1:5], told, strict=True)] == (
        told
    )
    assert sum(part["points"] for part in document["parts"]) == pytest.approx(document["closeness"])
    assert {key: document[key] for key in ("handle", "rank", "of", "circle", "times", "by")} == {
        "handle": "ann",
        "rank": 1,
        "of": 1,
        "circle": 5,
        "times": 2,
        "by": {"me": 1, "them": 1, "both": 0},
    }
    assert (document["first"], document["last"]) == ("2026-05-24", "2026-11-20")
    assert [each["id"] for each in document["weightiest"]] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("handle", "more", "told"),
    [
        ("ego", "", "and no rank: it is you.\n"),
        ("kit", "archived = true\n", "and no rank: archived.\n"),
        ("kit", "died = 2020\n", "and no rank: has died.\n"),
    ],
)
def test_who_is_never_among_the_closest_has_no_rank(
    dexcli: Dexcli, write: Write, handle: str, more: str, told: str
) -> None:
    write(handle, f'name = "Kit"\n{more}interactions = [{{ on = 2026-11-22 }}]\n')

    first, *_ = dexcli("why", handle, "--closeness").stdout.splitlines(keepends=True)

    assert first == f"Kit has a closeness of 2.45, {told}"
    assert json.loads(dexcli("why", handle, "--closeness", "--json").stdout)["rank"] is None


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_lines_are_broken_between_words(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    lines = dexcli("why", "ann", "--closeness", "--color", "never").stdout.splitlines()

    whole = json.loads(dexcli("why", "ann", "--closeness", "--json").stdout)["why"]
    assert max(map(len, lines)) <= 60
    assert " ".join(" ".join(lines).split()) == " ".join(whole)


def test_without_anything_in_the_log_there_is_nothing_to_explain(
    dexcli: Dexcli, write: Write
) -> None:
    write("bob", 'name = "Bob"\n[[interactions]]\non = 2026-11-23\n')

    assert dexcli("why", "bob", "--closeness").stdout == (
        "Bob has a closeness of 0: nothing in the log counts yet.\n"
    )
    document = json.loads(dexcli("why", "bob", "--closeness", "--json").stdout)
    assert (document["closeness"], document["rank"], document["circle"]) == (0, None, None)
    assert (document["first"], document["weightiest"]) == (None, [])


def test_one_time_fades_and_several_fade(dexcli: Dexcli, write: Write) -> None:
    write("one", 'name = "One"\ninteractions = [{ on = 2026-11-20 }]\n')

    told = dexcli("why", "one", "--closeness").stdout

    assert "1 time, which fades to 1.0" in told
    assert "at half every 730 days it fades to 1.0" in told
