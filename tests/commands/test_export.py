"""`dexcli export`: who leaves, how much of them, and where to."""

import csv
import io
import os
import stat
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

ADA = """\
name = "Ada Lovelace"
aka = ["Countess; of Lovelace"]
tags = ["friend", "maths"]
birthday = "12-10"
phones = ["+44 20 7946 0958"]
accounts = { github = "ada" }
org = "=1+1"
met = { on = 1833-06, at = "a party" }
notes = "She is ill."
allergies = ["nuts"]
id = "k7m2x9q4c1"

[[gifts]]
idea = "punched cards"

[[interactions]]
on = 2026-11-20
note = "A secret."
"""


@pytest.fixture
def people(write: Write) -> None:
    """Put in Ada with much that is private, one archived and one dead."""
    write("ada-lovelace", ADA.replace("1833-06", '"1833-06"'))
    write("arne", 'name = "Arne"\narchived = true\n')
    write("dora", 'name = "Dora"\ndied = "2020-05"\n')


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.usefixtures("people")
def test_a_row_has_what_the_file_says_under_our_own_keys(dexcli: Dexcli) -> None:
    result = dexcli("export", "csv")

    assert (result.exit_code, result.stderr) == (0, "")
    (row,) = table(result.stdout)
    assert {key: value for key, value in row.items() if value} == {
        "id": "k7m2x9q4c1",
        "handle": "ada-lovelace",
        "name": "Ada Lovelace",
        "aka": "Countess\\; of Lovelace",
        "tags": "friend; maths",
        "birthday": "12-10",
        "phones": "+44 20 7946 0958",
        "org": "'=1+1",
        "met.on": "1833-06",
        "met.at": "a party",
        "accounts.github": "ada",
    }
    assert list(row)[:2] == ["id", "handle"]


@pytest.mark.usefixtures("people")
def test_what_was_written_about_somebody_leaves_only_with_notes(dexcli: Dexcli) -> None:
    private = ["ill", "secret", "punched", "nuts"]
    without = dexcli("export", "csv").stdout

    (row,) = table(dexcli("export", "csv", "--notes").stdout)

    assert not any(word in without for word in private)
    assert (row["notes"], row["gifts"]) == ("She is ill.", '[{ "idea" = "punched cards" }]')
    assert row["allergies"] == '["nuts"]'


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("words", "handles"),
    [
        ([], ["ada-lovelace"]),
        (["--all"], ["ada-lovelace", "arne", "dora"]),
        (["is:archived"], ["arne"]),
        (["is:dead"], ["dora"]),
        (["tag:friend"], ["ada-lovelace"]),
        (["-tag:friend", "--all"], ["arne", "dora"]),
    ],
)
def test_the_archived_and_the_dead_leave_only_when_asked_for(
    dexcli: Dexcli, words: list[str], handles: list[str]
) -> None:
    rows = table(dexcli("export", "csv", *words).stdout)

    assert [row["handle"] for row in rows] == handles


@pytest.mark.usefixtures("people")
def test_a_file_is_private_and_says_what_stayed(dexcli: Dexcli, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"

    result = dexcli("export", "csv", "--output", str(file))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"1 person in {file}; notes, interactions and gifts stayed: --notes takes them along\n"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8") == dexcli("export", "csv").stdout
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.usefixtures("people")
def test_a_file_that_is_there_stays_without_force(dexcli: Dexcli, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("mine", encoding="utf-8")

    refused = dexcli("export", "csv", "--output", str(file))

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == f"dexcli: {file}: there is such a file already; --force replaces it\n"
    assert file.read_text("utf-8") == "mine"
    assert dexcli("export", "csv", "--output", str(file), "--force").exit_code == 0
    assert file.read_text("utf-8").startswith("id,handle,name,")


@pytest.mark.usefixtures("people")
def test_nothing_is_named_before_all_is_written(dexcli: Dexcli, tmp_path: Path) -> None:
    (tmp_path / "people-meetings.csv").write_text("mine", encoding="utf-8")

    result = dexcli("export", "csv", "--notes", "--output", str(tmp_path / "people.csv"))

    assert result.exit_code == 1
    assert "people-meetings.csv: there is such a file already" in result.stderr
    assert not (tmp_path / "people.csv").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["csv", "--vcard4"], "--vcard4 goes with vcard, not with csv"),
        (["csv", "--force"], "--force goes with --output FILE"),
        (["doc"], "'doc' is no format; expected one of "),
        (["csv", "--pretty"], "no such option: --pretty"),
    ],
)
def test_an_option_that_the_format_does_not_know_is_wrong_use(
    dexcli: Dexcli, words: list[str], told: str
) -> None:
    result = dexcli("export", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.usefixtures("people")
def test_a_place_that_is_no_file_is_refused(dexcli: Dexcli, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    assert dexcli("export", "csv", "--output", str(tmp_path)).stderr == (
        f"dexcli: {tmp_path}: this is a folder; name a file in it\n"
    )
    assert "no regular file" in dexcli("export", "csv", "--output", str(pipe), "--force").stderr
    missing = dexcli("export", "csv", "--output", str(tmp_path / "no" / "people.csv"))
    assert missing.exit_code == 1
    assert "nothing was written" in missing.stderr


@pytest.mark.usefixtures("people")
def test_for_excel_the_meetings_are_in_a_second_file(dexcli: Dexcli, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"

    result = dexcli("export", "csv", "--excel", "--notes", "--output", str(file))

    second = tmp_path / "people-meetings.csv"
    assert result.stdout == f"1 person in {file} and {second}\n"
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid;handle;name;")
    assert raw.count(b"\r\n") == 2
    (row,) = table(raw.decode("utf-8-sig"), ";")
    assert (row["birthday"], row["met.on"]) == ("'12-10", "'1833-06")
    (meeting,) = table(second.read_bytes().decode("utf-8-sig"), ";")
    assert (meeting["on"], meeting["handle"], meeting["kind"], meeting["note"]) == (
        "2026-11-20", "ada-lovelace", "met", "A secret.",
    )  # fmt: skip


@pytest.mark.usefixtures("people", "terminal")
def test_on_a_terminal_it_says_how_many_left_and_what_stayed(dexcli: Dexcli) -> None:
    assert dexcli("export", "csv").stderr == (
        "dexcli: 1 person; notes, interactions and gifts stayed: --notes takes them along\n"
    )
    assert dexcli("export", "csv", "--notes").stderr == (
        "dexcli: 1 person; meetings need --output FILE\n"
    )


@pytest.mark.usefixtures("people")
def test_nobody_is_never_silent(dexcli: Dexcli) -> None:
    result = dexcli("export", "csv", "tag:friend", "is:archived")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == []
    assert result.stderr == "dexcli: nobody is meant by this filter\n"
