"""T24: neither the time zone nor a file's time says when somebody is due."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Dexcli
from tests.threats.calls import READS, calls, spoken
from tests.threats.conftest import PLAIN, Fresh

COMMAND = Path(sys.executable).parent / "dexcli"
ZONES = (
    "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Europe/Dublin",
    "Nowhere/Land", ":", "",
)  # fmt: skip
TIMES = {
    "the year 2100": 4_102_444_800,
    "the year 1902": -2_145_916_800,
    "1970": 0,
    "far away": 2**33,
}
NOON = "2026-11-22"


@pytest.mark.parametrize("zone", ZONES)
def test_t24_a_day_that_is_given_is_that_day_everywhere(fresh: Fresh, zone: str) -> None:
    ledger = fresh(x=PLAIN)

    result = subprocess.run(
        [COMMAND, "--ledger", ledger, "due", "--today", NOON],
        env={"TZ": zone},
        capture_output=True,
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode() == "Y · 6 weeks late\n"


@pytest.mark.parametrize("seconds", TIMES.values(), ids=TIMES.keys())
@pytest.mark.parametrize("call", calls(of=READS), ids=spoken)
def test_t24_a_file_s_time_changes_no_answer(
    dexcli: Dexcli, fresh: Fresh, call: list[str], seconds: int
) -> None:
    ledger = fresh(x=PLAIN, y=PLAIN)
    expected = dexcli(*call)
    for path in (ledger / "x.toml", ledger / ".dexcli" / "config.toml", ledger):
        os.utime(path, (seconds, seconds))

    assert dexcli(*call) == expected
    (ledger / "y.toml").unlink()
    assert dexcli("list", "--handles").stdout == "x\n"


@pytest.mark.parametrize("seconds", TIMES.values(), ids=TIMES.keys())
def test_t24_a_file_of_the_future_is_written_all_the_same(
    dexcli: Dexcli, fresh: Fresh, seconds: int
) -> None:
    ledger = fresh(x=PLAIN)
    os.utime(ledger / "x.toml", (seconds, seconds))

    for number in range(1, 4):
        assert dexcli("log", "x").exit_code == 0
        os.utime(ledger / "x.toml", (seconds, seconds))
        text = (ledger / "x.toml").read_text(encoding="utf-8")
        assert text.count("[[interactions]]") == number
        assert dexcli("timeline").stdout.count("\n") == number
