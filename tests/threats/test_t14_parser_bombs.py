"""T14: a file that would stop the parser is one line on stderr, and the others are shown."""

import sys
from pathlib import Path

import pytest
import tomli

from dexcli.store.codec import MOST_BYTES
from tests.conftest import Dexcli
from tests.threats.conftest import Fresh

NAME = 'name = "B"\n'
BOMBS = {
    "a dotted key of 32 KB": f"{NAME}{'.'.join(['a'] * 16_384)} = 1\n",
    "a dotted key with blanks and quotes": NAME + " . ".join(['"a"'] * 5_000) + " = 1\n",
    "a dotted key in a table's head": f"{NAME}[{'.'.join(['a'] * 16_384)}]\n",
    "100,000 brackets": f"{NAME}a = {'[' * 100_000}{']' * 100_000}\n",
    "100,000 brackets that stay open": f"{NAME}a = {'[' * 100_000}\n",
    "100,000 braces": f"{NAME}a = {'{a=' * 100_000}1{'}' * 100_000}\n",
    "a number of 5,000 digits": f"{NAME}a = {'9' * 5_000}\n",
    "a day that no calendar has": f"{NAME}birthday = 9999-99-99\n",
    "a moment of the year 0": f"{NAME}birthday = 0000-01-01T00:00:00Z\n",
    "a NUL": 'name = "B\0"\n',
    "one byte more than a contact has": "#" * MOST_BYTES + "\n",
}
each_bomb = pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())


@pytest.mark.usefixtures("hangs_never")
@each_bomb
def test_t14_it_is_one_line_and_hides_nobody(dexcli: Dexcli, fresh: Fresh, bomb: str) -> None:
    ledger = fresh(b=bomb, a='name = "Ada"\n', c='name = "Cleo"\n')

    reading, writing = dexcli("list", "--handles"), dexcli("log", "a")

    for result in (reading, writing):
        assert result.exit_code == 5
        assert result.stderr.startswith("dexcli: b.toml")
        assert result.stderr.count("\n") == 1
        assert len(result.stderr) < 400
    assert reading.stdout == "a\nc\n"
    assert (ledger / "b.toml").read_bytes() == bomb.encode()


@pytest.mark.parametrize("bomb", [text for name, text in BOMBS.items() if "dotted" in name])
def test_t14_an_endless_key_is_refused_before_the_parser_sees_it(
    dexcli: Dexcli, fresh: Fresh, monkeypatch: pytest.MonkeyPatch, bomb: str
) -> None:
    fresh(b=bomb)
    real, parsed = tomli.loads, []

    def loads(text: str) -> dict[str, object]:
        parsed.append(text)
        return real(text)

    monkeypatch.setattr(tomli, "loads", loads)
    dexcli("list")

    assert bomb not in parsed
    assert "format = 1\n" in parsed, "the settings went through here"


@pytest.mark.usefixtures("hangs_never")
def test_t14_a_deep_value_is_refused_with_whatever_room_the_stack_has(
    dexcli: Dexcli, fresh: Fresh
) -> None:
    """Neither a depth that just passes the parser nor one that doesn't ends the command."""
    limit = sys.getrecursionlimit()
    for depth in range(50, limit + 200, 150):
        fresh(b=f"{NAME}a = {'[' * depth}{']' * depth}\n", a='name = "Ada"\n')
        for call in (["show", "b"], ["list", "--json"], ["log", "b", "--dry-run"]):
            result = dexcli(*call)
            assert "unexpected " not in result.stderr, (depth, call)


def test_t14_what_can_be_read_can_be_edited_or_is_refused(dexcli: Dexcli, fresh: Fresh) -> None:
    ledger = fresh(b=f"{NAME}a = {'[' * 150}{']' * 150}\n")
    before = (ledger / "b.toml").read_bytes()

    result = dexcli("set", "b", "city=Paris")

    assert (ledger / "b.toml").read_bytes() == before or result.exit_code == 0
    assert "unexpected " not in result.stderr


@pytest.mark.usefixtures("hangs_never")
@each_bomb
def test_t14_settings_may_not_stop_the_parser_either(
    dexcli: Dexcli, fresh: Fresh, bomb: str
) -> None:
    fresh(config=bomb, a='name = "Ada"\n')

    result = dexcli("list")

    assert "unexpected " not in result.stderr
    assert result.stderr.count("\n") <= 1


@pytest.mark.usefixtures("hangs_never")
def test_t14_a_table_with_a_huge_cell_is_read_or_refused(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path
) -> None:
    fresh()
    (tmp_path / "people.csv").write_text(f"name,org\nZed,{'x' * 1_000_000}\n", encoding="utf-8")

    result = dexcli("import", "people.csv", "--map", "people.map.toml")

    assert "unexpected " not in result.stderr
    assert result.exit_code in {0, 1, 5}
