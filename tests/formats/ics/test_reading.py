"""A calendar: meetings that were, what is planned, and birthdays."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import ids
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row
from dexcli.formats.ics import reading
from dexcli.formats.source import Source, Terms
from tests.formats.fields.ics import SAMPLE

TERMS = Terms(today=date(2026, 11, 22), me=frozenset({"me@example.net"}))
ADA = "ATTENDEE;CN=Ada Lovelace:mailto:ada@example.org"


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\n{head}{body}END:VCALENDAR\n".encode()


def event(*lines: str, uid: str = "u1", start: str = "DTSTART:20261120T100000") -> str:
    return "\n".join((f"UID:{uid}", start, "SUMMARY:Talk", *lines))


def read(raw: bytes) -> list[Row | BadRow]:
    return list(reading.rows(Source.of_bytes(raw, "cal.ics"), TERMS))


def rows(raw: bytes) -> list[Row]:
    found = read(raw)
    assert all(isinstance(each, Row) for each in found), found
    return [each for each in found if isinstance(each, Row)]


def days(raw: bytes) -> list[tuple[str, str]]:
    """Return for each row its key and its day, planned ones in brackets."""
    return [
        (
            each.key,
            str(each.interaction.on)
            if each.interaction
            else f"({each.contact['reminders'][0]['on']})",
        )
        for each in rows(raw)
    ]


def refusals(raw: bytes) -> list[tuple[str, bool]]:
    return [(each.reason, each.unreadable) for each in read(raw) if isinstance(each, BadRow)]


def test_a_meeting_that_was_is_a_row_for_each_who_was_there() -> None:
    ada, charles = rows(SAMPLE)[:2]

    assert ada.interaction is not None
    assert (ada.line, ada.key, ada.source) == (5, "meeting-4711@cal.example", "ics")
    assert (ada.person.name, ada.person.key) == ("Ada Lovelace", "ada.l@analytical.example")
    assert (charles.person.name, charles.contact) == (
        "Babbage, Charles",
        {"emails": ["charles@difference.example"]},
    )
    assert (ada.interaction.kind, ada.interaction.by) == ("meeting", "ada.l@analytical.example")
    assert ada.interaction == charles.interaction
    assert ada.only_known
    assert ada.by_name


def test_a_meeting_to_come_is_planned() -> None:
    (row,) = rows(calendar(event(ADA, start="DTSTART:20261201T100000")))

    assert row.interaction is None
    assert row.contact["reminders"] == [
        {"note": "Talk", "on": date(2026, 12, 1), "meet": True, "id": ids.of_plan("ics:u1")}
    ]


@pytest.mark.parametrize(
    ("start", "head", "day"),
    [
        ("DTSTART:20261119T233000Z", "", "2026-11-19"),
        ("DTSTART:20261119T233000Z", "X-WR-TIMEZONE:Europe/Berlin\n", "2026-11-20"),
        ("DTSTART;TZID=America/New_York:20261119T233000", "", "2026-11-19"),
        ("DTSTART;VALUE=DATE:20261119", "", "2026-11-19"),
        ("DTSTART;TZID=Nowhere/Such:2026-11-19T23:30:00", "", "2026-11-19"),
        ("DTSTART:20261119T233000Z", "X-WR-TIMEZONE:../../etc/passwd\n", "2026-11-19"),
    ],
)
def test_the_day_is_that_of_the_place(start: str, head: str, day: str) -> None:
    assert days(calendar(event(ADA, start=start), head=head)) == [("u1", day)]


def test_a_series_is_expanded_up_to_today_and_one_further() -> None:
    raw = calendar(event(ADA, "RRULE:FREQ=WEEKLY", start="DTSTART:20261105T100000"))

    assert days(raw) == [
        ("u1/20261105", "2026-11-05"),
        ("u1/20261112", "2026-11-12"),
        ("u1/20261119", "2026-11-19"),
        ("u1/20261126", "(2026-11-26)"),
    ]


def test_exceptions_of_a_series_keep_their_key() -> None:
    raw = calendar(
        event(
            ADA, "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20261112T100000",
            start="DTSTART:20261029T100000",
        ),
        event(ADA, "RECURRENCE-ID:20261105T100000", start="DTSTART:20261106T180000"),
        event(ADA, "RECURRENCE-ID:20261119T100000", "STATUS:CANCELLED"),
    )  # fmt: skip

    (cancelled,) = [each for each in read(raw) if isinstance(each, BadRow)]
    found = [each for each in read(raw) if isinstance(each, Row)]
    assert [(r.key, str(r.interaction.on)) for r in found if r.interaction] == [
        ("u1/20261029", "2026-10-29"),
        ("u1/20261105", "2026-11-06"),
    ]
    assert (cancelled.reason, cancelled.unreadable) == ("cancelled", False)


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=DAILY;COUNT=3", 3),
        ("FREQ=DAILY;UNTIL=20261104", 3),
        ("FREQ=DAILY;UNTIL=20261104T100000Z", 3),
        ("FREQ=MONTHLY;BYDAY=1MO", 1),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=1,2;COUNT=2", 2),
    ],
)
def test_rules_of_all_kinds_are_bounded(rule: str, count: int) -> None:
    raw = calendar(event(ADA, f"RRULE:{rule}", start="DTSTART:20261102T100000"))

    assert len([each for each in rows(raw) if each.interaction]) == min(count, 21)


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=WEEKLY;BYDAY=XX", "nonsense", ""]
)
def test_a_rule_that_cannot_be_carried_out_is_told_and_its_first_day_counts(rule: str) -> None:
    raw = calendar(event(ADA, f"RRULE:{rule}"))
    (bad,) = [each for each in read(raw) if isinstance(each, BadRow)]

    assert bad.unreadable
    assert bad.reason.endswith("; only its first day counts")
    assert len([each for each in read(raw) if isinstance(each, Row)]) == 1


def test_rules_without_any_day_are_read_in_bounded_time() -> None:
    rule = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    found = read(
        calendar(
            *(event(ADA, rule, uid=f"u{n}", start="DTSTART:19710101T100000") for n in range(300))
        )
    )

    assert len([each for each in found if isinstance(each, Row)]) == 300
    reasons = {each.reason for each in found if isinstance(each, BadRow)}
    assert reasons == {
        "the series before it have more days than can be counted; only its first day counts"
    }


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((ADA, "STATUS:CANCELLED"), "cancelled"),
        ((), "nobody is named in it"),
        (("ATTENDEE:mailto:me@example.net",), "nobody is named in it"),
        (("ATTENDEE;CUTYPE=ROOM:mailto:r@example.org",), "nobody is named in it"),
        (("ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.org",), "everybody in it declined"),
        (("ATTENDEE:mailto:x@resource.calendar.google.com",), "nobody is named in it"),
        ((ADA, "ATTENDEE;PARTSTAT=DECLINED:MAILTO:ME@example.net"), "you declined"),
        (
            tuple(f"ATTENDEE:mailto:p{n}@example.org" for n in range(16)),
            "more than 15 people",
        ),
    ],
)
def test_what_is_no_meeting_with_somebody_is_told_and_no_fault(
    lines: tuple[str, ...], why: str
) -> None:
    assert refusals(calendar(event(*lines))) == [(why, False)]


def test_who_holds_it_took_the_step() -> None:
    mine = rows(calendar(event("ORGANIZER:mailto:me@example.net", ADA)))
    theirs = rows(calendar(event("ORGANIZER;CN='Ada':MAILTO:Ada@example.org")))

    assert [each.interaction.by for each in mine if each.interaction] == ["me"]
    assert [each.interaction.by for each in theirs if each.interaction] == ["ada@example.org"]


def test_somebody_without_an_address_is_meant_by_the_name() -> None:
    (row,) = rows(calendar(event("ATTENDEE;CN=Ada Lovelace:invalid:nomail")))

    assert (row.person.name, row.person.key, row.contact) == ("Ada Lovelace", "", {})


@pytest.mark.parametrize(
    ("summary", "start", "contact"),
    [
        ("Ada Lovelace's birthday", "18151210", {"birthday": date(1815, 12, 10)}),
        ("Ada Lovelace’s 30th Birthday", "16041210", {"birthday": "12-10"}),
        ("🎂 Ada Lovelace - Birthday", "20251210", {"birthday": "12-10"}),
        ("Geburtstag von Ada Lovelace", "20001210", {"birthday": "12-10"}),
        ("Anniversaire de Ada Lovelace", "19851210", {"birthday": date(1985, 12, 10)}),
        (
            "Ada Lovelace's wedding anniversary",
            "18350708",
            {"dates": [{"label": "wedding anniversary", "on": date(1835, 7, 8)}]},
        ),
    ],
)
def test_yearly_days_are_those_of_people(
    summary: str, start: str, contact: dict[str, object]
) -> None:
    text = f"UID:b1\nDTSTART;VALUE=DATE:{start}\nRRULE:FREQ=YEARLY\nSUMMARY:{summary}"
    (row,) = rows(calendar(text))

    assert (row.person.name, row.contact) == ("Ada Lovelace", contact)
    assert row.interaction is None


def test_our_own_follow_ups_do_not_come_back() -> None:
    own = "UID:k7-followup@dexcli\nDTSTART;VALUE=DATE:20261120\nSUMMARY:Get in touch with Ada"

    assert refusals(calendar(own)) == [("dexcli's own", False)]


def test_a_broken_event_is_told_and_the_others_are_read() -> None:
    raw = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Lost\n" + calendar(
        "UID:b\nSUMMARY:No day", "UID:c\nDTSTART:someday\nSUMMARY:Odd", event(ADA), "garbage"
    )
    found = read(raw)

    assert [(e.line, e.reason, e.label) for e in found if isinstance(e, BadRow)] == [
        (2, "the event has no END:VEVENT", "Lost"),
        (6, "no DTSTART", "No day"),
        (10, "DTSTART 'someday' is no day", "Odd"),
        (21, "no DTSTART", ""),
    ]
    assert [each.key for each in found if isinstance(each, Row)] == ["u1"]


def test_an_event_without_a_calendar_around_it_is_read() -> None:
    assert len(rows(f"BEGIN:VEVENT\n{event(ADA)}\nEND:VEVENT\n".encode())) == 1


def test_tasks_and_journals_are_told() -> None:
    raw = b"BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Pay\nEND:VTODO\nEND:VCALENDAR\n"

    assert refusals(raw) == [("a task, and no event", False)]


def test_of_two_versions_of_an_event_the_later_counts() -> None:
    raw = calendar(
        event(ADA, "SEQUENCE:2", start="DTSTART:20261119T100000"), event(ADA, "SEQUENCE:1")
    )

    assert [
        each.interaction.on.day for each in read(raw) if isinstance(each, Row) and each.interaction
    ] == [19]
    assert refusals(raw) == [("an earlier version of another event in the file", False)]


def test_many_events_without_people_are_named_and_counted() -> None:
    found = refusals(calendar(*(event(uid=f"u{n}") for n in range(20))))

    assert [reason for reason, _ in found] == [
        *["nobody is named in it"] * 3,
        "and 17 more events: nobody is named in it",
    ]


def test_letters_folded_in_their_middle_and_utf_16_are_read() -> None:
    folded = calendar(event(ADA)).replace(b"SUMMARY:Talk", b"SUMMARY:Caf\xc3\n \xa9")
    (row,) = rows(folded)

    assert row.interaction is not None
    assert row.interaction.note == "Café"
    assert len(rows(calendar(event(ADA)).decode().encode("utf-16"))) == 1


def test_what_is_no_calendar_is_refused_in_one_line() -> None:
    with pytest.raises(DexcliError, match=r"^cal\.ics:1: no calendar; expected BEGIN:VCALENDAR$"):
        read(b"Dear diary\n")
    assert not reading.recognises(Source.of_bytes(b"BEGIN:VCARD\nEND:VCARD\n", "x.vcf"))


def test_cut_off_anywhere_it_is_rows_or_one_clear_line() -> None:
    for end in range(len(SAMPLE)):
        with contextlib.suppress(DexcliError):
            read(SAMPLE[:end])


@given(st.binary(max_size=300))
def test_random_bytes_never_escape(raw: bytes) -> None:
    read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261120\n" + raw + b"\nEND:VEVENT\n")
    read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261120\nRRULE:" + raw + b"\nEND:VEVENT\n")


def test_deep_nesting_and_a_picture_are_passed_over() -> None:
    deep = b"BEGIN:VALARM\n" * 20_000
    read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + deep)
    picture = b"ATTACH:" + b"x" * 5_000_000 + b"\n " + b"y" * 1_000_000
    assert len(rows(calendar(event(ADA, picture.decode())))) == 1
