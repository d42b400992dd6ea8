"""`dexcli why`: the rule, its inputs and the resulting day."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli

SETTINGS = 'me = "ego"\n[cadence]\nfamily = "2 weeks"\nfriend = "monthly"\nwork = "never"\n'
MET = '\n[[interactions]]\non = 2026-10-30\nkind = "coffee"\n'


@pytest.fixture(autouse=True)
def settings(ledger: Path) -> None:
    """Give tags their cadences."""
    (ledger / ".dexcli" / "config.toml").write_text(SETTINGS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'cadence = "3 weeks"\ntags = ["friend"]\n' + MET,
            "The clock starts on 30 October, the latest interaction that counts (coffee).\n"
            "The cadence is the contact's own, 3 weeks; it wins over the tags "
            "('friend' says monthly).\n"
            "30 October and a cadence of 3 weeks, here 21 days, make 20 November.\n"
            "Bob was due on 20 November, 2 days ago: 0.10 cadences late (2 of 21 days).\n",
        ),
        (
            'tags = ["work", "friend", "family"]\n' + MET,
            "The clock starts on 30 October, the latest interaction that counts (coffee).\n"
            "Of the tags, 'family' says 2 weeks, 'friend' says monthly and 'work' says never; "
            "'family' falls due first, so the cadence is 2 weeks.\n"
            "30 October and a cadence of 2 weeks, here 14 days, make 13 November.\n"
            "Bob was due on 13 November, 9 days ago: 0.64 cadences late (9 of 14 days).\n",
        ),
        (
            'tags = ["friend"]\nmet = { on = 2026-10-31 }\nadded = 2026-11-02\n',
            "The clock starts on 31 October, when you first met: no interaction counts yet.\n"
            "The cadence comes from the tag 'friend': monthly.\n"
            "31 October and a cadence of monthly, here 30 days, make 30 November.\n"
            "Bob is due on 30 November, in 8 days.\n",
        ),
        (
            'tags = ["friend"]\nmet = { on = "2026-10" }\nadded = 2026-10-22\n',
            "The clock starts on 22 October, when the contact was added: "
            "no interaction counts yet.\n"
            "The cadence comes from the tag 'friend': monthly.\n"
            "22 October and a cadence of monthly, here 31 days, make 22 November.\n"
            "Bob is due today.\n",
        ),
        (
            'cadence = "weekly"\n',
            "There is no meeting that counts, no day you first met and no day of adding: "
            "without any date, the day is today.\n"
            "The cadence is the contact's own, weekly.\n"
            "Bob is due today.\n",
        ),
        (
            'cadence = "3 weeks"\nsnoozed = { until = 2026-12-24, since = 2026-10-30 }\n' + MET,
            "The clock starts on 30 October, the latest interaction that counts (coffee).\n"
            "The cadence is the contact's own, 3 weeks.\n"
            "30 October and a cadence of 3 weeks, here 21 days, make 20 November.\n"
            "A snooze pushes it back to 24 December.\n"
            "Bob is due on 24 December, in 4 weeks.\n",
        ),
        (
            'cadence = "3 weeks"\nsnoozed = { until = 2026-12-24, since = 2026-10-29 }\n' + MET,
            "The clock starts on 30 October, the latest interaction that counts (coffee).\n"
            "The cadence is the contact's own, 3 weeks.\n"
            "30 October and a cadence of 3 weeks, here 21 days, make 20 November.\n"
            "The snooze until 24 December is over: you were in touch since.\n"
            "Bob was due on 20 November, 2 days ago: 0.10 cadences late (2 of 21 days).\n",
        ),
        (
            'cadence = "3 weeks"\n' + MET
            + '\n[[reminders]]\nnote = "opera"\non = 2026-11-25\nmeet = true\n',
            "The clock starts on 30 October, the latest interaction that counts (coffee).\n"
            "The cadence is the contact's own, 3 weeks.\n"
            "30 October and a cadence of 3 weeks, here 21 days, make 20 November.\n"
            "A meeting is planned for 25 November: not due before.\n"
            "Bob is due on 25 November, in 3 days.\n",
        ),
        (
            'tags = ["work"]\nadded = 2026-11-02\n',
            "The clock starts on 2 November, when the contact was added: "
            "no interaction counts yet.\n"
            "Of the tags, 'work' says never: there are no follow-ups.\n",
        ),
        ("paused = true\n", "Bob is paused: there are no follow-ups until 'paused' is removed.\n"),
        ("died = 2020\n", "Bob has died: there are no follow-ups.\n"),
    ],
)  # fmt: skip
def test_why_names_rule_inputs_and_day(dexcli: Dexcli, write: Write, text: str, told: str) -> None:
    write("bob", f'name = "Bob"\n{text}')

    result = dexcli("why", "bob")

    assert (result.exit_code, result.stdout, result.stderr) == (0, told, "")


def test_why_i_am_never_due(dexcli: Dexcli, write: Write) -> None:
    write("ego", 'name = "Ego"\ncadence = "weekly"\n')

    assert dexcli("why", "ego").stdout == ("Ego is you (the setting 'me'): you are never due.\n")


def test_json(dexcli: Dexcli, write: Write) -> None:
    write("bob", 'name = "Bob"\ncadence = "weekly"\n')

    assert json.loads(dexcli("why", "bob", "--json").stdout) == {
        "handle": "bob",
        "name": "Bob",
        "status": "due",
        "due": "2026-11-22",
        "last": None,
        "rule": "contact",
        "why": [
            "There is no meeting that counts, no day you first met and no day of adding: "
            "without any date, the day is today.",
            "The cadence is the contact's own, weekly.",
            "Bob is due today.",
        ],
    }
