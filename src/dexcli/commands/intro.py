"""`dexcli intro`: who can introduce you to somebody."""

from collections.abc import Sequence
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.errors import NoContactError, UsageError
from dexcli.core.graph import building, paths, telling
from dexcli.core.graph.building import Graph
from dexcli.core.graph.paths import Path
from dexcli.core.graph.ties import Tie
from dexcli.core.page import Page, Part
from dexcli.session import Session


def intro(
    ctx: typer.Context,
    target: Annotated[
        list[str],
        typer.Argument(
            metavar="TARGET…", help="Somebody, a filter such as tag:vienna, or a company."
        ),
    ],
    *,
    avoid: Annotated[
        list[str] | None,
        typer.Option(metavar="WHO", help="Not through them; may stand there several times."),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="WHO", help="Who is to be introduced; you if not given."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Find who can introduce you to TARGET, by the ties in the ledger.

    Shows the three strongest ways with what speaks for each step. TARGET is a
    person, or a filter or a company's name for anybody there.

    Example: dexcli intro org:acme --avoid charles
    """
    session: Session = ctx.obj
    wanted = _wanted(target, session)
    graph = building.of(session.ledger, session.settings, today=session.today)
    source = graph.me if start is None else _handle(start, graph, session)
    avoided = {_handle(each, graph, session) for each in avoid or ()}
    _check(source, wanted, avoided, graph, session)

    teller = telling.Teller(graph, session.ledger, today=session.today)
    ends = {each.handle for each in wanted if each.handle in graph.around}
    found = paths.best(graph, source, ends, avoid=avoided) if source in graph.around else []

    if json:
        session.screen.json([teller.json(path) for path in found])
    elif found:
        _show(found, teller, session)
    if not found:
        session.screen.note(_no_path(wanted, source, graph, session))
    elif not json and (known := _known_besides(wanted, source, found, graph)):
        session.screen.note(f"and {'; '.join(teller.evidence(known, source))}")


def _show(found: Sequence[Path], teller: telling.Teller, session: Session) -> None:
    """Print the ways, each step below; on a terminal broken between words."""
    between = session.screen.separator
    ways = [
        (
            between.join((f"{number}. {teller.way(path)}", telling.strength(path.weight))),
            tuple(between.join(filter(None, step)) for step in teller.steps(path)),
        )
        for number, path in enumerate(found, 1)
    ]
    if session.screen.is_terminal:
        parts = tuple(Part(way, steps) for way, steps in ways)
        session.screen.page(Page("The best ways in the ledger", parts))
        return
    for way, steps in ways:
        session.screen.line(way)
        for step in steps:
            session.screen.line(f"   {step}")


def _wanted(typed: Sequence[str], session: Session) -> list[Contact]:
    """Return who is meant: by a filter, by name, or by the company's name.

    Raises:
        NoContactError: Nobody has this name or company.
        AmbiguousContactError: Several people have the name.
    """
    from dexcli.core import query  # only where somebody is asked for

    if query.is_one(typed):
        return session.matching(typed)
    name = " ".join(typed)
    try:
        return [session.person(name)]
    except NoContactError as nobody:
        if not (there := _at_company(name, session)):
            nobody.args = (f"{nobody}; nor is it anybody's company",)
            raise
        return there


def _at_company(name: str, session: Session) -> list[Contact]:
    """Return who works there: the company's whole name first, else a part of it."""
    asked = names.fold(name)
    employed = [each for each in session.ledger.active if each.org]
    exactly = [each for each in employed if names.fold(each.org) == asked]
    return exactly or [each for each in employed if asked and asked in names.fold(each.org)]


def _handle(typed: str, graph: Graph, session: Session) -> str:
    """Return who is meant, yourself by ``me``."""
    return graph.me if typed == "me" else session.person(typed).handle


def _check(
    source: str, wanted: Sequence[Contact], avoided: set[str], graph: Graph, session: Session
) -> None:
    """Refuse what can't be asked.

    Raises:
        UsageError: The only one who is wanted is the one who asks, or is to be avoided.
    """
    if source in avoided:
        who = "you" if source == graph.me else session.ledger.name_of(source)
        raise UsageError(f"--avoid: the way begins with {who}")
    if len(wanted) != 1:
        return
    only = wanted[0]
    if only.handle in avoided:
        raise UsageError(f"--avoid: the way leads to {session.ledger.label(only)}")
    if only.handle == source:
        is_me = source == graph.me
        raise UsageError(
            f"{only.name} is you" if is_me else f"{only.name} needs no way to themselves"
        )


def _known_besides(
    wanted: Sequence[Contact], source: str, found: Sequence[paths.Path], graph: Graph
) -> Tie | None:
    """Return the tie to whom one knows oneself already, if stronger ways hide it."""
    if len(wanted) != 1 or any(not path.through for path in found):
        return None
    return graph.tie(source, wanted[0].handle)


def _no_path(wanted: Sequence[Contact], source: str, graph: Graph, session: Session) -> str:
    """Return that there is no path, and between whom there is none."""
    begin = "" if source == graph.me else f" from {session.ledger.name_of(source)}"
    if not wanted:
        return "nobody is meant by this filter, so there is no path in the ledger"
    if not any(each.is_active for each in wanted):
        return f"no path in the ledger{begin} leads to the archived or the dead"
    to = session.ledger.label(wanted[0]) if len(wanted) == 1 else "any of them"
    return f"no path in the ledger{begin} to {to}"
