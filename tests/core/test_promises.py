"""Promises and yearly dates: what is announced on which day, for whom, and how old they get."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import promises
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from dexcli.core.promises import Anniversary
from dexcli.core.settings import to_settings

TODAY = date(2026, 11, 22)
WEDDING = '\n[[dates]]\nlabel = "wedding anniversary"\non = 2015-11-29\n'


def contact(text: str, handle: str = "ada") -> Contact:
    return to_contact(tomllib.loads(f'name = "{handle.title()}"\n{text}'), handle)


def announced(
    *contacts: Contact, on: date = TODAY, config: str = "", within: int = 0
) -> list[Anniversary]:
    rules = to_settings(tomllib.loads(config))
    return promises.anniversaries(Ledger.of(contacts), rules, today=on, within=within)


def days_announced(text: str, config: str = "", year: int = 2026) -> list[int]:
    """Return how many days before the date in that year it is announced, of 60 days."""
    born = contact(text)
    return [
        found.days
        for ordinal in range(date(year, 10, 1).toordinal(), date(year, 11, 30).toordinal())
        for found in announced(born, on=date.fromordinal(ordinal), config=config)
    ]


def test_a_birthday_is_told_a_week_before_a_day_before_and_on_the_day() -> None:
    assert days_announced("birthday = 1985-11-20") == [7, 1, 0]


def test_the_lead_days_of_a_tag_stand_in_place_of_the_default() -> None:
    config = "lead.default = [3]\nlead.family = [28, 2]"

    assert days_announced('birthday = 1985-11-20\ntags = ["family"]', config) == [28, 2, 0]
    assert days_announced("birthday = 1985-11-20", config) == [3, 0]


def test_the_lead_days_of_several_tags_count_together() -> None:
    config = "lead.family = [28, 7]\nlead.friend = [7, 3]"

    found = days_announced('birthday = 1985-11-20\ntags = ["friend", "family", "x"]', config)

    assert found == [28, 7, 3, 0]


def test_without_lead_days_the_day_itself_is_told() -> None:
    assert days_announced("birthday = 1985-11-20", "lead.default = []") == [0]


@pytest.mark.parametrize(
    ("birthday", "age"), [("1985-11-22", 41), ('"11-22"', None), ("2026-11-22", 0)]
)
def test_the_age_is_told_where_the_year_is_known(birthday: str, age: int | None) -> None:
    assert [found.age for found in announced(contact(f"birthday = {birthday}"))] == [age]


def test_a_birthday_in_january_is_told_in_december_with_next_year_s_age() -> None:
    found = announced(contact("birthday = 1990-01-01"), on=date(2026, 12, 31))

    assert [(each.on, each.days, each.age) for each in found] == [(date(2027, 1, 1), 1, 37)]


@pytest.mark.parametrize("birthday", ['"1985-11"', "1985"])
def test_a_birthday_without_its_day_is_never_told(birthday: str) -> None:
    assert announced(contact(f"birthday = {birthday}"), within=366) == []


def test_29_february_is_the_28th_in_other_years() -> None:
    leapling = contact("birthday = 2000-02-29")

    told = {
        year: [(each.on, each.age) for each in announced(leapling, on=date(year, 2, 28))]
        for year in (2026, 2028)
    }

    assert told == {2026: [(date(2026, 2, 28), 26)], 2028: [(date(2028, 2, 29), 28)]}
    assert announced(leapling, on=date(2026, 3, 1)) == []


def test_what_is_still_to_happen_has_no_anniversary_yet() -> None:
    assert announced(contact(WEDDING.replace("2015", "2027"))) == []
    assert len(announced(contact(WEDDING.replace("2015", "2026")))) == 1


def test_the_last_day_of_the_calendar_is_no_error() -> None:
    assert announced(contact("birthday = 1990-01-01"), on=date.max) == []


@pytest.mark.parametrize("state", ["died = 2026-01-05", "died = true", "archived = true"])
def test_the_dead_and_the_archived_are_not_congratulated(state: str) -> None:
    assert announced(contact(f"birthday = 1985-11-22\n{state}{WEDDING}")) == []


def test_i_am_not_congratulated() -> None:
    assert announced(contact("birthday = 1985-11-22"), config='me = "ada"') == []


def test_the_paused_are() -> None:
    assert len(announced(contact("birthday = 1985-11-22\npaused = true"))) == 1


def names(found: list[Anniversary]) -> list[tuple[str, ...]]:
    return [(*(each.handle for each in one.contacts), *one.others) for one in found]


@pytest.mark.parametrize("label", ["wedding anniversary", "Wedding anniversary"])
def test_a_date_in_both_files_is_told_once(label: str) -> None:
    ada = contact(f'{WEDDING}with = ["william"]')
    william = contact(
        f'{WEDDING}with = ["ada"]'.replace("wedding anniversary", label), handle="william"
    )

    assert names(announced(ada, william)) == [("ada", "william")]


def test_a_date_in_one_file_is_that_of_both_first_of_whose_file_it_is() -> None:
    william = contact(f'{WEDDING}with = ["ada", "Léo"]', handle="william")

    assert names(announced(contact(""), william)) == [("william", "ada", "Léo")]


def test_a_shared_date_is_told_on_the_lead_days_of_either() -> None:
    ada = contact('tags = ["family"]')
    william = contact(f'{WEDDING}with = ["ada"]', handle="william")

    told = announced(ada, william, on=date(2026, 11, 1), config="lead.family = [28]")

    assert names(told) == [("william", "ada")]


def test_a_shared_date_finds_whoever_was_renamed() -> None:
    ada = contact('was = ["ada-byron"]')
    william = contact(f'{WEDDING}with = ["ada-byron"]', handle="william")

    assert names(announced(ada, william)) == [("william", "ada")]


def test_of_two_the_living_one_alone_is_told() -> None:
    ada = contact(f'{WEDDING}with = ["william"]')
    william = contact(f'died = true\n{WEDDING}with = ["ada"]', handle="william")

    assert names(announced(ada, william)) == [("ada",)]


def test_what_is_shared_with_me_is_told_of_the_other() -> None:
    ada = contact(f'{WEDDING}with = ["william"]')

    assert names(announced(ada, contact("", "william"), config='me = "william"')) == [("ada",)]


def test_two_dates_on_one_day_are_two() -> None:
    twice = contact(f"birthday = 1985-11-29\n{WEDDING}")

    assert [each.label for each in announced(twice)] == ["birthday", "wedding anniversary"]


def test_within_tells_of_every_day_ahead() -> None:
    born = contact("birthday = 1985-12-04")

    assert announced(born, within=11) == []
    assert [each.days for each in announced(born, within=12)] == [12]


def test_open_ideas_come_with_it_but_not_those_for_another_occasion() -> None:
    given = contact(
        "birthday = 1985-11-23\ngifts = [\n"
        '{idea = "cards", for = "birthday"}, {idea = "a book"},\n'
        '{idea = "tea", for = "Christmas"},\n'
        '{idea = "hat", for = "her 40th birthday"}, {idea = "pen", given = 2025-11-23},\n'
        '{idea = "vase", received = true}, {idea = "ink", given = false}]'
    )

    (found,) = announced(given)

    assert [gift.idea for gift in found.ideas] == ["cards", "a book", "hat", "ink"]


PROMISES = """
[[reminders]]
note = "past"
on = 2026-11-01
[[reminders]]
note = "today"
on = 2026-11-22
meet = true
[[reminders]]
note = "done"
on = 2026-11-20
done = 2026-11-21
[[reminders]]
note = "not yet"
on = 2026-11-24
[[reminders]]
note = "this month"
on = "2026-11"
[[reminders]]
note = "without a day"
"""


@pytest.mark.parametrize(
    ("within", "expected"),
    [(0, ["past", "this month", "today"]), (2, ["past", "this month", "today", "not yet"])],
)
def test_a_promise_is_due_from_its_day_on_until_it_is_done(
    within: int, expected: list[str]
) -> None:
    found = promises.due_promises([contact(PROMISES)], today=TODAY, within=within)

    assert [each.reminder.note for each in found] == expected


def test_a_kept_promise_is_not_due_any_more() -> None:
    first = promises.due_promises([contact(PROMISES)], today=TODAY)[0]

    after = promises.kept(first, today=TODAY)

    left = promises.due_promises([after], today=TODAY)
    assert [each.reminder.note for each in left] == ["this month", "today"]


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.dates(date(2021, 1, 1), date(2030, 1, 1)))
def test_a_birthday_is_announced_on_its_lead_days_and_on_no_other(born: date, today: date) -> None:
    ada = Contact(name="Ada", handle="ada", birthday=PartialDate.of(born))

    found = announced(ada, on=today)

    assert [each.days for each in found] == [each.days for each in found if each.days in {7, 1, 0}]
    ahead = [date.fromordinal(today.toordinal() + days) for days in (7, 1, 0)]
    same = [day for day in ahead if (day.month, day.day) == (born.month, born.day)]
    if (born.month, born.day) != (2, 29):
        assert [each.on for each in found] == same
