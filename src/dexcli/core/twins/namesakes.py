"""Who has the same name and shares nothing else: told to a person, who alone can know."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from dexcli.core.contact import Contact
from dexcli.core.people import loose_key
from dexcli.core.twins.evidence import are_known_as_two


def left(
    contacts: Iterable[Contact], asked: Iterable[tuple[str, str]], gone: Iterable[str] = ()
) -> list[list[Contact]]:
    """Return those of one name of whom nothing says whether they are one, by name and handle.

    A name is the same here as it is for an import, which sends to `merge` whoever
    it tells as perhaps the same. Not again who is known to be two, and not two who
    are archived or dead.

    Args:
        contacts: The contacts.
        asked: Pairs of handles that are told as perhaps one already.
        gone: Handles that are parts of others by now.
    """
    alike: dict[str, dict[str, Contact]] = {}
    for contact in contacts:
        for name in contact.names:
            alike.setdefault(loose_key(name), {})[contact.handle] = contact
    done = {frozenset(pair) for pair in asked}
    absent = set(gone)
    found: dict[tuple[str, ...], list[Contact]] = {}
    for group in alike.values():
        there = [each for handle, each in sorted(group.items()) if handle not in absent]
        if open_ := _open(there, done):
            found.setdefault(tuple(each.handle for each in open_), open_)
    return [found[handles] for handles in sorted(found)]


def _open(group: Sequence[Contact], done: set[frozenset[str]]) -> list[Contact]:
    """Return those of a group of whom it is open whether one is another of them."""
    handles = {
        each.handle
        for one, other in combinations(group, 2)
        if (one.is_active or other.is_active)
        and frozenset((one.handle, other.handle)) not in done
        and not are_known_as_two(one, other)
        for each in (one, other)
    }
    return [each for each in group if each.handle in handles]
