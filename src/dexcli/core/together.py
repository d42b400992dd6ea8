"""Who has been with whom, which says who of several is likely meant."""

from collections.abc import Sequence

from msgspec import Struct

from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger

_TIMES = {1: "once", 2: "twice"}


class Ranked(Struct, frozen=True):
    """One who may be meant, and why they stand where they stand; "" where nothing says it."""

    contact: Contact
    why: str


def ranked(several: Sequence[Contact], others: Sequence[Contact], ledger: Ledger) -> list[Ranked]:
    """Return those who may be meant, whoever was together with the others most often first.

    Of those who never were, whom you were in touch with most often.
    """
    counts = {one.handle: [_times(one, other) for other in others] for one in several}
    ordered = sorted(
        several, key=lambda one: (-sum(counts[one.handle]), -len(one.interactions), one.handle)
    )
    return [Ranked(one, _why(counts[one.handle], others, ledger)) for one in ordered]


def _times(one: Contact, other: Contact) -> int:
    """Return in how many interactions two were together."""
    ids = {each.id for each in other.interactions if each.id}
    return sum(
        1
        for each in one.interactions
        if other.handle in each.others or (each.id and each.id in ids)
    )


def _why(counts: Sequence[int], others: Sequence[Contact], ledger: Ledger) -> str:
    told = [
        f"{_TIMES.get(count, f'{count} times')} with {ledger.label(other)}"
        for count, other in zip(counts, others, strict=True)
        if count
    ]
    return words.listed(told)
