"""What is compared on ledgers of several sizes, with the goal where one is set."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ledgers, pairs
from benchmarks.bench import Bench
from benchmarks.khard import Khard
from benchmarks.turns import AtLeast, AtMost, Goal, Group, Line, Peak, Program, Ratio

SHOWN = 10  # people that `due --limit` names
SLOW = 5  # turns of what takes many seconds
KHARD_UP_TO = 10_000  # at 100,000 it takes more than a minute a turn
# Goals by what is compared and the number of contacts.
GOALS: dict[tuple[str, int], Goal] = {
    ("start", 10_000): AtMost(2.2),
    ("tab", 10_000): AtMost(1.3),
    ("status", 100_000): AtMost(4),
    ("first", 10_000): AtMost(1.5),
    ("log", 10_000): AtMost(1.3),
    ("show", 10_000): AtMost(1.3),
    ("search", 10_000): AtMost(1.5),
    ("memory", 100_000): AtMost(250),
    ("khard", 10_000): AtLeast(25),
}


@dataclass(frozen=True)
class Sized:
    """A ledger of so many contacts, in a repository of git with nothing to commit."""

    bench: Bench
    ledger: Path
    size: int

    @property
    def due(self) -> Program:
        """The daily question, with the index that the turn before has left."""
        return self.program("due", "--limit", SHOWN)

    def program(self, *args: object, label: str = "") -> Program:
        """Return a command of dexcli on this ledger."""
        name = label or f"dexcli {' '.join(map(str, args))}"
        return Program(self.named(name), lambda _: self.bench.dexcli(self.ledger, *args))

    def named(self, what: str) -> str:
        """Return the name of a program with the number of contacts."""
        return f"{what}, {self.size:,} contacts"

    def goal(self, what: str) -> Goal | None:
        """Return the goal of a comparison on a ledger of this size."""
        return GOALS.get((what, self.size))


def made(bench: Bench, size: int) -> Sized:
    """Make the ledger and commit it."""
    ledger = ledgers.ledger_of(bench.folder / f"ledger-{size}", size)
    for words in (
        ("init", "--quiet"),
        ("config", "gc.auto", "0"),  # no packing beside what is timed
        ("config", "core.untrackedCache", "false"),
        ("config", "core.fsmonitor", "false"),
        ("add", "."),
        ("-c", "user.name=B", "-c", "user.email=b@example.org", "commit", "--quiet", "-m", "All"),
    ):
        command = ["git", "-C", str(ledger), *words]
        subprocess.run(command, env=bench.environ, check=True, stdout=subprocess.DEVNULL)
    return Sized(bench, ledger, size)


def groups(sized: Sized, khard: Khard | None) -> Iterator[Group]:
    """Yield what is compared on one ledger; what changes it comes last."""
    yield _daily(sized)
    yield _tab(sized)
    yield _search(sized)
    yield _first(sized)
    if khard and sized.size <= KHARD_UP_TO:
        yield _cards(sized, khard)
    yield _one_contact(sized)


def _daily(sized: Sized) -> Group:
    bench, due, one = sized.bench, sized.due, pairs.due_of_one(sized.bench)
    git = Program("git status there", lambda _: ["git", "-C", str(sized.ledger), "status"])
    lines: list[Line] = [
        Ratio(due, pairs.typer_app(bench), goal=sized.goal("start")),
        Ratio(due, git, less=one, goal=sized.goal("status")),
        Peak(due, goal=sized.goal("memory")),
    ]
    return Group(sized.named("due"), lines)


def _tab(sized: Sized) -> Group:
    """Return what a press of Tab takes, with what the last command left beside the index."""
    app = pairs.typer_app(sized.bench)
    pressed = (
        _pressed(sized, "some letters of a name", "show", "love"),
        _pressed(sized, "everybody", "show", ""),
        _pressed(sized, "the kinds there are", "log x --kind", ""),
    )
    lines = [Ratio(program, app, goal=sized.goal("tab")) for program in pressed]
    return Group(sized.named("Tab"), lines)


def _search(sized: Sized) -> Group:
    """Return what a search takes: for one person, and for a word that everybody's file has.

    Of the latter the first ones against the first who are due, and all against all.
    """
    one = f"person{sized.size // 2}@example.org"
    found = sized.program("search", one, label="dexcli search, one person")
    common = sized.program(
        "search", "vienna", "--limit", SHOWN, label="dexcli search, a word of all"
    )
    year = sized.program("search", "2026", label="dexcli search, a year that is no text")
    everybody = sized.program("search", "vienna", label="dexcli search, all that a word finds")
    due = sized.program("due", label="dexcli due, all of them")
    goal = sized.goal("search")
    lines = [
        Ratio(found, sized.due, goal=goal),
        Ratio(year, sized.due, goal=goal),
        Ratio(common, sized.due),
        Ratio(common, due, goal=goal),
        Ratio(everybody, due, goal=goal),
    ]
    return Group(sized.named("search"), lines, most=SLOW)


def _pressed(sized: Sized, what: str, start: str, typed: str) -> Program:
    """Return what bash runs for a Tab behind these words."""
    line = f"dexcli --ledger {sized.ledger} {start} {typed}"
    words = sized.bench.python("start_dexcli.py", "complete-words", "bash", "9", "80", typed, line)
    return Program(sized.named(f"Tab, {what}"), lambda _: words)


def _first(sized: Sized) -> Group:
    """Return the first run, and a later one, against parsing the files."""
    parse = Program(
        "tomli parsing its files", lambda _: sized.bench.python("parse_all.py", sized.ledger)
    )

    def without_index(_: int) -> list[str]:
        sized.bench.forget()
        return sized.bench.dexcli(sized.ledger, "due", "--limit", SHOWN)

    first = Program(sized.named(f"dexcli due --limit {SHOWN}, first run"), without_index)
    lines = [Ratio(first, parse, goal=sized.goal("first")), Ratio(sized.due, parse)]
    return Group(sized.named("the first run"), lines, most=SLOW)


def _cards(sized: Sized, khard: Khard) -> Group:
    cards = ledgers.cards_of(sized.bench.folder / f"cards-{sized.size}", sized.size)
    words = khard.listing(cards)
    listing = Program(f"khard list, {sized.size:,} cards", lambda _: words)
    return Group(listing.name, [Ratio(listing, sized.due, goal=sized.goal("khard"))], most=SLOW)


def _one_contact(sized: Sized) -> Group:
    def log(turn: int) -> list[str]:
        who = ledgers.handle(turn % sized.size)
        return sized.bench.dexcli(sized.ledger, "log", who, "--note", "Met.")

    show = sized.program("show", ledgers.handle(sized.size // 2), label="dexcli show")
    lines = [
        Ratio(Program(sized.named("dexcli log"), log), sized.due, goal=sized.goal("log")),
        Ratio(show, sized.due, goal=sized.goal("show")),
    ]
    return Group(sized.named("log and show"), lines)
