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


def test_each_card_arrives_under_its_name_or_is_told(files: list[Real]) -> None:
    assert missed(files, ".vcf", "vcard", cards) == []


def test_each_event_arrives_or_is_told_or_counted(files: list[Real]) -> None:
    assert missed(files, ".ics", "ics", events) == []


def test_each_mail_arrives_or_is_told(files: list[Real]) -> None:
    assert missed(files, ".eml", "mbox", mails) == []


def missed(
    files: list[Real], suffix: str, name: str, wrong: Callable[[str, list[Row | BadRow]], list[str]]
) -> list[str]:
    """Return what an independent look at the files finds in them and a reader of ours doesn't."""
    found = []
    for real in files:
        if real.suffix != suffix:
            continue
        text = plain(real.raw)
        try:
            rows = read(real, name)
        except DexcliError as error:
            if wrong(text, []):
                found.append(f"{real.name}: {error}")
            continue
        found += [f"{real.name}: {each}" for each in wrong(text, rows)]
    return found


def plain(raw: bytes) -> str:
    """Return a file's text, unfolded as naively as can be."""
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n[ \t]", "", text)


def cards(text: str, rows: list[Row | BadRow]) -> list[str]:
    """Return the names of cards that no row has; cards inside a card are that card's."""
    outer = re.sub(r"(?ims)^AGENT[^\n]*:\s*\nBEGIN:VCARD.*?^END:VCARD\s*?$", "", text)
    count = len(re.findall(r"(?im)^\s*BEGIN:VCARD\s*?$", outer))
    told = folded(" ".join(_said(row) for row in rows))
    names_ = re.findall(r"(?im)^(?:[\w-]+\.)?FN:([^\n;=\\]+)$", outer)
    wrong = [f"FN {name!r}" for name in names_ if folded(name) not in told]
    return [*wrong, *([f"{count} cards, {len(rows)} rows"] if len(rows) < count else [])]


def events(text: str, rows: list[Row | BadRow]) -> list[str]:
    """Return the events that no row names, by their summary or UID, beyond those that are counted.

    A series stands for its exceptions, and they for the series.
    """
    told = " ".join(_said(row) for row in rows)
    counted = sum(int(n.replace(",", "")) for n in re.findall(r"and ([\d,]+) more events", told))
    unnamed = []
    text = re.sub(r"(?ims)^BEGIN:VALARM\s*?$.*?^END:VALARM\s*?$", "", text)
    for event in re.findall(r"(?ims)^BEGIN:VEVENT\s*?$(.*?)(?=^BEGIN:VEVENT|^END:VEVENT|\Z)", text):
        uid = "".join(re.findall(r"(?im)^UID[^:\n]*:(.*)$", event)[:1]).strip()
        summary = "".join(re.findall(r"(?im)^SUMMARY[^:\n]*:([^\\\n]*)", event)[:1]).strip()
        series = re.findall(rf"(?ims)^UID[^:\n]*:{re.escape(uid)}\s*?$", text) if uid else []
        is_named = any(each and folded(each) in folded(told) for each in (uid, summary))
        if not is_named and len(series) < 2 and (uid or summary):
            unnamed.append(uid or summary)
    return unnamed[counted:]


def mails(text: str, rows: list[Row | BadRow]) -> list[str]:
    """Return the Message-ID of a mail that no row has; a text without a header is no mail."""
    header = text.split("\n\n", 1)[0]
    if not re.match(r"(?:>?From |[!-9;-~]+:)", header.lstrip("\n")):
        return []
    said = re.findall(r"(?im)^Message-ID:\s*<([^>\s]+)>", header)
    told = " ".join(_said(row) for row in rows)
    if not rows:
        return [said[0] if said else "nothing is told"]
    return [each for each in said[:1] if each not in told]


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _said(row: Row | BadRow) -> str:
    if isinstance(row, BadRow):
        return f"{row.label} {row.reason}"
    note = row.interaction.note if row.interaction is not None else ""
    plans = " ".join(each["note"] for each in row.contact.get("reminders", ()))
    kept = " ".join(map(str, row.contact.values()))
    return f"{row.key} {row.label} {row.person.name} {row.person.spelled} {note} {plans} {kept}"


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
