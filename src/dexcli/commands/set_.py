"""`dexcli set`: keys of a contact, from a script."""

import itertools
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import assignments
from dexcli.core.errors import UsageError
from dexcli.session import Session


def set_(
    ctx: typer.Context,
    who: options.OneWho,
    values: Annotated[
        list[str],
        typer.Argument(metavar="KEY=VALUE…", help="Also KEY+=V, KEY-=V, and KEY= to clear."),
    ],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let KEY=V replace a whole list.")
    ] = False,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Let a key be one that dexcli doesn't know.")
    ] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Set, add to, take from or clear keys of WHO.

    Lists such as emails take += and -=; met.at= reaches inside. Nothing is
    written unless all of it makes sense.

    Example: dexcli set ada city=London emails+=ada@example.org notes=
    """
    session: Session = ctx.obj
    more = list(itertools.takewhile(lambda word: "=" not in word, values))  # of a name, unquoted
    changes = [
        assignments.parse(each, order=session.settings.dates.order, today=session.today)
        for each in values[len(more) :]
    ]
    if not changes:
        raise UsageError("nothing to set; expected KEY=VALUE, such as city=London")
    handle = session.person(" ".join([who, *more])).handle

    with session.changing([handle]) as ledger:
        before = ledger.contacts[handle]
        after = assignments.applied(before, changes, replace=replace, new_key=new_key)
        what = f"set: {after.name}, {', '.join(values[len(more) :])}"
        session.save([after], what=what, dry_run=dry_run)
    if not dry_run:
        keys = ", ".join(dict.fromkeys(change.key for change in changes))
        told = f"set {keys}" if after != before else "nothing changed"
        session.done(f"{ledger.label(after)}: {told}.")
