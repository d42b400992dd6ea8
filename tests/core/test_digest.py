"""The digest of a day: a list one can finish, the rest counted, and nobody who has died."""

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import outlook
from dexcli.core.contact import Contact
from dexcli.core.digest import Asked, Digest, digest_of, waiting_list
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from dexcli.core.settings import to_settings

TODAY = date(2026, 11, 22)
LATE = 'cadence = "weekly"\nadded = 2026-11-01\n'


def contact(text: str, handle: str) -> Contact:
    return to_contact(tomllib.loads(f'name = "{handle.title()}"\n{text}'), handle)


def digest(
    ledger: Ledger,
    *,
    asked: list[str] | None = None,
    config: str = "",
    within: int = 0,
    limit: int | None = None,
) -> Digest:
    chosen = [each for each in ledger if asked is None or each.handle in asked]
    return digest_of(
        Asked(contacts=chosen, within=within, limit=limit),
        ledger,
        to_settings(tomllib.loads(config)),
        today=TODAY,
    )


def crowd(number: int) -> Ledger:
    return Ledger.of(contact(LATE, f"p{each:03}") for each in range(number))


@given(st.integers(0, 30), st.integers(1, 40))
def test_whoever_is_not_shown_is_counted(number: int, limit: int) -> None:
    found = digest(crowd(number), limit=limit).waiting

    assert len(found.entries) == min(number, limit)
    assert len(found.entries) + found.more == found.count == number


def test_seven_are_shown_unless_a_setting_or_the_command_says_otherwise() -> None:
    some = crowd(20)

    shown = [
        len(digest(some, **each).waiting.entries)
        for each in ({}, {"config": "digest.limit = 3"}, {"limit": 12})
    ]

    assert shown == [7, 3, 12]


def test_due_shows_all() -> None:
    asked = Asked(contacts=list(crowd(20)))

    assert len(waiting_list(asked, Ledger.of([]), to_settings({}), today=TODAY).entries) == 20


def test_who_falls_due_later_does_not_count_as_due() -> None:
    later = contact('cadence = "weekly"\nadded = 2026-11-20', "later")
    asked = Asked(contacts=[later], within=14)

    found = waiting_list(asked, Ledger.of([]), to_settings({}), today=TODAY)

    assert (found.is_empty, found.has_come) == (False, False)
    late = Asked(contacts=[later, contact(LATE, "late")], within=14)
    assert waiting_list(late, Ledger.of([]), to_settings({}), today=TODAY).has_come


ALL_KINDS = (
    f"{LATE}birthday = 1985-11-22\n"
    '[[reminders]]\nnote = "the paper"\non = 2026-11-22\n'
    '[[reminders]]\nnote = "lunch"\non = 2026-11-21\nmeet = true\n'
)


def test_people_promises_meetings_and_dates() -> None:
    found = digest(Ledger.of([contact(ALL_KINDS, "ada")]))

    assert [entry.contact.handle for entry in found.waiting.entries] == ["ada"]
    assert [each.reminder.note for each in found.promises] == ["lunch", "the paper"]
    assert [each.label for each in found.dates] == ["birthday"]
    assert (found.count, found.is_empty) == (4, False)


def test_the_dead_the_archived_and_i_give_nothing() -> None:
    everybody = [
        contact(f"died = 2026-11-01\n{ALL_KINDS}", "dead"),
        contact(f"archived = true\n{ALL_KINDS}", "gone"),
        contact(ALL_KINDS, "me"),
    ]

    assert digest(Ledger.of(everybody), config='me = "me"').is_empty


def test_a_pause_ends_follow_ups_but_no_promise_and_no_date() -> None:
    found = digest(Ledger.of([contact(f"paused = true\n{ALL_KINDS}", "ada")]))

    assert (len(found.waiting.entries), len(found.promises), len(found.dates)) == (0, 2, 1)


SHARED = '[[dates]]\nlabel = "wedding"\non = 2015-11-22\nwith = ["ada"]'


def test_a_filter_takes_in_the_dates_that_somebody_else_s_file_has() -> None:
    ledger = Ledger.of([contact("", "ada"), contact(SHARED, "bob"), contact(ALL_KINDS, "cy")])

    found = digest(ledger, asked=["ada"])

    assert [[one.handle for one in each.contacts] for each in found.dates] == [["ada", "bob"]]
    assert found.count == 1
    assert digest(ledger, asked=[]).is_empty


def test_who_is_next_where_nobody_is_due() -> None:
    ledger = Ledger.of(
        [
            contact('cadence = "weekly"\nadded = 2026-11-20', "ada"),
            contact('cadence = "monthly"\nadded = 2026-11-20', "bob"),
            contact("", "cy"),
            contact("paused = true", "dot"),
            contact("", "me"),
        ]
    )

    told = outlook.nobody_due(ledger, to_settings({"me": "me"}), today=TODAY)

    assert told == "nobody is due; next is Ada on 27 November; 1 contact without a cadence"


def test_whoever_is_snoozed_for_good_is_not_next() -> None:
    snoozed = contact(f"{LATE}snoozed = {{ until = 9999-12-31 }}", "ada")

    assert outlook.nobody_due(Ledger.of([snoozed]), to_settings({}), today=TODAY) == "nobody is due"


def test_after_a_long_time_those_whom_one_met_most_often_matter_most() -> None:
    met = "".join(f"[[interactions]]\non = 2026-0{month}-01\n" for month in range(1, 6))
    ledger = crowd(20).replacing([contact(f"{LATE}{met}", "p013")])
    entries = digest(ledger, limit=99).waiting.entries

    told = outlook.welcome_back(entries, ledger, to_settings({}), today=TODAY, away=45)

    assert told == (
        "It has been 6 weeks. 20 people waited; P013, P000 and P001 matter most. "
        "`dexcli spread` gives the others a day."
    )


def test_after_a_long_time_a_few_are_named_and_no_wall_is_spoken_of() -> None:
    entries = digest(crowd(2)).waiting.entries

    told = outlook.welcome_back(entries, crowd(2), to_settings({}), today=TODAY, away=200)

    assert told == "It has been 7 months. P000 and P001 waited."
