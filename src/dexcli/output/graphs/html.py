"""The graph as one self-contained page: searched, filtered, and clicked through to a person.

It asks nothing of any other machine. Names stand in it as JSON that a script puts into
text nodes, and the policy lets no other script run than ours.
"""

import base64
import hashlib
import json
from importlib import resources
from typing import Any

from dexcli.core import names, words
from dexcli.core.graph import layout, telling
from dexcli.core.graph.ties import Tie
from dexcli.output import sanitize
from dexcli.output.graphs import Drawn, facts

# What could end the script, turn the source around, or is no text; JSON has escapes for it.
_ESCAPED = (*map(ord, "<>&"), 0x2028, 0x2029, *sanitize.DIRECTIONS, *range(0xD800, 0xE000))
_HIDDEN = {code: f"\\u{code:04x}" for code in _ESCAPED}


def document(drawn: Drawn) -> str:
    """Return the page."""
    style, body = _part("page.css"), _part("page.html")
    script = _part("picture.js") + _part("hands.js")
    policy = (
        f"default-src 'none'; style-src {_allowed(style)}; script-src {_allowed(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    data = json.dumps(_data(drawn), ensure_ascii=False, separators=(",", ":")).translate(_HIDDEN)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>People and ties</title>\n<style>{style}</style>\n</head>\n<body>\n{body}"
        f'<script type="application/json" id="data">{data}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _part(name: str) -> str:
    return resources.files("dexcli.output.graphs").joinpath(name).read_text(encoding="utf-8")


def _allowed(text: str) -> str:
    """Return what lets exactly this text run (W3C, Content Security Policy Level 3, §2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(drawn: Drawn) -> dict[str, Any]:
    """Return everybody in the order of their distance from the middle, and the ties by places."""
    arranged = layout.around(drawn.graph, drawn.centre)
    number = {handle: place for place, handle in enumerate(arranged.order)}
    return {
        "me": number.get(drawn.graph.me),
        "people": [_person(drawn, one, arranged.places[one]) for one in arranged.order],
        "ties": [_tie(drawn, tie, number) for tie in drawn.graph.ties.values()],
    }


def _person(drawn: Drawn, handle: str, place: layout.Place) -> dict[str, Any]:
    told = facts(drawn, handle)
    name = "You" if told["handle"] is None else drawn.ledger.name_of(handle)
    shown = {key: told[key] for key in ("org", "city", "tags", "notes") if told.get(key)}
    where = {"x": round(place[0], 1), "y": round(place[1], 1)}
    return {"name": sanitize.controls(name), "key": names.fold(name), **_plain(shown), **where}


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of somebody without control characters, which no page can show."""
    return {
        key: list(map(sanitize.controls, each)) if key == "tags" else sanitize.controls(each)
        for key, each in told.items()
    }


def _tie(drawn: Drawn, tie: Tie, number: dict[str, int]) -> dict[str, Any]:
    """Return a tie; how often and when somebody was met is private, as notes are."""
    teller = drawn.teller
    told = teller.evidence(tie, tie.one) if drawn.notes else _without_days(drawn, tie)
    return {
        "a": number[tie.one],
        "b": number[tie.other],
        "s": round(tie.strength, 4),
        "k": list(tie.kinds),
        # Names stand among our own words here, so that none may turn what follows.
        "t": sanitize.paragraph(words.sentence("; ".join(told))),
    }


def _without_days(drawn: Drawn, tie: Tie) -> list[str]:
    teller = drawn.teller
    told = [teller.stated(each) for each in tie.stated]
    told += [teller.introduced(each, tie.beyond(each)) for each in tie.introduced]
    told += ["met together"] if tie.times else []
    return told + ([telling.HOW_YOU_MET] if tie.acquainted else [])
