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
from dexcli.core.errors import AmbiguousContactError, NoContactError, UsageError
from dexcli.session import Session
from dexcli.store import recent

if TYPE_CHECKING:
    from dexcli.inbox import Line  # only names here
    from dexcli.returning import Box

STDIN = "-"
_JSON = "--json shows what a sentence says; it goes with a sentence and --dry-run"


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
    told_by = _Options(
        on=on, kind=kind, place=place, note=note, by=by, occasion=occasion, next_=next_
    )
    if who and who[0] == STDIN:
        is_alone = len(who) == 1 and where is None and not mail
        _log_lines(session, told_by, is_alone=is_alone, dry_run=dry_run, json=json)
        return
    asked = told_by.read(session)
    is_sentence = bool(who) and where is None and _is_sentence(who or (), session)
    if json and not (dry_run and is_sentence):
        raise UsageError(_JSON)
    if mail and (who or where is not None):
        raise UsageError("--mail takes people from the message; leave out WHO and --where")
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


class _Options(Struct, frozen=True, kw_only=True):
    """The options as they were typed."""

    on: str | None
    kind: str | None
    place: str | None
    note: str | None
    by: str | None
    occasion: str | None
    next_: str | None

    def read(self, session: Session) -> "_Asked":
        """Return what they ask for.

        Raises:
            UsageError: One can't be read.
        """
        return _Asked(
            on=None if self.on is None else options.past(self.on, session, name="--on"),
            kind=options.kind_of(self.kind),
            place=self.place,
            note=self.note,
            by=self.by,
            occasion=self.occasion,
            promise=None if self.next_ is None else options.promise(self.next_, session),
        )


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
    for told in sentences.aside(said, session):
        session.screen.note(told)
    _save(session, what.people, what.interaction, what.promise, new=what.new, dry_run=dry_run)


def _log_lines(
    session: Session, told_by: _Options, *, is_alone: bool, dry_run: bool, json: bool
) -> None:
    """Log each line of stdin, all as one step, and print those that aren't understood."""
    from dexcli import inbox, returning, sentences  # only for lines

    with returning.giving_back(session, dry_run=dry_run) as box:
        if not is_alone:
            raise UsageError(
                "'-' reads who was there from stdin; leave out WHO, --where and --mail"
            )
        if json and not dry_run:
            raise UsageError(_JSON)
        asked = told_by.read(session)
        wins = inbox.Wins(asked.over, asked.on, asked.promise, is_told=not json)
        lines = inbox.read(box.lines, session, wins)
        if json:
            today = session.today
            told = [(line.said, line.what) for line in lines if line.said is not None]
            session.screen.json([sentences.as_json(*each, today=today) for each in told])
        elif any(line.what is not None for line in lines):
            _save_all(session, lines, box, dry_run=dry_run)
        elif not dry_run:
            box.give_rest(lines, session)


def _save_all(session: Session, lines: "Sequence[Line]", box: "Box", *, dry_run: bool) -> None:
    """Save all that was understood; what comes back is printed before, lest it be lost."""
    found = [line.what for line in lines if line.what is not None]
    handles = dict.fromkeys(contact.handle for each in found for contact in each.people)
    with session.changing(list(handles)) as ledger:
        changed = {handle: ledger.contacts[handle] for handle in handles}
        for each in found:
            now = [changed[contact.handle] for contact in each.people]
            for contact in _logged(session, now, each.interaction, each.promise):
                changed[contact.handle] = contact
        what = f"log: {words.counted(len(found), 'interaction')}"
        if not dry_run:
            box.give_rest(lines, session)
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
    if (meant := slips.meant(kind, [*session.settings.kinds, *used])) is None:
        return ""
    amend = f"amend --kind {shlex.quote(meant)}"
    return f"{kind} is a new kind; did you mean {meant}? {session.program} {amend}"


def _logged(
    session: Session, people: Sequence[Contact], interaction: Interaction, promise: Reminder | None
) -> list[Contact]:
    """Return everybody with the interaction, and with the promise where one was made."""
    changed = meetings.logged(people, interaction)
    if promise is None:
        return changed
    return [each.reminding(replace(promise, id=session.new_id())) for each in changed]


def _is_here(people: Sequence[Contact], interaction: Interaction) -> bool:
    """Return whether somebody has what comes from this source already; twice is once."""
    here = (each.source for contact in people for each in contact.interactions)
    return bool(interaction.source) and interaction.source in here
