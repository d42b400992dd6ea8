"""`dexcli import`: contacts and interactions from a CSV, by a map."""

import json
import os
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dexcli.formats import mapped, mapping, table
from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli, Result

PEOPLE = """\
id;Name;Email;Mail2;Tags;City;Born;Kind;Fax
1;Lovelace, Ada;ada@x.org;;friend|maths;London;10/12/1815;w;
2;Babbage, Charles;;cb@x.org;maths;;26/12/1791;p;12
"""
PEOPLE_MAP = """\
source = "book"
who = ["id"]
dates = "dmy"
[contact]
name = { column = "Name", order = "last-first" }
emails = ["Email", "Mail2"]
tags = { column = "Tags", separator = "|" }
city = { column = "City", value = "Paris" }
birthday = "Born"
title = { column = "Kind", cases = { w = "Writer", p = "Painter" } }
"""
LETTERS = """\
no,date,after,way,who,also,place
L1,1891-01-02,,sent,"Babbage, Charles","Lovelace, Ada; Bob",Wien
L2,,1892-05,received,"Babbage, Charles",,
L3,1893,1894-02-01,sent,Bob,,
"""
LETTERS_MAP = """\
source = "letters"
who = ["who"]
row = "no"
[contact]
name = { column = "who", order = "last-first" }
[interaction]
on = ["date", "after"]
until = "after"
kind = { value = "letter" }
place = "place"
with = { column = "also", separator = ";", order = "last-first" }
by = { column = "way", cases = { sent = "me", received = "them" } }
"""
HINT = " without a cadence. Next: dexcli triage\n"
Bring = Callable[..., Result]


@pytest.fixture
def bring(dexcli: Dexcli, tmp_path: Path) -> Bring:
    """Return a way to import a CSV's text by a map's text."""

    def run(csv: str, map_: str, *more: str) -> Result:
        (tmp_path / "in.csv").write_bytes(csv.encode())
        (tmp_path / "in.map.toml").write_bytes(map_.encode())
        return dexcli("import", str(tmp_path / "in.csv"), "--map", str(tmp_path / "in.map.toml"),
                      *more)  # fmt: skip

    return run


def texts(ledger: Path) -> dict[str, str]:
    """Return every contact's file."""
    return {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted(ledger.glob("*.toml"), key=_stem)
    }


def _stem(path: Path) -> str:
    return path.stem


def without_ids(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("id = ")]


def test_a_map_gives_each_column_its_key(bring: Bring, ledger: Path) -> None:
    result = bring(PEOPLE, PEOPLE_MAP)

    assert result.exit_code == 0
    assert result.stderr == "dexcli: not in the map, and not imported: Fax\n"
    assert result.stdout == f"2 rows: 2 added. 2 new contacts.{UNDO}\n2 new contacts{HINT}"
    found = texts(ledger)
    assert list(found) == ["ada-lovelace", "charles-babbage"]
    assert without_ids(found["ada-lovelace"]) == [
        'name = "Ada Lovelace"',
        'tags = ["friend", "maths"]',
        "birthday = 1815-12-10",
        'emails = ["ada@x.org"]',
        'title = "Writer"',
        'city = "London"',
        "added = 2026-11-22",
        'sources = ["book:1"]',
    ]
    assert without_ids(found["charles-babbage"]) == [
        'name = "Charles Babbage"',
        'tags = ["maths"]',
        "birthday = 1791-12-26",
        'emails = ["cb@x.org"]',
        'title = "Painter"',
        'city = "Paris"',
        "added = 2026-11-22",
        'sources = ["book:2"]',
    ]


def test_ids_derive_from_the_source_so_that_two_machines_agree(
    bring: Bring, dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    bring(PEOPLE, PEOPLE_MAP)
    other = tmp_path / "other"
    dexcli("init", str(other))

    bring(PEOPLE, PEOPLE_MAP, "--ledger", str(other))

    assert texts(other) == texts(ledger)
    assert 'id = "rrc1r8220g"\n' in texts(ledger)["ada-lovelace"]  # base 32 of SHA-256("book:1")


def test_interactions_have_fallback_columns_fixed_values_cases_and_others(
    bring: Bring, ledger: Path
) -> None:
    result = bring(LETTERS, LETTERS_MAP)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"3 rows: 3 added. 3 new contacts, 3 new interactions.{UNDO}\n3 new contacts{HINT}"
    )
    found = texts(ledger)
    assert list(found) == ["ada-lovelace", "bob", "charles-babbage"]
    assert without_ids(found["charles-babbage"]) == [
        'name = "Charles Babbage"',
        "added = 2026-11-22",
        'sources = ["letters:Babbage, Charles"]',
        "",
        "[[interactions]]",
        "on = 1891-01-02",
        'kind = "letter"',
        'place = "Wien"',
        'with = ["ada-lovelace", "bob"]',
        'by = "me"',
        'source = "letters:L1"',
        "",
        "[[interactions]]",
        'on = "1892-05"',
        'kind = "letter"',
        'by = "charles-babbage"',
        'source = "letters:L2"',
    ]
    assert 'with = ["charles-babbage", "bob"]\n' in found["ada-lovelace"]
    assert "on = 1893\nuntil = 1894-02-01\n" in found["bob"]


def test_a_letter_of_several_is_one_interaction(bring: Bring, dexcli: Dexcli, ledger: Path) -> None:
    bring(LETTERS, LETTERS_MAP)

    timeline = json.loads(dexcli("timeline", "--json").stdout)

    assert [(each["on"], sorted(each["handles"])) for each in timeline] == [
        ("1893", ["bob"]),
        ("1892-05", ["charles-babbage"]),
        ("1891-01-02", ["ada-lovelace", "bob", "charles-babbage"]),
    ]
    assert sum(text.count("[[interactions]]") for text in texts(ledger).values()) == 5


@pytest.mark.parametrize(("csv", "map_"), [(PEOPLE, PEOPLE_MAP), (LETTERS, LETTERS_MAP)])
def test_the_same_file_again_leaves_every_byte_and_time(
    bring: Bring, ledger: Path, csv: str, map_: str
) -> None:
    bring(csv, map_, "--tag", "came")
    for path in ledger.glob("*.toml"):
        os.utime(path, ns=(10**18, 10**18))
    before = texts(ledger)

    result = bring(csv, map_, "--tag", "came")

    rows = csv.count("\n") - 1
    assert result.exit_code == 0
    assert result.stdout == f"{rows} rows: {rows} unchanged.\n"
    assert texts(ledger) == before
    assert {path.stat().st_mtime_ns for path in ledger.glob("*.toml")} == {10**18}


def test_a_moved_or_renamed_file_is_known_by_its_rows(bring: Bring, ledger: Path) -> None:
    bring(LETTERS, LETTERS_MAP)
    before = texts(ledger)
    head, *rows = LETTERS.splitlines(keepends=True)

    result = bring(head + "".join(reversed(rows)), LETTERS_MAP)

    assert result.stdout == "3 rows: 3 unchanged.\n"
    assert texts(ledger) == before


def test_a_later_import_adds_what_is_new_and_overwrites_nothing(bring: Bring, ledger: Path) -> None:
    bring(PEOPLE, PEOPLE_MAP)
    path = ledger / "ada-lovelace.toml"
    own = path.read_text(encoding="utf-8").replace('"London"', '"Rome" # she moved')
    path.write_text(own, encoding="utf-8")

    result = bring(PEOPLE.replace("ada@x.org;;", "ada@x.org;a@y.org;"), PEOPLE_MAP)

    assert result.stdout == f"2 rows: 1 updated, 1 unchanged. 1 changed.{UNDO}\n"
    assert path.read_text(encoding="utf-8") == own.replace(
        '["ada@x.org"]', '["ada@x.org", "a@y.org"]'
    )


def test_a_dry_run_says_what_would_come_and_writes_nothing(bring: Bring, ledger: Path) -> None:
    result = bring(PEOPLE, PEOPLE_MAP, "--dry-run")

    assert result.exit_code == 0
    assert "Would import: 2 rows: 2 added. 2 new contacts.\n" in result.stdout
    assert texts(ledger) == {}


def test_a_tag_is_for_everybody_who_comes(bring: Bring, ledger: Path) -> None:
    bring(PEOPLE, PEOPLE_MAP, "--tag", "Book Club")

    found = texts(ledger)
    assert 'tags = ["friend", "maths", "Book Club"]\n' in found["ada-lovelace"]
    assert 'tags = ["maths", "Book Club"]\n' in found["charles-babbage"]


def test_who_was_removed_stays_away_unless_again(
    bring: Bring, dexcli: Dexcli, ledger: Path
) -> None:
    bring(PEOPLE, PEOPLE_MAP)
    dexcli("rm", "ada", "--yes")

    away = bring(PEOPLE, PEOPLE_MAP)
    assert away.exit_code == 0
    assert away.stdout == "2 rows: 1 unchanged, 1 skipped.\n"
    assert "Ada Lovelace was removed here; --again brings them back\n" in away.stderr
    assert list(texts(ledger)) == ["charles-babbage"]

    again = bring(PEOPLE, PEOPLE_MAP, "--again")
    assert again.stdout.startswith(f"2 rows: 1 added, 1 unchanged. 1 new contact.{UNDO}\n")
    assert list(texts(ledger)) == ["ada-lovelace", "charles-babbage"]


def test_rows_that_can_not_be_read_are_named_and_the_rest_comes_in(
    bring: Bring, ledger: Path
) -> None:
    bad = PEOPLE + (
        "3;;x@y.org;;;;;w;\n"
        '4;"Kepler, Johannes";;;;;31/31/1571;w;\n'
        "5;Brahe;;;;;05/1546;w;\n"
        "6;Galilei;;;;;1564;z;\n"
    )

    result = bring(bad, PEOPLE_MAP)

    assert result.exit_code == 5
    assert (
        result.stdout == f"6 rows: 2 added, 4 skipped. 2 new contacts.{UNDO}\n2 new contacts{HINT}"
    )
    lines = result.stderr.splitlines()[1:]
    assert [line.split(": ")[1] for line in lines] == ["row 4", "row 5", "row 6", "row 7"]
    assert "no name: 'Name' is empty" in lines[0]
    assert "birthday: '31/31/1571'" in lines[1]
    assert "birthday: '05/1546'" in lines[2]
    assert "Kind: 'z' is none of w, p" in lines[3]
    assert list(texts(ledger)) == ["ada-lovelace", "charles-babbage"]


def test_the_line_of_a_row_is_the_line_of_the_file(bring: Bring) -> None:
    csv = 'id,Name\n1,"A\nB"\n\n2,\n'

    result = bring(csv, 'source = "s"\nwho = ["id"]\n[contact]\nname = "Name"\n')

    assert "dexcli: row 5: skipped: no name" in result.stderr


def test_a_row_without_a_day_is_skipped_and_no_fault_of_the_file(bring: Bring) -> None:
    result = bring(LETTERS + "L4,,,sent,Bob,,\n", LETTERS_MAP)

    assert result.exit_code == 0
    assert result.stderr == ("dexcli: row 5 (L4): skipped: no day: 'date', 'after' are empty\n")
    assert result.stdout.startswith("4 rows: 3 added, 1 skipped.")


def test_a_date_that_could_be_two_is_refused_without_an_order(bring: Bring, ledger: Path) -> None:
    result = bring(PEOPLE, PEOPLE_MAP.replace('dates = "dmy"\n', ""))

    assert result.exit_code == 5
    assert 'say dates = "dmy" or "mdy" in the map' in result.stderr
    assert texts(ledger) == {}


def test_the_order_of_dates_may_be_month_first(bring: Bring, ledger: Path) -> None:
    bring(PEOPLE.replace("26/12/1791", "12/26/1791"), PEOPLE_MAP.replace('"dmy"', '"mdy"'))

    found = texts(ledger)
    assert "birthday = 1815-10-12\n" in found["ada-lovelace"]
    assert "birthday = 1791-12-26\n" in found["charles-babbage"]


def test_a_shared_email_and_a_name_that_agrees_is_the_same_person(
    bring: Bring, ledger: Path, write: Write
) -> None:
    write("ada", 'name = "Ada Lovelace" # by hand\nemails = ["ADA@x.org"]\n')

    result = bring(PEOPLE, PEOPLE_MAP)

    assert result.stdout.startswith("2 rows: 1 added, 1 updated.")
    found = texts(ledger)
    assert list(found) == ["ada", "charles-babbage"]
    assert found["ada"].startswith('name = "Ada Lovelace" # by hand\n')
    assert 'sources = ["book:1"]\n' in found["ada"]
    assert 'city = "London"\n' in found["ada"]


def test_families_share_an_address_and_stay_two(bring: Bring, ledger: Path, write: Write) -> None:
    text = 'name = "Byron Noel"\nemails = ["ada@x.org"]\n'
    write("byron", text)

    bring(PEOPLE, PEOPLE_MAP)

    found = texts(ledger)
    assert list(found) == ["ada-lovelace", "byron", "charles-babbage"]
    assert found["byron"] == text


def test_the_same_name_alone_is_told_and_never_merged(
    bring: Bring, ledger: Path, write: Write
) -> None:
    text = 'name = "Charles Babbage"\nemails = ["other@x.org"]\n'
    write("charles-babbage", text)

    result = bring(PEOPLE, PEOPLE_MAP)

    assert "dexcli: perhaps the same: Charles Babbage (charles-babbage-2)" in result.stderr
    found = texts(ledger)
    assert list(found) == ["ada-lovelace", "charles-babbage", "charles-babbage-2"]
    assert found["charles-babbage"] == text


def test_a_row_without_its_key_belongs_to_the_only_person_of_that_name(
    bring: Bring, ledger: Path
) -> None:
    csv = "uri,who,no,on\nu:1,Ann,1,2026-01-01\n,Ann,2,2026-01-02\n"
    map_ = (
        'source = "s"\nwho = ["uri", "who"]\nrow = "no"\n'
        '[contact]\nname = "who"\n[interaction]\non = "on"\n'
    )

    bring(csv, map_)

    found = texts(ledger)
    assert list(found) == ["ann"]
    assert found["ann"].count("[[interactions]]") == 2


def test_a_row_that_could_be_two_people_is_reported(bring: Bring, ledger: Path) -> None:
    csv = "uri,who,no,on\nu:1,Ann,1,2026-01-01\nu:2,Ann,2,2026-01-02\n,Ann,3,2026-01-03\n"
    map_ = (
        'source = "s"\nwho = ["uri", "who"]\nrow = "no"\n'
        '[contact]\nname = "who"\n[interaction]\non = "on"\n'
    )

    result = bring(csv, map_)

    assert result.stdout.startswith("3 rows: 2 added, 1 skipped.")
    assert "row 4 (3): skipped: 2 people of this file are called 'Ann'" in result.stderr
    assert list(texts(ledger)) == ["ann", "ann-2"]


def test_a_map_of_interactions_must_say_whom_a_row_is_about(bring: Bring, ledger: Path) -> None:
    result = bring(LETTERS, LETTERS_MAP.replace('who = ["who"]\n', ""))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        'dexcli: in.map.toml: who: expected whom a row is about, such as who = ["Full name"]\n'
    )
    assert texts(ledger) == {}


@pytest.mark.parametrize(
    ("map_", "told"),
    [
        (PEOPLE_MAP.replace('"Born"', '"Birth"'), "in.csv: there is no column 'Birth'"),
        (PEOPLE_MAP.replace("emails", "email"), "in.map.toml: contact: 'email' is no key"),
        (PEOPLE_MAP.replace('source = "book"\n', ""), "in.map.toml: "),
        (PEOPLE_MAP.replace("source =", "source"), "in.map.toml:1: "),
        ('source = "s"\n[contact]\ncity = "City"\n', "in.map.toml: contact: expected a name"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_and_nothing_comes_in(
    bring: Bring, ledger: Path, map_: str, told: str
) -> None:
    result = bring(PEOPLE, map_)

    assert result.stdout == ""
    assert result.exit_code == 1
    assert result.stderr.startswith(f"dexcli: {told}")
    assert result.stderr.count("\n") == 1
    assert texts(ledger) == {}


def test_a_file_that_is_not_there_is_named(dexcli: Dexcli, tmp_path: Path) -> None:
    missing = tmp_path / "no.csv"
    (tmp_path / "m.toml").write_text(PEOPLE_MAP, encoding="utf-8")

    result = dexcli("import", str(missing), "--map", str(tmp_path / "m.toml"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"dexcli: {missing}: there is no such file\n"


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";")]
)
def test_encodings_and_delimiters_of_spreadsheets_are_read(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    csv = tmp_path / "in.csv"
    text = "Name,City\r\nZoë Müller,Besançon\r\n".replace(",", delimiter)
    csv.write_bytes(text.encode(encoding))
    map_ = tmp_path / "m.toml"
    map_.write_text('source = "s"\n[contact]\nname = "Name"\ncity = "City"\n', encoding="utf-8")

    result = dexcli("import", str(csv), "--map", str(map_))

    assert result.exit_code == 0
    assert without_ids(texts(ledger)["zoe-muller"])[:2] == [
        'name = "Zoë Müller"',
        'city = "Besançon"',
    ]


def test_a_name_is_never_read_as_markup_or_as_a_path(bring: Bring, ledger: Path) -> None:
    csv = "id,Name\n1,../../etc/passwd\n2,Ana [/x]\n3,CON\n4,李白\n"

    result = bring(csv, 'source = "s"\nwho = ["id"]\n[contact]\nname = "Name"\n')

    assert result.exit_code == 0
    assert list(texts(ledger)) == ["ana-x", "con-contact", "etc-passwd", "libai"]


def test_json_is_one_outcome_a_row(dexcli: Dexcli, tmp_path: Path) -> None:
    table, wanted = tmp_path / "t.csv", tmp_path / "m.toml"
    table.write_text("Name,Mail\nAda,ada@example.org\n,x@example.org\n", encoding="utf-8")
    wanted.write_text('source = "t"\n[contact]\nname = "Name"\nemails = "Mail"\n', encoding="utf-8")

    result = dexcli("import", str(table), "--map", str(wanted), "--json")

    assert (result.exit_code, result.stderr) == (5, "")
    assert json.loads(result.stdout) == {
        "rows": [
            {"line": 2, "outcome": "added", "reason": None, "handle": "ada"},
            {
                "line": 3,
                "outcome": "skipped",
                "reason": "no name: 'Name' is empty",
                "handle": None,
            },
        ],
        "added": ["ada"],
        "changed": [],
        "interactions": 0,
        "perhaps": [],
        "doubts": [],
        "news": [],
        "kept": [],
        "counts": {"added": 1, "updated": 0, "unchanged": 0, "skipped": 1},
        "strangers": {},
        "remarks": ["1 new contact without a cadence. Next: dexcli triage"],
    }


def test_who_was_added_by_hand_and_removed_stays_away_too(dexcli: Dexcli, tmp_path: Path) -> None:
    table, wanted = tmp_path / "t.csv", tmp_path / "m.toml"
    table.write_text("Name,Mail\nAda Lovelace,ADA@example.org\n", encoding="utf-8")
    wanted.write_text('source = "t"\n[contact]\nname = "Name"\nemails = "Mail"\n', encoding="utf-8")
    assert dexcli("add", "Ada Lovelace", "--email", "ada@example.org").exit_code == 0
    assert dexcli("rm", "ada", "--yes").exit_code == 0

    result = dexcli("import", str(table), "--map", str(wanted))

    assert result.stdout == "1 row: 1 skipped.\n"
    assert "Ada Lovelace was removed here; --again brings them back" in result.stderr
    again = dexcli("import", str(table), "--map", str(wanted), "--again")
    assert again.stdout.startswith("1 row: 1 added.")


SHARED_MAP = """\
source = "s"
who = ["who"]
row = "no"
[contact]
name = "who"
[interaction]
on = "on"
with = { column = "also", separator = ";" }
note = "note"
by = "by"
occasion = "occasion"
"""
SHARED = "no,on,who,also,note,by,occasion\n"


def interactions(ledger: Path, handle: str) -> list[dict[str, Any]]:
    """Return the interactions in somebody's file."""
    text = (ledger / f"{handle}.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text).get("interactions", [])
    return found


def test_everybody_keeps_the_note_and_the_step_of_their_own_row(bring: Bring, ledger: Path) -> None:
    csv = SHARED + "1,2026-01-01,Ann,Cleo,one,them,\n1,2026-01-01,Bob,,two,me,\n"

    result = bring(csv, SHARED_MAP)

    assert result.stdout.startswith(f"2 rows: 2 added. 3 new contacts, 1 new interaction.{UNDO}\n")
    copies = {name: interactions(ledger, name)[0] for name in ("ann", "bob", "cleo")}
    told = {name: (copy["note"], copy["by"]) for name, copy in copies.items()}
    assert told == {"ann": ("one", "ann"), "bob": ("two", "me"), "cleo": ("one", "ann")}
    assert len({copy["id"] for copy in copies.values()}) == 1
    assert bring(csv, SHARED_MAP).stdout == "2 rows: 2 unchanged.\n"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("1,2026-01-02,Bob,,,,\n", "on"),
        ("1,2026-01-01,Bob,,,,wedding\n", "occasion"),
        ("1,2026-01-01,Ann,Bob,two,,\n", "note"),
        ("1,2026-01-01,Ann,Bob,,me,\n", "by"),
    ],
)
def test_a_row_that_contradicts_brings_nobody_into_the_meeting(
    bring: Bring, ledger: Path, second: str, told: str
) -> None:
    result = bring(SHARED + "1,2026-01-01,Ann,,one,them,\n" + second, SHARED_MAP)

    assert "1 added, 1 skipped" in result.stdout
    assert (
        f"row 3 (1): skipped: {told} is not as in row 2, which has the same key '1'"
        in result.stderr
    )
    assert "with" not in interactions(ledger, "ann")[0]
    assert interactions(ledger, "bob") == []


def test_tags_that_differ_contradict_too(bring: Bring) -> None:
    map_ = SHARED_MAP.replace('occasion = "occasion"', 'tags = "occasion"')

    result = bring(SHARED + "1,2026-01-01,Ann,,,,a\n1,2026-01-01,Bob,,,,b\n", map_)

    assert "row 3 (1): skipped: tags is not as in row 2" in result.stderr


NAMES_MAP = 'source = "s"\nwho = ["id"]\n[contact]\nname = "Name"\ncity = "City"\n'


@pytest.mark.parametrize(
    ("csv", "line"),
    [
        ('id,Name,City\n1,Ann,Paris\n2,"Bob,Rome\n3,Cleo,Wien\n', 3),
        ('id,Name,City\n1,"Ann"x,Paris\n', 2),
    ],
)
def test_a_damaged_quote_is_named_with_its_line_and_nothing_comes_in(
    bring: Bring, ledger: Path, csv: str, line: int
) -> None:
    result = bring(csv, NAMES_MAP)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"dexcli: in.csv:{line}: ")
    assert result.stderr.count("\n") == 1
    assert texts(ledger) == {}


def test_a_cell_beyond_the_header_makes_its_row_unreadable(bring: Bring, ledger: Path) -> None:
    result = bring("id,Name,City\n1,Ann,Paris,,\n2,Bob,Rome,Italy\n", NAMES_MAP)

    assert result.exit_code == 5
    assert "dexcli: row 3: skipped: 4 cells under 3 headings: 'Italy'" in result.stderr
    assert list(texts(ledger)) == ["ann"]


def test_a_heading_that_stands_twice_is_refused_where_the_map_uses_it(
    bring: Bring, ledger: Path
) -> None:
    result = bring("id,Name,City,City\n1,Ann,Paris,Rome\n", NAMES_MAP)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "dexcli: in.csv: several columns are called 'City', which the map uses; "
        "rename all but one\n"
    )
    assert texts(ledger) == {}
    assert bring("id,Name,City,x,x\n1,Ann,Paris,1,2\n", NAMES_MAP).exit_code == 0


def test_cells_without_a_heading_are_told(bring: Bring) -> None:
    result = bring("id,Name,,City,\n1,Ann,lost,Paris,\n", NAMES_MAP)

    assert result.exit_code == 0
    assert result.stderr == "dexcli: not in the map, and not imported: column 3 (no heading)\n"


def test_lines_before_the_header_are_passed_over(bring: Bring, ledger: Path) -> None:
    preamble = 'Notes:\n"When exporting, some ""e-mails"" may\nbe missing, see help"\n\n'

    result = bring(preamble + "id,Name,City\n1,Ann,Paris\n", NAMES_MAP)

    assert (result.exit_code, result.stderr) == (0, "")
    assert list(texts(ledger)) == ["ann"]


TOGETHER = SHARED + "1,2026-01-01,Ann,Bob,one,,\n1,2026-01-01,Cleo,,two,,\n2,2026-02-02,Bob,,,,\n"


def test_who_was_taken_out_of_a_meeting_is_not_put_back(
    bring: Bring, dexcli: Dexcli, ledger: Path
) -> None:
    bring(TOGETHER, SHARED_MAP)
    key = interactions(ledger, "ann")[0]["id"]
    assert dexcli("amend", key, "--without", "cleo", "--without", "bob").exit_code == 0
    before = texts(ledger)

    result = bring(TOGETHER, SHARED_MAP)

    assert result.stdout == "3 rows: 3 unchanged.\n"
    assert texts(ledger) == before


def test_who_is_new_joins_the_meeting_as_it_stands_here(
    bring: Bring, dexcli: Dexcli, ledger: Path
) -> None:
    bring(TOGETHER, SHARED_MAP)
    key = interactions(ledger, "ann")[0]["id"]
    assert dexcli("amend", key, "--on", "2026-01-05", "--kind", "tea").exit_code == 0

    result = bring(TOGETHER + "1,2026-01-01,Dora,,hers,,\n", SHARED_MAP)

    assert result.stdout.startswith("4 rows: 1 added, 2 updated, 1 unchanged. 1 new contact")
    (copy,) = interactions(ledger, "dora")
    assert (copy["on"].isoformat(), copy["kind"], copy["note"]) == ("2026-01-05", "tea", "hers")
    assert copy["with"] == ["ann", "bob", "cleo"]
    assert copy["id"] == key
    assert interactions(ledger, "ann")[0]["with"] == ["bob", "cleo", "dora"]
    assert interactions(ledger, "bob")[0]["with"] == ["ann", "cleo", "dora"]
    assert interactions(ledger, "cleo")[0]["note"] == "two"


def test_again_brings_back_the_meetings_where_somebody_stood_beside_others(
    bring: Bring, dexcli: Dexcli, ledger: Path
) -> None:
    bring(TOGETHER, SHARED_MAP)
    before = texts(ledger)
    dexcli("rm", "bob", "--yes")
    assert interactions(ledger, "ann")[0]["with"] == ["Bob", "cleo"]
    assert "2 unchanged, 1 skipped" in bring(TOGETHER, SHARED_MAP).stdout

    bring(TOGETHER, SHARED_MAP, "--again")

    after = texts(ledger)
    assert (after["ann"], after["cleo"]) == (before["ann"], before["cleo"])
    assert interactions(ledger, "bob")[0]["with"] == ["ann", "cleo"]
    assert len(interactions(ledger, "bob")) == 2
    assert bring(TOGETHER, SHARED_MAP, "--again").stdout == "3 rows: 3 unchanged.\n"


def test_a_name_among_the_others_that_two_people_have_is_told(bring: Bring, ledger: Path) -> None:
    csv = (
        "uri,who,no,on,also\nu:1,Ann,1,2026-01-01,\n"
        "u:2,Ann,2,2026-01-02,\nu:3,Bob,3,2026-01-03,Ann\n"
    )
    map_ = (
        'source = "s"\nwho = ["uri", "who"]\nrow = "no"\n'
        '[contact]\nname = "who"\n[interaction]\non = "on"\nwith = "also"\n'
    )
    told = "dexcli: row 4 (3): with: 2 people of this file are called 'Ann'; only the name is kept"

    dry = bring(csv, map_, "--dry-run", "--json")
    result = bring(csv, map_)

    assert result.exit_code == 0
    assert told in result.stderr.splitlines()
    assert interactions(ledger, "bob")[0]["with"] == ["Ann"]
    assert json.loads(dry.stdout)["doubts"] == [{"line": 4, "name": "Ann", "count": 2}]


def test_a_list_does_not_grow_by_an_address_that_is_there_in_capitals(
    bring: Bring, ledger: Path, write: Write
) -> None:
    text = 'name = "Ada Lovelace"\nemails = ["ada@x.org"]\nphones = ["+44 20 7946 0958"]\n'
    write("ada", text + 'sources = ["s:1"]\n')
    map_ = (
        'source = "s"\nwho = "id"\n[contact]\nname = "Name"\n'
        'emails = ["Mail", "Mail2"]\nphones = "Phone"\n'
    )

    result = bring(
        "id,Name,Mail,Mail2,Phone\n1,Ada Lovelace,ADA@X.org,new@x.org,0044 20 79460958\n"
        "2,Bob,bob@x.org,Bob@x.org,1\n",
        map_,
    )

    assert result.exit_code == 0
    found = texts(ledger)
    assert 'emails = ["ada@x.org", "new@x.org"]\nphones = ["+44 20 7946 0958"]' in found["ada"]
    assert 'emails = ["bob@x.org"]\n' in found["bob"]


def test_a_folder_is_no_table_and_no_map(dexcli: Dexcli, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "m.toml").write_text(PEOPLE_MAP, encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()

    for file, map_ in ((folder, tmp_path / "m.toml"), (tmp_path / "in.csv", folder)):
        result = dexcli("import", str(file), "--map", str(map_))
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"dexcli: {folder}: this is a folder\n"


def test_who_may_be_one_column_in_plain_text(bring: Bring, ledger: Path) -> None:
    result = bring(LETTERS, LETTERS_MAP.replace('who = ["who"]', 'who = "who"'))

    assert result.exit_code == 0
    assert 'sources = ["letters:Babbage, Charles"]' in texts(ledger)["charles-babbage"]


@pytest.mark.parametrize(
    ("map_", "told"),
    [
        (PEOPLE_MAP.replace('"dmy"', '"dym"'), "dates: 'dym'; expected one of dmy, mdy, ymd"),
        (
            PEOPLE_MAP.replace("separator", "seperator"),
            "contact: tags: 'seperator' is no key; "
            "expected one of column, value, separator, cases, order, join",
        ),
        (PEOPLE_MAP.replace('"Born"', "3"), 'contact: birthday: expected a column, such as "D'),
        ("colour = 1\n" + PEOPLE_MAP, "'colour' is no key; expected one of source, who, row, "),
        (PEOPLE_MAP.replace('["id"]', "3"), "who: expected "),
        (PEOPLE_MAP.replace('order = "last-first"', 'order = "x"'), "contact: name: order: 'x'; "),
        (PEOPLE_MAP.replace('source = "book"\n', ""), "source: expected a word"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_map_is_told_in_plain_words(bring: Bring, map_: str, told: str) -> None:
    result = bring(PEOPLE, map_)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"dexcli: in.map.toml: {told}")
    assert result.stderr.count("\n") == 1


def test_a_name_that_was_forgotten_does_not_come_back(
    bring: Bring, dexcli: Dexcli, ledger: Path
) -> None:
    bring(PEOPLE, PEOPLE_MAP)
    assert dexcli("rename", "ada", "Ada King", "--forget").exit_code == 0
    before = texts(ledger)

    result = bring(PEOPLE, PEOPLE_MAP)

    assert result.stdout == "2 rows: 2 unchanged.\n"
    assert texts(ledger) == before


@pytest.mark.parametrize("others", [3, 10])
def test_several_come_back_to_one_meeting_as_it_was(
    bring: Bring, dexcli: Dexcli, ledger: Path, others: int
) -> None:
    also = ";".join(f"Person {number}" for number in range(others))
    csv = f"{SHARED}1,2026-01-01,Ann,{also},one,them,\n2,2026-01-02,Ann,Person 0,,them,\n"
    bring(csv, SHARED_MAP)
    before = {name: sorted(lines_with(text)) for name, text in texts(ledger).items()}
    assert dexcli("rm", "ann", "--yes").exit_code == 0
    assert dexcli("rm", "person-0", "--yes").exit_code == 0

    result = bring(csv, SHARED_MAP, "--again")

    assert result.exit_code == 0
    assert {name: sorted(lines_with(text)) for name, text in texts(ledger).items()} == before
    assert bring(csv, SHARED_MAP).stdout == "2 rows: 2 unchanged.\n"


def lines_with(text: str) -> list[str]:
    """Return a file's lines; the order of the others in a `with` tells nothing."""
    return ["".join(sorted(line)) for line in text.splitlines()]


def test_records_are_counted_while_they_are_read_and_not_before() -> None:
    wanted = mapping.to_map({"source": "t", "contact": {"name": "Name"}}, "m.toml")
    found = table.parse("Name\nAda\nBob\n", "t.csv", wanted.all_columns())
    passed: list[int] = []

    def watched(records: Sequence[table.Record]) -> Iterator[table.Record]:
        for line, cells in records:
            passed.append(line)
            yield line, cells

    rows = mapped.rows(wanted, found, today=date(2026, 11, 22), watched=watched)

    assert next(rows).line == 2
    assert passed == [2]


def test_two_cards_of_one_person_are_told_where_rows_and_contacts_differ(
    dexcli: Dexcli, tmp_path: Path
) -> None:
    ann = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Hill\r\nEMAIL:ann@example.org\r\nEND:VCARD\r\n"
    (tmp_path / "phone.vcf").write_text(ann + ann, "utf-8")

    told = dexcli("import", str(tmp_path / "phone.vcf"), "--yes").stdout

    assert told.startswith(
        "2 rows: 2 added. 1 new contact; 1 row more was about one of them." + UNDO
    )
