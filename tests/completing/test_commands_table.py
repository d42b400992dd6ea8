"""The table that Tab completes from says what the commands have now."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dexcli.completing import table

SCRIPT = Path(__file__).parents[2] / "docs" / "completing.py"


@pytest.fixture
def completing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("completing_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_it_is_what_the_commands_make(completing: ModuleType) -> None:
    # python docs/completing.py makes it anew
    assert completing.made() == Path(table.PATH).read_text(encoding="utf-8")


def test_a_value_without_a_meaning_is_refused(
    completing: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(completing.TAKES, "SPAN")

    with pytest.raises(KeyError, match="SPAN"):
        completing.made()
