"""Connections.csv: whom one is connected with, since when, and where they work."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dexcli.core import names
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats.columns import days, headed, profiles, values
from dexcli.formats.columns.keys import Keys
from dexcli.formats.linkedin import people
from dexcli.formats.linkedin.people import People
from dexcli.formats.source import Rows, Source, Terms

# Its headings, as they are folded, in the languages of its website.
_HEADINGS = {
    "first": ("first name", "prenom", "vorname", "nombre", "nome", "voornaam"),
    "last": ("last name", "nom", "nom de famille", "nachname", "apellidos", "cognome",
             "sobrenome", "achternaam"),
    "url": ("url", "profile url", "url du profil", "profil-url", "url del perfil"),
    "email": ("email address", "adresse e-mail", "e-mail-adresse",
              "direccion de correo electronico", "indirizzo email", "endereco de e-mail",
              "e-mailadres", "email"),
    "company": ("company", "entreprise", "unternehmen", "firma", "empresa", "azienda", "bedrijf"),
    "position": ("position", "poste", "cargo", "posizione", "functie"),
    "connected": ("connected on", "date de connexion", "vernetzt am", "verbunden am",
                  "fecha de conexion", "collegato il", "conectado em", "verbonden op"),
}  # fmt: skip
_KEYS = {heading: key for key, headings in _HEADINGS.items() for heading in headings}
_LEAST = 4
_EXPECTED = "First Name, Last Name, Company, Position and Connected On"
_HIDDEN = ("restricted", "member")  # the name that LinkedIn puts for who left or was barred


def recognises(source: Source) -> bool:
    """Return whether the header is that of connections."""
    found = {
        _KEYS[h] for each in headed.header_in(source, _knows) if (h := names.fold(each)) in _KEYS
    }
    return "connected" in found and len(found) >= _LEAST


def rows(source: Source, everybody: People, terms: Terms) -> Rows:
    """Yield a row a connection; who has no name, or hides it, is told.

    Raises:
        TableError: There is no header of connections.
    """
    sheet = headed.read(source, _knows, least=_LEAST, expected=_EXPECTED)
    keys = Keys()
    for record in sheet.records:
        if isinstance(record, BadRow):
            yield record
            continue
        yield _row(record.line, dict(headed.pairs(sheet, record)), everybody, keys, terms.today)


def _row(
    line: int, cells: Mapping[str, str], everybody: People, keys: Keys, today: date
) -> Row | BadRow:
    found = {_KEYS[h]: cell for each, cell in cells.items() if (h := names.fold(each)) in _KEYS}
    slug = profiles.linkedin_slug(found.get("url", ""))
    first, last = found.get("first", ""), found.get("last", "")
    name = values.name_of(first, last)
    if reason := _absence(first, last, found):
        return BadRow(line, reason, label=slug or found.get("company", ""), unreadable=False)
    contact = _contact(cells, found, slug, today)
    key = slug or names.fold(found.get("email", "")) or keys.of(name, contact)
    everybody.connect(key, name)
    return Row(line, key, name, Named(name, name, key), contact=contact)


def _absence(first: str, last: str, found: Mapping[str, str]) -> str:
    """Return why a record is nobody, if it is.

    Source: archives that people publish have rows of commas alone, rows with a company and no
    name, and "Restricted,Member".
    """
    if not found:
        return "the row is empty"
    if not (first or last):
        return "no name"
    if (names.fold(first), names.fold(last)) == _HIDDEN and not found.get("url"):
        return "a member whose name LinkedIn doesn't show"
    return ""


def _contact(
    cells: Mapping[str, str], found: Mapping[str, str], slug: str, today: date
) -> dict[str, Any]:
    own: dict[str, Any] = {h: cell for h, cell in cells.items() if names.fold(h) not in _KEYS}
    if url := "" if slug else found.get("url", ""):
        own["url"] = url
    if when := found.get("connected", ""):
        own["connected"] = _day(when, today)
    return values.filled(
        {
            "emails": values.several([found.get("email", "")]),
            "org": found.get("company", ""),
            "title": found.get("position", ""),
            **people.account(slug),
            "linkedin": own,
        }
    )


def _day(text: str, today: date) -> object:
    """Return the day of a connection; as it stands where it can't be read."""
    try:
        return days.read(text, today=today, order="mdy").to_toml()
    except ValueError:
        return text


def _knows(heading: str) -> bool:
    return names.fold(heading) in _KEYS
