"""`dexcli log`: you were in touch with somebody."""

import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import answers, meetings, words
from dexcli.core.contact import DEFAULT_KIND, ME, Contact, Interaction, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.errors import DexcliError, NoContactError, UsageError
from dexcli.output.screen import is_terminal
from dexcli.session import Session
from dexcli.store import recent

if TYPE_CHECKING:
    from dexcli.formats.mail.addresses import Correspondent  # only names here
    from dexcli.formats.mail.message import Message

_NOBODY = NoContactError.exit_code


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
    mail: Annotated[
        bool, typer.Option("--mail", help="Who, when and what by a mail message on stdin.")
    ] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Log that you were in touch with WHO.

    Several people make one interaction that stands in each one's file. The day
    is in the past or today; what is planned is no interaction yet. With --mail
    the header of a message says it all, and the other options win over it.

    Example: dexcli log ada bob --kind coffee -m "Her book" --on yesterday
    """
    session: Session = ctx.obj
    day = None if on is None else options.past(on, session, name="--on")
    promise = None if next_ is None else options.promise(next_, session)
    if mail:
        if who or where is not None:
            raise UsageError("--mail takes people from the message; leave out WHO and --where")
        people, told = _posted(session, has_day=day is not None)
    else:
        people = options.chosen(session, who, where)
        told = Interaction(on=PartialDate.of(session.today), id=session.new_id())
    if not people:
        return
    interaction = replace(
        told,
        on=day or told.on,
        kind=options.kind_of(kind) or told.kind,
        place=place or "",
        note=told.note if note is None else note,
        by=told.by if by is None else meetings.step_by(by, people, first_named=True),
        occasion=occasion or told.occasion,
    )
    _save(session, people, interaction, promise, dry_run=dry_run)


def _save(
    session: Session,
    people: Sequence[Contact],
    interaction: Interaction,
    promise: Reminder | None,
    *,
    dry_run: bool,
) -> None:
    with session.changing([contact.handle for contact in people]) as ledger:
        now = [ledger.contacts[contact.handle] for contact in people]
        if _is_here(now, interaction):
            names = words.crowd([each.name for each in now])
            session.screen.say(f"{words.headed(interaction.kind)} {names}: logged before.")
            return
        changed = meetings.logged(now, interaction)
        if promise is not None:
            changed = [each.reminding(replace(promise, id=session.new_id())) for each in changed]
        names = words.crowd([each.name for each in changed])
        what = f"log: {interaction.kind} with {names}, {interaction.on}"
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


def _is_here(people: Sequence[Contact], interaction: Interaction) -> bool:
    """Return whether somebody has what comes from this source already; twice is once."""
    source = interaction.source
    return bool(source) and any(each.source == source for c in people for each in c.interactions)


def _posted(session: Session, *, has_day: bool) -> tuple[list[Contact], Interaction]:
    """Return who was in touch by the message on stdin, and what it says of it.

    Nobody, where those it is about aren't here; then that is told.
    """
    from dexcli.core import correspondents, ids  # only for a mail
    from dexcli.formats.mail import post

    message = _message(session)
    if message.on is None and not has_day:
        raise DexcliError(f"stdin: the message: {message.no_day}; give it with --on")
    me = correspondents.own_addresses(session.ledger, session.settings)
    parties = post.parties(message, me)
    found = [correspondents.at_address(p.address, p.name, session.ledger) for p in parties]
    assert message.sender is not None
    is_mine = message.sender.address in me
    unknown = [party for party, contact in zip(parties, found, strict=True) if contact is None]
    people = list({c.handle: c for c in found if c is not None}.values())
    if (not is_mine and found[0] is None) or not people:
        _tell_unknown(session, unknown if is_mine else unknown[:1], has_me=bool(me))
        people = []
    elif is_mine:
        _tell_unknown(session, unknown, has_me=True, is_fault=False)
    source = f"{post.NAMESPACE}:{message.key}"
    crowd = len(people) > meetings.MOST_OTHERS + 1
    told = Interaction(
        on=PartialDate.of(message.on or session.today),
        kind=post.KIND,
        by=ME if is_mine else people[0].handle if people else "",
        note=message.subject,
        occasion=(message.subject or DEFAULT_KIND) if crowd else "",
        source=source,
        id=ids.from_text(source),
    )
    return people, told


def _message(session: Session) -> "Message":
    """Return the message on stdin by its header; its body is passed over.

    Raises:
        DexcliError: There is none, or it says nothing of a sender.
    """
    from dexcli.formats.mail import mbox, message  # only for a mail

    if is_terminal(sys.stdin):
        raise UsageError("--mail reads a message from stdin: dexcli log --mail < message.eml")
    stream: Any = getattr(sys.stdin, "buffer", None) or sys.stdin
    head = next(mbox.heads(stream))
    while stream.read(1 << 20):
        pass  # a mail program that pipes it would stumble over a closed pipe
    read = message.read(head.raw, today=session.today, envelope=head.envelope)
    if read.is_empty:
        raise DexcliError("stdin: no header of a message; expected From, To, Date and Subject")
    if read.sender is None:
        raise DexcliError("stdin: the message has no sender with an address")
    return read


def _tell_unknown(
    session: Session,
    unknown: "Sequence[Correspondent]",
    *,
    has_me: bool,
    is_fault: bool = True,
) -> None:
    """Say who isn't here, with the command to paste that puts them in."""
    if is_fault:
        session.exit_with(_NOBODY)
    if not unknown and is_fault:
        session.screen.problem("the message is to nobody but you; nothing was logged")
    for each in unknown:
        name = _quoted(each.spoken.lstrip("-") or each.address)
        add = f"{session.program} add {name} --email {shlex.quote(each.address)}"
        mine = "" if has_me else f"; if that is you: {session.program} config me=HANDLE"
        session.screen.problem(f"nobody here has {each.address}: {add}{mine}")


def _quoted(name: str) -> str:
    """Return a name for a shell, as a person would quote it where that is safe."""
    return shlex.quote(name) if set(name) & set('"$`\\!') else f'"{name}"'
