"""The manual's topics: what they say is true, and every line in them can be typed."""

import inspect
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from dexcli import catalog
from dexcli.core import errors, when
from dexcli.core.cadence import Cadence
from dexcli.formats import registry
from dexcli.manual import pages
from dexcli.manual.pages import Heading, Title, Verbatim
from dexcli.output import manual
from dexcli.store.places import Place, folder_of
from tests.conftest import TODAY, Dexcli
from tests.manual.conftest import type_in

COLUMNS = 80
_EXIT = re.compile(r"# exit (\d+)$")
# Said in words beside the line, or because nobody is there to be asked.
OTHER_CODES = {
    "dexcli doctor": {0, 1, 6},
    "dexcli resolve": {0, 6},
    "dexcli --ledger people resolve": {0, 6},
}
topics = pytest.mark.parametrize("topic", catalog.TOPICS)


def typed(topic: str) -> list[str]:
    """Return the lines of a topic that a reader types."""
    verbatim = [part for part in pages.page(topic) if isinstance(part, Verbatim)]
    return [line for part in verbatim for line in part.lines if line.startswith("dexcli ")]


@topics
def test_every_line_of_a_topic_can_be_typed(topic: str, place: Path, shell: dict[str, str]) -> None:
    lines = typed(topic)

    assert 5 <= len(lines) <= 12
    for line in lines:
        ran = type_in(line, place, shell)
        told = _EXIT.search(line)
        known = {int(told[1])} if told else OTHER_CODES.get(line, {0})
        assert ran.returncode in known, f"{line}\n{ran.stdout}{ran.stderr}"


@topics
def test_a_topic_reads_well_at_80_columns(topic: str, dexcli: Dexcli) -> None:
    result = dexcli("help", topic)
    lines = result.stdout.splitlines()

    assert (result.exit_code, result.stderr) == (0, "")
    assert max(map(len, lines)) < COLUMNS
    assert 25 <= len(lines) - (topic in catalog.COMMANDS) * 40 <= 90  # a page and a half
    assert not [line for line in lines if line.lstrip().startswith(("# ", "## "))]


@topics
def test_a_topic_s_title_is_its_line_in_the_help(topic: str) -> None:
    title = pages.page(topic)[0]

    assert isinstance(title, Title)
    name, _, line = title.text.partition(": ")
    assert (name, line) == (topic.capitalize(), _sentence(catalog.TOPICS[topic].help))


def test_every_page_is_a_topic_and_every_topic_has_a_page() -> None:
    kept = {path.stem for path in Path(pages.__file__).parent.glob("topics/*.md")}

    assert kept == set(catalog.TOPICS)


def test_every_command_that_a_topic_names_is_one() -> None:
    for topic in catalog.TOPICS:
        told = r"(?:^    |`)dexcli(?: --ledger \w+)? ([a-z-]+)"
        named = re.findall(told, pages.text(topic), re.MULTILINE)
        assert {*named, *catalog.TOPICS[topic].commands} <= set(catalog.COMMANDS), topic


@topics
def test_every_option_that_a_topic_names_is_one(topic: str, dexcli: Dexcli) -> None:
    offered = "".join(dexcli(name, "--help").stdout for name in catalog.COMMANDS)

    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", pages.text(topic)))

    hidden = {"--debug"}  # for a report of an error
    assert named <= set(re.findall(r"--[a-z][a-z-]*", offered)) | hidden


def test_a_topic_is_the_same_on_a_terminal_with_its_words_set_off(
    dexcli: Dexcli, request: pytest.FixtureRequest
) -> None:
    plain = dexcli("help", "cadence").stdout
    request.getfixturevalue("terminal")

    shown = dexcli("help", "cadence").stdout

    assert "\x1b[1mCadence: " in shown
    assert "`" in plain
    assert "`" not in shown
    bare = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert bare == plain.replace("`", "")


def test_a_page_is_its_parts() -> None:
    written = "# T: t\n\none\ntwo\n\n## H\n\n- a\n  b\n- c\n\n    x\n      y\n"

    shown = manual.plain(tuple(pages.parse(written)))

    assert shown == "T: t\n\n  one two\n\nH\n\n  - a b\n  - c\n\n      x\n        y"


def test_headings_come_between_texts() -> None:
    for topic in catalog.TOPICS:
        parts = pages.page(topic)
        assert not isinstance(parts[-1], Heading)
        assert sum(isinstance(part, Title) for part in parts) == 1


# -- facts that stand in the code too


def test_the_cadences_of_the_topic_are_cadences() -> None:
    text = pages.text("cadence")
    words = re.search(r"^(`10 days`.*) are cadences.*`(tous .*)`", text, re.MULTILINE)
    assert words is not None

    named = [*re.findall(r"`([^`]+)`", words[1]), words[2]]

    assert len(named) > 7
    assert [Cadence.parse(word).text for word in named] == named


def test_the_days_of_the_topic_are_days() -> None:
    table = next(
        part
        for part in pages.page("dates")
        if isinstance(part, Verbatim) and len(part.lines) == 6 and "," in part.lines[0]
    )
    cells = [cell for line in table.lines for cell in re.split(r" {2,}|, ", line)]
    days = [cell for cell in cells if cell != "as far as it is known"]

    assert len(days) > 20
    for day in days:
        when.parse_when(day, today=date.fromisoformat(TODAY), facing=when.Facing.BACK)


def test_the_exit_codes_of_the_topic_are_those_of_the_program() -> None:
    table = pages.text("cron").partition("## Exit codes")[2]
    told = {int(code) for code in re.findall(r"^    (\d+) ", table, re.MULTILINE)}
    known = {
        error.exit_code
        for _, error in inspect.getmembers(errors, inspect.isclass)
        if issubclass(error, errors.DexcliError)
    }

    assert told == known | {0, 10, 130, 141}


def test_the_import_topic_names_every_kind_of_file() -> None:
    text = pages.text("import").casefold()
    words = {"sheet": "a table", "ics": "calendars", "vcard": "vcards", "friends": "friends.md"}

    assert {f.name for f in registry.READ if words.get(f.name, f.name) not in text} == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other folders there")
def test_the_files_are_where_the_topic_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in Place:
        monkeypatch.delenv(place.value[0])
    on_linux = pages.text("files").split("## On Linux")[1].split("## On macOS")[0]

    told = {Path(each).expanduser() for each in re.findall(r"(~/\S+?dexcli)/", on_linux)}

    assert told == {folder_of(place) for place in Place}
    assert {place.value[0] for place in Place} == set(re.findall(r"XDG_\w+", on_linux))


def _sentence(line: str) -> str:
    return line[0].lower() + line[1:].removesuffix(".")
