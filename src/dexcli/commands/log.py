"""`dexcli log`: you were in touch with somebody."""

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import answers, meetings, words
from dexcli.core.contact import DEFAULT_KIND, Interaction
from dexcli.core.dates import PartialDate
from dexcli.session import Session
from dexcli.store import recent


def log(
    ctx: typer.Context,
    who: options.MaybeWho = None,
    *,
    where: options.Where = None,
    note: options.Note = None,
    on: options.On = None,
    kind: options.Kind = None,
    place: options.Place = None,
    by: options.By = None,
    next_: options.Next = None,
    occasion: options.Occasion = None,
    dry_run: options.DryRun = False,
) -> None:
    """Log that you were in touch with WHO.

    Several people make one interaction that stands in each one's file. The day
    is in the past or today; what is planned is no interaction yet.

    Example: dexcli log ada bob -m "Bernoulli numbers" --on yesterday --kind coffee
    """
    session: Session = ctx.obj
    day = PartialDate.of(session.today) if on is None else options.past(on, session, name="--on")
    promise = None if next_ is None else options.promise(next_, session)
    people = session.together(who) if who and where is None else options.chosen(session, who, where)
    interaction = Interaction(
        on=day,
        kind=options.kind_of(kind) or DEFAULT_KIND,
        place=place or "",
        note=note or "",
        by=meetings.step_by(by, people, first_named=True),
        occasion=occasion or "",
        id=session.new_id(),
    )

    with session.changing([contact.handle for contact in people]) as ledger:
        now = [ledger.contacts[contact.handle] for contact in people]
        changed = meetings.logged(now, interaction)
        if promise is not None:
            changed = [each.reminding(replace(promise, id=session.new_id())) for each in changed]
        names = words.crowd([each.name for each in changed])
        what = f"log: {interaction.kind} with {names}, {day}"
        session.save(changed, what=what, dry_run=dry_run)
        if dry_run:
            return
        troubles = recent.remember(session.state, interaction.id)

    session.done(
        answers.logged(
            interaction, changed, promise, session.ledger, session.settings, today=session.today
        )
    )
    for trouble in troubles:
        session.screen.problem(trouble)
