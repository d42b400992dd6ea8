"""Files as programs in use wrote them: none raises, and every record arrives or is named.

Asked for with DEXCLI_REAL_FILES=1, since it takes a network.
"""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row
from dexcli.formats import registry
from dexcli.formats.source import Source, Terms
from tests.real import fetched
from tests.real.fetched import Real

pytestmark = pytest.mark.skipif(
    not os.environ.get("DEXCLI_REAL_FILES"), reason="DEXCLI_REAL_FILES=1 fetches them"
)
TERMS = Terms(today=date(2026, 11, 22), order="dmy", everybody=True)
_CARD = re.compile(rb"(?im)^[^\S\r\n]*BEGIN:VCARD[^\S\r\n]*\r?$")
_EVENT = re.compile(rb"(?im)^BEGIN:VEVENT[^\S\r\n]*\r?$")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Real]:
    return fetched.fetch(tmp_path_factory.mktemp("fetched"))


def read(real: Real, name: str) -> list[Row | BadRow]:
    source = Source.of_bytes(real.raw, Path(real.name).name)
    return list(registry.reads(registry.readable(name)).rows(source, TERMS))


def test_there_are_files_of_every_kind(files: list[Real]) -> None:
    kinds = [real.suffix for real in files]
    assert kinds.count(".vcf") >= 25
    assert kinds.count(".ics") >= 250
    assert kinds.count(".eml") >= 40


@pytest.mark.parametrize(
    ("suffix", "name", "records"),
    [
        (".vcf", "vcard", lambda raw: len(_CARD.findall(raw))),
        (".ics", "ics", lambda raw: 1 if _EVENT.search(raw) else 0),
        (".eml", "mbox", lambda _: 1),
    ],
    ids=("cards", "events", "mails"),
)
def test_no_file_raises_and_each_record_arrives_or_is_named(
    files: list[Real], suffix: str, name: str, records: Callable[[bytes], int]
) -> None:
    wrong = []
    for real in files:
        if real.suffix != suffix:
            continue
        try:
            rows = read(real, name)
        except DexcliError as error:
            if records(real.raw):
                wrong.append(f"{real.name}: {error}")
            continue
        if len({row.line for row in rows}) < records(real.raw):
            wrong.append(f"{real.name}: {records(real.raw)} records, {len(rows)} rows")
    assert wrong == []


def test_every_file_is_known_by_its_content(files: list[Real]) -> None:
    expected = {".vcf": "vcard", ".ics": "ics"}
    counted = {".vcf": _CARD, ".ics": _EVENT}
    wrong = [
        real.name
        for real in files
        if real.suffix in expected and counted[real.suffix].search(real.raw)
        for found in [registry.recognised(Source.of_bytes(real.raw, "without-a-suffix"))]
        if found is None or found.name != expected[real.suffix]
    ]
    assert wrong == []
