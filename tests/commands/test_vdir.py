"""`dexcli vdir`: a folder of cards beside the ledger."""

import json
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli
from tests.formats.vcard.imports import card

CHARLES = card("UID:c1", "FN:Charles Babbage", "TEL;TYPE=CELL:+44 20 7946 0958", "X-ODD:kept")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the card of one person who isn't in the ledger."""
    path = tmp_path / "cards"
    path.mkdir()
    (path / "charles.vcf").write_bytes(CHARLES)
    (path / "displayname").write_text("Phone")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_nobody_is_moved_without_being_asked_for(
    dexcli: Dexcli, folder: Path, ledger: Path
) -> None:
    dexcli("add", "Ada Lovelace")
    before = contents(folder), contents(ledger)

    result = dexcli("vdir", str(folder))

    assert (result.exit_code, result.stdout) == (0, "0 pairs: nothing to do.\n")
    assert result.stderr == "dexcli: 1 card of nobody here; --pull brings them in\n"
    assert (contents(folder), contents(ledger)) == before


def test_both_sides_learn_and_are_silent_then(dexcli: Dexcli, folder: Path, ledger: Path) -> None:
    dexcli("add", "Ada Lovelace", "--tag", "friend")

    moved = dexcli("vdir", str(folder), "--pull", "--push", "tag:friend")
    dexcli("set", "charles", "title=Inventor")
    (folder / "charles.vcf").write_bytes(CHARLES.replace(b"0958", b"0999"))
    learned = dexcli("vdir", str(folder))
    silent = dexcli("vdir", str(folder))

    assert moved.stdout == f"2 pairs: 1 new contact, 1 new card.{UNDO}\n"
    assert learned.stdout == f"2 pairs: 1 contact changed, 1 card changed.{UNDO}\n"
    assert (silent.stdout, silent.stderr) == ("2 pairs: nothing to do.\n", "")
    changed = CHARLES.replace(b"0958", b"0999").replace(b"END", b"TITLE:Inventor\r\nEND")
    assert (folder / "charles.vcf").read_bytes() == changed
    assert 'phones = ["+44 20 7946 0999"]' in (ledger / "charles-babbage.toml").read_text()
    assert len(contents(folder)) == 3


def test_a_card_of_no_person_comes_for_triage_and_stays_as_it_is(
    dexcli: Dexcli, folder: Path
) -> None:
    raw = card("UID:p1", "ORG:Plumbers Ltd")
    (folder / "plumbers.vcf").write_bytes(raw)

    dexcli("vdir", str(folder), "--pull")
    dexcli("tag", "house", "plumbers")
    dexcli("vdir", str(folder))

    tagged = raw.replace(b"END:VCARD", b"CATEGORIES:house\r\nEND:VCARD")
    assert (folder / "plumbers.vcf").read_bytes() == tagged
    assert dexcli("show", "plumbers", "tags").stdout == "triage\nhouse\n"


def test_an_import_pairs_without_more(dexcli: Dexcli, folder: Path) -> None:
    dexcli("import", str(folder / "charles.vcf"))
    assert dexcli("vdir", str(folder)).stdout == "1 pair: nothing to do.\n"


def test_a_dry_run_changes_nothing_on_either_side(
    dexcli: Dexcli, folder: Path, ledger: Path
) -> None:
    dexcli("add", "Ada Lovelace")
    before = contents(folder), contents(ledger)

    result = dexcli("vdir", str(folder), "--pull", "--push", "ada", "--dry-run")

    assert "+FN:Ada Lovelace" in result.stdout
    assert '+name = "Charles Babbage"' in result.stdout
    assert result.stdout.endswith("Would be: 2 pairs: 1 new contact, 1 new card.\n")
    assert (contents(folder), contents(ledger)) == before
    assert dexcli("vdir", str(folder)).stdout == "0 pairs: nothing to do.\n"


def test_what_both_changed_waits_for_resolve(dexcli: Dexcli, folder: Path, ledger: Path) -> None:
    dexcli("vdir", str(folder), "--pull")
    dexcli("set", "charles", "org=Here")
    there = CHARLES.replace(b"END", b"ORG:There\r\nEND")
    (folder / "charles.vcf").write_bytes(there)

    told = dexcli("vdir", str(folder), "--json")
    silent = dexcli("vdir", str(folder))

    assert json.loads(told.stdout)["conflicts"] == [{"handle": "charles-babbage", "key": "org"}]
    assert (told.exit_code, silent.stdout) == (0, "1 pair: nothing to do.\n")
    assert (folder / "charles.vcf").read_bytes() == there
    assert 'org = "Here"' in (ledger / "charles-babbage.toml").read_text()

    dexcli("resolve", "charles", "org", "--take", "Here")
    dexcli("vdir", str(folder))
    assert b"ORG:Here\r\n" in (folder / "charles.vcf").read_bytes()


def test_a_side_that_is_suddenly_empty_stops_it(dexcli: Dexcli, folder: Path, ledger: Path) -> None:
    (folder / "bob.vcf").write_bytes(card("UID:b1", "FN:Bob"))
    dexcli("vdir", str(folder), "--pull")
    before = contents(ledger)
    for path in folder.glob("*.vcf"):
        path.unlink()

    stopped = dexcli("vdir", str(folder))
    meant = dexcli("vdir", str(folder), "--yes")

    assert (stopped.exit_code, stopped.stdout) == (1, "")
    assert stopped.stderr == (
        f"dexcli: {folder}: 2 of 2 cards are gone; nothing was changed. "
        "If that is meant, say --yes; nobody is removed on the other side\n"
    )
    assert meant.stdout == "0 pairs: nothing to do.\n"
    assert contents(ledger) == before


def test_whoever_was_removed_here_does_not_come_back(dexcli: Dexcli, folder: Path) -> None:
    dexcli("vdir", str(folder), "--pull")
    dexcli("rm", "charles", "--yes")

    told = dexcli("vdir", str(folder), "--yes", "--pull")
    silent = dexcli("vdir", str(folder), "--pull")
    unasked = dexcli("vdir", str(folder))
    again = dexcli("vdir", str(folder), "--pull", "--again")

    waiting = "dexcli: 1 card of people who were removed here; --again brings them back\n"
    stays = "dexcli: Charles Babbage: no longer here; their card stays there\n"
    assert told.stderr == f"{stays}{waiting}"
    assert (silent.stdout, silent.stderr) == ("0 pairs: nothing to do.\n", waiting)
    assert unasked.stderr == ""
    assert again.stdout == f"1 pair: 1 new contact.{UNDO}\n"
    assert (folder / "charles.vcf").read_bytes() == CHARLES


def test_files_that_are_not_one_card_are_told_and_left_alone(dexcli: Dexcli, folder: Path) -> None:
    (folder / "two.vcf").write_bytes(CHARLES + card("UID:x", "FN:X"))
    (folder / "twin.vcf").write_bytes(CHARLES)
    (folder / "none.vcf").write_bytes(b"hello")
    (folder / "link.vcf").symlink_to(folder / "charles.vcf")
    (folder / "no-uid.vcf").write_bytes(card("FN:Bob"))
    before = contents(folder)

    result = dexcli("vdir", str(folder), "--pull")

    assert result.exit_code == 5
    assert result.stdout == "0 pairs: nothing to do.\n"
    told = {line.split(":")[1].strip() for line in result.stderr.splitlines()}
    assert told == {"two.vcf", "twin.vcf", "charles.vcf", "none.vcf", "link.vcf", "no-uid.vcf"}
    assert contents(folder) == before


def test_notes_never_go_to_a_card(dexcli: Dexcli, folder: Path) -> None:
    dexcli("vdir", str(folder), "--pull")
    dexcli("set", "charles", "notes=Secret")
    dexcli("log", "charles", "-m", "Secret")
    dexcli("add", "Ada Lovelace", "--note", "Secret", "--every", "3 weeks")

    dexcli("vdir", str(folder), "--push", "ada")

    assert all(b"Secret" not in raw and b"DEXCLI" not in raw for raw in contents(folder).values())


def test_a_folder_that_is_not_there_is_one_line(dexcli: Dexcli, tmp_path: Path) -> None:
    result = dexcli("vdir", str(tmp_path / "nowhere"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith(
        "there is no such folder; expected a folder with one vCard a file\n"
    )


def test_a_phone_that_was_changed_here_is_nowhere_kept_as_it_was(
    dexcli: Dexcli, folder: Path, ledger: Path
) -> None:
    more = b"item1.TEL;TYPE=CELL:+44 20 7946 0958\r\nitem1.X-ABLabel:Den"
    (folder / "charles.vcf").write_bytes(
        CHARLES.replace(b"TEL;TYPE=CELL:+44 20 7946 0958", more + b"\r\nTEL;TYPE=FAX:0207 1111111")
    )
    dexcli("vdir", str(folder), "--pull")
    dexcli("set", "charles", "phones-=+44 20 7946 0958", "phones+=+44 20 7946 0999")

    result = dexcli("vdir", str(folder))

    text = (ledger / "charles-babbage.toml").read_text(encoding="utf-8")
    assert "0958" not in text
    assert text.count("0207 1111111") == 2
    assert result.stdout == f"1 pair: 1 contact changed, 1 card changed.{UNDO}\n"
    exported = dexcli("export", "vcard").stdout
    assert "item1.TEL;TYPE=CELL:+44 20 7946 0999" in exported
    assert dexcli("vdir", str(folder)).stdout == "1 pair: nothing to do.\n"
