"""Blocks without an id that another version gave the one that every reader computes."""

from collections.abc import Collection, Iterator
from typing import Any

from dexcli.core import ids
from dexcli.core.document import DocumentError, to_contact

Table = dict[str, Any]
_KEYS = ("interactions", "reminders")


def known(handle: str, base: Table, *versions: Table) -> Iterator[Table]:
    """Yield the base and the versions, in which such a block has its id too.

    Else one that a command gave its id, since it changed it, would be another than
    the same one elsewhere. Who was renamed, or became a part of somebody else, may
    have been changed under the earlier handle or id. An id that stands in the base
    was taken out on purpose.
    """
    owners = sorted({handle, *_owners(base, *versions)} - {""})
    given = {
        key: {_id(block) for each in versions for block in _blocks(each, key)}
        - {_id(block) for block in _blocks(base, key)}
        - {""}
        for key in _KEYS
    }
    for each in (base, *versions):
        news = {
            key: filled
            for key in _KEYS
            if given[key] and (filled := _filled(each, key, owners, given[key]))
        }
        yield {**each, **news} if news else each


def _owners(*tables: Table) -> Iterator[str]:
    """Yield all ids and earlier handles from which these may have computed one."""
    for table in tables:
        yield _id(table)
        was = table.get("was")
        if isinstance(was, list):
            yield from (each for each in was if isinstance(each, str))


def _filled(
    table: Table, key: str, owners: Collection[str], given: Collection[str]
) -> list[Table] | None:
    """Return the blocks with the ids among ``given`` that are theirs, or None if there is none."""
    blocks = _blocks(table, key)
    if all(map(_id, blocks)):
        return None
    found = list(blocks)
    try:
        contact = to_contact({"name": "-", key: blocks}, "-")
    except DocumentError:
        return None
    for owner in owners:
        for place, derived in enumerate(ids.of_blocks(owner, getattr(contact, key))):
            if derived in given and not _id(found[place]):
                found[place] = {**found[place], "id": derived}
    return None if found == blocks else found


def _blocks(table: Table, key: str) -> list[Table]:
    blocks = table.get(key)
    is_blocks = isinstance(blocks, list) and all(isinstance(each, dict) for each in blocks)
    return blocks if is_blocks else []  # type: ignore[return-value]  # they are, as looked at


def _id(table: Table) -> str:
    return key if isinstance(key := table.get("id"), str) else ""
