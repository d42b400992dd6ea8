"""What is shown of how close people are, and of what to do next for them."""

import shlex
from collections.abc import Iterable
from typing import Any

from dexcli.core import closeness
from dexcli.core.ledger import Ledger
from dexcli.core.nearness import Nearness
from dexcli.core.page import Page, Part
from dexcli.core.suggestions.idea import Idea


def nearness_json(near: Nearness) -> dict[str, Any]:
    """Return the JSON of `why --closeness`, without its sentences; numbers are unrounded."""
    return {
        "handle": near.contact.handle,
        "name": near.contact.name,
        "closeness": near.score.total,
        "rank": near.rank,
        "of": near.of,
        "circle": near.circle,
        "parts": [
            {"part": each.name, "value": each.value, "weight": each.weight, "points": each.points}
            for each in near.parts
        ],
        "half_life_days": closeness.HALF_LIFE_DAYS,
        "long_half_life_days": closeness.LONG_HALF_LIFE_DAYS,
        "times": len(near.times),
        "by": {"me": near.sides.me, "them": near.sides.them, "both": near.sides.both},
        "first": str(near.times[0].on) if near.times else None,
        "last": str(near.times[-1].on) if near.times else None,
        "weightiest": [
            {
                "id": each.id,
                "on": str(each.interaction.on),
                "kind": each.interaction.kind,
                "note": each.interaction.note,
                "by": each.interaction.by,
                "weight": each.weight,
            }
            for each in near.weightiest
        ],
    }


def fields(idea: Idea, ledger: Ledger, *, program: str) -> tuple[str, ...]:
    """Return an idea as one line has it: who, what, why, and the command."""
    return ledger.label(idea.contact), idea.what, idea.reason, _command(idea, program)


def suggestions_page(ideas: Iterable[Idea], ledger: Ledger, *, title: str, program: str) -> Page:
    """Return ideas as a page, a part each, the command on a line of its own."""
    parts = []
    for idea in ideas:
        who, what, reason, command = fields(idea, ledger, program=program)
        parts.append(Part(f"{who}: {what}", (reason,), command))
    return Page(title, tuple(parts))


def suggestions_json(ideas: Iterable[Idea], *, program: str) -> list[dict[str, Any]]:
    """Return the JSON of `suggest`, in the order of the day."""
    return [
        {
            "handle": each.contact.handle,
            "name": each.contact.name,
            "rule": each.rule,
            "what": each.what,
            "reason": each.reason,
            "on": None if each.on is None else each.on.isoformat(),
            "with": [other.handle for other in each.others],
            "command": _command(each, program),
        }
        for each in ideas
    ]


def _command(idea: Idea, program: str) -> str:
    return f"{program} {shlex.join(idea.words)}"
