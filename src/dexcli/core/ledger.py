"""All contacts together: who is meant, who refers to whom."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

from msgspec import Struct

from dexcli.core import ids, names
from dexcli.core.contact import Contact, Interaction
from dexcli.core.errors import AmbiguousContactError, NoContactError
from dexcli.core.quoted import Path
from dexcli.core.roster import Beforehand, Kind, Roster, flat

_NEAREST = 3
_NEAR_ENOUGH = 55  # rapidfuzz's 0 to 100; below it a suggestion is noise


def nothing_quoted(_: str) -> tuple[Path, ...]:
    """Return what is in quotes in a file that nobody has read."""
    return ()


class Ledger(Struct, frozen=True, dict=True):
    """The contacts of a folder, by handle, in the order of their handles.

    ``contacts`` may be made when they are asked for; ``beforehand`` is what is
    known of them without that, and ``quoted`` what stands in somebody's file in
    quotes and is no text to the contact.
    """

    contacts: Mapping[str, Contact] = {}
    beforehand: Beforehand | None = None
    quoted: Callable[[str], Sequence[Path]] = nothing_quoted

    @classmethod
    def of(cls, contacts: Iterable[Contact]) -> Self:
        """Return the ledger of these contacts."""
        ordered = sorted(contacts, key=lambda contact: contact.handle)
        return cls({contact.handle: contact for contact in ordered})

    def __iter__(self) -> Iterator[Contact]:
        return iter(self.contacts.values())

    def __len__(self) -> int:
        return len(self.contacts)

    def replacing(self, changed: Iterable[Contact]) -> Self:
        """Return the ledger in which these contacts stand as they are now."""
        return type(self).of(
            (dict(self.contacts) | {each.handle: each for each in changed}).values()
        )

    @property
    def active(self) -> Iterator[Contact]:
        """The contacts that lists show: neither archived nor dead."""
        return (contact for contact in self if contact.is_active)

    @property
    def disputed(self) -> Iterator[Contact]:
        """The contacts in whose file a conflict waits, archived or not."""
        before = self.beforehand
        if before is None:
            yield from (contact for contact in self if contact.conflicts)
            return
        known = {*before.columns.disputed()} - before.fresh - before.gone
        asked = (self.contacts[handle] for handle in sorted(known | before.fresh))
        yield from (contact for contact in asked if contact.conflicts)

    def find(self, query: str) -> Contact:
        """Return the one contact that is meant.

        Raises:
            NoContactError: Nobody answers to it.
            AmbiguousContactError: Several do.
        """
        found = self.matches(query)
        if not found:
            raise NoContactError(query, [self.label(each) for each in self.nearest(query)])
        if len(found) > 1:
            raise AmbiguousContactError(query, [self.told_apart(contact) for contact in found])
        return found[0]

    def matches(self, query: str) -> list[Contact]:
        """Return who may be meant: the first level with a match wins.

        Exact handle; exact e-mail; exact name or alias in either word order; a name
        with what tells its owner apart, as `label` gives it; the start of any of
        these or of a word of a name; an earlier handle. At each level the archived
        and the dead stand back where somebody active matches.
        """
        wanted = query.strip()
        if not wanted:
            return []
        for handle in (wanted, wanted.lower()):
            if handle in self.contacts:
                return [self.contacts[handle]]
        folded, asked = names.fold(wanted), names.asked(wanted)
        roster = self.roster
        return (
            self._active_first(roster.exact(Kind.EMAILS, folded))
            or (asked and self._active_first(roster.exact(Kind.NAMES, asked)))
            or self._active_first(self._labelled(wanted))
            or self._active_first(self._starting(folded, asked))
            or self._active_first(roster.exact(Kind.EARLIER, flat(wanted)))
        )

    def is_name(self, text: str) -> bool:
        """Return whether this is exactly somebody's name or alias, or one told apart."""
        asked = names.asked(text)
        return bool(asked and self.roster.exact(Kind.NAMES, asked)) or bool(self._labelled(text))

    def is_whole(self, text: str) -> bool:
        """Return whether this is exactly somebody's handle, name or alias."""
        return text.lower() in self.contacts or self.is_name(text)

    def runs(self, typed: Sequence[str]) -> list[str]:
        """Return typed words put together to names: one query for each who is meant."""
        queries, place = [], 0
        while place < len(typed):
            used = self.first_run(typed[place:])
            queries.append(" ".join(typed[place : place + used]))
            place += used
        return queries

    def first_run(self, typed: Sequence[str]) -> int:
        """Return how many of the first words name one contact.

        The longest run that is exactly somebody's name; but words of which each
        is a handle are several people. Without such a run, one word.
        """
        for end in range(len(typed), 1, -1):
            words = typed[:end]
            if all(word in self.contacts for word in words):
                continue
            if self.is_name(" ".join(words)):
                return end
        return 1

    def nearest(self, query: str) -> list[Contact]:
        """Return up to three active contacts whose name is most like ``query``."""
        from rapidfuzz import fuzz  # only for "did you mean"

        wanted = names.asked(query)
        scores = {
            contact.handle: max(fuzz.ratio(wanted, each) for each in _spellings(contact))
            for contact in self.active
        }
        ranked = sorted(scores, key=lambda handle: (-scores[handle], handle))
        near = [handle for handle in ranked[:_NEAREST] if scores[handle] >= _NEAR_ENOUGH]
        return [self.contacts[handle] for handle in near]

    def resolve(self, reference: str) -> Contact | None:
        """Return whom a file refers to: by handle, else by an earlier handle or id."""
        if reference in self.contacts:
            return self.contacts[reference]
        earlier = max(self.roster.exact(Kind.EARLIER, flat(reference)), default=None)
        return None if earlier is None else self.contacts[earlier]

    def mentioning(self, contact: Contact) -> list[Contact]:
        """Return the other active contacts who have a relationship with this one."""
        said = (contact.handle, *contact.was)
        near = {
            handle for each in said for handle in self.roster.exact(Kind.MENTIONS, flat(each))
        } - {contact.handle}
        others = [self.contacts[handle] for handle in sorted(near)]
        return [
            other
            for other in others
            if other.is_active
            and any(each.who and self.resolve(each.who) == contact for each in other.relationships)
        ]

    def name_of(self, reference: str) -> str:
        """Return the name that a reference stands for; a plain name stands for itself."""
        contact = self.resolve(reference)
        return reference if contact is None else self.label(contact)

    def label(self, contact: Contact) -> str:
        """Return the contact's name; where another active one has it too, what differs."""
        twins = self.roster.namesakes(contact)
        if not twins:
            return contact.name
        return f"{contact.name} ({_difference(contact, [self.contacts[h] for h in twins])})"

    def told_apart(self, contact: Contact) -> str:
        """Return a contact among candidates: name, handle and where they belong."""
        about = [contact.handle, contact.org, contact.city]
        state = ["archived"] if contact.archived else ["died"] if contact.is_dead else []
        return f"{contact.name} ({', '.join(part for part in (*about, *state) if part)})"

    @cached_property
    def roster(self) -> Roster:
        """Who answers to which spelling."""
        return Roster(self.contacts, self.beforehand)

    def _labelled(self, text: str) -> set[str]:
        """Return who is meant by "Tom Baker (York)": by name, and city, employer or handle."""
        name, mark, behind = text.strip().removesuffix(")").partition(" (")
        asked = names.asked(name)
        if not (mark and asked and text.rstrip().endswith(")")):
            return set()
        wanted = {names.fold(behind)}, {names.fold(each) for each in behind.split(",")}
        return {
            handle
            for handle in self.roster.exact(Kind.NAMES, asked)
            if any(each <= _marks(self.contacts[handle]) for each in wanted)
        }

    def _starting(self, folded: str, asked: str) -> set[str]:
        found = {handle for handle in self.contacts if handle.startswith(folded)}
        found |= self.roster.starting(Kind.EMAILS, folded)
        return found | self.roster.starting(Kind.NAMES, asked) if asked else found

    def _active_first(self, handles: Iterable[str]) -> list[Contact]:
        everybody = [self.contacts[handle] for handle in sorted(handles)]
        return [contact for contact in everybody if contact.is_active] or everybody


class Shared(Struct, frozen=True):
    """One interaction with everybody who was there: one entry, however many copies."""

    id: str
    interaction: Interaction
    handles: tuple[str, ...]


def interactions_of(contacts: Iterable[Contact], ledger: Ledger | None = None) -> list[Shared]:
    """Return the interactions of these contacts, each once, the newest first.

    On one day, in the order of the files, the later in a file the earlier here.
    With ``ledger``, everybody there who has a copy is named too.
    """
    contacts = list(contacts)
    found: dict[str, tuple[Interaction, list[str]]] = {}
    for contact in contacts:
        for key, interaction in zip(
            ids.of_interactions(contact), contact.interactions, strict=True
        ):
            found.setdefault(key, (interaction, []))[1].append(contact.handle)
    asked = {contact.handle for contact in contacts}
    for contact in ledger or ():
        if contact.handle not in asked:
            for interaction in contact.interactions:
                if interaction.id in found:
                    found[interaction.id][1].append(contact.handle)
    shared = [Shared(key, one, tuple(sorted(set(who)))) for key, (one, who) in found.items()]
    shared.reverse()
    return sorted(shared, key=lambda each: each.interaction.on.first, reverse=True)


def _spellings(contact: Contact) -> set[str]:
    whole = [order for name in contact.names for order in names.orders(name)]
    return {contact.handle, *whole, *(word for order in whole for word in order.split())}


def _marks(contact: Contact) -> set[str]:
    """Return by what somebody is told apart from others of the same name."""
    return {names.fold(each) for each in (contact.handle, contact.city, contact.org) if each}


def _difference(contact: Contact, twins: list[Contact]) -> str:
    for key in ("city", "org"):
        mine = getattr(contact, key)
        if mine and all(names.fold(getattr(twin, key)) != names.fold(mine) for twin in twins):
            return str(mine)
    return contact.handle
