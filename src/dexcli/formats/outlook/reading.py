"""One record of Outlook's CSV, in the keys of a contact."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dexcli.formats.columns import days, places, profiles, values
from dexcli.formats.outlook import vocabulary as words

_NO_DAY = re.compile(r"0{1,2}[./-]0{1,2}[./-]0{2,4}|0{4}-00-00")
# What Outlook fills in by itself and says nothing of anybody.
_SAYS_NOTHING = {
    "sensitivity": ("normal",), "priority": ("normal",), "private": ("false", "falsch", "faux"),
    "gender": ("unspecified", "keine angabe", "non specifie"),
    **dict.fromkeys(words.TYPES, ("smtp",)),
}  # fmt: skip
_PARTED = re.compile(r"\s*[;,]\s*")
_RELATIONS = (
    (words.SPOUSE, "spouse"), (words.MANAGER, "manager"), (words.ASSISTANT, "assistant"),
)  # fmt: skip
Cells = Mapping[str, str]


def named(header: tuple[str, ...], cells: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the filled cells that have a column of Outlook's, by its English name."""
    for name, cell in zip(words.columns(header), cells, strict=False):
        if name and cell:
            yield name, cell


def unnamed(header: tuple[str, ...], cells: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the filled cells that no key of a contact is made of, by their own heading.

    What a mail shows is left out where it is the name, with or without the address.
    """
    found = dict(named(header, cells))
    spoken = name_in(found)
    shown = {spoken, *(f"{spoken} ({found.get(each, '')})" for each in words.EMAILS)}
    names = words.columns(header)
    for n, (heading, name, cell) in enumerate(zip(header, names, cells, strict=False), start=1):
        if not cell or name in _USED or cell.casefold() in _SAYS_NOTHING.get(name, ()):
            continue
        if name in words.DISPLAY and cell in shown:
            continue
        yield heading or f"column {n}", cell


def name_in(cells: Cells) -> str:
    """Return the name of a person: its parts, else what their mail shows."""
    parts = (words.FIRST, words.MIDDLE, words.LAST)
    if spoken := values.name_of(*(cells.get(each, "") for each in parts)):
        return spoken
    shown = values.name_of(cells.get(words.DISPLAY[0], ""))
    return "" if "@" in shown else shown


def stand_in(contact: Mapping[str, Any]) -> str:
    """Return what a card without a name goes by: its company, an e-mail, a phone."""
    found = [contact.get("org", ""), *contact.get("emails", ()), *contact.get("phones", ())]
    return next((each for each in found if each), "")


class Reader:
    """Makes a contact of one record; ``remarks`` is what a person should look at.

    ``settled`` is where a day that can be read now stood while it couldn't.
    """

    def __init__(self, today: date, order: days.Order | None, header: tuple[str, ...]) -> None:
        self.today, self.order = today, order
        self.headings = dict(zip(words.columns(header), header, strict=True))
        self.remarks: list[str] = []
        self.settled: list[str] = []

    def contact(self, cells: Cells, own: dict[str, Any]) -> dict[str, Any]:
        """Return the keys of a contact; what has none is added to ``own``."""
        lines, city = _addresses(cells)
        phones = {cells[each]: each for each in reversed(words.PHONES) if each in cells}
        own["phone_labels"] = {n: each for n, each in phones.items() if each != words.PHONES[0]}
        honorifics = {"Title": cells.get(words.TITLE, ""), "Suffix": cells.get(words.SUFFIX, "")}
        birthday = self._day(words.BIRTHDAY, cells, own)
        wedding = self._day(words.ANNIVERSARY, cells, own)
        contact = {
            "emails": self._emails(cells, own),
            "tags": _parts(cells.get(words.CATEGORIES, "")),
            "birthday": birthday,
            "phones": values.several(cells.get(each, "") for each in words.PHONES),
            "addresses": lines,
            "accounts": _accounts(cells),
            "org": cells.get(words.ORG, ""),
            "title": cells.get(words.JOB, ""),
            "city": city,
            "interests": _parts(cells.get(words.HOBBY, "")),
            "notes": cells.get(words.NOTES, ""),
            "met": {"through": values.name_of(cells.get(words.REFERRED, ""))},
            "relationships": _relations(cells),
            "dates": [{"label": "anniversary", "on": wedding}] if wedding else [],
            "outlook": {**honorifics, **own},
        }
        return values.filled(contact)

    def _emails(self, cells: Cells, own: dict[str, Any]) -> list[str]:
        """Return the addresses; Exchange's own paths, to which nobody can write, are kept."""
        found = {each: cells[each] for each in words.EMAILS if each in cells}
        own |= {self.headings[each]: text for each, text in found.items() if "@" not in text}
        return values.several(text for text in found.values() if "@" in text)

    def _day(self, column: str, cells: Cells, own: dict[str, Any]) -> object:
        """Return a day; one that can't be read, or in two ways, is kept as it stands and told."""
        text = cells.get(column, "")
        if not text or _NO_DAY.fullmatch(text.split()[0]):
            return ""
        try:
            found = days.read(text, today=self.today, order=self.order)
            if found.day is not None or column == words.BIRTHDAY:
                self.settled.append(f"outlook.{self.headings[column]}")
                return found.to_toml()
            problem = f"{text!r} is no day"
        except ValueError as error:
            problem = str(error)
        own[self.headings[column]] = text
        self.remarks.append(f"{column}: {problem}; kept under [outlook]")
        return ""


def _addresses(cells: Cells) -> tuple[list[str], str]:
    lines, city = [], ""
    for kind in words.PLACES:

        def part(name: str, kind: str = kind) -> str:
            return cells.get(words.place(kind, name), "")

        streets = (*words.STREETS, words.BOX)
        place = places.Place(
            street=", ".join(found for each in streets if (found := places.one_line(part(each)))),
            postal=part(words.POSTAL),
            city=part(words.CITY),
            region=part(words.STATE),
            country=part(words.COUNTRY) or part("country"),
        )
        city = city or place.city
        line = place.line or places.one_line(part("address"))
        lines += [line] if line != city else []
    return values.several(lines), city


def _accounts(cells: Cells) -> dict[str, str]:
    page = cells.get(words.WEB, "")
    return dict([profiles.account(page)]) if page else {}


def _relations(cells: Cells) -> list[dict[str, str]]:
    found = [{"kind": kind, "name": cells[each]} for each, kind in _RELATIONS if each in cells]
    children = _parts(cells.get(words.CHILDREN, ""))
    return [*found, *({"kind": "child", "name": each} for each in children)]


def _parts(cell: str) -> list[str]:
    return values.several(_PARTED.split(cell))


_STREETS_AND_ALL = (
    *words.STREETS, words.CITY, words.STATE, words.POSTAL, words.COUNTRY, "country", words.BOX,
)  # fmt: skip
_USED = frozenset(
    {words.FIRST, words.MIDDLE, words.LAST, words.TITLE, words.SUFFIX, words.ORG, words.JOB,
     words.NOTES, words.CATEGORIES, words.BIRTHDAY, words.ANNIVERSARY, words.HOBBY, words.WEB,
     words.SPOUSE, words.CHILDREN, words.MANAGER, words.ASSISTANT, words.REFERRED,
     *words.EMAILS, *words.PHONES,
     *(words.place(kind, part) for kind in words.PLACES for part in _STREETS_AND_ALL)}
)  # fmt: skip
