"""Cadences: what people write, and calendar-aware arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.cadence import Cadence, Unit

DAY, WEEK, MONTH, YEAR = Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("10 days", 10, DAY), ("1 day", 1, DAY), ("daily", 1, DAY), ("10d", 10, DAY),
        ("2w", 2, WEEK), ("3 weeks", 3, WEEK), ("weekly", 1, WEEK), ("fortnightly", 2, WEEK),
        ("every other week", 2, WEEK), ("a week", 1, WEEK), ("P2W", 2, WEEK),
        ("monthly", 1, MONTH), ("1 month", 1, MONTH), ("every 2 months", 2, MONTH),
        ("P1M", 1, MONTH), ("quarterly", 3, MONTH), ("6m", 6, MONTH),
        ("yearly", 1, YEAR), ("every year", 1, YEAR), ("2y", 2, YEAR), ("P1Y", 1, YEAR),
        ("never", None, DAY),
        ("tous les jours", 1, DAY), ("10 jours", 10, DAY),
        ("toutes les 3 semaines", 3, WEEK), ("2 sem", 2, WEEK), ("hebdomadaire", 1, WEEK),
        ("tous les mois", 1, MONTH), ("chaque mois", 1, MONTH), ("mensuel", 1, MONTH),
        ("trimestriel", 3, MONTH), ("un mois", 1, MONTH), ("chaque année", 1, YEAR),
        ("annuel", 1, YEAR), ("2 ans", 2, YEAR), ("jamais", None, DAY),
        ("  Every  2   Months ", 2, MONTH),
    ],
)  # fmt: skip
def test_a_cadence_is_read_in_english_and_french(text: str, count: int, unit: Unit) -> None:
    cadence = Cadence.parse(text)

    assert (cadence.count, cadence.unit, cadence.text) == (count, unit, text)


@pytest.mark.parametrize(
    "text",
    ["", "3", "w", "0 days", "3 wekks", "-2 weeks", "1.5 weeks", "biweekly", "bimensuel", "P1Y2M",
     "99999 days", "soon", "every", "2 weeks ago"],
)  # fmt: skip
def test_what_is_no_cadence_or_has_two_meanings_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no cadence"):
        Cadence.parse(text)


@pytest.mark.parametrize(
    ("text", "day", "after"),
    [
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("1 month", date(2024, 1, 31), date(2024, 2, 29)),
        ("2 months", date(2026, 1, 31), date(2026, 3, 31)),
        ("yearly", date(2024, 2, 29), date(2025, 2, 28)),
        ("4 years", date(2024, 2, 29), date(2028, 2, 29)),
        ("2w", date(2026, 12, 25), date(2027, 1, 8)),
        ("yearly", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_months_and_years_follow_the_calendar(text: str, day: date, after: date) -> None:
    assert Cadence.parse(text).after(day) == after


@given(
    st.dates(max_value=date(2400, 1, 1)),
    st.integers(1, 60),
    st.sampled_from(["days", "weeks", "months", "years"]),
)
def test_a_later_contact_never_makes_somebody_due_earlier(day: date, count: int, unit: str) -> None:
    cadence = Cadence.parse(f"{count} {unit}")

    assert day < cadence.after(day) <= cadence.after(day + timedelta(days=1))
