"""A line that is only a day: it is read, refused with a reason, or says something else."""

from datetime import date

import pytest

from dexcli.core import headings
from dexcli.core.dates import PartialDate

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2026-11-08:", "2026-11-08"),
        ("2026-11-08 -", "2026-11-08"),
        ("**2026-11-07**", "2026-11-07"),
        ("## 2026-11-08", "2026-11-08"),
        ("# 2026-11-01", "2026-11-01"),
        ("- hier :", "2026-11-21"),
        ("Sunday, 22 November 2026", "2026-11-22"),
        ("March", "2026-03"),
    ],
)
def test_a_day_is_read_with_what_notes_put_around_it(line: str, day: str) -> None:
    found = headings.read(line, today=TODAY)

    assert found is not None
    assert (str(found.day), found.why) == (day, "")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2026-02-30:", "no day of the calendar"),
        ("20.11.2026", "which is the day"),
        ("05/03/2026", "which is the day"),
        ("tomorrow", "lies ahead"),
        ("2027-01-01", "lies ahead"),
        ("friday the 13th", "is no date"),
        ("2026-11-20 14:00", "is no date"),
        ("yesteday", "is no date"),
        ("3. March", "is no date"),
        ("12", "bare number"),
    ],
)
def test_a_day_that_cannot_be_read_has_a_reason(line: str, why: str) -> None:
    found = headings.read(line, today=TODAY)

    assert found is not None
    assert found.day is None
    assert why in found.why


@pytest.mark.parametrize(
    "line",
    ["", "---", "buy milk", "# 3 things to do", "Work:", "Ada", "on the", "2 eggs",
     "06 12 34 56 78", "lunch yesterday", "coffee with Ada on friday"],
)  # fmt: skip
def test_other_lines_are_no_days(line: str) -> None:
    found = headings.read(line, today=TODAY)

    assert found is None


def test_the_setting_decides_which_number_is_the_day() -> None:
    found = headings.read("05/03/2026", today=TODAY, order="dmy")

    assert found is not None
    assert found.day == PartialDate(year=2026, month=3, day=5)
