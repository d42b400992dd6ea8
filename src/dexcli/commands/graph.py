"""`dexcli graph`: people and the ties between them, as a picture or for other programs."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.errors import UsageError
from dexcli.core.graph import building, telling
from dexcli.core.graph.building import Graph
from dexcli.output import sanitize
from dexcli.output.graphs import Drawn
from dexcli.output.screen import SEPARATOR, Listing
from dexcli.session import Session

_DEPTH = 2
_READS_WELL = 1500  # people in one picture
_STDOUT = "-"


class Drawing(StrEnum):
    """As what the graph is given."""

    TEXT = "text"
    HTML = "html"
    DOT = "dot"
    JSON = "json"


_BY_SUFFIX = {
    ".html": Drawing.HTML,
    ".htm": Drawing.HTML,
    ".dot": Drawing.DOT,
    ".gv": Drawing.DOT,
    ".json": Drawing.JSON,
    ".txt": Drawing.TEXT,
}


def graph(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    drawing: Annotated[
        Drawing | None,
        typer.Option(
            "--format", metavar="FORMAT", help=f"{', '.join(Drawing)}; by the name of --output."
        ),
    ] = None,
    around: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="Only who is near somebody; they stand in the middle."),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help=f"How many ties away; {_DEPTH} if not given."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Into this file.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="With notes, and how often and when you met.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Draw people and ties: related, met together, introduced.

    As html it is a page to search, filter and click in, which asks nothing of
    other machines; as dot, for Graphviz.

    Example: dexcli graph --output people.html
    """
    session: Session = ctx.obj
    wanted = _format(drawing, output, json=json)
    if force and output in (None, _STDOUT):
        raise UsageError("--force goes with --output FILE")
    if depth is not None and around is None:
        raise UsageError("--depth goes with --around WHO")
    if depth is not None and depth < 1:
        raise UsageError(f"--depth: {depth}; expected a whole number from 1 on")

    whole = building.of(session.ledger, session.settings, today=session.today)
    centre = whole.me if around is None else _centre(around, whole, session)
    near = whole.people if around is None else whole.within(centre, depth or _DEPTH)
    found = session.matching(filters) if filters else None
    meant = {*whole.people} if found is None else {*(one.handle for one in found), whole.me}
    shown = whole.among({*near} & meant | {centre})
    teller = telling.Teller(shown, session.ledger, today=session.today)
    drawn = Drawn(shown, session.ledger, teller, centre, notes=notes)

    if output is None or output == _STDOUT:
        _print(drawn, wanted, session)
    else:
        from dexcli.store import outgoing  # only where a file is written

        text = _written(drawn, wanted)
        outgoing.deliver(
            [(Path(output).expanduser(), [text.encode("utf-8", "replace")])], force=force
        )
        session.screen.say(f"{_counted(shown)} in {output}")
    if remark := _remark(found, shown, whole, wanted):
        session.screen.note(remark)


def _format(given: Drawing | None, output: str | None, *, json: bool) -> Drawing:
    """Return the format that is asked for, else the one that the file's name tells.

    Raises:
        UsageError: Two are asked for, or the name tells of none that is known.
    """
    if json and given not in (None, Drawing.JSON):
        raise UsageError(f"--json and --format {given} are two formats; give one of them")
    if json:
        return Drawing.JSON
    suffix = Path(output or "").suffix
    if given or not suffix:
        return given or Drawing.TEXT
    if (told := _BY_SUFFIX.get(suffix.lower())) is None:
        *known, last = _BY_SUFFIX
        raise UsageError(
            f"--output: no format is known by {suffix!r}; expected {', '.join(known)} or {last}, "
            "or say --format"
        )
    return told


def _centre(typed: str, whole: Graph, session: Session) -> str:
    """Return who stands in the middle.

    Raises:
        UsageError: They are archived or dead, and in no picture.
    """
    if typed == "me":
        return whole.me
    contact = session.person(typed)
    if contact.handle not in whole.around:
        raise UsageError(f"{session.ledger.label(contact)} is archived or dead, and in no picture")
    return contact.handle


def _remark(
    found: Sequence[Contact] | None, shown: Graph, whole: Graph, wanted: Drawing
) -> str | None:
    """Return what explains a picture of nobody, of no ties, or of too many."""
    match found:
        case []:
            return "nobody is meant by this filter"
        case [*several] if not any(one.handle in whole.around for one in several):
            return "who is meant by this filter is archived or dead, and in no picture"
    if wanted is Drawing.HTML and len(shown.people) > _READS_WELL:
        return "so many people are hard to read in one picture; give a filter"
    if wanted is not Drawing.TEXT or shown.ties:
        return None
    if whole.people == (whole.me,):
        return "nobody in the ledger, and so no ties"
    return "no tie in the ledger between these people"


def _print(drawn: Drawn, wanted: Drawing, session: Session) -> None:
    from dexcli.output.graphs import json as ours  # only where it is asked for

    match wanted:
        case Drawing.TEXT:
            session.screen.listing(_listing(drawn))
        case Drawing.JSON:
            session.screen.json(ours.document(drawn))
        case _:
            session.screen.raw(_written(drawn, wanted).encode("utf-8", "replace"))


def _written(drawn: Drawn, wanted: Drawing) -> str:
    """Return the whole file."""
    from dexcli.output.graphs import dot, html  # each only where it is asked for
    from dexcli.output.graphs import json as ours

    match wanted:
        case Drawing.HTML:
            return html.document(drawn)
        case Drawing.DOT:
            return dot.document(drawn)
        case Drawing.JSON:
            return ours.text(drawn)
        case Drawing.TEXT:
            rows = [map(sanitize.one_line, row) for row in _listing(drawn).rows]
            return "".join(f"{SEPARATOR.join(row)}\n" for row in rows)


def _listing(drawn: Drawn) -> Listing:
    """Return the ties, the strongest first."""
    ties = sorted(drawn.graph.ties.values(), key=lambda tie: (tie.cost, tie.one, tie.other))
    rows = [
        (
            drawn.teller.name(tie.one),
            drawn.teller.name(tie.other),
            f"{tie.strength:.2f}",
            "; ".join(drawn.teller.evidence(tie, tie.one)),
        )
        for tie in ties
    ]
    return Listing(("Who", "Who", "Strength", "What ties them"), rows)


def _counted(shown: Graph) -> str:
    people = "1 person" if len(shown.people) == 1 else f"{len(shown.people):,} people"
    return f"{people} and {words.counted(len(shown.ties), 'tie')}"
