"""What to do next with people: the rules, and the order in which their ideas come round.

One module a rule: `ideas(contact, asked)` yields what it finds in the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.contact import Contact
from dexcli.core.suggestions import city, invitation, plan, promise, silence, turn, yearly
from dexcli.core.suggestions.idea import Asked, Idea


class Rule(Struct, frozen=True):
    """A rule by its name; one that ``follows_up`` leaves the paused and snoozed in peace."""

    name: str
    ideas: Callable[[Contact, Asked], Iterator[Idea]]
    follows_up: bool = True


RULES = (
    Rule("plan", plan.ideas, follows_up=False),
    Rule("date", yearly.ideas, follows_up=False),
    Rule("promise", promise.ideas, follows_up=False),
    Rule("turn", turn.ideas),
    Rule("silence", silence.ideas),
    Rule("city", city.ideas),
    Rule("invitation", invitation.ideas),
)


def of(contacts: Iterable[Contact], asked: Asked) -> list[Idea]:
    """Return every idea about these people, each once: first one of everybody, then the second.

    Never about the archived, the dead or oneself. The order hangs on the ledger
    alone and not on how close somebody is today, so that the turns below stay turns.
    """
    wanted = {each.handle: each for each in contacts}
    found = [
        list(_about(wanted[handle], asked))
        for handle in sorted(wanted)
        if wanted[handle].is_active and handle != asked.settings.me
    ]
    ideas: dict[tuple[str, ...], Idea] = {}
    for row in zip_longest(*found):
        for idea in row:
            if idea is not None:
                ideas.setdefault(idea.key, idea)
    return list(ideas.values())


def in_turn(ideas: Sequence[Idea], most: int, *, today: date) -> list[Idea]:
    """Return the ideas of a day, at most so many.

    The same day gives the same; each day goes on where the day before ended, so
    that of more than ``most`` all have come after as few days as there can be.
    """
    if not ideas:
        return []
    step = most if most < len(ideas) else 1
    start = today.toordinal() * step % len(ideas)
    return [*ideas[start:], *ideas[:start]][:most]


def _about(contact: Contact, asked: Asked) -> Iterator[Idea]:
    is_free = asked.is_free(contact)
    for rule in RULES:
        if is_free or not rule.follows_up:
            for idea in rule.ideas(contact, asked):
                yield replace(idea, rule=rule.name)
