"""Every field of a table arrives in the contact's file, in one form or another."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import Dexcli
from tests.formats.fields import csv, sheet


@pytest.mark.parametrize("fields", [csv, sheet], ids=["csv", "sheet"])
def test_every_field_arrives(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, fields: ModuleType
) -> None:
    file = tmp_path / "sample.csv"
    file.write_bytes(fields.SAMPLE)

    result = dexcli("import", str(file))

    assert (result.exit_code, result.stderr) == (0, "")
    text = "".join(path.read_text("utf-8") for path in ledger.glob("*.toml"))
    missing = [
        name
        for name, values in fields.FIELDS.items()
        if not any(value in text for value in values.split("|"))
    ]
    assert missing == []
