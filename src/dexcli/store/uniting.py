"""Two contacts who are one person: one file that says what both said, mentions following."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import conflicts, ids, merge3, references
from dexcli.core.contact import Conflict, Contact
from dexcli.store import codec, edit, merging
from dexcli.store.change import Change
from dexcli.store.folder import Folder
from dexcli.store.naming import SUFFIX
from dexcli.store.reading import Reading

_STATES = ("archived", "paused")  # of the file that goes, these end with it


class United(Struct, frozen=True):
    """What makes one of two contacts: the changes, and the conflicts that wait then."""

    changes: list[Change]
    conflicts: tuple[Conflict, ...]
    contact: Contact


def plan(
    folder: Folder,
    reading: Reading,
    keep: Contact,
    other: Contact,
    *,
    rest: Iterable[Contact] | None = None,
) -> United:
    """Return what makes ``other`` a part of ``keep``, which keeps its handle, name and id.

    Where both say different things, what ``keep`` says stands, and a conflict
    has both: nothing is lost unseen. ``rest`` is who else may mention them, None
    for everybody.

    Raises:
        DexcliError: A file can't be changed without touching the rest of it.
    """
    ledger = reading.ledger
    said = references.to(ledger, other)
    kept, gone = (references.without_itself(each, {keep.handle, *said}) for each in (keep, other))
    gone = ids.written(gone, there=(*kept.interactions, *kept.reminders))
    texts = [
        edit.update(reading.entries[before.handle].found.raw, before, after)
        for before, after in ((keep, kept), (other, gone))
    ]
    name = f"{keep.handle}{SUFFIX}"
    mine, yours = (codec.parse(codec.decode_text(raw, name), name) for raw in texts)
    merged = merge3.merge(None, mine, _without_what_goes(mine, yours, other))
    wanted = merged.document
    for each in merged.conflicts:
        conflicts.place_at(wanted, each.path, conflicts.value_at(mine, each.path))
    raw = merging.text_of(wanted, None, (texts[0], mine), (texts[1], yours), name)
    if rest is None:
        rest = (each for each in ledger if each.handle not in {keep.handle, other.handle})
    following = references.after_rename(rest, said, keep.handle)
    changes = [
        Change(folder.file_of(keep.handle), reading.entries[keep.handle].found, raw),
        folder.removal(reading, other.handle),
        *(folder.change(reading, _each_once(each)) for each in following),
    ]
    return United(changes, merged.conflicts, codec.decode(raw, name).contact)


def _without_what_goes(
    mine: dict[str, Any], yours: dict[str, Any], other: Contact
) -> dict[str, Any]:
    """Return what the other file says as what the first one lacks: its name is an alias now."""
    id_ = [other.id] if other.id else []
    was = [*yours.get("was", []), other.handle, *id_]
    aka = [each for each in (other.name, *yours.get("aka", [])) if each != mine.get("name")]
    news = {key: each for key, each in yours.items() if key not in {"name", "id", "aka"}}
    news = {key: each for key, each in news.items() if key not in _STATES or key in mine}
    news["was"] = list(dict.fromkeys(was))
    if aka:
        news["aka"] = list(dict.fromkeys(aka))
    return {"name": mine.get("name"), **({"id": mine["id"]} if "id" in mine else {}), **news}


def _each_once(contact: Contact) -> Contact:
    """Return the contact that names nobody twice in one interaction, date or relationship."""

    def once(named: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(named))

    return replace(
        contact,
        relationships=tuple(
            each
            for place, each in enumerate(contact.relationships)
            if each not in contact.relationships[:place]
        ),
        dates=tuple(replace(each, others=once(each.others)) for each in contact.dates),
        interactions=tuple(
            replace(each, others=once(each.others)) for each in contact.interactions
        ),
    )
