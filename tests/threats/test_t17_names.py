"""T17: no name leads out of the ledger, hides a file, or takes another's place."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Dexcli
from tests.threats.conftest import PLAIN, Fresh, files
from tests.threats.hostile import ALL, NAMES

HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
DEVICES = {"con", "prn", "aux", "nul", "com1", "lpt9"}
ODD = [
    "..", ".", "../../etc/passwd", "/etc/passwd", "-rf", "--help", "con", "NUL", "com1.txt", "ana.",
    "ana ", "Ana\nBob", "\u202egnp.toml", "~root", "$HOME", "a" * 300, "李" * 100, "é" * 200,
    "config.toml", ".dexcli", ".git", "*", "a:b", "a\\b", "🦄", "\u200b", "a/../b", "CON.toml",
]  # fmt: skip
ANY = st.one_of(NAMES, st.sampled_from(ODD), st.text(min_size=1).filter(str.strip))


def new(ledger: Path, before: dict[str, bytes]) -> list[str]:
    """Return the names that came, apart from what is ours."""
    return [name for name in files(ledger) if name not in before]


def assert_safe(names: list[str]) -> None:
    for name in names:
        stem = name.removesuffix(".toml")
        assert name.endswith(".toml")
        assert HANDLE.fullmatch(stem), name
        assert len(stem) <= 80
        assert stem.split(".")[0] not in DEVICES


@pytest.mark.parametrize("name", ODD)
def test_t17_an_odd_name_gets_a_plain_file_of_its_own(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path, name: str
) -> None:
    ledger = fresh(y=PLAIN)
    before, around = files(ledger), sorted(path.name for path in tmp_path.iterdir())

    result = dexcli("add", "--", name)

    assert (result.exit_code, result.stderr) == (0, "")
    assert len(new(ledger, before)) == 1
    assert_safe(new(ledger, before))
    assert files(ledger)["y.toml"] == PLAIN.encode()
    assert {path.name for path in tmp_path.iterdir()} - set(around) <= {"xdg-state", "xdg-cache"}


@pytest.mark.parametrize("call", [["add"], ["rename", "y"]], ids=" ".join)
@ALL
@given(name=ANY)
def test_t17_every_name_stays_in_the_ledger(
    dexcli: Dexcli, fresh: Fresh, call: list[str], name: str
) -> None:
    ledger = fresh(y=PLAIN)
    before = files(ledger)

    result = dexcli(*call, "--", name)

    assert "unexpected " not in result.stderr
    assert_safe(new(ledger, before))


@ALL
@given(ANY)
def test_t17_a_handle_that_is_asked_for_is_safe_or_refused(
    dexcli: Dexcli, fresh: Fresh, handle: str
) -> None:
    ledger = fresh(y=PLAIN)
    before = files(ledger)

    result = dexcli("add", "Zed", f"--handle={handle}")

    assert "unexpected " not in result.stderr
    assert_safe(new(ledger, before))
    assert (result.exit_code == 0) == bool(new(ledger, before))


def test_t17_two_spellings_of_one_name_are_two_files(dexcli: Dexcli, fresh: Fresh) -> None:
    ledger = fresh()
    for name in (unicodedata.normalize("NFC", "Zoë"), unicodedata.normalize("NFD", "Zoë"), "ZOE"):
        assert dexcli("add", name, "--force").exit_code == 0

    assert sorted(path.name for path in ledger.glob("*.toml")) == [
        "zoe-2.toml", "zoe-3.toml", "zoe.toml",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["handle", "id", "was"])
def test_t17_no_value_of_a_file_says_where_it_is_written(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path, key: str
) -> None:
    value = '["../outside"]' if key == "was" else '"../outside"'
    ledger = fresh(x=f'name = "X"\n{key} = {value}\n')

    assert dexcli("log", "x").exit_code == 0
    assert dexcli("rename", "x", "X Two").exit_code == 0

    assert not (tmp_path / "outside.toml").exists()
    assert [path.name for path in ledger.glob("*.toml")] == ["x-two.toml"]
