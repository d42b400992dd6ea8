"""Mail and calendars bring nobody new: they say who of the ledger was in touch, and when."""

import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli
from tests.formats.fields import ics, mbox

ADA = 'name = "Ada Lovelace"\nemails = ["ada.l@analytical.example"]\n'
CHARLES = 'name = "Charles Babbage"\nemails = ["charles@difference.example"]\n'
TEA = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:{uid}
DTSTART;VALUE=DATE:{day}
SUMMARY:Tea
ATTENDEE:mailto:ada.l@analytical.example
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def two(write: Write) -> None:
    """Put Ada and Charles into the ledger."""
    write("ada", ADA)
    write("charles", CHARLES)


def said(ledger: Path, handle: str) -> dict[str, Any]:
    return tomllib.loads((ledger / f"{handle}.toml").read_text(encoding="utf-8"))


HERE_ALREADY = {"From (name)", "ORGANIZER (who took the step)"}  # under the names of the ledger


@pytest.mark.parametrize("fields", [mbox, ics], ids=["mbox", "ics"])
def test_every_field_of_the_sample_arrives(
    fields: ModuleType, dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"sample.{fields.NAME}"
    path.write_bytes(fields.SAMPLE)

    assert dexcli("import", str(path), "--everybody").exit_code == 0
    text = "".join(each.read_text(encoding="utf-8") for each in sorted(ledger.glob("*.toml")))
    missing = [
        name
        for name, value in fields.FIELDS.items()
        if name not in HERE_ALREADY and not any(each in text for each in value.split("|"))
    ]
    assert missing == []


def test_a_mail_is_one_interaction_of_all_who_are_here(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(mbox.SAMPLE)

    assert dexcli("import", str(path)).exit_code == 0
    (hers,), (his,) = (said(ledger, who)["interactions"] for who in ("ada", "charles"))
    assert hers["id"] == his["id"]
    assert (hers["by"], his["by"]) == ("ada", "ada")
    assert (hers["with"], his["with"]) == (["charles"], ["ada"])
    before = (ledger / "ada.toml").read_bytes()
    assert dexcli("import", str(path)).stdout == "3 rows: 2 unchanged, 1 skipped.\n"
    assert (ledger / "ada.toml").read_bytes() == before


def test_an_address_without_a_name_is_whose_it_is(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, write: Write
) -> None:
    write("zoe", 'name = "Zoe Weiss"\nemails = ["x81@example.org"]\n')
    path = tmp_path / "one.eml"
    path.write_text("From: x81@example.org\nTo: me@example.net\nDate: 20 Nov 2026\n")

    assert dexcli("import", str(path)).exit_code == 0
    assert said(ledger, "zoe")["interactions"][0]["by"] == "zoe"


def test_a_plan_is_moved_and_done_as_the_calendar_says(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plan.ics"
    path.write_text(TEA.format(uid="t1", day="20261201"))
    dexcli("import", str(path))
    path.write_text(TEA.format(uid="t1", day="20261203"))
    dexcli("import", str(path))

    (plan,) = said(ledger, "ada")["reminders"]
    assert (str(plan["on"]), plan["meet"]) == ("2026-12-03", True)

    dexcli("import", str(path), "--today", "2026-12-04")
    (plan,) = said(ledger, "ada")["reminders"]
    (met,) = said(ledger, "ada")["interactions"]
    assert (str(plan["done"]), str(met["on"]), met["note"]) == ("2026-12-03", "2026-12-03", "Tea")


def test_a_plan_that_moved_before_it_was_held_is_done_too(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plan.ics"
    path.write_text(TEA.format(uid="t1", day="20261201"))
    dexcli("import", str(path))
    path.write_text(TEA.format(uid="t1", day="20261203"))
    dexcli("import", str(path), "--today", "2026-12-04")

    (plan,) = said(ledger, "ada")["reminders"]
    assert str(plan["done"]) == "2026-12-03"


def test_a_meeting_that_is_called_off_is_planned_no_longer(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plan.ics"
    events = "".join(TEA.format(uid=f"t{n}", day="20261215") for n in range(6))
    path.write_text(events)
    dexcli("import", str(path))
    assert len(said(ledger, "ada")["reminders"]) == 6

    path.write_text(events.replace("SUMMARY", "STATUS:CANCELLED\nSUMMARY"))
    result = dexcli("import", str(path))

    assert result.exit_code == 0
    assert "(Tea): skipped: cancelled; no longer planned with Ada Lovelace" in result.stderr
    assert "reminders" not in said(ledger, "ada")
    assert dexcli("import", str(path)).stdout == "6 rows: 6 skipped.\n"

    path.write_text(events)
    dexcli("import", str(path))
    assert len(said(ledger, "ada")["reminders"]) == 6


@pytest.mark.parametrize("rule", ["", "\nRRULE:FREQ=WEEKLY"])
def test_a_plan_that_was_changed_here_stays_when_it_is_called_off(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, rule: str
) -> None:
    path = tmp_path / "plan.ics"
    text = TEA.format(uid="t1", day="20261215").replace("Tea", f"Tea{rule}")
    path.write_text(text)
    dexcli("import", str(path))
    mine = ledger / "ada.toml"
    mine.write_text(mine.read_text().replace('note = "Tea"', 'note = "Our tea"'))

    path.write_text(text.replace("SUMMARY", "STATUS:CANCELLED\nSUMMARY"))
    result = dexcli("import", str(path))

    assert "still planned with Ada Lovelace, as it was changed here" in result.stderr
    assert [each["note"] for each in said(ledger, "ada")["reminders"]] == ["Our tea"]


def test_one_day_of_a_series_that_is_called_off_goes(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plan.ics"
    text = TEA.format(uid="t1", day="20261215").replace("Tea", "Tea\nRRULE:FREQ=WEEKLY")
    path.write_text(text)
    dexcli("import", str(path))
    off = "BEGIN:VEVENT\nUID:t1\nRECURRENCE-ID;VALUE=DATE:20261215\nSTATUS:CANCELLED\n"
    off += "DTSTART;VALUE=DATE:20261215\nSUMMARY:Tea\nEND:VEVENT\nEND:VCALENDAR"

    path.write_text(text.replace("END:VCALENDAR", off))
    dexcli("import", str(path))

    assert [str(each["on"]) for each in said(ledger, "ada")["reminders"]] == ["2026-12-22"]


def test_a_meeting_that_was_and_is_otherwise_in_the_calendar_now_is_told_once(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "past.ics"
    path.write_text(TEA.format(uid="t1", day="20261101"))
    dexcli("import", str(path))
    assert dexcli("import", str(path)).stderr == ""
    before = (ledger / "ada.toml").read_bytes()
    path.write_text(TEA.format(uid="t1", day="20261110").replace("Tea", "Dinner"))

    result = dexcli("import", str(path))

    assert result.exit_code == 0
    told = "Ada Lovelace: meeting of 2026-11-01, day: here 2026-11-01, there 2026-11-10"
    assert f"{told}, meeting of 2026-11-01, note: here Tea, there Dinner" in result.stderr
    assert (ledger / "ada.toml").read_bytes() == before
    assert dexcli("import", str(path)).stderr == ""


def test_a_plan_is_shown_as_people_read_it(dexcli: Dexcli, tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    path.write_text(TEA.format(uid="t1", day="20261201"))
    listed = dexcli("import", str(path), "--dry-run").stdout
    assert "reminders: + Tea 2026-12-01 (a planned meeting)" in listed
    dexcli("import", str(path))

    path.write_text(TEA.format(uid="t2", day="20261203"))
    told = dexcli("import", str(path)).stderr
    assert "reminders: + Tea 2026-12-03 (a planned meeting)" in told


def test_a_guest_is_known_by_the_exact_name_where_the_address_is_another(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.ics"
    text = TEA.format(uid="t1", day="20261101")
    path.write_text(text.replace("ATTENDEE:mailto:ada.l@", "ATTENDEE;CN=Ada Lovelace:mailto:al@"))

    assert dexcli("import", str(path)).exit_code == 0
    assert said(ledger, "ada")["interactions"][0]["note"] == "Tea"
    assert said(ledger, "ada")["emails"] == ["ada.l@analytical.example"]


def test_a_maildir_is_read_as_one(dexcli: Dexcli, ledger: Path, tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp", ".Spam/cur"):
        (tmp_path / "Mail" / folder).mkdir(parents=True)
    (tmp_path / "Mail/cur/1.host:2,S").write_bytes(mbox.SAMPLE.partition(b"\n")[2])
    (tmp_path / "Mail/.Spam/cur/2.host:2,S").write_bytes(mbox.SAMPLE.partition(b"\n")[2])

    result = dexcli("import", str(tmp_path / "Mail"))
    assert (result.exit_code, len(said(ledger, "ada")["interactions"])) == (0, 1)
    assert "spam" in result.stderr


def test_one_invitation_after_the_other_leaves_the_plans_of_the_earlier_ones(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    for number, what in ((14, "Lunch"), (15, "Tea")):
        invitation = (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
            f"UID:{what}\r\nDTSTART;VALUE=DATE:202612{number}\r\nSUMMARY:{what}\r\n"
            "ATTENDEE:mailto:ada.l@analytical.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        path = tmp_path / f"{what}.ics"
        path.write_text(invitation, encoding="utf-8", newline="")
        assert dexcli("import", str(path)).exit_code == 0

    assert [each["note"] for each in said(ledger, "ada")["reminders"]] == ["Lunch", "Tea"]
