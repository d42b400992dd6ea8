"""A ledger as the manual's examples have it, and a shell to type them in."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.test_documents import OTHER_PROGRAMS, PROGRAMS

CARDS = """\
BEGIN:VCARD
VERSION:3.0
FN:Mary Somerville
TEL:+44 20 7946 0001
END:VCARD
"""
CONNECTIONS = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Grace,Hopper,https://www.linkedin.com/in/grace,grace@example.org,Navy,Admiral,02 Nov 2026
"""
CONFIG = """\
format = 1
[cadence]
friend = "1 month"
"""
PEOPLE = {
    "ada-lovelace": """\
name = "Ada Lovelace"
aka = ["Ada"]
tags = ["friend"]
emails = ["ada@example.org"]
phones = ["+44 20 7946 0958"]
city = "London"

[[reminders]]
note = "send the paper"

[[conflicts]]
path = ["city"]
kind = "value"
values = ["Paris", "London"]

[[interactions]]
on = 2026-09-20
kind = "coffee"
""",
    "ada-byron": 'name = "Ada Byron"\n',
    "bob-miller": """\
name = "Bob Miller"
aka = ["Bob"]
tags = ["work"]
org = "Acme"
city = "Paris"
""",
    "charles-babbage": 'name = "Charles Babbage"\ntags = ["work"]\n',
    "zoe-martin": 'name = "Zoe Martin"\naka = ["Zoe"]\ntags = ["family"]\ncity = "Nantes"\n',
    "zoe-marten": 'name = "Zoë Marten"\ncity = "Lyon"\n',
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with files to import, and a bare repository to meet other machines."""
    folder = tmp_path / "place"
    folder.mkdir()
    (folder / "contacts.vcf").write_text(CARDS, encoding="utf-8")
    (folder / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (folder / "cards").mkdir()
    for name in ("base", "ours", "theirs"):
        (folder / f"{name}.toml").write_text(PEOPLE["bob-miller"], encoding="utf-8")
    subprocess.run(
        ["git", "init", "--quiet", "--bare", "--initial-branch=main", "people.git"],
        cwd=folder,
        check=True,
    )
    return folder


@pytest.fixture
def shell(tmp_path: Path, ledger: Path) -> dict[str, str]:
    """Return a shell's environment: the manual's people, and no program that leaves the test."""
    for handle, text in PEOPLE.items():
        (ledger / f"{handle}.toml").write_text(text, encoding="utf-8")
    (ledger / ".dexcli" / "config.toml").write_text(CONFIG, encoding="utf-8")
    own = tmp_path / "bin"
    own.mkdir()
    for name, script in OTHER_PROGRAMS.items():
        (own / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (own / name).chmod(0o755)
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    (home / ".gitconfig").write_text(
        "[user]\n\tname = You\n\temail = you@example.org\n", encoding="utf-8"
    )
    return {
        **os.environ,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": os.pathsep.join((str(PROGRAMS), str(own), os.environ["PATH"])),
        "DEXCLI_LEDGER": str(ledger),
        "DEXCLI_TODAY": TODAY,
        "EDITOR": "true",
        "HOME": str(home),
        "PYTHONIOENCODING": "utf-8",
        "SHELL": "/bin/bash",
    }


def type_in(line: str, place: Path, shell: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Type a line into a shell that nobody sits at."""
    return subprocess.run(
        ["bash", "-c", line],
        cwd=place,
        env=shell,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
