"""`dexcli import` of values that stood here otherwise: an unread day, a tag in other letters."""

from pathlib import Path

from tests.commands.conftest import Write
from tests.conftest import Dexcli

OUTLOOK = (
    '"First Name","Last Name","Company","Birthday","E-mail Address","Business Phone","Categories"\n'
    '"Ada","Byron","","5/3/1980","ada@x.org","","friend"\n'
)


def test_a_day_that_can_be_read_at_last_is_no_longer_kept_as_it_stood(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "outlook.csv"
    path.write_text(OUTLOOK, encoding="utf-8")
    dexcli("import", str(path))
    file = ledger / "ada-byron.toml"
    assert "5/3/1980" in file.read_text(encoding="utf-8")

    dexcli("config", "dates.order=dmy")
    dexcli("import", str(path))

    assert "birthday = 1980-03-05" in file.read_text(encoding="utf-8")
    assert "5/3/1980" not in file.read_text(encoding="utf-8")
    assert dexcli("import", str(path)).stdout == "1 row: 1 unchanged.\n"


def test_a_tag_in_other_letters_is_the_tag_that_is_here(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, write: Write
) -> None:
    write("ada", 'name = "Ada Byron"\ntags = ["Friend"]\nemails = ["ada@x.org"]\n')
    path = tmp_path / "outlook.csv"
    path.write_text(OUTLOOK, encoding="utf-8")

    dexcli("import", str(path), "--tag", "FRIEND", "--tag", "new")

    text = (ledger / "ada.toml").read_text(encoding="utf-8")
    assert 'tags = ["Friend", "new"]' in text
