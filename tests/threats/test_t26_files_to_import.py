"""T26: a file that is made to fill the machine is one line, in bounds, and the ledger stays."""

import io
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.threats.conftest import PLAIN, Fresh, files

MOST_MEMORY = 1 << 30  # bytes of address space; the command alone takes a quarter of it
MOST_TIME = 120  # seconds; each takes a few, on a machine that is busy too
TODAY = "2026-11-22"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Imported = Callable[[Path], Result]


@pytest.fixture
def imported(fresh: Fresh) -> Imported:
    """Return the command in a process of its own, which gets no more memory and time than this."""
    ledger = fresh(y=PLAIN)
    before = files(ledger)

    def run(path: Path) -> Result:
        done = subprocess.run(
            (sys.executable, "-m", "dexcli", "--ledger", ledger, "--today", TODAY, "import", path),
            check=False,
            capture_output=True,
            text=True,
            timeout=MOST_TIME,
            preexec_fn=bounded,
        )
        if done.returncode:
            assert files(ledger) == before
        assert "unexpected " not in done.stderr
        return Result(done.returncode, done.stdout, done.stderr)

    return run


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def photo(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"BEGIN:VCARD\r\nFN:Ada\r\nPHOTO;ENCODING=b:")
        for _ in range(161):
            file.write(b"A" * (1 << 20))
        file.write(b"\r\nEND:VCARD\r\n")


def sparse(start: bytes) -> Callable[[Path], None]:
    """Return a way to make a file whose header line goes on for 1 GB, which takes no disk."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(start)
            file.seek(1 << 30)
            file.write(b"\n\nbody\n")

    return make


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return made.getvalue()


def lying() -> bytes:
    """Return an archive with a table of 32 MB that says of itself that it has 1,000 bytes."""
    table = b"First Name,Last Name,Connected On,URL\n" + b"a,b,c,d\n" * 4_000_000
    raw = packed(**{"Connections.csv": table})
    return raw.replace(struct.pack("<I", len(table)), struct.pack("<I", 1_000))


def workbook(sheet: bytes) -> bytes:
    return packed(**{
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>'.encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{LINKS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet,
    })  # fmt: skip


def laughs() -> bytes:
    """Return a workbook whose one cell is a billion words, if somebody counts them out."""
    words = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    return workbook(
        f'<!DOCTYPE l [{words}]><worksheet xmlns="{SHEET}"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>&lol9;</t></is></c></row>'
        "</sheetData></worksheet>".encode()
    )


def written(raw: Callable[[], bytes]) -> Callable[[Path], None]:
    """Return a way to make a file of these bytes, which are made when it is."""

    def make(path: Path) -> None:
        path.write_bytes(raw())

    return make


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "nested.vcf": (written(lambda: b"BEGIN:VCARD\n" * 1365), "inside this card"),
    "nested.ics": (written(lambda: b"BEGIN:VEVENT\n" * 1260), "no END:VEVENT"),
    "nested.json": (written(lambda: b'{"friends_v2":' + b"[" * 16_384), "nested deeper"),
    "wide.csv": (written(lambda: b"Name" + b",x" * 100_000 + b"\nAda\n"), "at most 10000"),
    "bomb.zip": (
        written(lambda: packed(**{"Connections.csv": bytes(100 << 20)})),
        "more than 200 times its size",
    ),
    "bomb.xlsx": (written(lambda: workbook(b" " * (100 << 20))), "more than 200 times its size"),
    "laughs.xlsx": (written(laughs), "a damaged workbook"),
    "lies.zip": (written(lying), "Connections.csv: can't be unpacked"),
    "header.eml": (sparse(b"Subject: "), "no address of a sender"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_t26_it_is_one_line_and_nothing_changes(
    imported: Imported, tmp_path: Path, name: str
) -> None:
    make, told = HOSTILE[name]
    make(tmp_path / name)

    result = imported(tmp_path / name)

    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert len(result.stderr) < 400
    assert "added" not in result.stdout


def test_t26_161_mb_of_photo_are_left_and_the_card_comes(
    imported: Imported, tmp_path: Path
) -> None:
    photo(tmp_path / "phone.vcf")

    result = imported(tmp_path / "phone.vcf")

    assert (result.exit_code, result.stderr) == (
        0,
        "dexcli: row 1 (Ada): photo of 126 MB not kept\n",
    )


def test_t26_a_mailbox_with_a_header_of_1_gb_is_read_past(
    imported: Imported, tmp_path: Path
) -> None:
    start = b"From ada@example.org Thu Oct 30 10:00:00 2025\nFrom: ada@example.org\nSubject: "
    sparse(start)(tmp_path / "mail.mbox")

    assert imported(tmp_path / "mail.mbox").exit_code == 0


def test_t26_names_in_an_archive_lead_nowhere(imported: Imported, tmp_path: Path) -> None:
    outside = ("/etc/dexcli-evil.vcf", "../../evil.vcf", "a/../../evil.vcf", "C:\\evil.vcf")
    card = "BEGIN:VCARD\nFN:Eve {}\nEND:VCARD\n"
    members = {name: card.format(n).encode() for n, name in enumerate(outside)}
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "names.zip").write_bytes(packed(**members))
    before = set(tmp_path.rglob("*evil*"))

    result = imported(tmp_path / "deep" / "names.zip")

    assert result.stdout.startswith("4 rows: 4 added.")
    assert set(tmp_path.rglob("*evil*")) == before
    assert not Path("/etc/dexcli-evil.vcf").exists()


def test_t26_an_archive_with_two_tables_of_one_name_gives_nobody_twice(
    imported: Imported, tmp_path: Path
) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    ada = "Ada,Lovelace,https://www.linkedin.com/in/ada,,Acme,CEO,01 Jan 2020\n"
    bob = "Bob,Berger,https://www.linkedin.com/in/bob,,Acme,CEO,01 Jan 2020\n"
    (tmp_path / "linkedin.zip").write_bytes(
        packed(**{
            "Connections.csv": f"{header}{ada}".encode(),
            "old/Connections.csv": f"{header}{ada}{bob}".encode(),
        })
    )  # fmt: skip

    result = imported(tmp_path / "linkedin.zip")

    assert result.exit_code == 0
    assert "2 new contacts" in result.stdout
