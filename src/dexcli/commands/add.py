"""`dexcli add`: a new contact."""

from typing import Annotated

import typer

from dexcli import options
from dexcli.core import answers, names
from dexcli.core.contact import Contact, Met
from dexcli.core.dates import PartialDate
from dexcli.core.errors import DexcliError, UsageError
from dexcli.core.ledger import Ledger
from dexcli.session import Session


class AlreadyThereError(DexcliError):
    """Somebody has this name or this e-mail already."""

    def __init__(self, what: str, known: str) -> None:
        super().__init__(
            f"{known} has {what} already; nothing was added (--force adds all the same)"
        )


def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="The name, as it is spoken.")],
    *,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="A label; may be given more than once.")
    ] = None,
    every: Annotated[
        str | None,
        typer.Option(metavar="CADENCE", help="How often to be in touch: 3 weeks, monthly."),
    ] = None,
    email: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS", help="May be given more than once; the preferred one first."
        ),
    ] = None,
    phone: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NUMBER", help="May be given more than once; the preferred one first."
        ),
    ] = None,
    birthday: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="1815-12-10, 12-10, 1815-12 or 1815: what is known."),
    ] = None,
    org: Annotated[str | None, typer.Option(metavar="NAME", help="Where they work.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What they do there.")] = None,
    city: Annotated[str | None, typer.Option(metavar="NAME", help="Where they live.")] = None,
    through: Annotated[str | None, typer.Option(metavar="WHO", help="Who introduced you.")] = None,
    met: Annotated[str | None, typer.Option(metavar="DAY", help="When you first met.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Anything to remember.")] = None,
    handle: Annotated[
        str | None, typer.Option(metavar="HANDLE", help="The file's name, if not made from NAME.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also where the name is known already.")
    ] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Add a contact.

    The same name or e-mail already there is refused, so that nobody is in the
    ledger twice by accident; --force adds a namesake.

    Example: dexcli add "Ada Lovelace" --tag friend --every "3 weeks"
    """
    session: Session = ctx.obj
    spoken = " ".join(" ".join(name).split())
    if not spoken:
        raise UsageError("NAME: a contact needs a name")
    if handle is not None and not names.is_safe_handle(handle):
        raise UsageError(f"--handle: {handle!r}; expected lower-case letters, digits and hyphens")
    cadence = None if every is None else options.cadence(every, name="--every")
    born = None if birthday is None else options.birthday(birthday, session, name="--birthday")
    met_on = None if met is None else options.past(met, session, name="--met")
    introduced = "" if through is None else session.person(through).handle

    with session.changing() as ledger:
        if not force:
            _refuse_known(spoken, email or [], ledger)
        contact = Contact(
            name=spoken,
            tags=tuple(dict.fromkeys(tag or ())),
            cadence=cadence,
            birthday=born,
            emails=tuple(email or ()),
            phones=tuple(phone or ()),
            org=org or "",
            title=title or "",
            city=city or "",
            met=Met(on=met_on, through=introduced) if met_on or introduced else None,
            notes=note or "",
            added=PartialDate.of(session.today),
            id=session.new_id(),
            handle=_free(handle, spoken, session.folder.taken()),
        )
        session.save([contact], what=f"add: {spoken}", dry_run=dry_run)
    if not dry_run:
        following = answers.upcoming([contact], ledger, session.settings, today=session.today)
        session.done(f"Added {spoken} ({contact.handle}). {following}".rstrip())


def _free(handle: str | None, name: str, taken: set[str]) -> str:
    if handle is None:
        return names.handle_from(name, taken)
    if handle in taken:
        raise UsageError(f"--handle: {handle!r} is taken")
    return handle


def _refuse_known(name: str, emails: list[str], ledger: Ledger) -> None:
    wanted = {names.fold(email) for email in emails}
    key = names.same_key(name)
    for contact in ledger:
        if shared := wanted & {names.fold(email) for email in contact.emails}:
            raise AlreadyThereError(f"the e-mail {shared.pop()}", ledger.told_apart(contact))
        if key in {names.same_key(each) for each in contact.names}:
            raise AlreadyThereError("this name", ledger.told_apart(contact))
