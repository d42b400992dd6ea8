"""`dexcli config`: the settings with where they come from."""

import json
from pathlib import Path

import pytest

from tests.conftest import UNDO, Dexcli

CONFIG = """\
# ours
format = 1
me = "ego"   # I

[cadence]
friend = "1 month" # often
family = "2 weeks"

[lead]
default = [7, 1]

[kinds.like]
counts = false
"""


@pytest.fixture
def path(ledger: Path) -> Path:
    """Put in settings, and return their file."""
    path = ledger / ".dexcli" / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.mark.usefixtures("path")
def test_every_setting_is_shown_with_its_origin(dexcli: Dexcli) -> None:
    result = dexcli("config")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "format · 1 · .dexcli/config.toml\n"
        "me · ego · .dexcli/config.toml\n"
        "picker · none · default\n"
        "default_cadence · never · default\n"
        "cadence.friend · 1 month · .dexcli/config.toml\n"
        "cadence.family · 2 weeks · .dexcli/config.toml\n"
        "lead.default · [7, 1] · .dexcli/config.toml\n"
        "kinds.like.counts · false · .dexcli/config.toml\n"
        "dates.order · none · default\n"
        "digest.limit · 7 · default\n"
        "git.commit · false · default\n"
        "git.hooks · false · default\n"
        "git.sign · false · default\n"
        "undo.steps · 500 · default\n"
        "undo.megabytes · 64 · default\n"
    )


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("me", "ego\n"),
        ("cadence.friend", "1 month\n"),
        ("digest.limit", "7\n"),
        ("lead.default", "[7, 1]\n"),
        ("cadence", "cadence.friend · 1 month · .dexcli/config.toml\n"
                    "cadence.family · 2 weeks · .dexcli/config.toml\n"),
    ],
)  # fmt: skip
def test_one_setting_is_a_bare_value(dexcli: Dexcli, key: str, shown: str) -> None:
    assert dexcli("config", key).stdout == shown


@pytest.mark.usefixtures("path")
def test_json(dexcli: Dexcli) -> None:
    found = json.loads(dexcli("config", "lead", "--json").stdout)

    assert found == [{"key": "lead.default", "value": [7, 1], "origin": ".dexcli/config.toml"}]


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("me=ada", '"ego"   # I', '"ada"   # I'),
        ("cadence.friend=3 weeks", '"1 month" # often', '"3 weeks" # often'),
        ("kinds.like.counts=true", "counts = false", "counts = true"),
        ("lead.default=14,7", "[7, 1]", "[14, 7]"),
        ("cadence.family=", 'family = "2 weeks"\n', ""),
    ],
)
def test_setting_one_keeps_the_rest(
    dexcli: Dexcli, path: Path, typed: str, before: str, after: str
) -> None:
    (path.parents[1] / "ada.toml").write_text('name = "Ada"\n', encoding="utf-8")

    result = dexcli("config", typed)

    assert (result.exit_code, result.stderr) == (0, "")
    assert path.read_text(encoding="utf-8") == CONFIG.replace(before, after)


def test_me_is_whoever_is_meant_or_a_handle_that_comes_later(dexcli: Dexcli, ledger: Path) -> None:
    (ledger / "ada-lovelace.toml").write_text('name = "Ada Lovelace"\n', encoding="utf-8")

    assert dexcli("config", "me=Lovelace, Ada").stdout == f"me is ada-lovelace.{UNDO}\n"
    later = dexcli("config", "me=zed")
    assert (later.exit_code, later.stdout) == (0, f"me is zed.{UNDO}\n")
    assert later.stderr == "dexcli: nobody has the handle 'zed' yet\n"


def test_a_setting_says_what_it_is_now(dexcli: Dexcli) -> None:
    assert dexcli("config", "digest.limit=5").stdout == f"digest.limit is 5.{UNDO}\n"
    assert dexcli("config", "digest.limit=").stdout == f"digest.limit is no longer set.{UNDO}\n"


def test_a_setting_counts_at_once(dexcli: Dexcli, ledger: Path) -> None:
    (ledger / "ada.toml").write_text('name = "Ada"\ntags = ["dear"]\n', encoding="utf-8")

    dexcli("config", "cadence.dear=weekly")

    assert dexcli("due").stdout == "Ada · due today\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("cadence.friend=soon", "cadence.friend: 'soon' is no cadence"),
        ("digest.limit=many", "digest.limit: 'many' is no number"),
        ("digest.limit=0", "digest.limit: expected a number of 1 or more"),
        ("dates.order=ydm", "dates.order: expected one of dmy, mdy, ymd"),
        ("git.commit=perhaps", "git.commit: 'perhaps'; expected true or false"),
        ("lead.default=soon", "lead.default: 'soon'; expected days"),
        ("colour=red", "no setting 'colour'; expected one of alias, cadence, dates"),
        ("colour", "no setting 'colour'; see 'dexcli config'"),
        ("cadence=weekly", "cadence: "),
        ("me.x=1", "me.x: me has one value, and nothing inside it"),
    ],
)
def test_what_makes_no_sense_is_refused(dexcli: Dexcli, path: Path, typed: str, told: str) -> None:
    result = dexcli("config", typed)

    assert result.exit_code in {1, 2}
    assert result.stdout == ""
    assert result.stderr.startswith(f"dexcli: {told}")
    assert "unexpected" not in result.stderr
    assert path.read_text(encoding="utf-8") == CONFIG


def test_a_dry_run_changes_nothing(dexcli: Dexcli, path: Path) -> None:
    result = dexcli("config", "me=ada", "--dry-run")

    assert '+me = "ada"   # I\n' in result.stdout
    assert path.read_text(encoding="utf-8") == CONFIG


def test_a_setting_that_is_none_warns_with_the_nearest(dexcli: Dexcli, path: Path) -> None:
    path.write_text('default_cadance = "weekly"\n', encoding="utf-8")

    result = dexcli("due")

    assert result.exit_code == 0
    assert result.stderr == (
        "dexcli: .dexcli/config.toml: 'default_cadance' is no setting; "
        "did you mean 'default_cadence'?\n"
    )
