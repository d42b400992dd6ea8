"""Sixty sentences of somebody who knew docs/logging.md alone, and what they expected of each."""

import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.sentence.parse import Parse, Surroundings
from tests.core.sentence.reading import TODAY, contact, read

ASKED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "strangers.json").read_text("utf-8")
)
PEOPLE = (
    "Ada Lovelace", "Bob Marley", "Charles Babbage", "Mary Somerville", "Julie Martin",
    "Marc Martin", "Jean-Luc Dubois", "Hélène Fontaine", "Anna van der Berg", "Zoë Kravitz",
    "May Chen", "Sam Porter", "Sam Ortiz", "Will Grace", "Tom O'Brien", "Eugénie Lefèvre",
    "François Petit",
)  # fmt: skip
ALSO = {"Ada Lovelace": "Countess of Lovelace", "Zoë Kravitz": "Zo", "Sam Ortiz": "Sammy"}
MOST_WRONG = 3
ANY = "any"


STRANGERS = Surroundings(
    Ledger.of(
        replace(one, aka=(ALSO[one.name],)) if one.name in ALSO else one
        for one in map(contact, PEOPLE)
    ),
    TODAY,
)


def said(text: str) -> Parse | None:
    """Return what is read; None where it is refused."""
    try:
        return read(text, STRANGERS)
    except ValueError:
        return None


def asks(found: Parse | None) -> bool:
    return found is None or bool(found.unknown or found.ambiguous or not found.people)


def names(found: Parse) -> list[str]:
    return sorted(each.who[0].name for each in found.people)


def is_as_expected(wanted: dict[str, Any]) -> bool:
    found = said(wanted["text"])
    if found is None or asks(found) != wanted["asks"]:
        return False
    promise = found.promise and {"on": str(found.promise.on or ""), "note": found.promise.note}
    whose = {each.text: each.who[0].name for each in found.people}
    day = found.day or PartialDate.of(TODAY)
    read_ = {
        "on": str(day),
        "kind": found.kind,
        "place": found.place,
        "note": found.note,
        "promise": promise,
        "by": whose.get(found.by, found.by),
    }
    return (
        names(found) == sorted(wanted["people"])
        and sorted(found.tags) == sorted(wanted["tags"])
        and all(wanted[key] in {ANY, value} for key, value in read_.items() if key != "promise")
        and wanted["promise"] in (ANY, promise)
    )


def test_of_sixty_sentences_of_a_stranger_at_most_three_are_read_otherwise() -> None:
    wrong = [each["text"] for each in ASKED if not is_as_expected(each)]

    assert len(ASKED) == 60
    assert len(wrong) <= MOST_WRONG, wrong


def test_none_of_a_stranger_s_sentences_names_a_wrong_person_without_asking() -> None:
    wrong = [
        each["text"]
        for each in ASKED
        if not asks(found := said(each["text"]))
        and found is not None
        and names(found) != sorted(each["people"])
    ]
    assert wrong == []
