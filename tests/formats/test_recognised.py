"""A format is found by its content, whatever a file is called; what is none is told in a line."""

import io
import zipfile
from pathlib import Path

import pytest

from dexcli.formats import registry
from dexcli.formats.source import Source
from tests.conftest import Dexcli
from tests.formats import samples
from tests.formats.samples import Sample

SAMPLES = samples.every()
NAMES = ("export", "export.txt", "export.csv", "export.vcf", "export.ics", "export.json", "x.jpg")


@pytest.mark.parametrize("sample", SAMPLES, ids=[each.title for each in SAMPLES])
@pytest.mark.parametrize("name", NAMES)
def test_every_sample_is_known_under_any_name(sample: Sample, name: str, tmp_path: Path) -> None:
    found = registry.recognised(samples.as_source(sample.raw, name, tmp_path))

    assert found is not None
    assert found.name == sample.format


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return made.getvalue()


NONE = {
    "README.md": (b"# A tool\n\nIt does things.\n", "a text"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "a picture (JPEG)"),
    "logo.png": (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture (PNG)"),
    "blog.sql": (
        b"-- MySQL dump 10.13\nINSERT INTO `wp_posts` VALUES (1);\n",
        "a database as SQL",
    ),
    "friends.html": (b"<!DOCTYPE html>\n<html><body>Friends</body></html>", "a web page"),
    "cards.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
    "mail.pst": (b"!BDN\x00\x00\x00\x00", "Outlook's own file (.pst)"),
    "one.msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an old Office file"),
    "tweets.json": (b'{"tweets": [{"text": "Hello"}]}', "JSON of another program"),
    "list.json": (b'[{"title": "Milk"}]', "JSON of another program"),
    "people.ods": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content=b"<x/>"),
        "a file of LibreOffice (OpenDocument)",
    ),
    "photos.zip": (
        zipped(a=b"\xff\xd8\xff", b=b"\x89PNG\r\n"),
        "an archive with nothing of people",
    ),
    "backup.gz": (b"\x1f\x8b\x08\x00", "packed (gzip)"),
    "contacts.db": (b"SQLite format 3\x00\x10", "a database (SQLite)"),
    "noise.bin": (bytes(range(1, 9)) * 40, "no text"),
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_in_no_format_is_told_by_what_it_looks_like(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, name: str
) -> None:
    raw, told = NONE[name]
    (tmp_path / name).write_bytes(raw)

    result = dexcli("import", str(tmp_path / name))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"dexcli: {tmp_path / name}: {told}")
    assert "in no format that is read; " in result.stderr
    assert "vcard, linkedin, google" in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(ledger.glob("*.toml")) == []


def test_an_old_workbook_is_told_to_be_saved_anew(dexcli: Dexcli, tmp_path: Path) -> None:
    (tmp_path / "people.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    result = dexcli("import", str(tmp_path / "people.xls"))

    assert result.exit_code == 1
    assert "an old or a protected workbook; save it as .xlsx" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_mail_is_known_by_any_header_of_a_mail_and_says_what_it_lacks(
    dexcli: Dexcli, tmp_path: Path
) -> None:
    raw = b"Content-Type: multipart/mixed\nMIME-Version: 1.0\nSubject: Hello\n\n--AAA\n"
    (tmp_path / "message").write_bytes(raw)

    result = dexcli("import", str(tmp_path / "message"))

    assert result.exit_code == 0
    assert "skipped: no address of a sender" in result.stderr
    assert registry.recognised(Source.of_bytes(b"Shopping: milk\n", "list")) is None
