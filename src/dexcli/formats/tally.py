"""Records that are no fault and bring nothing: the first few are named, the rest counted."""

from collections.abc import Iterable, Iterator

from dexcli.core.rows import BadRow, Row

_NAMED = 3  # of one reason


def counted(rows: Iterable[Row | BadRow], noun: str) -> Iterator[Row | BadRow]:
    """Yield the rows; of what is left out on purpose, the first few and a sum for each reason.

    An archive has ten thousand messages of mailing lists. ``noun`` is what a
    record is called, in the plural.
    """
    found: dict[str, list[BadRow]] = {}
    numbers: dict[str, int] = {}
    withdrawn: dict[str, list[str]] = {}  # of those that are only counted
    for row in rows:
        if isinstance(row, Row) or row.unreadable:
            yield row
            continue
        if numbers.get(row.reason, 0) >= _NAMED:
            withdrawn.setdefault(row.reason, []).extend(row.withdrawn)
        numbers[row.reason] = numbers.get(row.reason, 0) + 1
        first = found.setdefault(row.reason, [])
        if len(first) <= _NAMED:
            first.append(row)
    for reason, first in found.items():
        yield from first[:_NAMED]
        if (more := numbers[reason] - _NAMED) > 0:
            last = first[_NAMED]
            told = f"and {more:,} more {noun}: {reason}" if more > 1 else reason
            yield BadRow(
                last.line,
                told,
                last.file,
                "" if more > 1 else last.label,
                unreadable=False,
                withdrawn=tuple(withdrawn.get(reason, ())),
                count=more,
            )
