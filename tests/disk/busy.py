"""A process that logs meetings as fast as it can, and tells the number of each that succeeded.

`python -m tests.disk.busy [--unsynced]`, with the ledger named in the environment.
"""

import os
import sys

from dexcli import cli

WHO = ("ada", "bob", "cyn")


def main() -> None:
    """Log until killed."""
    if "--unsynced" in sys.argv:
        os.fsync = _unsynced  # what the check has to notice
    told = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    number = 0
    while True:
        if cli.run(["log", *WHO, "-m", f"meeting {number}."]) == 0:
            os.write(told, f"{number}\n".encode())
        number += 1


def _unsynced(fd: object) -> None:
    """Sync nothing."""


if __name__ == "__main__":
    main()
