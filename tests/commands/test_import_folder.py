"""`dexcli import` of a folder in which files of several programs lie."""

import tomllib
from pathlib import Path

import pytest

from tests.conftest import Dexcli

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Lovelace,https://www.linkedin.com/in/ada,,Acme,CTO,01 Jan 2020\n"
)
CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:bob\nFN:Bob Berger\nEND:VCARD\n"
MAIL = "From: Zed <z@example.org>\nTo: b@example.org\nDate: Sun, 1 Nov 2026 10:00:00 +0000\n\nx\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def test_what_lies_beside_a_table_of_linkedin_and_is_nothing_is_named(
    dexcli: Dexcli, ledger: Path, folder: Path
) -> None:
    (folder / "Connections.csv").write_text(CONNECTIONS)
    (folder / "rand.bin").write_bytes(b"\x00\x01\x02")
    (folder / "t.txt").write_text("hello\n")

    result = dexcli("import", str(folder))

    assert (result.exit_code, (ledger / "ada-lovelace.toml").exists()) == (0, True)
    assert f"{folder}: in no format that is read: rand.bin, t.txt\n" in result.stderr


def test_a_new_job_at_linkedin_is_one_short_note(
    dexcli: Dexcli, ledger: Path, folder: Path
) -> None:
    file = folder / "Connections.csv"
    file.write_text(CONNECTIONS)
    dexcli("import", str(file))
    file.write_text(CONNECTIONS.replace("Acme,CTO", "Globex,CEO"))

    dexcli("import", str(file))

    said = tomllib.loads((ledger / "ada-lovelace.toml").read_text())
    assert [each["note"] for each in said["interactions"]] == [
        "Acme → Globex, CTO → CEO (LinkedIn)"
    ]


def test_cards_a_table_and_mail_in_one_folder_are_all_read(
    dexcli: Dexcli, ledger: Path, folder: Path
) -> None:
    (folder / "Connections.csv").write_text(CONNECTIONS)
    (folder / "bob.vcf").write_text(CARD)
    (folder / "Mail" / "cur").mkdir(parents=True)
    (folder / "Mail" / "cur" / "1:2,S").write_text(MAIL)

    result = dexcli("import", str(folder), "--everybody")

    assert result.exit_code == 0
    assert {"ada-lovelace", "bob-berger", "zed"} <= {p.stem for p in ledger.glob("*.toml")}
