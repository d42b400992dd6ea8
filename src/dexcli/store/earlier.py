"""What a merged contact's file says of who they were: names, handles and ids that lead to them."""

import contextlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from dexcli.core import ids, references
from dexcli.core.contact import CONFLICTS, Contact
from dexcli.core.errors import DexcliError
from dexcli.core.merging.places import Place
from dexcli.core.merging.versions import handle_of
from dexcli.store import codec, edit

Table = dict[str, Any]


def with_was(raw: bytes, place: Place) -> bytes:
    """Return a file in whose `was` stands what only one side called this person."""
    if not place.was and not place.person.base:
        return raw
    raw = _without_own_alias(raw, place)
    table = codec.parse(codec.decode_text(raw, place.file), place.file)
    was = table.get("was", [])
    if not isinstance(was, list):
        return raw
    own = {handle_of(place.file), table.get("id")}
    wanted = [each for each in was if each not in own]
    wanted += [each for each in sorted(place.was - own) if each not in wanted]
    settled = _settled(table) if place.is_of_several else table
    if wanted == was and settled is table:
        return raw
    changed = {key: value for key, value in settled.items() if key != "was"}
    if wanted:
        changed["was"] = wanted
    return edit.update_document(raw, changed, name=place.file)


def _without_own_alias(raw: bytes, place: Place) -> bytes:
    """Return a file whose `aka` lacks the name, as where each of two was merged into the other.

    A name about which a conflict waits stays an alias: it may not be the name for long.
    """
    table = codec.parse(codec.decode_text(raw, place.file), place.file)
    name, aka, waiting = (table.get(key) for key in ("name", "aka", CONFLICTS))
    if len(place.person.strands) == 1 or not isinstance(aka, list) or name not in aka:
        return raw
    blocks = waiting if isinstance(waiting, list) else []
    if any(isinstance(each, dict) and each.get("path") == ["name"] for each in blocks):
        return raw
    kept = [each for each in aka if each != name]
    changed = {key: value for key, value in table.items() if key != "aka"}
    return edit.update_document(
        raw, {**changed, **({"aka": kept} if kept else {})}, name=place.file
    )


def as_part(raw: bytes, place: Place, before: bytes | None) -> bytes:
    """Return a version of somebody who is one with others now, as it goes into their one file.

    They are no longer somebody whom they met themselves. With ``before``, which is what
    it began as, the name is an alias: whoever was merged into another has the other's.
    """
    selves = {handle_of(place.file), *place.was}
    with contextlib.suppress(DexcliError):  # what can't be read mentions nobody
        said = codec.decode(raw, place.file).contact
        raw = edit.update(raw, said, references.without_itself(said, selves))
    if before is None:
        return raw
    old, table = (
        codec.parse(codec.decode_text(each, place.file), place.file) for each in (before, raw)
    )
    name, aka = table.get("name"), table.get("aka", [])
    if name == old.get("name") or "name" not in old or not isinstance(aka, list):
        return raw
    aliases = [*aka, *(each for each in [name] if each not in aka)]
    changed = {**table, "name": old["name"], "aka": aliases}
    return edit.update_document(raw, changed, name=place.file)


def with_ids(
    place: Place, versions: Sequence[Mapping[str, bytes]], stays: str
) -> list[Mapping[str, bytes]]:
    """Return somebody's files in all versions, where meetings keep their ids in their one file.

    In it, whatever has no id would be known by another one than elsewhere. What is in a
    file of the id that ``stays`` is known by it as before. So is what is in a file
    that had no id in the base: another side may know it by the handle.
    """
    names = (place.person.base, place.person.on(1), place.person.on(2))
    there = [
        {name: _contact(side[name], name) for name in sorted(each)}
        for side, each in zip(versions, names, strict=True)
    ]
    nameless = {
        name
        for strand in place.person.strands
        if strand.base is not None and not there[0][strand.base].id
        for name in strand.sides
    }
    known = [
        block
        for contacts in there
        for contact in contacts.values()
        if contact.id == stays
        for block in (*contact.interactions, *contact.reminders)
    ]
    return [
        {
            name: side[name]
            if contact.id in {"", stays} or name in nameless
            else _written(side[name], contact, known)
            for name, contact in contacts.items()
        }
        for side, contacts in zip(versions, there, strict=True)
    ]


def _written(raw: bytes, contact: Contact, there: Collection[Struct]) -> bytes:
    with contextlib.suppress(DexcliError):  # a file that only a hand can change stays as it is
        return edit.update(raw, contact, ids.written(contact, there=there))
    return raw


def _contact(raw: bytes, name: str) -> Contact:
    """Return who is in a file; who can't be read has no id."""
    try:
        return codec.decode(raw, name).contact
    except DexcliError:
        return Contact(name="", handle=handle_of(name))


def _settled(table: Table) -> Table:
    """Return what is said of people who are one now, without a conflict about their ids.

    One of the ids stands, and the others are in `was`: nothing is left to decide.
    """
    waiting = table.get(CONFLICTS)
    if not isinstance(waiting, list):
        return table
    kept = [each for each in waiting if not (isinstance(each, dict) and each.get("path") == ["id"])]
    if len(kept) == len(waiting):
        return table
    return (
        {**table, CONFLICTS: kept}
        if kept
        else {key: value for key, value in table.items() if key != CONFLICTS}
    )
