"""`dexcli amend`: correct or delete an interaction, in everybody's file."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import meetings, words
from dexcli.core.contact import DEFAULT_KIND, Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.errors import AmbiguousContactError, DexcliError, UsageError
from dexcli.core.ledger import Ledger
from dexcli.core.meetings import Copy
from dexcli.session import Session
from dexcli.store import recent


def amend(
    ctx: typer.Context,
    which: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="As 'timeline --ids' shows it.")
    ] = None,
    *,
    note: options.Note = None,
    on: options.On = None,
    kind: options.Kind = None,
    place: options.Place = None,
    by: options.By = None,
    next_: options.Next = None,
    occasion: options.Occasion = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="WHO", help="Somebody who wasn't there after all.")
    ] = None,
    delete: Annotated[bool, typer.Option("--delete", help="Remove the interaction.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Correct or delete the latest interaction logged here, or ID.

    Whatever is changed is changed in the files of all who were there.

    Example: dexcli amend --on yesterday --kind coffee
    """
    session: Session = ctx.obj
    day = None if on is None else options.past(on, session, name="--on")
    promise = None if next_ is None else options.promise(next_, session)
    gone = session.people(without or [])
    kind = options.kind_of(kind)
    given = [
        value for value in (note, day, kind, place, by, promise, occasion) if value is not None
    ]
    if not (given or gone or delete):
        raise UsageError("nothing to amend; give log's options, --without WHO or --delete")
    if delete and (given or gone):
        raise UsageError("--delete removes the interaction; nothing else can be changed with it")
    if which is not None and not which.strip():
        raise UsageError("ID: expected one of 'timeline --ids', or nothing for the latest")
    start = _latest(session) if which is None else which.strip()

    with session.changing() as ledger:
        key, copies = _copies(ledger, start, is_latest=which is None)
        left = {copy.contact.handle for copy in copies} - {contact.handle for contact in gone}
        people = [copy.contact for copy in copies if copy.contact.handle in left]
        if delete:
            changed = meetings.deleted(copies)
        else:
            step = None if by is None or not people else meetings.step_by(by, people)
            change = _change(note=note, on=day, kind=kind, place=place, by=step, occasion=occasion)
            changed = _amended(key, copies, change, gone, ledger)
            if promise is not None:
                changed = [
                    c.reminding(replace(promise, id=session.new_id())) if c.handle in left else c
                    for c in changed
                ]
        what = f"amend: {copies[0].interaction.kind} of {copies[0].interaction.on}"
        session.save(changed, what=f"{what}{', deleted' if delete else ''}", dry_run=dry_run)
    if not dry_run:
        session.done(_told(copies[0].interaction, people, session.ledger, delete=delete))


def _copies(ledger: Ledger, start: str, *, is_latest: bool) -> tuple[str, list[Copy]]:
    try:
        return meetings.find_copies(ledger, start)
    except AmbiguousContactError:
        raise
    except DexcliError:
        if not is_latest:
            raise
        raise UsageError(
            "what was logged here last is gone, perhaps undone; give an ID of 'timeline --ids'"
        ) from None


def _latest(session: Session) -> str:
    latest = recent.last(session.state)
    if latest is None:
        raise UsageError("nothing was logged on this machine yet; give an ID of 'timeline --ids'")
    return latest


def _change(
    *,
    note: str | None,
    on: PartialDate | None,
    kind: str | None,
    place: str | None,
    by: str | None,
    occasion: str | None,
) -> Callable[[Interaction], Interaction]:
    wanted = {"note": note, "on": on, "kind": kind, "place": place, "by": by, "occasion": occasion}
    given: dict[str, Any] = {key: value for key, value in wanted.items() if value is not None}
    if on is not None:
        given["until"] = None  # a day that is known now has no range
    return lambda interaction: replace(interaction, **given)


def _amended(
    key: str,
    copies: list[meetings.Copy],
    change: Callable[[Interaction], Interaction],
    gone: list[Contact],
    ledger: Ledger,
) -> list[Contact]:
    changed = meetings.amended(key, copies, change)
    if not gone:
        return changed
    again = [meetings.Copy(c, copy.index) for c, copy in zip(changed, copies, strict=True)]
    return meetings.without(key, again, gone, ledger)


def _told(before: Interaction, people: list[Contact], ledger: Ledger, *, delete: bool) -> str:
    names = words.listed([ledger.label(contact) for contact in people])
    kind = "meeting" if before.kind == DEFAULT_KIND else before.kind
    return f"{'Deleted' if delete else 'Amended'} the {kind} of {before.on} with {names}."
