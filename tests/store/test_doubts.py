"""Keys that slipped into a block, or are misspelt."""

import pytest

from dexcli.store import codec

FILE = "ada-lovelace.toml"
HEAD = """\
name = "Ada Lovelace"
tags = ["friend"]

"""
MEETING = """\
[[interactions]]
on = 2026-11-20
"""

SLIPPED = [
    (
        f'{HEAD}{MEETING}phones = ["+44 20 1"]\n',
        [":6: 'phones' stands inside the meeting of 2026-11-20; move it above line 4"],
    ),
    (
        f'{HEAD}{MEETING}\n[[interactions]]\non = "2026-12"\n\ncity = "Paris"\norg = "IBM"\n',
        [
            ":10: 'city' stands inside the meeting of 2026-12; move it above line 4",
            ":11: 'org' stands inside the meeting of 2026-12; move it above line 4",
        ],
    ),
    (
        f'{HEAD}[[reminders]]\nnote = "send the paper"\nemails = ["ada@example.org"]\n',
        [":6: 'emails' stands inside the reminder \"send the paper\"; move it above line 4"],
    ),
    (
        f'{HEAD}[[gifts]]\nidea = "punched cards"\ncadence = "3 weeks"\n',
        [":6: 'cadence' stands inside the gift \"punched cards\"; move it above line 4"],
    ),
    (
        f'{HEAD}[[relationships]]\nkind = "mentor"\nwho = "bob"\nmet = {{ on = 2026 }}\n',
        [":7: 'met' stands inside the relationship \"mentor\"; move it above line 4"],
    ),
    (
        f'{HEAD}[[dates]]\nlabel = "wedding"\non = 1835-07-08\npaused = true\n',
        [":7: 'paused' stands inside the date \"wedding\"; move it above line 4"],
    ),
    (
        f'{HEAD}[met]\nat = "a party"\ncity = "Paris"\n\n{MEETING}',
        [":6: 'city' stands inside 'met'; move it above line 4"],
    ),
    (
        f"{HEAD}{MEETING}\n[snoozed]\nuntil = 2026-12-24\narchived = true\n",
        [":9: 'archived' stands inside 'snoozed'; move it above line 4"],
    ),
    (
        'name = "Ada"\nmet = { at = "a party", city = "Paris" }\n',
        [":2: 'city' stands inside 'met'; move it to a line of its own"],
    ),
    (
        f'{HEAD}{MEETING}notes = "Talked."\n',
        [
            ":6: 'notes' stands inside the meeting of 2026-11-20; move it above line 4, "
            "or did you mean 'note'?"
        ],
    ),
    (
        f'{HEAD}[[reminders]]\nnote = "one\\ntwo"\norg = "IBM"\n',
        [r""":6: 'org' stands inside the reminder "one\ntwo"; move it above line 4"""],
    ),
]

MISSPELT = [
    ('cadance = "3 weeks"\n', [":4: 'cadance' is not a key; did you mean 'cadence'?"]),
    ("brithday = 1815-12-10\n", [":4: 'brithday' is not a key; did you mean 'birthday'?"]),
    ('emial = ["ada@example.org"]\n', [":4: 'emial' is not a key; did you mean 'emails'?"]),
    ('Phones = ["+44 20 1"]\n', [":4: 'Phones' is not a key; did you mean 'phones'?"]),
    ('note = "Tea."\n', [":4: 'note' is not a key; did you mean 'notes'?"]),
    ('cty = "Paris"\n', [":4: 'cty' is not a key; did you mean 'city'?"]),
    (f'{MEETING}wiht = ["bob"]\n', [":6: 'wiht' is not a key; did you mean 'with'?"]),
    (f'{MEETING}plaec = "Paris"\n', [":6: 'plaec' is not a key; did you mean 'place'?"]),
    ('met = { throug = "bob" }\n', [":4: 'throug' is not a key; did you mean 'through'?"]),
    (
        f'cadance = "3 weeks"\n{MEETING}phones = []\n[[gifts]]\nidea = "a book"\nides = "x"\n',
        [
            ":4: 'cadance' is not a key; did you mean 'cadence'?",
            ":7: 'phones' stands inside the meeting of 2026-11-20; move it above line 5",
            ":10: 'ides' is not a key; did you mean 'idea'?",
        ],
    ),
]

ONES_OWN = [
    'mood = "fine"\n',
    'oak = "tall"\n',  # two letters from org and aka, which are short
    'ctyi2 = "x"\n',
    "shoe = 3\n\n[pets]\nnames = 1\nphones = 2\n",
    '"" = 1\n"été" = 2\n',
    f'{MEETING}weather = "rain"\n',
    f'{MEETING}tags = ["work"]\nid = "v3t8n1w6b9"\n',
]


def warnings(text: str) -> list[str]:
    return list(codec.decode(text.encode(), FILE).warnings)


@pytest.mark.parametrize(("text", "expected"), SLIPPED)
def test_a_key_of_the_contact_inside_a_block_is_doubtful(text: str, expected: list[str]) -> None:
    assert warnings(text) == [FILE + line for line in expected]


@pytest.mark.parametrize(("rest", "expected"), MISSPELT)
def test_a_key_that_is_nearly_one_of_ours_is_doubtful(rest: str, expected: list[str]) -> None:
    assert warnings(HEAD + rest) == [FILE + line for line in expected]


@pytest.mark.parametrize("rest", ONES_OWN)
def test_a_key_that_is_far_from_ours_is_the_persons_own(rest: str) -> None:
    assert warnings(HEAD + rest) == []


def test_a_warning_is_one_line_whatever_the_key() -> None:
    assert warnings('name = "Ada"\n"city\\n" = 1\n') == [
        FILE + r":2: 'city\n' is not a key; did you mean 'city'?"
    ]


def test_the_first_block_is_found_below_a_text_that_looks_like_one() -> None:
    text = f'name = "Ada"\nnotes = """\n[[gifts]]\n"""\n{MEETING}city = "Paris"\n'

    assert warnings(text) == [
        f"{FILE}:7: 'city' stands inside the meeting of 2026-11-20; move it above line 5"
    ]
