"""Many processes at once on one ledger: those that log, those that read, and an editor."""

import json
import random
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

PROGRAM = (sys.executable, "-m", "dexcli")
PEOPLE = ("ada", "bob", "cyn", "dan")
MARK = "# by hand "
_GROUPS = (("ada",), ("ada", "bob"), ("bob", "cyn", "ada"), ("cyn", "dan"))
CLASH, LATER = 6, 75


def found(ledger: Path) -> None:
    """Let the ledger have these people, all of whom are due."""
    for handle in PEOPLE:
        text = f'name = "{handle.title()}"\ncadence = "1 day"\nadded = 2020-01-01\n'
        (ledger / f"{handle}.toml").write_text(text, encoding="utf-8")


def run(ledger: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    return subprocess.run(
        [*PROGRAM, "--ledger", str(ledger), *args], capture_output=True, text=True, check=False
    )


@dataclass
class Crowd:
    """What became of everybody's work."""

    ledger: Path
    reported: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused: int = 0
    edits: list[str] = field(default_factory=list)
    readings: int = 0
    wrong: list[str] = field(default_factory=list)
    _is_over: threading.Event = field(default_factory=threading.Event)

    def work(self, *, processes: int, logs: int, readers: int = 2, is_edited: bool = True) -> None:
        """Let so many processes log so often, while others read and one edits in place."""
        with ThreadPoolExecutor(processes + readers + 1) as pool:
            others = [pool.submit(self._read) for _ in range(readers)]
            others += [pool.submit(self._edit)] if is_edited else []
            writers = [pool.submit(self._log, number, logs) for number in range(processes)]
            for each in writers:
                each.result()
            self._is_over.set()
            for each in others:
                each.result()

    def _log(self, process: int, logs: int) -> None:
        for number in range(logs):
            who, note = _GROUPS[(process + number) % len(_GROUPS)], f"{process}-{number}."
            ran = run(self.ledger, "log", *who, "-m", note)
            if ran.returncode in {0, 7}:
                self.reported[note] = who
            elif ran.returncode in {CLASH, LATER}:
                self.refused += 1
            else:
                self.wrong.append(f"log: exit {ran.returncode}: {ran.stderr}")

    def _read(self) -> None:
        while not self._is_over.is_set():
            ran = run(self.ledger, "due", "--json")
            self.readings += 1
            if ran.returncode != 0 or not isinstance(json.loads(ran.stdout), list):
                self.wrong.append(f"due: exit {ran.returncode}: {ran.stderr}")

    def _edit(self) -> None:
        """Add comments to somebody's file in place, with no regard for anybody's lock."""
        while not self._is_over.wait(timeout=0.2):
            line = f"{MARK}{len(self.edits)}."
            with (self.ledger / "ada.toml").open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")
            self.edits.append(line)


def killed_logs(ledger: Path, times: int) -> int:
    """Kill a command at a random moment, again and again; return how many ended before."""
    dice, ended = random.Random(7), 0  # noqa: S311 - no secret
    for number in range(times):
        command = [*PROGRAM, "--ledger", str(ledger), "log", *PEOPLE, "-m", f"killed-{number}."]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as writer:
            try:
                writer.wait(timeout=dice.uniform(0.05, 0.6))
                ended += 1
            except subprocess.TimeoutExpired:
                writer.send_signal(signal.SIGKILL)
    return ended
