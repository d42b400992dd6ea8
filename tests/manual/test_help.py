"""`dexcli help`, and the help of every command, as somebody reads them at 80 columns."""

import re
from pathlib import Path

import pytest

from dexcli import catalog
from tests.conftest import Dexcli
from tests.manual.conftest import type_in

COLUMNS = 80
commands = pytest.mark.parametrize("name", catalog.COMMANDS)
GROUPS = {
    "Every day": "today due log note amend show snooze skip remind done",
    "People": "add edit set rename merge archive rm tag every relate gift",
    "Look": "list search timeline why stats suggest intro graph",
    "In and out": "import export triage spread vdir",
    "Safe": "sync undo doctor resolve",
    "Set up": "init config schedule completion help",
    "Plumbing": "query schema git merge-driver",
}

KEPT_SMALL = ("auto, ", "text, ", "vcard", "csv ")  # values, as they are typed
_WITHOUT_CONFLICT = "dexcli resolve ada --take London"
_IN_GIT = (
    _WITHOUT_CONFLICT,
    'dexcli init "$DEXCLI_LEDGER" --git --remote people.git',
)
BEFORE = {  # what must have happened
    "amend": ("dexcli log ada",),
    "undo": ("dexcli log ada",),
    "add": ("dexcli rm ada --yes",),
    "sync": _IN_GIT,
    "git": (*_IN_GIT, "dexcli sync"),
    "vdir": ("mkdir -p ~/contacts/phone",),
}
CODES = {
    "triage": 2,  # it asks, and nobody is there
    "doctor": 6,  # a conflict waits
}


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))


def grouped(text: str) -> dict[str, list[str]]:
    """Return the sections of a help with the first word of each line in them."""
    parts = re.split(r"^([A-Z][a-z]+(?: [a-z]+)*):\n", text, flags=re.MULTILINE)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {title: re.findall(r"^ {2}([a-z-]+)", body, re.MULTILINE) for title, body in pairs}


def test_help_shows_the_commands_in_their_groups_and_the_topics(dexcli: Dexcli) -> None:
    result = dexcli("help")

    found = grouped(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert list(found) == ["Options", *list(GROUPS)[:-1], "Topics"]
    assert found["Topics"] == list(catalog.TOPICS)
    for group, names in list(GROUPS.items())[:-1]:
        assert found[group] == [name for name in names.split() if name in catalog.COMMANDS]
    assert result.stdout == dexcli("--help").stdout


def test_all_shows_the_plumbing_too(dexcli: Dexcli) -> None:
    found = grouped(dexcli("help", "--all").stdout)

    assert found["Plumbing"] == GROUPS["Plumbing"].split()
    assert {name for group in GROUPS for name in found[group]} == set(catalog.COMMANDS)


def test_every_command_and_topic_is_on_one_line_of_the_list(dexcli: Dexcli) -> None:
    lines = dexcli("help", "--all").stdout.splitlines()

    told = {name: entry.help for name, entry in catalog.COMMANDS.items()}
    for name, line in (*told.items(), *((n, topic.help) for n, topic in catalog.TOPICS.items())):
        assert [shown for shown in lines if shown.split() == [name, *line.split()]], name


def test_the_topics_that_everybody_looks_for_are_there() -> None:
    wanted = "cadence filters dates files git cron import privacy"

    assert set(wanted.split()) <= set(catalog.TOPICS)


@commands
def test_help_of_a_command_is_what_its_own_option_prints(name: str, dexcli: Dexcli) -> None:
    own = dexcli(name, "--help").stdout
    result = dexcli("help", name)

    assert result.exit_code == 0
    assert result.stdout.startswith(own)
    assert (result.stdout == own) == (name not in catalog.TOPICS)


def test_a_word_that_is_a_command_and_a_topic_gives_both(dexcli: Dexcli) -> None:
    shown = dexcli("help", "import").stdout

    assert shown.startswith("Usage: dexcli import")
    assert "\n\nImport: how to get your contacts in\n" in shown


@pytest.mark.parametrize(
    ("typed", "meant"), [("cadense", "cadence"), ("filter", "filters"), ("lgo", "log")]
)
def test_a_misspelt_subject_is_told_the_nearest(dexcli: Dexcli, typed: str, meant: str) -> None:
    result = dexcli("help", typed)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"dexcli: no command or topic {typed!r}; did you mean {meant}?\n"


def test_a_subject_like_none_points_to_the_list(dexcli: Dexcli) -> None:
    result = dexcli("help", "xqzw")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"dexcli: no command or topic 'xqzw'; the topics are {', '.join(catalog.TOPICS)}; "
        "see 'dexcli help'\n"
    )


def test_the_help_of_an_alias_is_that_of_its_command(dexcli: Dexcli) -> None:
    dexcli("config", "alias.lunch=log --kind lunch")

    result = dexcli("help", "lunch")

    assert result.stdout == dexcli("log", "--help").stdout
    assert result.stderr == "dexcli: lunch is an alias: log --kind lunch\n"


def test_help_needs_no_ledger(dexcli: Dexcli, tmp_path: Path) -> None:
    for words in ([], ["cadence"], ["log"], ["--all"]):
        assert dexcli("help", *words, at=tmp_path / "gone").exit_code == 0


def test_all_goes_with_no_subject(dexcli: Dexcli) -> None:
    result = dexcli("help", "log", "--all")

    assert (result.exit_code, result.stdout) == (2, "")


# -- the help of each command


@commands
def test_no_line_is_too_long_and_nothing_is_cut(name: str, dexcli: Dexcli) -> None:
    shown = dexcli(name, "--help").stdout

    assert max(map(len, shown.splitlines())) < COLUMNS
    assert "..." not in shown


@commands
def test_every_option_and_argument_says_what_it_is(name: str, dexcli: Dexcli) -> None:
    shown = dexcli(name, "--help").stdout
    for section in ("Arguments", "Options"):
        _, _, rest = shown.partition(f"\n{section}:\n")
        body = rest.partition("\n\n")[0]
        for entry in body and re.split(r"\n(?= {2}\S)", body):
            words = re.split(r" {2,}", entry.strip())
            assert len(words) > 1, entry
            assert re.match(r"[A-Z\d]", words[1].strip()) or words[1].startswith(KEPT_SMALL), entry


@commands
def test_what_an_option_takes_is_a_word(name: str, dexcli: Dexcli) -> None:
    shown = dexcli(name, "--help").stdout

    taken = re.findall(r"^ {2}(?:-\w, )?--[a-z-]+ (\S+(?: \S+)*?)(?: {2,}|$)", shown, re.MULTILINE)

    assert [word for word in taken if len(word) < 3 or "<" in word] == []
    assert "{" not in shown
    assert "[x" not in shown


def examples_of(name: str, dexcli: Dexcli) -> list[str]:
    return re.findall(r"^ {2}Example: (.*)$", dexcli(name, "--help").stdout, re.MULTILINE)


@commands
def test_the_examples_of_a_command_are_each_a_line_that_works(
    name: str, dexcli: Dexcli, place: Path, shell: dict[str, str]
) -> None:
    lines = examples_of(name, dexcli)
    assert lines
    for before in BEFORE.get(name, ()):
        assert type_in(before, place, shell).returncode == 0, before

    for line in lines:
        ran = type_in(line, place, shell)

        assert line.startswith(f"dexcli {name}")
        assert ran.returncode == CODES.get(name, 0), f"{line}\n{ran.stdout}{ran.stderr}"


def test_a_number_that_is_none_is_told_what_was_expected(dexcli: Dexcli) -> None:
    for typed in ("0", "-1", "x"):
        result = dexcli("timeline", "--limit", typed)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"'--limit': {typed!r}; expected a whole number from 1 on" in result.stderr


def test_a_command_points_to_the_topics_that_say_more(dexcli: Dexcli) -> None:
    assert dexcli("due", "--help").stdout.endswith("\n  More: dexcli help cadence | filters\n")


@pytest.mark.parametrize("name", ["log", "git", "merge-driver"])
def test_the_help_of_the_installed_command_is_there_also_for_the_plumbing(
    name: str, place: Path, shell: dict[str, str]
) -> None:
    ran = type_in(f"dexcli {name} --help", place, shell)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"Usage: dexcli {name} ")
