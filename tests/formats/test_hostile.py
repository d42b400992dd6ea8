"""Files that are cut off, spoilt or made to do harm: each reader gives rows, or one line."""

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row
from dexcli.formats import registry
from dexcli.formats.source import Source
from tests.conftest import FULL
from tests.formats import samples
from tests.formats.bringing import TERMS, ledger_of
from tests.formats.samples import ARCHIVE, Sample

SAMPLES = samples.every()
STEP = 1 if FULL else 7  # bytes between two cuts
EVERYBODY = replace(TERMS, everybody=True)
JUNK = [
    b"\0", b"\xff\xfe", b"\r", b"\n", b"\r\n", b'"', b"'", b",", b";", b":", b"\\", b"=", b"{",
    b"}", b"[", b"]",
    b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x1b[31m", b"9" * 30, b"-1", b"null",
    b"true", b"1e999", b"NaN", b"\\ud800", b"\\u0000", b"99999999999", b"0000-00-00",
    b"9999-12-31", b"          ", b"BEGIN:VCARD\r\n", b"END:VEVENT\r\n", b"BEGIN:VEVENT\r\n", b"From ", b"####",
    b"=?x?q?=zz?=", b"{}", b"[[]]", b'""', b"a@b", b"RRULE:FREQ=SECONDLY\r\n", b"%s", b"../",
]  # fmt: skip
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=[each.title for each in SAMPLES])
texts = [each for each in SAMPLES if not each.raw.startswith(ARCHIVE)]
each_text = pytest.mark.parametrize("sample", texts, ids=[each.title for each in texts])


class Outcome(NamedTuple):
    """What came of a file: its rows, or the line with which it is refused."""

    rows: list[Row | BadRow]
    refused: str = ""


def outcome(source: Callable[[], Source], name: str) -> Outcome:
    """Read a file and plan its import; nothing but rows or one line may come of it."""
    try:
        given_ = source()
        found = list(registry.reads(registry.readable(name)).rows(given_, EVERYBODY))
    except DexcliError as error:
        told = str(error)
    else:
        for row in found:
            assert row.line >= 1
            assert not isinstance(row, BadRow) or (row.reason and "\n" not in row.reason)
        ledger_of(found, name)
        return Outcome(found)
    assert told
    assert "\n" not in told
    return Outcome([], told)


@each_sample
def test_cut_off_at_every_byte_it_is_rows_or_one_line(sample: Sample, tmp_path: Path) -> None:
    for end in range(0, len(sample.raw), STEP):
        raw = sample.raw[:end]
        made = outcome(lambda raw=raw: samples.as_source(raw, sample.file, tmp_path), sample.format)
        assert not made.refused or sample.file in made.refused.partition(": ")[0]


@each_sample
def test_the_whole_sample_is_read(sample: Sample, tmp_path: Path) -> None:
    source = samples.as_source(sample.raw, sample.file, tmp_path)
    assert any(isinstance(row, Row) for row in outcome(lambda: source, sample.format).rows)


@each_sample
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=400))
def test_random_bytes_are_rows_or_one_line(sample: Sample, tmp_path: Path, raw: bytes) -> None:
    outcome(lambda: samples.as_source(raw, sample.file, tmp_path), sample.format)


@each_text
@given(seed=st.integers(0, 1 << 32))
def test_a_spoilt_file_is_rows_or_one_line(sample: Sample, seed: int) -> None:
    spoilt = edited(sample.raw, random.Random(seed))  # noqa: S311 - no secret
    outcome(lambda: Source.of_bytes(spoilt, sample.file), sample.format)


@each_text
@pytest.mark.parametrize("junk", [b"\0", b"\xff", b"\r", b"\xe2\x80\xae", b'"'])
def test_one_wrong_byte_anywhere_costs_at_most_the_file(sample: Sample, junk: bytes) -> None:
    for place in range(0, len(sample.raw), 1 if FULL else 97):
        spoilt = sample.raw[:place] + junk + sample.raw[place:]
        outcome(lambda raw=spoilt: Source.of_bytes(raw, sample.file), sample.format)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("vcard", b"BEGIN:VCARD\n" * 1365),
        ("vcard", b"BEGIN:VCARD\nAGENT:\n" * 862),
        ("ics", b"BEGIN:VEVENT\n" * 1260),
        ("ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" * 564),
    ],
)
def test_16_kb_of_nested_begin_is_one_line(name: str, raw: bytes) -> None:
    (told,) = outcome(lambda: Source.of_bytes(raw, "nested"), name).rows

    assert isinstance(told, BadRow)
    assert told.unreadable


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("json", b'[{"handle":"a","x":' + b"[" * 16_384),
        ("json", b'[{"handle":"a","x":' + b"[" * 8_192 + b"]" * 8_192 + b"}]"),
        ("facebook", b'{"friends_v2":' * 1_170),
        ("monica", b'{"version":"1.0","account":' + b"[" * 16_384),
    ],
)
def test_16_kb_of_nested_json_is_one_line(name: str, raw: bytes) -> None:
    told = outcome(lambda: Source.of_bytes(raw, "nested.json"), name).refused

    assert told.startswith("nested.json: no whole JSON (")


class Endless(io.RawIOBase):
    """A stream that is made while it is read: a start, then so many bytes of one, then an end."""

    def __init__(self, start: bytes, middle: int, end: bytes) -> None:
        super().__init__()
        self.parts = self.made(start, middle, end)
        self.rest = b""

    def made(self, start: bytes, middle: int, end: bytes) -> Iterator[bytes]:
        yield start
        block = b"A" * (1 << 20)
        for _ in range(middle >> 20):
            yield block
        yield end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]  # a buffer
        self.rest = self.rest or next(self.parts, b"")
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


def streamed(start: bytes, middle: int, end: bytes, name: str) -> Source:
    return Source(
        name=name,
        opened=lambda: io.BufferedReader(Endless(start, middle, end)),
        head=start + b"A" * 60_000,
        size=len(start) + middle + len(end),
    )


def test_161_mb_of_photo_cost_no_memory_and_lose_nobody() -> None:
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nPHOTO;ENCODING=b:"
    end = b"\r\nTEL:+44 20 7946 0958\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Bob\r\nEND:VCARD\r\n"

    ada, bob = outcome(lambda: streamed(card, 161 << 20, end, "phone.vcf"), "vcard").rows

    assert isinstance(ada, Row)
    assert isinstance(bob, Row)
    assert ada.contact["phones"] == ["+44 20 7946 0958"]
    assert ada.remarks == ("photo of 126 MB not kept",)
    assert bob.person.name == "Bob"


@pytest.mark.parametrize("start", [b"", b"From a@b.example Thu Oct 30 10:00:00 2025\n"])
def test_a_mail_of_one_header_line_of_1_gb_is_one_line(start: bytes) -> None:
    header = start + b"From: ada@example.org\nSubject: "
    size = 1 << (30 if FULL else 28)

    (told,) = outcome(lambda: streamed(header, size, b"\n\nbody\n", "huge"), "mbox").rows

    assert isinstance(told, BadRow) or start


@pytest.mark.parametrize("name", ["csv", "google", "dex", "outlook", "linkedin", "sheet"])
def test_a_table_of_100_000_columns_is_one_line(name: str) -> None:
    sample = next(each for each in texts if each.format == name) if name != "linkedin" else None
    header = b"First Name,Last Name,URL,Connected On" if sample is None else utf8_header(sample)
    raw = header + b"," + b",".join(b"c%d" % n for n in range(100_000)) + b"\nAda\n"

    told = outcome(lambda: Source.of_bytes(raw, "wide.csv"), name).refused

    assert "wide.csv: 100" in told
    assert "expected at most 10000" in told


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=YEARLY;BYDAY=0MO",
        "FREQ=DAILY;COUNT=99999999999", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "FREQ=", ";;=;",
        "FREQ=YEARLY;BYYEARDAY=367;BYSETPOS=-9", "FREQ=YEARLY;BYEASTER=1", "FREQ=DAILY;UNTIL=x",
        "FREQ=DAILY;BYMINUTE=" + ",".join(map(str, range(60))), "FREQ=WEEKLY;BYDAY=" + "MO," * 9000,
    ],
)  # fmt: skip
def test_a_hostile_rule_of_a_series_ends_and_keeps_its_first_day(rule: str) -> None:
    event = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20240301T100000Z\r\nSUMMARY:Tea\r\n"
        f"ATTENDEE;CN=Ada:mailto:ada@example.org\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )

    found = outcome(lambda: Source.of_bytes(event.encode(), "series.ics"), "ics").rows

    assert any(isinstance(row, Row) and row.person.name == "Ada" for row in found)


def test_a_hundred_hostile_rules_share_one_budget() -> None:
    one = (
        "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART:19700301T100000Z\r\nSUMMARY:Tea\r\n"
        "ATTENDEE;CN=Ada:mailto:ada@example.org\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n"
        "END:VEVENT\r\n"
    )
    raw = "BEGIN:VCALENDAR\r\n" + "".join(one.format(n) for n in range(100)) + "END:VCALENDAR\r\n"

    found = outcome(lambda: Source.of_bytes(raw.encode(), "series.ics"), "ics").rows

    assert any(isinstance(row, BadRow) and "more days than" in row.reason for row in found)
    assert sum(isinstance(row, Row) for row in found) == 100, "each keeps its first day"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_is_read_in_every_encoding(encoding: str) -> None:
    raw = "Name,City\r\nZoë Müller,Zürich\r\n".encode(encoding)

    (row,) = outcome(lambda: Source.of_bytes(raw, "people.csv"), "sheet").rows

    assert isinstance(row, Row)
    assert (row.person.name, row.contact["city"]) == ("Zoë Müller", "Zürich")


def test_lines_of_different_encodings_in_one_file_are_each_read() -> None:
    raw = "Name,City\nZoë,Zürich\n".encode() + "Jürg,Köln\n".encode("cp1252") + b"A\0d\0a,\0Ulm\n"

    found = outcome(lambda: Source.of_bytes(raw, "people.csv"), "sheet").rows

    assert [row.person.name for row in found if isinstance(row, Row)] == ["Zoë", "Jürg", "Ada"]


def edited(raw: bytes, rnd: random.Random) -> bytes:
    """Return a file with a few spans lost, doubled, or with junk in them."""
    spoilt = bytearray(raw)
    for _ in range(rnd.randint(1, 6)):
        place = rnd.randrange(len(spoilt) + 1)
        match rnd.randrange(4):
            case 0:
                spoilt[place:place] = rnd.choice(JUNK)
            case 1:
                del spoilt[place : place + rnd.randint(1, 30)]
            case 2:
                spoilt[place : place + rnd.randint(0, 4)] = rnd.choice(JUNK)
            case _:
                other = rnd.randrange(len(spoilt) + 1)
                spoilt[place:place] = spoilt[other : other + rnd.randint(1, 80)]
    return bytes(spoilt)


def utf8_header(sample: Sample) -> bytes:
    return sample.raw.splitlines()[0].rstrip(b"\r\n")
