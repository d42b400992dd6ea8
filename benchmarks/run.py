"""How long dexcli takes, as ratios to what it can't do without: `python -m benchmarks.run`.

Everything it needs is made in a temporary folder. The programs of one group
run in turn, again and again, so that what else the machine does meets them
alike; a ratio is the median over the turns. README.md has the results.
"""

import argparse
import importlib.resources
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import exchange, host, khard, machines, pairs, sizes, table, turns
from benchmarks.bench import Bench

SIZES = (1_000, 10_000, 100_000)
TURNS = 15


def main() -> None:
    """Measure, and print the table and the machine."""
    given = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="dexcli-bench-", dir=given.folder) as name:
        bench = Bench(Path(name).resolve())
        found: list[turns.Measured] = []
        for group in _groups(bench, given):
            _say(f"measuring {group.name}")
            found += turns.measured(group, bench, turns=given.turns)
        print("\n".join([*table.lines(found), "", f"{host.named(bench.folder)}; {_turns(given)}"]))


def _groups(bench: Bench, given: argparse.Namespace) -> Iterator[turns.Group]:
    yield pairs.start(bench)
    yield pairs.importing(bench, given.letters.resolve())
    yield from exchange.groups(bench)
    yield from machines.groups(bench)
    other = khard.installed(bench.folder) if given.khard else khard.Missing("--no-khard")
    if isinstance(other, khard.Missing):
        _say(f"khard is left out: {other.reason}")
    for size in given.sizes:
        _say(f"making {size:,} contacts")
        sized = sizes.made(bench, size)
        yield from sizes.groups(sized, other if isinstance(other, khard.Khard) else None)


def _parser() -> argparse.ArgumentParser:
    letters = importlib.resources.files("dexcli") / "example" / "letters.csv"
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("--sizes", type=_sizes, default=SIZES, metavar="N,…", help="contacts of the ledgers")
    add("--turns", type=_count, default=TURNS, metavar="N", help=f"repetitions ({TURNS})")
    add("--letters", type=Path, default=Path(str(letters)), metavar="CSV")
    add("--folder", type=Path, metavar="DIR", help="for the temporary folder")
    add("--khard", action=argparse.BooleanOptionalAction, default=True, help="compare with khard")
    return parser


def _sizes(text: str) -> list[int]:
    return [_count(each) for each in text.split(",")]


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _turns(given: argparse.Namespace) -> str:
    return f"{given.turns} turns, at most {sizes.SLOW} of the first run and of khard"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
