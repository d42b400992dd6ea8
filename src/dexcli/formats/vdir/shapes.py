"""What a card and a contact can both say, as one plain table: what is compared and merged."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from dexcli.core.contact import Contact, Relationship, YearlyDate
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.merging import canonical
from dexcli.formats.vcard import naming, ours, says
from dexcli.formats.vcard.cards import Card
from dexcli.formats.vcard.contacts import TRIAGE
from dexcli.formats.vcard.groups import Directory
from dexcli.formats.vcard.meanings import Related, Yearly

Shape = dict[str, Any]
LISTS = ("aka", "emails", "phones", "addresses", "tags")
TEXTS = ("org", "title", "birthday")
BLOCKS = ("dates", "relationships")
KEYS = ("name", *LISTS, *TEXTS, "accounts", *BLOCKS)


def of_contact(contact: Contact, ledger: Ledger) -> Shape:
    """Return what a contact says that a card can say."""
    return _shape(contact.name, ours.values_of(contact, ledger))


def of_card(card: Card, known: Directory) -> Shape:
    """Return what a card says that a contact can say; notes stay where they are."""
    properties = [each for each in card.properties if each.name not in {"FN", "N"}]
    told = says.by_key(says.of(properties))
    values = {key: [v for each in told[key] for v in each.values] for key in told if key}
    values["relationships"] = [
        named
        for each in values.get("relationships", ())
        if (named := each if each.name else replace(each, name=known.names.get(each.key, ""))).name
    ]
    others = (each for key in ("org", "aka", "emails", "phones") for each in values.get(key, ()))
    return _shape(naming.of(card.properties).name or next(others, ""), values)


def values_in(shape: Shape) -> dict[str, list[Any]]:
    """Return a shape as the values that lines say."""
    found: dict[str, list[Any]] = {key: list(shape.get(key, ())) for key in LISTS}
    found |= {key: [shape[key]] if key in shape else [] for key in TEXTS}
    found["accounts"] = list(shape.get("accounts", {}).items())
    found["dates"] = [Yearly(each["label"], each["on"]) for each in shape.get("dates", ())]
    found["relationships"] = [
        Related(each["kind"], each["name"]) for each in shape.get("relationships", ())
    ]
    return found


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 - values of a shape, or None
    """Return whether two values say the same; in which order a list has it says nothing."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(canonical.of, one)) == sorted(map(canonical.of, other))
    return canonical.same(one, other)


def onto(contact: Contact, was: Shape, wanted: Shape, ledger: Ledger) -> Contact:
    """Return a contact that says what ``wanted`` says, where that isn't what it ``was``."""
    news = {key: wanted.get(key) for key in KEYS if not same(was.get(key), wanted.get(key))}
    for key, value in news.items():
        contact = _with(contact, key, value, ledger)
    return contact


def _with(contact: Contact, key: str, value: Any, ledger: Ledger) -> Contact:  # noqa: ANN401 - as in a shape
    made: Any
    match key:
        case "birthday":
            made = PartialDate.parse(value) if value else None
        case "dates":
            made = tuple(_dates(contact, value or ()))
        case "relationships":
            made = tuple(_related(contact, value or (), ledger))
        case "accounts":
            made = dict(value or {})
        case "name" | "org" | "title":
            made = value or (contact.name if key == "name" else "")
        case "tags":
            here = [each for each in contact.tags if each == TRIAGE]
            made = _in_order(contact.tags, (*(value or ()), *here))
        case _:
            made = _in_order(getattr(contact, key), value or ())
    return replace(contact, **{key: made})


def _in_order(old: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return a list in the order it had, with what is new behind."""
    every = list(wanted)
    return tuple(dict.fromkeys((*(each for each in old if each in every), *every)))


def _dates(contact: Contact, wanted: Iterable[Shape]) -> Iterable[YearlyDate]:
    known = {(each.label, str(each.on)): each for each in contact.dates}
    by_label = {each.label: each for each in contact.dates}
    for each in wanted:
        label, day = each["label"], PartialDate.parse(each["on"])
        old = known.get((label, each["on"])) or by_label.get(label)
        yield YearlyDate(label=label, on=day) if old is None else replace(old, on=day)


def _related(contact: Contact, wanted: Iterable[Shape], ledger: Ledger) -> Iterable[Relationship]:
    told = zip(ours.related(contact, ledger), contact.relationships, strict=True)
    known = {(said.kind, said.name): each for said, each in told}
    for each in wanted:
        key = (each["kind"], each["name"])
        yield known.get(key) or Relationship(kind=each["kind"], name=each["name"])


def _shape(name: str, values: dict[str, list[Any]]) -> Shape:
    found: Shape = {"name": name}
    found |= {key: list(dict.fromkeys(values.get(key, ()))) for key in LISTS}
    found["tags"] = [each for each in found["tags"] if each != TRIAGE]  # ours alone
    found |= {key: next(iter(values.get(key, ())), "") for key in TEXTS}
    found["accounts"] = dict(values.get("accounts", ()))
    found["dates"] = _unique(
        {"label": each.label, "on": each.day} for each in values.get("dates", ())
    )
    found["relationships"] = _unique(
        {"kind": each.kind, "name": each.name} for each in values.get("relationships", ())
    )
    return {key: value for key, value in found.items() if value}


def _unique(blocks: Iterable[Shape]) -> list[Shape]:
    return list({canonical.of(each): each for each in blocks}.values())
