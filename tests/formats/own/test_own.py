"""Our own table: a ledger that leaves and comes back says the same."""

import string
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.contact import Contact
from dexcli.core.document import to_contact, to_document
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.rows import BadRow, Row
from dexcli.core.settings import Settings
from dexcli.formats.leaving import Leaving
from dexcli.formats.own import columns, reading, toml_cells, writing
from dexcli.formats.source import Source, Terms

TODAY = date(2026, 11, 22)
AWKWARD = st.text(alphabet=";\\'\"=+-@,|[]{}#\n\t aé1", min_size=1, max_size=12)
TEXTS = AWKWARD.map(str.strip).filter(bool)
LINES = TEXTS.map(lambda text: " ".join(text.split()))
LISTS = st.lists(LINES, min_size=1, max_size=3, unique=True)
DATES = st.one_of(
    st.dates(date(1000, 1, 1)), st.just("1985-12"), st.just("12-10"), st.integers(1000, 2026)
)
FULL_DATES = st.one_of(st.dates(date(1000, 1, 1)), st.just("1985-12"), st.integers(1000, 2026))
OWN = st.recursive(
    st.one_of(TEXTS, st.booleans(), st.integers(-9, 9), st.dates(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TEXTS, inner, max_size=2)),
    max_leaves=4,
)
KEYS = st.text(string.ascii_lowercase, min_size=1, max_size=6).map(lambda word: f"my-{word}")
DOCUMENTS = st.fixed_dictionaries(
    {"name": LINES, "id": st.text("abcdefgh0123456789", min_size=10, max_size=10)},
    optional={
        "aka": LISTS, "tags": LISTS, "emails": LISTS, "phones": LISTS, "addresses": LISTS,
        "interests": LISTS, "cadence": st.sampled_from(["3 weeks", "never", "monthly"]),
        "birthday": DATES, "org": LINES, "title": LINES, "city": LINES, "notes": TEXTS,
        "accounts": st.dictionaries(KEYS, LINES, min_size=1, max_size=2),
        "met": st.fixed_dictionaries({"at": LINES}, optional={"on": FULL_DATES, "through": LINES}),
        "paused": st.just(value=True), "archived": st.just(value=True),
        "died": st.one_of(st.just(value=True), st.dates()), "added": FULL_DATES,
        "relationships": st.lists(
            st.fixed_dictionaries({"kind": TEXTS, "name": TEXTS}), min_size=1, max_size=2
        ),
        "dates": st.lists(
            st.fixed_dictionaries({"label": TEXTS, "on": st.dates()}), min_size=1, max_size=2
        ),
        "gifts": st.lists(
            st.fixed_dictionaries({"idea": TEXTS}, optional={"given": st.dates()}),
            min_size=1, max_size=2,
        ),
        "reminders": st.lists(
            st.fixed_dictionaries({"note": TEXTS}, optional={"on": st.dates()}),
            min_size=1, max_size=2,
        ),
        "my-own": OWN, "other": OWN,
    },
)  # fmt: skip


def exported(*documents: dict[str, Any], excel: bool = False, notes: bool = True) -> bytes:
    contacts = [to_contact(each, f"handle-{n}") for n, each in enumerate(documents)]
    leaving = Leaving(
        contacts=tuple(contacts),
        ledger=Ledger({each.handle: each for each in contacts}),
        settings=Settings(),
        today=TODAY,
        notes=notes,
        excel=excel,
    )
    return b"".join(writing.write(leaving))


def rows(raw: bytes, name: str = "people.csv") -> list[Row | BadRow]:
    return list(reading.rows(Source.of_bytes(raw, name), Terms(today=TODAY)))


def contact(row: Row | BadRow) -> Contact:
    assert isinstance(row, Row), row
    assert row.remarks == ()
    return to_contact({**row.contact, "name": row.person.name}, "")


@given(
    st.lists(DOCUMENTS, min_size=1, max_size=3, unique_by=lambda each: str(each["id"])),
    st.booleans(),
)
def test_what_leaves_with_notes_comes_back_the_same(
    documents: list[dict[str, Any]],
    excel: bool,  # noqa: FBT001 - a case
) -> None:
    raw = exported(*documents, excel=excel)

    assert reading.recognises(Source.of_bytes(raw, "people.txt"))
    assert [to_document(contact(row)) for row in rows(raw)] == [
        to_document(to_contact(each, "")) for each in documents
    ]


@given(OWN)
def test_any_value_is_one_cell(value: object) -> None:
    cell = toml_cells.to_cell(value)

    assert toml_cells.from_cell(cell) == value
    assert type(toml_cells.from_cell(cell)) is type(value)


@given(st.lists(TEXTS, max_size=4, unique=True))
def test_any_list_is_one_cell(items: list[str]) -> None:
    assert columns.parted(columns.joined(items)) == items


def test_a_row_speaks_for_the_columns_that_are_there_and_no_other() -> None:
    (row,) = rows(b"name;handle;id;city;accounts.github;mine\nAda;ada;k7m2x9q4c1;;ada;5\n")

    assert isinstance(row, Row)
    assert row.columns == {"name", "city", "accounts.github", "mine"}
    assert row.contact == {
        "name": "Ada", "id": "k7m2x9q4c1", "accounts": {"github": "ada"}, "mine": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("cadence", "often", "'often' is no cadence"),
        ("birthday", "10-Dec", "'10-Dec' is no date"),
        ("birthday", "05/03/1980", "doesn't say which is the day"),
        ("phones", "4.42079E+11", "a spreadsheet has shortened a phone"),
        ("paused", "perhaps", "'perhaps' is neither yes nor no"),
        ("gifts", "a book", "'a book' is no list of tables"),
        ("dates", '[{ label = "x" }]', "required field `on`"),
        ("added", "12-10", "needs a year"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_and_changes_nothing(
    column: str, cell: str, told: str
) -> None:
    quoted = cell.replace('"', '""')

    (row,) = rows(f'id,handle,name,{column}\nk7,ada,Ada,"{quoted}"\n'.encode())

    assert isinstance(row, Row)
    assert row.columns == {"name"}
    (remark,) = row.remarks
    assert told in remark
    assert remark.endswith("; left as it is")


def test_a_column_of_days_tells_its_order_by_one_of_them() -> None:
    raw = b"id,handle,name,birthday\na1,a,A,05/03/1980\nb2,b,B,25/04/1981\n"

    assert [row.contact["birthday"] for row in rows(raw) if isinstance(row, Row)] == [
        date(1980, 3, 5),
        date(1981, 4, 25),
    ]


def test_a_row_that_was_copied_with_its_id_is_told() -> None:
    first, copy = rows(b"id,handle,name\nk7,ada,Ada\nk7,ada,Zed\n")

    assert isinstance(first, Row)
    assert copy == BadRow(
        3, "'k7' stands in row 2 too; empty id and handle for somebody new", label="Zed"
    )


def test_a_row_without_a_name_is_told() -> None:
    assert rows(b"id,handle,name\nk7,ada,\n") == [
        BadRow(2, "no name: the cell 'name' is empty", label="k7")
    ]


@given(st.binary(max_size=120))
def test_random_bytes_under_our_header_are_rows_or_one_line(raw: bytes) -> None:
    try:
        found = rows(b"id,handle,name,phones,birthday,gifts,mine\n" + raw)
    except DexcliError as error:
        found = [BadRow(0, str(error))]

    assert all("\n" not in each.reason for each in found if isinstance(each, BadRow))


def test_cut_off_at_every_byte_nothing_but_one_line_comes_out() -> None:
    raw = exported(
        {"name": "Ada", "tags": ["a", "b"], "notes": 'two\n"lines"', "my": [{"x": 1}]}, excel=True
    )
    for end in range(len(raw)):
        try:
            rows(raw[:end])
        except DexcliError as error:
            assert "\n" not in str(error)  # noqa: PT017 - most ends are no error
