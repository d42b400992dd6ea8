"""What a source says now, put into what stands here: three-way with what it said before.

Without a base, lists grow, empty keys are filled, and what differs stays as it
is here. What a source doesn't mention at all was not taken out there: a smaller
export, or another file of the same program, says less of somebody.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from dexcli.core import paragraphs, phones
from dexcli.core.document import to_plain
from dexcli.core.merging import lines
from dexcli.core.names import fold
from dexcli.core.people import reach_form

Table = Mapping[str, Any]
NOTES = "notes"
_MISSING: Any = object()
_PROMISES = "reminders"
_NAMING = {"relationships": ("kind", "who", "name"), "dates": ("label",), "gifts": ("idea",)}


class Said(Struct, frozen=True):
    """What a source says of somebody: now, and at the imports before, the latest first."""

    now: dict[str, Any]
    before: tuple[dict[str, Any], ...] = ()

    @property
    def versions(self) -> tuple[dict[str, Any], ...]:
        """All of them, the latest first."""
        return (self.now, *self.before)


class Turn(Struct, frozen=True):
    """One value that becomes another, or doesn't: ``old`` is here, ``new`` at the source.

    None is no value; of a list it is about one item.
    """

    key: str
    old: Any
    new: Any


class Renewed(Struct, frozen=True):
    """What somebody's file says then, what of it is news, and what was kept as it is here."""

    document: dict[str, Any]
    news: tuple[Turn, ...] = ()
    kept: tuple[Turn, ...] = ()


def renewed(here: Table, there: Table, said: Said | None, elsewhere: Sequence[Table]) -> Renewed:
    """Return a document with what a source says of it now.

    ``said`` is what the source said before, None where nobody knows; ``elsewhere``
    is what other sources of the same person say: what they hold too stays.
    """
    found = _Renewal()
    versions = None if said is None else said.versions
    document = found.table(here, there, versions, elsewhere, "")
    return Renewed(document, tuple(found.news), tuple(found.kept))


class _Renewal:
    """Walks through a document and notes what changes."""

    def __init__(self) -> None:
        self.news: list[Turn] = []
        self.kept: list[Turn] = []

    def table(
        self,
        here: Table,
        there: Table,
        said: Sequence[Table] | None,
        elsewhere: Sequence[Table],
        path: str,
    ) -> dict[str, Any]:
        result = dict(here)
        for key, new in there.items():
            mine = here.get(key, _MISSING)
            olds = None if said is None else [each.get(key, _MISSING) for each in said]
            others = [each[key] for each in elsewhere if key in each]
            place = f"{path}.{key}" if path else key
            value = self.value(mine, new, olds, others, place)
            if value in ([], {}) or value is _MISSING:
                result.pop(key, None)
            else:
                result[key] = value
        return result

    def value(self, here: Any, there: Any, olds: list[Any] | None, others: Any, path: str) -> Any:  # noqa: ANN401 - a TOML value
        if here == there:  # nearly always, of a file that comes again
            return here
        if isinstance(there, dict) and (here is _MISSING or isinstance(here, dict)):
            known = None if olds is None else [o if isinstance(o, dict) else {} for o in olds]
            inner = [each for each in others if isinstance(each, dict)]
            return self.table({} if here is _MISSING else here, there, known, inner, path)
        if isinstance(there, list) and (here is _MISSING or isinstance(here, list)):
            lists = None if olds is None else [o if isinstance(o, list) else [] for o in olds]
            held = [each for each in others if isinstance(each, list)]
            return self.items([] if here is _MISSING else here, there, lists, held, path)
        if path == NOTES and isinstance(here, str) and isinstance(there, str) and olds is not None:
            return self.notes(here, there, olds, others)
        return self.scalar(here, there, olds, path)

    def scalar(self, here: Any, there: Any, olds: list[Any] | None, path: str) -> Any:  # noqa: ANN401 - a TOML value
        if _same(here, there):
            return here
        if olds is None:
            if here is not _MISSING:
                self.kept.append(_turn(path, here, there))
            return there if here is _MISSING else here
        was_before = any(_same(here, each) for each in olds[1:])
        if _same(there, olds[0]) and not was_before:
            return here  # changed here, and not there
        if was_before or _same(here, olds[0]):
            self.news.append(_turn(path, here, there))
            return there
        if (both := _both(olds[0], here, there)) is not None:
            self.news.append(_turn(path, here, both))
            return both
        self.kept.append(_turn(path, here, there))
        return here

    def notes(self, here: str, there: str, olds: list[Any], others: list[Any]) -> str:
        """Return the notes with what a source says: its paragraphs, once, beside all others."""
        if paragraphs.has(here, there):
            return here
        was_before = [old for old in olds[1:] if isinstance(old, str) and paragraphs.has(here, old)]
        is_told = not any(old is _MISSING for old in olds[1:])
        if _same(there, olds[0]) and not was_before and is_told:
            return here  # changed here, and not there
        for old in (olds[0], *was_before):
            if isinstance(old, str) and paragraphs.has(here, old) and old not in others:
                self.news.append(_turn(NOTES, old, there))
                return paragraphs.with_other(here, old, there)
        if (both := _both(olds[0], here, there)) is not None:
            self.news.append(_turn(NOTES, here, both))
            return both
        self.news.append(_turn(NOTES, _MISSING, there))
        return paragraphs.with_part(here, there)

    def items(
        self,
        here: list[Any],
        there: list[Any],
        olds: list[list[Any]] | None,
        others: list[list[Any]],
        path: str,
    ) -> list[Any]:
        result = []
        for item in here:
            new = _find(path, item, there)
            before = None if olds is None else [_find(path, item, each) for each in olds]
            if new is not _MISSING:
                result.append(self.block(item, new, before, path))
            elif not _has_gone(path, item, here, olds) or _is_in(path, item, others):
                result.append(item)
            else:
                self.news.append(_turn(path, item, _MISSING))
        for new in there:
            if _find(path, new, result) is not _MISSING or _find(path, new, here) is not _MISSING:
                continue
            if olds is None or _is_new(path, new, olds):
                result.append(new)
                self.news.append(_turn(path, _MISSING, new))
        return result

    def block(self, here: Any, there: Any, before: list[Any] | None, path: str) -> Any:  # noqa: ANN401 - an item of a list
        if not (isinstance(here, dict) and isinstance(there, dict)):
            return here  # the same in other letters
        known = None if before is None else [b if isinstance(b, dict) else {} for b in before]
        return self.table(here, there, known, [], path)


def _has_gone(path: str, item: Any, here: list[Any], olds: list[list[Any]] | None) -> bool:  # noqa: ANN401 - an item of a list
    """Return whether the source took out an item: since the last time, or again after an `undo`.

    After an `undo` all of an earlier version stands here, and nothing that only the
    latest has; who adds the item again by hand has the latest beside it. A promise or
    a plan goes only where it is called off: one invitation says nothing of another.
    """
    if not olds or path == _PROMISES:
        return False
    if _same(item, _find(path, item, olds[0])):
        return True
    return any(
        _same(item, _find(path, item, old))
        and all(_is_in(path, each, [here]) for each in old)
        and not any(_is_in(path, each, [here]) for each in olds[0] if not _is_in(path, each, [old]))
        for old in olds[1:]
    )


def _is_new(path: str, item: Any, olds: list[list[Any]]) -> bool:  # noqa: ANN401 - an item of a list
    """Return whether the source has an item for the first time, or again after an `undo`."""
    had = [_find(path, item, each) is not _MISSING for each in olds]
    return not all(had)


def _is_in(path: str, item: Any, others: list[list[Any]]) -> bool:  # noqa: ANN401 - as above
    return any(_find(path, item, each) is not _MISSING for each in others)


def _find(path: str, item: Any, items: Sequence[Any]) -> Any:  # noqa: ANN401 - as above
    """Return the one of these that is this item, as it stands there."""
    wanted = identity(path, item)
    for each in items:
        if identity(path, each) == wanted:
            return each
        if path == "phones" and phones.are_same(str(each), str(item)):
            return each
    return _MISSING


def identity(key: str, item: object) -> object:
    """Return what says which item of a list this is: its id, else what names it, else all of it."""
    if isinstance(item, str):
        return reach_form(key, item)
    if isinstance(item, dict):
        if item.get("id"):
            return item["id"]
        if key in _NAMING:
            return tuple(fold(str(item.get(part, ""))) for part in _NAMING[key])
    return str(to_plain(item))


def _both(old: object, here: object, there: object) -> str | None:
    """Return a text of several lines that was changed here and there, if both can stand."""
    texts = (old, here, there)
    if not all(isinstance(each, str) for each in texts) or "\n" not in f"{here}{there}":
        return None
    return lines.merged(*map(str, texts))


def _same(one: object, other: object) -> bool:
    if one is other or one == other:
        return True
    return one is not _MISSING and other is not _MISSING and to_plain(one) == to_plain(other)


def _turn(path: str, old: object, new: object) -> Turn:
    return Turn(path, None if old is _MISSING else old, None if new is _MISSING else new)
