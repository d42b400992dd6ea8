"""`dexcli resolve`: conflicts that a merge left in the files, shown and settled."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer
from msgspec import Struct

from dexcli import options
from dexcli.core import conflicts, ids, words
from dexcli.core.conflicts import Choice, Dispute
from dexcli.core.document import to_plain
from dexcli.core.errors import DexcliError, UsageError
from dexcli.core.merge3 import DELETED
from dexcli.core.settings import OWN_FILE
from dexcli.session import Session
from dexcli.store import codec, edit
from dexcli.store.change import About, Change
from dexcli.store.disk import Found

CONFLICTS_WAIT = 6
_SETTINGS = "config"  # as who the settings' own conflicts are asked for
_SKIP = "s"
_LATER = Choice("later")  # this one waits, the next is asked for
_Decision = tuple[Dispute, Choice]


class _File(Struct, frozen=True):
    """A file in which conflicts wait; ``who`` is the handle, ``config`` for the settings."""

    who: str
    name: str
    found: Found
    table: dict[str, Any]

    @property
    def disputes(self) -> list[Dispute]:
        return conflicts.of(self.table)


def resolve(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHO [KEY]]", help="A handle or a name; then which of their conflicts."
        ),
    ] = None,
    *,
    take: Annotated[
        str | None, typer.Option("--take", metavar="VALUE", help="The value, or its number.")
    ] = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Show what two versions of a file disagree about, or settle it.

    Alone it shows every conflict with what each version said, and exits 6 while
    one waits. What one version removed is settled with 'keep' or 'remove'. The
    settings' own conflicts are those of 'config'.

    Example: dexcli resolve ada city --take London
    """
    session: Session = ctx.obj.with_option("settles", True)
    if json and (take is not None or dry_run):
        raise UsageError("--json only shows; leave out --take and --dry-run")
    handle, key = _asked(session, who or [])
    files = _files(session, handle)
    waiting = [(file, each) for file in files for each in file.disputes]
    if key is not None:
        waiting = _of_key(waiting, key, handle)
    if take is not None and len(waiting) != 1:
        raise UsageError(f"--take settles one; {_which(waiting, handle)}")
    if not waiting or json or handle is None or (take is None and not session.can_ask):
        _show(session, waiting, json=json)
        return
    decided: list[_Decision] = []
    for file, each in waiting:
        choice = _decided(session, file, each, take)
        if choice is None:
            break
        if choice is not _LATER:
            decided.append((each, choice))
    _settle(session, files[0], decided, dry_run=dry_run)


def _asked(session: Session, typed: Sequence[str]) -> tuple[str | None, str | None]:
    """Return whose conflicts are asked for, and which; None where all are."""
    if not typed:
        return None, None
    if typed[0] in {_SETTINGS, OWN_FILE} and _SETTINGS not in session.ledger.contacts:
        handle, rest = _SETTINGS, list(typed[1:])
    else:
        contact, rest = session.leading(typed)
        handle = contact.handle
    return handle, " ".join(rest) or None


def _files(session: Session, handle: str | None) -> list[_File]:
    """Return the files in which conflicts wait, of everybody or of one."""
    found = [
        _file(session, contact.handle)
        for contact in session.ledger.disputed
        if handle in {None, contact.handle}
    ]
    loaded = session.loaded
    if handle in {None, _SETTINGS} and loaded.found is not None and conflicts.of(loaded.table):
        found.append(_File(_SETTINGS, OWN_FILE, loaded.found, loaded.table))
    return found


def _file(session: Session, handle: str) -> _File:
    table = session.table_of(session.ledger.contacts[handle])
    return _File(handle, f"{handle}.toml", session.reading.entries[handle].found, table)


def _of_key(
    waiting: list[tuple[_File, Dispute]], key: str, handle: str | None
) -> list[tuple[_File, Dispute]]:
    exact = [pair for pair in waiting if pair[1].key == key]
    found = exact or [pair for pair in waiting if pair[1].key.startswith(key)]
    if not found:
        raise UsageError(f"no conflict at {key!r}; {_which(waiting, handle)}")
    if len(found) > 1:
        raise UsageError(f"{key!r} could be several; {_which(found, handle)}")
    return found


def _which(waiting: list[tuple[_File, Dispute]], handle: str | None) -> str:
    if not waiting:
        return "no conflict waits" + (f" in {handle}.toml" if handle else "")
    return "there wait " + ", ".join(f"{file.who} {each.key}" for file, each in waiting)


def _show(session: Session, waiting: list[tuple[_File, Dispute]], *, json: bool) -> None:
    if waiting:
        session.exit_with(CONFLICTS_WAIT)
    if json:
        session.screen.json([_as_json(file, each) for file, each in waiting])
        return
    if not waiting:
        session.screen.note("no conflict waits")
    for file, each in waiting:
        ways = [_way(n, one, each) for n, one in enumerate(each.choices, start=1)]
        session.screen.line(f"{file.who} {each.key}", each.told, ", ".join(ways))


def _way(number: int, choice: Choice, dispute: Dispute) -> str:
    """Return how a choice is typed, and which value that is."""
    if dispute.conflict.kind == DELETED:
        return f"--take {number} to {choice.told} it"
    stands = " (stands now)" if choice.told == dispute.now else ""
    return f"--take {number} for {choice.told}{stands}"


def _as_json(file: _File, dispute: Dispute) -> dict[str, Any]:
    return {
        "handle": None if file.name == OWN_FILE else file.who,
        "file": file.name,
        "key": dispute.key,
        "path": list(dispute.conflict.path),
        "kind": dispute.conflict.kind,
        "now": to_plain(conflicts.value_at(file.table, dispute.conflict.path)),
        "base": to_plain(dispute.conflict.base),
        "values": [to_plain(each) for each in dispute.conflict.values],
        "choices": [each.told for each in dispute.choices],
    }


def _decided(session: Session, file: _File, dispute: Dispute, take: str | None) -> Choice | None:
    if take is None:
        return _asked_for(session, file, dispute)
    choice = conflicts.chosen(dispute, take)
    if choice is None:
        raise UsageError(f"--take: {take!r} is none of {_all(dispute)}")
    return choice


def _asked_for(session: Session, file: _File, dispute: Dispute) -> Choice | None:
    """Return what somebody at the terminal chooses; None where they want to stop."""
    screen, last = session.screen, len(dispute.choices)
    screen.problem(f"{file.who} {dispute.key}: {dispute.told}")
    for number, each in enumerate(dispute.choices, 1):
        screen.problem(f"  {number}  {each.told}")
    while typed := screen.ask(f"Which one? 1-{last} or the value, s to skip it, nothing to stop:"):
        if choice := conflicts.chosen(dispute, typed):
            return choice
        if typed == _SKIP:
            return _LATER
        screen.problem(f"{typed!r} is none of {_all(dispute)}")
    return None


def _all(dispute: Dispute) -> str:
    return ", ".join(each.told for each in dispute.choices)


def _settle(
    session: Session,
    file: _File,
    decided: Sequence[_Decision],
    *,
    dry_run: bool,
) -> None:
    if not decided:
        raise DexcliError("nothing was changed")
    handles = [] if file.name == OWN_FILE else [file.who, *_who_was_there(session, file, decided)]
    with session.changing(handles):
        now = next((each for each in _files(session, file.who)), None)
        if now is None or now.found.raw != file.found.raw:
            raise DexcliError(f"{file.name} changed meanwhile; nothing was written")
        table = now.table
        for dispute, choice in decided:
            table = conflicts.settled(table, dispute, choice)
        changes = [_change(session, now, table), *_of_others(session, handles[1:], decided)]
        keys = words.listed([dispute.key for dispute, _ in decided])
        about = About(what=f"resolve: {file.who} {keys}")
        session.commit(changes, about, dry_run=dry_run)
    if not dry_run:
        told = words.listed([_told(dispute, choice) for dispute, choice in decided])
        others = words.listed([change.path.name for change in changes[1:]])
        too = f", in {others} too" if others else ""
        left = len(conflicts.of(table))
        more = f" {words.counted(left, 'conflict')} left in {file.name}." if left else ""
        session.done(f"{file.who}: {told}{too}.{more}")


def _of_others(
    session: Session, handles: Sequence[str], decided: Sequence[_Decision]
) -> Iterator[Change]:
    """Yield what becomes of the other copies of a meeting that was decided about."""
    for handle in handles:
        file = _file(session, handle)
        table = file.table
        for dispute, choice in decided:
            if handle in _at_meeting(session, dispute):
                table = conflicts.settled_too(table, dispute, choice)
        if table != file.table:
            yield _change(session, file, table)


def _who_was_there(session: Session, file: _File, decided: Sequence[_Decision]) -> list[str]:
    """Return who else has a copy of the meetings that were decided about."""
    found = [each for dispute, _ in decided for each in _at_meeting(session, dispute)]
    return [each for each in dict.fromkeys(found) if each != file.who]


def _at_meeting(session: Session, dispute: Dispute) -> list[str]:
    key = conflicts.meeting_of(dispute.conflict)
    path = dispute.conflict.path
    return [
        contact.handle
        for contact in (session.ledger if key else ())
        if key in ids.of_interactions(contact) or any(path == c.path for c in contact.conflicts)
    ]


def _change(session: Session, file: _File, table: dict[str, Any]) -> Change:
    raw = edit.update_document(file.found.raw, table, name=file.name)
    return Change(session.folder.path / file.name, file.found, _checked(raw, file.name))


def _checked(raw: bytes, name: str) -> bytes:
    """Return a contact's bytes, which must be one still (W4)."""
    if name != OWN_FILE:
        codec.decode(raw, name)
    return raw


def _told(dispute: Dispute, choice: Choice) -> str:
    if choice.is_removal:
        return f"{dispute.where} is removed"
    if dispute.conflict.kind == DELETED:
        return f"{dispute.where} is kept"
    return f"{dispute.where} is {choice.told}"
