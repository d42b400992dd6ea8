"""What to do next: each rule, whom it leaves in peace, and how the ideas come round."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dexcli.core import suggestions
from dexcli.core.contact import Contact
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings
from dexcli.core.suggestions import distance, rounds
from dexcli.core.suggestions.idea import Asked, Idea

TODAY = date(2026, 11, 22)
SETTINGS = Settings(me="ego")
EGO = 'name = "Ego"\ncity = "Vienna"\ninterests = ["chess"]\n'
BOB = 'name = "Bob"\ninterests = ["Chess", "poetry"]\ncity = "Vienna"\n'
CARD = '{ on = 2026-11-01, by = "ada", kind = "letter" }, { on = 2026-11-09, by = "ada" }'
MINE = ", ".join(f'{{ on = 2026-11-0{day}, by = "me", kind = "letter" }}' for day in range(1, 4))
HABIT = ", ".join(f"{{ on = 2026-0{month}-01 }}" for month in range(1, 7))
PLAN = "[[reminders]]\nmeet = true\nnote = 'opera'\non = "


def contact(text: str, handle: str = "ada") -> Contact:
    named = text if text.startswith("name") else f'name = "Ada"\n{text}'
    return to_contact(tomllib.loads(named), handle)


def told(text: str, *, bob: str = BOB, today: date = TODAY) -> list[tuple[str, ...]]:
    """Return the ideas about Ada, in a ledger with Bob and oneself: rule, what, why, command."""
    ada = contact(text)
    asked = Asked(Ledger.of([ada, contact(bob, "bob"), contact(EGO, "ego")]), SETTINGS, today)
    return [
        (each.rule, each.what, each.reason, " ".join(each.words))
        for each in suggestions.of([ada], asked)
    ]


@pytest.mark.parametrize(
    ("text", "idea"),
    [
        (
            f"{PLAN}2026-11-25",
            ("plan", "Get ready to meet", "planned in 3 days, on 25 November: opera", "show ada"),
        ),
        (
            f"{PLAN}2026-11-20\nid = 'k1'",
            ("plan", "Say how it went", "planned for 20 November, still open: opera",
             "log ada --on 2026-11-20"),
        ),
        (
            f"{PLAN}2026-11-20\nid = 'k1'\n[[interactions]]\non = 2026-11-20\n",
            ("plan", "Tick off the plan", "planned for 20 November, still open: opera",
             "done ada"),
        ),
        (
            f"{PLAN}'2026-10'",
            ("plan", "Say how it went", "planned for 2026-10, still open: opera", "log ada"),
        ),
        (
            f"{PLAN}'2026-12'",
            ("plan", "Get ready to meet", "planned in December 2026: opera", "show ada"),
        ),
        (
            "[[reminders]]\nnote = 'lent a book'\nid = 'k1'",
            ("promise", "Settle: lent a book", "you promised, without a day, and still open",
             "done ada"),
        ),
        (
            "[[reminders]]\nnote = 'the paper'\non = 2026-12-01\nid = 'k1'\n"
            "[[reminders]]\nnote = 'the book'\non = 2027-12-01",
            ("promise", "Settle: the paper", "you promised, for 1 December, and still open",
             "done k1"),
        ),
        (
            "birthday = 1815-12-10\n[[gifts]]\nidea = 'cards'\n[[gifts]]\nidea = 'pen'\n"
            "given = 2020\n[[gifts]]\nidea = 'Pen'\n[[gifts]]\nidea = 'ring'\nfor = 'wedding'\n",
            ("date", "Choose the gift",
             "birthday in 2 weeks, on 10 December, turns 211; ideas not given yet: cards",
             "gift give ada cards"),
        ),
        (
            'birthday = "11-23"',
            ("date", "Think of a gift", "birthday tomorrow; no idea is left",
             "gift add ada IDEA --for birthday"),
        ),
        (
            'birthday = "11-22"',
            ("date", "Send a word on the day", "birthday today", "log ada --by me --kind message"),
        ),
        (
            "dates = [{ label = 'wedding', on = 1835-12-01 }]",
            ("date", "Send a word on the day", "wedding in 9 days, on 1 December, 191 years",
             "log ada --by me --kind message"),
        ),
        (
            f"interactions = [{CARD}]",
            ("turn", "Take your turn", "the last 2 steps came from them; met 2026-11-09",
             "log ada --by me --kind met"),
        ),
        (
            f"interactions = [{MINE}]",
            ("turn", "Leave them the next step",
             "the last 3 letters came from you; letter 2026-11-03", "snooze 1 month ada"),
        ),
        (
            f"interactions = [{HABIT}]",
            ("silence", "Get back in touch",
             "usually 4 weeks apart, and now silent for 6 months; last met 2026-06-01",
             "log ada"),
        ),
        (
            "cadence = '1 month'\ninteractions = [{ on = 2026-10-01, note = 'Horses' }]",
            ("silence", "Get back in touch",
             '3 weeks late, every 1 month; last met 2026-10-01, "Horses"', "log ada"),
        ),
        (
            "city = 'VIENNA'",
            ("city", "Meet in person",
             "you both live in VIENNA, and no meeting in person is in the log",
             "remind ada WHEN meet --meet"),
        ),
        (
            "city = 'Vienna'\n"
            "interactions = [{ on = 2026-05-01 }, { on = 2026-11-01, kind = 'Call' }]",
            ("city", "Meet in person",
             "you both live in Vienna, and you haven't met in person since 1 May",
             "remind ada WHEN meet --meet"),
        ),
        (
            "interests = ['chess']",
            ("invitation", "Invite Bob along", "both care about chess", "log ada bob"),
        ),
        (
            "interests = ['chess']\ncity = 'vienna'\ninteractions = [{ on = 2026-11-01 }]",
            ("invitation", "Invite Bob along", "both care about chess and live in vienna",
             "log ada bob"),
        ),
    ],
)  # fmt: skip
def test_a_rule_gives_its_idea_with_the_reason_and_the_command(
    text: str, idea: tuple[str, ...]
) -> None:
    assert told(text) == [idea]


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{PLAN}2027-02-25",
        "[[reminders]]\nnote = 'the paper'\non = 2027-02-01",
        "[[reminders]]\nnote = 'the paper'\ndone = true",
        "birthday = 1815-03-10",
        "birthday = 1815",
        "interactions = [{ on = 2026-11-01, by = 'ada' }]",
        f"interactions = [{CARD}, {{ on = 2026-11-10, by = 'me' }}]",
        "interactions = [{ on = 2020-11-01, by = 'ada' }, { on = 2020-11-02, by = 'ada' }]",
        f"interactions = [{MINE.replace('2026', '2020')}]",
        f"interactions = [{HABIT}, {{ on = 2026-11-10 }}]",
        "cadence = '1 month'\ninteractions = [{ on = 2026-11-01 }]",
        "city = 'Vienna'\ninteractions = [{ on = 2026-11-01 }]",
        "city = 'London'\ninterests = ['chess']",
        "interests = ['horses']",
        "interests = ['chess']\ninteractions = [{ on = 2026-11-01, with = ['bob'] }]",
    ],
)
def test_where_nothing_is_to_be_done_there_is_no_idea(text: str) -> None:
    assert told(text) == []


def test_who_is_overdue_is_not_waited_for_and_who_is_waited_for_not_pressed() -> None:
    often = ", ".join(f"{{ on = 2026-09-0{day} }}" for day in range(1, 7))
    unanswered = f"interactions = [{often}, {MINE}]"

    assert [each[0] for each in told(unanswered)] == ["turn"]
    assert [each[0] for each in told(f"cadence = 'weekly'\n{unanswered}")] == ["silence"]


@pytest.mark.parametrize(
    "held",
    ["paused = true", "snoozed = { until = 2026-12-24 }", f"{PLAN}2026-12-24"],
)
def test_the_paused_and_snoozed_are_left_in_peace_but_not_their_birthday(held: str) -> None:
    reasons = "birthday = 1815-12-10\ncity = 'Vienna'\ninterests = ['chess']\n"
    kept = f"{reasons}interactions = [{CARD}]\n"

    assert [each[0] for each in told(kept)] == ["date", "turn", "invitation"]
    assert [each[0] for each in told(f"{kept}{held}")] == ["date"]
    assert [each[0] for each in told(kept, bob=f"{BOB}{held}")] == ["date", "turn"]


@pytest.mark.parametrize("gone", ["archived = true", "died = true", "died = 2020"])
def test_the_archived_and_the_dead_are_never_suggested_nor_invited(gone: str) -> None:
    lively = f"birthday = 1815-12-10\ninterests = ['chess']\ninteractions = [{CARD}]\n"

    assert told(f"{lively}{gone}") == []
    assert "invitation" not in {each[0] for each in told(lively, bob=f"{BOB}{gone}")}


def test_oneself_is_never_suggested() -> None:
    ego = contact(f"{EGO}birthday = 1815-12-10\n", "ego")
    asked = Asked(Ledger.of([ego, contact(BOB, "bob")]), SETTINGS, TODAY)

    assert suggestions.of([ego], asked) == []


FREE = "birthday = 1815-12-10\ncity = 'Vienna'\ninterests = ['chess']\n"
HELD = st.sampled_from(
    ["", "", "paused = true", "archived = true", "died = 2020", "snoozed = { until = 2026-12-24 }"]
)


@settings(max_examples=30)
@given(st.lists(HELD, min_size=2, max_size=5))
def test_whatever_the_ledger_nobody_is_suggested_who_is_gone_or_left_in_peace(
    held: list[str],
) -> None:
    people = [
        contact(
            f"name = 'P{n}'\n{FREE}interactions = [{CARD.replace('ada', f'p{n}')}]\n{each}", f"p{n}"
        )
        for n, each in enumerate(held)
    ]
    ego = contact(f"{EGO}birthday = 1815-12-10\n", "ego")
    asked = Asked(Ledger.of([*people, ego]), SETTINGS, TODAY)
    by_handle = {each.handle: text for each, text in zip(people, held, strict=True)}

    for each in suggestions.of([*people, ego], asked):
        together = {by_handle[one.handle] for one in (each.contact, *each.others)}
        assert not together & {"archived = true", "died = 2020"}
        assert together == {""} or each.rule == "date"


def test_one_idea_about_two_people_comes_once() -> None:
    ada, bob = contact("interests = ['chess', 'poetry']"), contact(BOB, "bob")
    asked = Asked(Ledger.of([ada, bob]), SETTINGS, TODAY)

    found = suggestions.of([bob, ada], asked)

    assert [(each.contact.handle, each.about) for each in found] == [
        ("ada", "chess"),
        ("ada", "poetry"),
    ]


def idea(number: int) -> Idea:
    who = contact(f'name = "P{number}"', f"p{number}")
    return Idea(contact=who, what="", reason="", words=())


Key = tuple[str, ...]
DAYS = st.dates(date(1880, 1, 1), date(2200, 1, 1))


@settings(max_examples=30)
@given(st.integers(1, 40), st.integers(1, 12), DAYS)
def test_ideas_that_stay_all_come_round_and_none_two_days_running(
    count: int, most: int, day: date
) -> None:
    ideas = [idea(number) for number in range(count)]
    within = -(-count // most) + 1
    each_day = [
        [one.key for one in rounds.in_turn(ideas, most, today=day + timedelta(days=ahead))]
        for ahead in range(2 * within)
    ]

    everything = {one.key for one in ideas}
    for start in range(within):
        assert {key for shown in each_day[start : start + within] for key in shown} == everything
    assert all(len(set(shown)) == min(most, count) for shown in each_day)
    for one, other in pairwise(each_day):
        assert not set(one) & set(other) or count < 2 * most
        assert one[0] != other[0] or most < count < 2 * most or count == 1


@pytest.mark.parametrize("count", range(20, 28))
def test_while_some_come_and_go_every_day_those_that_stay_come_and_hardly_one_two_days_running(
    count: int,
) -> None:
    random, most, days = Random(count), 5, 200  # noqa: S311 - no secret, only a sample
    staying = [idea(number) for number in range(count)]
    coming = (idea(number) for number in range(100, 400))
    guests, limit = [next(coming)], 2 * -(-(count + 2) // most) + 2
    last, before, again = dict.fromkeys((one.key for one in staying), -1), set[Key](), 0
    waits = []
    for ahead in range(days):
        guests = [*guests, next(coming)][random.choice((1, 0)) :][-2:]
        today = TODAY + timedelta(days=ahead)
        shown = {one.key for one in rounds.in_turn([*guests, *staying], most, today=today)}
        again, before = again + len(shown & before), shown
        last |= dict.fromkeys(shown & last.keys(), ahead)
        waits += [ahead - each for each in last.values()]

    assert again <= days * most * 2 / 100
    assert sum(each > limit for each in waits) <= len(waits) / 200
    assert max(waits) <= 2 * limit


def test_who_is_waited_for_is_neither_pressed_nor_invited_by_any_rule() -> None:
    waited = (
        f"city = 'Vienna'\ninterests = ['chess']\nbirthday = 1815-12-10\ninteractions = [{MINE}]"
    )

    assert [each[:2] for each in told(waited)] == [
        ("date", "Think of a gift"),
        ("turn", "Leave them the next step"),
    ]
    bob = f"{BOB}interactions = [{MINE}]\n"
    assert told("interests = ['chess']", bob=bob) == []
    assert {each[0] for each in told(f"cadence = '1 day'\n{waited}")} >= {"silence", "invitation"}


@pytest.mark.parametrize(
    "later",
    ["{ on = 2026-11-21, kind = 'note' }", "{ on = 2026-11-21, kind = 'attempt' }",
     "{ on = 2026-11-25 }", "{ on = 2026-11-19 }"],
)  # fmt: skip
def test_a_plan_is_ticked_off_only_where_a_meeting_since_is_in_the_log(later: str) -> None:
    plan = f"{PLAN}2026-11-20\n"

    assert told(f"interactions = [{later}]\n{plan}")[0][1] == "Say how it went"
    assert told(f"interactions = [{{ on = 2026-11-21 }}]\n{plan}")[0][1] == "Tick off the plan"


@pytest.mark.parametrize("name", ["ada", "ada-byron"])
def test_a_meeting_that_stands_in_the_other_s_file_alone_is_one(name: str) -> None:
    interests, met = "interests = ['chess']\nwas = ['ada-byron']", f"with = ['{name}']"
    bob = f"{BOB}interactions = [{{ on = 2026-11-01, {met} }}]\n"

    assert told(interests, bob=bob) == []
    assert told(interests, bob=bob.replace("2026-11-01", "2026-05-01")) != []


@pytest.mark.parametrize("by", ["them", "ada"])
def test_what_they_promised_is_asked_about(by: str) -> None:
    assert told(f"[[reminders]]\nnote = 'a book'\nby = '{by}'") == [
        ("promise", "Ask about: a book", "they promised, without a day, and still open", "done ada")
    ]


def test_a_word_and_a_turn_are_logged_as_what_they_are_and_no_meeting_in_person() -> None:
    letters = f"interactions = [{MINE.replace('me', 'ada')}]"
    commands = [each[3] for each in told(f"{letters}\nbirthday = '11-22'")]

    assert commands[:2] == ["log ada --by me --kind message", "log ada --by me --kind letter"]
    assert not distance.is_in_person("message")


@pytest.mark.parametrize(
    "kind",
    ["phone", "telegram", "WhatsApp", "video-call", "Videocall", "Zoom", "zoom call", "Phone Call",
     "E-Mail", "SMS", "FaceTime", "voice-mail", "long letter", "Télégramme", "appel vidéo"],
)  # fmt: skip
def test_what_goes_from_afar_is_no_meeting_in_person(kind: str) -> None:
    assert not distance.is_in_person(kind)


@pytest.mark.parametrize(
    "kind", ["met", "coffee", "dinner", "card game", "Visit", "visite", "opéra"]
)
def test_what_takes_two_in_one_place_is_one(kind: str) -> None:
    assert distance.is_in_person(kind)


WEDDING = "dates = [{ label = 'wedding', on = 1835-12-01, with = ['bob'] }]"


def test_a_day_shared_with_the_dead_is_told_no_more_but_one_s_own_birthday_is() -> None:
    bob = "name = 'Bob'\n"
    own, shared = "birthday = 1815-12-10\n", "dates = [{ label = 'Wedding', on = 1835-12-01 }]"

    assert {each[1] for each in told(f"{own}{WEDDING}", bob=bob)} == {
        "Think of a gift",
        "Send a word on the day",
    }
    for text in (WEDDING, shared):
        dead = f"{bob}died = 2020\n{WEDDING.replace('bob', 'ada')}"
        assert [each[1] for each in told(f"{own}{text}", bob=dead)] == ["Think of a gift"]


def test_of_a_shared_day_each_idea_says_for_whom_it_is() -> None:
    bob = "name = 'Bob'\ngifts = [{ idea = 'a clock' }]\n"
    day = "wedding in 9 days, on 1 December, 191 years; ideas not given yet: "

    assert [each[2:] for each in told(WEDDING, bob=bob)] == [
        (f"{day}a clock (for Bob)", "gift give bob a clock")
    ]
    assert [each[2:] for each in told(f"{WEDDING}\ngifts = [{{ idea = 'ink' }}]", bob=bob)] == [
        (f"{day}ink (for Ada); a clock (for Bob)", "gift give ada ink")
    ]


def test_the_ideas_of_one_person_come_on_several_days() -> None:
    texts = ["cadence = '1 month'\ncity = 'Vienna'", "birthday = 1815-12-10"]
    ada = contact(f"{texts[0]}\n{texts[1]}\ninteractions = [{HABIT}]")
    asked = Asked(Ledger.of([ada, contact(EGO, "ego")]), SETTINGS, TODAY)
    ideas = suggestions.of([ada], asked)
    others = [idea(number) for number in range(9)]

    for ahead in range(4):
        shown = rounds.in_turn([*ideas, *others], 3, today=TODAY + timedelta(days=ahead))
        assert sum(each.contact is ada for each in shown) <= 1


@settings(max_examples=20)
@given(DAYS, st.permutations(range(6)))
def test_the_same_day_has_the_same_list_in_whatever_order_people_are_asked_for(
    day: date, order: list[int]
) -> None:
    people = [
        contact(f"name = 'P{n}'\n[[reminders]]\nnote = 'a'\n[[reminders]]\nnote = 'b'", f"p{n}")
        for n in range(6)
    ]
    asked = Asked(Ledger.of(people), SETTINGS, day)

    found = suggestions.of([people[n] for n in order], asked)

    assert found == suggestions.of(people, asked)
    assert len(found) == 2 * len(people)
    assert [each.contact.handle for each in found[:6]] == [f"p{n}" for n in range(6)]
