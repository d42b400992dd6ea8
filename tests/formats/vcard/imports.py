"""What the tests of vCards share: bytes to rows, rows to a ledger, a ledger to bytes."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from dexcli.core import names, plans
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from dexcli.core.rows import BadRow, Row
from dexcli.core.settings import Settings
from dexcli.formats.leaving import Leaving
from dexcli.formats.source import Source, Terms
from dexcli.formats.vcard import reading, writing

TODAY = date(2026, 11, 22)


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def rows(raw: bytes) -> list[Row | BadRow]:
    return list(reading.rows(Source.of_bytes(raw, "cards.vcf"), Terms(today=TODAY)))


def row(*lines: str) -> Row:
    """Return the row of one card with these lines and a name."""
    named = () if any(line.startswith(("FN", "N:", "N;")) for line in lines) else ("FN:Ada Byron",)
    (found,) = rows(card(*named, *lines))
    assert isinstance(found, Row)
    return found


def contact(*lines: str) -> dict[str, Any]:
    """Return the table that one card with these lines gives."""
    return row(*lines).contact


def ledger(raw: bytes) -> Ledger:
    """Return what a file of cards gives in an empty ledger."""
    terms = plans.Terms(source="vcard", removed={}, today=PartialDate.of(TODAY), taken=set())
    found = [_linked(each) if isinstance(each, Row) else each for each in rows(raw)]
    return Ledger.of(plans.plan_import(Ledger(), found, terms).added)


def written(of: Ledger, *, notes: bool = False, vcard4: bool = False) -> bytes:
    leaving = Leaving(
        contacts=tuple(of), ledger=of, settings=Settings(), today=TODAY, notes=notes, vcard4=vcard4
    )
    return b"".join(writing.write(leaving))


def person(**keys: Any) -> Contact:  # noqa: ANN401 - TOML values
    return to_contact({"name": "Ada Byron", "id": "k7m2x9q4c1", **keys}, "ada-byron")


def lines_of(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").split("\r\n")


def _linked(row: Row) -> Row:
    """Return a row with its links as the import makes them where every name gives its handle."""
    linked = [{"kind": each.kind, "who": names.stem(each.to.name)} for each in row.links]
    if not linked:
        return row
    relationships = [*row.contact.get("relationships", ()), *linked]
    return replace(row, links=(), contact={**row.contact, "relationships": relationships})
