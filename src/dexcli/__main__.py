"""The program's door: `dexcli` and `python -m dexcli`."""

import gc
import sys


def main() -> None:
    """Run the command that was typed and end with its exit code."""
    words = sys.argv[1:]
    if words[:1] == ["merge-driver"] and words[1:] not in (["--help"], ["-h"]):
        from dexcli.sync import driver  # git calls it for each file: without the command line

        sys.exit(driver.run(words[1:]))
    if words[:1] == ["complete-words"]:
        from dexcli.completing import answering  # a shell asks at each press of Tab

        sys.exit(answering.run(words[1:]))
    from dexcli import cli

    code = cli.run(words)
    gc.freeze()  # it ends: a last search for cycles takes 0.45 s with 10,000 cards
    sys.exit(code)


if __name__ == "__main__":
    main()
