"""What people type by hand, and the line that dexcli answers."""

import itertools
import re
import subprocess
import sys

import pytest
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from dexcli.core.contact import Contact
from dexcli.core.document import keys_of
from dexcli.core.errors import UnreadableFileError
from dexcli.store import codec

NAME = 'name = "Ada Lovelace"\n'

MISTAKES = [
    # days
    (
        "birthday = 12-10",
        ':2: birthday: 12-10 is no TOML value; write birthday = "12-10", in quotes',
    ),
    (
        "birthday = 10/12/1985",
        ":2: birthday: 10/12/1985 is no TOML value; "
        "write birthday = 1985-12-10 or birthday = 1985-10-12",
    ),
    (
        "birthday = 20/11/1985",
        ":2: birthday: 20/11/1985 is no TOML value; write birthday = 1985-11-20",
    ),
    (
        "birthday = 2026-2-3",
        ":2: birthday: 2026-2-3 is no TOML value; write birthday = 2026-02-03",
    ),
    (
        "birthday = 20.11.2026",
        ":2: birthday: 20.11.2026 is no TOML value; write birthday = 2026-11-20",
    ),
    (
        "birthday = 1985-12",
        ':2: birthday: 1985-12 is no TOML value; write birthday = "1985-12", in quotes',
    ),
    (
        "birthday = 10 Dec 1985",
        ":2: birthday: 10 Dec 1985 is no TOML value; "
        'expected a day such as 1815-12-10 or "12-10"',
    ),
    (
        'birthday = "31-02"',
        ':2: birthday: "31-02" is no day of the calendar: a day without its year is month-day; '
        'expected a day such as 1815-12-10 or "12-10"',
    ),
    (
        'birthday = "31-12"',
        ':2: birthday: "31-12" is no day of the calendar: a day without its year is month-day; '
        'write birthday = "12-31"',
    ),
    (
        "birthday = 1985-13-02",
        ":2: birthday: 1985-13-02 is no TOML value; write birthday = 1985-02-13",
    ),
    (
        "birthday = true",
        ':2: birthday: expected a day such as 1815-12-10 or "12-10", found the value true',
    ),
    (
        'added = "12-10"',
        ':2: added: expected a day with its year, found the text "12-10"; '
        "write the year too, as in added = 2026-11-02",
    ),
    # texts
    ("city = Paris", ':2: city: Paris is no TOML value; write city = "Paris", in quotes'),
    (
        "city = New York # for now",
        ':2: city: New York is no TOML value; write city = "New York", in quotes',
    ),
    ('city = "Paris', ':2: city: the closing quote is missing; write city = "Paris"'),
    ("city = 'Paris", ':2: city: the closing quote is missing; write city = "Paris"'),
    ("city = “Paris”", ':2: city: expected straight quotes, found “; write city = "Paris"'),
    (
        "city: Paris",
        ':2: city: expected = between key and value, found a colon; write city = "Paris"',
    ),
    (
        'city "Paris"',
        ':2: city: expected = between key and value, found nothing; write city = "Paris"',
    ),
    (
        'city == "Paris"',
        ':2: city: expected = between key and value, found ==; write city = "Paris"',
    ),
    (
        'city = = "Paris"',
        ':2: city: expected = between key and value, found = =; write city = "Paris"',
    ),
    (
        "city = =Paris",
        ':2: city: expected = between key and value, found = =; write city = "Paris"',
    ),
    (
        "x = = 1",
        ":2: x: expected = between key and value, found = =; write x = \"1\"",
    ),
    (
        "x = == 1",
        ":2: x: expected = between key and value, found = ==; write x = \"1\"",
    ),
    (
        "tags = =",
        ":2: tags: expected = between key and value, found = =; write tags = []",
    ),
    ("city =", ':2: city: expected a value after =; write city = "", or delete the line'),
    ("city", ':2: city: expected = and a value; write city = "", or delete the line'),
    (
        'city = "Paris",',
        ":2: city: expected nothing after the value, found a comma; "
        'write city = "Paris", without it',
    ),
    (
        "city = 75",
        ':2: city: expected a text in quotes such as "Paris", found the number 75; '
        'write city = "75"',
    ),
    (
        r'org = "C:\data\ada"',
        ":2: org: a backslash inside double quotes begins a sign of its own; "
        r"write org = 'C:\data\ada', in single quotes",
    ),
    (
        r'org = "C:\Users\ada"',
        ":2: org: a backslash inside double quotes begins a sign of its own; "
        r"write org = 'C:\Users\ada', in single quotes",
    ),
    (
        r'org = "C:\new\plans"',
        ":2: org: a backslash inside double quotes begins a sign of its own; "
        r"write org = 'C:\new\plans', in single quotes",
    ),
    (
        "org = 'O'Brien'",
        """:2: org: the text ends at the quote inside it; write org = "O'Brien\"""",
    ),
    (
        'org = "Ada "the Countess" Ltd"',
        ":2: org: the text ends at the quote inside it; write org = 'Ada \"the Countess\" Ltd'",
    ),
    (
        'city = "Pa\x07ris"',
        ":2: city: the invisible character U+0007 stands in the text; "
        "delete it, or write \\u0007 in its place",
    ),
    (
        'city =\u00a0"Paris"',
        ":2: city: the invisible character U+00A0 stands outside of quotes, "
        "as in text from a web page; type the line anew",
    ),
    (
        'notes = "one\ntwo"',
        ':2: notes: expected " at the end of the line; write """ around several lines',
    ),
    (
        'notes = """one\ntwo\n',
        ':2: notes: the text after """ never ends; write """ below its last line',
    ),
    ("org = null", ":2: org: null is no TOML value; delete the line, for what is not known"),
    ("id = 3", ':2: id: expected a text in quotes such as "k7m2x9q4c1", found the number 3; '
               'write id = "3"'),
    # true and false
    ("paused = True", ":2: paused: True is no TOML value; write paused = true, in small letters"),
    ("paused = yes", ":2: paused: yes is no TOML value; write paused = true"),
    (
        'paused = "yes"',
        ':2: paused: expected true or false, found the text "yes"; write paused = true',
    ),
    (
        "paused = maybe",
        ":2: paused: maybe is no TOML value; write paused = true or paused = false",
    ),
    # lists
    (
        'tags = "friend"',
        ':2: tags: expected a list such as ["friend"], found the text "friend"; '
        'write tags = ["friend"]',
    ),
    (
        "tags = friend, maths",
        ":2: tags: friend, maths is no TOML value; "
        'write tags = ["friend", "maths"], in brackets and quotes',
    ),
    (
        'tags = "friend", "maths"',
        ':2: tags: "friend", "maths" is no TOML value; '
        'write tags = ["friend", "maths"], in brackets',
    ),
    (
        'tags = ["friend" "maths"]',
        ':2: tags: a comma is missing; write tags = ["friend", "maths"]',
    ),
    (
        'tags = ["friend", "maths"',
        ':2: tags: the closing bracket is missing; write tags = ["friend", "maths"]',
    ),
    (
        'tags = ["friend", "maths\ncity = "Paris"',
        ':2: tags: the closing quote is missing; write tags = ["friend", "maths"]',
    ),
    (
        'tags = ["friend", "maths",\ncity = "Paris"',
        ':2: tags: the closing bracket is missing; write tags = ["friend", "maths"]',
    ),
    (
        'tags = ["friend"\n\n[[interactions]]\non = 2026-11-20',
        ':2: tags: the closing bracket is missing; write tags = ["friend"]',
    ),
    (
        'tags = [\n  "friend",\n  "maths"\ncity = "Paris"',
        ":2: tags: the closing bracket is missing; write ] below the last line of what [ begins",
    ),
    (
        'tags = [\n  "friend"\n  "maths",\n]',
        ':3: tags: a comma is missing between two lines; write "friend",',
    ),
    ("tags = [\n  friend,\n]", ':3: tags: friend is no TOML value; write "friend", in quotes'),
    (
        "tags:\n  - friend\n  - maths",
        ":2: tags: expected = between key and value, found a colon; "
        'write tags = ["friend", "maths"]',
    ),
    (
        "tags = [1, 2]",
        ':2: tags: expected a list such as ["friend"], found the number 1 in it; '
        'write tags = ["1", "2"]',
    ),
    (
        "phones = +44 20 1",
        ":2: phones: +44 20 1 is no TOML value; "
        'write phones = ["+44 20 1"], in brackets and quotes',
    ),
    (
        "phones = 442079460958",
        ':2: phones: expected a list such as ["+44 20 7946 0958"], '
        'found the number 442079460958; write phones = ["442079460958"]',
    ),
    (
        "emails = [a@b.org]",
        ':2: emails: [a@b.org] is no TOML value; write emails = ["a@b.org"], in quotes',
    ),
    (
        "addresses = 12 St James, London",
        ":2: addresses: 12 St James, London is no TOML value; "
        'write addresses = ["12 St James, London"], in brackets and quotes',
    ),
    # cadences
    (
        "cadence = 3 weeks",
        ':2: cadence: 3 weeks is no TOML value; write cadence = "3 weeks", in quotes',
    ),
    (
        'cadence = "3 wekks"',
        ':2: cadence: expected a cadence in quotes such as "3 weeks", found the text "3 wekks"; '
        'write cadence = "3 weeks"',
    ),
    (
        "cadence = 3",
        ":2: cadence: expected days, weeks, months or years after 3; "
        'write cadence = "3 days" or cadence = "3 weeks" or cadence = "3 months"',
    ),
    (
        'cadence = "often"',
        ':2: cadence: expected a cadence in quotes such as "3 weeks", found the text "often"',
    ),
    # tables
    (
        'accounts = "ada"',
        ':2: accounts: expected a table such as { github = "ada" }, found the text "ada"',
    ),
    (
        'accounts = { github: "ada" }',
        ':2: accounts: expected key = value inside braces; write accounts = { github = "ada" }',
    ),
    (
        "accounts = { github = ada }",
        ":2: accounts: { github = ada } is no TOML value; "
        'write accounts = { github = "ada" }',
    ),
    (
        'accounts = { github = "ada"\ncity = "Paris"',
        ':2: accounts: the closing bracket is missing; write accounts = { github = "ada" }',
    ),
    (
        'accounts = { github = "ada", github = "al" }',
        ":2: accounts: 'github' stands twice inside the braces; delete one of them",
    ),
    (
        "accounts = { github = 7 }",
        ':2: accounts.github: expected a text in quotes such as "ada", found the number 7; '
        'write github = "7"',
    ),
    (
        '[accounts]\ngithub = "ada"\nphones = ["+44 20 1"]',
        ":4: accounts.phones: 'phones' is a key of the contact; "
        "move it above the line of 'accounts'",
    ),
    (
        "met = { on = 2026-2-3 }",
        ":2: met: { on = 2026-2-3 } is no TOML value; write met = { on = 2026-02-03 }",
    ),
    (
        'met = "a party"',
        ':2: met: expected a table such as { at = "a party" }, found the text "a party"; '
        'write met = { at = "a party" }',
    ),
    (
        "snoozed = 2026-12-24",
        ":2: snoozed: expected a table such as { until = 2026-12-24 }, "
        "found the day 2026-12-24; write snoozed = { until = 2026-12-24 }",
    ),
    ("[[met]]\non = 2026", ":2: met: there is one at most; write [met], with one bracket"),
    # keys and lines
    (
        'city = "Paris"\ncity = "Rome"',
        ":3: city: the key stands twice, first in line 2; delete one of them",
    ),
    ('home city = "x"', ':2: home city: a key has no blanks; write home_city = "x"'),
    (
        'prénom = "Ada"',
        ":2: prénom: a key with other than plain letters stands in quotes; "
        'write "prénom" = "Ada"',
    ),
    ('= "Paris"', ':2: = "Paris": expected a key before the =, such as city = "Paris"'),
    (
        "likes long walks",
        ':2: "likes long walks" is no key with a value; '
        "write # likes long walks to keep it as a comment",
    ),
    (
        "// from the fair",
        ":2: // from the fair: a comment begins with #; write # from the fair",
    ),
    ("; from the fair", ":2: ; from the fair: a comment begins with #; write # from the fair"),
    ("---", ":2: --- is no TOML; delete the line"),
    (
        "- friend",
        ":2: - friend: expected a list in brackets behind its key; "
        'write tags = ["friend"], say',
    ),
    (
        '{ "city": "Paris" }',
        ":2: this is JSON; expected TOML, a line for each key, such as "
        'name = "Ada Lovelace"',
    ),
    (
        '<<<<<<< HEAD\ncity = "Paris"\n=======\ncity = "Rome"\n>>>>>>> laptop',
        ":2: git left a conflict here (<<<<<<< HEAD); keep one side "
        "and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    ),
    # blocks
    (
        "[[interactions]]\non = 2026-02-30",
        ":3: on: 2026-02-30 is no day of the calendar, this month has 28 days; "
        "write on = 2026-02-28 or the day that was meant",
    ),
    (
        "[[interactions]]\non = 2026-11-20 18:30",
        ":3: meeting no. 1: 'on': expected a day such as 2026-11-20, "
        "found the day and time 2026-11-20 18:30:00; write on = 2026-11-20",
    ),
    (
        '[[interactions]]\non = "11-20"',
        ":3: meeting no. 1: 'on': expected a day with its year, found the text \"11-20\"; "
        "write the year too, as in on = 2026-11-20",
    ),
    (
        '[[interactions]]\non = 2026-11-20\nwith = "bob"',
        ":4: the meeting of 2026-11-20: 'with': expected a list such as "
        '["charles-babbage"], found the text "bob"; write with = ["bob"]',
    ),
    (
        '[[interactions]]\non = 2026-11-20\n\n[[interactions]]\nkind = "coffee"',
        ":5: meeting no. 2: 'on' is missing; write a line such as on = 2026-11-20",
    ),
    (
        "[[interactions]]\non = 2026-11-20\non = 2026-11-21",
        ":4: on: the key stands twice, first in line 3; delete one of them, "
        "or begin a block with [[interactions]] above this one",
    ),
    (
        "[interactions]\non = 2026-11-20",
        ":2: interactions: each one is a block of its own; "
        "write [[interactions]], with two brackets",
    ),
    (
        "[interactions]\non = 2026-11-20\n[interactions]\non = 2026-11-21",
        ":4: [interactions]: each one is a block of its own; "
        "write [[interactions]], with two brackets",
    ),
    (
        "[interactions]\non = 2026-11-20\n[[interactions]]\non = 2026-11-21",
        ":4: [[interactions]]: line 2 isn't a block of this kind; write [[interactions]] there too",
    ),
    (
        "[[interactions]\non = 2026-11-20",
        ":2: [[interactions]: the brackets of a block's first line must pair; "
        "write [[interactions]]",
    ),
    (
        "[met\non = 2026",
        ":2: [met: the brackets of a block's first line must pair; write [met]",
    ),
    (
        '[met]\non = 2026\n[met]\nat = "a fair"',
        ":4: [met]: line 2 has this table already; put what is in both into one",
    ),
    (
        '[[reminders]]\nnote = "send the paper"\nmeet = "yes"',
        ":4: the reminder \"send the paper\": 'meet': expected true or false, "
        'found the text "yes"; write meet = true',
    ),
    (
        '[[dates]]\nlabel = "wedding"\non = 1999',
        ":4: the date \"wedding\": 'on': expected a day of the year, found the number 1999; "
        'write on = 1835-07-08, or "07-08" without the year',
    ),
    (
        'interactions = ["coffee"]',
        ":2: meeting no. 1: expected a table, found the text \"coffee\"",
    ),
]  # fmt: skip

WITHOUT_A_NAME = [
    ("", ": 'name' is missing; write a line such as name = \"Ada Lovelace\""),
    ('city = "Paris"\n', ": 'name' is missing; write a line such as name = \"Ada Lovelace\""),
    ('nam = "Ada"\n', ":1: nam: expected the key 'name', found 'nam'; rename it"),
    (
        'name = ""\n',
        ':1: name: expected a name, found nothing; write a line such as name = "Ada Lovelace"',
    ),
]

BYTES = [
    (
        b'name = "Ada"\ncity = "Orl\xe9ans"\n',
        ":2: this is not UTF-8 text (byte 0xe9); open it in an editor and save it again as UTF-8",
    ),
    (
        b"\x00" * 512,
        ":1: the file holds NUL bytes, as after a power cut; take it from git or a backup",
    ),
    (
        b'name = "Ada"\rcity = "Paris"\r',
        ":1: a carriage return stands alone; save the file with Unix line ends (LF)",
    ),
    (
        b'\xef\xbb\xbfname = "Ada"\r\ncity = Paris\r\n',
        ':2: city: Paris is no TOML value; write city = "Paris", in quotes',
    ),
]

HOSTILE = [
    ("x = " + "[" * 100_000,
     ":2: more than 50 brackets inside each other; no contact needs them, delete the line"),
    ("[" * 100_000,
     ":2: more than 50 brackets inside each other; no contact needs them, delete the line"),
    ("x = " + "{a=" * 100_000,
     ":2: more than 50 brackets inside each other; no contact needs them, delete the line"),
    ("a." * 16_000 + "a = 1",
     ":2: a key of more than 30 parts; expected one such as met.on, delete the line"),
    ("\n".join(f"[k{n}{'.a' * 200}]" for n in range(2_000)),
     ":2: a key of more than 30 parts; expected one such as met.on, delete the line"),
    ("x = " + "9" * 5_000,
     ":2: a number of thousands of digits; write it in quotes, or delete the line"),
    ("birthday = 0x" + "f" * 5_000,
     ':2: birthday: expected a day such as 1815-12-10 or "12-10", '
     "found a number of thousands of digits"),
    ('cadence = "' + "9" * 5_000 + ' days"',
     ':2: cadence: expected a cadence in quotes such as "3 weeks", '
     f'found the text "{"9" * 59}…"'),
    ("city = " + "x" * 100_000,
     f":2: city: {'x' * 59}… is no TOML value; "
     'expected a text in quotes such as "Paris"'),
    ("x" * 100_000 + " = 1 2",
     f":2: {'x' * 59}…: 1 2 is no TOML value; expected a value"),
]  # fmt: skip

REMEDY = re.compile(r"; write (\w+ = .*?)(?: or \w+ = .*|, (?:in|without|or delete) .*|, say)?$")
REMEDIES = [
    (typed, found[1])
    for typed, answer in MISTAKES
    if "\n" not in typed and (found := REMEDY.search(answer))
]

SOUND = """\
name = "Ada Lovelace"
aka = ["Ada", 'Countess']
birthday = 1815-12-10
accounts = { github = "ada", web = "https://ada.example.org" }
notes = \"""
Allergic to "bad" notation.
\"""

[met]
on = "1833-06"

[[interactions]]
on = 2026-11-20
with = [
  "charles-babbage", # and his wife
]
note = "Talked."
"""
SCRAPS = [
    *"=\"'[]{},.#:\\0- \n\t\r“é",
    *('"""', "[[", "]]", "\r\n", "\0", "\x07", "\u00a0", "\u2028", "nan", "1_0", "0x", "-inf"),
    *("name", "tags", "met", "on", "[[interactions]]", "2026-11-20", "true", "<<<<<<< HEAD"),
]

TOKENS = [
    "=",
    "==",
    ">",
    ":",
    "a",
    '"a"',
    "1",
    "2026-02-30",
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    "-",
]


def complaint(raw: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        codec.decode(raw, "ada.toml")
    return str(caught.value)


@pytest.mark.parametrize(("typed", "answer"), MISTAKES)
def test_a_mistake_is_answered_with_what_was_meant(typed: str, answer: str) -> None:
    assert complaint(f"{NAME}{typed}\n".encode()) == f"ada.toml{answer}"


@pytest.mark.parametrize(("text", "answer"), WITHOUT_A_NAME)
def test_a_contact_needs_a_name(text: str, answer: str) -> None:
    assert complaint(text.encode()) == f"ada.toml{answer}"


@pytest.mark.parametrize(("raw", "answer"), BYTES)
def test_bytes_that_no_editor_would_write(raw: bytes, answer: str) -> None:
    assert complaint(raw) == f"ada.toml{answer}"


@pytest.mark.parametrize(("text", "answer"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_refused_in_one_line(text: str, answer: str) -> None:
    assert complaint(f"{NAME}{text}\n".encode()) == f"ada.toml{answer}"


@pytest.mark.parametrize(("typed", "remedy"), REMEDIES)
def test_the_line_to_write_instead_can_be_read(typed: str, remedy: str) -> None:
    codec.decode(f"{NAME}{remedy}\n".encode(), "ada.toml")

    assert remedy != typed


def test_most_mistakes_have_a_line_to_write_instead() -> None:
    assert len(REMEDIES) > 40


def test_a_sound_file_is_read_without_what_explains_mistakes() -> None:
    program = (
        "import sys; from dexcli.store import codec; "
        f"codec.decode({SOUND.encode()!r}, 'ada.toml'); print(*sys.modules)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "dexcli.store.codec" in loaded
    assert not {
        "dexcli.store.doubts",
        "dexcli.store.locate",
        "dexcli.store.mistakes",
        "rapidfuzz",
    } & set(loaded)


def check_answer(raw: bytes) -> None:
    try:
        codec.decode(raw, "ada.toml")
    except UnreadableFileError as error:
        line = str(error)
        assert re.match(r"ada\.toml(:\d+)?: \S", line), line
        assert "\n" not in line
        assert all(c.isprintable() or c in "\u200c\u200d" for c in line)
        assert "`" not in line or b"`" in raw, "msgspec's own words"
        assert "this is no TOML: " not in line or b"no TOML" in raw, "the parser's own words"


def test_any_two_or_three_tokens_behind_a_key_are_read_or_refused_in_one_line() -> None:
    for count in (1, 2, 3):
        for tokens in itertools.product(TOKENS, repeat=count):
            check_answer(f"{NAME}city = {' '.join(tokens)}\n".encode())
            check_answer(f"{NAME}a.b={''.join(tokens)}".encode())


@pytest.mark.parametrize(
    ("typed", "room", "words"),
    [
        ("city =", "syntax.explain_syntax", ":2: this is no TOML: "),
        ("city = 1", "values.place_of", ": "),
    ],
)
def test_a_fault_in_an_explanation_stops_no_command(
    monkeypatch: pytest.MonkeyPatch, typed: str, room: str, words: str
) -> None:
    def faulty(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr(f"dexcli.store.mistakes.{room}", faulty)

    assert complaint(f"{NAME}{typed}\n".encode()).startswith(f"ada.toml{words}")


@given(st.binary())
@example(b"\xff\xfe")
def test_any_bytes_are_read_or_refused_in_one_line(raw: bytes) -> None:
    check_answer(raw)


@given(st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join))
def test_any_scraps_of_toml_are_read_or_refused_in_one_line(text: str) -> None:
    check_answer(text.encode())
    check_answer(f"{NAME}{text}".encode())


@given(
    st.integers(0, len(SOUND)),
    st.integers(0, 4),
    st.one_of(st.sampled_from(SCRAPS), st.text(max_size=2)),
)
def test_a_slip_of_the_hand_is_read_or_refused_in_one_line(at: int, cut: int, typed: str) -> None:
    check_answer(f"{SOUND[:at]}{typed}{SOUND[at + cut :]}".encode("utf-8", "replace"))


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
), st.sampled_from(sorted(keys_of(Contact))))  # fmt: skip
def test_any_value_of_any_key_is_read_or_refused_in_one_line(value: object, key: str) -> None:
    text = NAME if key != "name" else ""
    check_answer(f"{text}{tomli_w.dumps({key: _toml(value)})}".encode())


def _toml(value: object) -> object:
    match value:
        case None:
            return "none"
        case list():
            return [_toml(each) for each in value]
        case dict():
            return {key: _toml(each) for key, each in value.items()}
        case _:
            return value
