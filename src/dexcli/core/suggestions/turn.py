"""Whose turn it is: the last steps all came from one side."""

from collections.abc import Iterator, Sequence

from dexcli.core import words
from dexcli.core.contact import Contact, Interaction
from dexcli.core.suggestions import typed, waiting
from dexcli.core.suggestions.idea import Asked, Idea

_THEIRS = 2  # so many in a row; one letter is nothing
_LONG_AGO = 365  # days; after that it is no turn any more
_COUNTED = frozenset({"letter", "call", "message", "email", "postcard", "visit"})


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield whose turn it is, where the last few steps came from one side alone."""
    side = {contact.handle, *contact.was}
    theirs = waiting.run_of(contact, side, asked.settings, today=asked.today, within=_LONG_AGO)
    if len(theirs) >= _THEIRS:
        yield Idea(
            contact=contact,
            what="Take your turn",
            reason=f"the last {_steps(theirs)} came from them; {words.last_time(theirs[0])}",
            words=typed.command("log", contact.handle, by="me", kind=theirs[0].kind),
        )
    if mine := asked.waits_for(contact):
        yield Idea(
            contact=contact,
            what="Leave them the next step",
            reason=f"the last {_steps(mine)} came from you; {words.last_time(mine[0])}",
            words=typed.command("snooze", "1 month", contact.handle),
        )


def _steps(run: Sequence[Interaction]) -> str:
    kinds = {each.kind for each in run}
    noun = next(iter(kinds)) if len(kinds) == 1 and kinds <= _COUNTED else "step"
    return words.counted(len(run), noun)
