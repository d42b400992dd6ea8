"""`dexcli done`: a promise is kept."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import names, promises, words
from dexcli.core.contact import Contact
from dexcli.core.errors import AmbiguousContactError, DexcliError, NoContactError
from dexcli.core.promises import Promise
from dexcli.session import Session


def done(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO|ID", help="Whose promise, or its id.")],
    words_: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]", help="Words of it, where there are several."),
    ] = None,
    *,
    dry_run: options.DryRun = False,
) -> None:
    """Mark a promise as kept, or a planned meeting as past.

    Example: dexcli done ada the paper
    """
    session: Session = ctx.obj
    promise = _which(who, " ".join(words_ or ()), session)

    with session.changing([promise.contact.handle]) as ledger:
        again = _same(promise, ledger.contacts[promise.contact.handle])
        changed = promises.kept(again, today=session.today)
        note = words.start_of(promise.reminder.note)
        session.save([changed], what=f"done: {note}, {changed.name}", dry_run=dry_run)
    if not dry_run:
        name = ledger.label(changed)
        if promise.reminder.meet:
            hint = f"If you met: dexcli log {changed.handle}"
            session.done(f"Done: {note}, with {name}. {hint}")
        else:
            session.done(f"Done: {note}, for {name}.")


def _which(who: str, wanted: str, session: Session) -> Promise:
    """Return the open promise that is meant: a whole id first, then a name, then an id's start.

    Raises:
        DexcliError: There is none.
        AmbiguousContactError: There are several.
    """
    found, told = _whose(who, promises.open_promises(session.ledger), session)
    key = names.fold(wanted)
    matching = [promise for promise in found if key in names.fold(promise.reminder.note)]
    if not matching:
        about = f" with {wanted!r} in it" if wanted else ""
        raise DexcliError(f"nothing is promised to {told}{about}")
    if len(matching) > 1:
        raise AmbiguousContactError(
            f"{who} {wanted}".strip(),
            [f"{promise.id} ({words.start_of(promise.reminder.note)})" for promise in matching],
        )
    return matching[0]


def _whose(who: str, promised: list[Promise], session: Session) -> tuple[list[Promise], str]:
    start = who.strip().lower()
    exact = [promise for promise in promised if promise.id == start]
    if exact:
        return exact, f"the id {who!r}"
    try:
        person = session.person(who)
    except NoContactError:
        by_id = [promise for promise in promised if start and promise.id.startswith(start)]
        if not by_id:
            raise
        return by_id, f"the id {who!r}"
    return [each for each in promised if each.contact.handle == person.handle], person.name


def _same(promise: Promise, contact: Contact) -> Promise:
    """Return the promise as it stands now, under the lock.

    Raises:
        DexcliError: It was done meanwhile.
    """
    for each in promises.open_promises([contact]):
        if each.id == promise.id:
            return each
    raise DexcliError(f"{contact.name}: this was done meanwhile; nothing was changed")
