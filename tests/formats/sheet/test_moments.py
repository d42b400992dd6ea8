"""Days as people type them into tables: read where there is one reading, else refused."""

import contextlib
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import words
from dexcli.core.dates import PartialDate
from dexcli.formats.columns.days import DoubtfulDayError
from dexcli.formats.sheet import moments

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mars 2024", "2024-03"),
        ("March 2024", "2024-03"),
        ("in March 2024", "2024-03"),
        ("en mars 2024", "2024-03"),
        ("03/2024", "2024-03"),
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-12 18:30", "2024-03-12"),
        ("12 mars 2024", "2024-03-12"),
        ("le 1er mars 2024", "2024-03-01"),
        ("12. März 2024", "2024-03-12"),
        ("Dienstag, 12. März 2024", "2024-03-12"),
        ("12 de marzo de 2024", "2024-03-12"),
        ("12 marzo 2024", "2024-03-12"),
        ("12 maart 2024", "2024-03-12"),
        ("12 de março de 2024", "2024-03-12"),
        ("March 12th, 2024", "2024-03-12"),
        ("Tue 12 Mar 2024", "2024-03-12"),
        ("août 2023", "2023-08"),
        ("Dez. 2023", "2023-12"),
        ("out 2023", "2023-10"),
        ("31/01/2024", "2024-01-31"),
        ("12.03.2024", "2024-03-12"),
        ("vu le 12.03.2024", "2024-03-12"),
        ("Last seen: mars 2024", "2024-03"),
        ("zuletzt gesehen am 12.3.2024", "2024-03-12"),
        ("10 décembre", "12-10"),
        ("December 10", "12-10"),
        ("--12-10", "12-10"),
        ("25/12", "12-25"),
    ],
)
def test_a_day_with_one_reading_is_read(text: str, day: str) -> None:
    assert str(moments.read(text, today=TODAY, order=None)) == day


@pytest.mark.parametrize(("order", "day"), [("dmy", "2024-03-05"), ("mdy", "2024-05-03")])
def test_where_the_order_is_known_it_decides(order: Literal["dmy", "mdy"], day: str) -> None:
    assert str(moments.read("05/03/2024", today=TODAY, order=order)) == day


@pytest.mark.parametrize("text", ["05/03/2024", "05/03", "vu le 05/03/2024"])
def test_a_day_with_two_readings_is_refused(text: str) -> None:
    with pytest.raises(DoubtfulDayError, match="doesn't say which is the day"):
        moments.read(text, today=TODAY, order=None)


@pytest.mark.parametrize(
    "text",
    ["yesterday", "3 weeks ago", "spring 2024", "soon", "31/02/2024", "Mar-24", "12", "at Julie's",
     "hier", "1 2 3", "?", "été 2023", "Q1 2024", "mars"],
)  # fmt: skip
def test_what_is_no_day_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no day|is no date|no month|calendar"):
        moments.read(text, today=TODAY, order="dmy")


@given(st.dates(date(1000, 1, 1)))
def test_a_day_written_with_its_month_is_that_day(day: date) -> None:
    typed = f"{day.day} {words.MONTHS[day.month - 1]} {day.year:04}"

    found = moments.read(typed, today=TODAY, order=None)

    assert found == PartialDate.of(day)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        moments.read(text, today=TODAY, order=None)


def test_a_line_of_a_note_may_say_when_somebody_was_seen() -> None:
    note = "Likes chess.\nLast seen: mars 2024\nVu le 12/03/2023\nseen better days"

    assert moments.seen_in(note) == ["mars 2024", "12/03/2023"]
