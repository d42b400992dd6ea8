"""What is compared apart from the size of a ledger: the start, and an import."""

import json
import sys
from pathlib import Path

from benchmarks import ledgers
from benchmarks.bench import Bench
from benchmarks.turns import AtMost, Group, Program, Ratio

LETTERS_MAP = Path(__file__).parent.parent / "examples" / "letters.map.toml"


def typer_app(bench: Bench) -> Program:
    """Return the least that a program with Typer takes."""
    return Program(
        "a two-command Typer app", lambda _: bench.python("start_typer_app.py", "hello", "Ada")
    )


def due_of_one(bench: Bench) -> Program:
    """Return `due` on a ledger of one contact, made here once."""
    ledger = bench.folder / "one"
    if not ledger.exists():
        ledgers.ledger_of(ledger, 1)
    return Program("dexcli due, one contact", lambda _: bench.dexcli(ledger, "due"))


def start(bench: Bench) -> Group:
    """Return what the start costs."""
    due, app = due_of_one(bench), typer_app(bench)
    bare = Program("python -c pass", lambda _: [sys.executable, "-c", "pass"])
    lines = [Ratio(due, app, goal=AtMost(1.6)), Ratio(due, bare), Ratio(app, bare)]
    return Group("the start", lines)


def importing(bench: Bench, letters: Path) -> Group:
    """Return what an import costs, against writing its files once and nothing else."""
    words = ("import", letters, "--map", LETTERS_MAP)
    model = ledgers.new_ledger(bench.folder / "model")
    bench.run(bench.dexcli(model, *words))
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(model.glob("*.toml"))}
    kept = bench.folder / "texts.json"
    kept.write_text(json.dumps(texts), encoding="utf-8")

    def into_empty(turn: int) -> list[str]:
        return bench.dexcli(ledgers.new_ledger(bench.folder / f"imported-{turn}"), *words)

    def into_folder(turn: int) -> list[str]:
        folder = ledgers.new_ledger(bench.folder / f"written-{turn}")
        return bench.python("write_once.py", kept, folder)

    rows = len(letters.read_bytes().splitlines()) - 1
    once = Program(f"writing its {len(texts)} files once", into_folder)
    line = Ratio(Program(f"dexcli import, {rows:,} letters", into_empty), once, goal=AtMost(5))
    return Group("an import", [line])
