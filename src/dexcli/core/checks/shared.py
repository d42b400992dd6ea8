"""Doubts about interactions of several people: copies that are missing or differ."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import ids
from dexcli.core.checks.finding import Finding, Kind
from dexcli.core.contact import NOTE_KIND, Contact, Interaction
from dexcli.core.ledger import Ledger

_TOLD_ALIKE = ("on", "kind", "place")  # a note may differ: each person's own


class Gap(Struct, frozen=True):
    """An interaction that one file has and that somebody who was there lacks.

    ``twin`` is whether their file has one of that day that may be the same.
    """

    holder: str
    index: int
    id: str
    absent: str
    twin: bool
    sure: bool

    @property
    def fixable(self) -> bool:
        """Whether a copy can be added and nothing can be counted twice by it."""
        return self.sure and not self.twin


def of_copies(ledger: Ledger, *, me: str) -> Iterator[Finding]:
    """Yield the copies that are missing, and those that say another day, kind or place."""
    yield from (_missing(gap, ledger) for gap in gaps(ledger, me=me))
    holders: dict[str, list[tuple[Contact, int]]] = {}
    for contact in ledger:
        for index, key in enumerate(ids.of_interactions(contact)):
            holders.setdefault(key, []).append((contact, index))
    for key, found in holders.items():
        first = found[0]
        differing = (
            (name, each)
            for each in found[1:]
            for name in _TOLD_ALIKE
            if each[0] is not first[0] and _says(first, name) != _says(each, name)
        )
        yield from (_differing(key, name, first, each) for name, each in list(differing)[:1])


def gaps(ledger: Ledger, *, me: str) -> list[Gap]:
    """Return the copies that are missing, each once.

    Who is named in `with` needs a copy, without which the meeting doesn't count for
    them. Not so `me`, who is never due, nor plain names; and a note is no meeting.
    """
    keys = {contact.handle: ids.of_interactions(contact) for contact in ledger}
    found: dict[tuple[str, str], Gap] = {}
    for contact in ledger:
        for index, (key, one) in enumerate(
            zip(keys[contact.handle], contact.interactions, strict=True)
        ):
            for other in () if one.kind == NOTE_KIND else _named(one, ledger):
                if other.handle in {contact.handle, me} or key in keys[other.handle]:
                    continue
                twin = any(
                    each.on == one.on and theirs not in keys[contact.handle]
                    for theirs, each in zip(keys[other.handle], other.interactions, strict=True)
                )
                sure = _is_own(contact, index, keys[contact.handle])
                gap = Gap(contact.handle, index, key, other.handle, twin, sure)
                found.setdefault((key, other.handle), gap)
    return list(found.values())


def filled(ledger: Ledger, found: Iterable[Gap]) -> list[Contact]:
    """Return everybody who gets a copy, and who had one without an id and now has it."""
    changed: dict[str, Contact] = {}
    for gap in found:
        if not gap.fixable:
            continue
        holder = changed.get(gap.holder, ledger.contacts[gap.holder])
        absent = changed.get(gap.absent, ledger.contacts[gap.absent])
        one = holder.interactions[gap.index]
        was_absent = ledger.contacts[gap.absent]
        others = [o for o in (holder.handle, *one.others) if ledger.resolve(o) is not was_absent]
        copy = replace(one, others=tuple(dict.fromkeys(others)), id=gap.id, extra={})
        if all(each.id != gap.id for each in absent.interactions):
            changed[absent.handle] = absent.logging(copy)
        if not one.id:
            blocks = list(holder.interactions)
            blocks[gap.index] = replace(one, id=gap.id)
            changed[holder.handle] = replace(holder, interactions=tuple(blocks))
    return list(changed.values())


def _named(one: Interaction, ledger: Ledger) -> list[Contact]:
    found = (ledger.resolve(each) for each in one.others)
    return [each for each in found if each is not None]


def _is_own(contact: Contact, index: int, keys: tuple[str, ...]) -> bool:
    """Whether the id is this block's alone: of two equal blocks without one it would shift."""
    one = contact.interactions[index]
    is_first_of_two = not one.id and contact.interactions.count(one) > 1
    return keys.count(keys[index]) == 1 and not is_first_of_two


def _missing(gap: Gap, ledger: Ledger) -> Finding:
    one = ledger.contacts[gap.holder].interactions[gap.index]
    if gap.fixable:
        remedy = f"add a copy to {gap.absent}.toml with the same id"
    elif gap.twin:
        remedy = f'if {gap.absent}.toml has it under another id, write id = "{gap.id}" in both'
    else:
        remedy = "give each block of this file an id of its own"
    return Finding(
        kind=Kind.MISSING,
        handle=gap.holder,
        path=("interactions", gap.index),
        problem=f"{gap.absent} was there too ({one.kind} of {one.on}), and {gap.absent}.toml "
        "doesn't have it",
        remedy=f"{remedy}, or take them out of `with`",
        fixable=gap.fixable,
    )


def _says(copy: tuple[Contact, int], name: str) -> str:
    contact, index = copy
    return str(getattr(contact.interactions[index], name))


def _differing(
    key: str, name: str, one: tuple[Contact, int], other: tuple[Contact, int]
) -> Finding:
    here, there = _says(one, name) or "empty", _says(other, name) or "empty"
    return Finding(
        kind=Kind.DIFFERING,
        handle=one[0].handle,
        path=("interactions", one[1]),
        problem=f"the copies of {key} differ: {name} is {here} here and {there} in "
        f"{other[0].handle}.toml",
        remedy=f"say which is right, for all of them: dexcli amend {key} --{name} …",
    )
