"""`dexcli export`: contacts in the format of another program, on stdout or in a file."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from dexcli import options
from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.errors import UsageError
from dexcli.formats import registry
from dexcli.formats.leaving import Leaving
from dexcli.output.screen import is_terminal
from dexcli.session import Session

_WHOLE = "json"  # the whole ledger, whatever the options
_ONLY = {"--excel": "csv", "--vcard4": "vcard"}  # an option, and the one format that knows it
_STDOUT = "-"
_AT_ONCE = 65_536  # bytes that are written to stdout together


def export(
    ctx: typer.Context,
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT", help="vcard, csv, google, json, ics, mutt, friends, html or dex."
        ),
    ],
    filters: options.Filter = None,
    *,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to; stdout if not given."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Also over a file that is there.")] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Also notes, interactions, gifts and promises.")
    ] = False,
    excel: Annotated[bool, typer.Option("--excel", help="csv as Excel opens it.")] = False,
    vcard4: Annotated[bool, typer.Option("--vcard4", help="vcard in version 4.0.")] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="Also the archived and the dead.")
    ] = False,
) -> None:
    """Export contacts for another program, or everything as json.

    What you wrote about somebody stays: notes, interactions, gifts and promises
    leave only with --notes, or with json, which is the whole ledger. The archived
    and the dead stay too, unless json, --all or the FILTER asks for them.

    Example: dexcli export vcard tag:family --output family.vcf
    """
    session: Session = ctx.obj
    wanted = registry.writable(format_)
    _refuse({"--excel": excel, "--vcard4": vcard4}, wanted.name)
    if force and output in {None, _STDOUT}:
        raise UsageError("--force goes with --output FILE")
    is_whole = wanted.name == _WHOLE
    people = session.matching(filters or [], everybody=everybody or (is_whole and not filters))
    if filters and not people:
        session.screen.note("nobody is meant by this filter")

    leaving = Leaving(
        contacts=tuple(people),
        ledger=session.ledger,
        settings=session.settings,
        today=session.today,
        notes=notes or is_whole,
        excel=excel,
        vcard4=vcard4,
    )
    writer = registry.writes(wanted)

    stayed = _stayed(people, leaving)
    if output is None or output == _STDOUT:
        for chunk in _gathered(writer.write(leaving)):
            session.screen.raw(chunk)
        stayed += [f"{suffix} need --output FILE" for suffix, _ in registry.beside(writer, leaving)]
        if is_terminal(session.screen.err):
            session.screen.note("; ".join((_counted(people), *stayed)))
        return
    files = _deliver(leaving, writer, Path(output).expanduser(), force=force)
    told = "; ".join((f"{_counted(people)} in {words.listed(files)}", *stayed))
    session.screen.say(told)


def _refuse(given: dict[str, bool], name: str) -> None:
    for option, is_given in given.items():
        if is_given and _ONLY[option] != name:
            raise UsageError(f"{option} goes with {_ONLY[option]}, not with {name}")


def _deliver(leaving: Leaving, writer: registry.Writes, path: Path, *, force: bool) -> list[str]:
    """Write the file, and a second one beside it where there is one; return their names."""
    from dexcli.store import outgoing  # only where a file is written

    files: list[tuple[Path, Iterable[bytes]]] = [(path, writer.write(leaving))]
    for suffix, chunks in registry.beside(writer, leaving):
        files.append((path.with_name(f"{path.stem}-{suffix}{path.suffix}"), chunks))
    outgoing.deliver(files, force=force)
    return [str(each) for each, _ in files]


def _counted(people: Sequence[Contact]) -> str:
    return "1 person" if len(people) == 1 else f"{len(people):,} people"


def _stayed(people: Sequence[Contact], leaving: Leaving) -> list[str]:
    """Return what was left out, where there was any of it."""
    if leaving.notes:
        return []
    kinds = {
        "notes": any(each.notes for each in people),
        "interactions": any(each.interactions for each in people),
        "gifts": any(each.gifts for each in people),
        "promises": any(each.reminders for each in people),
    }
    there = [kind for kind, is_there in kinds.items() if is_there]
    return [f"{words.listed(there)} stayed: --notes takes them along"] if there else []


def _gathered(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes in larger pieces: a terminal or pipe is flushed after each."""
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size >= _AT_ONCE:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)
