"""Notes of several sources: every one is kept, a paragraph each, and renewed in its own place."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Cards, Write
from tests.conftest import Dexcli

pytestmark = pytest.mark.usefixtures("card_formats")


def ada(notes: str | None, source: str = "") -> dict[str, Any]:
    """Return Ada's card with these notes, of a source."""
    card: dict[str, Any] = {"key": "1", "name": "Ada Lovelace", "contact": {"emails": ["a@x.org"]}}
    if notes is not None:
        card["contact"]["notes"] = notes
    return {**card, "source": source} if source else card


def notes(ledger: Path) -> str:
    return str(tomllib.loads((ledger / "ada-lovelace.toml").read_text(encoding="utf-8"))["notes"])


def test_the_notes_of_every_source_are_kept_once(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    files = [
        file("a", ada("Met in Rome.")),
        file("b", ada("Likes tea.\n\nAnd maths.", "others")),
        file("c", ada("Met in Rome.", "third")),
    ]
    for each in (*files, *files):
        dexcli("import", each)

    assert notes(ledger) == "Met in Rome.\n\nLikes tea.\n\nAnd maths."


def test_the_notes_of_one_import_from_several_sources_are_all_kept(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada("Met in Rome.")), file("b", ada("Likes tea.", "others")))

    assert notes(ledger) == "Met in Rome.\n\nLikes tea."


def test_two_cards_of_one_person_lose_no_notes(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    dexcli("import", file("a", ada("Met in Rome."), ada("Likes tea.")))

    assert notes(ledger) == "Met in Rome.\n\nLikes tea."


def test_a_note_that_changed_at_its_source_takes_its_own_place(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada("Met in Rome.")), file("b", ada("Likes tea.", "others")))

    result = dexcli("import", file("a", ada("Met in Paris.")))

    assert notes(ledger) == "Met in Paris.\n\nLikes tea."
    assert "notes: Met in Rome. → Met in Paris." in result.stderr
    assert dexcli("undo").exit_code == 0
    assert notes(ledger) == "Met in Rome.\n\nLikes tea."
    dexcli("import", file("a", ada("Met in Paris.")))
    assert notes(ledger) == "Met in Paris.\n\nLikes tea."


def test_a_note_that_changed_here_and_there_is_kept_beside_the_other(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada("Met in Rome.")))
    dexcli("set", "ada", "notes=Met in Rome, by chance.")

    dexcli("import", file("a", ada("Met in Paris.")))
    assert notes(ledger) == "Met in Rome, by chance.\n\nMet in Paris."
    assert dexcli("import", file("a", ada("Met in Paris."))).stdout == "1 row: 1 unchanged.\n"


def test_a_note_that_was_taken_out_or_edited_here_stays_so(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    first, second = file("a", ada("Met in Rome.")), file("b", ada("Likes tea.", "others"))
    dexcli("import", first, second)
    dexcli("set", "ada", "notes=Likes green tea.")

    dexcli("import", first, second)

    assert notes(ledger) == "Likes green tea."


def test_a_note_that_two_sources_have_stays_for_the_second(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada("Met in Rome.")), file("b", ada("Met in Rome.", "others")))

    dexcli("import", file("a", ada("Met in Paris.")))

    assert notes(ledger) == "Met in Rome.\n\nMet in Paris."


def test_notes_written_here_first_stay_above_those_that_come(
    dexcli: Dexcli, ledger: Path, file: Cards, write: Write
) -> None:
    write("ada-lovelace", 'name = "Ada Lovelace"\nemails = ["a@x.org"]\nnotes = "Mine."\n')

    dexcli("import", file("a", ada("Theirs.")))

    assert notes(ledger) == "Mine.\n\nTheirs."
