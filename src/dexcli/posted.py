"""A mail message on stdin: who was in touch by it, when, and what about."""

import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dexcli.core import correspondents, ids, meetings
from dexcli.core.contact import DEFAULT_KIND, ME, Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.errors import DexcliError, NoContactError, UsageError
from dexcli.formats.mail import mbox, message, post
from dexcli.output.screen import is_terminal
from dexcli.session import Session

if TYPE_CHECKING:
    from dexcli.formats.mail.addresses import Correspondent  # only names here
    from dexcli.formats.mail.message import Message

_NOBODY = NoContactError.exit_code


def read(session: Session, *, has_day: bool) -> tuple[list[Contact], Interaction]:
    """Return who was in touch by the message on stdin, and what it says of it.

    Nobody, where those it is about aren't here; then that is told.
    """
    mail = _message(session)
    if mail.on is None and not has_day:
        raise DexcliError(f"stdin: the message: {mail.no_day}; give it with --on")
    me = correspondents.own_addresses(session.ledger, session.settings)
    parties = post.parties(mail, me)
    found = [correspondents.at_address(p.address, p.name, session.ledger) for p in parties]
    assert mail.sender is not None
    is_mine = mail.sender.address in me
    unknown = [party for party, contact in zip(parties, found, strict=True) if contact is None]
    people = list({c.handle: c for c in found if c is not None}.values())
    if (not is_mine and found[0] is None) or not people:
        _tell_unknown(session, unknown if is_mine else unknown[:1], has_me=bool(me))
        people = []
    elif is_mine:
        _tell_unknown(session, unknown, has_me=True, is_fault=False)
    source = f"{post.NAMESPACE}:{mail.key}"
    crowd = len(people) > meetings.MOST_OTHERS + 1
    told = Interaction(
        on=PartialDate.of(mail.on or session.today),
        kind=post.KIND,
        by=ME if is_mine else people[0].handle if people else "",
        note=mail.subject,
        occasion=(mail.subject or DEFAULT_KIND) if crowd else "",
        source=source,
        id=ids.from_text(source),
    )
    return people, told


def _message(session: Session) -> "Message":
    """Return the message on stdin by its header; its body is passed over.

    Raises:
        DexcliError: There is none, or it says nothing of a sender.
    """
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
