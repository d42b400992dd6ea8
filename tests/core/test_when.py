"""What people type for a day, and which day it is; all on Wednesday 25 November 2026."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.dates import PartialDate
from dexcli.core.when import Facing, parse_day, parse_when

WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)
SUNDAY = date(2026, 11, 29)
BACK, AHEAD = Facing.BACK, Facing.AHEAD
Key = TypeVar("Key")


def rows(table: Mapping[Key, list[str]]) -> list[tuple[Key, str]]:
    return [(key, phrase) for key, phrases in table.items() for phrase in phrases]


SAME_IN_BOTH_DIRECTIONS = {
    "0001-01-01": ["0001-01-01"], "1000": ["1000"], "2024-02-29": ["29 february 2024"],
    "2024-03": ["mars 2024", "March 2024", "mar 2024"], "2024-03-01": ["1er mars 2024"],
    "2024-03-03": ["the 3rd of March 2024"], "2024-05-01": ["on 1 May 2024"],
    "2024-08": ["en août 2024"], "2025-02-14": ["14 févr. 2025"],
    "2025-11-25": ["one year ago", "il y a un an", "last year", "l’an dernier"],
    "2025-12-25": ["25 Décembre 2025"], "2026": ["2026"], "2026-02-25": ["9 months ago"],
    "2026-03-05": ["2026/03/05", "5 mar 2026"], "2026-08-15": ["15 août 2026"],
    "2026-09-25": ["il y a deux mois"],
    "2026-10-25": ["a month ago", "−1m", "last month", "le mois dernier"], "2026-11": ["2026-11"],
    "2026-11-10": ["il y a 15 jours"], "2026-11-11": ["two weeks ago", "a fortnight ago", "-2w"],
    "2026-11-18": [
        "a week ago", "il y a une semaine", "il y a sept jours", "last week",
        "la semaine dernière", "la semaine passée", "last wednesday", "mercredi dernier",
    ],
    "2026-11-20": [
        "last friday", "2026-11-20", "20 nov 2026", "20 nov. 2026", "November 20th, 2026",
        "Nov 20 2026", "le 20 novembre 2026", "Friday, 20 November 2026",
        "vendredi 20 novembre 2026",
    ],
    "2026-11-22": ["3 days ago", "3d ago", "il y a 3 jours"],
    "2026-11-23": [
        "the day before yesterday", "avant-hier", "avant‑hier", "last monday", "lundi dernier",
    ],
    "2026-11-24": ["yesterday", "last night", "hier", "mardi passé"],
    "2026-11-25": [
        "today", "TODAY", "  today\t", "tonight", "this morning", "aujourd'hui", "Aujourd’hui",
        "ce soir", "+0d", "this wednesday",
    ],
    "2026-11-26": ["tomorrow", "demain"],
    "2026-11-27": [
        "the day after tomorrow", "après-demain", "APRE\u0300S-DEMAIN", "apres demain",
        "this friday", "ce vendredi",
    ],
    "2026-11-28": ["in 3 days", "+3d", "+ 3 days"],
    "2026-11-30": ["next monday", "lundi prochain"],
    "2026-12-02": [
        "in a week", "a week from now", "next week", "semaine prochaine", "next wednesday",
    ],
    "2026-12-04": ["next friday", "Next Fri", "vendredi prochain"],
    "2026-12-09": ["in 2w", "dans 2 semaines"],
    "2026-12-25": ["dans un mois", "next month", "le mois prochain"],
    "2027-11-25": ["l'année prochaine"], "2028-11-25": ["dans 2 années"], "2999": ["2999"],
    "9999-12-31": ["9999-12-31"],
}  # fmt: skip

LOOKING_BACK_AND_AHEAD = {
    ("2024-02-29", "2028-02-29"): ["29 february", "29 février"],
    ("2025-11-25", "2027-11-25"): ["1y"], ("2025-11-26", "2026-11-26"): ["26 november"],
    ("2025-12", "2026-12"): ["in december", "décembre"],
    ("2025-12-25", "2026-12-25"): ["25 déc."], ("2026-01-01", "2027-01-01"): ["1er janvier"],
    ("2026-03", "2027-03"): ["mars"], ("2026-03-03", "2027-03-03"): ["le 3 mars"],
    ("2026-03-20", "2027-03-20"): ["20 mar", "mar 20th"], ("2026-05", "2027-05"): ["may"],
    ("2026-10", "2027-10"): ["october"], ("2026-10-25", "2026-12-25"): ["1m"],
    ("2026-11", "2026-11"): ["november"], ("2026-11-11", "2026-12-09"): ["2w"],
    ("2026-11-18", "2026-12-02"): ["a week", "une semaine"],
    ("2026-11-19", "2026-11-26"): ["on thursday"], ("2026-11-20", "2026-11-27"): ["friday"],
    ("2026-11-20", "2027-11-20"): ["Nov 20", "november 20th"],
    ("2026-11-22", "2026-11-28"): ["3d", "3 days", "3 jours"],
    ("2026-11-22", "2026-11-29"): ["dimanche"], ("2026-11-23", "2026-11-30"): ["monday", "lundi"],
    ("2026-11-24", "2026-12-01"): ["tue", "mardi"], ("2026-11-24", "2027-11-24"): ["24 november"],
    ("2026-11-25", "2026-11-25"): ["0d", "25 November"],
    ("2026-11-25", "2026-12-02"): ["wednesday", "mercredi"],
}  # fmt: skip

ON_OTHER_DAYS = [
    (FRIDAY, "next friday", AHEAD, "2026-12-04"), (FRIDAY, "friday", BACK, "2026-11-27"),
    (FRIDAY, "friday", AHEAD, "2026-12-04"), (FRIDAY, "last friday", BACK, "2026-11-20"),
    (SUNDAY, "next monday", AHEAD, "2026-11-30"), (SUNDAY, "next sunday", AHEAD, "2026-12-06"),
    (SUNDAY, "this sunday", AHEAD, "2026-11-29"), (SUNDAY, "ce vendredi", BACK, "2026-11-27"),
    (date(2026, 3, 31), "last month", BACK, "2026-02-28"),
    (date(2026, 1, 31), "next month", AHEAD, "2026-02-28"),
    (date(2024, 2, 29), "1y", AHEAD, "2025-02-28"),
    (date(2024, 2, 29), "29 february", BACK, "2024-02-29"),
    (date(2024, 2, 29), "29 february", AHEAD, "2024-02-29"),
    (date(1903, 6, 1), "29 february", BACK, "1896-02-29"),
    (date(1897, 6, 1), "29 february", AHEAD, "1904-02-29"),
    (date(2026, 1, 1), "31 december", BACK, "2025-12-31"),
]  # fmt: skip

NUMERIC = [
    ("05/03/2026", "dmy", "2026-03-05"), ("05/03/2026", "mdy", "2026-05-03"),
    ("5.3.2026", "dmy", "2026-03-05"), ("05-03-2026", "mdy", "2026-05-03"),
    ("25/03/2026", "dmy", "2026-03-25"), ("05/03", "dmy", "2026-03-05"),
    ("05/03", "mdy", "2026-05-03"), ("29/02", "dmy", "2024-02-29"),
    ("2026/03/05", "dmy", "2026-03-05"), ("2026/03/05", "ymd", "2026-03-05"),
]  # fmt: skip

REFUSED = {
    'is no date; expected "yesterday", "in 3 days", "friday", "20 November" or "2026-11-20"': [
        "", "   ", "soon", "yesterday at noon", "2026-11-20T10:00", "2026-11-20 x",
        "20 november 2026 or so", "in 3 days ago", "il y a 3 jours ago", "-3d ago", "ina week",
        "a m", "3 hours ago", "next mardis", "november november", "le 3", "٣ days ago",
        "3² days ago",
    ],
    "is no day of the calendar": [
        "31 february", "0 may", "29 february 2026", "2026-13-40", "2026-00-10", "2026-13",
        "0000-01-01", "45/45/2026",
    ],
    "is a bare number; expected a date, or a year such as 2026": ["12", "3000", "1234567890"],
    "is doubtful; expected 2026-02-03": ["2026-2-3"],
    "is doubtful; expected 2026-02": ["2026-2"],
    "is doubtful; expected 2026-03-05": ["2026.03.05", "2026/3/5"],
    "could be two years; expected a month such as 2026-03": ["2026/03"],
    "doesn't say which is the day; expected one such as 5 March": ["5-3"],
    "doesn't say the century; write the year in full": ["05/03/26"],
    "is Tuesday in French, March in English": ["mar", "MAR.", "mar 5", "next mar", "mar prochain"],
    'could have a day or a year; expected "24 mars" or "mars 2024"': ["mars 24"],
    'could be weeks; expected "8 jours" or "une semaine"': ["dans huit jours", "dans quinze jours"],
    "is doubtful: 2026-11-20 is a friday": ["monday 20 november 2026"],
    "lies outside the years 1 to 9999": ["999999 years ago", "in 999999 weeks"],
}  # fmt: skip

SET_ORDER = 'doesn\'t say which is the day; set dates.order to "dmy" or "mdy", or write'
WITHOUT_AN_ORDER = [
    ("05/03/2026", "2026-03-05 or 2026-05-03"), ("5.3.2026", "2026-03-05 or 2026-05-03"),
    ("05-03-2026", "2026-03-05 or 2026-05-03"), ("25/03/2026", "2026-03-25"),
    ("03/25/2026", "2026-03-25"), ("03/03/2026", "2026-03-03"),
    ("05/03", "2026-03-05 or 2026-05-03"),
]  # fmt: skip

BEYOND_THE_CALENDAR = [
    (date.min, "yesterday", BACK), (date.min, "2 january", BACK), (date.max, "tomorrow", AHEAD),
    (date.max, "next week", AHEAD), (date.max, "this sunday", AHEAD),
    (date.max, "january", AHEAD), (date.max, "1 january", AHEAD),
]  # fmt: skip

ANY_DAY = st.dates()
ANY_FACING = st.sampled_from(Facing)
PIECES = st.from_regex(r"[+-]?(0?[1-9]|31|2024|999999)(d|er|th|-02|/03|\.3\.2026)?", fullmatch=True)
WORDS = PIECES | st.sampled_from(
    ["a", "in", "last", "next", "this", "on", "le", "la", "the", "il", "y", "ago", "dans", "days",
     "weeks", "mois", "ans", "monday", "fri", "mardi", "february", "mar", "mars", "nov.", "hier",
     "dernier", "prochaine", "quinze", "jours", "from", "now"]
)  # fmt: skip
PHRASES = st.lists(WORDS, max_size=5).map(" ".join)


@pytest.mark.parametrize("facing", Facing)
@pytest.mark.parametrize(("expected", "phrase"), rows(SAME_IN_BOTH_DIRECTIONS))
def test_a_direction_in_the_words_wins(phrase: str, expected: str, facing: Facing) -> None:
    assert str(parse_when(phrase, today=WEDNESDAY, facing=facing)) == expected


@pytest.mark.parametrize(("expected", "phrase"), rows(LOOKING_BACK_AND_AHEAD))
def test_without_a_direction_the_facing_decides(phrase: str, expected: tuple[str, str]) -> None:
    back = parse_when(phrase, today=WEDNESDAY, facing=BACK)
    ahead = parse_when(phrase, today=WEDNESDAY, facing=AHEAD)

    assert (str(back), str(ahead)) == expected


@pytest.mark.parametrize(("today", "phrase", "facing", "expected"), ON_OTHER_DAYS)
def test_the_day_it_is_said_counts(today: date, phrase: str, facing: Facing, expected: str) -> None:
    assert str(parse_when(phrase, today=today, facing=facing)) == expected


@pytest.mark.parametrize(("phrase", "order", "expected"), NUMERIC)
def test_numbers_are_read_in_the_order_that_is_set(phrase: str, order: str, expected: str) -> None:
    assert str(parse_when(phrase, today=WEDNESDAY, facing=BACK, order=order)) == expected


@pytest.mark.parametrize("order", [None, "ymd", "nonsense"])
@pytest.mark.parametrize(("phrase", "possible"), WITHOUT_AN_ORDER)
def test_numbers_without_an_order_are_refused(
    phrase: str, possible: str, order: str | None
) -> None:
    message = refusal(phrase, facing=BACK, order=order)

    assert message == f"{phrase!r} {SET_ORDER} {possible}"


def test_numbers_that_contradict_the_order_are_refused() -> None:
    message = refusal("03/25/2026", facing=BACK, order="dmy")

    assert message == "'03/25/2026' is no day in dates.order \"dmy\"; write 2026-03-25"


@pytest.mark.parametrize("facing", Facing)
@pytest.mark.parametrize(("why", "phrase"), rows(REFUSED))
def test_what_is_no_date_or_doubtful_is_refused(phrase: str, why: str, facing: Facing) -> None:
    assert refusal(phrase, facing=facing) == f"{phrase.strip()!r} {why}"


def test_a_refusal_stays_one_line_for_a_text_of_several() -> None:
    assert refusal("no\n\x1bdate", facing=BACK).startswith(r"'no \x1bdate' is no date; expected")


def test_this_monday_is_doubtful_ahead_once_it_is_over() -> None:
    assert str(parse_when("this monday", today=WEDNESDAY, facing=BACK)) == "2026-11-23"
    assert refusal("this monday", facing=AHEAD) == (
        "'this monday' is doubtful: 2026-11-23 is over; expected the date"
    )


@pytest.mark.parametrize(("today", "phrase", "facing"), BEYOND_THE_CALENDAR)
def test_the_calendar_ends_with_a_refusal(today: date, phrase: str, facing: Facing) -> None:
    with pytest.raises(ValueError, match="lies outside the years 1 to 9999"):
        parse_when(phrase, today=today, facing=facing)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("friday", date(2026, 11, 27)), ("in 3 days", date(2026, 11, 28)), ("5/3", date(2027, 3, 5))],
)
def test_a_day_is_a_date(phrase: str, expected: date) -> None:
    assert parse_day(phrase, today=WEDNESDAY, facing=AHEAD, order="dmy") == expected


@pytest.mark.parametrize(
    ("phrase", "such_as"),
    [("2027", "2027-12-31"), ("2027-02", "2027-02-28"), ("décembre", "2026-12-31")],
)
def test_a_month_or_a_year_is_no_day(phrase: str, such_as: str) -> None:
    message = f"{phrase!r} is no single day; expected a full date, such as {such_as}"

    with pytest.raises(ValueError, match=f"^{message}$"):
        parse_day(phrase, today=WEDNESDAY, facing=AHEAD)


@given(ANY_DAY, ANY_DAY, ANY_FACING)
def test_an_iso_day_is_itself_whenever_it_is_said(day: date, today: date, facing: Facing) -> None:
    assert parse_when(day.isoformat(), today=today, facing=facing) == PartialDate.of(day)


@given(st.dates(date(10, 1, 1), date(9990, 1, 1)), ANY_DAY, ANY_FACING)
def test_a_day_without_a_year_is_the_nearest_one(today: date, day: date, facing: Facing) -> None:
    phrase = f"{day.day} {calendar.month_name[day.month]}"

    found = parse_day(phrase, today=today, facing=facing)

    assert (found.month, found.day) == (day.month, day.day)
    assert found <= today if facing is BACK else found >= today
    closer = range(abs((found - today).days))
    nearer = (today + timedelta(days=facing.value * away) for away in closer)
    assert not any((other.month, other.day) == (day.month, day.day) for other in nearer)


@given(st.dates(date(10, 1, 1), date(9990, 1, 1)), st.sampled_from(list(calendar.day_name)))
def test_a_weekday_is_within_a_week(today: date, weekday: str) -> None:
    back = parse_day(weekday, today=today, facing=BACK)
    ahead = parse_day(weekday, today=today, facing=AHEAD)

    assert back <= today < ahead
    assert ahead - back == timedelta(days=7)
    assert calendar.day_name[back.weekday()] == weekday


@given(PHRASES | st.text(), ANY_DAY, ANY_FACING, st.sampled_from([None, "dmy", "mdy", "ymd", ""]))
def test_any_text_is_a_real_date_or_a_refusal_of_one_line(
    text: str, today: date, facing: Facing, order: str | None
) -> None:
    match outcome(text, today=today, facing=facing, order=order):
        case PartialDate() as found:
            assert PartialDate.parse(str(found)) == found
            assert date.min <= found.first <= found.last
        case refused:
            assert len(refused.splitlines()) == 1


def outcome(
    phrase: str, *, today: date, facing: Facing, order: str | None = None
) -> PartialDate | str:
    """Return what was read, or the words of the refusal."""
    try:
        return parse_when(phrase, today=today, facing=facing, order=order)
    except ValueError as refused:
        return str(refused)


def refusal(phrase: str, *, facing: Facing, order: str | None = None) -> str:
    """Return the words of the refusal; a phrase that is read fails the test."""
    refused = outcome(phrase, today=WEDNESDAY, facing=facing, order=order)
    assert isinstance(refused, str), f"{phrase!r} was read as {refused}"
    return refused
