"""A notification on the user's desktop, through whatever program shows one here."""

import contextlib
import html
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping

from dexcli.core.errors import DexcliError
from dexcli.output import sanitize

_PATIENCE = 20  # seconds; a bus that hangs may not hold up the other programs
_APPLESCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)
_TITLE, _BODY = "DEXCLI_TITLE", "DEXCLI_BODY"
_POWERSHELL = f"""\
$ErrorActionPreference = 'Stop'
$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, \
ContentType = WindowsRuntime]
$toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent('ToastText02')
$texts = $toast.GetElementsByTagName('text')
$null = $texts.Item(0).AppendChild($toast.CreateTextNode($env:{_TITLE}))
$null = $texts.Item(1).AppendChild($toast.CreateTextNode($env:{_BODY}))
$app = '{{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}}\\WindowsPowerShell\\v1.0\\powershell.exe'
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show(
  [Windows.UI.Notifications.ToastNotification]::new($toast))
"""


class NoNotificationError(DexcliError):
    """Nothing on this machine could show a notification."""


def notify(title: str, body: str, environ: Mapping[str, str]) -> None:
    """Show a notification on the desktop.

    The first of notify-send, osascript and PowerShell that is on the PATH and
    succeeds. The text reaches them as arguments or as variables, never as a
    part of a script or of a shell's line; notify-send's body may hold markup,
    so that what looks like some is escaped.

    Raises:
        NoNotificationError: None of them is here, or none succeeded.
    """
    title, body = sanitize.one_line(title), sanitize.paragraph(body)
    complaints = []
    for name, words in _ways(title, body).items():
        path = shutil.which(name, path=environ.get("PATH", os.defpath))
        if path is None:
            continue
        complaint = _complaint_of([path, *words], {**environ, **_variables(title, body, environ)})
        if complaint is None:
            return
        complaints.append(f"{name}: {complaint}")
    raise NoNotificationError(
        f"the notification could not be shown: {'; '.join(complaints)}"
        if complaints
        else "no notification can be shown here: there is no notify-send, osascript or PowerShell"
    )


@contextlib.contextmanager
def failures_shown(environ: Mapping[str, str]) -> Iterator[None]:
    """Show an error that ends the command on the desktop too: nobody reads a timer's stderr.

    The error is raised again as it is, whether or not it could be shown.
    """
    try:
        yield
    except NoNotificationError:
        raise
    except DexcliError as error:
        with contextlib.suppress(NoNotificationError):
            notify("dexcli", str(error), environ)
        raise


def _ways(title: str, body: str) -> dict[str, tuple[str, ...]]:
    """Return the programs that show a notification, each with its arguments.

    Source: the Desktop Notifications Specification, "Markup", for the body's.
    """
    script = [word for line in _APPLESCRIPT for word in ("-e", line)]
    powershell = ("-NoProfile", "-NonInteractive", "-Command", _POWERSHELL)
    return {
        "notify-send": ("--app-name=dexcli", "--", title, html.escape(body, quote=False)),
        "osascript": (*script, "--", title, body),
        "powershell.exe": powershell,  # also seen from Linux on Windows
        "powershell": powershell,
    }


def _variables(title: str, body: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return what PowerShell reads the text from; WSLENV lets it through from Linux on Windows."""
    through = [environ.get("WSLENV", ""), f"{_TITLE}/w", f"{_BODY}/w"]
    return {_TITLE: title, _BODY: body, "WSLENV": ":".join(filter(None, through))}


def _complaint_of(words: list[str], environ: Mapping[str, str]) -> str | None:
    """Run a program to its end; return what it complains about, None for nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - found on the PATH, and no shell takes part
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env=environ,
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {_PATIENCE} seconds"
    except OSError as error:
        return error.strerror or str(error)
    if done.returncode == 0:
        return None
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines else f"ended with {done.returncode}"
