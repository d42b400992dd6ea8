"""`dexcli every`: how often to be in touch."""

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import answers, words
from dexcli.core.cadence import Cadence
from dexcli.core.errors import UsageError
from dexcli.session import Session

DEFAULT_WORD = "default"


def every(
    ctx: typer.Context,
    words_: options.CadenceAndWho,
    *,
    where: options.Where = None,
    dry_run: options.DryRun = False,
) -> None:
    """Set how often to be in touch with WHO.

    CADENCE is 3 weeks, 2w, monthly, quarterly, "every 2 months", never; 'default'
    takes the contact's own away, so that its tags decide again.

    Example: dexcli every 3 weeks ada bob
    """
    session: Session = ctx.obj
    cadence, who = _split(words_)
    handles = [contact.handle for contact in options.chosen(session, who, where)]

    with session.changing(handles) as ledger:
        before = [ledger.contacts[handle] for handle in handles]
        changed = [replace(contact, cadence=cadence) for contact in before]
        often = DEFAULT_WORD if cadence is None else cadence.text
        what = f"every: {often}, {words.crowd([each.name for each in changed])}"
        session.save(changed, what=what, dry_run=dry_run)
    if not dry_run:
        names = words.crowd([ledger.label(contact) for contact in changed]) or "Nobody"
        told = "by their tags again" if cadence is None else words.rhythm(cadence)
        settings, today = session.settings, session.today
        following = answers.upcoming(changed, ledger, settings, today=today)
        load = answers.load_told(ledger.replacing(changed), settings, today=today)
        session.done(" ".join(filter(None, (f"{names}: {told}.", following, words.sentence(load)))))


def _split(typed: list[str]) -> tuple[Cadence | None, list[str]]:
    """Return the cadence, as many words of it as make one, and who follows."""
    if typed[0].casefold() == DEFAULT_WORD:
        return None, typed[1:]
    for end in range(len(typed), 0, -1):
        try:
            return Cadence.parse(" ".join(typed[:end])), typed[end:]
        except ValueError:
            continue
    if (turned := _turned(typed)) is not None:
        raise UsageError(
            f"CADENCE: {typed[0]!r} is no cadence; the cadence comes first: dexcli every {turned}"
        )
    options.cadence(typed[0], name="CADENCE")
    raise UsageError("CADENCE: expected how often, such as 3 weeks")


def _turned(typed: list[str]) -> str | None:
    """Return the words in their order where the cadence was typed behind the people."""
    import shlex  # only for a mistake

    for start in range(1, len(typed)):
        try:
            cadence = Cadence.parse(" ".join(typed[start:]))
        except ValueError:
            continue
        return shlex.join([cadence.text, *typed[:start]])
    return None
