"""A meeting of two that both machines changed: settled once, and the same everywhere after."""

from collections.abc import Sequence

from tests.sync.conftest import Machine


def met(pair: Sequence[Machine]) -> str:
    here, there = pair
    here("log", "ada", "bob", "-m", "Tea", "--kind", "coffee")
    here("sync")
    there("sync")
    for machine in pair:
        machine.folder.chmod(0o700)
    return here("timeline", "--ids").stdout.split(" · ")[0]


def test_one_answer_settles_what_both_amended(pair: Sequence[Machine]) -> None:
    key = met(pair)
    here, there = pair
    here("amend", key, "--place", "Rome")
    there("amend", key, "--place", "Oslo")
    here("sync")
    there("sync", code=6)

    assert there("resolve", "bob", "--take", "Oslo").stdout.startswith(
        "bob-marley: the place of the coffee of 2026-11-22 is Oslo, in ada-lovelace.toml too."
    )
    there("doctor")
    there("sync")
    here("sync")

    here("doctor")
    assert here.files() == there.files()
    assert 'place = "Oslo"' in here.read("ada-lovelace.toml")
    assert here("resolve").stderr == "dexcli: no conflict waits\n"


def test_one_answer_removes_what_one_deleted_and_the_other_amended(
    pair: Sequence[Machine],
) -> None:
    key = met(pair)
    here, there = pair
    here("amend", key, "--delete")
    there("amend", key, "--place", "Oslo")
    here("sync")
    there("sync", code=6)

    there("resolve", "bob", "--take", "remove")
    there("doctor")
    there("sync")
    here("sync")

    assert here("timeline").stdout == ""
    assert here.files() == there.files()
