"""`dexcli rename`: a new name; whatever refers to the old one follows."""

from typing import Annotated

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import ids, names, references
from dexcli.core.contact import Contact
from dexcli.core.errors import UsageError
from dexcli.session import Session
from dexcli.store import config
from dexcli.store.change import About, Change


def rename(
    ctx: typer.Context,
    who: options.OneWho,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="The new name.")],
    *,
    forget: Annotated[
        bool, typer.Option("--forget", help="Keep nowhere what they were called before.")
    ] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Rename WHO; references elsewhere follow.

    The old name becomes an alias and the old handle still resolves, unless
    --forget removes both everywhere.

    Example: dexcli rename ada "Ada King"
    """
    session: Session = ctx.obj
    words = [who, *name]
    used = session.ledger.first_run(words[:-1])  # the last word is the new name's at least
    spoken = " ".join(" ".join(words[used:]).split())
    if not spoken:
        raise UsageError("NAME: a contact needs a name")
    handle = session.person(" ".join(words[:used])).handle

    with session.changing([handle], whole=True) as ledger:
        old = ledger.contacts[handle]
        new = _renamed(old, spoken, session.folder.taken(), forget=forget)
        if forget and not old.id:  # else `was` tells other machines who this is
            new = replace(new, id=_new_id(session, old))
        changes = _changes(session, old, new)
        about = About(what=f"rename: {old.name} to {new.name}", people=(new.name,))
        session.commit(changes, about, dry_run=dry_run)
    if not dry_run:
        moved = f" ({new.handle})" if new.handle != old.handle else ""
        session.done(f"{old.name} is now {new.name}{moved}.")


def _renamed(old: Contact, name: str, taken: set[str], *, forget: bool) -> Contact:
    if names.stem(name) == names.stem(old.name) and old.handle.startswith(names.stem(name)):
        handle = old.handle
    else:
        handle = names.handle_from(name, taken - {names.clash_key(old.handle)})
    if forget:
        aka = tuple(each for each in old.aka if each not in {old.name, name})
        was = tuple(each for each in old.was if names.stem(old.name) != each)
    else:
        aka = tuple(dict.fromkeys(each for each in (*old.aka, old.name) if each != name))
        kept = (*old.was, old.handle) if handle != old.handle else old.was
        was = tuple(dict.fromkeys(each for each in kept if each != handle))
    return replace(old, name=name, aka=aka, was=was, handle=handle)


def _new_id(session: Session, old: Contact) -> str:
    """Return the id that says on another machine who this was, even where nothing else does."""
    derived = ids.of_contact(old.handle, old.name)
    known = {key for each in session.ledger for key in (each.id, *each.was)}
    return session.new_id() if derived in known else derived


def _changes(session: Session, old: Contact, new: Contact) -> list[Change]:
    folder, reading = session.folder, session.reading
    kept = set(old.was) & set(new.was)  # these resolve as they did
    said = references.to(session.ledger, old) - kept
    everybody = [new, *(each for each in session.ledger if each.handle != old.handle)]
    after = {each.handle: each for each in references.after_rename(everybody, said, new.handle)}
    new = after.pop(new.handle, new)
    if new.handle == old.handle:
        changes = [folder.change(reading, new)]
    else:
        changes = folder.move(reading, old.handle, new)
    changes += [folder.change(reading, each) for each in after.values()]
    if session.settings.me == old.handle:
        changes.append(config.change(folder.path, session.loaded, "me", new.handle))
    return changes
