"""The people whom the sentences of the tests name, and how a parse is written in a line."""

from datetime import date

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger
from dexcli.core.sentence.parse import Parse, Surroundings, parse

TODAY = date(2026, 11, 22)  # a Sunday
PEOPLE = (
    "Ada Lovelace", "Bob Marley", "Julie Martin", "Jean-Luc Petit", "Anna van der Berg",
    "May Chen", "Will Smith", "Rose Dupont", "Mark Twain", "Grace Hopper", "Paul Durand",
    "Paul Martin", "Hugo von Hofmannsthal", "Zoé Çelik", "Pierre Curie", "Samuel Fischer",
)  # fmt: skip
GONE = ("Arne Dahl",)  # archived


def contact(name: str, *, archived: bool = False) -> Contact:
    handle = names.stem(name)
    email = f"{handle.split('-', maxsplit=1)[0]}@example.org"
    return Contact(name=name, handle=handle, emails=(email,), archived=archived)


LEDGER = Ledger.of([*map(contact, PEOPLE), *(contact(name, archived=True) for name in GONE)])
HERE = Surroundings(LEDGER, TODAY)


def read(text: str, here: Surroundings = HERE) -> Parse:
    return parse(text, here)


def shown(text: str) -> str:
    """Return a line of the table: the sentence and its parts, those that are empty as nothing."""
    try:
        said = read(text)
    except ValueError as error:
        return f"{text} | error: {type(error).__name__}"
    people = [each.handle for each in said.people]
    people += [f"?{each.text}" for each in said.ambiguous]
    people += [f"!{name}" for name in said.unknown]
    promise = said.promise
    cells = (
        text,
        ", ".join(people),
        "" if said.day is None else str(said.day),
        said.kind,
        said.place,
        " ".join(said.tags),
        said.note,
        "" if promise is None else f"{promise.on or 'some day'}: {promise.note}",
        said.by,
    )
    return " | ".join(cells).rstrip(" |")
