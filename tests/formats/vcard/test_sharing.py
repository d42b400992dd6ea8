"""A long file of cards is read by two processes, and says what it says to one."""

import os
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli import elsewhere
from dexcli.core.rows import BadRow, Row
from dexcli.formats.source import Source, Terms
from dexcli.formats.vcard import contacts, reading, sharing
from dexcli.formats.vcard.cards import Card
from dexcli.formats.vcard.contacts import Drawn
from dexcli.formats.vcard.groups import Directory

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
PIECES = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1@example\r\nFN:Ada Lovelace\r\nBDAY:1815-12-10\r\n"
    b"END:VCARD\r\n",
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Nobody's Key\nEMAIL:key@example.org\nEND:VCARD\n",
    b"BEGIN:VCARD\nFN:Its End Is Missing\nTEL:+44 7700 900123\n",
    b"BEGIN:VCARD\nFN:An Agent's\nAGENT:\nBEGIN:VCARD\nFN:Inner\nEND:VCARD\nEND:VCARD\n",
    b"BEGIN:VCARD\nFN:Two Inside\nAGENT:\nBEGIN:VCARD\nFN:Open\nEND:VCARD\n"
    b"BEGIN:VCARD\nFN:Next\nEND:VCARD\n",
    b"BEGIN:VCARD\nFN:Soft\nNOTE;ENCODING=QUOTED-PRINTABLE:ends in=\nEND:VCARD\n",
    b"BEGIN:VCARD\rFN:Lines Of A Mac\rX-A B\rEND:VCARD\r",
    b"this stands in no card\n\n",
    b"END:VCARD\n",
    b"\0\xef\xbb\xbf\r",
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(elsewhere, "is_possible", lambda: True)
    monkeypatch.setattr(sharing, "LEAST", 0)
    monkeypatch.setattr(sharing, "PIECE", 2)
    return tmp_path / "book.vcf"


def read(path: Path, *, is_shared: bool) -> list[Row | BadRow]:
    raw = path.read_bytes()
    source = Source(
        name=path.name,
        opened=lambda: path.open("rb"),
        head=raw,
        size=len(raw),
        path=path if is_shared else None,
    )
    return list(reading.rows(source, Terms(today=date(2026, 11, 22))))


def many() -> bytes:
    return b"".join(PIECES[0].replace(b"1@", b"%d@" % number) for number in range(20))


@given(before=st.lists(st.sampled_from(PIECES), max_size=8), cut=st.integers(0, 80))
def test_two_processes_read_what_one_reads(path_of: Path, before: list[bytes], cut: int) -> None:
    raw = PIECES[0] + b"".join(before)
    path_of.write_bytes(raw[: len(raw) - cut] + PIECES[1])

    assert read(path_of, is_shared=True) == read(path_of, is_shared=False)


@pytest.fixture(scope="module")
def path_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elsewhere, "is_possible", lambda: True)
        patch.setattr(sharing, "LEAST", 0)
        patch.setattr(sharing, "PIECE", 2)
        yield tmp_path_factory.mktemp("cards") / "book.vcf"


def test_the_second_half_is_read_elsewhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(many())
    real, taken = contacts.drawn, []

    def drawn(card: Card, known: Directory) -> Drawn:
        taken.append(card)
        return real(card, known)

    monkeypatch.setattr(contacts, "drawn", drawn)

    rows = read(path, is_shared=True)

    assert [row.line for row in rows] == [1 + 6 * number for number in range(20)]
    assert 9 <= len(taken) <= 11, "half of the cards are drawn here"


def test_a_card_that_is_cut_in_half_is_read_whole(path: Path) -> None:
    inner = b"BEGIN:VCARD\nFN:%s\nEND:VCARD\n"
    start = b"BEGIN:VCARD\nFN:%s\nAGENT:\nBEGIN:VCARD\n" % (b"Outer " * 20)
    path.write_bytes(start + inner % b"One" + inner % b"Two" + b"END:VCARD\nEND:VCARD\n")

    rows = read(path, is_shared=True)

    assert rows == read(path, is_shared=False)
    assert len(rows) == 1


def test_a_half_that_is_lost_is_read_here(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(many())
    real, own = contacts.drawn, os.getpid()

    def drawn(card: Card, known: Directory) -> Drawn:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(card, known)

    monkeypatch.setattr(contacts, "drawn", drawn)

    assert read(path, is_shared=True) == read(path, is_shared=False)


def test_a_card_without_a_uid_that_stands_in_both_halves_gets_two_keys(path: Path) -> None:
    path.write_bytes(PIECES[1] * 6)

    keys = [row.key for row in read(path, is_shared=True) if isinstance(row, Row)]

    assert len(set(keys)) == 6
    assert keys[5].endswith("#6")
