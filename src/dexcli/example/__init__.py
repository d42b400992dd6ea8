"""The example ledger: a dozen of Arthur Schnitzler's correspondents, moved to the present.

Source: letters.csv, a part of the correspondence metadata "Publizierte Briefe
von und an Arthur Schnitzler (ohne Dubletten)", Martin Anton Müller,
github.com/arthur-schnitzler/schnitzler-cmif, CC0.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from importlib import resources
from pathlib import Path

from msgspec.structs import replace

from dexcli.core import plans
from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.rows import BadRow, Row
from dexcli.formats import mapped, mapping, table
from dexcli.store import codec, founding
from dexcli.store.change import Change
from dexcli.store.folder import Folder
from dexcli.store.reading import Reading

THEN = date(1901, 12, 15)  # the day that becomes today; the last letter is eight days older
LETTERS, MAP, PEOPLE, CONFIG = "letters.csv", "letters.map.toml", "people.toml", "config.toml"


def plan(path: Path, *, today: date) -> list[Change]:
    """Return what makes the example ledger in a folder that is no ledger yet."""
    folder = Folder(path)
    dozen = [folder.change(Reading(), contact) for contact in contacts(today=today)]
    return [founding.plan(path, _text(CONFIG)), *dozen]


def contacts(*, today: date) -> list[Contact]:
    """Return the dozen, every day of theirs moved by the same whole number of days."""
    then = PartialDate.of(THEN)
    terms = plans.Terms(source="letters", removed={}, today=then, taken=set())
    plan = plans.plan_import(Ledger(), _rows(), terms)
    known = {each["name"]: each for each in codec.parse(_text(PEOPLE), PEOPLE)["people"]}
    return [
        _moved(_described(contact, known[contact.name]), today - THEN) for contact in plan.added
    ]


def _rows() -> list[Row | BadRow]:
    wanted = mapping.to_map(codec.parse(_text(MAP), MAP), MAP)
    return list(mapped.rows(wanted, table.parse(_text(LETTERS), LETTERS), today=THEN))


def _described(contact: Contact, about: dict[str, object]) -> Contact:
    cadence = about.get("cadence")
    tags = about["tags"]
    assert isinstance(tags, list)
    return replace(
        contact,
        tags=tuple(tags),
        cadence=None if cadence is None else Cadence.parse(str(cadence)),
        city=str(about.get("city", "")),
        notes=str(about.get("notes", "")),
        added=_first(contact.interactions),
    )


def _first(interactions: Iterable[Interaction]) -> PartialDate:
    return PartialDate.of(min(one.on.first for one in interactions))


def _moved(contact: Contact, by: timedelta) -> Contact:
    def later(day: PartialDate) -> PartialDate:
        return PartialDate.of(day.first + by)

    moved = tuple(
        replace(one, on=later(one.on), until=None if one.until is None else later(one.until))
        for one in contact.interactions
    )
    assert contact.added is not None
    return replace(contact, interactions=moved, added=later(contact.added))


def _text(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text("utf-8")
