"""What is shown of how close people are, as JSON."""

from typing import Any

from dexcli.core import closeness
from dexcli.core.nearness import Nearness


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
