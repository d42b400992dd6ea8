"""A digest as a whole message (RFC 5322) for `sendmail -t`, with a text and an HTML part."""

import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from typing import TYPE_CHECKING

from dexcli.output.digests import html, text
from dexcli.output.digests.lines import Lines

if TYPE_CHECKING:
    from dexcli.output.digests import Envelope  # only a name here; the package loads this module

_SENDER = "dexcli"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_NAME = r'"(?P<quoted>[^"\\]*)"|(?P<name>[^"\\<>()\[\]:;@,]*)'
_MAILBOX = re.compile(
    rf"\s*(?:(?P<bare>{_ADDRESS})|(?:{_NAME})\s*<(?P<inside>{_ADDRESS})>)\s*(?:,|\Z)"
)


def document(told: Lines, envelope: "Envelope") -> bytes:
    """Return the message: from oneself to oneself, so that no other sender is pretended.

    Lines end as Unix programs expect them. Whatever comes from files stands in
    the two parts alone, in quoted-printable, and never in a header.
    """
    message = EmailMessage(policy=default)
    recipients = [Address(name, addr_spec=address) for name, address in envelope.to]
    message["From"] = Address(_SENDER, addr_spec=recipients[0].addr_spec)
    message["To"] = recipients
    message["Subject"] = told.headline
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = f"<{envelope.id}@{recipients[0].domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5: no answer from a holiday
    message.set_content(_utf_8(text.plain(told)), cte="quoted-printable")
    page = _utf_8(html.document(told))
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return bytes(message)


def parse_recipients(typed: str) -> Sequence[tuple[str, str]]:
    """Return the names and addresses of ``you@example.org`` or ``You <you@example.org>, …``.

    Only what RFC 5322 §3.4 calls mailboxes, and of those what every mail server
    takes; Python's own parser of headers fails on some that are none.

    Raises:
        ValueError: It isn't an address, or one that no header can hold.
    """
    if not typed.isprintable():
        raise ValueError(f"{typed!r} has a control character")
    found, place = [], 0
    while place < len(typed) and (match := _MAILBOX.match(typed, place)) is not None:
        name, address = match["quoted"] or match["name"] or "", match["inside"] or match["bare"]
        found.append((name.strip(), address))
        place = match.end()
    if not found or place < len(typed):
        raise ValueError(f"{typed!r} is no address; expected one such as you@example.org")
    return found


def _utf_8(written: str) -> str:
    return written.encode("utf-8", "backslashreplace").decode()
