"""An import's plan as JSON; apart from the other views, since due needs no plans."""

from typing import Any

from dexcli.core.outcomes import Skipped
from dexcli.core.plans import Plan


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return an import's plan as JSON: one outcome a row, and who comes or changes."""
    return {
        "rows": [
            {
                "line": each.line,
                "outcome": type(each).__name__.lower(),
                "reason": each.reason if isinstance(each, Skipped) else None,
            }
            for each in plan.outcomes
        ],
        "added": [contact.handle for contact in plan.added],
        "changed": [contact.handle for contact in plan.changed],
        "interactions": plan.interactions,
        "perhaps": [
            {"handle": each.contact.handle, "others": [other.handle for other in each.others]}
            for each in plan.perhaps
        ],
        "doubts": [
            {"line": each.line, "name": each.name, "count": each.count} for each in plan.doubts
        ],
    }
