"""Who answers to which spelling: texts that are searched whole, and not contact by contact."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Self

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import Contact

if TYPE_CHECKING:
    from dexcli.core.columns import Columns  # only a name here; a small ledger has none
    from dexcli.core.search.texts import Texts  # likewise; only a search has one
    from dexcli.core.settings import Settings


class Kind(StrEnum):
    """What is looked up."""

    EMAILS = "emails"
    NAMES = "names"
    EARLIER = "earlier"
    MENTIONS = "mentions"
    SHARING = "sharing"


class Lines(Struct, frozen=True):
    """Values with whose they are, a line each: a search among 100,000 is one of the text.

    Values have no tab and no line break; handles, which can be shown, haven't either.
    """

    text: bytes = b"\n"

    @classmethod
    def of(cls, kind: Kind, contacts: Iterable[Contact]) -> Self:
        """Return the lines of these contacts."""
        lines = [line for contact in contacts for line in lines_of(kind, contact)]
        return cls(joined(lines))

    def exact(self, value: str) -> Iterator[str]:
        """Yield the handles of those who have exactly this value."""
        return self._whose(f"\n{value}\t")

    def starting(self, start: str) -> Iterator[str]:
        """Yield the handles of those who have a value that begins so."""
        return self._whose(f"\n{start}")

    def containing(self, part: str) -> Iterator[str]:
        """Yield the handles of those who have a value with this in it."""
        needle, text = part.encode("utf-8", "surrogatepass"), self.text
        place = text.find(needle)
        while place >= 0:
            start, end = text.rfind(b"\n", 0, place) + 1, text.index(b"\n", place)
            tab = text.index(b"\t", start)
            if place < tab:
                yield text[tab + 1 : end].decode("utf-8", "surrogatepass")
            place = text.find(needle, end)

    def _whose(self, wanted: str) -> Iterator[str]:
        needle, text = wanted.encode("utf-8", "surrogatepass"), self.text
        place = text.find(needle)
        while place >= 0 and place < len(text) - 1:
            tab = text.index(b"\t", place + 1)
            end = text.index(b"\n", tab)
            yield text[tab + 1 : end].decode("utf-8", "surrogatepass")
            place = text.find(needle, end)


class Beforehand(Struct, frozen=True):
    """What an index knows of contacts that needn't be looked at.

    ``lines`` and ``texts``, by these settings, give None where it has none that can be trusted.
    ``twins`` has the active of whom several share a name, by `names.same_key`.
    """

    columns: "Columns"
    lines: Callable[[Kind], Lines | None]
    twins: Callable[[], Mapping[str, Sequence[str]]]
    texts: "Callable[[Settings], Texts | None]"
    fresh: frozenset[str] = frozenset()  # handles that it doesn't know as they are now
    gone: frozenset[str] = frozenset()  # handles that it knows and that are no more


class Roster(Struct, frozen=True, dict=True):
    """Who answers to what among all contacts: as an index knows it, else as they say."""

    contacts: Mapping[str, Contact]
    beforehand: Beforehand | None = None

    def exact(self, kind: Kind, value: str) -> set[str]:
        """Return the handles of those who have exactly this value."""
        return self._holding(kind, lambda lines: lines.exact(value))

    def starting(self, kind: Kind, start: str) -> set[str]:
        """Return the handles of those who have a value that begins so."""
        return self._holding(kind, lambda lines: lines.starting(start))

    def containing(self, kind: Kind, part: str) -> set[str]:
        """Return the handles of those who have a value with this in it."""
        return self._holding(kind, lambda lines: lines.containing(part))

    def namesakes(self, contact: Contact) -> set[str]:
        """Return the handles of the other active contacts of this name."""
        key = names.same_key(contact.name)
        found = set(self._fresh_names.get(key, ()))
        if (before := self.beforehand) is not None:
            known = before.twins().get(key)
            if known is None and not self._is_own_name(contact):
                known = [each for each in self.exact(Kind.NAMES, key) if self._has(each, key)]
            found |= set(known or ()) - before.fresh - before.gone
        return found - {contact.handle}

    def _holding(self, kind: Kind, search: Callable[[Lines], Iterator[str]]) -> set[str]:
        found = set(search(self._fresh_lines(kind)))
        if (before := self.beforehand) is not None:
            found |= set(search(self._known_lines(kind, before))) - before.fresh - before.gone
        return found

    def _fresh_lines(self, kind: Kind) -> Lines:
        return self._once(f"fresh {kind}", lambda: Lines.of(kind, self._fresh))

    def _known_lines(self, kind: Kind, before: Beforehand) -> Lines:
        return self._once(
            kind, lambda: before.lines(kind) or Lines.of(kind, self.contacts.values())
        )

    def _once(self, key: str, make: Callable[[], Lines]) -> Lines:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @cached_property
    def _made(self) -> dict[str, Lines]:
        return {}

    @cached_property
    def _fresh(self) -> list[Contact]:
        if self.beforehand is None:
            return list(self.contacts.values())
        return [self.contacts[handle] for handle in self.beforehand.fresh]

    @cached_property
    def _fresh_names(self) -> dict[str, list[str]]:
        alike: dict[str, list[str]] = {}
        for contact in self._fresh:
            if contact.is_active:
                alike.setdefault(names.same_key(contact.name), []).append(contact.handle)
        return alike

    def _is_own_name(self, contact: Contact) -> bool:
        """Whether an index would know a namesake: it knows this contact by this name."""
        if self.beforehand is None or contact.handle in self.beforehand.fresh:
            return False
        own = self.contacts.get(contact.handle)
        return own is not None and own.is_active and own.name == contact.name

    def _has(self, handle: str, key: str) -> bool:
        contact = self.contacts[handle]
        return contact.is_active and names.same_key(contact.name) == key


def lines_of(kind: Kind, contact: Contact) -> list[str]:
    """Return a contact's lines of one kind, each value once."""
    values = _VALUES[kind](contact)
    return [f"{value}\t{contact.handle}\n" for value in dict.fromkeys(values)] if values else []


def joined(lines: Iterable[str]) -> bytes:
    """Return the text of these lines; each value stands between a line break and a tab."""
    return f"\n{''.join(lines)}".encode("utf-8", "surrogatepass")


def flat(reference: str) -> str:
    """Return a reference as it stands in a line, whatever a file has in it."""
    return reference if reference.isprintable() else ascii(reference)


def _orders(contact: Contact) -> list[str]:
    own = names.orders(contact.name) or [names.same_key(contact.name)]
    return [*own, *(order for name in contact.aka for order in names.orders(name))]


_VALUES: dict[Kind, Callable[[Contact], Sequence[str]]] = {
    Kind.EMAILS: lambda contact: [names.fold(each) for each in contact.emails],
    Kind.NAMES: _orders,
    Kind.EARLIER: lambda contact: [flat(each) for each in contact.was],
    Kind.MENTIONS: lambda contact: [flat(e.who) for e in contact.relationships if e.who],
    Kind.SHARING: lambda contact: [flat(who) for each in contact.dates for who in each.others],
}
