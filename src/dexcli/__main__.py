"""The program's door: `dexcli` and `python -m dexcli`."""

import sys

from dexcli import cli


def main() -> None:
    """Run the command that was typed and end with its exit code."""
    sys.exit(cli.run(sys.argv[1:]))


if __name__ == "__main__":
    main()
