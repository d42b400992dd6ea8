"""`dexcli stats`: how much and with whom, as charts and as numbers."""

import csv as tables
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Annotated

import typer

from dexcli import options
from dexcli.core.contact import Contact
from dexcli.core.errors import UsageError
from dexcli.session import Session

_CRLF = "\r\n"
_YEAR = 12  # months, after which the circles are compared


def stats(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    since: Annotated[
        str | None, typer.Option(metavar="WHEN", help="From this day on: 2025, 6 months ago.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Up to this day; today if not given.")
    ] = None,
    circles: Annotated[
        bool, typer.Option("--circles", help="The closest 5, 15, 50 and 150, and who came or went.")
    ] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="Also the archived and the dead.")
    ] = False,
    json: options.Json = False,
    csv: Annotated[
        bool, typer.Option("--csv", help="Print a table of measure, period, key and value.")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="Print one page for a browser.")] = False,
) -> None:
    """Show how much you were in touch, and with whom.

    By month, weekday and kind, with whom most, with whom more or less than the
    year before, and how many you kept within their cadence. What doesn't restart
    the clock doesn't count here.

    Example: dexcli stats tag:friend --since 2025
    """
    session: Session = ctx.obj
    _one_of({"--json": json, "--csv": csv, "--html": html})
    first, last = _period(since, until, session)
    people = session.matching(filters or [], everybody=everybody)

    if circles:
        _one_of({"--circles": circles, "--html": html, "--all": everybody})
        _circles(people, first, last, session, json=json, csv=csv)
        return
    from dexcli.core.stats import stats_of

    found = stats_of(people, session.settings, today=session.today, since=first, until=last)
    label = _label(session)

    if json:
        from dexcli.output.stats import document

        session.screen.json(document.document(found, session.ledger))
    elif csv:
        from dexcli.output.stats import tidy

        _table(tidy.rows(found), session)
    elif html:
        from dexcli.output.stats import html as page
        from dexcli.output.stats import pictures

        written = page.document(pictures.report(found, label))
        session.screen.raw(written.encode("utf-8", "replace"))
    elif session.screen.is_terminal:
        from dexcli.output import charts
        from dexcli.output.stats import pictures, terminal  # rich, only where it is seen

        encoding = getattr(session.screen.out, "encoding", None)
        marks = charts.marks_for(encoding, session.environ)
        terminal.show(pictures.report(found, label), session.screen, marks)
    else:
        from dexcli.output.stats import records

        for record in records.records(found, label):
            session.screen.line(session.screen.separator.join(filter(None, record)))


def _one_of(given: Mapping[str, bool]) -> None:
    asked = [option for option, is_given in given.items() if is_given]
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked)} don't go together; give one of them")


def _period(
    since: str | None, until: str | None, session: Session
) -> tuple[date | None, date | None]:
    """Return the first and the last day that are asked for; a month or year is all of it.

    Raises:
        UsageError: They are no days, or nothing lies between them.
    """
    first = None if since is None else options.back(since, session, name="--since").first
    last = None if until is None else options.back(until, session, name="--until").last
    end = session.today if last is None else min(last, session.today)
    if first is not None and first > end:
        raise UsageError(f"--since: {first} lies after {end}; expected a day before it")
    return first, last


def _circles(
    people: Sequence[Contact],
    first: date | None,
    last: date | None,
    session: Session,
    *,
    json: bool,
    csv: bool,
) -> None:
    """Print the circles of the last day, and who came or went since the first."""
    from dexcli.core.circles import circles

    on = min(last or session.today, session.today)
    before = first or _year_before(on)
    if before == on:
        raise UsageError(f"--since: {on} is the day of the circles itself; expected one before")
    found = circles(people, session.settings, on=on, before=before)
    label = _label(session)
    commands = [
        f"{session.program} every {shlex.quote(each.cadence)} {shlex.join(each.handles)}"
        for each in found.suggested
    ]

    if json:
        from dexcli.output.stats import document

        session.screen.json(document.circles(found, session.ledger))
    elif csv:
        from dexcli.output.stats import tidy

        _table(tidy.circles(found), session)
    elif session.screen.is_terminal:
        from dexcli.output.stats import circles as shown  # rich, only where it is seen

        shown.show(found, label, commands, session.screen)
    else:
        from dexcli.output.stats import records

        for record in records.circles(found, label):
            session.screen.line(session.screen.separator.join(filter(None, record)))
        for command in commands:
            session.screen.line(command)
    if not found.places and not (json or csv):
        session.screen.note("nobody is close yet: nothing in the log counts")


def _year_before(day: date) -> date:
    from dexcli.core import dates

    try:
        return dates.add_months(day, -_YEAR)
    except OverflowError:
        return date.min


def _label(session: Session) -> Callable[[str], str]:
    """Return how somebody is called, told apart from others of the name."""
    return lambda handle: session.ledger.label(session.ledger.contacts[handle])


def _table(rows: Iterable[Sequence[str]], session: Session) -> None:
    """Print rows as CSV (RFC 4180), of which a spreadsheet runs no cell."""
    from dexcli.formats import formulas
    from dexcli.output.stats import tidy

    lines = []
    for row in (tidy.HEADER, *rows):
        written = StringIO(newline="")
        # So that Python quotes both; the lines themselves end as those of `export` do.
        tables.writer(written, lineterminator=_CRLF).writerow(map(formulas.guarded, row))
        lines.append(written.getvalue().removesuffix(_CRLF) + "\n")
    session.screen.raw("".join(lines).encode("utf-8", "replace"))
