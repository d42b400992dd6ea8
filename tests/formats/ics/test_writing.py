"""A calendar of follow-ups, plans and yearly days that calendars read and import again."""

from datetime import date
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Interaction, Reminder, YearlyDate
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.rows import Row
from dexcli.core.settings import Settings
from dexcli.formats.ics import reading, writing
from dexcli.formats.leaving import Leaving
from dexcli.formats.source import Source, Terms

TODAY = date(2026, 11, 22)
ADA = Contact(
    name="Ada Lovelace",
    handle="ada",
    id="k7m2x9q4c1",
    cadence=Cadence.parse("3 weeks"),
    birthday=PartialDate.parse("1815-12-10"),
    phones=("+44 20 7946 0958",),
    dates=(YearlyDate(label="wedding; day, first", on=PartialDate.parse("02-29")),),
    reminders=(
        Reminder(note="send the paper", on=PartialDate.parse("2026-12-01"), id="r1"),
        Reminder(note="lunch", on=PartialDate.parse("2026-12-05"), meet=True, id="r2"),
        Reminder(note="a book", id="r3"),
    ),
    interactions=(Interaction(on=PartialDate.parse("2026-11-20"), note="Numbers"),),
)


def written(*contacts: Contact, notes: bool = False, today: date = TODAY) -> bytes:
    leaving = Leaving(
        contacts=contacts, ledger=Ledger.of(contacts), settings=Settings(), today=today, notes=notes
    )
    return b"".join(writing.write(leaving))


def events(raw: bytes) -> dict[str, Any]:
    calendar: Any = icalendar.Calendar.from_ical(raw)
    return {str(each["UID"]): each for each in calendar.walk("VEVENT")}


def test_every_event_has_its_uid_its_day_and_its_words() -> None:
    told = {
        uid: (each["DTSTART"].dt.isoformat(), str(each["SUMMARY"]))
        for uid, each in events(written(ADA)).items()
    }
    (wedding,) = [uid for uid in told if "followup" not in uid and told[uid][0] == "2000-02-29"]

    assert told == {
        "k7m2x9q4c1-followup@dexcli": ("2026-12-11", "Get in touch with Ada Lovelace"),
        "k7m2x9q4c1-birthday@dexcli": ("1815-12-10", "Ada Lovelace's birthday"),
        wedding: ("2000-02-29", "Ada Lovelace's wedding; day, first"),
        "r2-meet@dexcli": ("2026-12-05", "Meet Ada Lovelace"),
    }


def test_promises_and_what_was_written_leave_only_when_asked_for() -> None:
    assert b"paper" not in written(ADA)
    assert b"lunch" not in written(ADA)
    found = events(written(ADA, notes=True))

    assert str(found["r1-promise@dexcli"]["SUMMARY"]) == "send the paper (Ada Lovelace)"
    assert str(found["r2-meet@dexcli"]["SUMMARY"]) == "Meet Ada Lovelace: lunch"
    assert b"Numbers" not in written(ADA, notes=True)


@pytest.mark.parametrize(("year", "days"), [(2027, ["2027-02-28"]), (2028, ["2028-02-29"])])
def test_the_29th_of_february_comes_every_year(year: int, days: list[str]) -> None:
    calendar: Any = icalendar.Calendar.from_ical(written(ADA))
    found = recurring_ical_events.of(calendar).between(date(year, 2, 1), date(year, 3, 2))

    assert [each["DTSTART"].dt.isoformat() for each in found] == days


def test_days_ring_and_take_no_time() -> None:
    birthday = events(written(ADA))["k7m2x9q4c1-birthday@dexcli"]

    assert str(birthday["TRANSP"]) == "TRANSPARENT"
    alarms = [alarm["TRIGGER"].to_ical().decode() for alarm in birthday.walk("VALARM")]
    assert alarms == ["-P7D", "-P1D", "PT9H"]


def test_a_later_export_changes_what_the_earlier_brought() -> None:
    first, second = events(written(ADA)), events(written(ADA, today=date(2026, 11, 23)))

    assert written(ADA) == written(ADA)
    assert first.keys() == second.keys()
    for uid, each in first.items():
        assert each["SEQUENCE"] < second[uid]["SEQUENCE"]
        assert each["DTSTAMP"].dt < second[uid]["DTSTAMP"].dt
        assert each["DTSTART"].dt == second[uid]["DTSTART"].dt


def test_a_meeting_planned_with_several_is_one_event() -> None:
    plan = Reminder(note="walk", on=PartialDate.parse("2026-12-05"), meet=True, id="r9")
    people = [Contact(name=name, handle=name, reminders=(plan,)) for name in ("Ada", "Bob")]

    assert [str(each["SUMMARY"]) for each in events(written(*people)).values()] == [
        "Meet Ada and Bob"
    ]


def test_no_fold_is_inside_a_letter() -> None:
    for text in ("é" * 90, "a" + "é" * 90, "李" * 90, "🎂" * 90):
        raw = written(Contact(name=text, handle="x", birthday=PartialDate.parse("12-10")))

        assert all(len(line.decode().encode()) <= 75 for line in raw.split(b"\r\n"))
        assert text in raw.replace(b"\r\n ", b"").decode()


def test_nobody_makes_an_empty_calendar_that_can_be_read() -> None:
    assert events(written()) == {}


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
yearly = st.dates(date(1901, 1, 1), date(1999, 12, 31)).map(PartialDate.of) | st.dates(
    date(2000, 1, 1), date(2000, 12, 31)
).map(lambda day: PartialDate(month=day.month, day=day.day))


@given(texts.map(str.strip).filter(bool), texts.map(str.strip).filter(bool), yearly, yearly)
def test_lines_are_as_the_standard_wants_and_yearly_days_come_back(
    name: str, label: str, birthday: PartialDate, day: PartialDate
) -> None:
    name = " ".join("".join(c for c in name if c.isprintable()).split()) or "Ada"
    label = " ".join("".join(c for c in label if c.isprintable()).split()) or "day"
    contact = Contact(
        name=name, handle="x", birthday=birthday, dates=(YearlyDate(label=label, on=day),)
    )
    raw = written(contact)

    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()
    assert len(events(raw)) == 2
    terms = Terms(today=TODAY, everybody=True)
    found = [r for r in reading.rows(Source.of_bytes(raw, "x.ics"), terms) if isinstance(r, Row)]
    assert {row.person.name for row in found} == {name}
    assert [row.contact for row in found] == [
        {"birthday": birthday.to_toml()},
        {"dates": [{"label": label, "on": day.to_toml()}]}
        if label != "birthday"
        else {"birthday": day.to_toml()},
    ]
