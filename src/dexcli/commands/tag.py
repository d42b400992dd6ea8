"""`dexcli tag`: labels on people."""

from collections import Counter
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import answers, words
from dexcli.core.errors import UsageError
from dexcli.output import views
from dexcli.output.screen import Listing
from dexcli.session import Session


def tag(
    ctx: typer.Context,
    label: Annotated[
        str | None, typer.Argument(metavar="[TAG]", help="The label; without it, list all.")
    ] = None,
    who: options.MaybeWho = None,
    *,
    where: options.Where = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the tag away.")] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Tag WHO with TAG; alone, list the tags.

    A tag with a cadence (see 'dexcli config') sets how often to be in touch.

    Example: dexcli tag friend ada bob
    """
    session: Session = ctx.obj
    if label is None:
        _list_tags(session, json=json)
        return
    if not who and where is None:
        _list_tagged(label, session, json=json)
        return
    if not label.strip():
        raise UsageError("TAG: expected a word such as friend")
    handles = [contact.handle for contact in options.chosen(session, who, where)]

    with session.changing(handles) as ledger:
        before = [ledger.contacts[handle] for handle in handles]
        after = [c.untagging(label) if remove else c.tagging(label) for c in before]
        changed = [new for old, new in zip(before, after, strict=True) if new != old]
        flag = " --remove" if remove else ""
        what = f"tag{flag}: {label}, {words.crowd([each.name for each in changed])}"
        session.save(changed, what=what, dry_run=dry_run)
    if not dry_run:
        names = words.crowd([ledger.label(contact) for contact in changed]) or "Nobody"
        verb = "no longer tagged" if remove else "tagged"
        following = answers.upcoming(changed, ledger, session.settings, today=session.today)
        unchanged = len(after) - len(changed)
        rest = f" {words.counted(unchanged, 'contact')} already so." if unchanged else ""
        session.done(f"{names}: {verb} {label}.{rest} {following}".rstrip())


def _list_tags(session: Session, *, json: bool) -> None:
    counts = Counter(each for contact in session.ledger.active for each in contact.tags)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    cadences = session.settings.cadence
    if json:
        session.screen.json(
            [
                {
                    "tag": name,
                    "contacts": n,
                    "cadence": str(cadences[name]) if name in cadences else None,
                }
                for name, n in ordered
            ]
        )
        return
    rows = [
        (
            name,
            words.counted(n, "contact"),
            words.rhythm(cadences[name]) if name in cadences else "",
        )
        for name, n in ordered
    ]
    if rows:
        session.screen.listing(Listing(("Tag", "Contacts", "Cadence"), rows))


def _list_tagged(label: str, session: Session, *, json: bool) -> None:
    from dexcli.core.query import tree  # only where one is looked at

    contacts = session.matching([f"tag:{tree.quoted(label)}"])
    settings, today = session.settings, session.today
    if json:
        session.screen.json(
            [views.contact_json(c, session.table_of(c), settings, today=today) for c in contacts]
        )
    elif contacts:
        session.screen.listing(
            views.contact_listing(contacts, session.ledger, settings, today=today)
        )
