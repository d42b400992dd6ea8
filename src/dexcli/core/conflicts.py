"""Conflicts that wait in a file: what each side said, and the file once somebody has decided."""

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from dexcli.core import sides, words
from dexcli.core.contact import CONFLICTS, Conflict, Contact
from dexcli.core.document import to_document
from dexcli.core.merge3 import DELETED
from dexcli.core.merging import canonical, rules

_MEETINGS = "interactions"
KEEP, REMOVE = "keep", "remove"
_AS_SAID = {"on": "day"}  # keys that are no word by themselves
Table = dict[str, Any]
_NOTHING: Any = object()


class Choice(Struct, frozen=True):
    """One way to settle a conflict: the value that stands then; ``told`` is how it is typed."""

    told: str
    value: Any = None
    is_removal: bool = False


class Dispute(Struct, frozen=True):
    """A conflict with what its file says now: ``now`` is that value's text, "" where it is gone.

    ``block`` is what people call the meeting, gift and so on that it is about, if any.
    """

    conflict: Conflict
    now: str
    choices: tuple[Choice, ...]
    block: str = ""

    @property
    def key(self) -> str:
        """Where it is, in one word."""
        return key_of(self.conflict)

    @property
    def where(self) -> str:
        """Where it is, as people say it: "city", "the note of the coffee of 2026-11-20"."""
        if not self.block:
            return self.key
        last = _AS_SAID.get(self.conflict.path[-1], self.conflict.path[-1])
        return self.block if self.is_whole else f"the {last} of {self.block}"

    @property
    def is_whole(self) -> bool:
        """Whether it is about a whole block or key that one version removed."""
        values = self.conflict.values
        return self.conflict.kind == DELETED and any(isinstance(each, dict) for each in values)

    @property
    def told(self) -> str:
        """What it is about and what was said, in one line."""
        said = self.said()
        return f"{self.where}: {said}" if self.block else said

    def said(self, *, width: int | None = None) -> str:
        """Return what stands and what else was said; of a long text, ``width`` characters.

        Whose machine said what isn't known: the file is the same on all of them.
        """
        path, values, base = self.conflict.path, self.conflict.values, self.conflict.base

        def read(value: object) -> str:
            return sides.read(path, value, width=width)

        before = "" if base is None else f"; before it was {read(base)}"
        if self.conflict.kind == DELETED:
            edited = words.listed([read(each) for each in values])
            gone = "" if self.now else "; it isn't there any more"
            return f"one version removed it, the other changed it to {edited}{before}{gone}"
        others = [read(each.value) for each in self.choices if each.told != self.now]
        if not self.now:
            return f"nothing stands, the values were {words.listed(others)}{before}"
        noun = "value is" if len(others) == 1 else "values are"
        stands = self.now if width is None else words.start_of(self.now, width)
        also = f", the other {noun} {words.listed(others)}" if others else ""
        return f"{stands} stands{also}{before}"


def of(document: Table) -> list[Dispute]:
    """Return the conflicts that wait in a parsed file, in its order."""
    return [_dispute(document, each) for each in _recorded(document)]


def of_contact(contact: Contact) -> list[Dispute]:
    """Return the conflicts that wait in a contact's file."""
    return of(to_document(contact)) if contact.conflicts else []


def key_of(conflict: Conflict) -> str:
    """Return the path of a conflict as people see it: keys and names of blocks, between dots."""
    return ".".join(map(str, conflict.path))


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
    told = "" if now is _NOTHING else sides.spoken(now)
    block = sides.block_told(conflict.path, _block_at(document, conflict))
    if conflict.kind == DELETED:
        stays = conflict.values[0] if now is _NOTHING and conflict.values else now
        kept = Choice(KEEP, stays)
        return Dispute(conflict, told, (kept, Choice(REMOVE, is_removal=True)), block)
    values = [*conflict.values]
    if now is not _NOTHING and not any(canonical.same(now, each) for each in values):
        values.append(now)
    return Dispute(
        conflict, told, tuple(Choice(sides.spoken(each), each) for each in values), block
    )


def _block_at(document: Table, conflict: Conflict) -> object:
    """Return the block that a conflict is about or in, also one that is gone; None for none."""
    for length in range(2, len(conflict.path) + 1):
        if isinstance(found := value_at(document, conflict.path[:length]), dict):
            return found
    return next(
        (each for each in (*conflict.values, conflict.base) if isinstance(each, dict)), None
    )


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
