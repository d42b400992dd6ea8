"""`dexcli vdir`: the ledger and a folder of cards, kept alike in both directions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from msgspec import Struct

from dexcli import options
from dexcli.core import conflicts, plans, sides, words
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.outcomes import Skipped
from dexcli.core.rows import Row
from dexcli.formats.source import Source
from dexcli.formats.source import Terms as Reading
from dexcli.formats.vcard import reading
from dexcli.formats.vdir import papers, planning
from dexcli.formats.vdir.papers import Papers, Trouble
from dexcli.formats.vdir.planning import Asked, Known, Plan
from dexcli.session import UNREADABLE, Session
from dexcli.store import cards, removed, transaction
from dexcli.store.change import Change

_VCARD = "vcard"


class _Brought(Struct, frozen=True):
    """What a run would make of both sides: ``new`` are people whom `--pull` brings."""

    plan: Plan
    new: list[Contact]
    changed: list[Contact]
    skipped: tuple[str, ...] = ()  # why some whom `--pull` meant don't come


def vdir(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of one vCard a file.")],
    *,
    push: Annotated[
        str | None, typer.Option(metavar="FILTER", help="Make cards for these people too.")
    ] = None,
    pull: Annotated[
        bool, typer.Option("--pull", help="Bring in people whose card is new there.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also who was removed here, or whose card was there.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Also where half of one side is gone.")
    ] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Keep a folder of vCards and the ledger alike, in both directions.

    For the folders of vdirsyncer, khard and pimsync, and through them a phone.
    A card and a person are a pair by the card's UID. Nobody is removed here, and
    no card there. Where both changed the same, both keep their own, and 'resolve'
    settles it.

    Example: dexcli vdir ~/contacts/phone --pull --push tag:friend
    """
    session: Session = ctx.obj
    wanted = session.matching(push.split()) if push is not None else []

    with session.changing(whole=True) as ledger:
        there = cards.read(folder)
        found = papers.of({name: each.raw for name, each in there.files.items()})
        found.troubles.extend(
            Trouble(name, why, is_unreadable=True) for name, why in there.problems.items()
        )
        known = _known(session, folder)
        if not yes:
            _refuse_losses(ledger, found, known, folder, session)
        people = tuple(
            now for each in wanted if (now := ledger.contacts.get(each.handle)) is not None
        )
        brought = _brought(session, ledger, found, known, (people, pull, again))
        plan = brought.plan
        written = _write(session, folder, there, brought, dry_run=dry_run, quiet=json)
        if not dry_run:
            kept = planning.remembered(plan, known, plan.cards.keys() - set(written))
            cards.keep(session.state, folder, msgspec.json.encode(kept))

    if any(each.is_unreadable for each in plan.troubles):
        session.exit_with(UNREADABLE)
    if json:
        session.screen.json(_as_json(brought, written))
    else:
        _tell(session, brought, written, dry_run=dry_run, is_pulling=pull)


def _known(session: Session, folder: Path) -> Known:
    raw = cards.seen(session.state, folder)
    if raw is None:
        return Known()
    try:
        return msgspec.json.decode(raw, type=Known)
    except msgspec.DecodeError:
        session.screen.note("what was seen at the last run can't be read; both sides are joined")
        return Known()


def _refuse_losses(
    ledger: Ledger, found: Papers, known: Known, folder: Path, session: Session
) -> None:
    """Stop where a side has lost more than half of its pairs.

    Raises:
        DexcliError: It has; nothing was changed.
    """
    here, there = planning.losses(ledger, found, known)
    both = ((there, folder, "cards"), (here, session.folder.path, "contacts"))
    for lost, where, what in both:
        if lost * 2 > len(known.pairs):
            raise DexcliError(
                f"{where}: {lost:,} of {len(known.pairs):,} {what} are gone; nothing was changed. "
                "If that is meant, say --yes; nobody is removed on the other side"
            )


def _brought(
    session: Session,
    ledger: Ledger,
    found: Papers,
    known: Known,
    wanted: tuple[tuple[Contact, ...], bool, bool],
) -> _Brought:
    push, is_pulling, again = wanted
    is_all_read = not session.reading.problems
    asked = Asked(push=push, again=again, is_all_read=is_all_read)
    plan = planning.plan(ledger, found, known, asked)
    if not is_pulling or not plan.strangers:
        return _Brought(plan, [], list(plan.contacts.values()))
    sources = tuple(Source.of_bytes(each.raw, each.file) for each in plan.strangers)
    source = Source(name="cards", opened=sources[0].open, members=sources, is_folder=True)
    rows = list(reading.rows(source, Reading(today=session.today)))
    terms = plans.Terms(
        source=_VCARD,
        removed=_removed(session, again=again),
        today=PartialDate.of(session.today),
        taken=session.folder.taken(),
    )
    imported = plans.plan_import(ledger, rows, terms)
    pulled = {
        row.key: handle
        for row, handle in zip(rows, imported.handles, strict=True)
        if isinstance(row, Row) and handle
    }
    now = ledger.replacing([*imported.added, *imported.changed])
    asked = Asked(push=push, again=again, is_all_read=is_all_read, pulled=pulled)
    plan = planning.plan(now, found, known, asked)
    fresh = {each.handle for each in imported.added}
    changed = {each.handle: each for each in (*imported.added, *imported.changed)} | plan.contacts
    skipped = (each for each in imported.outcomes if isinstance(each, Skipped))
    return _Brought(
        plan,
        [each for handle, each in changed.items() if handle in fresh],
        [each for handle, each in changed.items() if handle not in fresh],
        tuple(f"{each.place}: {each.reason}" for each in skipped),
    )


def _removed(session: Session, *, again: bool) -> dict[str, str]:
    if again:
        return {}
    return {key: each.name for each in removed.load(session.folder.path) for key in each.keys}


def _write(
    session: Session,
    folder: Path,
    there: cards.Folder,
    brought: _Brought,
    *,
    dry_run: bool,
    quiet: bool,
) -> list[str]:
    """Write the cards, then the ledger as one step; return which files were written."""
    changes = [
        Change(folder / name, there.files.get(name), raw)
        for name, raw in brought.plan.cards.items()
    ]
    contacts = [*brought.new, *brought.changed]
    if dry_run:
        if not quiet:
            if changes:
                session.screen.text(transaction.diff(changes))
            if contacts or not changes:
                session.save(contacts, what="", dry_run=True)
        return [each.path.name for each in changes]
    cards.clear(folder)
    written = []
    for each in changes:
        try:
            cards.write(each.path, each.after or b"", each.before)
            written.append(each.path.name)
        except DexcliError as error:
            brought.plan.troubles.append(Trouble(each.path.name, _left(error)))
    if contacts:
        session.save(
            contacts, what=f"vdir: {folder.name}, {words.counted(len(contacts), 'contact')}"
        )
    return written


def _left(error: DexcliError) -> str:
    return str(error).split(":", 1)[-1].strip()


def _tell(
    session: Session, brought: _Brought, written: Sequence[str], *, dry_run: bool, is_pulling: bool
) -> None:
    screen, plan = session.screen, brought.plan
    for trouble in plan.troubles:
        screen.problem(f"{trouble.file}: left alone: {trouble.reason}")
    for reason in brought.skipped:
        screen.problem(f"{reason}; not brought in")
    for gone in plan.unpaired:
        what = (
            "their card is gone there; they stay here"
            if gone.is_card
            else ("no longer here; their card stays there")
        )
        screen.note(f"{gone.name}: {what}")
    for contact, conflict in plan.conflicts:
        key = conflicts.key_of(conflict)
        said = " or ".join(map(sides.spoken, conflict.values))
        screen.note(f"{contact.name}: {key}: {said}; settle it: dexcli resolve {contact.handle}")
    new = len(plan.pushed)
    parts = [
        words.counted(len(brought.new), "new contact") if brought.new else "",
        f"{words.counted(len(brought.changed), 'contact')} changed" if brought.changed else "",
        words.counted(new, "new card") if new else "",
        f"{words.counted(len(written) - new, 'card')} changed" if len(written) > new else "",
    ]
    told = ", ".join(part for part in parts if part) or "nothing to do"
    session.done(
        f"{'Would be: ' if dry_run else ''}{words.counted(len(plan.pairs), 'pair')}: {told}."
    )
    _tell_waiting(session, brought, is_pulling=is_pulling)


def _tell_waiting(session: Session, brought: _Brought, *, is_pulling: bool) -> None:
    """Say who waits on either side, where an option would move them."""
    strangers = len(brought.plan.strangers)
    if strangers and not is_pulling:
        session.screen.note(
            f"{words.counted(strangers, 'card')} of nobody here; --pull brings them in"
        )
    if is_pulling and brought.plan.away:
        gone = words.counted(brought.plan.away, "card")
        session.screen.note(f"{gone} of people who were removed here; --again brings them back")
    if brought.plan.stayed:
        people = words.counted(brought.plan.stayed, "contact")
        session.screen.note(f"{people} whose card was deleted there; --again makes it anew")


def _as_json(brought: _Brought, written: Sequence[str]) -> dict[str, Any]:
    plan = brought.plan
    return {
        "pairs": len(plan.pairs),
        "new": [each.handle for each in brought.new],
        "changed": [each.handle for each in brought.changed],
        "pushed": plan.pushed,
        "cards": list(written),
        "waiting": [each.file for each in plan.strangers],
        "conflicts": [
            {"handle": contact.handle, "key": conflicts.key_of(each)}
            for contact, each in plan.conflicts
        ],
        "unpaired": [
            {"name": each.name, "gone": "card" if each.is_card else "contact"}
            for each in plan.unpaired
        ],
        "left": [{"file": each.file, "reason": each.reason} for each in plan.troubles],
    }
