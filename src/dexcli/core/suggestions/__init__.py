"""What to do next with people: the rules, and the order in which their ideas come round.

One module a rule: `ideas(contact, asked)` yields what it finds in the ledger;
`rounds` has the order.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.contact import Contact
from dexcli.core.suggestions import city, invitation, plan, promise, silence, turn, yearly
from dexcli.core.suggestions.idea import Asked, Idea


class Rule(Struct, frozen=True):
    """A rule by its name.

    One that ``follows_up`` leaves the paused and snoozed in peace, one that
    ``presses`` those too who are waited for.
    """

    name: str
    ideas: Callable[[Contact, Asked], Iterator[Idea]]
    follows_up: bool = True
    presses: bool = True


RULES = (
    Rule("plan", plan.ideas, follows_up=False, presses=False),
    Rule("date", yearly.ideas, follows_up=False, presses=False),
    Rule("promise", promise.ideas, follows_up=False, presses=False),
    Rule("turn", turn.ideas, presses=False),
    Rule("silence", silence.ideas),
    Rule("city", city.ideas),
    Rule("invitation", invitation.ideas),
)


def of(contacts: Iterable[Contact], asked: Asked) -> list[Idea]:
    """Return every idea about these people, each once: first one of everybody, then the second.

    Never about the archived, the dead or oneself. The order hangs on the ledger
    alone and not on how close somebody is today.
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


def _about(contact: Contact, asked: Asked) -> Iterator[Idea]:
    is_free, is_waited_for = asked.is_free(contact), bool(asked.waits_for(contact))
    for number, rule in enumerate(RULES):
        if (is_free or not rule.follows_up) and not (is_waited_for and rule.presses):
            for nth, idea in enumerate(rule.ideas(contact, asked)):
                yield replace(idea, rule=rule.name, step=number + nth * len(RULES))
