"""What each command loads, in an interpreter of its own: the start is paid for at every call."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli import catalog

ADA = """\
name = "Ada Lovelace"
emails = ["ada@example.org"]
cadence = "3 weeks"
tags = ["friend"]
added = 2026-01-05
"""
RUN = """\
import sys
from pathlib import Path
from dexcli import cli

code = cli.run(sys.argv[2:])
Path(sys.argv[1]).write_text("\\n".join(sys.modules))
sys.exit(code)
"""
# None of it is needed to say who is due; what Typer itself loads (json, subprocess) isn't ours.
NOT_FOR_DUE = {
    "anyascii",
    "csv",
    "dexcli.core.page",
    "dexcli.core.circles",
    "dexcli.core.closeness",
    "dexcli.core.graph",
    "dexcli.core.stats",
    "dexcli.core.query",
    "dexcli.core.suggestions",
    "dexcli.core.when",
    "dexcli.output.digests.html",
    "dexcli.output.digests.json",
    "dexcli.output.digests.mail",
    "dexcli.output.digests.markdown",
    "dexcli.output.digests.tsv",
    "dexcli.store.edit",
    "dexcli.store.encode",
    "dexcli.store.lock",
    "email",
    "hashlib",
    "html",
    "hypothesis",
    "importlib.metadata",
    "platformdirs",
    "rapidfuzz",
    "rich",
    "secrets",
    "tomli_w",
    "tomllib",
    "tomlrt",
}
NOT_FOR_LOG = {"csv", "dexcli.core.query", "importlib.metadata", "rapidfuzz", "rich", "tomlrt"}
PLAIN = [
    ["today"],
    ["today", "--json"],
    ["today", "--format", "html"],
    ["today", "--format", "mail", "--to", "you@example.org"],
    ["due"],
    ["due", "--json"],
    ["due", "tag:friend", "--count"],
    ["list"],
    ["list", "--json"],
    ["show", "ada"],
    ["show", "ada", "--json"],
    ["timeline"],
    ["timeline", "--json"],
    ["search", "ada"],
    ["gift", "list"],
    ["gift", "ideas"],
    ["search", "ada", "--json"],
    ["stats"],
    ["stats", "--json"],
    ["stats", "--csv"],
    ["stats", "--html"],
    ["stats", "--circles"],
    ["why", "ada"],
    ["why", "ada", "--json"],
    ["why", "ada", "--closeness"],
    ["suggest"],
    ["suggest", "tag:friend", "--json"],
    ["tag"],
    ["config"],
    ["schema"],
    ["query", "ada"],
    ["--help"],
    ["due", "--help"],
    ["help"],
    ["help", "cadence"],
]
Loaded = Callable[..., set[str]]


@pytest.fixture
def loaded(ledger: Path, tmp_path: Path) -> Loaded:
    """Return a way to run a command on a ledger of one contact and see what it loaded."""
    (ledger / "ada.toml").write_text(ADA, encoding="utf-8")
    found = tmp_path / "modules"

    def run(*args: str) -> set[str]:
        words = [sys.executable, "-c", RUN, str(found), "--ledger", str(ledger), *args]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return set(found.read_text(encoding="utf-8").split())

    return run


def test_due_loads_nothing_it_does_not_need(loaded: Loaded) -> None:
    assert loaded("due") & NOT_FOR_DUE == set()


def test_today_loads_nothing_it_does_not_need(loaded: Loaded) -> None:
    assert loaded("today") & NOT_FOR_DUE == set()


def test_log_loads_no_editor_and_no_matcher(loaded: Loaded) -> None:
    assert loaded("log", "ada", "-m", "Bernoulli numbers") & NOT_FOR_LOG == set()


def test_log_reads_no_sentence_where_every_word_is_somebody(loaded: Loaded) -> None:
    modules = loaded("log", "ada", "lovelace", "--on", "yesterday")

    assert not {name for name in modules if name.startswith("dexcli.core.sentence")}
    assert "dexcli.core.sentence.parse" in loaded("log", "coffee", "with", "ada")


def test_why_loads_what_explains_closeness_only_where_it_is_asked_for(loaded: Loaded) -> None:
    assert "dexcli.core.closeness" not in loaded("why", "ada")
    assert "dexcli.core.nearness" in loaded("why", "ada", "--closeness")


def test_query_loads_nothing_it_does_not_need(loaded: Loaded) -> None:
    assert loaded("query", "ada") & NOT_FOR_DUE == set()


def test_help_loads_no_command(loaded: Loaded) -> None:
    assert commands(loaded("--help")) == set()
    assert commands(loaded("help")) == {"dexcli.commands.help_"}


@pytest.mark.parametrize("name", catalog.COMMANDS)
def test_a_command_loads_no_other(name: str, loaded: Loaded) -> None:
    module = catalog.COMMANDS[name].module

    assert commands(loaded(name, "--help")) == {f"dexcli.commands.{module}"}


@pytest.mark.parametrize("args", PLAIN, ids=" ".join)
def test_away_from_a_terminal_rich_is_never_loaded(args: list[str], loaded: Loaded) -> None:
    assert "rich" not in loaded(*args)


def commands(modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith("dexcli.commands.")}
