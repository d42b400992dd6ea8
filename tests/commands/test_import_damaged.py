"""`dexcli import` of what is damaged: what can be read comes in, and the rest is told."""

import json
import os
from pathlib import Path

import pytest

from dexcli.formats import opening
from tests.commands.conftest import Write
from tests.conftest import Dexcli

ADA = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Byron\nEMAIL:ada@x.org\nEND:VCARD\n"
BOB = "BEGIN:VCARD\nVERSION:3.0\nFN:Bob Berger\nEMAIL:bob@x.org\n"
EVENT = "BEGIN:VEVENT\nUID:{uid}\nDTSTART:20261120T100000Z\nSUMMARY:Tea\n{who}END:VEVENT\n"
GUEST = "ATTENDEE;CN=Ada Byron:mailto:ada@x.org\n"
MAIL = """\
From a@x.org Fri Nov 20 10:00:00 2026
From: Ada Byron <ada@x.org>
Date: Fri, 20 Nov 2026 10:00:00 +0000
To: me@x.org
Subject: Te"""
MAP = 'source = "t"\n[contact]\nname = "Name"\nemails = "Mail"\n'
CUT = {
    "cards.vcf": (ADA + BOB, "row 6 (Bob Berger): the file is cut off inside this card"),
    "plan.ics": (
        f"BEGIN:VCALENDAR\n{EVENT.format(uid=1, who=GUEST)}",
        "plan.ics: cut off: it has no END:VCALENDAR",
    ),
    "half.ics": (
        f"BEGIN:VCALENDAR\n{EVENT.format(uid=1, who=GUEST)}BEGIN:VEVENT\nUID:2\n",
        "row 8 (2): skipped: the event has no END:VEVENT",
    ),
    "table.csv": (
        "Name,Mail,City\nAda Byron,ada@x.org,Oslo\nBob Ber",
        "row 3: skipped: the file is cut off inside this record, after 1 of 3 cells",
    ),
    "mails.mbox": (MAIL, "row 1 (Te): the file is cut off inside the header of this message"),
}  # fmt: skip


@pytest.mark.parametrize("name", CUT)
def test_of_a_file_that_is_cut_off_what_can_be_read_comes_in_and_the_place_is_told(
    name: str, dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    text, told = CUT[name]
    (tmp_path / name).write_text(text, encoding="utf-8")

    result = dexcli("import", str(tmp_path / name), "--everybody")

    assert result.exit_code == 5
    assert told in result.stderr
    assert (ledger / "ada-byron.toml").exists()


@pytest.mark.parametrize("name", CUT)
def test_a_whole_file_is_not_told_as_cut_off(name: str, dexcli: Dexcli, tmp_path: Path) -> None:
    text, _ = CUT[name]
    ends = {".vcf": "END:VCARD\n", ".csv": "ger,b@x.org,Rome", ".mbox": "a\n\nText"}
    end = ends.get(Path(name).suffix, "DTSTART:20261121\nEND:VEVENT\nEND:VCALENDAR\n")
    end = "END:VCALENDAR\n" if name == "plan.ics" else end
    (tmp_path / name).write_text(text + end, encoding="utf-8")

    result = dexcli("import", str(tmp_path / name), "--everybody")

    assert result.exit_code == 0
    assert "cut off" not in result.stderr


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_table_by_a_map_that_is_cut_off_is_told(end: str, dexcli: Dexcli, tmp_path: Path) -> None:
    table, wanted = tmp_path / "t.csv", tmp_path / "m.toml"
    table.write_text(f"Name,Mail\nAda,ada@x.org\nBob{end}", encoding="utf-8")
    wanted.write_text(MAP, encoding="utf-8")

    result = dexcli("import", str(table), "--map", str(wanted))

    assert result.exit_code == (0 if end else 5)
    assert ("cut off inside this record" in result.stderr) is not bool(end)


# -- the sum


def test_only_the_plan_that_moved_counts_as_updated(
    dexcli: Dexcli, write: Write, tmp_path: Path
) -> None:
    write("ada", 'name = "Ada Byron"\nemails = ["ada@x.org"]\n')
    path = tmp_path / "plan.ics"
    days = range(1, 8)
    text = "".join(
        EVENT.format(uid=day, who=GUEST).replace("20261120", f"2026120{day}") for day in days
    )
    path.write_text(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n", encoding="utf-8")
    dexcli("import", str(path))
    moved = text.replace("20261203", "20261230")
    path.write_text(f"BEGIN:VCALENDAR\n{moved}END:VCALENDAR\n", encoding="utf-8")

    found = json.loads(dexcli("import", str(path), "--json", "--dry-run").stdout)
    result = dexcli("import", str(path))

    assert result.stdout.startswith("7 rows: 1 updated, 6 unchanged. 1 changed.")
    assert found["counts"] == {"added": 0, "updated": 1, "unchanged": 6, "skipped": 0}
    assert [each["outcome"] for each in found["rows"]].count("updated") == 1


def test_a_file_that_cannot_be_read_is_no_row(dexcli: Dexcli, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "ada.vcf").write_text(ADA, encoding="utf-8")
    (folder / "none.vcf").write_text("nothing\n", encoding="utf-8")

    found = json.loads(dexcli("import", str(folder), "--json", "--dry-run").stdout)
    result = dexcli("import", str(folder))

    assert result.exit_code == 5
    assert "1 row: 1 added; 1 file not read in full." in result.stdout
    assert len(found["rows"]) == 1
    assert "none.vcf: no BEGIN:VCARD in it; expected a vCard" in found["remarks"]


def test_events_that_are_only_counted_are_all_in_the_sum(dexcli: Dexcli, tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    text = "".join(EVENT.format(uid=day, who="") for day in range(9))
    path.write_text(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n", encoding="utf-8")

    assert dexcli("import", str(path)).stdout == "9 rows: 9 skipped.\n"


# -- what may not be read


def test_a_file_in_a_folder_that_may_not_be_read_is_told_and_the_others_come(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "all"
    (folder / "shut").mkdir(parents=True)
    (folder / "ada.vcf").write_text(ADA, encoding="utf-8")
    (folder / "bob.vcf").write_text(BOB, encoding="utf-8")
    _forbid(monkeypatch, folder / "bob.vcf", folder / "shut")

    result = dexcli("import", str(folder))

    assert result.exit_code == 5
    assert "dexcli: bob.vcf: not read: Permission denied\n" in result.stderr
    assert "dexcli: shut: not read: Permission denied\n" in result.stderr
    assert (ledger / "ada-byron.toml").exists()


def test_a_table_in_a_folder_that_no_program_can_read_stops_none_of_the_others(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "ada.vcf").write_text(ADA, encoding="utf-8")
    (folder / "bad.csv").write_text('Name,Mail\nBob,b@x.org\nCy,"c@x.org\n', encoding="utf-8")

    result = dexcli("import", str(folder))

    assert result.exit_code == 5
    told = "bad.csv: not read: line 3: a quote that is opened here is never closed"
    assert f"dexcli: {told}\n" in result.stderr
    assert (ledger / "ada-byron.toml").exists()


def test_a_pipe_that_nobody_writes_to_is_one_line_with_a_map_too(
    dexcli: Dexcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_PATIENCE", 0.01)
    pipe, wanted = tmp_path / "pipe", tmp_path / "m.toml"
    os.mkfifo(pipe)
    wanted.write_text(MAP, encoding="utf-8")

    result = dexcli("import", str(pipe), "--map", str(wanted))

    assert result.exit_code == 1
    expected = f"dexcli: {pipe}: a pipe that nothing writes to; nothing was imported\n"
    assert result.stderr == expected


def test_json_has_the_remarks_that_a_reader_gets(
    dexcli: Dexcli, write: Write, tmp_path: Path
) -> None:
    write("ada", 'name = "Ada Byron"\n')
    path = tmp_path / "cards.vcf"
    path.write_text(ADA.replace("END", "no colon\nEND"), encoding="utf-8")

    found = json.loads(dexcli("import", str(path), "--json").stdout)

    assert found["remarks"] == [
        "row 1 (Ada Byron): line 5 is no property, and isn't kept: 'no colon'",
        "perhaps the same: Ada Byron (ada-byron) and Ada Byron (ada)",
        "1 new contact without a cadence. Next: dexcli triage",
        "1 has the name of somebody here. Next: dexcli merge",
    ]


def _forbid(monkeypatch: pytest.MonkeyPatch, file: Path, folder: Path) -> None:
    """Let a file and a folder be as they are to somebody who may not read them; root may."""
    access, scandir = os.access, os.scandir

    def may(path: str, mode: int) -> bool:
        return str(path) != str(file) and access(path, mode)

    def scan(path: str | Path) -> "os.ScandirIterator":  # type: ignore[name-defined]
        if str(path) == str(folder):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "access", may)
    monkeypatch.setattr(os, "scandir", scan)
