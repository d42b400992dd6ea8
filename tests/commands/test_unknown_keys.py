"""Comments, unknown keys, odd spacing and CRLF survive each changing command, byte for byte."""

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.store import disk
from tests.commands.conftest import Editor, Write
from tests.conftest import Dexcli

ADA = """\
# Ada, whom I met in June

name   =   "Ada Lovelace"      # not Byron
tags=[ "friend" , "maths", ]   # two
shoe = 38                      # my own
city = "London"
empty = []
paused = false

[pets]                         # mine too
cat = "Mia"

[[relationships]]
kind = "mentor"  # since 1833
who = "bob"
since = 1833

[[interactions]]
  on = 2026-11-20   # a Friday
  with = ["bob"]
  mood = "good"
  id = "v3t8n1w6b9"

# the end
"""
BOB = """\
name = "Bob"
[[interactions]]
on = 2026-11-20
with = ["ada"]
id = "v3t8n1w6b9"
"""


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def bare_end(text: str) -> str:
    return text.removesuffix("\n")


def marked(text: str) -> str:
    return f"\ufeff{text}"


CASES = {
    "log": (["log", "ada"], [], ["", "[[interactions]]", "on = 2026-11-22", 'id = "0000000001"']),
    "note": (
        ["note", "ada", "likes tea"],
        [],
        ["", "[[interactions]]", "on = 2026-11-22", 'kind = "note"', 'note = "likes tea"',
         'id = "0000000001"'],
    ),
    "amend": (["amend", "v3t8", "--place", "Demel"], [], ['  place = "Demel"']),
    "amend --on": (
        ["amend", "v3t8", "--on", "2026-11-19"],
        ["  on = 2026-11-20   # a Friday"],
        ["  on = 2026-11-19   # a Friday"],
    ),
    "amend --without": (["amend", "v3t8", "--without", "bob"], ['  with = ["bob"]'], []),
    "amend --delete": (
        ["amend", "v3t8", "--delete"],
        ["[[interactions]]", "  on = 2026-11-20   # a Friday", '  with = ["bob"]',
         '  mood = "good"', '  id = "v3t8n1w6b9"', ""],
        [],
    ),
    "set": (["set", "ada", "city=Rome"], ['city = "London"'], ['city = "Rome"']),
    "set a new key": (
        ["set", "ada", "birthday=12-10"],
        [],
        ['birthday = "12-10"'],
    ),
    "set a list": (
        ["set", "ada", "tags+=family"],
        ['tags=[ "friend" , "maths", ]   # two'],
        ['tags=[ "friend" , "maths", "family", ]   # two'],
    ),
    "set several lines": (
        ["set", "ada", "notes=one\ntwo"],
        [],
        ['notes = """', "one", 'two"""'],
    ),
    "set clears": (["set", "ada", "city="], ['city = "London"'], []),
    "rename": (
        ["rename", "ada", "Ada King"],
        ['name   =   "Ada Lovelace"      # not Byron'],
        ['name   =   "Ada King"      # not Byron', 'aka = ["Ada Lovelace"]', 'was = ["ada"]'],
    ),
    "archive": (["archive", "ada"], [], ["archived = true"]),
    "rm somebody else": (
        ["rm", "bob", "--yes"],
        ['who = "bob"', '  with = ["bob"]'],
        ['name = "Bob"', '  with = ["Bob"]'],
    ),
    "tag": (
        ["tag", "family", "ada"],
        ['tags=[ "friend" , "maths", ]   # two'],
        ['tags=[ "friend" , "maths", "family", ]   # two'],
    ),
    "tag --remove": (
        ["tag", "maths", "ada", "--remove"],
        ['tags=[ "friend" , "maths", ]   # two'],
        ['tags=[ "friend" , ]   # two'],
    ),
    "relate": (
        ["relate", "ada", "friend=bob"],
        [],
        ["", "[[relationships]]", 'kind = "friend"', 'who = "bob"'],
    ),
    "every": (["every", "3 weeks", "ada"], [], ['cadence = "3 weeks"']),
}  # fmt: skip


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and the lines that came, with their line ends."""
    lines = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    gone = [line[2:] for line in lines if line.startswith("- ")]
    come = [line[2:] for line in lines if line.startswith("+ ")]
    return gone, come


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(("args", "gone", "come"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("form", [str, crlf, marked])
def test_the_difference_is_only_the_change(
    dexcli: Dexcli,
    ledger: Path,
    write: Write,
    *,
    args: list[str],
    gone: list[str],
    come: list[str],
    form: Callable[[str], str],
) -> None:
    before = form(ADA)
    write("ada", before)
    write("bob", BOB)

    result = dexcli(*args)

    assert (result.exit_code, result.stderr) == (0, "")
    after = next(ledger.glob("ada*.toml")).read_bytes().decode()
    end = "\r\n" if form is crlf else "\n"
    found_gone, found_come = difference(before, after)
    assert found_gone == [f"{line}{end}" for line in gone]
    assert sorted(found_come) == sorted(f"{line}{end}" for line in come)


@pytest.mark.parametrize("args", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_a_file_without_a_final_newline_loses_nothing(
    dexcli: Dexcli, ledger: Path, write: Write, args: list[str]
) -> None:
    write("ada", bare_end(ADA))
    write("bob", BOB)

    result = dexcli(*args)

    assert (result.exit_code, result.stderr) == (0, "")
    after = next(ledger.glob("ada*.toml")).read_text(encoding="utf-8")
    for kept in ("# Ada, whom I met", "shoe = 38                      # my own", "# mine too",
                 'cat = "Mia"', "since = 1833", "# the end"):  # fmt: skip
        assert kept in after


@pytest.mark.parametrize(
    ("text", "args", "after"),
    [
        ('name = "Ada"\ntags = [] # none yet\n', ["tag", "x", "ada"],
         'name = "Ada"\ntags = ["x"] # none yet\n'),
        ('name = "Ada"\narchived = false # no\n', ["archive", "ada"],
         'name = "Ada"\narchived = true # no\n'),
        ('name = "Ada"\ncity = "" # ?\n', ["set", "ada", "city=Rome"],
         'name = "Ada"\ncity = "Rome" # ?\n'),
        ('name = "Ada"\naccounts = {} # none\n', ["set", "ada", "accounts.im=ada"],
         'name = "Ada"\naccounts = { im = "ada" } # none\n'),
    ],
)  # fmt: skip
def test_an_empty_value_is_filled_where_it_stands(
    dexcli: Dexcli, write: Write, text: str, args: list[str], after: str
) -> None:
    path = write("ada", text)

    result = dexcli(*args)

    assert (result.exit_code, result.stderr) == (0, "")
    assert path.read_text(encoding="utf-8") == after


def test_edit_keeps_the_bytes_that_the_editor_leaves(
    dexcli: Dexcli, write: Write, editor: Editor
) -> None:
    path = write("ada", crlf(ADA))
    editor("path.write_bytes(path.read_bytes().replace(b'London', b'Rome'))\n")

    dexcli("edit", "ada")

    assert path.read_bytes().decode() == crlf(ADA).replace("London", "Rome")


def test_a_command_that_changes_nothing_writes_nothing(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA)
    before = disk.Stamp.of(path.stat())  # not when it was last read

    for args in (["tag", "friend", "ada"], ["set", "ada", "city=London"], ["relate", "ada"]):
        assert dexcli(*args).exit_code == 0

    assert disk.Stamp.of(path.stat()) == before


def test_an_inline_array_of_interactions_stays_inline(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", 'name = "Ada"\ninteractions = [{ on = 2026-01-02 }] # my way\nshoe = 38\n')

    result = dexcli("log", "ada")

    assert (result.exit_code, result.stderr) == (0, "")
    text = path.read_text(encoding="utf-8")
    assert text.startswith('name = "Ada"\ninteractions = [{ on = 2026-01-02 }, ')
    assert text.endswith("# my way\nshoe = 38\n")
    assert dexcli("timeline").stdout == "2026-11-22 · met · Ada\n2026-01-02 · met · Ada\n"
