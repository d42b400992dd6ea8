"""A long first reading is shared with another process, and says the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONTACTS = 60
RUN = """\
import sys
from dexcli import cli
from dexcli.store import folder
from dexcli import elsewhere
from dexcli.store.index import renewing

folder.LEAST_INDEXED, renewing.SHARED, renewing.PIECE = 10, 20, 7
elsewhere.is_possible = lambda: sys.argv[1] != "alone"
if sys.argv[1] == "lost":
    real, own = renewing.record_of, __import__("os").getpid()

    def record_of(contact, raw):
        if __import__("os").getpid() != own and contact.handle == "c050":
            __import__("os").kill(__import__("os").getpid(), 9)
        return real(contact, raw)

    renewing.record_of = record_of
sys.exit(cli.run(sys.argv[2:]))
"""


@pytest.fixture
def many(ledger: Path) -> Path:
    for number in range(CONTACTS):
        (ledger / f"c{number:03}.toml").write_text(
            f'name = "Person {number}"\ncadence = "{number + 1} days"\nadded = 2026-01-05\n',
            encoding="utf-8",
        )
    (ledger / "c007.toml").write_text("name =", encoding="utf-8")
    (ledger / "c044.toml").write_text("[[", encoding="utf-8")
    (ledger / "c055.toml").write_text('name = "Eve"\ncadance = "weekly"\n', encoding="utf-8")
    return ledger


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize("how", ["shared", "lost"])
@pytest.mark.parametrize(
    "args", [["due", "--json"], ["list", "--json"], ["show", "eve"]], ids=" ".join
)
def test_two_processes_say_what_one_says(
    many: Path, tmp_path: Path, how: str, args: list[str]
) -> None:
    def run(how: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-c", RUN, how, "--ledger", str(many), *args],
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / f"cache-{how}")},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    first, alone = run(how), run("alone")

    assert first == alone
    assert run(how) == alone, "and from the index that it made"
