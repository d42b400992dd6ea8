"""Text that would like to do something, and people who have it in every field."""

import itertools
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, get_type_hints

import msgspec
import tomli_w
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from dexcli.core.contact import (
    Contact,
    Gift,
    Interaction,
    Met,
    Relationship,
    Reminder,
    Snooze,
    YearlyDate,
)

HIDDEN = [
    *(chr(code) for code in range(0x20) if code not in {0x09, 0x0A}), "\x7f",
    *(chr(code) for code in range(0x80, 0xA0)), "\u061c", "\u200e", "\u200f",
    *(chr(code) for code in range(0x202A, 0x202F)), *(chr(code) for code in range(0x2066, 0x206A)),
]  # fmt: skip
RAW = re.compile(f"[{''.join(map(re.escape, HIDDEN))}]")
MARKUP = ["Ana [/x]", "[red]Ana[/red]", "[link=http://x]Ana[/link]", "Ana [/", ":smile: Ana"]
PARTS = st.sampled_from([
    *HIDDEN, *MARKUP, "\n", "\t", "a", "[bold]", "[/]", "\x1b[31m", "\x1b]0;t\x07", "\u202e", "é",
    "\u200d", "\u200c", "李", "[", "]", "\\", '"', "'", "=", "%s", "{0}", "-", " ",
])  # fmt: skip
TEXTS = st.lists(PARTS, min_size=1, max_size=6).map("".join)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
DAY = date(2026, 10, 1)
ONE_LEDGER = [HealthCheck.function_scoped_fixture]
# Many commands with few people each, instead of few with many: the commands differ more.
SEVERAL = settings(
    max_examples=max(settings.default.max_examples // 12, 5) if settings.default else 10,
    suppress_health_check=ONE_LEDGER,
)
ALL = settings(
    max_examples=max(settings.default.max_examples // 3, 5) if settings.default else 20,
    suppress_health_check=ONE_LEDGER,
)

# What the fields that are no text must hold, so that somebody is due and everything is shown.
_REST: dict[type, dict[str, Any]] = {
    Contact: {"cadence": "weekly", "birthday": date(1990, 11, 23), "added": DAY},
    Met: {"on": DAY},
    Snooze: {"until": date(2026, 11, 20)},
    Relationship: {},
    YearlyDate: {"on": date(2000, 11, 23)},
    Gift: {},
    Reminder: {"on": date(2026, 11, 21)},
    Interaction: {"on": DAY},
}
_BLOCKS = {
    "relationships": Relationship,
    "dates": YearlyDate,
    "gifts": Gift,
    "reminders": Reminder,
    "interactions": Interaction,
}
_INLINE = {"met": Met, "snoozed": Snooze}
_NOT_IN_FILES = {"handle", "extra"}


@st.composite
def contacts(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> dict[str, Any]:
    """Return a contact's document with such a text in every field that holds text.

    The fields are those of the types themselves, so that none is forgotten
    when one is added; keys of one's own are there too. A few texts serve in
    turn: to draw each field's own takes longer than the command.
    """
    turn = itertools.cycle(draw(st.lists(texts, min_size=1, max_size=7)))
    document = _text_fields(Contact, turn) | _REST[Contact]
    document["name"] = draw(texts.filter(lambda text: bool(text.strip())))
    document |= {key: _block(kind, turn) for key, kind in _INLINE.items()}
    document[f"own-{next(turn)}"] = next(turn)
    return document | {key: [_block(kind, turn)] for key, kind in _BLOCKS.items()}


def stored(document: dict[str, Any]) -> str:
    """Return a document as a file's text."""
    return tomli_w.dumps(document)


def text_keys(kind: type) -> dict[str, Any]:
    """Return the keys of a type that hold text, each with its type."""
    hints = get_type_hints(kind)
    return {
        each.encode_name: hints[each.name]
        for each in msgspec.structs.fields(kind)
        if hints[each.name] in {str, tuple[str, ...], dict[str, str]}
        and each.name not in _NOT_IN_FILES
    }


def _block(kind: type, turn: Iterator[str]) -> dict[str, Any]:
    return _text_fields(kind, turn) | _REST[kind] | {f"own-{next(turn)}": next(turn)}


def _text_fields(kind: type, turn: Iterator[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, hint in text_keys(kind).items():
        if hint is str:
            made[key] = next(turn)
        elif hint == dict[str, str]:
            made[key] = {next(turn): next(turn)}
        else:
            made[key] = [next(turn)]
    return made
