"""`dexcli doctor`: what is broken or doubtful, and what to do."""

from collections import Counter
from typing import Annotated

import typer

from dexcli import catalog, options
from dexcli.core import ids, words
from dexcli.core.checks.finding import Finding, Kind
from dexcli.core.errors import UsageError
from dexcli.core.ledger import Ledger
from dexcli.session import UNREADABLE, Session
from dexcli.store import checkup, copying, mending
from dexcli.store.change import About
from dexcli.store.checkup import Checkup

_NOT_WELL = 1
CONFLICTS_WAIT = 6
_ABOUT = About(what="doctor --fix")
_NO_TEXT = frozenset({Kind.MODE, Kind.TEMP, Kind.JOURNAL})  # no diff shows how it is mended


def doctor(
    ctx: typer.Context,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is safe to mend.")] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Find what is broken or doubtful, and say what to do.

    Exit 0 only when all is well, 6 when only conflicts wait. --fix changes files
    in one step; --dry-run shows what it would write.

    Example: dexcli doctor --fix
    """
    session: Session = ctx.obj
    if json and dry_run:
        raise UsageError("--dry-run shows what would be written, not JSON; leave one of them out")
    found = _examine(session)

    mended: list[Finding] = []
    if found.loaded is None and (fix or dry_run):
        session.screen.problem("nothing is mended while the settings can't be read")
    elif dry_run:
        _preview(session, found)
    elif fix and any(each.fixable for each in found.findings):
        before, found = found, _mend(session)
        mended = _gone(before, found)
    if found.findings:
        only_conflicts = all(each.waits for each in found.findings)
        ill = CONFLICTS_WAIT if only_conflicts else _NOT_WELL
        session.exit_with(UNREADABLE if found.is_partial else ill)
    if not dry_run:
        _say(session, found, mended, json=json)


def _examine(session: Session) -> Checkup:
    found = checkup.examine(session.folder, state=session.state, commands=catalog.COMMANDS)
    vars(session)["reading"] = found.reading  # what is wrong is the answer here, not a remark
    if found.loaded is not None:
        vars(session)["loaded"] = found.loaded
    return found


def _mend(session: Session) -> Checkup:
    """Mend under the lock what is found then, and return what is found after."""
    with session.changing():
        mended = mending.plan(session.folder, _examine(session), state=session.state)
        copying.keep(session.state, mended.copies)
        session.commit(mended.changes, _ABOUT)
        checkup.close(session.folder)
    return _examine(session)


def _preview(session: Session, found: Checkup) -> None:
    mended = mending.plan(session.folder, found, state=session.state)
    session.commit(mended.changes, _ABOUT, dry_run=True)
    for each in found.findings:
        if each.fixable and each.kind in _NO_TEXT:
            session.screen.line(f"also mended: {_placed(each)}")


def _gone(before: Checkup, after: Checkup) -> list[Finding]:
    left = Counter((each.kind, each.file, each.problem) for each in after.findings)
    return [
        each
        for each in before.findings
        if each.fixable and not left[each.kind, each.file, each.problem]
    ]


def _say(session: Session, found: Checkup, mended: list[Finding], *, json: bool) -> None:
    findings = found.findings
    if json:
        session.screen.json([each.to_json() for each in findings])
        return
    for each in mended:
        session.screen.line(f"mended: {_placed(each)}")
    for each in findings:
        session.screen.line(each.told)
    told = _summary(findings, mended, found.reading.ledger)
    hint = f" `{session.program} undo` takes it back." if session.applied.id else ""
    session.screen.line(f"{told}{hint}")


def _placed(finding: Finding) -> str:
    return f"{finding.place}: {finding.problem}" if finding.file else finding.problem


def _summary(findings: list[Finding], mended: list[Finding], ledger: Ledger) -> str:
    done = f"{words.counted(len(mended), 'finding')} mended. " if mended else ""
    if not findings:
        keys = {key for contact in ledger for key in ids.of_interactions(contact)}
        contacts, meetings = len(ledger), len(keys)
        told = f"{words.counted(contacts, 'contact')}, {words.counted(meetings, 'interaction')}"
        return f"{done}All is well: {told}."
    fixable = sum(each.fixable for each in findings)
    mends = f"; 'dexcli doctor --fix' mends {fixable:,}" if fixable and not mended else ""
    return f"{done}{words.counted(len(findings), 'finding')}{' left' if mended else ''}{mends}."
