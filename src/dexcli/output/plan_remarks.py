"""What somebody should look at in an import: what is damaged, what is odd, what is next."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.due import due_on
from dexcli.core.outcomes import Skipped, Unchanged, place
from dexcli.core.plans import Plan
from dexcli.core.rows import BadRow, Row
from dexcli.core.settings import Settings
from dexcli.core.triage import DOUBTFUL
from dexcli.output import plan_view

Rows = Sequence[Row | BadRow]


def broken(rows: Rows) -> list[str]:
    """Return what is damaged in records that came in."""
    return [
        f"{place(row.line, row.label, row.file)}: {row.broken}"
        for row in rows
        if isinstance(row, Row) and row.broken
    ]


def odd(plan: Plan, rows: Rows) -> Iterator[str]:
    """Yield what to look at in records that came in; not again where nothing is new."""
    for row, outcome in zip(rows, plan.outcomes, strict=True):
        if isinstance(row, Row) and (row.columns or not isinstance(outcome, Unchanged)):
            for remark in row.remarks:
                yield f"{place(row.line, row.label, row.file)}: {remark}"


def following(plan: Plan, settings: Settings, today: date, program: str) -> list[str]:
    """Return what is to be done next, with the command for it."""
    told = []
    if nameless := sum(1 for each in plan.added if _is_of_a_card(each) and DOUBTFUL in each.tags):
        noun = "card is no person" if nameless == 1 else "cards are no people"
        told.append(f"{nameless:,} {noun} by name: tagged {DOUBTFUL}")
    if idle := sum(1 for each in plan.added if due_on(each, settings, today=today) is None):
        counted = words.counted(idle, "new contact")
        told.append(f"{counted} without a cadence. Next: {program} triage")
    if plan.perhaps:
        counted = "1 has" if len(plan.perhaps) == 1 else f"{len(plan.perhaps):,} have"
        told.append(f"{counted} the name of somebody here. Next: {program} merge")
    return told


def _is_of_a_card(contact: Contact) -> bool:
    """Whether it came by a vCard; tables say why they doubt with each row."""
    return any(each.startswith("vcard:") for each in contact.sources)


def every(plan: Plan, rows: Rows, after: Sequence[str]) -> list[str]:
    """Return all that is told beside the sum and the rows that were skipped, for a machine."""
    files = (each for each in plan.outcomes if isinstance(each, Skipped) and each.is_file)
    parts = (
        map(plan_view.left, files), broken(rows), odd(plan, rows),
        plan_view.notes(plan, most=None), after,
    )  # fmt: skip
    return list(chain.from_iterable(parts))
