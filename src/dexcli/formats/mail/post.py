"""A message as rows: one for each who is in it, and all of them one interaction."""

from collections.abc import Collection

from dexcli.core import meetings
from dexcli.core.contact import ME, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.rows import Named, Row
from dexcli.formats.mail.addresses import Correspondent
from dexcli.formats.mail.message import Message
from dexcli.formats.source import Rows, Terms

NAMESPACE = "mail"
KIND = "mail"


def rows_of(message: Message, terms: Terms, *, line: int, file: str = "") -> Rows:
    """Yield a row for everybody who wrote or got a message, but me.

    The sender is the first. A message of mine to a crowd is an occasion of its
    own.
    """
    assert message.sender is not None
    assert message.on is not None
    by = ME if message.sender.address in terms.me else message.sender.address
    people = parties(message, terms.me)
    crowd = len(people) > meetings.MOST_OTHERS
    interaction = Interaction(
        on=PartialDate.of(message.on),
        kind=KIND,
        by=by,
        note=message.subject,
        occasion=(message.subject or "a mail to many") if crowd else "",
    )
    for each in people:
        yield Row(
            line,
            message.key,
            message.label,
            Named(each.spoken, each.name or each.address, each.address),
            contact={"emails": [each.address]},
            interaction=interaction,
            source=NAMESPACE,
            file=file,
            only_known=not terms.everybody,
        )


def parties(message: Message, me: Collection[str]) -> list[Correspondent]:
    """Return who was in touch by a message beside me, the sender first.

    One to a crowd by somebody else is the sender's alone.
    """
    assert message.sender is not None
    others = [each for each in message.recipients if each.address not in me]
    if message.sender.address in me:
        return others
    return [message.sender, *others] if len(others) <= meetings.MOST_OTHERS else [message.sender]
