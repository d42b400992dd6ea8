"""`dexcli note`: a fact about somebody, without having met."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import answers, words
from dexcli.core.contact import NOTE_KIND, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.errors import UsageError
from dexcli.session import Session
from dexcli.store import recent


def note(
    ctx: typer.Context,
    who: options.OneWho,
    text: Annotated[list[str], typer.Argument(metavar="TEXT…", help="What you learnt.")],
    *,
    on: options.On = None,
    dry_run: options.DryRun = False,
) -> None:
    """Note a fact about WHO, without having met.

    It stands in the timeline with its day, and doesn't restart the clock.

    Example: dexcli note ada is allergic to bad notation
    """
    session: Session = ctx.obj
    day = PartialDate.of(session.today) if on is None else options.past(on, session, name="--on")
    fact = " ".join(text).strip()
    if not fact:
        raise UsageError("there is nothing to note")
    handle = session.person(who).handle

    interaction = Interaction(on=day, kind=NOTE_KIND, note=fact, id=session.new_id())
    with session.changing([handle]) as ledger:
        changed = ledger.contacts[handle].logging(interaction)
        what = f"note: {changed.name}, {words.start_of(fact)}"
        session.save([changed], what=what, dry_run=dry_run)
        if dry_run:
            return
        troubles = recent.remember(session.state, interaction.id)

    session.done(
        answers.logged(
            interaction, [changed], None, session.ledger, session.settings, today=session.today
        )
    )
    for trouble in troubles:
        session.screen.problem(trouble)
