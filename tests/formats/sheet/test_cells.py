"""Cells with several values, with none, and names that are two people's."""

import pytest

from dexcli.formats.sheet import cells, couples


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("06 12 34 56 78 / +33 6 11 22 33 44", ["06 12 34 56 78", "+33 6 11 22 33 44"]),
        ("0612345678; 0711223344", ["0612345678", "0711223344"]),
        ("0612345678\n0711223344", ["0612345678", "0711223344"]),
        ("0612345678, 0711223344", ["0612345678", "0711223344"]),
        ("0612345678/0711223344", ["0612345678", "0711223344"]),
        ("0612345678 or 0711223344", ["0612345678", "0711223344"]),
        ("0171/1234567", ["0171/1234567"]),
        ("030/1234567, 030/7654321", ["030/1234567", "030/7654321"]),
        ("+1 (555) 010-9999 ext. 12", ["+1 (555) 010-9999 ext. 12"]),
        ("33612345678.0", ["33612345678"]),
        ("ask Julie", []),
    ],
)
def test_phones_of_one_cell(cell: str, found: list[str]) -> None:
    assert cells.phones(cell) == found


def test_a_phone_that_a_spreadsheet_has_shortened_is_refused() -> None:
    with pytest.raises(ValueError, match="shortened"):
        cells.phones("3.36123E+10")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("ada@example.org", ["ada@example.org"]),
        ("a@example.org; b@example.org,c@d.org", ["a@example.org", "b@example.org", "c@d.org"]),
        ("Ada <ada@example.org>", ["ada@example.org"]),
        ("mailto:ada@example.org", ["ada@example.org"]),
        ("none yet", []),
    ],
)  # fmt: skip
def test_addresses_of_one_cell(cell: str, found: list[str]) -> None:
    assert cells.mails(cell) == found


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("LOVELACE, ADA", "ADA LOVELACE"),
        ("Ada Lovelace, PhD", "Ada Lovelace, PhD"),
        ("Ada Lovelace, MBA", "Ada Lovelace, MBA"),
        ("Acme, Inc.", "Acme, Inc."),
        ("  Ada \n Lovelace ", "Ada Lovelace"),
        ("Ada,", "Ada,"),
    ],
)
def test_a_name_is_turned_round_where_it_is_one(cell: str, name: str) -> None:
    assert cells.spoken(cell) == name


@pytest.mark.parametrize("cell", ["-", "—", "n/a", "NULL", "None", " ", "#N/A"])
def test_what_people_write_into_empty_cells_is_nothing(cell: str) -> None:
    assert cells.filled(cell) == ""


@pytest.mark.parametrize(
    "name",
    ["Julie et Marc Martin", "Julie & Marc Martin", "Julie and Marc Martin", "Julie und Marc Weiß",
     "Ana y Luis García", "Anna e Marco Rossi", "Jan en Piet de Vries", "Julie/Marc Martin",
     "Mr and Mrs Smith", "The Smiths", "Familie Müller", "Famille Martin", "Smith family"],
)  # fmt: skip
def test_a_name_that_is_perhaps_two_people_s_is_told(name: str) -> None:
    assert couples.remark(name).endswith("; tagged triage")


@pytest.mark.parametrize(
    "name",
    ["Ada Lovelace", "José Ortega y Gasset", "Annette Martin", "Andy Anders", "Theodor Sims",
     "Santiago Ramón y Cajal", "Etienne Grund", "Lesley Family-Name", "Jean-Luc de la Rue"],
)  # fmt: skip
def test_a_name_of_one_person_is_not(name: str) -> None:
    assert couples.remark(name) == ""
