"""T23: an error that nobody foresaw is one line without anyone's data, so cron may mail it."""

import functools
import importlib
from collections.abc import Callable
from typing import Any

import pytest

from dexcli import catalog
from dexcli.store import codec
from tests.conftest import Dexcli
from tests.threats.calls import EVERY, calls, spoken
from tests.threats.conftest import PLAIN, Fresh, files

SECRET = "Ada's secret\x1b[31m"  # noqa: S105 - nobody's
ERRORS: list[Callable[[], Exception]] = [
    lambda: RuntimeError(SECRET),
    lambda: KeyError(SECRET),
    lambda: UnicodeEncodeError("ascii", SECRET, 0, 1, SECRET),
    lambda: RecursionError(SECRET),
    lambda: ExceptionGroup(SECRET, [ValueError(SECRET)]),
]


def raising(error: Callable[[], Exception]) -> Callable[..., Any]:
    """Return a function that fails with data of somebody in its message and its variables."""

    def fail(*_: object, **__: object) -> None:
        somebody = SECRET
        raise error() from ValueError(somebody)

    return fail


@pytest.mark.parametrize("error", ERRORS, ids=lambda make: type(make()).__name__)
@pytest.mark.parametrize("name", catalog.COMMANDS)
def test_t23_inside_a_command(
    dexcli: Dexcli,
    fresh: Fresh,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    error: Callable[[], Exception],
) -> None:
    ledger = fresh(x=PLAIN, y=PLAIN)
    before = files(ledger)
    entry = catalog.COMMANDS[name]
    module = importlib.import_module(f"dexcli.commands.{entry.module}")
    real = getattr(module, entry.function)
    monkeypatch.setattr(module, entry.function, functools.wraps(real)(raising(error)))

    result = dexcli(*EVERY[name][0])

    assert (result.exit_code, result.stdout) == (1, "")
    assert_nothing_told(result.stderr)
    assert f"unexpected {type(error()).__name__} at " in result.stderr
    assert files(ledger) == before


WITHOUT_CONTACTS = {
    "init",
    "config",
    "schedule",
    "schema",
    "sync",
    "git",
    "--list",
    "help",
    "merge-driver",
    "completion",
}
REFUSED_BEFORE = {"amend", "birthday=soon"}  # nothing was logged here; it makes no sense


@pytest.mark.parametrize(
    "call",
    [call for call in calls() if not set(call) & (WITHOUT_CONTACTS | REFUSED_BEFORE)],
    ids=spoken,
)
def test_t23_deep_below_a_command(
    dexcli: Dexcli, fresh: Fresh, monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    ledger = fresh(x=PLAIN, y=PLAIN)
    before = files(ledger)
    monkeypatch.setattr(codec, "decode", raising(ERRORS[0]))

    result = dexcli(*call)

    assert (result.exit_code, result.stdout) == (1, "")
    assert_nothing_told(result.stderr)
    assert files(ledger) == before


def test_t23_who_asks_for_more_gets_it(
    dexcli: Dexcli, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh(x=PLAIN)
    monkeypatch.setattr(codec, "decode", raising(ERRORS[0]))

    result = dexcli("--debug", "due")

    assert result.exit_code == 1
    assert "Traceback" in result.stderr
    assert "Ada's secret" in result.stderr


def assert_nothing_told(stderr: str) -> None:
    assert stderr.count("\n") == 1
    assert stderr.startswith("dexcli: unexpected ")
    assert "secret" not in stderr
    assert "Traceback" not in stderr
    assert "\x1b" not in stderr
