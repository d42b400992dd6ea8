"""`merge` makes of two contacts one, with everything of both, and everybody's mentions follow."""

from pathlib import Path

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = """\
# from the ball
name = "Ada Lovelace"
city = "London"  # for now
tags = ["friend"]
added = 2026-03-01
id = "a1a1a1a1a1"

[[interactions]]
on = 2026-10-30
kind = "coffee"
with = ["bob", "ada-byron"]
id = "v3t8n1w6b9"
"""
BYRON = """\
name = "Ada Byron"
city = "Paris"
emails = ["ada@example.org"]
tags = ["maths"]
added = 2026-02-01
archived = true
id = "b2b2b2b2b2"

# the best of all
[[interactions]]
on = 2026-10-01
note = "a ride"
id = "w4t8n1w6b9"

[[interactions]]
on = 2026-10-30
kind = "coffee"
with = ["ada-lovelace", "bob"]
id = "v3t8n1w6b9"
"""
BOB = """\
name = "Bob"
met = { through = "ada-byron" }

[[interactions]]
on = 2026-10-30
kind = "coffee"
with = ["ada-byron", "ada-lovelace"]
id = "v3t8n1w6b9"
"""
MERGED = """\
# from the ball
name = "Ada Lovelace"
aka = ["Ada Byron"]
city = "London"  # for now
tags = ["friend", "maths"]
emails = ["ada@example.org"]
was = ["ada-byron", "b2b2b2b2b2"]
added = 2026-02-01
id = "a1a1a1a1a1"
"""


def folder_of(ledger: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in ledger.glob("*.toml")}


def three(write: Write) -> None:
    write("ada-lovelace", ADA)
    write("ada-byron", BYRON)
    write("bob", BOB)


def test_one_has_everything_of_both(dexcli: Dexcli, write: Write, ledger: Path) -> None:
    three(write)
    result = dexcli("merge", "ada-lovelace", "ada-byron")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Ada Byron (ada-byron) is Ada Lovelace (ada-lovelace) now. 1 interaction came along. "
        f"1 conflict waits: `dexcli resolve ada-lovelace`.{UNDO}\n"
    )
    files = folder_of(ledger)
    assert sorted(files) == ["ada-lovelace.toml", "bob.toml"]
    merged = files["ada-lovelace.toml"]
    for line in MERGED.splitlines():
        assert line in merged
    assert "archived" not in merged  # who stays is who one has to do with
    assert merged.count('id = "v3t8n1w6b9"') == 1
    assert "# the best of all\n[[interactions]]\non = 2026-10-01" in merged
    assert 'values = ["London", "Paris"]' in merged


def test_whoever_mentioned_the_other_mentions_who_stays(
    dexcli: Dexcli, write: Write, ledger: Path
) -> None:
    three(write)
    dexcli("config", "me=ada-byron")
    dexcli("merge", "ada-lovelace", "ada-byron")
    bob = (ledger / "bob.toml").read_text("utf-8")
    assert bob == BOB.replace('"ada-byron", "ada-lovelace"', '"ada-lovelace"').replace(
        "ada-byron", "ada-lovelace"
    )
    assert 'with = ["bob"]' in (ledger / "ada-lovelace.toml").read_text("utf-8")
    assert 'me = "ada-lovelace"' in (ledger / ".dexcli/config.toml").read_text("utf-8")
    assert dexcli("show", "ada-byron", "handle").stdout == "ada-lovelace\n"
    assert dexcli("show", "Ada Byron", "handle").stdout == "ada-lovelace\n"


def test_it_is_one_step_that_can_be_taken_back(dexcli: Dexcli, write: Write, ledger: Path) -> None:
    three(write)
    before = folder_of(ledger)
    shown = dexcli("merge", "ada-lovelace", "ada-byron", "--dry-run")
    assert '-name = "Ada Byron"' in shown.stdout
    assert folder_of(ledger) == before
    dexcli("merge", "ada-lovelace", "ada-byron")
    dexcli("undo")
    assert folder_of(ledger) == before


def test_what_differs_waits_to_be_resolved(dexcli: Dexcli, write: Write, ledger: Path) -> None:
    three(write)
    dexcli("merge", "ada-lovelace", "ada-byron")
    assert dexcli("resolve", "ada-lovelace", "city", "--take", "Paris").exit_code == 0
    merged = (ledger / "ada-lovelace.toml").read_text("utf-8")
    assert 'city = "Paris"  # for now' in merged
    assert "conflicts" not in merged
    ledger.chmod(0o700)
    assert dexcli("doctor").exit_code == 0


def test_two_are_named(dexcli: Dexcli, write: Write) -> None:
    three(write)
    said = "dexcli: merge KEEP OTHER: name the two who are one, who stays first\n"
    for args in (["ada-byron"], ["bob", "bob"], ["bob", "ada-byron", "ada-lovelace"]):
        result = dexcli("merge", *args)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert dexcli("merge", "bob", "zed").exit_code == 3
