"""Doubts about who is who: handles, references, ids, doubles, conflict copies."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from dexcli.core import conflicts, names, people, words
from dexcli.core.checks.finding import Finding, Kind
from dexcli.core.conflicts import Dispute
from dexcli.core.contact import ME, Contact
from dexcli.core.document import Path
from dexcli.core.ledger import Ledger
from dexcli.core.merge3 import DELETED

_NEAR = 2  # letters between a misspelt handle and the one that was meant
_LONG = 5  # letters of a word from which so many may be wrong in it


def of_conflict_copies(copies: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each conflict copy, with whom it belongs to."""
    for copy, original in copies.items():
        yield Finding(
            kind=Kind.COPY,
            handle=original,
            file=f"{copy}.toml",
            problem=f"this is a sync program's second copy of {original}",
            remedy=f"merge it into {original}.toml",
            fixable=True,
        )


def of_conflicts(ledger: Ledger) -> Iterator[Finding]:
    """Yield the conflicts that a merge left for somebody to decide."""
    for contact in ledger:
        numbers = {each.path: number for number, each in enumerate(contact.conflicts)}
        for each in conflicts.of_contact(contact):
            yield Finding(
                kind=Kind.CONFLICT,
                handle=contact.handle,
                path=("conflicts", numbers[each.conflict.path]),
                problem=_disagreement(each),
                remedy=f"choose with 'dexcli resolve {contact.handle}'",
            )


def _disagreement(dispute: Dispute) -> str:
    if dispute.conflict.kind == DELETED:
        return f"one version removed {dispute.where}, the other changed it"
    said = words.listed([each.told for each in dispute.choices])
    return f"two versions disagree about {dispute.where} ({said})"


def of_handles(ledger: Ledger) -> Iterator[Finding]:
    """Yield the files whose names some system or command can't take."""
    taken = {names.clash_key(handle) for handle in ledger.contacts}
    for contact in ledger:
        if trouble := names.handle_trouble(contact.handle):
            better = names.free_handle(names.stem(contact.handle), taken.__contains__)
            yield Finding(
                kind=Kind.HANDLE,
                handle=contact.handle,
                problem=f"this name {trouble}",
                remedy=f"rename the file to {better}.toml and write into it {contact.handle!r} "
                "as one of `was`",
            )


def of_references(ledger: Ledger, *, unreadable: Collection[str]) -> Iterator[Finding]:
    """Yield the references that look like a handle and are nobody's.

    A plain name is well: "Léo", "my aunt", "mum". A word counts as a handle where
    it stands in `who`, which is for handles, where it has a hyphen, or where it is
    within two letters of somebody's handle.
    """
    for contact in ledger:
        told: set[str] = set()
        for path, reference in _references(contact):
            known = reference == ME or reference in unreadable or reference in told
            if known or ledger.resolve(reference) is not None:
                continue
            if not names.is_safe_handle(reference):
                continue
            near = _nearest(reference, ledger)
            if path[-1] == "who" or "-" in reference or near is not None:
                told.add(reference)
                yield _nobody(contact, path, reference, near or _alike(reference, ledger))


def of_ids(ledger: Ledger) -> Iterator[Finding]:
    """Yield contacts, and blocks of one file, that have an id which another has."""
    first: dict[str, Contact] = {}
    for contact in ledger:
        if contact.id and (other := first.setdefault(contact.id, contact)) is not contact:
            yield Finding(
                kind=Kind.ID,
                handle=contact.handle,
                path=("id",),
                problem=f"{other.handle}.toml has the same id {contact.id}",
                remedy="keep one of the two files, or delete the id line of the later one",
            )
        for table in ("reminders", "interactions"):
            yield from _twice(contact, table, [block.id for block in getattr(contact, table)])


def of_doubles(ledger: Ledger) -> Iterator[Finding]:
    """Yield pairs with an e-mail in common whose names don't contradict each other.

    Families share an address: contradicting names are well, and so are two of whom
    one's file says how they are related.
    """
    having: dict[str, list[Contact]] = {}
    for contact in ledger:
        for email in dict.fromkeys(names.fold(each) for each in contact.emails):
            for other in having.get(email, ()):
                told = contact.id and contact.id == other.id  # see `of_ids`
                if told or _are_related(contact, other, ledger):
                    continue
                if people.agree(contact, other):
                    yield _double(contact, other, email)
            having.setdefault(email, []).append(contact)


def _references(contact: Contact) -> Iterator[tuple[Path, str]]:
    """Yield every place where a file names somebody, and whom."""
    if contact.met is not None and contact.met.through:
        yield ("met", "through"), contact.met.through
    for number, relationship in enumerate(contact.relationships):
        if relationship.who:
            yield ("relationships", number, "who"), relationship.who
    for number, yearly in enumerate(contact.dates):
        yield from ((("dates", number, "with"), each) for each in yearly.others)
    for number, interaction in enumerate(contact.interactions):
        yield from ((("interactions", number, "with"), each) for each in interaction.others)
        if interaction.by:
            yield ("interactions", number, "by"), interaction.by


def _nobody(contact: Contact, path: Path, reference: str, near: str | None) -> Finding:
    nearest = f", nearest: {near}" if near else ""
    plain = "as `name` in place of `who`" if path[-1] == "who" else "with its capitals"
    return Finding(
        kind=Kind.REFERENCE,
        handle=contact.handle,
        path=path,
        problem=f"{reference!r} is nobody here{nearest}",
        remedy=f"correct it, add them, or write the plain name, {plain}",
    )


def _nearest(reference: str, ledger: Ledger) -> str | None:
    """Return the handle within two letters, so that this one is probably misspelt."""
    if len(reference) < _LONG:
        return None
    from rapidfuzz import process  # only for a reference to nobody
    from rapidfuzz.distance import OSA

    found = process.extractOne(
        reference, list(ledger.contacts), scorer=OSA.distance, score_cutoff=_NEAR
    )
    return None if found is None else str(found[0])


def _alike(reference: str, ledger: Ledger) -> str | None:
    return next((contact.handle for contact in ledger.nearest(reference)), None)


def _twice(contact: Contact, table: str, keys: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if key and key in seen:
            yield Finding(
                kind=Kind.ID,
                handle=contact.handle,
                path=(table, number, "id"),
                problem=f"the id {key} stands in two blocks of this file",
                remedy="delete this block if it is the same one, else its id line",
            )
        seen.add(key)


def _are_related(one: Contact, other: Contact, ledger: Ledger) -> bool:
    pairs = ((one, other), (other, one))
    if any(ledger.resolve(each) is named for says, named in pairs for each in says.distinct):
        return True  # they were told apart
    return any(
        ledger.resolve(relationship.who) is named
        for says, named in pairs
        for relationship in says.relationships
        if relationship.who
    )


def _double(contact: Contact, other: Contact, email: str) -> Finding:
    return Finding(
        kind=Kind.DOUBLE,
        handle=contact.handle,
        path=("emails",),
        problem=f"{other.handle} and {contact.handle} share {email} and have names alike",
        remedy="if they are one, keep one of the two files; if they are two, say how they are "
        f"related: dexcli relate {contact.handle} KIND={other.handle}",
    )
