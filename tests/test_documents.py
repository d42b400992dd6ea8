"""What the documents say is what the program does."""

import importlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from dexcli import catalog
from dexcli.core import closeness, errors, query, settings, suggestions
from dexcli.core.checks.finding import Kind
from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, keys_of, to_contact
from dexcli.core.settings import Settings
from dexcli.formats import mapping
from dexcli.store import codec
from tests.conftest import TODAY, Dexcli

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
LETTERS = "src/dexcli/example/letters.csv"
MAP = "examples/letters.map.toml"
OWN_MAP = "src/dexcli/example/letters.map.toml"
MOST_LINES = 300
RUN = (
    "README.md",
    "docs/import.md",
    "docs/logging.md",
    "docs/terminal.md",
    "docs/completion.md",
    "docs/cron.md",
    "docs/git-folder.md",
    "docs/undo.md",
    "docs/doctor.md",
    "docs/conflicts.md",
    "docs/vcard.md",
    "docs/vdir.md",
    "docs/from-a-spreadsheet-and-a-phone.md",
    "docs/other-tools.md",
    "docs/networks.md",
    "docs/spreadsheet.md",
    "docs/mail-and-calendar.md",
    "docs/filters.md",
    "docs/search.md",
    "docs/gifts.md",
    "docs/closeness.md",
    "docs/suggestions.md",
    "docs/stats.md",
    "docs/tutorial.md",
    "docs/getting-your-contacts-out.md",
    "docs/leaving.md",
    "docs/introductions.md",
    "docs/graph.md",
)
_WITH_PICTURES = ("README.md", "docs/terminal.md", "docs/stats.md")
OTHER_PROGRAMS = {  # in the place of those that a document uses and a test must not
    "sendmail": 'grep -q "^To: "',  # a message, or it fails
    "notify-send": "exit 0",
    "crontab": """\
[ "$1" = - ] && exec cat > "$HOME.crontab"
[ -f "$HOME.crontab" ] && exec cat "$HOME.crontab"
echo "no crontab for you" >&2
exit 1""",
}
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_TABLE = re.compile(
    r"^<!-- (\S+\.(?:csv|vcf|txt)) -->\n```(?:csv|vcf|text)\n(.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_EXIT = re.compile(r"# exit (\d+)$")


@dataclass(frozen=True)
class Step:
    """A line that a reader types, and what the document shows for it."""

    line: str
    shown: str | None  # None: the document shows no output

    @property
    def exit_code(self) -> int:
        """The exit code the document tells: 0 where it tells none."""
        found = _EXIT.search(self.line)
        return int(found[1]) if found else 0


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, *languages: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of a document with their language."""
    found = _FENCE.findall(text(name))
    return [(language, body) for language, body in found if language in languages]


def steps(name: str) -> Iterator[Step]:
    for language, body in blocks(name, "console", "sh"):
        if language == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                line, _, shown = part.partition("\n")
                yield Step(line, shown)
        else:
            yield from (
                Step(line, None) for line in body.splitlines() if line.startswith("dexcli ")
            )


def named_files(name: str) -> list[tuple[str, str]]:
    """Return the TOML files that a document shows: those with their name on the first line."""
    found = [(re.match(r"# (\S+\.toml)\n", body), body) for _, body in blocks(name, "toml")]
    return [(first[1], body) for first, body in found if first is not None]


def named_tables(name: str) -> list[tuple[str, str]]:
    """Return the CSV, vCard and text files that a document shows, with their names above."""
    found: list[tuple[str, str]] = _TABLE.findall(text(name))
    return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with what the documents take from a checkout."""
    for name in (LETTERS, MAP):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a shell in which dexcli is installed, and which sends no mail."""
    own = tmp_path / "bin"
    own.mkdir()
    for name, script in OTHER_PROGRAMS.items():
        (own / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (own / name).chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    home.joinpath(".gitconfig").write_text(
        "[user]\n\tname = You\n\temail = you@example.org\n", encoding="utf-8"
    )
    return {
        **os.environ,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": os.pathsep.join((str(PROGRAMS), str(own), os.environ["PATH"])),
        "DEXCLI_TODAY": TODAY,
        "HOME": str(home),
        "PYTHONIOENCODING": "utf-8",
    }


def run_all(name: str, folder: Path, environ: dict[str, str]) -> None:
    """Run a document's lines in order; a line's output is stdout, then stderr."""
    for step in steps(name):
        if step.line.startswith("export "):
            variable, _, value = step.line.removeprefix("export ").partition("=")
            environ[variable] = value
            continue
        ran = subprocess.run(
            ["bash", "-c", step.line],
            cwd=folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        printed = (ran.stdout + ran.stderr).decode()
        assert ran.returncode == step.exit_code, f"{step.line}\n{printed}"
        if step.shown is not None:
            assert f"$ {step.line}\n{printed}" == f"$ {step.line}\n{step.shown}"


@pytest.mark.parametrize("name", RUN)
def test_the_commands_print_what_a_document_shows(
    name: str, checkout: Path, shell: dict[str, str]
) -> None:
    assert len(list(steps(name))) > 5
    for file, body in [*named_files(name), *named_tables(name)]:
        (checkout / file).write_text(body, encoding="utf-8")

    run_all(name, checkout, shell)


def test_the_first_block_of_the_readme_shows_the_example(
    tmp_path: Path, shell: dict[str, str]
) -> None:
    block = text("README.md").split("<!-- run -->\n```sh\n")[1].split("```")[0]
    lines = [line.strip().removesuffix(" &&") for line in block.splitlines()]
    calls = [line.removeprefix(".venv/bin/") for line in lines if ".venv/bin/dexcli" in line]

    ran = [
        subprocess.run(
            ["bash", "-c", call], cwd=tmp_path, env=shell, capture_output=True, check=True
        )
        for call in calls
    ]

    assert len(calls) == 2
    assert ran[-1].stdout.decode().startswith("Felix Salten · 4 months late")


def test_ci_finds_the_test_command_of_the_readme() -> None:
    extract = re.search(r"^test_command=\$\((.*)\)$", text(".ci/run"), re.MULTILINE)
    assert extract is not None

    found = subprocess.run(
        ["bash", "-c", extract[1]], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert found == text("README.md").split("<!-- test -->\n```sh\n")[1].split("```")[0]
    assert found.rstrip().splitlines()[-1].strip().startswith(".venv/bin/pytest")


def test_the_pictures_show_what_the_program_prints(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "docs" / "pictures.py", tmp_path], check=True)

    made = {path.name: path.read_text("utf-8") for path in tmp_path.glob("*.svg")}
    kept = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/pictures").glob("*.svg")}

    assert made == kept  # python docs/pictures.py makes them anew
    assert set(made) == {
        *("due.svg", "today.svg", "show.svg", "list.svg"),
        *("stats.svg", "stats-wide.svg", "circles.svg"),
    }
    for name, picture in made.items():
        assert f"pictures/{name}" in "".join(map(text, _WITH_PICTURES))
        assert re.findall(r"https?://[^\"\s]+", picture) == ["http://www.w3.org/2000/svg"]
        assert "@import" not in picture


def test_the_map_of_the_letters_is_one_everywhere() -> None:
    assert text(MAP) == text(OWN_MAP)
    shown = next(body for _, body in blocks("README.md", "toml") if "[contact]" in body)
    assert tomllib.loads(shown) == tomllib.loads(text(MAP))


def test_the_import_document_names_the_keys_that_can_be_mapped() -> None:
    for section, heading in (("contact", "Keys of a contact"), ("interaction", "Keys of an inter")):
        table = {"source": "x", "contact": {"name": "n"}, section: {"name": "n", "nonsense": "n"}}
        with pytest.raises(mapping.MapError) as refused:
            mapping.to_map(table, "x")
        known = set(str(refused.value).partition("expected one of ")[2].split(", "))

        body = text("docs/import.md").split(f"## {heading}")[1].split("\n## ")[0]

        assert known <= set(re.findall(r"`([\w.]+)`", body))


def test_every_key_of_a_file_stands_in_the_readme() -> None:
    shown = next(body for _, body in blocks("README.md", "toml") if "[[interactions]]" in body)
    bare = re.sub(r"^# (?=\w+ = )", "", shown, flags=re.MULTILINE)
    table = tomllib.loads(bare)
    kinds: dict[str, type[Struct]] = {"": Contact, **BLOCKS}

    assert codec.decode(shown.encode(), "ada-lovelace.toml").warnings == ()
    assert to_contact(table, "ada-lovelace").name == "Ada Lovelace"
    for name, kind in kinds.items():
        there = set(table if not name else table[name][0])
        assert keys_of(kind) - there <= {"id", "received"}
        assert there <= keys_of(kind)


def test_the_settings_in_the_readme_are_settings() -> None:
    shown = next(body for _, body in blocks("README.md", "toml") if "default_cadence" in body)
    table = tomllib.loads(shown)

    found = settings.to_settings(table)

    assert set(table) <= settings.SETTINGS
    assert str(found.cadence["family"]) == "2 weeks"
    assert found.kinds["like"].counts is False


def rows_of_table(name: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading, without its header."""
    part = text(name).split(f"\n{heading}\n")[1].split("\n#")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def test_the_readme_lists_exactly_the_commands() -> None:
    listed = [
        (group, command.strip("`").split()[0])
        for group, command, _ in rows_of_table("README.md", "## The commands")
    ]

    assert listed == [(entry.group, name) for name, entry in catalog.COMMANDS.items()]


@pytest.mark.parametrize("name", catalog.COMMANDS)
def test_the_readme_names_only_options_that_a_command_has(name: str, dexcli: Dexcli) -> None:
    row = next(
        row
        for row in rows_of_table("README.md", "## The commands")
        if row[1].strip("`").split()[0] == name
    )
    offered = dexcli(name, "--help").stdout

    named = set(re.findall(r"--[a-z-]+", " ".join(row)))

    assert named <= set(re.findall(r"--[a-z-]+", offered))


def test_every_exit_code_of_an_error_stands_in_the_readme() -> None:
    told = {int(row[0]) for row in rows_of_table("README.md", "### Exit codes")}
    known = {
        error.exit_code
        for _, error in inspect.getmembers(errors, inspect.isclass)
        if issubclass(error, errors.DexcliError)
    }

    assert known <= told
    assert told - known == {0, 10, 130, 141}


def test_the_doctor_document_lists_every_kind() -> None:
    rows = rows_of_table("docs/doctor.md", "## What it finds")

    assert [(row[0], row[1]) for row in rows] == [(f"`{kind}`", kind.severity) for kind in Kind]


@pytest.mark.parametrize("name", catalog.COMMANDS)
def test_the_help_line_is_the_docstring_s(name: str) -> None:
    entry = catalog.COMMANDS[name]
    function = getattr(importlib.import_module(f"dexcli.commands.{entry.module}"), entry.function)

    assert inspect.getdoc(function).splitlines()[0] == entry.help  # type: ignore[union-attr]  # it has one


def test_the_due_rule_s_examples_are_due_when_it_says(
    dexcli: Dexcli, tmp_path: Path, shell: dict[str, str]
) -> None:
    (config, rules), *people = named_files("docs/due-rule.md")
    ledger = tmp_path / "people"
    for name, body in [(config, rules), *people]:
        path = ledger / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert not path.exists(), f"{name} stands there twice"
        path.write_text(body, encoding="utf-8")

    assert len(people) > 20
    for name, body in people:
        handle = name.removesuffix(".toml")
        told = re.search(r"^# (?:due (\d{4}-\d\d-\d\d)|never due)$", body, re.MULTILINE)
        assert told is not None, body
        result = dexcli("show", handle, "due", at=ledger)
        expected = (f"{told[1]}\n", "") if told[1] else ("", f"dexcli: {handle} has no 'due'\n")
        assert (result.stdout, result.stderr) == expected, name
    run_all("docs/due-rule.md", tmp_path, shell | {"DEXCLI_LEDGER": "people"})


def test_the_filters_of_the_document_hold_for_whom_it_says(dexcli: Dexcli, tmp_path: Path) -> None:
    people = tmp_path / "people"
    people.mkdir()
    for name, body in named_files("docs/filters.md"):
        (people / name).write_text(body, encoding="utf-8")
    words = [
        (row[0].strip("`"), row[2])
        for heading in ("## The keys", "## Days")
        for row in rows_of_table("docs/filters.md", heading)
    ]

    for word, told in words:
        result = dexcli("list", "--handles", word, at=people)
        assert (word, ", ".join(result.stdout.split())) == (word, told)

    keyed = {word.partition(":")[0] for word, _ in words if ":" in word}
    assert keyed == set(query.keys())
    named = set(re.findall(r"`([a-z]+)`", text("docs/filters.md")))
    assert query.states().keys() | query.possessions().keys() <= named


def test_the_examples_of_closeness_are_as_close_as_it_says() -> None:
    people = named_files("docs/closeness.md")

    assert len(people) >= 5
    for name, body in people:
        contact = to_contact(tomllib.loads(body), name.removesuffix(".toml"))
        told = re.search(r"^# closeness ([\d.]+)$", body, re.MULTILINE)
        found = closeness.score(contact, Settings(), today=date.fromisoformat(TODAY))
        assert told is not None
        assert (name, round(found.total, 2)) == (name, float(told[1]))
    weights = [row[2] for row in rows_of_table("docs/closeness.md", "## What counts")]
    parts = (closeness.RECENT, closeness.OFTEN, closeness.MUTUAL, closeness.LONG)
    assert weights == [f"{part:g}" for part in parts]


def test_the_document_of_suggestions_has_every_rule() -> None:
    rows = rows_of_table("docs/suggestions.md", "## The rules")

    assert [row[0] for row in rows] == [f"`{rule.name}`" for rule in suggestions.RULES]


def tracked() -> list[Path]:
    """Return the files of the repository, also those to come; without git, of a source tree."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        folders = ("src", "tests", "docs", "examples", "benchmarks")
        inside = [path for folder in folders for path in (ROOT / folder).rglob("*")]
        return [p for p in (*ROOT.glob("*.*"), *inside) if p.is_file() and p.suffix != ".pyc"]
    found = [ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    return [path for path in found if path.is_file()]


def test_no_file_names_a_machine_s_folder_or_a_package_registry() -> None:
    folders = "|".join(("work", "root", "tmp" + "/dev", "home" + r"/\w+"))
    hosts = ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "anaconda" + ".org")
    pattern = re.compile(
        rf"(?<![\w./~$}}-])/(?:{folders})(?![\w-])|{'|'.join(map(re.escape, hosts))}|--index-url"
    )

    found = {
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in tracked()
        if path != Path(__file__)
        for hit in pattern.finditer(path.read_text("utf-8", errors="replace"))
    }

    assert found == set()


@pytest.mark.parametrize("layer", ["core", "formats", "store", "sync"])
def test_the_architecture_names_every_room(layer: str) -> None:
    said = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [path for path in (ROOT / "src" / "dexcli" / layer).iterdir() if path.stem[0] != "_"]
    named = {
        word
        for each in re.findall(r"`([^`\n]+)`", said.replace("```", ""))
        for word in re.findall(r"\w+", each)
    }
    assert [path.stem for path in rooms if path.stem not in named] == []


def test_no_module_is_longer_than_three_screens() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / "src").rglob("*.py")
    }

    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
