"""`dexcli relate`: who somebody is to somebody."""

from typing import Annotated

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import page, words
from dexcli.core.contact import Contact, Relationship
from dexcli.core.document import to_document, to_plain
from dexcli.core.errors import NoContactError, UsageError
from dexcli.session import Session


def relate(
    ctx: typer.Context,
    who: options.OneWho,
    pairs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KIND=WHO…]", help="Such as mentor=charles; without it, list."),
    ] = None,
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Take the relationship away.")] = False,
    outside: Annotated[
        bool, typer.Option("--outside", help="They are not in the ledger: keep the plain name.")
    ] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Say who somebody is to WHO; alone, list both ways.

    'relate ada mentor=charles' says that Charles is Ada's mentor. It stands in
    Ada's file; Charles's page shows it too.

    Example: dexcli relate ada mentor=charles
    """
    session: Session = ctx.obj
    contact = session.person(who)
    if not pairs:
        _list(contact, session, json=json)
        return
    related = [_relationship(pair, session, outside=outside) for pair in pairs]

    with session.changing([contact.handle]) as ledger:
        before = ledger.contacts[contact.handle]
        after = _without(before, related) if remove else _with(before, related)
        said = ", ".join(f"{each.kind}={each.who or each.name}" for each in related)
        what = f"relate{' --remove' if remove else ''}: {after.name}, {said}"
        session.save([after], what=what, dry_run=dry_run)
    if not dry_run:
        verb = "is no longer" if remove else "is"
        session.done(
            "\n".join(
                f"{ledger.name_of(each.who) if each.who else each.name} {verb} "
                f"{ledger.label(after)}'s {each.kind}."
                for each in related
            )
        )


def _relationship(pair: str, session: Session, *, outside: bool) -> Relationship:
    kind, equals, name = pair.partition("=")
    kind, name = kind.strip(), name.strip()
    if not (equals and kind and name):
        raise UsageError(f"{pair!r}: expected KIND=WHO, such as mentor=charles")
    if outside:
        return Relationship(kind=kind, name=name)
    try:
        return Relationship(kind=kind, who=session.person(name).handle)
    except NoContactError as error:
        error.args = (f"{error}; --outside keeps the plain name",)
        raise


def _with(contact: Contact, related: list[Relationship]) -> Contact:
    for each in related:
        if not any(
            (r.kind, r.who, r.name) == (each.kind, each.who, each.name)
            for r in contact.relationships
        ):
            contact = contact.relating(each)
    return contact


def _without(contact: Contact, related: list[Relationship]) -> Contact:
    gone = {(each.kind, each.who, each.name) for each in related}
    kept = tuple(r for r in contact.relationships if (r.kind, r.who, r.name) not in gone)
    if len(kept) == len(contact.relationships):
        told = words.listed([f"{each.kind}={each.who or each.name}" for each in related])
        raise UsageError(f"{contact.name} has no {told}")
    return replace(contact, relationships=kept)


def _list(contact: Contact, session: Session, *, json: bool) -> None:
    if json:
        found = [to_plain(to_document(each)) for each in contact.relationships]
        inverse = [
            {"kind": each.kind, "of": other.handle}
            for other in session.ledger.mentioning(contact)
            for each in other.relationships
            if each.who and session.ledger.resolve(each.who) == contact
        ]
        session.screen.json({"handle": contact.handle, "relationships": found, "inverse": inverse})
        return
    for line in page.relationships(contact, session.ledger):
        session.screen.line(line)
