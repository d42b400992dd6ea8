"""Whose turn it is: the last steps all came from one side."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from dexcli.core import words
from dexcli.core.contact import ME, Contact, Interaction
from dexcli.core.due import due_on
from dexcli.core.suggestions.idea import Asked, Idea

_THEIRS, _MINE = 2, 3  # so many in a row; one letter without an answer is nothing
_LONG_AGO = 365  # days; after that it is no turn any more
_WAIT = 91  # days to leave the next step to them; then it is a silence
_COUNTED = frozenset({"letter", "call", "message", "email", "postcard", "visit"})


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield whose turn it is, where the last few steps came from one side alone.

    Who is overdue isn't waited for: the cadence is a wish of one's own.
    """
    theirs = _run(contact, {contact.handle, *contact.was}, asked, within=_LONG_AGO)
    if len(theirs) >= _THEIRS:
        yield Idea(
            contact=contact,
            what="Take your turn",
            reason=f"the last {_steps(theirs)} came from them; {words.last_time(theirs[0])}",
            words=("log", contact.handle, "--by", "me"),
        )
    due = due_on(contact, asked.settings, today=asked.today)
    is_overdue = due is not None and due.days_overdue(asked.today) > 0
    if not is_overdue and (mine := unanswered(contact, asked)):
        yield Idea(
            contact=contact,
            what="Leave them the next step",
            reason=f"the last {_steps(mine)} came from you; {words.last_time(mine[0])}",
            words=("snooze", "1 month", contact.handle),
        )


def unanswered(contact: Contact, asked: Asked) -> list[Interaction]:
    """Return the steps of one's own since theirs, the latest first; few or old ones are none."""
    mine = _run(contact, {ME, asked.settings.me} - {""}, asked, within=_WAIT)
    return mine if len(mine) >= _MINE else []


def _run(contact: Contact, side: set[str], asked: Asked, *, within: int) -> list[Interaction]:
    """Return the latest interactions that one side began, up to the first that it didn't.

    Nothing where even the latest is more than ``within`` days old.
    """
    counting = [
        each
        for each in contact.interactions
        if each.on.first <= asked.today and asked.settings.counts(each.kind)
    ]
    latest = sorted(counting, key=lambda each: each.on.first)[::-1]
    if not latest or (asked.today - latest[0].on.first).days > within:
        return []
    return list(takewhile(lambda each: each.by in side, latest))


def _steps(run: Sequence[Interaction]) -> str:
    kinds = {each.kind for each in run}
    noun = next(iter(kinds)) if len(kinds) == 1 and kinds <= _COUNTED else "step"
    return words.counted(len(run), noun)
