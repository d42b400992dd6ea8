"""`dexcli triage`: how often to be in touch with those for whom nothing says so yet."""

from collections.abc import Sequence
from typing import Annotated

import typer

from dexcli import editor, options
from dexcli.core import answers, references, words
from dexcli.core import triage as deciding
from dexcli.core.contact import Contact
from dexcli.core.errors import UsageError
from dexcli.core.triage import KEYS, Decision, Every, Kept, Remove, Tag
from dexcli.output.screen import SEPARATOR, spoken_key
from dexcli.session import Session
from dexcli.store import removed
from dexcli.store.change import About

LEGEND = """\
  w weekly  f fortnightly  m monthly  3 quarterly  y yearly  e every…  n never
  t tag…  a archive  s skip  ? help  q quit"""
HELP = """\
  A cadence is how often you would like to be in touch; 'never' asks no more.
  A tag that has a cadence in the settings decides too; another is only a label.
  Archived people keep their file and appear in no list. Whoever is skipped is
  asked about next time. Each answer is saved at once: stop whenever you like."""
EVERY, TAG, SKIP, ASK_HELP, QUIT = "e", "t", "s", "?", "q"


def triage(
    ctx: typer.Context,
    filters: options.Filter = None,
    *,
    in_editor: Annotated[
        bool, typer.Option("--editor", help="One line each in your editor, as one step.")
    ] = False,
    limit: options.Limit = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --editor: show what would be written, and stop.")
    ] = False,
) -> None:
    """Decide how often to be in touch with people without a cadence.

    One key each, the most recent contact first; each answer is saved at once,
    and who was decided isn't asked about again.

    Example: dexcli triage tag:work
    """
    session: Session = ctx.obj
    if dry_run and not in_editor:
        raise UsageError("--dry-run goes with --editor: each key is saved at once")
    settings, today = session.settings, session.today
    people = deciding.undecided(session.matching(filters or []), settings, today=today)
    if not people:
        session.screen.note("nobody here is without a cadence")
        return

    if not in_editor and not session.can_ask:
        raise UsageError(
            "triage asks for one key each and needs a terminal; elsewhere: dexcli triage --editor, "
            "or dexcli every '3 months' WHO"
        )
    if in_editor:
        decisions = _in_editor(people[:limit], session, dry_run=dry_run)
    else:
        decisions = _by_key(people[:limit], session)
    if not dry_run:
        steps = 1 if in_editor else len(decisions)
        session.done(_told(decisions, people, session), steps=steps)


# -- one key each


def _by_key(people: Sequence[Contact], session: Session) -> list[Decision]:
    """Ask about each until somebody stops; every answer is saved at once."""
    decisions: list[Decision] = []
    for number, contact in enumerate(people, 1):
        about = deciding.parts_about(contact, session.ledger, session.settings, today=session.today)
        session.screen.talk(SEPARATOR.join([f"{number} of {len(people)}", *about]))
        while (key := session.screen.key(LEGEND)) != SKIP:
            if key in (None, QUIT):
                return decisions
            decision = _decision(key, session)
            if decision is None:
                continue
            changed = _saved(contact.handle, decision, session)
            decisions.append(decision)
            session.screen.talk(f"  {_answer(changed, decision, session)}")
            if not deciding.is_undecided(changed, session.settings):
                break
    return decisions


def _decision(key: str, session: Session) -> Kept | None:
    """Return what a key decides; None where the question stands again."""
    if key in KEYS:
        return KEYS[key]
    if key == ASK_HELP:
        session.screen.talk(HELP)
        return None
    if key not in (EVERY, TAG):
        session.screen.talk(f"  {spoken_key(key)} is none of the keys")
        return None
    try:
        typed = session.screen.ask("  Every:" if key == EVERY else "  Tag:")
    except KeyboardInterrupt:
        typed = ""
    if not typed:
        session.screen.talk("")
        return None
    try:
        return Tag(typed) if key == TAG else Every(options.cadence(typed, name="every"))
    except UsageError as error:
        session.screen.talk(f"  {error}")
        return None


def _saved(handle: str, decision: Kept, session: Session) -> Contact:
    with session.changing([handle]) as ledger:
        changed = deciding.decided(ledger.contacts[handle], decision)
        what = f"triage: {changed.name}, {deciding.name_of(decision)}"
        session.save([changed], what=what)
    return changed


def _answer(changed: Contact, decision: Kept, session: Session) -> str:
    told = deciding.name_of(decision)
    if isinstance(decision, Tag) and deciding.is_undecided(changed, session.settings):
        remedy = f"dexcli config cadence.{decision.tag}='1 month'"
        return f"{told}, which has no cadence of its own ({remedy} gives it one)"
    following = answers.upcoming([changed], session.ledger, session.settings, today=session.today)
    return f"{told}. {following}".rstrip()


# -- one line each in the editor


def _in_editor(people: Sequence[Contact], session: Session, *, dry_run: bool) -> list[Decision]:
    """Let all be decided in a text, and save it as one step."""
    ledger, settings = session.ledger, session.settings
    text = deciding.text_of(people, ledger, settings, today=session.today)
    draft = editor.Draft.of(text.encode(), "triage", session.state, session.environ, suffix=".txt")
    handles = {contact.handle for contact in people}
    tags = deciding.tags_in_use(ledger, settings)

    edited = editor.corrected(
        draft, session, lambda text: map(str, deciding.parse(text, handles, tags).mistakes)
    )
    decisions = deciding.parse(edited, handles, tags).decisions
    with editor.keeping(draft):
        _save_all(decisions, session, dry_run=dry_run)
    return list(decisions.values())


def _save_all(decisions: dict[str, Decision], session: Session, *, dry_run: bool) -> None:
    with session.changing(list(decisions), whole=True) as ledger:
        folder, reading = session.folder, session.reading
        changed = {
            handle: deciding.decided(ledger.contacts[handle], decision)
            for handle, decision in decisions.items()
            if not isinstance(decision, Remove)
        }
        gone = [ledger.contacts[handle] for handle in decisions if handle not in changed]
        after = references.without(ledger.replacing(changed.values()), gone)
        changed |= {contact.handle: contact for contact in after}
        changes = [folder.change(reading, contact) for contact in changed.values()]
        changes += [folder.removal(reading, contact.handle) for contact in gone]
        if gone:
            changes.append(removed.remember(folder.path, gone, today=session.today))
        everybody = (*changed.values(), *gone)
        about = About(
            what=f"triage: {words.counted(len(decisions), 'contact')}",
            people=tuple(contact.name for contact in everybody),
        )
        session.commit(changes, about, dry_run=dry_run)


def _told(decisions: Sequence[Decision], people: Sequence[Contact], session: Session) -> str:
    """Return what was decided, how many are left, and what all cadences ask for now."""
    now = session.folder.read(earlier=session.reading).ledger
    left = sum(
        1
        for each in people
        if each.handle in now.contacts
        and deciding.is_undecided(now.contacts[each.handle], session.settings)
    )
    parts = [
        f"Decided: {deciding.told(decisions)}." if decisions else "Nothing was decided.",
        f"{words.counted(left, 'contact')} left." if left else "Nobody is left.",
        words.sentence(answers.load_told(now, session.settings, today=session.today)),
    ]
    return " ".join(part for part in parts if part)
