"""`dexcli import`: contacts and interactions from a file, as a plan first."""

from pathlib import Path
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import plans, words
from dexcli.core.dates import PartialDate
from dexcli.core.due import due_on
from dexcli.core.errors import DexcliError, UnreadableFileError, UsageError
from dexcli.core.outcomes import Added, Skipped, Unchanged, Updated, count
from dexcli.core.plan_events import Doubtful
from dexcli.core.plans import Perhaps, Plan, Terms
from dexcli.core.rows import BadRow, Row
from dexcli.formats import mapped, mapping, table
from dexcli.output import plan_view
from dexcli.session import UNREADABLE, Session
from dexcli.store import codec, disk, removed


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV, with a header.")],
    *,
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="MAP", help="Which column gives which key.")
    ] = None,
    tag: Annotated[
        str | None, typer.Option(metavar="T", help="A tag for everybody who comes.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also who was removed here.")] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Import contacts or interactions from a file.

    MAP is a TOML file that says which column gives which key; see
    examples/letters.map.toml. What was imported before is known by its source:
    the same file again changes nothing. Nobody is merged on a name alone.

    Example: dexcli import letters.csv --map letters.map.toml --tag letters
    """
    session: Session = ctx.obj
    if map_ is None:
        raise UsageError("--map: expected a file that says which column gives which key")
    wanted = _map(map_)
    rows = _rows(file, wanted, session)

    with session.changing() as ledger:
        folder = session.folder
        gone = {} if again else _removed(folder.path)
        terms = Terms(
            source=wanted.source,
            tag=tag,
            removed=gone,
            today=PartialDate.of(session.today),
            taken=folder.taken(),
        )
        plan = plans.plan_import(ledger, rows, terms)
        if not (dry_run and json):
            what = f"import: {file.name}, {words.counted(len(plan.added), 'new contact')}"
            session.save([*plan.added, *plan.changed], what=what, dry_run=dry_run)

    if any(isinstance(each, Skipped) and each.unreadable for each in plan.outcomes):
        session.exit_with(UNREADABLE)
    if json:
        session.screen.json(plan_view.plan_json(plan))
    else:
        _tell(plan, session, dry_run=dry_run)


def _map(path: Path) -> mapping.ImportMap:
    raw = _bytes(path)
    try:
        given = codec.parse(codec.decode_text(raw, path.name), path.name)
    except UnreadableFileError as error:
        raise DexcliError(str(error)) from None  # no contact's file: nothing else was done
    return mapping.to_map(given, path.name)


def _rows(path: Path, wanted: mapping.ImportMap, session: Session) -> list[Row | BadRow]:
    found = table.parse(table.decode(_bytes(path)), path.name, wanted.all_columns())
    if missing := mapping.missing_columns(wanted, found.header):
        raise DexcliError(
            f"{path.name}: there is no column {words.listed([repr(c) for c in missing])}; "
            f"the file has {', '.join(found.header)}"
        )
    if doubled := mapping.doubled_columns(wanted, found.header):
        raise DexcliError(
            f"{path.name}: several columns are called {words.listed([repr(c) for c in doubled])}, "
            "which the map uses; rename all but one"
        )
    unused = mapping.unused_columns(wanted, found.header)
    unused += [f"column {number} (no heading)" for number in found.nameless]
    if unused:
        session.screen.note(f"not in the map, and not imported: {', '.join(unused)}")
    return list(
        mapped.rows(
            wanted,
            found,
            today=session.today,
            watched=lambda records: session.screen.progress(records, "Reading"),
        )
    )


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise DexcliError(f"{path}: this is a folder")
    try:
        return disk.read_any(path)
    except FileNotFoundError:
        raise DexcliError(f"{path}: there is no such file") from None
    except UnreadableFileError as error:
        raise DexcliError(f"{path}: {str(error).removeprefix(f'{path.name}: ')}") from None


def _removed(folder: Path) -> dict[str, str]:
    return {key: each.name for each in removed.load(folder) for key in each.keys}


def _tell(plan: Plan, session: Session, *, dry_run: bool) -> None:
    """Say row by row what did not come in, then the sum of all and what to do next."""
    screen = session.screen
    for outcome in plan.outcomes:
        if isinstance(outcome, Skipped):
            screen.problem(f"{outcome.place}: skipped: {outcome.reason}")
    for each in plan.perhaps:
        screen.note(_perhaps(each))
    for doubt in plan.doubts:
        screen.note(_doubtful(doubt))
    counts = {
        "added": count(plan.outcomes, Added),
        "updated": count(plan.outcomes, Updated),
        "unchanged": count(plan.outcomes, Unchanged),
        "skipped": count(plan.outcomes, Skipped),
    }
    rows = ", ".join(f"{number:,} {name}" for name, number in counts.items() if number) or "none"
    brought = [
        words.counted(len(plan.added), "new contact") if plan.added else "",
        words.counted(plan.interactions, "new interaction") if plan.interactions else "",
        f"{len(plan.changed):,} changed" if plan.changed else "",
    ]
    told = ", ".join(part for part in brought if part)
    would = "Would import: " if dry_run else ""
    session.done(
        f"{would}{words.counted(len(plan.outcomes), 'row')}: {rows}.{f' {told}.' if told else ''}"
    )
    today, settings = session.today, session.settings
    idle = sum(1 for each in plan.added if due_on(each, settings, today=today) is None)
    if idle and not dry_run:
        screen.say(f"{words.counted(idle, 'new contact')} without a cadence. Next: dexcli triage")


def _perhaps(each: Perhaps) -> str:
    others = words.listed([f"{c.name} ({c.handle or 'also new'})" for c in each.others])
    return f"perhaps the same: {each.contact.name} ({each.contact.handle}) and {others}"


def _doubtful(each: Doubtful) -> str:
    called = f"{each.count} people of this file are called {each.name!r}"
    return f"{each.place}: with: {called}; only the name is kept"
