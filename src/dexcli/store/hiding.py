"""A reading without the conflict copies of sync programs, which are told and are nobody."""

from collections.abc import Sequence

from msgspec.structs import replace

from dexcli.core.copies import conflict_copies
from dexcli.store.naming import SUFFIX
from dexcli.store.reading import Reading


def without_copies(reading: Reading, suspects: Sequence[str]) -> Reading:
    """Return the reading in which those of ``suspects`` that are copies are no contacts."""
    copies = conflict_copies(reading.ledger, among=suspects)
    if not copies:
        return reading
    told = tuple(
        f"{copy}{SUFFIX}: a sync program's second copy of {whose}; 'dexcli doctor --fix' merges it"
        for copy, whose in copies.items()
    )
    if reading.beforehand is not None:
        from dexcli.store.index import indexed  # only where one is used

        reading = indexed.without(reading, copies)
    else:
        contacts = {h: each for h, each in reading.contacts.items() if h not in copies}
        reading = replace(reading, contacts=contacts)
    return replace(reading, warnings=(*reading.warnings, *told))
