"""Days of exports are read as they must be meant, or not at all."""

from datetime import date

import pytest

from dexcli.formats.columns import days
from dexcli.formats.columns.days import DoubtfulDayError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("01 Jan 2020", "2020-01-01"),
        ("1 January 2020", "2020-01-01"),
        ("January 5, 2020", "2020-01-05"),
        ("2020-01-05T10:00:00Z", "2020-01-05"),
        ("2026-08-01 02:00:00 UTC", "2026-08-01"),
        ("2020/1/5", "2020-01-05"),
        ("--03-07", "03-07"),
        (" --0307", "03-07"),
        ("1815-12", "1815-12"),
        ("1815", "1815"),
        ("31.1.2020", "2020-01-31"),
        ("5.3.2020", "2020-03-05"),
        ("31/1/2020", "2020-01-31"),
        ("1/31/20, 3:04 PM", "2020-01-31"),
        ("3/3/85", "1985-03-03"),
        ("3/3/26", "2026-03-03"),
    ],
)
def test_a_day(text: str, told: str) -> None:
    assert str(days.read(text, today=TODAY)) == told


def test_what_could_be_read_two_ways_isnt_guessed() -> None:
    with pytest.raises(DoubtfulDayError):
        days.read("5/3/2020", today=TODAY)
    assert str(days.read("5/3/2020", today=TODAY, order="dmy")) == "2020-03-05"
    assert str(days.read("5/3/2020", today=TODAY, order="mdy")) == "2020-05-03"


@pytest.mark.parametrize("text", ["", "soon", "31/31/2020", "30 Feb 2020", "5 Brumaire 2020", "0"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever words it has
        days.read(text, today=TODAY)


def test_the_order_of_a_column() -> None:
    assert days.order_of(["5/3/2020", "", "25/3/2020"]) == "dmy"
    assert days.order_of(["5/3/2020", "3/25/2020"]) == "mdy"
    assert days.order_of(["5/3/2020", "2020-03-25"]) is None
    assert days.order_of(["3/25/2020", "25/3/2020"]) is None
