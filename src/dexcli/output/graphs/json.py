"""The graph as JSON."""

import json
from typing import Any

from dexcli.output.graphs import Drawn, facts


def document(drawn: Drawn) -> dict[str, Any]:
    """Return the people and the ties between them; you have no handle where you have no file."""
    graph = drawn.graph
    return {
        "me": graph.me or None,
        "people": [facts(drawn, handle) for handle in graph.people],
        "ties": [
            {
                "from": tie.one or None,
                "to": tie.other,
                "strength": tie.strength,
                "kinds": list(tie.kinds),
                "stated": [
                    {"of": each.of or None, "kind": each.kind, "who": each.who}
                    for each in tie.stated
                ],
                "times": tie.times,
                "last": None if tie.last is None else str(tie.last),
                "introduced": list(tie.introduced),
                "acquainted": tie.acquainted,
            }
            for tie in graph.ties.values()
        ],
    }


def text(drawn: Drawn) -> str:
    """Return the document as it is printed."""
    return json.dumps(document(drawn), ensure_ascii=False, indent=2) + "\n"
