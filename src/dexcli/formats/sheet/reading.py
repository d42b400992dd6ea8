"""Any table of people: a CSV or a workbook whose headings say what is what."""

from collections.abc import Iterator, Mapping, Sequence

from dexcli.core import document
from dexcli.core.contact import DEFAULT_KIND, Interaction
from dexcli.core.document import DocumentError
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import formulas, pages, workbook
from dexcli.formats.columns import days
from dexcli.formats.columns.days import Order
from dexcli.formats.columns.headed import Record, Sheet
from dexcli.formats.columns.keys import Keys
from dexcli.formats.sheet import cells, headings, moments, person
from dexcli.formats.sheet.person import Cell, Person
from dexcli.formats.source import Rows, Source, Terms
from dexcli.formats.table import TableError

_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_LEAST_KNOWN = 2  # headings by which any file is told
_NAMES = frozenset({headings.NAME, headings.FIRST, headings.LAST})
_LOOKED_FOR = "Name, First name, Last name, Nom, Prénom, Vorname, Nachname, Nombre, Nome, Naam"
_DAYS = frozenset({"birthday", "met.on", headings.SEEN, "wedding anniversary"})
_SHOWN = 10  # headings in a message


def recognises(source: Source) -> bool:
    """Return whether a file is a table: by its headings, or one that was named by its suffix.

    A table among the members of an archive may be about anything.
    """
    if source.path is not None and not source.is_folder and _is_called_one(source):
        return True
    known = {headings.meaning(each) for each in pages.header_of(source, headings.is_known)} - {""}
    return len(known) >= _LEAST_KNOWN and not known.isdisjoint(_NAMES)


def _is_called_one(source: Source) -> bool:
    return source.suffix in _SUFFIXES or workbook.is_workbook(source)


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row a person, and one more for each further day on which they were seen.

    Raises:
        TableError: No column can be the name, or the file is damaged.
    """
    remedy = f"{_LOOKED_FOR}; or say which column is what with --map"
    found = pages.read(source, headings.is_known, expected=remedy)
    named = [each for each in found.sheets if _has_names(each)]
    if not named:
        raise _nameless(found.sheets[0])
    yield from found.left
    reader = _Reader(terms)
    for sheet in found.sheets:
        if sheet in named:
            yield from reader.rows(sheet, source.name)
        else:
            label = sheet.name.removeprefix(f"{source.name}, ")
            reason = str(_nameless(sheet)).removeprefix(f"{sheet.name}: ")
            yield BadRow(sheet.line, reason, label=label, unreadable=False, is_file=True)


def _has_names(sheet: Sheet) -> bool:
    return not _NAMES.isdisjoint(headings.meanings(sheet.header))


def _nameless(sheet: Sheet) -> TableError:
    there = ", ".join(heading for heading in sheet.header[:_SHOWN] if heading)
    return TableError(
        f"{sheet.name}: no column for the name among {there}; looked for {_LOOKED_FOR}; "
        "say which column is what with --map"
    )


class _Reader:
    """Reads the tables of one file; the keys are told apart over all of them."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.keys = Keys()

    def rows(self, sheet: Sheet, name: str) -> Rows:
        file = "" if sheet.name == name else sheet.name
        header = tuple(formulas.bare(heading) for heading in sheet.header)
        fields = headings.meanings(header)
        records = list(sheet.records)
        orders = self._orders(fields, [each for each in records if isinstance(each, Record)])
        for record in records:
            if isinstance(record, BadRow):
                yield record
                continue
            filled = list(_filled(record, header, fields, orders))
            if filled:
                yield from self._rows(record.line, filled, file)

    def _rows(self, line: int, filled: Sequence[Cell], file: str) -> Iterator[Row | BadRow]:
        try:
            found = person.of(filled, today=self.terms.today)
            document.to_contact({**found.contact, "name": found.name}, "")
        except DocumentError as error:
            place = ".".join(map(str, error.path))
            yield BadRow(line, f"{place}: {error.problem}", file=file)
            return
        except ValueError as error:
            yield BadRow(line, str(error), file=file)
            return
        yield from self._of(line, found, file)

    def _of(self, line: int, found: Person, file: str) -> Iterator[Row]:
        key = self.keys.of(found.name, found.contact)
        who = Named(found.name, found.spelled, key)
        first, *further = found.seen or (None,)
        yield Row(
            line,
            key if first is None else f"{key}@{first}",
            found.name,
            who,
            contact=found.contact,
            interaction=None if first is None else Interaction(on=first, kind=DEFAULT_KIND),
            file=file,
            links=found.links,
            remarks=found.remarks,
        )
        for day in further:
            assert day is not None, "only the first can be missing"
            one = Interaction(on=day, kind=DEFAULT_KIND)
            yield Row(line, f"{key}@{day}", found.name, who, interaction=one, file=file)

    def _orders(
        self, fields: Sequence[str], records: Sequence[Record]
    ) -> Mapping[int, Order | None]:
        """Return for each column of days how they are read: as told, else as one of them tells."""
        return {
            at: self.terms.order or days.order_of(_plain(each, at) for each in records)
            for at, field in enumerate(fields)
            if field in _DAYS
        }


def _plain(record: Record, at: int) -> str:
    return moments.plain_of(record.cells[at]) if at < len(record.cells) else ""


def _filled(
    record: Record,
    header: Sequence[str],
    fields: Sequence[str],
    orders: Mapping[int, Order | None],
) -> Iterator[Cell]:
    for at, cell in enumerate(record.cells):
        text = cells.filled(formulas.bare(cell))
        if text:
            heading = header[at] or f"column {at + 1}"
            yield Cell(heading, fields[at], text, orders.get(at))
