"""A change touches what it must and keeps every other byte."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Ended, Interaction, Met, Relationship, Reminder, Snooze
from dexcli.core.dates import PartialDate
from dexcli.store import codec, edit, locate

NEW = Interaction(on=PartialDate(year=2026, month=11, day=20), kind="coffee", note="new", id="n1")
HEAD = 'name = "Ada"\n'
BLOCK = "\n[[interactions]]\non = 2026-01-02\n"
VARIANTS = {
    "nothing but a name": HEAD,
    "no final newline": HEAD + BLOCK.rstrip("\n"),
    "no final newline after the name": 'name = "Ada"',
    "a comment on the last line": HEAD + BLOCK + "# the end",
    "a comment on the last line and a newline": HEAD + BLOCK + "# the end\n",
    "a comment behind the last value": HEAD + BLOCK.rstrip("\n") + " # why",
    "CRLF": (HEAD + BLOCK).replace("\n", "\r\n"),
    "CRLF without a final newline": (HEAD + BLOCK).replace("\n", "\r\n").rstrip("\r\n"),
    "a byte-order mark": "\ufeff" + HEAD + BLOCK,
    "dotted keys": HEAD + 'met.on = 2020-01-02\nmet.at = "a party"\n' + BLOCK,
    "tables after the array": HEAD + BLOCK + '\n[vcard]\nextra = ["X-A:1"]\n',
    "a sub-table of the last entry": HEAD + BLOCK + '\n[interactions.weather]\nsun = true\n',
    "a multi-line string that looks like a block": HEAD
    + 'notes = """\n[[interactions]]\non = 2026-01-01\n"""\n'
    + BLOCK,
    "an inline array": 'name = "Ada"\ninteractions = [{ on = 2026-01-02 }]\n',
    "an inline array over lines": HEAD + "interactions = [\n  { on = 2026-01-02 }, # one\n]\n",
    "an empty inline array": 'name = "Ada"\ninteractions = []\n',
    "empty values written out": HEAD
    + 'city = ""\ntags = []\npaused = false\narchived = false\nnotes = ""\n'
    + "aka = []\naccounts = {}\nreminders = []\nrelationships = []\n"
    + BLOCK
    + 'kind = "met"\nwith = []\n',
    "TOML 1.1": 'name = "Ada"\nmet = {\n  on = 2020-01-02, # then\n  at = "\\e",\n}\n' + BLOCK,
    "odd spacing": '\n\n  name   =   "Ada"   # who\n\n\ttags=[ "a" , "b" ]\n\n\n'
     "[[ interactions ]]\n  on=2026-01-02\n\n\n",
    "blocks in disorder": HEAD + BLOCK + '\n[[reminders]]\nnote = "x"\n' + BLOCK,
    "unknown keys everywhere": HEAD
    + 'shoe = 42\n[pets]\ncat = "Mia"\n'
    + BLOCK
    + 'mood = "good"\n',
    "an indented block": HEAD + "  [[interactions]]\n  on = 2026-01-02\n",
    "blank lines at the end": HEAD + BLOCK + "\n\n\n",
    "quoted keys": '"name" = "Ada"\n' + BLOCK,
    "a note with three quotes": HEAD + BLOCK + "note = '''it's\n\"\"\"\n'''\n",
}  # fmt: skip
variants = pytest.mark.parametrize("text", VARIANTS.values(), ids=VARIANTS.keys())


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def marked(text: str) -> str:
    return "\ufeff" + text.removeprefix("\ufeff")


def decoded(text: str) -> Contact:
    return codec.decode(text.encode(), "ada.toml").contact


@variants
def test_a_log_keeps_every_earlier_entry_and_adds_one(text: str) -> None:
    old = decoded(text)

    after = edit.update(text.encode(), old, old.logging(NEW))

    assert codec.decode(after, "ada.toml").contact == old.logging(NEW)


@variants
def test_a_log_is_a_pure_suffix_wherever_toml_allows_one(text: str) -> None:
    old = decoded(text)

    after = edit.update(text.encode(), old, old.logging(NEW)).decode()

    assert after.startswith(text) or "interactions = [" in text


@variants
def test_a_second_log_keeps_the_first(text: str) -> None:
    old = decoded(text)
    once = old.logging(NEW)
    twice = once.logging(replace(NEW, id="n2"))

    after = edit.update(edit.update(text.encode(), old, once), once, twice)

    assert codec.decode(after, "ada.toml").contact == twice


CHANGES: dict[str, Callable[[Contact], Contact]] = {
    "set a scalar": lambda c: replace(c, city="Paris"),
    "change the name": lambda c: replace(c, name="Ada King", aka=("Ada",)),
    "add a tag": lambda c: c.tagging("friend"),
    "notes of several lines": lambda c: replace(c, notes='one\ntwo \\ "three"\n'),
    "a cadence": lambda c: replace(c, cadence=Cadence.parse("3 weeks")),
    "first met": lambda c: replace(c, met=Met(on=PartialDate(year=2020), at="a ball")),
    "first met goes": lambda c: replace(c, met=None),
    "a snooze": lambda c: replace(c, snoozed=Snooze(until=date(2026, 12, 24))),
    "died": lambda c: replace(c, died=Ended(over=True)),
    "accounts": lambda c: replace(c, accounts={"github": "ada", "x y": "1"}),
    "a relationship": lambda c: c.relating(Relationship(kind="mentor", who="bob")),
    "a promise": lambda c: c.reminding(Reminder(note="the paper", id="r1")),
    "all interactions go": lambda c: replace(c, interactions=()),
    "the first interaction goes": lambda c: replace(c, interactions=c.interactions[1:]),
    "an amended interaction": lambda c: replace(
        c,
        interactions=tuple(
            replace(i, note="said\nmore", kind="call", id="x") for i in c.interactions
        ),
    ),
    "archived": lambda c: replace(c, archived=True),
}


@variants
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_says_what_was_meant_in_every_kind_of_file(
    text: str, change: Callable[[Contact], Contact]
) -> None:
    old = decoded(text)
    new = change(old)

    after = edit.update(text.encode(), old, new)

    assert codec.decode(after, "ada.toml").contact == new


@variants
def test_no_change_is_no_change_of_a_byte(text: str) -> None:
    old = decoded(text)

    assert edit.update(text.encode(), old, replace(old)) == text.encode()


@variants
@pytest.mark.parametrize("name", ["set a scalar", "a cadence", "archived"])
def test_setting_one_key_adds_one_line_and_keeps_the_others(text: str, name: str) -> None:
    old = decoded(text)

    after = edit.update(text.encode(), old, CHANGES[name](old)).decode()

    before_lines, after_lines = text.splitlines(), after.splitlines()
    added = [line for line in after_lines if line not in before_lines]
    gone = [line for line in before_lines if line not in after_lines]
    assert len(added) == 1
    assert gone in ([], ['city = ""'], ["archived = false"])
    assert [line for line in after_lines if line not in added] == [
        line for line in before_lines if line not in gone
    ]


def test_a_new_key_stands_where_the_format_has_it() -> None:
    text = (
        'name = "Ada"\nemails = ["a@b.c"]\nid = "k7m2x9q4c1"\n\n[[interactions]]\non = 2026-01-02\n'
    )
    old = decoded(text)

    after = edit.update(text.encode(), old, replace(old, city="Paris")).decode()

    assert after == text.replace('id = "', 'city = "Paris"\nid = "')


COMMENTED = {
    "the owner's own": 'name = "Ada"\n# how I reach her: never before noon\ncadence = "1 week"\n'
    '# the city she moved to in 2020\ncity = "Paris"  # since then\n'
    "# ---- meetings below ----\n\n[[interactions]]\non = 2026-01-02\n"
    "\n# in spring\n[[interactions]]\n# a Friday\non = 2026-03-04\n# where\nplace = \"Demel\"\n"
    "# the end\n",
    "every kind of table": '# top\nname = "Ada"\n# tags\ntags = [\n  # one\n  "a",\n  # two\n'
    '  "b", # b\n  # end of tags\n]\n# mail\nemails = [\n  # old\n  "a@b.c",\n  # new\n'
    '  "d@e.f"\n]\n# met\nmet.on = 2020-01-02\n# where\nmet.at = "a ball"\n'
    "# snoozed\nsnoozed = { until = 2026-12-24 }\n# a table\n\n# accounts\n[accounts]\n# im\n"
    'im = "ada"\n# code\ngithub = "ada"\n# relations\n\n[[relationships]]\n# kind\n'
    'kind = "mentor"\n# who\nwho = "bob"\n\n\n# and\n[[relationships]]\nkind = "friend"\n'
    'who = "eve"\n# promises\n[[reminders]]\nnote = """\n# no comment\n"""\n# why\n'
    "on = 2026-12-01\n[[interactions]]\non = 2026-01-02 # same\n# x\n[[interactions]]\n"
    "on = 2026-01-02 # same\n# x\n[interactions.weather]\n# dry\nsun = true\n# x\n"
    "[[interactions]]\non = 2026-01-03\n# x",
    "inline blocks": 'name = "Ada"\n# all\ninteractions = [\n  # first\n  { on = 2026-01-02 },\n'
    '  # second\n  { on = 2026-01-03, place = "x" }, # two\n  # last\n]\n# city\ncity = "Paris"',
    "TOML 1.1 tables": 'name = "Ada"\nmet = {\n  # then\n  on = 2020-01-02,\n  # there\n'
    '  at = "x",\n  # so\n}\ncity = """\n# Paris"""\n# end\n',
}  # fmt: skip
REMOVING: dict[str, Callable[[Contact], Contact]] = {
    **CHANGES,
    "the cadence": lambda c: replace(c, cadence=None),
    "the city": lambda c: replace(c, city=""),
    "cadence and city": lambda c: replace(c, cadence=None, city=""),
    "the city becomes a title": lambda c: replace(c, city="", title="Countess"),
    "all tags": lambda c: replace(c, tags=()),
    "the first tag": lambda c: replace(c, tags=c.tags[1:]),
    "the last tag": lambda c: replace(c, tags=c.tags[:-1]),
    "other tags": lambda c: replace(c, tags=("x",)),
    "the first e-mail": lambda c: replace(c, emails=c.emails[1:]),
    "the last e-mail": lambda c: replace(c, emails=c.emails[:-1]),
    "the day of meeting": lambda c: replace(c, met=c.met and replace(c.met, on=None)),
    "the place of meeting": lambda c: replace(c, met=c.met and replace(c.met, at="")),
    "the snooze": lambda c: replace(c, snoozed=None),
    "the accounts": lambda c: replace(c, accounts={}),
    "an account": lambda c: replace(c, accounts={k: v for k, v in c.accounts.items() if k != "im"}),
    "the first relationship": lambda c: replace(c, relationships=c.relationships[1:]),
    "the last relationship": lambda c: replace(c, relationships=c.relationships[:-1]),
    "all relationships": lambda c: replace(c, relationships=()),
    "a promise's day": lambda c: replace(
        c, reminders=tuple(replace(each, on=None) for each in c.reminders)
    ),
    "the promises": lambda c: replace(c, reminders=()),
    "the last interaction": lambda c: replace(c, interactions=c.interactions[:-1]),
    "an interaction in the middle": lambda c: replace(
        c, interactions=c.interactions[:1] + c.interactions[2:]
    ),
    "the places": lambda c: replace(
        c, interactions=tuple(replace(each, place="") for each in c.interactions)
    ),
    "all that can go": lambda c: Contact(handle=c.handle, name=c.name),
}


def own_comments(text: str) -> Counter[str]:
    """Return the comments that stand on lines of their own."""
    lines = locate.without_strings(text).split("\n")
    return Counter(line.strip() for line in lines if line.strip().startswith("#"))


@pytest.mark.parametrize("form", [str, crlf, marked])
@pytest.mark.parametrize("change", REMOVING.values(), ids=REMOVING.keys())
@pytest.mark.parametrize("text", (COMMENTED | VARIANTS).values(), ids=(COMMENTED | VARIANTS).keys())
def test_every_comment_on_a_line_of_its_own_outlives_every_change(
    text: str, change: Callable[[Contact], Contact], form: Callable[[str], str]
) -> None:
    text = form(text)
    old = decoded(text)

    after = edit.update(text.encode(), old, change(old)).decode()

    assert decoded(after) == change(old)
    assert own_comments(text) <= own_comments(after)


OWN = COMMENTED["the owner's own"]
CUTS = {
    "the cadence": [('cadence = "1 week"\n', "")],
    "the city": [('city = "Paris"  # since then\n', "")],
    "cadence and city": [('cadence = "1 week"\n', ""), ('city = "Paris"  # since then\n', "")],
    "the places": [('place = "Demel"\n', "")],
    "the first interaction goes": [("\n[[interactions]]\non = 2026-01-02\n", "")],
    "the last interaction": [
        ("[[interactions]]\n# a Friday\non = 2026-03-04\n", "# a Friday\n"),
        ('place = "Demel"\n', ""),
    ],
}


@pytest.mark.parametrize(("name", "cuts"), CUTS.items(), ids=CUTS.keys())
def test_what_goes_is_the_removed_lines_and_nothing_else(
    name: str, cuts: list[tuple[str, str]]
) -> None:
    old = decoded(OWN)
    wanted = OWN
    for gone, come in cuts:
        assert wanted.count(gone) == 1
        wanted = wanted.replace(gone, come)

    after = edit.update(OWN.encode(), old, REMOVING[name](old)).decode()

    assert after == wanted


def test_what_an_array_says_of_its_other_items_stays_there() -> None:
    text = 'name = "Ada"\nemails = [\n  # at work\n  "a@b.c",\n  # at home\n  "d@e.f",\n]\n'
    old = decoded(text)

    after = edit.update(text.encode(), old, replace(old, emails=("d@e.f",))).decode()

    assert after == text.replace('  "a@b.c",\n', "")
