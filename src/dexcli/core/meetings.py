"""Interactions of several people: one event, a copy in each one's file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from dexcli.core import ids, words
from dexcli.core.contact import ME, Contact, Ended, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.errors import AmbiguousContactError, DexcliError, UsageError
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

MOST_OTHERS = 8  # beyond, the occasion names the gathering and `with` is left out
THEM = "them"


@dataclass(frozen=True, slots=True)
class Copy:
    """One contact's copy of an interaction: whose, and where in the file."""

    contact: Contact
    index: int

    @property
    def interaction(self) -> Interaction:
        """What this copy says."""
        return self.contact.interactions[self.index]


def logged(people: Sequence[Contact], interaction: Interaction) -> list[Contact]:
    """Return everybody with this interaction; each copy names the others.

    Raises:
        UsageError: So many were there that only an occasion can name them.
    """
    if len(people) > MOST_OTHERS + 1 and not interaction.occasion:
        raise UsageError(
            f"{len(people)} people at once: name the occasion, such as --occasion wedding"
        )
    return [contact.logging(copy_for(contact, people, interaction)) for contact in people]


def held(contact: Contact, plan: str, on: PartialDate) -> Contact:
    """Return a contact with whom a planned meeting, told by its id, was held."""
    if not any(each.id == plan and each.is_open for each in contact.reminders):
        return contact
    done = Ended(over=True, on=on)
    reminders = (
        replace(each, done=done) if each.id == plan and each.is_open else each
        for each in contact.reminders
    )
    return replace(contact, reminders=tuple(reminders))


def copy_for(contact: Contact, people: Sequence[Contact], interaction: Interaction) -> Interaction:
    """Return the interaction as it stands in this contact's file."""
    others = [each.handle for each in people if each.handle != contact.handle]
    if len(others) > MOST_OTHERS:
        return replace(interaction, others=())
    return replace(interaction, others=tuple(others))


def find_copies(ledger: Ledger, start: str) -> tuple[str, list[Copy]]:
    """Return the id that begins with ``start``, and every copy of that interaction.

    Raises:
        DexcliError: No interaction has such an id.
        AmbiguousContactError: Several have.
    """
    found: dict[str, list[Copy]] = {}
    for contact in ledger:
        for index, key in enumerate(ids.of_interactions(contact)):
            if key.startswith(start.lower()):
                found.setdefault(key, []).append(Copy(contact, index))
    if not found:
        raise DexcliError(f"no interaction has the id {start!r}; see 'dexcli timeline --ids'")
    if len(found) > 1 and start.lower() not in found:
        raise AmbiguousContactError(start, sorted(found))
    key = start.lower() if start.lower() in found else next(iter(found))
    return key, found[key]


def amended(
    key: str, copies: Sequence[Copy], change: Callable[[Interaction], Interaction]
) -> list[Contact]:
    """Return everybody whose copy is changed, in all files alike."""
    return [_with_interaction(copy, replace(change(copy.interaction), id=key)) for copy in copies]


def deleted(copies: Sequence[Copy]) -> list[Contact]:
    """Return everybody without their copy."""
    return [_without(copy) for copy in copies]


def without(
    key: str, copies: Sequence[Copy], gone: Sequence[Contact], ledger: Ledger
) -> list[Contact]:
    """Return everybody after some weren't there after all: their copies and names go.

    Their names in other files may be earlier handles of theirs.

    Raises:
        UsageError: Somebody of them wasn't there anyway, or nobody would be left.
    """
    handles = {contact.handle for contact in gone}
    present = {copy.contact.handle for copy in copies}
    if absent := [contact.name for contact in gone if contact.handle not in present]:
        raise UsageError(f"{', '.join(absent)} is not in this interaction")
    if handles >= present:
        raise UsageError("nobody would be left; use --delete")
    changed = []
    for copy in copies:
        if copy.contact.handle in handles:
            changed.append(_without(copy))
            continue
        others = tuple(
            each for each in copy.interaction.others if _handle(each, ledger) not in handles
        )
        by = "" if _handle(copy.interaction.by, ledger) in handles else copy.interaction.by
        kept = replace(copy.interaction, others=others, by=by, id=key)
        changed.append(_with_interaction(copy, kept))
    return changed


def step_by(by: str | None, people: Sequence[Contact], *, first_named: bool = False) -> str:
    """Return who took the step: ``me``, the handle of one who was there, or nothing.

    ``them`` is the only one, or with ``first_named`` the first of several.

    Raises:
        UsageError: It is nobody who was there, or any of several.
    """
    typed = "" if by is None else by.strip()
    if by is None or typed.lower() == ME:
        return typed.lower()
    if typed.lower() == THEM:
        if len(people) > 1 and not first_named:
            raise UsageError(
                f"--by: {len(people)} people were there; say who, such as --by {people[0].handle}"
            )
        return people[0].handle
    found = Ledger.of(people).matches(typed)
    if len(found) > 1:
        raise AmbiguousContactError(typed, [contact.handle for contact in found])
    if not found:
        names = words.listed([contact.name for contact in people])
        raise UsageError(f"--by: {by!r}; expected me, them or one who was there ({names})")
    return found[0].handle


def count_in_year(contact: Contact, settings: Settings, on: PartialDate) -> int:
    """Return how many interactions that count the contact has in the year of ``on``."""
    return sum(
        1 for each in contact.interactions if each.on.year == on.year and settings.counts(each.kind)
    )


def _handle(reference: str, ledger: Ledger) -> str:
    """Return the handle that a reference stands for now; a plain name stands for itself."""
    contact = ledger.resolve(reference)
    return reference if contact is None else contact.handle


def _with_interaction(copy: Copy, interaction: Interaction) -> Contact:
    blocks = list(copy.contact.interactions)
    blocks[copy.index] = interaction
    return replace(copy.contact, interactions=tuple(blocks))


def _without(copy: Copy) -> Contact:
    blocks = list(copy.contact.interactions)
    del blocks[copy.index]
    return replace(copy.contact, interactions=tuple(blocks))
