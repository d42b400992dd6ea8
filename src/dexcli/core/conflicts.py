"""Conflicts that wait in a file: what each side said, and the file once somebody has decided."""

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from dexcli.core.contact import Conflict
from dexcli.core.document import to_plain
from dexcli.core.merge3 import CONFLICTS, DELETED
from dexcli.core.merging import canonical, rules

_MEETINGS = "interactions"
KEEP, REMOVE = "keep", "remove"
Table = dict[str, Any]
_NOTHING: Any = object()


class Choice(Struct, frozen=True):
    """One way to settle a conflict: the value that stands then; ``told`` is how it is typed."""

    told: str
    value: Any = None
    is_removal: bool = False


class Dispute(Struct, frozen=True):
    """A conflict with what its file says now: ``now`` is that value's text, "" where it is gone."""

    conflict: Conflict
    now: str
    choices: tuple[Choice, ...]

    @property
    def key(self) -> str:
        """Where it is, in one word."""
        return key_of(self.conflict)

    @property
    def told(self) -> str:
        """What each side said, in one line."""
        base = self.conflict.base
        before = "" if base is None else f"; before it was {spoken(base)}"
        if self.conflict.kind == DELETED:
            edited = ", ".join(map(spoken, self.conflict.values))
            return f"one version removed it, the other changed it to {edited}{before}"
        others = [each.told for each in self.choices if each.told != self.now]
        here = f"this file says {self.now}" if self.now else "this file doesn't say it"
        return f"{here}, the other version said {' or '.join(others)}{before}"


def of(document: Table) -> list[Dispute]:
    """Return the conflicts that wait in a parsed file, in its order."""
    return [_dispute(document, each) for each in _recorded(document)]


def key_of(conflict: Conflict) -> str:
    """Return the path of a conflict as people see it: keys and names of blocks, between dots."""
    return ".".join(map(str, conflict.path))


def spoken(value: object) -> str:
    """Return a TOML value as it is shown and typed: a text as it stands, else as JSON."""
    plain = to_plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, default=str)


def chosen(dispute: Dispute, typed: str) -> Choice | None:
    """Return the choice that is typed, as its value or else as its number; None for no such."""
    for each in dispute.choices:
        if each.told == typed:
            return each
    if typed.isdecimal() and 1 <= int(typed) <= len(dispute.choices):
        return dispute.choices[int(typed) - 1]
    return None


def settled(document: Table, dispute: Dispute, choice: Choice) -> Table:
    """Return the document in which this choice stands and the conflict is gone.

    Where the block that it was about is gone, nothing else changes.
    """
    result = copy.deepcopy(document)
    blocks = [each for each in result[CONFLICTS] if not _is_of(each, dispute.conflict)]
    if blocks:
        result[CONFLICTS] = blocks
    else:
        del result[CONFLICTS]
    place_at(result, dispute.conflict.path, _NOTHING if choice.is_removal else choice.value)
    return result


def meeting_of(conflict: Conflict) -> str:
    """Return the id of the meeting that a conflict is about; "" where it is about no meeting."""
    path = conflict.path
    return path[1] if path[0] == _MEETINGS and len(path) > 1 else ""


def settled_too(document: Table, dispute: Dispute, choice: Choice) -> Table:
    """Return the document of somebody else who was at a disputed meeting, with the same choice.

    It is settled where the same is disputed there, and where their copy says
    what one of the versions said; what only their copy says is left.
    """
    path = dispute.conflict.path
    own = next((each for each in of(document) if each.conflict.path == path), None)
    if own is not None:
        same = next((each for each in own.choices if each.told == choice.told), choice)
        return settled(document, own, same)
    now = value_at(document, path, _NOTHING)
    known = [*dispute.conflict.values, dispute.conflict.base]
    is_theirs = now is not _NOTHING and not any(canonical.same(now, each) for each in known)
    is_whole = len(path) == len((_MEETINGS, ""))
    if choice.told == KEEP or (is_theirs and not is_whole):
        return document
    result = copy.deepcopy(document)
    place_at(result, path, _NOTHING if choice.is_removal else choice.value)
    return result


def place_at(document: Table, path: Sequence[str], value: object = _NOTHING) -> None:
    """Let a value stand at the path of a conflict, or nothing; where that is gone, do nothing."""
    found = _walk(document, path)
    if found is None:
        return
    holder, key = found
    if value is not _NOTHING:
        holder[key] = value
    elif isinstance(holder, list) or key in holder:
        del holder[key]
        _drop_empty(document, path)


def value_at(document: Table, path: Sequence[str], default: object = None) -> Any:  # noqa: ANN401 - a TOML value
    """Return what stands at the path of a conflict."""
    found = _walk(document, path)
    if found is None:
        return default
    holder, key = found
    return holder[key] if isinstance(holder, list) or key in holder else default


def _recorded(document: Table) -> Iterator[Conflict]:
    blocks = document.get(CONFLICTS)
    for each in blocks if isinstance(blocks, list) else ():
        path, values = (each.get(key) for key in ("path", "values")) if each else (None, None)
        if isinstance(path, list) and path and isinstance(values, list):
            kind = str(each.get("kind", ""))
            yield Conflict(
                path=tuple(map(str, path)), kind=kind, base=each.get("base"), values=tuple(values)
            )


def _dispute(document: Table, conflict: Conflict) -> Dispute:
    now = value_at(document, conflict.path, _NOTHING)
    told = "" if now is _NOTHING else spoken(now)
    if conflict.kind == DELETED:
        stays = conflict.values[0] if now is _NOTHING and conflict.values else now
        kept = Choice(KEEP, stays)
        return Dispute(conflict, told, (kept, Choice(REMOVE, is_removal=True)))
    values = [*conflict.values]
    if now is not _NOTHING and not any(canonical.same(now, each) for each in values):
        values.append(now)
    return Dispute(conflict, told, tuple(Choice(spoken(each), each) for each in values))


def _is_of(block: object, conflict: Conflict) -> bool:
    return isinstance(block, dict) and [*map(str, block.get("path", ()))] == [*conflict.path]


def _walk(document: Table, path: Sequence[str]) -> tuple[Any, Any] | None:
    """Return the table or list that has what is at a path, and its key there; None if gone."""
    table: Any = document
    place: rules.Place = ()
    left = list(path)
    while left:
        key = left.pop(0)
        place = (*place, key)
        inner = table.get(key)
        if not left:
            return table, key
        if isinstance(inner, list):
            number = _block(place, inner, left)
            if number is None:
                return None
            if not left:
                return inner, number
            inner = inner[number]
        if not isinstance(inner, dict):
            return None
        table = inner
    return None


def _block(place: rules.Place, blocks: list[Any], left: list[str]) -> int | None:
    """Return which block the next steps of a path name, and take them off it."""
    if not all(isinstance(each, dict) for each in blocks):
        return None
    for number, identity in enumerate(rules.identities(place, blocks)[0]):
        steps = list(identity[1:])
        if left[: len(steps)] == steps:
            del left[: len(steps)]
            return number
    return None


def _drop_empty(document: Table, path: Sequence[str]) -> None:
    """Drop a list of blocks, or a table, of which nothing is left."""
    if document.get(path[0]) in ([], {}):
        del document[path[0]]
