"""What takes a step back: its files as they were before it, with all that came later.

Where nothing came later, a file gets its very bytes back. Else it is merged:
from what the step left, to what is there now on one side, and what was before
on the other. Nothing is ever overwritten: where that can't be, it is refused.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from dexcli.core import references
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.merging.versions import handle_of
from dexcli.store import codec, disk, edit, merging, whereabouts
from dexcli.store.change import Change
from dexcli.store.disk import Found
from dexcli.store.folder import Folder
from dexcli.store.naming import SUFFIX
from dexcli.store.steps import Image, Step

_MOST_REASONS = 3


class CannotUndoError(DexcliError):
    """A step can't be taken back without losing what came later; nothing was written."""

    exit_code = 6

    def __init__(self, step: Step, reasons: list[str]) -> None:
        told = "; ".join(reasons[:_MOST_REASONS])
        more = len(reasons) - _MOST_REASONS
        rest = f"; and {more:,} more" if more > 0 else ""
        what = step.about.what.removeprefix("undo: ") if step.about.undoes else step.about.what
        done = "done again" if step.about.undoes else "undone"
        super().__init__(
            f"{what!r} can't be {done}: {told}{rest}; nothing was written. What came later is in "
            "'dexcli undo --list' or came by a sync; 'dexcli undo ID' takes back another step"
        )


class _Planned(Struct):
    """What is to become of the files, and why some can't."""

    changes: dict[str, Change] = {}
    reasons: list[str] = []


def plan(step: Step, folder: Folder, ledger: Ledger) -> list[Change]:
    """Return the changes that take a step back.

    Who mentions somebody that goes keeps the plain name; who mentions a handle
    that somebody had only by this step, mentions the earlier one.

    Raises:
        CannotUndoError: Something that came later would be lost.
    """
    planned = _Planned()
    moves = _moves(step.images)
    located = list(whereabouts.located(step.images, folder, ledger))
    new_names = {image.name: now.name for image, now, _ in located}
    back = whereabouts.came_back(step.images, ledger, {now.name for _, now, _ in located})
    for image, now, found in located:
        if image.name in moves:
            continue  # it comes back with the file that it became
        if image.name in back:
            planned.reasons.append(f"who was in {image.name} is in {back[image.name]} now")
            continue
        earlier = next((a for a, b in moves.items() if b.name == image.name), None)
        if earlier is not None:
            source = next(each for each in step.images if each.name == earlier)
            _move_back(source, now, found, folder, planned)
        else:
            _take_back(now, found, folder, planned)
    if planned.reasons:
        raise CannotUndoError(step, planned.reasons)
    _follow(planned, {new_names[b.name]: a for a, b in moves.items()}, folder, ledger)
    return list(planned.changes.values())


def _take_back(image: Image, found: Found | None, folder: Folder, planned: _Planned) -> None:
    """Plan one file's way back."""
    raw = None if found is None else found.raw
    base, wanted = image.raw_after, image.raw_before
    if raw == wanted:
        return
    if raw != base:
        if "/" in image.name:  # a file of our own is nobody: it may be empty, and then goes
            wanted = wanted or b""
        wanted = _merged(image.name, base, raw, wanted, planned)
        if wanted is None:
            return
        if "/" in image.name and not whereabouts.table_of(wanted, image):
            wanted = None
    path = image.path_in(folder.path)
    planned.changes[image.name] = Change(path, found, wanted, image.mode)


def _move_back(
    source: Image, image: Image, found: Found | None, folder: Folder, planned: _Planned
) -> None:
    """Plan the way back of somebody whose file has another name by the step."""
    there = disk.read_if_there(source.path_in(folder.path))
    if there is not None:
        planned.reasons.append(f"{source.name} was made anew since")
        return
    raw, wanted = None if found is None else found.raw, source.raw_before
    if raw != image.raw_after:
        wanted = _merged(image.name, image.raw_after, raw, wanted, planned)
        if wanted is None:
            return
    planned.changes[source.name] = Change(source.path_in(folder.path), None, wanted, source.mode)
    planned.changes[image.name] = Change(image.path_in(folder.path), found, None)


def _merged(
    name: str, base: bytes | None, now: bytes | None, wanted: bytes | None, planned: _Planned
) -> bytes | None:
    """Return what is there now without what the step did to it, or None with the reason told."""
    if now is None:
        planned.reasons.append(f"{name} is not here any more")
    elif base is None:
        planned.reasons.append(f"{name} was made anew since")
    elif wanted is None:
        planned.reasons.append(f"{name} was changed since it came")
    else:
        try:
            merged = merging.merge_bytes(base, now, wanted, name=name)
        except DexcliError as error:
            planned.reasons.append(str(error))
            return None
        if not merged.conflicts:
            return merged.raw
        keys = ", ".join(dict.fromkeys(str(each.path[0]) for each in merged.conflicts))
        planned.reasons.append(f"{name}: {keys} was changed since")
    return None


def _moves(images: tuple[Image, ...]) -> dict[str, Image]:
    """Return which removed file became which new one: the same person by id or earlier handle."""
    gone = {
        image.name: whereabouts.table_of(image.raw_before, image)
        for image in images
        if image.after is None
    }
    moves: dict[str, Image] = {}
    for image in images:
        if image.before is not None or not gone:
            continue
        table = whereabouts.table_of(image.raw_after, image)
        for name, was in gone.items():
            same_id = bool(table.get("id")) and table.get("id") == was.get("id")
            if name not in moves and (
                same_id or handle_of(name) in whereabouts.listed(table.get("was"))
            ):
                moves[name] = image
    return moves


def _follow(planned: _Planned, moved: Mapping[str, str], folder: Folder, ledger: Ledger) -> None:
    """Let mentions of who goes, or is called as before again, follow."""
    gone = {
        handle_of(name): ledger.contacts[handle_of(name)]
        for name, change in planned.changes.items()
        if change.after is None and handle_of(name) in ledger.contacts and "/" not in name
    }
    if not gone:
        return
    for handle, (raw, contact) in _staying(planned, gone, folder, ledger):
        after = contact
        for left in sorted(references.mentioned(contact) & gone.keys()):
            now = moved.get(f"{left}{SUFFIX}")
            if now is None:
                changed = references.after_removal([after], {left}, gone[left].name)
            else:
                changed = references.after_rename([after], {left}, handle_of(now))
            after = next(iter(changed), after)
        if after != contact:
            name = f"{handle}{SUFFIX}"
            before = planned.changes.get(name)
            found = disk.read_if_there(folder.file_of(handle)) if before is None else before.before
            planned.changes[name] = Change(
                folder.file_of(handle), found, edit.update(raw, contact, after)
            )


def _staying(
    planned: _Planned, gone: Mapping[str, Contact], folder: Folder, ledger: Ledger
) -> Iterator[tuple[str, tuple[bytes, Contact]]]:
    """Yield everybody who stays and mentions somebody who goes, as they are after the step."""
    for name, change in list(planned.changes.items()):
        if change.after is not None and "/" not in name:
            contact = codec.decode(change.after, name).contact
            if references.mentioned(contact) & gone.keys():
                yield handle_of(name), (change.after, contact)
    for contact in ledger:
        is_planned = f"{contact.handle}{SUFFIX}" in planned.changes
        if not is_planned and references.mentioned(contact) & gone.keys():
            found = disk.read(folder.file_of(contact.handle))
            yield contact.handle, (found.raw, contact)
