"""The page about every field says what the commands do, and no field is dropped silently."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dexcli.formats import registry

ROOT = Path(__file__).parents[2]


@pytest.fixture
def formats(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    for name in ("HOME", *(f"XDG_{each}_HOME" for each in ("CONFIG", "DATA", "STATE", "CACHE"))):
        monkeypatch.setenv(name, "set by the page itself")
    spec = importlib.util.spec_from_file_location("formats_page", ROOT / "docs" / "formats.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_commands_do(formats: ModuleType) -> None:
    assert formats.page() == formats.PAGE.read_text("utf-8")  # python docs/formats.py makes it


def test_every_format_that_is_read_has_its_table(formats: ModuleType) -> None:
    shown = {sample.name for sample in formats.samples()}
    as_in_mbox = {"maildir"}
    assert {each.name for each in registry.READ} - as_in_mbox <= shown


def test_what_is_not_kept_says_why(formats: ModuleType) -> None:
    lines = [line for line in formats.page().splitlines() if "| not kept" in line]
    assert [line for line in lines if "not kept |" in line] == []
