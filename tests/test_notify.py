"""A notification says what it was given, through whatever program there is."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli import notify
from dexcli.core.errors import DexcliError, UsageError
from dexcli.notify import NoNotificationError

RECORDS = """\
#!{python}
import json, os, sys
names = ("DEXCLI_TITLE", "DEXCLI_BODY", "WSLENV")
told = {{"argv": sys.argv[1:], "environ": {{n: os.environ.get(n) for n in names}}}}
open({file!r}, "w", encoding="utf-8").write(json.dumps(told))
"""
FAILS = '#!/bin/sh\necho "no bus" >&2\necho "more" >&2\nexit 1\n'
ODD = "-e 'x' \"y\" $(touch z) `w` <b>&amp;\n50 % \\ Zoë"
NOBODY = "no notification can be shown here: there is no notify-send, osascript or PowerShell"
Program = Callable[..., Path]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return a way to put a program on the PATH; it gives the file where it records its call."""
    (tmp_path / "bin").mkdir()

    def put(name: str, text: str = RECORDS) -> Path:
        path, file = tmp_path / "bin" / name, tmp_path / f"{name}.json"
        path.write_text(text.format(python=sys.executable, file=str(file)), encoding="utf-8")
        path.chmod(0o755)
        return file

    return put


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"PATH": str(tmp_path / "bin")}


def test_notify_send_takes_arguments(program: Program, environ: dict[str, str]) -> None:
    called = program("notify-send")

    notify.notify("Two people", ODD, environ)

    assert json.loads(called.read_text("utf-8"))["argv"] == [
        "--app-name=dexcli",
        "--",
        "Two people",
        "-e 'x' \"y\" $(touch z) `w` &lt;b&gt;&amp;amp;\n50 % \\ Zoë",
    ]


def test_osascript_takes_arguments(program: Program, environ: dict[str, str]) -> None:
    called = program("osascript")

    notify.notify("Two people", ODD, environ)

    assert json.loads(called.read_text("utf-8"))["argv"] == [
        "-e", "on run argv",
        "-e", "display notification (item 2 of argv) with title (item 1 of argv)",
        "-e", "end run",
        "--", "Two people", ODD,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["powershell", "powershell.exe"])
def test_powershell_takes_variables(program: Program, environ: dict[str, str], name: str) -> None:
    called = program(name)

    notify.notify("Two people", ODD, environ | {"WSLENV": "A/p"})

    told = json.loads(called.read_text("utf-8"))
    assert told["argv"][:3] == ["-NoProfile", "-NonInteractive", "-Command"]
    assert "touch z" not in told["argv"][3]
    assert told["environ"] == {
        "DEXCLI_TITLE": "Two people",
        "DEXCLI_BODY": ODD,
        "WSLENV": "A/p:DEXCLI_TITLE/w:DEXCLI_BODY/w",
    }


def test_the_first_that_succeeds_is_enough(program: Program, environ: dict[str, str]) -> None:
    program("notify-send", FAILS)
    second, third = program("osascript"), program("powershell")

    notify.notify("Two people", "Ada", environ)

    assert (second.exists(), third.exists()) == (True, False)


def test_what_hides_in_a_text_is_shown(program: Program, environ: dict[str, str]) -> None:
    called = program("notify-send")

    notify.notify("two\nlines", "\0\x1b[31m \u202e \udce9", environ)

    assert json.loads(called.read_text("utf-8"))["argv"][2:] == [
        "two␊lines",
        "\\x00\\x1b[31m \\u202e \\udce9",
    ]


def test_where_there_is_none(environ: dict[str, str]) -> None:
    with pytest.raises(NoNotificationError) as refused:
        notify.notify("Two people", "Ada", environ)

    assert (str(refused.value), refused.value.exit_code) == (NOBODY, 1)


def test_where_none_succeeds(program: Program, environ: dict[str, str]) -> None:
    program("notify-send", FAILS)
    program("powershell", "#!/no/such/interpreter\n")

    with pytest.raises(DexcliError) as refused:
        notify.notify("Two people", "Ada", environ)

    assert str(refused.value) == (
        "the notification could not be shown: notify-send: no bus; "
        "powershell: No such file or directory"
    )


def test_a_program_that_hangs_is_not_waited_for(
    program: Program, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notify, "_PATIENCE", 0.05)
    program("notify-send", "#!/bin/sh\nexec /bin/sleep 60\n")

    with pytest.raises(NoNotificationError, match=r"notify-send: no answer in 0\.05 seconds"):
        notify.notify("Two people", "Ada", environ)


def test_a_failure_is_shown_and_raised(program: Program, environ: dict[str, str]) -> None:
    called = program("notify-send")

    with pytest.raises(UsageError, match="no ledger"), notify.failures_shown(environ):
        raise UsageError("no ledger at /x")

    assert json.loads(called.read_text("utf-8"))["argv"][2:] == ["dexcli", "no ledger at /x"]


def test_a_failure_is_raised_where_it_cannot_be_shown(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="no ledger"), notify.failures_shown(environ):
        raise UsageError("no ledger at /x")


def test_no_failure_is_not_shown(program: Program, environ: dict[str, str]) -> None:
    called = program("notify-send")

    with notify.failures_shown(environ):
        pass

    assert not called.exists()
