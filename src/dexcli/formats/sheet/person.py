"""One record of a table as a person: each cell where its heading says, the rest under [sheet]."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from dexcli.core import names
from dexcli.core.dates import PartialDate
from dexcli.core.rows import Link, Named
from dexcli.formats.columns import profiles, values
from dexcli.formats.columns.days import DoubtfulDayError, Order
from dexcli.formats.columns.places import Place, one_line
from dexcli.formats.sheet import cells, couples, headings, moments

OWN = "sheet"  # the table of what has no place in our format
_LABELS = "labels"
_LISTS: Mapping[str, Callable[[str], list[str]]] = {
    "emails": cells.mails,
    "phones": cells.phones,
    "tags": cells.several,
    "interests": cells.several,
    "aka": cells.several,
}
_DAYS = frozenset({"birthday", "met.on", headings.SEEN, "wedding anniversary"})
_RELATIVES = frozenset({"spouse", "partner", "child"})
_NAMES = frozenset({headings.NAME, headings.FIRST, headings.MIDDLE, headings.LAST})
_PLACES = frozenset({headings.STREET, headings.POSTAL, headings.REGION, headings.COUNTRY})
_ASIDE = f"[{OWN}]; how often to be in touch here is set by: dexcli every"
_REMEDY = "`dexcli config dates.order=dmy` (or mdy) says how such days are read"


class Cell(Struct, frozen=True):
    """A filled cell: its heading, the field that this means, and the order of the column's days."""

    heading: str
    field: str
    text: str
    order: Order | None = None


class Person(Struct, frozen=True):
    """Who a record is about: the name, the contact's values, the days on which they were seen."""

    name: str
    spelled: str
    contact: dict[str, Any]
    seen: tuple[PartialDate, ...]
    links: tuple[Link, ...]
    remarks: tuple[str, ...]


def of(filled: Iterable[Cell], *, today: date) -> Person:
    """Return the person of a record.

    Raises:
        ValueError: It has nothing that could be a name.
    """
    return _Gathering(list(filled), today).person()


class _Gathering:
    """Takes the cells of one record in turn."""

    def __init__(self, filled: list[Cell], today: date) -> None:
        self.filled, self.today = filled, today
        self.contact: dict[str, Any] = {}
        self.own: dict[str, Any] = {}
        self.labels: dict[str, str] = {}
        self.notes: list[str] = []
        self.seen: list[PartialDate] = []
        self.links: list[Link] = []
        self.remarks: list[str] = []
        self.parts: dict[str, dict[str, str]] = {}
        self.aka: list[str] = []

    def person(self) -> Person:
        for cell in self.filled:
            if cell.field not in _NAMES:
                self._take(cell)
        name, spelled = self._name()
        self._place()
        for text in moments.seen_in("\n".join(self.notes)):
            self._seen(Cell("notes", headings.SEEN, text, self._order()), is_noted=True)
        aka = [*self.contact.get("aka", []), *self.aka]
        own = {**self.own, _LABELS: self.labels}
        found = {
            **self.contact, "aka": aka, "notes": "\n\n".join(self.notes), OWN: own
        }  # fmt: skip
        seen = tuple(dict.fromkeys(self.seen))
        return Person(
            name, spelled, values.filled(found), seen, tuple(self.links), tuple(self.remarks)
        )

    def _take(self, cell: Cell) -> None:
        field = cell.field
        if field in _LISTS:
            self._list(cell)
        elif field in _DAYS:
            self._day(cell)
        elif field in _PLACES or field == headings.CITY:
            self.parts.setdefault(headings.label(cell.heading), {}).setdefault(field, cell.text)
        elif field == "addresses":
            self._add("addresses", one_line(cell.text))
        elif field == "notes":
            self.notes.append(cell.text)
        elif field in _RELATIVES:
            self.links += [Link(field, Named(each, each)) for each in cells.several(cell.text)]
        elif field == "met.through":
            self.links.append(Link("through", Named(cells.spoken(cell.text), cell.text)))
        elif field.startswith(headings.ACCOUNT):
            self._account(field.removeprefix(headings.ACCOUNT), cell.text)
        else:
            self._one(cell)

    def _list(self, cell: Cell) -> None:
        try:
            found = _LISTS[cell.field](cell.text)
        except ValueError as error:
            self._keep_in_notes(cell, str(error))
            return
        if not found:
            self._keep(cell)
        for each in found:
            self._add(cell.field, each)
            if cell.field in {"emails", "phones"} and (label := headings.label(cell.heading)):
                self.labels.setdefault(each, label)

    def _add(self, key: str, value: str) -> None:
        known = self.contact.setdefault(key, [])
        if value not in known:
            known.append(value)

    def _one(self, cell: Cell) -> None:
        """Take what a contact has one of; a second one is kept beside."""
        outer, dot, inner = cell.field.partition(".")
        table = self.contact.setdefault(outer, {}) if dot else self.contact
        key = inner or outer
        is_ours = cell.field in {"org", "title", "met.at"} and not _is_honorific(cell)
        if not is_ours or key in table:
            self._keep(cell)
            if cell.field == headings.CADENCE:
                self.remarks.append(f"{cell.heading} {cell.text!r} is kept under {_ASIDE}")
        else:
            table[key] = " ".join(cell.text.split())

    def _keep(self, cell: Cell) -> None:
        key, number = cell.heading, 1
        while key in self.own:
            number += 1
            key = f"{cell.heading} {number}"
        self.own[key] = cell.text

    def _keep_in_notes(self, cell: Cell, why: str) -> None:
        self.notes.append(f"{cell.heading}: {cell.text}")
        self.remarks.append(f"{cell.heading}: {why}; kept in the notes")

    def _account(self, kind: str, text: str) -> None:
        accounts = self.contact.setdefault("accounts", {})
        if kind == profiles.LINKEDIN and (slug := profiles.linkedin_slug(text)):
            accounts.setdefault(kind, profiles.linkedin_url(slug))
        elif kind == profiles.WEBSITE:
            key, value = profiles.account(text, accounts)
            accounts[key] = value
        else:
            accounts[profiles.free(kind, accounts)] = text

    def _day(self, cell: Cell) -> None:
        if cell.field == headings.SEEN:
            self._seen(cell)
            return
        try:
            day = moments.read(cell.text, today=self.today, order=cell.order)
        except DoubtfulDayError as error:
            self._keep_in_notes(cell, f"{error}; {_REMEDY}")
            return
        except ValueError as error:
            if cell.field == "met.on":  # "Met: at Julie's party" says where
                self._one(Cell(cell.heading, "met.at", cell.text))
            else:
                self._keep_in_notes(cell, str(error))
            return
        self._put_day(cell, day)

    def _put_day(self, cell: Cell, day: PartialDate) -> None:
        match cell.field:
            case "met.on" if day.year is not None:
                self.contact.setdefault("met", {}).setdefault("on", day.to_toml())
            case "birthday" if "birthday" not in self.contact:
                self.contact["birthday"] = day.to_toml()
            case "wedding anniversary" if day.day is not None:
                self._dates().append({"label": cell.field, "on": day.to_toml()})
            case _:
                self._keep(cell)

    def _dates(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.contact.setdefault("dates", [])
        return found

    def _seen(self, cell: Cell, *, is_noted: bool = False) -> None:
        try:
            day = moments.read(cell.text, today=self.today, order=cell.order)
            self._refuse_no_past(day, cell.text)
        except DoubtfulDayError as error:
            problem = f"{error}; {_REMEDY}"
        except ValueError as error:
            problem = str(error)
        else:
            self.seen.append(day)
            return
        if not is_noted:
            self._keep_in_notes(cell, problem)

    def _refuse_no_past(self, day: PartialDate, text: str) -> None:
        if day.year is None:
            raise ValueError(f"{text!r} has no year")
        if day.first > self.today:
            raise ValueError(f"{text!r} lies ahead")

    def _order(self) -> Order | None:
        return next((each.order for each in self.filled if each.order is not None), None)

    def _place(self) -> None:
        """Make one address of its parts; the city of the first is the city."""
        for parts in self.parts.values():
            place = Place(**parts)
            if any(part in _PLACES for part in parts):
                self._add("addresses", place.line)
            if place.city and "city" not in self.contact:
                self.contact["city"] = " ".join(place.city.split())

    def _name(self) -> tuple[str, str]:
        """Return the name as it is spoken, and as it stands; who has none comes in for triage."""
        found = {
            field: values.name_of(*(each.text for each in self.filled if each.field == field))
            for field in _NAMES
        }
        whole = next((each.text for each in self.filled if each.field == headings.NAME), "")
        parts = values.name_of(found[headings.FIRST], found[headings.MIDDLE], found[headings.LAST])
        spelled = " ".join(whole.split()) or parts
        name = cells.spoken(whole) if whole else parts
        if whole and parts and names.same_key(parts) != names.same_key(name):
            self.aka.append(parts)
        for each in self.filled:
            if each.field == headings.NAME and each.text != whole:
                self.aka.append(cells.spoken(each.text))
        if name:
            if remark := couples.remark(name):
                self._triage(remark)
            return name, spelled
        reach = next((self.contact[k][0] for k in ("emails", "phones") if self.contact.get(k)), "")
        name = str(self.contact.get("org") or reach)
        if not name:
            raise ValueError("no name: its cells are empty")
        self._triage(f"no name; called {name!r} and tagged {values.TRIAGE}")
        return name, name

    def _triage(self, remark: str) -> None:
        self.remarks.append(remark)
        self._add("tags", values.TRIAGE)


def _is_honorific(cell: Cell) -> bool:
    """Return whether a "title" is a "Mrs" and no job."""
    return cell.field == "title" and headings.folded(cell.text) in cells.HONORIFICS
