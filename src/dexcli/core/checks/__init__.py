"""What is doubtful in a ledger that can be read: one module for each part of it.

Every check takes values and yields findings; what only the files can tell is
`store/checkup.py`'s.
"""

from collections.abc import Collection, Iterator

from dexcli.core.checks import people, preferences, shared
from dexcli.core.checks.finding import Finding
from dexcli.core.copies import conflict_copies
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings


def of_ledger(
    ledger: Ledger, settings: Settings, *, unreadable: Collection[str], commands: Collection[str]
) -> Iterator[Finding]:
    """Yield what is doubtful in the contacts and settings together.

    ``unreadable`` are the handles of files that can't be read: what refers to
    them is well, and a tag may stand in them. ``commands`` are the names that
    no alias can have.
    """
    copies = conflict_copies(ledger)
    yield from people.of_conflict_copies(copies)
    rest = Ledger({each.handle: each for each in ledger if each.handle not in copies})
    yield from people.of_conflicts(rest)
    yield from people.of_handles(rest)
    yield from people.of_references(rest, unreadable=unreadable)
    yield from people.of_ids(rest)
    yield from people.of_doubles(rest)
    yield from shared.of_copies(rest, me=settings.me)
    yield from preferences.of_settings(rest, settings, unreadable=unreadable, commands=commands)
