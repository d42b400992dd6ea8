"""`dexcli import`: contacts and interactions from files, as a plan first."""

import contextlib
import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, cast

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import names, plans, words
from dexcli.core.dates import PartialDate
from dexcli.core.errors import DexcliError, UnreadableFileError, UsageError
from dexcli.core.ledger import Ledger
from dexcli.core.outcomes import Skipped
from dexcli.core.people import reaches
from dexcli.core.plans import Plan, Terms
from dexcli.core.renewal import Said
from dexcli.core.rows import BadRow, Row
from dexcli.formats import intake, mapped, mapping, opening, registry, source, table, workbook
from dexcli.output import plan_remarks, plan_view
from dexcli.session import UNREADABLE, Session
from dexcli.store import codec, disk, removed, said

_ASKED_FROM = 20  # changes; more are asked about on a terminal
_NEW = 100_000  # objects between two searches for cycles


def import_(
    ctx: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Files, folders, archives; - is stdin.")
    ],
    *,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="What the files are; else found."),
    ] = None,
    map_: Annotated[
        Path | None,
        typer.Option("--map", metavar="FILE", help="Which column of a table gives which key."),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="A tag for everybody who comes; may be repeated."),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also who was removed here.")] = False,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Of mail and calendars also who isn't here.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Import contacts and interactions from files.

    The format is found by the content. What was imported before is known by its
    source: the same file again changes nothing. Nobody is merged on a name alone.
    All files are one step, which 'undo' takes back. For a table of your own,
    a file for --map says which column gives which key.

    Example: dexcli import contacts.vcf Connections.csv --tag phone
    """
    session: Session = ctx.obj
    ctx.with_resource(_rarely_collecting())
    if map_ is not None and format_ is not None:
        raise UsageError("--map and --format: a map is for a table; give one of them")
    if any(not each.strip() for each in tag or ()):
        raise UsageError("--tag: expected a word such as friend")
    if map_ is not None:
        read = _mapped(files, map_, session)
    else:
        read = _found(files, format_, session, everybody=everybody)
    what = ", ".join(dict.fromkeys(Path(each).name for each in files))
    asked = _Asked(session, read, what, tag or (), is_again=again)

    if not (yes or dry_run or json) and session.can_ask:
        _ask(asked.plan(session.ledger), session)
    with session.changing() as ledger:
        plan = asked.plan(ledger)
        if not (dry_run and json):
            asked.save(plan, dry_run=dry_run)

    bad = any(isinstance(each, Skipped) and each.unreadable for each in plan.outcomes)
    if bad or plan_remarks.broken(read.rows):
        session.exit_with(UNREADABLE)
    after = [] if dry_run else _following(plan, session)
    if json:
        told = plan_remarks.every(plan, read.rows, after)
        session.screen.json(plan_view.plan_json(plan, told))
    else:
        _tell(plan, read.rows, session, dry_run=dry_run)
        for line in after:
            session.screen.say(line)


@contextlib.contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Search for cycles only in what is new: rows and contacts have none, and are many.

    Not never, since what reads mail leaves one for each message.
    Source: measured, 1.5 s of the 9 s of CPU that rows and plan of 10,000 cards take.
    """
    was = gc.get_threshold()
    gc.set_threshold(_NEW, _NEW, _NEW)
    try:
        yield
    finally:
        gc.set_threshold(*was)


class _Read:
    """What was read: the rows, and what their namespaces are called."""

    def __init__(self, rows: list[Row | BadRow], source: str, titles: dict[str, str]) -> None:
        self.rows, self.source, self.titles = rows, source, titles


class _Asked:
    """What one import is asked to do: a plan of what a ledger holds, and its writing."""

    def __init__(
        self, session: Session, read: _Read, name: str, tags: Sequence[str], *, is_again: bool
    ) -> None:
        self.session, self.read, self.name, self.tags = session, read, name, tags
        self.is_again = is_again
        self.said: dict[str, Said] = {}

    def plan(self, ledger: Ledger) -> Plan:
        """Return what it would do to a ledger."""
        self.said = said.load(self.session.state)
        folder = self.session.folder
        terms = Terms(
            source=self.read.source,
            tags=tuple(self.tags),
            removed={} if self.is_again else _removed(folder.path),
            today=PartialDate.of(self.session.today),
            taken=folder.taken(),
            said=self.said,
            titles=self.read.titles,
        )
        return plans.plan_import(ledger, self.read.rows, terms)

    def save(self, plan: Plan, *, dry_run: bool) -> None:
        """Write it as one step, and keep what the sources say; the caller holds the lock."""
        what = f"import: {self.name}, {', '.join(plan_view.brought(plan)) or 'nothing new'}"
        self.session.save([*plan.added, *plan.changed], what=what, dry_run=dry_run)
        if not dry_run and (told := said.save(self.session.state, self.said, plan.said)):
            self.session.screen.problem(told)


def _found(files: list[str], format_: str | None, session: Session, *, everybody: bool) -> _Read:
    """Read files in the formats that they are found to be in."""
    forced = None if format_ is None else registry.readable(format_)
    wanted = intake.of(files, forced)
    for line in wanted.told:
        session.screen.problem(line)
    terms = source.Terms(
        today=session.today,
        order=cast("Literal['dmy', 'mdy', 'ymd'] | None", session.settings.dates.order),
        me=_me(session),
        everybody=everybody,
    )
    rows = list(session.screen.counting(intake.rows(wanted, terms, session.ledger), "Reading"))
    return _Read(rows, wanted.parts[0].format.name, wanted.titles)


def _me(session: Session) -> frozenset[str]:
    """Return by what files may mean the ledger's owner: names, addresses, accounts."""
    me = session.ledger.contacts.get(session.settings.me or "")
    if me is None:
        return frozenset()
    every = (*me.names, *me.emails, *me.accounts.values(), *reaches(me))
    return frozenset(names.fold(each) for each in every)


def _mapped(files: list[str], map_: Path, session: Session) -> _Read:
    """Read tables by a map."""
    wanted = _map(map_)
    rows: list[Row | BadRow] = []
    for file in files:
        rows += _rows(Path(file), wanted, session, is_one=len(files) == 1)
    return _Read(rows, wanted.source, {})


def _map(path: Path) -> mapping.ImportMap:
    raw = _bytes(path)
    try:
        given = codec.parse(codec.decode_text(raw, path.name), path.name)
    except UnreadableFileError as error:
        raise DexcliError(str(error)) from None  # no contact's file: nothing else was done
    return mapping.to_map(given, path.name)


def _rows(
    path: Path, wanted: mapping.ImportMap, session: Session, *, is_one: bool
) -> Iterator[Row | BadRow]:
    raw = _bytes(path)
    found = workbook.table_in(raw, path.name, wanted.all_columns())
    if found is None:
        found = table.parse(table.decode(raw), path.name, wanted.all_columns())
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
    rows = mapped.rows(
        wanted,
        found,
        today=session.today,
        watched=lambda records: session.screen.progress(records, "Reading"),
    )
    return (row if is_one else replace(row, file=path.name) for row in rows)


def _bytes(path: Path) -> bytes:
    if str(path) == opening.STDIN or path.is_fifo():
        return opening.opened(str(path)).read()
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


def _ask(plan: Plan, session: Session) -> None:
    """Ask before many changes.

    Raises:
        DexcliError: The answer is no.
    """
    count = len(plan.added) + len(plan.changed)
    if count <= _ASKED_FROM:
        return
    told = plan_view.listing(plan, session.ledger, most=plan_view.FEW)
    told += plan_view.skipped(plan, most=plan_view.FEW)
    told += plan_view.notes(plan, most=plan_view.FEW)
    for line in (*told, plan_view.summary(plan)):
        session.screen.talk(line)
    new = f"import {words.counted(len(plan.added), 'new contact')}" if plan.added else ""
    noun = "" if new else " contacts" if len(plan.changed) > 1 else " contact"
    old = f"change {len(plan.changed):,}{noun}" if plan.changed else ""
    question = " and ".join(part for part in (new, old) if part)
    if not session.screen.confirm(f"{question[0].upper()}{question[1:]}?"):
        raise DexcliError("nothing was changed")


def _tell(plan: Plan, rows: list[Row | BadRow], session: Session, *, dry_run: bool) -> None:
    """Say what did not come in and what is news, then the sum of all."""
    screen = session.screen
    most = plan_view.FEW if screen.is_terminal else None
    is_table_of_ours = any(isinstance(row, Row) and row.columns for row in rows)
    if dry_run or (is_table_of_ours and not screen.quiet):
        for line in plan_view.listing(plan, session.ledger, most=most):
            screen.text(line)
    for line in (*plan_view.skipped(plan, most=most), *plan_remarks.broken(rows)):
        screen.problem(line)
    for line in (*plan_remarks.odd(plan, rows), *plan_view.notes(plan, most=most)):
        screen.note(line)
    if not plan.outcomes:
        screen.problem("there is nothing to import in what was read")
    session.done(f"{'Would import: ' if dry_run else ''}{plan_view.summary(plan)}")


def _following(plan: Plan, session: Session) -> list[str]:
    return plan_remarks.following(plan, session.settings, session.today, session.program)
