"""The table as Markdown has it, with each goal and whether it is met."""

from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from benchmarks.turns import AtLeast, AtMost, Goal, Measured, Peak, Ratio

MILLISECONDS = 1000
SHOWN_IN_SECONDS = 10  # from so many seconds, milliseconds are only digits


def lines(found: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| what | against | ratio | middle half | goal | median times |"
    yield "|---|---|---|---|---|---|"
    for each in found:
        low, middle, high = _quarters(each.values)
        match each.line:
            case Ratio(of=of, against=against, less=less, goal=goal):
                what = of.name if less is None else f"{of.name}, less {less.name}"
                other, unit = against.name, ""
            case Peak(of=of, goal=goal):
                what, other, unit = of.name, "its peak memory", " MB"
        digits = 0 if unit else 2
        times = ", ".join(_time(median(seconds)) for seconds in each.seconds)
        yield (
            f"| {what} | {other} | **{middle:,.{digits}f}{unit}** "
            f"| {low:,.{digits}f} to {high:,.{digits}f} | {_goal(goal, middle, unit)} | {times} |"
        )


def _quarters(values: Sequence[float]) -> tuple[float, float, float]:
    if len(values) == 1:
        return (values[0],) * 3
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def _goal(goal: Goal | None, value: float, unit: str) -> str:
    match goal:
        case None:
            return ""
        case AtMost(limit):
            words, is_met = "at most", value <= limit
        case AtLeast(limit):
            words, is_met = "at least", value >= limit
    return f"{words} {goal.limit:g}{unit}: {'met' if is_met else 'MISSED'}"


def _time(seconds: float) -> str:
    if seconds >= SHOWN_IN_SECONDS:
        return f"{seconds:.1f} s"
    return f"{seconds * MILLISECONDS:,.0f} ms"
