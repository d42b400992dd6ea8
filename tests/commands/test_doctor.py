"""`dexcli doctor`: what is broken or doubtful is told, each thing with its place and remedy."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from dexcli.core.checks.finding import Kind
from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = 'name = "Ada"\nid = "aaaaaaaaaa"\n'
BOB = 'name = "Bob"\nid = "bbbbbbbbbb"\n'
MEETING = '\n[[interactions]]\non = 2026-11-20\nkind = "coffee"\nwith = ["{}"]\nid = "v3t8n1w6b9"\n'
MARKS = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n"


@pytest.fixture(autouse=True)
def _private(ledger: Path) -> None:
    ledger.chmod(0o700)


def settings(ledger: Path, text: str) -> None:
    (ledger / ".dexcli" / "config.toml").write_text(text, encoding="utf-8")


def findings(dexcli: Dexcli) -> list[dict[str, Any]]:
    result = dexcli("doctor", "--json")
    assert result.stderr == ""
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def texts(ledger: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(ledger)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(ledger.rglob("*"))
        if path.is_file()
    }


# -- all is well


def test_a_healthy_ledger_is_well(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA + MEETING.format("bob"))
    write("bob", BOB + MEETING.format("ada"))

    result = dexcli("doctor")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "All is well: 2 contacts, 1 interaction.\n"
    assert dexcli("doctor", "--json").stdout == "[]\n"
    assert dexcli("doctor", "--fix").stdout == result.stdout
    assert dexcli("doctor", "--dry-run").stdout == "nothing would change\n"


@pytest.mark.usefixtures("imported")
def test_the_letters_are_well(dexcli: Dexcli) -> None:
    result = dexcli("doctor")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("All is well: ")


def test_the_example_and_a_new_ledger_are_well(dexcli: Dexcli, tmp_path: Path) -> None:
    for args in (["init", "new"], ["init", "--example", "example"]):
        where = tmp_path / args[-1]
        dexcli(*args[:-1], str(where))
        assert dexcli("doctor", at=where).exit_code == 0


def test_what_is_meant_as_it_stands_is_well(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    settings(ledger, 'me = "me-self"\n[cadence]\nFriend = "1 month"\n')
    write("me-self", 'name = "Myself"\n')
    write(
        "ada",
        'name = "Ada Freud"\ntags = ["friend"]\nemails = ["home@example.org"]\nmood = "good"\n'
        'met = { through = "Aunt Jane" }\n'
        '[[relationships]]\nkind = "aunt"\nname = "jane-x"\n'
        '[[relationships]]\nkind = "son"\nwho = "Ada-Freud-2"\n'
        '[[interactions]]\non = 2026-11-20\nwith = ["me-self", "mum", "Léo", "Bob X"]\nby = "me"\n'
        'note = "mine"\nid = "v3t8n1w6b9"\n'
        '[[interactions]]\non = 2026-11-20\nkind = "note"\nwith = ["Zoë"]\n',
    )
    write("Ada-Freud-2", 'name = "Ada Freud"\nemails = ["home@example.org"]\n')
    write("sigmund", 'name = "Sigmund Jung"\nemails = ["Home@Example.org"]\n')
    write(
        "Zoë",
        'name = "Zoë"\n[[interactions]]\non = 2026-11-20\nwith = ["ada"]\nnote = "hers"\n'
        'id = "v3t8n1w6b9"\n',
    )

    assert findings(dexcli) == []


# -- one test for each kind; `CASES` are the kinds that one file shows

CASES: dict[str, tuple[dict[str, str], str]] = {
    "unreadable": (
        {"ada": 'name = "Ada"\nbirthday = 12-10\n'},
        'ada.toml:2: birthday: 12-10 is no TOML value; write birthday = "12-10", in quotes\n'
        "1 finding.\n",
    ),
    "unreadable, two names that are one": (
        {"ada": ADA, "Ada": BOB},
        "ada.toml: ada.toml and Ada.toml are one name on some systems; rename one of them\n"
        "1 finding.\n",
    ),
    "conflict": (
        {"ada": ADA + MARKS.format('city = "Rome"', 'city = "Oslo"')},
        "ada.toml:3: git left a conflict here (<<<<<<< HEAD); keep one side and delete the lines "
        "that begin with <<<<<<<, ======= and >>>>>>>\n1 finding.\n",
    ),
    "conflict, inside a text": (
        {"ada": ADA + 'notes = """\n' + MARKS.format("tea", "coffee") + '"""\n'},
        "ada.toml:4: git left a conflict inside a text; keep one side and delete the lines that "
        "begin with <<<<<<<, ======= and >>>>>>>\n1 finding.\n",
    ),
    "slipped": (
        {"ada": ADA + "\n[[gifts]]\nidea = 'tea'\nphones = [\"+44\"]\n"},
        "ada.toml:6: 'phones' stands inside the gift \"tea\"; move it above line 4 (--fix does)\n"
        "1 finding; 'dexcli doctor --fix' mends 1.\n",
    ),
    "slipped, and there already": (
        {"ada": ADA + "city = 'Rome'\n\n[[gifts]]\nidea = 'tea'\ncity = 'Oslo'\n"},
        "ada.toml:7: 'city' stands inside the gift \"tea\"; move it above line 5\n1 finding.\n",
    ),
    "slipped, and of the wrong type": (
        {"ada": ADA + "\n[[gifts]]\nidea = 'tea'\nphones = \"+44\"\n"},
        "ada.toml:6: 'phones' stands inside the gift \"tea\"; move it above line 4\n1 finding.\n",
    ),
    "slipped, or the block's own key": (
        {"ada": ADA + '\n[[interactions]]\non = 2026-11-20\nnotes = "tea"\n'},
        "ada.toml:6: 'notes' stands inside the meeting of 2026-11-20; move it above line 4, or did "
        "you mean 'note'?\n1 finding.\n",
    ),
    "misspelt": (
        {"ada": ADA + 'cadance = "3 weeks"\n'},
        "ada.toml:3: 'cadance' is not a key; did you mean 'cadence'? (--fix does)\n"
        "1 finding; 'dexcli doctor --fix' mends 1.\n",
    ),
    "misspelt, and there already": (
        {"ada": ADA + 'cadance = "3 weeks"\ncadence = "2 weeks"\n'},
        "ada.toml:3: 'cadance' is not a key; did you mean 'cadence'?\n1 finding.\n",
    ),
    "misspelt, near two keys": (
        {"ada": ADA + '[[interactions]]\non = 2026-11-20\nplce = "x"\nwitd = ["Zoë"]\nkid = "x"\n'},
        "ada.toml:5: 'plce' is not a key; did you mean 'place'? (--fix does)\n"
        "ada.toml:6: 'witd' is not a key; did you mean 'with'? (--fix does)\n"
        "ada.toml:7: 'kid' is not a key; did you mean 'id'?\n"
        "3 findings; 'dexcli doctor --fix' mends 2.\n",
    ),
    "missing": (
        {"ada": ADA + MEETING.format("bob"), "bob": BOB},
        "ada.toml:4: bob was there too (coffee of 2026-11-20), and bob.toml doesn't have it; add a "
        "copy to bob.toml with the same id, or take them out of `with` (--fix does)\n"
        "1 finding; 'dexcli doctor --fix' mends 1.\n",
    ),
    "missing, or there under another id": (
        {"ada": ADA + MEETING.format("bob"), "bob": f"{BOB}[[interactions]]\non = 2026-11-20\n"},
        "ada.toml:4: bob was there too (coffee of 2026-11-20), and bob.toml doesn't have it; if "
        'bob.toml has it under another id, write id = "v3t8n1w6b9" in both, or take them out of '
        "`with`\n1 finding.\n",
    ),
    "differing": (
        {"ada": ADA + MEETING.format("bob"),
         "bob": BOB + MEETING.format("ada").replace("11-20", "11-21")},
        "ada.toml:4: the copies of v3t8n1w6b9 differ: on is 2026-11-20 here and 2026-11-21 in "
        "bob.toml; say which is right, for all of them: dexcli amend v3t8n1w6b9 --on …\n"
        "1 finding.\n",
    ),
    "id": (
        {"ada": ADA, "zoe": ADA},
        "zoe.toml:2: ada.toml has the same id aaaaaaaaaa; keep one of the two files, or delete the "
        "id line of the later one\n1 finding.\n",
    ),
    "id, in one file": (
        {"ada": ADA + MEETING.format("Zoë") + MEETING.format("Zoë")},
        "ada.toml:14: the id v3t8n1w6b9 stands in two blocks of this file; delete this block if it "
        "is the same one, else its id line\n1 finding.\n",
    ),
    "double": (
        {"ada": ADA + 'emails = ["a@x.org"]\n', "zoe": 'name = "Ada King"\nemails = ["A@X.org"]\n'},
        "zoe.toml:2: ada and zoe share a@x.org and have names alike; if they are one, keep one of "
        "the two files; if they are two, say how they are related: dexcli relate zoe KIND=ada\n"
        "1 finding.\n",
    ),
    "reference": (
        {"ada": ADA + '[[relationships]]\nkind = "friend"\nwho = "bobb"\n', "bob": BOB},
        "ada.toml:5: 'bobb' is nobody here, nearest: bob; correct it, add them, or write the plain "
        "name, as `name` in place of `who`\n1 finding.\n",
    ),
    "reference, with a hyphen": (
        {"ada": ADA + 'met = { through = "bob-x" }\n'},
        "ada.toml:3: 'bob-x' is nobody here; correct it, add them, or write the plain name, with "
        "its capitals\n1 finding.\n",
    ),
    "reference, within two letters": (
        {"ada": ADA + '[[interactions]]\non = 2026-11-20\nwith = ["charls"]\n',
         "charles": 'name = "Charles"\n'},
        "ada.toml:5: 'charls' is nobody here, nearest: charles; correct it, add them, or write the "
        "plain name, with its capitals\n1 finding.\n",
    ),
    "handle": (
        {"-rf": ADA, "con": BOB, "e.": 'name = "E"\n', "f" * 81: 'name = "F"\n'},
        "-rf.toml: this name begins with a hyphen, so that commands take it for an option; rename "
        "the file to rf.toml and write into it '-rf' as one of `was`\n"
        "con.toml: this name is a device on Windows; rename the file to con-contact.toml and write "
        "into it 'con' as one of `was`\n"
        "e..toml: this name begins or ends with a blank or a dot, which some systems drop; rename "
        "the file to e.toml and write into it 'e.' as one of `was`\n"
        f"{'f' * 81}.toml: this name has 81 bytes, more than the 80 that work everywhere; rename "
        f"the file to {'f' * 80}.toml and write into it '{'f' * 81}' as one of `was`\n"
        "4 findings.\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "told"), CASES.values(), ids=CASES.keys())
def test_each_kind_is_told_with_its_place_and_remedy(
    dexcli: Dexcli, ledger: Path, write: Write, files: dict[str, str], told: str
) -> None:
    for handle, text in files.items():
        write(handle, text)
    before = texts(ledger)

    result = dexcli("doctor")

    assert (result.stdout, result.stderr) == (told, "")
    hidden = told.startswith(("ada.toml:2: birthday", "ada.toml: ada", "ada.toml:3: git"))
    assert result.exit_code == (5 if hidden else 1)
    assert texts(ledger) == before


SETTINGS: dict[str, tuple[str, str]] = {
    "settings": (
        'colour = "red"\n',
        ".dexcli/config.toml: 'colour' is no setting; correct it in an editor",
    ),
    "unreadable": (
        "format = one\n",
        '.dexcli/config.toml:1: format: one is no TOML value; write format = "one", in quotes',
    ),
    "me": (
        'me = "adaa"\n',
        ".dexcli/config.toml:1: me: 'adaa' is nobody here; name yourself: dexcli config me=ada",
    ),
    "me, before": (
        'me = "ada-byron"\n',
        ".dexcli/config.toml:1: me: 'ada-byron' is an earlier handle; name yourself: dexcli config "
        "me=ada",
    ),
    "tag": (
        '[cadence]\nfreind = "1 month"\n',
        ".dexcli/config.toml:2: cadence.freind: nobody has this tag, nearest: friend; correct it, "
        "tag somebody, or put a # before the line",
    ),
    "alias, quoted": (
        '[alias]\nx = "log \'x"\n',
        ".dexcli/config.toml:2: alias.x: it can't be split into words (No closing quotation); "
        "close the quote",
    ),
    "alias, of itself": (
        '[alias]\nx = "y --all"\ny = "x"\n',
        ".dexcli/config.toml:2: alias.x: it leads back to itself; begin it with the name of a "
        "command\n.dexcli/config.toml:3: alias.y: it leads back to itself; begin it with the name "
        "of a command",
    ),
    "alias, of a command": (
        '[alias]\nlog = "log --kind lunch"\n',
        ".dexcli/config.toml:2: alias.log: a command has this name, so the alias never runs; give "
        "it another name",
    ),
    "alias, empty": (
        '[alias]\nx = ""\n',
        ".dexcli/config.toml:2: alias.x: it is empty; write a command into it, such as 'log --kind "
        "lunch'",
    ),
    "filter": (
        '[filters]\nx = "@x"\ny = "tag:a ("\n',
        ".dexcli/config.toml:2: filters.x: @x contains itself; correct it: dexcli config "
        "'filters.x=FILTER'\n.dexcli/config.toml:3: filters.y: a '(' has no ')'; correct it: "
        "dexcli config 'filters.y=FILTER'",
    ),
}


@pytest.mark.parametrize(("text", "told"), SETTINGS.values(), ids=SETTINGS.keys())
def test_the_settings_are_looked_at_too(
    dexcli: Dexcli, ledger: Path, write: Write, text: str, told: str
) -> None:
    settings(ledger, text)
    write("ada", f'{ADA}tags = ["friend"]\nwas = ["ada-byron"]\n')

    result = dexcli("doctor")

    count = told.count("\n") + 1
    assert result.stdout == f"{told}\n{count} finding{'s' if count > 1 else ''}.\n"
    assert (result.exit_code, result.stderr) == (5 if "TOML" in told else 1, "")


def test_nothing_is_mended_while_the_settings_cannot_be_read(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    settings(ledger, "format = one\n")
    ada = write("ada", ADA + 'cadance = "3 weeks"\n')

    result = dexcli("doctor", "--fix")

    assert result.exit_code == 5
    assert result.stderr == "dexcli: nothing is mended while the settings can't be read\n"
    assert "cadance" in ada.read_text(encoding="utf-8")


def test_a_broken_list_of_who_was_removed(dexcli: Dexcli, ledger: Path) -> None:
    (ledger / ".dexcli" / "removed.toml").write_text("[[removed]]\n", encoding="utf-8")

    result = dexcli("doctor")

    assert result.exit_code == 5
    assert result.stdout == (
        ".dexcli/removed.toml: expected [[removed]] blocks with handle and name; correct it in an "
        "editor\n1 finding.\n"
    )


COPIES = (
    "ada.sync-conflict-20261120-101010-ABCDEFG",
    "ada (Bob's conflicted copy 2026-11-20)",
    "ada (conflicted copy 2026-11-20 101010)",
    "ada_conflict-20261120-101010",
    "ada (SFConflict bob@example.org 2026-11-20-10-10-10)",
    "ada (1)",
    "ada 2",
    "ada (1) (conflicted copy 2026-11-20 101010)",
)


@pytest.mark.parametrize("name", COPIES)
def test_a_sync_program_s_copy_is_told_once_and_whose_it_is(
    dexcli: Dexcli, write: Write, name: str
) -> None:
    text = ADA + 'emails = ["a@x.org"]\n' + MEETING.format("bob")
    write("ada", text)
    write(name, text.replace("emails", 'cadance = "weekly"\nemails'))
    write("bob", BOB + MEETING.format("ada"))

    result = dexcli("doctor")

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        f"{name}.toml: this is a sync program's second copy of ada; merge it into ada.toml "
        "(--fix does)\n1 finding; 'dexcli doctor --fix' mends 1.\n"
    )
    assert findings(dexcli)[0]["handle"] == "ada"


@pytest.mark.parametrize("name", COPIES)
def test_who_only_looks_like_a_copy_is_somebody_else(
    dexcli: Dexcli, write: Write, name: str
) -> None:
    write("ada", ADA)
    write(name, BOB)

    assert findings(dexcli) == []


def test_a_second_ada_written_by_hand_is_no_copy(dexcli: Dexcli, write: Write) -> None:
    write("ada", 'name = "Ada"\n')
    write("ada 2", 'name = "Ada"\n')
    write("ada-2", 'name = "Ada"\n')

    assert findings(dexcli) == []


# -- what only files have


def test_a_folder_that_others_may_enter_is_told_and_its_files_are_not(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    write("ada", ADA).chmod(0o644)
    assert findings(dexcli) == []  # nobody else can come near it
    ledger.chmod(0o755)

    result = dexcli("doctor")

    assert result.exit_code == 1
    assert result.stdout == (
        f"everybody on this machine may read the ledger's folder (mode 0755); close it with 'chmod "
        f"o-rwx {ledger}' (--fix does)\n1 finding; 'dexcli doctor --fix' mends 1.\n"
    )
    fixed = dexcli("doctor", "--fix")
    assert (fixed.exit_code, fixed.stderr) == (0, "")
    assert fixed.stdout == (
        "mended: everybody on this machine may read the ledger's folder (mode 0755)\n"
        "1 finding mended. All is well: 1 contact, 0 interactions.\n"
    )
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o750


def test_a_file_that_everybody_may_change_is_told(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    ada = write("ada", ADA)
    ada.chmod(0o666)
    (ledger / ".dexcli").chmod(0o777)

    assert [(each["file"], each["kind"]) for each in findings(dexcli)] == [
        (".dexcli", "mode"),
        ("ada.toml", "mode"),
    ]
    assert dexcli("doctor", "--fix").exit_code == 0
    assert stat.S_IMODE(ada.stat().st_mode) == 0o660


def test_a_ledger_that_a_group_shares_is_well(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    write("ada", ADA).chmod(0o660)
    ledger.chmod(0o770)

    assert findings(dexcli) == []


def test_what_a_killed_command_left_is_told_and_deleted(dexcli: Dexcli, ledger: Path) -> None:
    temp = ledger / ".ada.toml.0123456789ab.dextmp"
    temp.write_bytes(b"name")

    result = dexcli("doctor")
    fixed = dexcli("doctor", "--fix")

    assert result.exit_code == 1
    assert result.stdout == (
        f"{temp.name}: a command that was killed left this file; delete it (--fix does)\n"
        "1 finding; 'dexcli doctor --fix' mends 1.\n"
    )
    assert (fixed.exit_code, temp.exists()) == (0, False)


def test_what_a_running_command_needs_is_not_told(dexcli: Dexcli, ledger: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    (ledger / ".ada.toml.0123456789ab.dextmp").write_bytes(b"name")
    handle = os.open(ledger, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert findings(dexcli) == []
    finally:
        os.close(handle)


def test_a_change_that_is_not_finished_is_told(
    dexcli: Dexcli, write: Write, tmp_path: Path
) -> None:
    write("ada", ADA)
    dexcli("tag", "friend", "ada")
    (state,) = (tmp_path / "xdg-state" / "dexcli").iterdir()
    (state / "journal").write_text("", encoding="utf-8")

    result = dexcli("doctor")

    assert result.exit_code == 1
    assert result.stdout.startswith(
        "a command was interrupted, and its change is not finished; the next command that changes "
        "something finishes it"
    )


def test_a_file_that_cannot_be_read_hides_nobody_who_is_in_it(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    settings(ledger, 'me = "carl-x"\n[cadence]\nfriend = "1 month"\n')
    write("ada", ADA + MEETING.format("bob-x"))
    write("bob-x", 'name = "Bob"\ntags = ["friend"]\nbirthday = 12-10\n')
    write("carl-x", "name = \n")

    assert [each["kind"] for each in findings(dexcli)] == ["unreadable", "unreadable"]


# -- --fix

SLIPPED = """\
# Ada, whom I met in June
name = "Ada Lovelace"  # not Byron
tags = ["friend"]
id = "aaaaaaaaaa"

# how we met
[[interactions]]  # the first
on = 2026-11-20
with = ["bob"]
# about phones
  phones = ["+44"]  # mobile
plce = "Demel"  # or so

[[gifts]]
idea = "tea"

emails = [
  "ada@example.org",  # the good one
]
cadance = "3 weeks"
"""
MENDED = """\
# Ada, whom I met in June
name = "Ada Lovelace"  # not Byron
tags = ["friend"]
id = "aaaaaaaaaa"
phones = ["+44"]  # mobile
emails = [
  "ada@example.org",  # the good one
]
cadance = "3 weeks"

# how we met
[[interactions]]  # the first
on = 2026-11-20
with = ["bob"]
# about phones
place = "Demel"  # or so
id = "{}"

[[gifts]]
idea = "tea"
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_fix_moves_and_renames_lines_and_keeps_every_comment(
    dexcli: Dexcli, ledger: Path, write: Write, ending: str
) -> None:
    ada = write("ada", SLIPPED.replace("cadance", "cadence").replace("\n", ending))
    bob = write("bob", BOB.replace("\n", ending))

    result = dexcli("doctor", "--fix")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "mended: ada.toml:7: bob was there too (met of 2026-11-20), and bob.toml doesn't have it\n"
        "mended: ada.toml:11: 'phones' stands inside the meeting of 2026-11-20\n"
        "mended: ada.toml:12: 'plce' is not a key\n"
        "mended: ada.toml:17: 'emails' stands inside the gift \"tea\"\n"
        "mended: ada.toml:20: 'cadence' stands inside the gift \"tea\"\n"
        f"5 findings mended. All is well: 2 contacts, 1 interaction.{UNDO}\n"
    )
    after = ada.read_bytes().decode()
    key = after.split('id = "')[2][:10]
    assert after == MENDED.format(key).replace("cadance", "cadence").replace("\n", ending)
    assert bob.read_bytes().decode() == (
        f'{BOB}\n[[interactions]]\non = 2026-11-20\nplace = "Demel"\nwith = ["ada"]\nid = "{key}"\n'
    ).replace("\n", ending)

    before = texts(ledger)
    again = dexcli("doctor", "--fix")

    assert (again.exit_code, again.stdout) == (0, "All is well: 2 contacts, 1 interaction.\n")
    assert texts(ledger) == before


def test_what_cannot_be_mended_stays_and_counts(dexcli: Dexcli, write: Write) -> None:
    ada = write("ada", ADA + 'cadance = "3 weeks"\nmet = { through = "bob-x" }\n')

    result = dexcli("doctor", "--fix")

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "mended: ada.toml:3: 'cadance' is not a key\n"
        "ada.toml:4: 'bob-x' is nobody here; correct it, add them, or write the plain name, with "
        "its capitals\n"
        f"1 finding mended. 1 finding left.{UNDO}\n"
    )
    assert ada.read_text("utf-8") == ADA + 'cadence = "3 weeks"\nmet = { through = "bob-x" }\n'


def test_a_block_s_misspelt_name_is_mended(dexcli: Dexcli, write: Write) -> None:
    ada = write("ada", ADA + "[[interaction]]\non = 2026-11-20\n[[interaction]]\non = 2026-11-21\n")

    assert dexcli("doctor", "--fix").exit_code == 0
    assert ada.read_text("utf-8") == (
        f"{ADA}[[interactions]]\non = 2026-11-20\n[[interactions]]\non = 2026-11-21\n"
    )


def test_three_who_met_get_one_copy_each(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA + MEETING.format('bob", "carl').replace("]\nid", ']\nnote = "tea"\nid'))
    bob, carl = write("bob", BOB), write("carl", 'name = "Carl"\n')

    assert dexcli("doctor", "--fix").exit_code == 0
    copy = '\n[[interactions]]\non = 2026-11-20\nkind = "coffee"\nwith = ["ada", "{}"]\n'
    tail = 'note = "tea"\nid = "v3t8n1w6b9"\n'
    assert bob.read_text("utf-8") == f"{BOB}{copy.format('carl')}{tail}"
    assert carl.read_text("utf-8") == f'name = "Carl"\n{copy.format("bob")}{tail}'


def test_two_equal_blocks_without_ids_are_left_alone(dexcli: Dexcli, write: Write) -> None:
    block = '[[interactions]]\non = 2026-11-20\nwith = ["bob"]\n'
    write("ada", ADA + block + block)
    bob = write("bob", BOB)

    assert [each["fixable"] for each in findings(dexcli)] == [False, False]
    assert dexcli("doctor", "--fix").exit_code == 1
    assert bob.read_text("utf-8") == BOB


def test_a_dry_run_shows_the_diff_and_writes_nothing(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    write("ada", ADA + 'cadance = "3 weeks"\n')
    (ledger / ".ada.toml.0123456789ab.dextmp").write_bytes(b"name")
    before = texts(ledger)

    for args in (["--dry-run"], ["--fix", "--dry-run"]):
        result = dexcli("doctor", *args)

        assert (result.exit_code, result.stderr) == (1, "")
        assert result.stdout == (
            '--- a/ada.toml\n+++ b/ada.toml\n@@ -1,3 +1,3 @@\n name = "Ada"\n id = "aaaaaaaaaa"\n'
            '-cadance = "3 weeks"\n+cadence = "3 weeks"\n'
            "also mended: .ada.toml.0123456789ab.dextmp: a command that was killed left this file\n"
        )
        assert texts(ledger) == before


# -- --json


def test_json_tells_the_same(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA + 'cadance = "3 weeks"\n')

    result = dexcli("doctor", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "kind": "misspelt",
            "severity": "warning",
            "handle": "ada",
            "file": "ada.toml",
            "line": 3,
            "problem": "'cadance' is not a key",
            "remedy": "did you mean 'cadence'?",
            "fixable": True,
        }
    ]
    assert dexcli("doctor", "--fix", "--json").stdout == "[]\n"


def test_json_and_a_diff_are_two_answers(dexcli: Dexcli) -> None:
    assert dexcli("doctor", "--json", "--dry-run").exit_code == 2


def test_every_kind_has_its_test() -> None:
    told = {name.partition(",")[0] for name in (*CASES, *SETTINGS)}

    assert set(Kind) - told == {Kind.COPY, Kind.MODE, Kind.TEMP, Kind.JOURNAL}  # see above


def test_no_ledger_is_no_health(dexcli: Dexcli, tmp_path: Path) -> None:
    result = dexcli("doctor", at=tmp_path / "gone")

    assert (result.exit_code, result.stdout) == (1, "")
