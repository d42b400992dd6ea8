"""`dexcli query`: e-mail addresses for a mail program."""

from typing import Annotated

import typer

from dexcli.core import lookup
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError
from dexcli.output import sanitize
from dexcli.session import Session

_NONE_FOUND = 1


def query(
    ctx: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT…", help="A part of a name, an alias or an address.")
    ],
    *,
    no_header: Annotated[
        bool, typer.Option("--no-header", help="Leave out the first line, as aerc wants it.")
    ] = False,
) -> None:
    """Find e-mail addresses, for mutt, neomutt and aerc.

    The first line says how many there are; then one line an address: address,
    name and company, with a tab between. The likeliest comes first. Exits 1
    where there is none.

    Example: dexcli query ada
    """
    session: Session = ctx.obj
    wanted = " ".join(text)
    found = lookup.addresses(wanted, session.ledger, session.settings, today=session.today)
    told = f"{len(found):,} {'address' if len(found) == 1 else 'addresses'} for {wanted!r}"
    if not found:
        session.exit_with(_NONE_FOUND)
        if no_header:
            raise DexcliError(told)
    header = [] if no_header else [told]
    lines = [_line(session, address, contact) for address, contact in found]
    session.screen.text("\n".join([*header, *lines]))
    session.screen.out.flush()  # a full disk is told also where the code is 1 already


def _line(session: Session, address: str, contact: Contact) -> str:
    fields = (address, session.ledger.label(contact), contact.org)
    return "\t".join(sanitize.one_line(" ".join(each.split())) for each in fields)
