"""A headless Chromium that a test can look at, type into and click in.

It is driven over its own debugging pipe (the Chrome DevTools Protocol; messages
end in NUL), so that no library and no open port is needed.

Source: https://chromedevtools.github.io/devtools-protocol/, and Chromium's
`--remote-debugging-pipe`: it reads file descriptor 3 and writes 4.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(
    PROGRAM is None,
    reason="NOT TESTED: pages in a browser. There is no Chromium (Debian: chromium)",
)
PHONE, DESK = (390, 844), (1280, 800)  # pixels
PATIENCE = 120  # seconds; the first start of a browser can be slow
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--force-device-scale-factor=1", "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)  # fmt: skip


class Browser:
    """One browser with one page.

    Attributes:
        requests: The addresses that the page has asked for, itself apart.
        troubles: What it wrote to the console as an error or a warning, and what it raised.
    """

    def __init__(self, writing: int, reading: int) -> None:
        self._writing, self._reading = writing, reading
        self._buffer = b""
        self._number = 0
        self._session = ""
        self._page = ""
        self._events: list[str] = []
        self.requests: list[str] = []
        self.troubles: list[str] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """Send one command of the protocol and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while (answer := self._message()).get("id") != self._number:
            self._note(answer)
        assert "error" not in answer, answer["error"]
        result: dict[str, Any] = answer["result"]
        return result

    def open(
        self, page: Path, *, size: tuple[int, int] = DESK, dark: bool = False, fragment: str = ""
    ) -> None:
        """Open a file from disk in a window of this size, and wait until it is loaded."""
        self.requests, self.troubles, self._events = [], [], []
        self.resize(size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", media="screen", features=[scheme])
        self._page = page.as_uri()
        # Another fragment of the same page would load nothing.
        self.send("Page.navigate", url="about:blank")
        self._until("Page.loadEventFired")
        self.send("Page.navigate", url=self._page + fragment)
        self._until("Page.loadEventFired")

    def resize(self, size: tuple[int, int]) -> None:
        """Make the window as large as this, in pixels; a narrow one is a phone."""
        (width, height) = size
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip

    def ask(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page says
        """Return what a JavaScript expression is worth, a promise when it is kept."""
        result = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def click(self, selector: str) -> None:
        """Click with the mouse in the middle of what a CSS selector finds first."""
        found = f"document.querySelector({json.dumps(selector)})"
        box = self.ask(
            f"(e => {{ e.scrollIntoView({{block: 'nearest'}}); const b = e.getBoundingClientRect();"
            f" return [b.x + b.width / 2, b.y + b.height / 2]; }})({found})"
        )
        self.click_at(*box)

    def click_at(self, x: float, y: float) -> None:
        """Click with the mouse at a place of the window, in pixels."""
        place = {"x": x, "y": y, "button": "left", "clickCount": 1}
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        self.send("Input.dispatchMouseEvent", type="mousePressed", **place)
        self.send("Input.dispatchMouseEvent", type="mouseReleased", **place)

    def write(self, text: str) -> None:
        """Type into what has the focus."""
        self.send("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press a key by its name: ``Tab``, ``Enter``, ``Escape``, ``ArrowDown``."""
        code = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        both = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", **both, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", **both)

    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def _until(self, event: str) -> None:
        while event not in self._events:
            self._note(self._message())
        self._events.remove(event)

    def _message(self) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._reading], [], [], max(0.0, end - time.monotonic()))
            piece = os.read(self._reading, 1 << 20) if ready else b""
            if not piece:
                raise TimeoutError("the browser ended or gives no answer")
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def _note(self, event: dict[str, Any]) -> None:
        params = event.get("params", {})
        match event.get("method", ""):
            case "Network.requestWillBeSent":
                address = params["request"]["url"]
                if address.partition("#")[0] not in {self._page, "about:blank"}:
                    self.requests.append(address)
            case "Runtime.exceptionThrown":
                self.troubles.append(json.dumps(params["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if params["type"] in {"error", "warning"}:
                self.troubles.append(json.dumps(params["args"]))
            case "Log.entryAdded" if params["entry"]["level"] in {"error", "warning"}:
                self.troubles.append(params["entry"]["text"])
            case "Page.loadEventFired":
                self._events.append("Page.loadEventFired")


@contextmanager
def opened(folder: Path) -> Iterator[Browser]:
    """Yield a browser whose profile stands in a folder; it ends with the block."""
    assert PROGRAM is not None
    (its_reading, writing), (reading, its_writing) = _pipe(), _pipe()
    words = [PROGRAM, *_FLAGS, f"--user-data-dir={folder / 'profile'}"]
    # The two ends must be 3 and 4 in the browser: the shell moves them there.
    moved = f'exec "$@" 3<&{its_reading} 4>&{its_writing}'
    process = subprocess.Popen(
        ["bash", "-c", moved, "bash", *words],
        pass_fds=(its_reading, its_writing),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(its_reading)
    os.close(its_writing)
    try:
        yield Browser(writing, reading)
    finally:
        os.close(writing)
        os.close(reading)
        process.kill()
        process.wait(PATIENCE)


def _pipe() -> tuple[int, int]:
    """Return the two ends of a pipe, neither of them among the first ten files."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]
