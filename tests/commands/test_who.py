"""WHO: whom a name means, and what happens where it could be several or nobody."""

import sys

import pytest

from tests.commands.conftest import Write
from tests.conftest import Dexcli, Keyboard


def found(dexcli: Dexcli, query: str) -> str:
    """Return the handle that a query means."""
    result = dexcli("show", query, "handle")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.removesuffix("\n")


@pytest.mark.parametrize(
    "query",
    [
        "hugo-von-hofmannsthal",
        "Hugo-von-Hofmannsthal",
        "hugo@example.org",
        "HUGO@EXAMPLE.ORG",
        "Hugo von Hofmannsthal",
        "hugo  VON hofmannsthal",
        "Hofmannsthal, Hugo von",
        "von Hofmannsthal, Hugo",
        "Loris",
        "Édouard Melikow",
        "edouard melikow",
        "Melikow, Édouard",
        "hugo",
        "hug",
        "hofm",
        "von hof",
        "melik",
        "hugo@",
    ],
)
def test_one_person_answers_to_all_of_these(dexcli: Dexcli, write: Write, query: str) -> None:
    write(
        "hugo-von-hofmannsthal",
        'name = "Hugo von Hofmannsthal"\naka = ["Loris", "Édouard Melikow"]\n'
        'emails = ["Hugo@example.org"]\n',
    )
    write("zoe", 'name = "Zoe Zweig"\nemails = ["zoe@example.org"]\n')

    assert found(dexcli, query) == "hugo-von-hofmannsthal"


def test_a_handle_wins_over_a_name(dexcli: Dexcli, write: Write) -> None:
    write("sam", 'name = "Samuel Beckett"\n')
    write("samantha", 'name = "Sam"\n')

    assert found(dexcli, "sam") == "sam"


def test_an_email_wins_over_a_name(dexcli: Dexcli, write: Write) -> None:
    write("ann", 'name = "Ann"\nemails = ["sam@example.org"]\n')
    write("bob", 'name = "sam@example.org"\n')

    assert found(dexcli, "sam@example.org") == "ann"


def test_a_whole_name_wins_over_the_start_of_one(dexcli: Dexcli, write: Write) -> None:
    write("x1", 'name = "Ann"\n')
    write("x2", 'name = "Anna"\n')
    write("x3", 'name = "Bea"\naka = ["Ann"]\narchived = true\n')

    assert found(dexcli, "ann") == "x1"
    assert found(dexcli, "bea") == "x3"


def test_an_earlier_handle_still_finds(dexcli: Dexcli, write: Write) -> None:
    write("ada-king", 'name = "Ada King"\nwas = ["ada-byron", "p3k9x0a7m2"]\n')

    assert found(dexcli, "ada-byron") == "ada-king"
    assert found(dexcli, "p3k9x0a7m2") == "ada-king"


def test_of_two_sams_only_the_active_one_is_offered(dexcli: Dexcli, write: Write) -> None:
    write("sam-hill", 'name = "Sam Hill"\n')
    write("sam-dale", 'name = "Sam Dale"\narchived = true\n')
    write("sam-moor", 'name = "Sam Moor"\ndied = 2020\n')

    assert found(dexcli, "sam") == "sam-hill"


def test_the_archived_and_the_dead_are_found_by_a_start_where_nobody_else_is(
    dexcli: Dexcli, write: Write
) -> None:
    write("arne-dahl", 'name = "Arne Dahl"\narchived = true\n')
    write("mary-moor", 'name = "Mary Moor"\ndied = true\n')

    assert found(dexcli, "arne") == "arne-dahl"
    assert found(dexcli, "moor") == "mary-moor"
    assert found(dexcli, "Arne Dahl") == "arne-dahl"


def test_several_at_one_level_are_refused_with_what_tells_them_apart(
    dexcli: Dexcli, write: Write
) -> None:
    write("sam-hill", 'name = "Sam Hill"\ncity = "Oslo"\norg = "Acme"\n')
    write("sam-hill-2", 'name = "Sam Hill"\ncity = "Rome"\n')

    result = dexcli("show", "sam hill")

    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        "dexcli: 'sam hill' could be Sam Hill (sam-hill, Acme, Oslo), Sam Hill (sam-hill-2, Rome)\n"
    )


def test_an_ambiguous_name_writes_nothing(dexcli: Dexcli, write: Write) -> None:
    texts = {"sam-hill": 'name = "Sam Hill"\n', "sam-dale": 'name = "Sam Dale"\n'}
    paths = {handle: write(handle, text) for handle, text in texts.items()}
    bob = write("bob", 'name = "Bob"\n')

    result = dexcli("log", "bob", "sam")

    assert result.exit_code == 4
    assert {handle: path.read_text(encoding="utf-8") for handle, path in paths.items()} == texts
    assert bob.read_text(encoding="utf-8") == 'name = "Bob"\n'


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_a_number_chooses(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("sam-dale", 'name = "Sam Dale"\n')
    write("sam-hill", 'name = "Sam Hill"\ncity = "Oslo"\n')
    monkeypatch.setattr(sys, "stdin", Keyboard("2\n"))

    result = dexcli("show", "sam", "handle")

    assert (result.exit_code, result.stdout) == (0, "sam-hill\n")
    assert result.stderr == (
        "dexcli: 'sam' could be several:\n"
        "dexcli:   1  Sam Dale (sam-dale)\n"
        "dexcli:   2  Sam Hill (sam-hill, Oslo)\n"
        "Which one? 1-2, nothing to stop: "
    )


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("typed", ["", "\n", "0\n", "3\n", "sam\n", "-1\n", "²\n"])
def test_on_a_terminal_anything_else_stops(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    write("sam-dale", 'name = "Sam Dale"\n')
    path = write("sam-hill", 'name = "Sam Hill"\n')
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))

    result = dexcli("log", "sam")

    assert (result.exit_code, result.stdout) == (4, "")
    assert path.read_text(encoding="utf-8") == 'name = "Sam Hill"\n'


def test_an_unknown_name_is_told_with_the_three_nearest_and_makes_nobody(
    dexcli: Dexcli, write: Write
) -> None:
    for name in ("Ada", "Adam", "Adah", "Bartholomew"):
        write(name.lower(), f'name = "{name}"\n')

    result = dexcli("log", "Adq")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "dexcli: no contact matches 'Adq'; nearest: Ada, Adah, Adam\n"
    assert dexcli("list", "--handles").stdout == "ada\nadah\nadam\nbartholomew\n"


def test_nobody_is_near_a_name_like_no_other(dexcli: Dexcli, write: Write) -> None:
    write("ada", 'name = "Ada"\n')

    result = dexcli("show", "zzz")

    assert (result.exit_code, result.stderr) == (3, "dexcli: no contact matches 'zzz'\n")


@pytest.mark.parametrize("query", ["", " ", ",", "-"])
def test_a_name_of_nothing_means_nobody(dexcli: Dexcli, write: Write, query: str) -> None:
    write("ada", 'name = "Ada"\n')

    assert dexcli("show", "--", query).exit_code == 3


def test_names_are_compared_across_scripts_and_forms(dexcli: Dexcli, write: Write) -> None:
    write("x1", 'name = "Zoë Çelik"\n')
    write("x2", 'name = "Анна Петрова"\n')
    write("x3", 'name = "Straße"\n')

    assert found(dexcli, "zoe celik") == "x1"
    assert found(dexcli, "Zoe\u0308") == "x1"
    assert found(dexcli, "anna") == "x2"
    assert found(dexcli, "STRASSE") == "x3"


TOMS = {
    "tom-baker": 'name = "Tom Baker"\norg = "BBC"\n',
    "tom-baker-2": 'name = "Tom Baker"\ncity = "York"\norg = "Acme, Inc."\n',
    "tom-baker-3": 'name = "Tom Baker"\n',
}


@pytest.mark.parametrize(
    ("query", "handle"),
    [
        ("Tom Baker (BBC)", "tom-baker"),
        ("tom baker (york)", "tom-baker-2"),
        ("Baker, Tom (Acme, Inc.)", "tom-baker-2"),
        ("Tom Baker (tom-baker-3)", "tom-baker-3"),
        ("Tom Baker (tom-baker, BBC)", "tom-baker"),
    ],
)
def test_a_name_with_what_tells_it_apart_is_one_person(
    dexcli: Dexcli, write: Write, query: str, handle: str
) -> None:
    for each, text in TOMS.items():
        write(each, text)

    assert found(dexcli, query) == handle


def test_whatever_a_list_calls_somebody_is_accepted(dexcli: Dexcli, write: Write) -> None:
    for each, text in TOMS.items():
        write(each, text)
    shown = [line.split(" · ")[0] for line in dexcli("list").stdout.splitlines()]

    assert len(shown) == len(set(shown)) == 3
    assert {found(dexcli, name) for name in shown} == set(TOMS)
    assert dexcli("log", shown[0], shown[1], "--kind", "tea").exit_code == 0


def test_a_remark_in_a_name_is_the_name(dexcli: Dexcli, write: Write) -> None:
    write("hugo", 'name = "Hugo (sen.)"\n')
    write("hugo-2", 'name = "Hugo"\ncity = "sen."\n')

    assert found(dexcli, "Hugo (sen.)") == "hugo"


def test_of_those_who_are_nearest_equal_names_are_told_apart(dexcli: Dexcli, write: Write) -> None:
    for each, text in TOMS.items():
        write(each, text)

    assert dexcli("show", "Tim Bakr").stderr == (
        "dexcli: no contact matches 'Tim Bakr'; nearest: Tom Baker (BBC), Tom Baker (York), "
        "Tom Baker (tom-baker-3)\n"
    )
