"""How long dexcli takes, as ratios to what it can't do without: `python benchmarks/run.py`.

Everything it needs is made in a temporary folder. The programs of one group
run in turn, again and again, so that what else the machine does meets them
alike; a ratio is the median over the turns. README.md has the results.
"""

import argparse
import importlib.metadata
import importlib.resources
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

TODAY = date(2026, 11, 22)
CONTACTS, INTERACTIONS = 1_000, 5
LETTERS_MAP = Path(__file__).parent.parent / "examples" / "letters.map.toml"

TYPER_APP = '''\
import typer

app = typer.Typer()


@app.command()
def hello(name: str, loud: bool = False) -> None:
    """Greet NAME."""
    print(f"Hello {name}{'!' if loud else ''}")


@app.command()
def goodbye(name: str, times: int = 1) -> None:
    """Say goodbye to NAME."""
    print(f"Goodbye {name} " * times)
'''
# Both are started as an installer's console script starts a program.
START_TYPER_APP = "import sys\nfrom two_commands import app\nsys.exit(app())\n"
START_DEXCLI = "import sys\nfrom dexcli.__main__ import main\nsys.exit(main())\n"
WRITE_ONCE = """\
import json, sys
from pathlib import Path
from dexcli.store.change import Change
from dexcli.store.transaction import apply

texts = json.loads(Path(sys.argv[1]).read_bytes())
folder = Path(sys.argv[2])
apply([Change(folder / name, None, text.encode()) for name, text in texts.items()])
"""
PARSE_ALL = """\
import sys
from pathlib import Path
import tomli

for path in Path(sys.argv[1]).glob("*.toml"):
    tomli.loads(path.read_bytes().decode())
"""

FIRST_NAMES = (
    "Ada", "Bettine", "Clara", "Dorothea", "Émilie", "Fanny", "George", "Hermine", "Ida", "Johanna",
    "Karl", "Leo", "Mileva", "Nadia", "Otto", "Paula", "Quirin", "Rosa", "Sofja", "Therese",
    "Ulrike", "Viktor", "Wilhelmine", "Xaver", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "Arnim", "Babbage", "Curie", "Duncker", "Einstein", "Franzos", "Gödel", "Hensel", "Ibsen",
    "Jonas", "Kovalevskaya", "Lovelace", "Marić", "Noether", "Oppenheim", "Planck", "Quandt",
    "Rilke", "Somerville", "Turing", "Undset", "Varnhagen", "Wieck", "Yersin", "Zweig", "Alberti",
    "Brahms", "Clausius", "Dohm", "Ebner", "Fichte", "Goethe", "Herschel", "Itzig", "Jacobi",
    "Kerr", "Lasker", "Mendelssohn", "Nietzsche", "Ohm",
)  # fmt: skip
CADENCES = ("1 week", "2 weeks", "3 weeks", "1 month", "3 months")
KINDS = ("coffee", "call", "letter", "met", "dinner")


@dataclass(frozen=True)
class Program:
    """What is timed: ``command`` gives its words for a turn, after what needn't be timed."""

    name: str
    command: Callable[[int], Sequence[str]]


@dataclass(frozen=True)
class Comparison:
    """One line of the table: two programs of a group, and the most that is allowed."""

    of: Program
    against: Program
    goal: float | None = None


Seconds = dict[str, list[float]]


class Bench:
    """The temporary folder, and the ways to run programs in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in {
            "two_commands.py": TYPER_APP,
            "start_typer_app.py": START_TYPER_APP,
            "start_dexcli.py": START_DEXCLI,
            "write_once.py": WRITE_ONCE,
            "parse_all.py": PARSE_ALL,
        }.items():
            (folder / name).write_text(text, encoding="utf-8")
        ours = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "DEXCLI_", "XDG_"))
        }
        self.environ = {
            **ours,
            "HOME": str(folder),
            "DEXCLI_TODAY": TODAY.isoformat(),
            # Bytecode is kept, and in one place for all, whatever folder may be written.
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }

    def python(self, script: str, *args: object) -> list[str]:
        """Return the words that run one of the scripts."""
        return [sys.executable, str(self.folder / script), *map(str, args)]

    def dexcli(self, ledger: Path, *args: object) -> list[str]:
        """Return the words that run dexcli on a ledger."""
        return self.python("start_dexcli.py", "--ledger", ledger, *args)

    def seconds(self, command: Sequence[str]) -> float:
        """Run a program away from a terminal and return how long it took."""
        start = time.perf_counter()
        done = subprocess.run(command, env=self.environ, capture_output=True, check=False)
        taken = time.perf_counter() - start
        if done.returncode not in {0, 5}:  # 5: some rows of the letters have no day
            raise SystemExit(f"{' '.join(command)}\n{done.stderr.decode()}")
        return taken

    def in_turn(self, programs: Sequence[Program], turns: int) -> Seconds:
        """Run the programs in turn and return each one's times; the first turn only warms up."""
        taken: Seconds = {program.name: [] for program in programs}
        for turn in range(turns + 1):
            for program in programs:
                taken[program.name].append(self.seconds(program.command(turn)))
        return {name: times[1:] for name, times in taken.items()}


def start_up(bench: Bench) -> list[Comparison]:
    """Return what the start costs, on a ledger of one contact."""
    ledger = new_ledger(bench.folder / "one")
    text = contact_text(0)
    (ledger / "ada-arnim.toml").write_text(text, encoding="utf-8")
    due = Program("dexcli due, one contact", lambda _: bench.dexcli(ledger, "due"))
    app = Program(
        "a two-command Typer app", lambda _: bench.python("start_typer_app.py", "hello", "Ada")
    )
    bare = Program("python -c pass", lambda _: [sys.executable, "-c", "pass"])
    return [Comparison(due, app, goal=1.6), Comparison(due, bare), Comparison(app, bare)]


def importing(bench: Bench, letters: Path) -> list[Comparison]:
    """Return what an import costs, against writing its files once and nothing else."""
    words = ("import", letters, "--map", LETTERS_MAP)
    model = new_ledger(bench.folder / "model")
    bench.seconds(bench.dexcli(model, *words))
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(model.glob("*.toml"))}
    kept = bench.folder / "texts.json"
    kept.write_text(json.dumps(texts), encoding="utf-8")

    def into_empty(turn: int) -> list[str]:
        return bench.dexcli(new_ledger(bench.folder / f"imported-{turn}"), *words)

    def into_folder(turn: int) -> list[str]:
        return bench.python("write_once.py", kept, new_ledger(bench.folder / f"written-{turn}"))

    rows = len(letters.read_bytes().splitlines()) - 1
    return [
        Comparison(
            Program(f"dexcli import, {rows:,} letters", into_empty),
            Program(f"writing its {len(texts)} files once", into_folder),
            goal=5,
        )
    ]


def large(bench: Bench) -> list[Comparison]:
    """Return what a large ledger costs to read, and to log into."""
    ledger = new_ledger(bench.folder / "large")
    for number in range(CONTACTS):
        text = contact_text(number)
        (ledger / f"c{number:04}.toml").write_text(text, encoding="utf-8")
    due = Program(f"dexcli due, {CONTACTS:,} contacts", lambda _: bench.dexcli(ledger, "due"))
    parse = Program("tomli parsing the same files", lambda _: bench.python("parse_all.py", ledger))
    log = Program(
        f"dexcli log, {CONTACTS:,} contacts",
        lambda turn: bench.dexcli(ledger, "log", f"c{turn % CONTACTS:04}", "--note", "Met."),
    )
    return [Comparison(due, parse), Comparison(log, due)]


def new_ledger(folder: Path) -> Path:
    """Make an empty ledger and return its folder."""
    (folder / ".dexcli").mkdir(parents=True)
    (folder / ".dexcli" / "config.toml").write_text("format = 1\n", encoding="utf-8")
    return folder


def contact_text(number: int) -> str:
    """Return the file of the contact of this number, always the same."""
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
    day = TODAY - timedelta(days=20 + number % 90)
    blocks = [
        f"\n[[interactions]]\non = {day - timedelta(days=31 * (INTERACTIONS - nth))}\n"
        f'kind = "{KINDS[(number + nth) % len(KINDS)]}"\nplace = "Vienna"\n'
        f'note = "Spoke of the plan for the {nth + 1}. time, and of {LAST_NAMES[nth]}."\n'
        f'id = "{number:06}{nth:04}"\n'
        for nth in range(INTERACTIONS)
    ]
    return (
        f'name = "{first} {last}"\ntags = ["friend", "circle-{number % 7}"]\n'
        f'cadence = "{CADENCES[number % len(CADENCES)]}"\nbirthday = 1987-{number % 12 + 1:02}-14\n'
        f'emails = ["person{number}@example.org"]\nphones = ["+43 1 {number:07}"]\n'
        f'city = "Vienna"\nnotes = "Likes walks and long letters."\nadded = 2024-01-15\n'
        + "".join(blocks)
    )


def table(found: Sequence[tuple[Comparison, Seconds]]) -> Iterator[str]:
    """Yield the lines of the table, as Markdown has it."""
    yield "| what | against | ratio | middle half | goal | median times |"
    yield "|---|---|---|---|---|---|"
    for each, seconds in found:
        of, against = seconds[each.of.name], seconds[each.against.name]
        ratios = [a / b for a, b in zip(of, against, strict=True)]
        low, ratio, high = quantiles(ratios, n=4, method="inclusive")
        goal = each.goal and f"at most {each.goal:g}: {'met' if ratio <= each.goal else 'MISSED'}"
        times = f"{median(of) * 1e3:.0f} ms, {median(against) * 1e3:.0f} ms"
        yield (
            f"| {each.of.name} | {each.against.name} | **{ratio:.2f}** "
            f"| {low:.2f} to {high:.2f} | {goal or ''} | {times} |"
        )


def machine(folder: Path) -> str:
    """Return what the numbers hold for: processor, cores, Python, file system, packages."""
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("dexcli", "typer", "tomli")
    )
    return (
        f"{_processor()}, {os.cpu_count()} cores; {platform.system()}; {_file_system(folder)}; "
        f"{platform.python_implementation()} {platform.python_version()}; {versions}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _file_system(folder: Path) -> str:
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "file system unknown"
    fields = [mount.split() for mount in mounts]
    above = [(len(f[1]), f[2]) for f in fields if folder.resolve().is_relative_to(f[1])]
    return max(above, default=(0, "file system unknown"))[1]


def main() -> None:
    """Measure, and print the table and the machine."""
    letters = importlib.resources.files("dexcli") / "example" / "letters.csv"
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--turns", type=int, default=15, metavar="N", help="repetitions (15)")
    parser.add_argument("--letters", type=Path, default=Path(str(letters)), metavar="CSV")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="for the temporary folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dexcli-bench-", dir=given.folder) as name:
        bench = Bench(Path(name).resolve())
        found = []
        for group in (start_up(bench), importing(bench, given.letters.resolve()), large(bench)):
            programs = {p.name: p for each in group for p in (each.of, each.against)}
            seconds = bench.in_turn(list(programs.values()), max(given.turns, 2))
            found += [(each, seconds) for each in group]
        print("\n".join([*table(found), "", f"{machine(bench.folder)}; {given.turns} turns"]))


if __name__ == "__main__":
    main()
