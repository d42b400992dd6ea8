"""A disputed meeting of several people is settled once, in the files of all who were there."""

from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = 'name = "Ada"\nid = "aaaaaaaaaa"\nadded = 2026-11-20\n'
BOB = 'name = "Bob"\nid = "bbbbbbbbbb"\nadded = 2026-11-20\n'
PLACE = """
[[conflicts]]
path = ["interactions", "v3t8n1w6b9", "place"]
kind = "value"
values = ["Bonn", "Rome"]
"""
GONE = """
[[conflicts]]
path = ["interactions", "v3t8n1w6b9"]
kind = "deleted"
base = { on = 2026-11-20, with = ["other"], id = "v3t8n1w6b9" }
values = [{ on = 2026-11-20, with = ["other"], place = "Rome", id = "v3t8n1w6b9" }]
"""


def log(other: str, place: str = "Rome") -> str:
    return (
        f'\n[[interactions]]\non = 2026-11-20\nwith = ["{other}"]\nplace = "{place}"\n'
        'id = "v3t8n1w6b9"\n'
    )


@pytest.fixture(autouse=True)
def private(ledger: Path) -> None:
    ledger.chmod(0o700)


def test_a_value_is_settled_in_all_copies(dexcli: Dexcli, write: Write) -> None:
    ada, bob = write("ada", ADA + PLACE + log("bob")), write("bob", BOB + PLACE + log("ada"))
    before = ada.read_text("utf-8"), bob.read_text("utf-8")

    result = dexcli("resolve", "bob", "--take", "1")

    assert result.stdout == (
        f"bob: the place of the meeting of 2026-11-20 is Bonn, in ada.toml too.{UNDO}\n"
    )
    assert ada.read_text("utf-8") == ADA + log("bob", "Bonn")
    assert bob.read_text("utf-8") == BOB + log("ada", "Bonn")
    assert dexcli("doctor").exit_code == 0
    dexcli("undo")
    assert (ada.read_text("utf-8"), bob.read_text("utf-8")) == before


def test_a_copy_without_the_conflict_follows(dexcli: Dexcli, write: Write) -> None:
    ada = write("ada", ADA + log("bob"))
    write("bob", BOB + PLACE + log("ada"))
    dexcli("resolve", "bob", "--take", "Bonn")
    assert ada.read_text("utf-8") == ADA + log("bob", "Bonn")
    assert dexcli("doctor").exit_code == 0


def test_what_only_the_other_copy_says_is_left(dexcli: Dexcli, write: Write) -> None:
    ada = write("ada", ADA + log("bob", "the café in Rome"))
    write("bob", BOB + PLACE + log("ada"))
    assert dexcli("resolve", "bob", "--take", "Bonn").stdout.startswith(
        "bob: the place of the meeting of 2026-11-20 is Bonn. "
    )
    assert ada.read_text("utf-8") == ADA + log("bob", "the café in Rome")


@pytest.mark.parametrize("conflict", [GONE, ""], ids=["both", "one"])
def test_a_removed_meeting_goes_from_all_files(dexcli: Dexcli, write: Write, conflict: str) -> None:
    ada, bob = write("ada", ADA + conflict + log("bob")), write("bob", BOB + GONE + log("ada"))
    assert dexcli("resolve", "bob", "--take", "remove").exit_code == 0
    assert (ada.read_text("utf-8"), bob.read_text("utf-8")) == (ADA, BOB)
    assert dexcli("doctor").exit_code == 0


def test_a_kept_meeting_stays_in_all_files_as_each_has_it(dexcli: Dexcli, write: Write) -> None:
    ada, bob = write("ada", ADA + GONE + log("bob")), write("bob", BOB + GONE + log("ada"))
    assert dexcli("resolve", "bob", "--take", "keep").exit_code == 0
    assert ada.read_text("utf-8") == ADA + log("bob")
    assert bob.read_text("utf-8") == BOB + log("ada")
    assert dexcli("resolve").stderr == "dexcli: no conflict waits\n"
