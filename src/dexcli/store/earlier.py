"""What a merged contact's file says of who they were: names, handles and ids that lead to them."""

import contextlib
from typing import Any

from dexcli.core import references
from dexcli.core.contact import CONFLICTS
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
