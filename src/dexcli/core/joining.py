"""What the rows of one person say, put together: one document, its spellings, its sources."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from dexcli.core import names, paragraphs
from dexcli.core.contact import Contact
from dexcli.core.document import to_contact, to_document, to_plain
from dexcli.core.people import Person
from dexcli.core.renewal import NOTES, Said, Turn, identity
from dexcli.core.rows import Row

NEVER_RENEWED = ("name", "id", "added", "aka", "sources", "interactions")
_EACH_BY_ITSELF = frozenset({"reminders", "gifts", "tags"})
REACH = ("emails", "phones", "accounts")


def values_of(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the values of all rows: lists grow, the first of the rest counts.

    An address in a mail says who is meant; where a card tells that, it isn't taken from the mail.
    """
    values: dict[str, Any] = {}
    has_cards = any(not row.only_known for row in rows)
    last: dict[str, Any] = {}
    for row in rows:
        said = row.contact
        if has_cards and row.only_known:
            said = {key: value for key, value in said.items() if key not in REACH}
        if said and said != last:  # an archive of mail says the same of somebody a thousand times
            values, last = joined(values, said), said
    return values


def joined(values: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with what another has and it hasn't; notes stand below each other."""
    found = dict(values)
    for key, value in more.items():
        old = found.get(key)
        if isinstance(value, list):
            found[key] = grown(key, old if isinstance(old, list) else [], value)
        elif isinstance(old, dict) and isinstance(value, dict):
            found[key] = {**value, **old}
        elif key == NOTES and isinstance(old, str) and isinstance(value, str):
            found[key] = paragraphs.with_part(old, value)
        else:
            found.setdefault(key, value)
    return found


def grown(key: str, old: Iterable[object], more: Iterable[object]) -> list[object]:
    """Return a list with what isn't in it; one address in other letters is the same.

    Two promises or gifts of one record are two, however alike, and so are two tags.
    """
    found, more = list(old), list(more)
    if not found and len(more) == 1:
        return more
    known = {identity(key, each) for each in found}
    for each in more:
        is_doubled = key == "tags" and each in found
        if (form := identity(key, each)) not in known and not is_doubled:
            if key not in _EACH_BY_ITSELF:
                known.add(form)
            found.append(each)
    return found


def of_rows(person: Person, rows: Sequence[Row], sources: Sequence[str]) -> Contact:
    """Return the contact that rows make of somebody: one of ours is whole, and stands as it is.

    Raises:
        DocumentError: A value makes no sense.
    """
    if rows and rows[0].is_whole:
        return to_contact(dict(rows[0].contact), rows[0].handle)
    values = values_of(rows)
    return drawn(person, values, [] if "id" in values else sources)


def drawn(person: Person, values: Mapping[str, Any], sources: Sequence[str]) -> Contact:
    """Return the contact that a file's rows make of somebody, without a handle.

    Raises:
        DocumentError: A value makes no sense.
    """
    spoken = list(dict.fromkeys(person.spellings.values()))
    name = spoken[0]
    contact = to_contact({**values, "name": name}, "")
    aliases = [*contact.aka, *spoken[1:], *_other_spellings(person, spoken)]
    kept = [each for each in dict.fromkeys(aliases) if each != name]
    return replace(contact, aka=tuple(kept), sources=(*contact.sources, *sources))


def with_names(contact: Contact, found: Contact) -> Contact:
    """Return a contact with the sources of one who is the same, and the names it hasn't yet.

    Only at the first time from a source: what is missing later was forgotten on purpose.
    """
    known = {names.same_key(name) for name in contact.names}
    unknown_name = [found.name] if names.same_key(found.name) not in known else []
    aka = [*unknown_name, *(each for each in found.aka if each not in contact.names)]
    return replace(contact, aka=tuple(dict.fromkeys((*contact.aka, *aka))))


def names_said(found: Contact) -> dict[str, Any]:
    """Return the names that a source gives somebody, as they are remembered."""
    return {"name": found.name, "aka": list(found.aka)}


def with_new_names(
    contact: Contact, found: Contact, said: Said, *, is_again: bool
) -> tuple[Contact, list[Turn]]:
    """Return a contact with the names that their source gives them since the last time.

    A name that the source had before was taken away here. The name here stays: one
    that replaces it there is one more alias. Where nobody knows what it was called
    there before, nothing is new. ``is_again`` says that the last time was undone.
    """
    versions = said.before if is_again and said.before else said.versions
    if "name" not in versions[0]:
        return contact, []
    before = [name for each in versions for name in _said_names(each)]
    known = {names.same_key(name) for name in (*contact.names, *before)}
    turns = []
    for name in dict.fromkeys((found.name, *found.aka)):
        if (key := names.same_key(name)) not in known:
            known.add(key)
            is_name = name == found.name
            old = versions[0]["name"] if is_name else None
            turns.append(Turn("name" if is_name else "aka", old, name))
    more = tuple(turn.new for turn in turns)
    return (replace(contact, aka=(*contact.aka, *more)) if more else contact), turns


def with_sources(contact: Contact, sources: Iterable[str]) -> Contact:
    """Return a contact that is known by these sources too."""
    every = tuple(dict.fromkeys((*contact.sources, *sources)))
    return contact if every == contact.sources else replace(contact, sources=every)


def without_settled(contact: Contact, rows: Sequence[Row], said: Said) -> Contact:
    """Return a contact without what its source could only keep as it stood, and can read now."""
    extra = dict(contact.extra)
    for path in dict.fromkeys(path for row in rows for path in row.settled):
        name, _, key = path.partition(".")
        here, before = extra.get(name), said.now.get(name)
        if not (isinstance(here, dict) and isinstance(before, dict) and key in here):
            continue
        if to_plain(here[key]) == before.get(key):
            extra[name] = {each: value for each, value in here.items() if each != key}
    kept = {key: value for key, value in extra.items() if value != {}}
    return contact if kept == contact.extra else replace(contact, extra=kept)


def said_of(found: Contact, *, with_reach: bool = True) -> dict[str, Any]:
    """Return what a file says of somebody, without what only the first import brings."""
    document = to_document(found)
    for key in (*NEVER_RENEWED, *(() if with_reach else REACH)):
        document.pop(key, None)
    return document


def _said_names(version: Mapping[str, Any]) -> list[str]:
    return [each for each in (version.get("name"), *version.get("aka", ())) if each]


def _other_spellings(person: Person, spoken: Sequence[str]) -> list[str]:
    """Return the spellings as they stand, where two of them are spoken alike.

    Of "Rilke, Rainer Maria" and "Rainer Maria Rilke" the second is the name and
    the first, which the file has too, an alias.
    """
    found = []
    for name in spoken:
        alike = [spelled for spelled, each in person.spellings.items() if each == name]
        unlike = [spelled for spelled in alike if spelled != name]
        found += unlike[1:] if len(unlike) == len(alike) else unlike
    return found
