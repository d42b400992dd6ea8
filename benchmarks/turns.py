"""Programs compared: run in turn, so that what else the machine does meets them alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.bench import Bench, Run


@dataclass(frozen=True)
class Program:
    """What is measured: ``command`` gives its words for a turn, after what needn't be timed."""

    name: str
    command: Callable[[int], Sequence[str]]


@dataclass(frozen=True)
class AtMost:
    """A goal: no more than this."""

    limit: float


@dataclass(frozen=True)
class AtLeast:
    """A goal: no less than this."""

    limit: float


Goal = AtMost | AtLeast


@dataclass(frozen=True)
class Ratio:
    """One line of the table: how many times as long one program takes as another.

    With ``less``, only what the first takes longer than that third program counts.
    """

    of: Program
    against: Program
    goal: Goal | None = None
    less: Program | None = None


@dataclass(frozen=True)
class Peak:
    """One line of the table: the most memory that a program has at a time, in megabytes."""

    of: Program
    goal: Goal | None = None


Line = Ratio | Peak


@dataclass(frozen=True)
class Group:
    """Lines whose programs run in turn; ``most`` bounds the turns of slow ones."""

    name: str
    lines: Sequence[Line]
    most: int | None = None


@dataclass(frozen=True)
class Measured:
    """What one line's programs took, a number a turn."""

    line: Line
    values: Sequence[float]
    seconds: Sequence[Sequence[float]]


def measured(group: Group, bench: Bench, *, turns: int) -> Iterator[Measured]:
    """Run the programs of a group in turn and yield its lines; the first turn only warms up."""
    programs = {each.name: each for line in group.lines for each in _programs(line)}
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for turn in range(min(turns, group.most or turns) + 1):
        for name, program in programs.items():
            runs[name].append(bench.run(program.command(turn)))
    for line in group.lines:
        yield _of_line(line, {name: each[1:] for name, each in runs.items()})


def _programs(line: Line) -> Iterator[Program]:
    match line:
        case Ratio(of=of, against=against, less=less):
            yield from (of, against) if less is None else (of, less, against)
        case Peak(of=of):
            yield of


def _of_line(line: Line, runs: dict[str, list[Run]]) -> Measured:
    seconds = [[run.seconds for run in runs[each.name]] for each in _programs(line)]
    match line:
        case Ratio(less=None):
            values = [of / against for of, against in zip(*seconds, strict=True)]
        case Ratio():
            values = [(of - less) / against for of, less, against in zip(*seconds, strict=True)]
        case Peak(of=of):
            values = [run.megabytes for run in runs[of.name]]
    return Measured(line, values, seconds)
