"""`dexcli log`: you were in touch with somebody."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from dexcli import options
from dexcli.core import answers, meetings, vocabulary, words
from dexcli.core.contact import Contact, Interaction, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.errors import (
    AmbiguousContactError,
    NoContactError,
    UsageError,
)
from dexcli.session import Session
from dexcli.store import recent

if TYPE_CHECKING:
    from dexcli.sentences import Understood  # only a name here

STDIN = "-"


def log(
    ctx: typer.Context,
    who: options.WhoOrSentence = None,
    *,
    where: options.Where = None,
    note: options.Note = None,
    on: options.On = None,
    kind: options.Kind = None,
    place: options.Place = None,
    by: options.By = None,
    next_: options.Next = None,
    occasion: options.Occasion = None,
    mail: Annotated[
        bool, typer.Option("--mail", help="Who, when and what by a mail message on stdin.")
    ] = False,
    dry_run: options.DryRun = False,
    json: Annotated[
        bool, typer.Option("--json", help="With --dry-run: what a sentence says, as JSON.")
    ] = False,
) -> None:
    """Log that you were in touch with WHO.

    Several people make one interaction that stands in each one's file. The day
    is in the past or today; what is planned is no interaction yet. Instead of
    WHO, a sentence says who, when, what and where; the options win over it, as
    they do over the header of a message with --mail. With '-' each line on
    stdin is a sentence, and what isn't understood comes out again. In a shell a
    sentence with ; # & or ' in it goes into double quotes.

    Example: dexcli log ada bob --kind coffee -m "Her book" --on yesterday

    Example: dexcli log coffee with Ada and Bob yesterday at Café Central

    Example: dexcli log "lunch with Ada #work; send her the paper by friday"
    """
    session: Session = ctx.obj
    asked = _Asked(
        on=None if on is None else options.past(on, session, name="--on"),
        kind=options.kind_of(kind),
        place=place,
        note=note,
        by=by,
        occasion=occasion,
        promise=None if next_ is None else options.promise(next_, session),
    )
    is_sentence = bool(who) and where is None and _is_sentence(who or (), session)
    if json and not (dry_run and is_sentence):
        raise UsageError("--json shows what a sentence says; it goes with a sentence and --dry-run")
    if mail and (who or where is not None):
        raise UsageError("--mail takes people from the message; leave out WHO and --where")
    if who == [STDIN]:
        _log_lines(session, asked, dry_run=dry_run, json=json)
        return
    if is_sentence:
        _log_sentence(" ".join(who or ()), session, asked, dry_run=dry_run, json=json)
        return
    if mail:
        from dexcli import posted  # only for a mail

        people, told = posted.read(session, has_day=asked.on is not None)
    else:
        people = options.chosen(session, who, where)
        told = Interaction(on=PartialDate.of(session.today), id=session.new_id())
    if people:
        interaction = asked.over(told, people)
        _save(session, people, interaction, asked.promise, dry_run=dry_run)


class _Asked(Struct, frozen=True, kw_only=True):
    """What the options ask for; None where they say nothing."""

    on: PartialDate | None
    kind: str | None
    place: str | None
    note: str | None
    by: str | None
    occasion: str | None
    promise: Reminder | None

    def over(self, told: Interaction, people: Sequence[Contact]) -> Interaction:
        """Return an interaction as it was told, but for what the options say."""
        return replace(
            told,
            on=self.on or told.on,
            kind=self.kind or told.kind,
            place=told.place if self.place is None else self.place,
            note=told.note if self.note is None else self.note,
            by=told.by if self.by is None else meetings.step_by(self.by, people, first_named=True),
            occasion=self.occasion or told.occasion,
        )


def _is_sentence(typed: Sequence[str], session: Session) -> bool:
    """Return whether words are a sentence: not each of them names somebody, and some tell so.

    A word of a sentence names somebody only as a whole name: "and" isn't Andrea.
    """
    if typed == [STDIN]:
        return True
    if not vocabulary.tells(typed):
        return False
    ledger = session.ledger
    return not all(
        ledger.matches(query)
        and (len(typed) == 1 or ledger.is_whole(query) or not vocabulary.tells([query]))
        for query in ledger.runs(typed)
    )


def _log_sentence(text: str, session: Session, asked: _Asked, *, dry_run: bool, json: bool) -> None:
    from dexcli import sentences  # only for a sentence

    said = sentences.read(text, sentences.surroundings(session), on=asked.on)
    what = None
    try:
        found = sentences.understood(said, session, asks=session.can_ask and not json)
        interaction = asked.over(found.interaction, found.people)
        what = sentences.with_options(found, interaction, asked.promise)
    except (NoContactError, AmbiguousContactError) as error:
        if not json:
            raise
        session.exit_with(error.exit_code)
        session.screen.note(str(error))
    if json:
        session.screen.json(sentences.as_json(said, what, today=session.today))
        return
    assert what is not None
    session.screen.note(sentences.told(what, session))
    sentences.tell_aside(said, session)
    _save(session, what.people, what.interaction, what.promise, new=what.new, dry_run=dry_run)


def _log_lines(session: Session, asked: _Asked, *, dry_run: bool, json: bool) -> None:
    """Log each line of stdin, all as one step, and print those that aren't understood."""
    from dexcli import inbox, sentences  # only for lines

    lines = inbox.read(inbox.lines(), session, over=asked.over, on=asked.on, promise=asked.promise)
    found = [line.what for line in lines if line.what is not None]
    if json:
        told = [(line.said, line.what) for line in lines if line.said is not None]
        today = session.today
        session.screen.json([sentences.as_json(said, what, today=today) for said, what in told])
        return
    if found:
        _save_all(session, found, dry_run=dry_run)
    if not dry_run:
        session.screen.raw(inbox.rest(lines))


def _save_all(session: Session, found: "Sequence[Understood]", *, dry_run: bool) -> None:
    handles = dict.fromkeys(contact.handle for each in found for contact in each.people)
    with session.changing(list(handles)) as ledger:
        changed = {handle: ledger.contacts[handle] for handle in handles}
        for each in found:
            now = [changed[contact.handle] for contact in each.people]
            for contact in _logged(session, now, each.interaction, each.promise):
                changed[contact.handle] = contact
        what = f"log: {words.counted(len(found), 'interaction')}"
        session.save(list(changed.values()), what=what, dry_run=dry_run)
        if dry_run:
            return
        troubles = recent.remember(session.state, found[-1].interaction.id)
    people = words.counted(len(changed), "contact")
    interactions = words.counted(len(found), "interaction")
    session.screen.note(
        f"logged {interactions} with {people}. `{session.program} undo` takes it back."
    )
    for trouble in troubles:
        session.screen.problem(trouble)


def _save(
    session: Session,
    people: Sequence[Contact],
    interaction: Interaction,
    promise: Reminder | None,
    *,
    new: Sequence[Contact] = (),
    dry_run: bool,
) -> None:
    strangers = {contact.handle: contact for contact in new}
    known = [contact.handle for contact in people if contact.handle not in strangers]
    with session.changing(known, whole=bool(new)) as ledger:
        now = [ledger.contacts[h.handle] if h.handle in known else h for h in people]
        if _is_here(now, interaction):
            names = words.crowd([each.name for each in now])
            session.screen.say(f"{words.headed(interaction.kind)} {names}: logged before.")
            return
        slip = _slip(interaction.kind, now, session)
        changed = _logged(session, now, interaction, promise)
        names = words.crowd([each.name for each in changed])
        what = f"log: {interaction.kind} with {names}, {interaction.on}"
        session.save(changed, what=what, dry_run=dry_run)
        if slip:
            session.screen.note(slip)
        if dry_run:
            return
        troubles = recent.remember(session.state, interaction.id)

    added = f"Added {words.crowd([f'{c.name} ({c.handle})' for c in new])}. " if new else ""
    session.done(
        added
        + answers.logged(
            interaction, changed, promise, session.ledger, session.settings, today=session.today
        )
    )
    for trouble in troubles:
        session.screen.problem(trouble)


def _slip(kind: str, people: Sequence[Contact], session: Session) -> str:
    """Return what is told of a new kind that is perhaps a misspelt one; "" for none."""
    if vocabulary.is_kind(kind) or any(e.kind == kind for one in people for e in one.interactions):
        return ""
    import shlex  # only for a kind that is new

    from dexcli.core import slips

    used = (each.kind for contact in session.ledger for each in contact.interactions)
    meant = slips.meant(kind, [*session.settings.kinds, *used])
    if meant is None:
        return ""
    amend = f"{session.program} amend --kind {shlex.quote(meant)}"
    return f"{kind} is a new kind; did you mean {meant}? {amend}"


def _logged(
    session: Session,
    people: Sequence[Contact],
    interaction: Interaction,
    promise: Reminder | None,
) -> list[Contact]:
    """Return everybody with the interaction, and with the promise where one was made."""
    changed = meetings.logged(people, interaction)
    if promise is None:
        return changed
    return [each.reminding(replace(promise, id=session.new_id())) for each in changed]


def _is_here(people: Sequence[Contact], interaction: Interaction) -> bool:
    """Return whether somebody has what comes from this source already; twice is once."""
    source = interaction.source
    return bool(source) and any(each.source == source for c in people for each in c.interactions)
