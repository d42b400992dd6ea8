"""`merge` alone: who may be here twice, told, asked about, and merged where nothing is in doubt."""

import json
import sys
from pathlib import Path

import pytest

from dexcli.core.contact import Contact
from dexcli.core.twins import sides
from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli, Keyboard

PHONE = 'name = "Ada Lovelace"\nemails = ["ada@example.org"]\nsources = ["vcard:1"]\n'
GOOGLE = """\
name = "Lovelace, Ada"
emails = ["Ada@example.org"]
phones = ["+43 664 1234567"]
sources = ["google:1"]
"""
LINKED = 'name = "Ada Lovelace"\nphones = ["0664 1234567"]\nsources = ["linkedin:ada"]\n'
FACEBOOK = 'name = "Ada Lovlace"\nsources = ["facebook:1"]\n'
BOB = """\
name = "Bob"

[[relationships]]
kind = "mentor"
who = "lovelace-ada"

[[interactions]]
on = 2026-10-30
with = ["ada-lovelace", "lovelace-ada", "ada-lovelace-2"]
"""


def texts(ledger: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in ledger.glob("*.toml")}


@pytest.fixture
def four(write: Write) -> None:
    write("ada-lovelace", PHONE)
    write("lovelace-ada", GOOGLE)
    write("ada-lovelace-2", LINKED)
    write("ada-lovlace", FACEBOOK)
    write("bob", BOB)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    """Return a keyboard at which somebody answers."""
    keyboard = Keyboard()
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr("typer.getchar", lambda: keyboard.read(1))
    monkeypatch.setattr("dexcli.session.is_terminal", lambda _: True)
    return keyboard


@pytest.mark.usefixtures("four")
def test_elsewhere_than_on_a_terminal_it_lists_and_changes_nothing(
    dexcli: Dexcli, ledger: Path
) -> None:
    before = texts(ledger)
    result = dexcli("merge", "--limit", "1")

    assert result.exit_code == 0
    assert result.stdout == (
        "Ada Lovelace (ada-lovelace) · Lovelace, Ada (lovelace-ada) · 1.00 · "
        "same e-mail ada@example.org, the same name\n"
    )
    assert result.stderr == (
        "dexcli: one by one: dexcli merge KEEP OTHER, dexcli merge --auto for 2 of them\n"
    )
    assert texts(ledger) == before


@pytest.mark.usefixtures("four")
def test_as_json_it_is_one_document_of_pairs(dexcli: Dexcli, ledger: Path) -> None:
    pairs = json.loads(dexcli("merge", "--json").stdout)
    assert len(pairs) == 6
    assert all(list(each) == ["keep", "other", "score", "evidence"] for each in pairs)
    assert {each["keep"] for each in pairs} | {each["other"] for each in pairs} == {
        "ada-lovelace", "lovelace-ada", "ada-lovelace-2", "ada-lovlace"
    }  # fmt: skip
    for path in ledger.glob("ada*.toml"):
        path.unlink()
    assert dexcli("merge", "--json").stdout == "[]\n"
    empty = dexcli("merge")
    assert (empty.stdout, empty.stderr) == ("", "dexcli: nobody seems to be here twice\n")


@pytest.mark.usefixtures("four")
def test_auto_merges_a_chain_in_one_step_and_leaves_a_name_alone(
    dexcli: Dexcli, ledger: Path
) -> None:
    before = texts(ledger)
    assert '-name = "Ada Lovelace"' in dexcli("merge", "--auto", "--dry-run").stdout
    told = json.loads(dexcli("merge", "--auto", "--dry-run", "--json").stdout)
    assert [(each["keep"], each["other"]) for each in told] == [
        ("ada-lovelace", "lovelace-ada"), ("ada-lovelace", "ada-lovelace-2")
    ]  # fmt: skip
    assert texts(ledger) == before

    result = dexcli("merge", "--auto")
    assert (result.exit_code, result.stdout) == (
        0, f"2 contacts are parts of Ada Lovelace now.{UNDO}\n"
    )  # fmt: skip
    assert result.stderr == "dexcli: 1 pair left to decide: dexcli merge\n"
    after = texts(ledger)
    assert sorted(after) == ["ada-lovelace.toml", "ada-lovlace.toml", "bob.toml"]
    kept = after["ada-lovelace.toml"]
    assert 'was = ["ada-lovelace-2", "lovelace-ada"]' in kept
    assert all(each in kept for each in ("vcard:1", "google:1", "linkedin:ada"))
    assert 'with = ["ada-lovelace"]' in after["bob.toml"]
    assert dexcli("merge", "--auto").stderr.startswith("dexcli: nobody is here twice beyond doubt")
    dexcli("undo")
    assert texts(ledger) == before


@pytest.mark.usefixtures("four")
def test_each_answer_on_a_terminal_is_saved_and_not_asked_again(
    dexcli: Dexcli, ledger: Path, answering: Keyboard
) -> None:
    answering.write("xs?ynq")
    answering.seek(0)
    result = dexcli("merge")

    assert result.exit_code == 0
    assert "1 of 6 · same e-mail ada@example.org" in result.stderr
    assert "'x' is none of the keys" in result.stderr
    assert "Ada Lovelace (ada-lovelace) is Lovelace, Ada (lovelace-ada) now." in result.stderr
    assert "Two people; that isn't asked again." in result.stderr
    assert result.stdout == (
        "1 contact merged and 1 pair told apart. `dexcli undo` takes back the last one, "
        "`undo --list` shows each.\n"
    )
    after = texts(ledger)
    assert "ada-lovelace.toml" not in after
    assert sum("distinct = [" in text for text in after.values()) == 1


def test_that_two_are_two_is_known_through_a_rename_and_a_merge(
    dexcli: Dexcli, write: Write, ledger: Path
) -> None:
    write("ada-lovelace", f'{PHONE}distinct = ["lovelace-ada"]\n')
    write("lovelace-ada", GOOGLE)
    assert json.loads(dexcli("merge", "--json").stdout) == []

    dexcli("rename", "lovelace-ada", "Ada King")
    assert 'distinct = ["ada-king"]' in (ledger / "ada-lovelace.toml").read_text("utf-8")
    write("augusta", 'name = "Augusta King"\n')
    dexcli("merge", "augusta", "ada-king")
    assert 'distinct = ["augusta"]' in (ledger / "ada-lovelace.toml").read_text("utf-8")
    dexcli("rm", "augusta", "--yes")
    assert "distinct" not in (ledger / "ada-lovelace.toml").read_text("utf-8")


def test_who_are_merged_after_all_are_told_apart_no_more(
    dexcli: Dexcli, write: Write, ledger: Path
) -> None:
    write("ada-lovelace", f'{PHONE}distinct = ["lovelace-ada", "bob"]\n')
    write("lovelace-ada", GOOGLE)
    dexcli("merge", "lovelace-ada", "ada-lovelace")
    assert 'distinct = ["bob"]' in (ledger / "lovelace-ada.toml").read_text("utf-8")


def test_options_that_find_somebody_go_with_nobody_named(dexcli: Dexcli, write: Write) -> None:
    write("ada-lovelace", PHONE)
    for option in ("--auto", "--json", "--limit=3"):
        result = dexcli("merge", "ada-lovelace", "bob", option)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            "dexcli: --auto, --json and --limit find who is meant; leave out KEEP OTHER\n"
        )


def test_what_formats_keep_for_themselves_is_told_as_where_somebody_came_from() -> None:
    phone = Contact(
        name="Ada", sources=("vcard:6880",), extra={"vcard": {"lines": ["TEL;TYPE=cell:1"]}}
    )
    linked = Contact(name="Ada", sources=("linkedin:ada", "vcard:1"), extra={"hair": "red"})

    assert sides.differences(phone, linked) == [
        ("hair", "", "red"),
        ("from", "a vCard", "LinkedIn, a vCard"),
    ]


TOMS = {
    "tom-baker": 'name = "Tom Baker"\norg = "BBC"\nsources = ["vcard:1"]\n',
    "tom-baker-2": 'name = "Tom Baker"\norg = "Acme"\nsources = ["vcard:2"]\n',
    "tom-baker-3": 'name = "Tom Baker"\ncity = "York"\nsources = ["vcard:3"]\n',
}
REMEDY = (
    "dexcli: if two of one name are one: dexcli merge KEEP OTHER; if they are two: "
    "dexcli set ONE distinct+=OTHER\n"
)


def test_who_shares_only_the_name_is_told_until_they_are_known_to_be_two(
    dexcli: Dexcli, write: Write, ledger: Path
) -> None:
    for handle, text in TOMS.items():
        write(handle, text)
    before = texts(ledger)

    told = dexcli("merge")

    assert (told.exit_code, told.stdout) == (0, "")
    assert told.stderr == (
        "dexcli: the same name, and too little else in common: Tom Baker (tom-baker, BBC), "
        f"Tom Baker (tom-baker-2, Acme) and Tom Baker (tom-baker-3, York)\n{REMEDY}"
    )
    assert dexcli("merge", "--json").stdout == "[]\n"
    assert texts(ledger) == before
    dexcli("set", "tom-baker", "distinct+=tom-baker-2", "distinct+=tom-baker-3")
    assert dexcli("merge").stderr == (
        "dexcli: the same name, and too little else in common: Tom Baker (tom-baker-2, Acme) "
        f"and Tom Baker (tom-baker-3, York)\n{REMEDY}"
    )
    dexcli("merge", "tom-baker-3", "tom-baker-2")
    assert dexcli("merge").stderr == "dexcli: nobody seems to be here twice\n"


@pytest.mark.usefixtures("four")
def test_on_a_terminal_they_are_told_behind_the_pairs_that_are_asked_about(
    dexcli: Dexcli, write: Write, answering: Keyboard
) -> None:
    for handle, text in TOMS.items():
        write(handle, text)
    answering.write("q")
    answering.seek(0)

    result = dexcli("merge")

    first, asked, behind = result.stderr.partition("the same name, and too little else in common")
    assert "1 of 6 · same e-mail" in first
    assert "Tom Baker" not in first
    assert asked
    assert "tom-baker-3, York" in " ".join(behind.split())


def test_an_import_sends_to_merge_only_whom_merge_tells(
    dexcli: Dexcli, write: Write, tmp_path: Path
) -> None:
    write("tom-baker", TOMS["tom-baker"])
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Dr. Baker, Tom\nEMAIL:t@example.org\nEND:VCARD\n"
    (tmp_path / "phone.vcf").write_text(card, "utf-8")

    result = dexcli("import", str(tmp_path / "phone.vcf"))

    assert "1 has the name of somebody here. Next: dexcli merge\n" in result.stdout
    both = dexcli("merge")
    assert "(tom-baker" in both.stdout + both.stderr
