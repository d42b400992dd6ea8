"""`dexcli merge-driver`: what git calls for each file in a pull by hand."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from dexcli.core.merging import canonical
from dexcli.store import codec
from tests.sync.conftest import Machine

ADA = 'name = "Ada Lovelace"\n'
CHECK = """\
import sys
from dexcli import __main__
sys.argv = ["dexcli", "merge-driver", *sys.argv[1:]]
try:
    __main__.main()
finally:
    loaded = {each.split(".")[0] for each in sys.modules}
    wrong = {"typer", "rich", "click", "platformdirs"} & loaded
    print(*sorted(wrong))
"""


def block(note: str) -> str:
    return f'\n[[interactions]]\non = 2026-11-20\nnote = "{note}"\nid = "{note:x<10}"\n'


def merge(folder: Path, *versions: str | bytes, name: str = "ada.toml") -> tuple[int, bytes, str]:
    """Merge a base, ours and theirs as git does; return the exit code, ours then, and stderr."""
    paths = [folder / letter for letter in "OAB"]
    for path, text in zip(paths, versions, strict=True):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = subprocess.run(
        [sys.executable, "-m", "dexcli", "merge-driver", *map(str, paths), "7", name],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, paths[1].read_bytes(), done.stderr


def test_both_meetings_are_in_ours_and_git_is_told_that_all_is_well(tmp_path: Path) -> None:
    code, ours, told = merge(tmp_path, ADA, ADA + block("here"), ADA + block("there"))

    assert (code, told) == (0, "")
    assert codec.decode(ours, "ada.toml").contact.interactions[1:]
    assert sorted(path.name for path in tmp_path.glob("[!g]*")) == ["A", "B", "O"]


def test_a_file_that_both_made_has_an_empty_base(tmp_path: Path) -> None:
    code, ours, _ = merge(tmp_path, "", ADA + block("here"), ADA + block("there"))

    assert code == 0
    assert len(codec.decode(ours, "ada.toml").contact.interactions) == 2


def test_a_conflict_is_data_and_no_failure(tmp_path: Path) -> None:
    code, ours, _ = merge(tmp_path, ADA, ADA + 'city = "London"\n', ADA + 'city = "Paris"\n')

    assert code == 0
    assert codec.decode(ours, "ada.toml").contact.conflicts


@pytest.mark.parametrize("broken", ["ours", "theirs"])
def test_what_cannot_be_read_is_left_as_it_is(tmp_path: Path, broken: str) -> None:
    sides = [ADA + block("here"), ADA + block("there")]
    sides[broken == "theirs"] = "<<<<<<< HEAD\n"

    code, ours, told = merge(tmp_path, ADA, *sides)

    assert code >= 2
    assert ours == sides[0].encode()
    assert told.startswith("dexcli: ada.toml:1: ")


def test_settings_and_the_removed_are_merged_too(tmp_path: Path) -> None:
    code, ours, _ = merge(
        tmp_path,
        "format = 1\n",
        'format = 1\nme = "ada"\n',
        "format = 1\n[git]\ncommit = true\n",
        name=".dexcli/config.toml",
    )

    wanted = {"format": 1, "me": "ada", "git": {"commit": True}}
    assert code == 0
    assert canonical.same(codec.parse(ours.decode(), "config.toml"), wanted)


def test_settings_of_a_newer_dexcli_are_not_merged(tmp_path: Path) -> None:
    code, ours, told = merge(
        tmp_path,
        "format = 1\n",
        'format = 1\nme = "ada"\n',
        "format = 2\n",
        name=".dexcli/config.toml",
    )

    assert (code >= 2, ours) == (True, b'format = 1\nme = "ada"\n')
    assert "newer dexcli" in told


def test_it_loads_nothing_of_the_command_line(tmp_path: Path) -> None:
    for letter, text in zip("OAB", (ADA, ADA + block("here"), ADA + block("there")), strict=True):
        (tmp_path / letter).write_text(text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", CHECK, *(str(tmp_path / letter) for letter in "OAB")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "\n"


@pytest.mark.parametrize("words", [[], ["--nothing"], ["one", "two"], ["no", "such", "files"]])
def test_wrong_use_is_one_line_and_never_success(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dexcli", "merge-driver", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_a_pull_by_hand_keeps_both_meetings(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("log", "ada", "-m", "Coffee here")
    there("log", "ada", "-m", "Tea there")
    there("sync")

    here("git", "pull", "--no-rebase", "--no-edit", "--quiet")

    text = here.read("ada-lovelace.toml")
    assert "Coffee here" in text
    assert "Tea there" in text
    codec.decode(text.encode(), "ada-lovelace.toml")


def test_without_dexcli_git_leaves_its_own_marks(pair: Sequence[Machine]) -> None:
    here, there = pair
    line = here.git("config", "merge.dexcli.driver")
    program = line.split(" merge-driver ")[0]
    here.git("config", "merge.dexcli.driver", line.replace(program, "/nowhere/dexcli", 1))
    here("log", "ada", "-m", "Coffee here")
    there("log", "ada", "-m", "Tea there")
    there("sync")

    here.git("pull", "--no-rebase", "--no-edit", check=False)

    text = here.read("ada-lovelace.toml")
    assert "<<<<<<<" in text
    assert "Coffee here" in text
    assert "Tea there" in text


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dexcli", "merge-driver", "x", "y", "z"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (2, "dexcli: x: No such file or directory\n")
