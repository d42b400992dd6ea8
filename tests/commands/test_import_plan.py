"""`dexcli import` of files in formats: found by content, planned together, one step."""

import io
import os
import socket
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dexcli.formats import opening, registry
from dexcli.store import said
from tests.commands.cards import raw
from tests.commands.conftest import Cards, Write
from tests.conftest import UNDO, Dexcli, Keyboard

ADA = {"key": "1", "name": "Ada Lovelace", "contact": {"emails": ["ada@x.org"], "org": "Acme"}}
BOB = {"key": "2", "name": "Bob Berger", "contact": {"phones": ["+44 20 7946 0958"]}}

pytestmark = pytest.mark.usefixtures("card_formats")


def read(ledger: Path, handle: str) -> dict[str, Any]:
    """Return what somebody's file says."""
    return tomllib.loads((ledger / f"{handle}.toml").read_text(encoding="utf-8"))


def handles(ledger: Path) -> list[str]:
    """Return who is in the ledger."""
    return sorted(path.stem for path in ledger.glob("*.toml"))


# -- what is read


def test_the_format_is_found_by_content_and_names_the_source(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    result = dexcli("import", file("any.txt", ADA))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"1 row: 1 added. 1 new contact.{UNDO}\n")
    assert read(ledger, "ada-lovelace")["sources"] == ["cards:1"]


def test_several_files_are_one_plan_and_one_step(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    again = {**BOB, "contact": {"phones": ["020 7946 0958"], "org": "Acme"}, "key": "b"}
    other = {**again, "source": "others"}

    result = dexcli("import", file("a.txt", ADA, BOB), file("b.txt", other))

    assert result.exit_code == 0
    assert handles(ledger) == ["ada-lovelace", "bob-berger"]
    bob = read(ledger, "bob-berger")
    assert bob["sources"] == ["cards:2", "others:b"]
    assert (bob["org"], bob["phones"]) == ("Acme", ["+44 20 7946 0958"])
    assert dexcli("undo").exit_code == 0
    assert handles(ledger) == []


def test_a_row_of_several_files_is_told_with_its_file(dexcli: Dexcli, file: Cards) -> None:
    result = dexcli("import", file("a.txt", ADA), file("b.txt", {"bad": "no name"}))

    assert result.exit_code == 5
    assert result.stderr == "dexcli: b.txt: row 2: skipped: no name\n"


def test_what_is_left_out_and_no_fault_of_the_file_exits_with_0(
    dexcli: Dexcli, file: Cards
) -> None:
    result = dexcli("import", file("a.txt", ADA, {"bad": "voicemail", "unreadable": False}))

    assert result.exit_code == 0
    assert result.stderr == "dexcli: row 3: skipped: voicemail\n"


def test_a_folder_and_an_archive_are_read_member_by_member(
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path
) -> None:
    file("folder/a/one.txt", ADA)
    (tmp_path / "folder" / "photo.jpg").write_bytes(b"\xff\xd8")
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x/two.txt", raw(BOB))
        archive.writestr("inner.zip", packed.name)

    result = dexcli("import", str(tmp_path / "folder"), str(packed))

    assert result.exit_code == 0
    assert handles(ledger) == ["ada-lovelace", "bob-berger"]
    assert f"{tmp_path / 'folder'}: in no format that is read: photo.jpg\n" in result.stderr
    assert f"{packed}: in no format that is read: inner.zip\n" in result.stderr


def test_a_damaged_archive_in_a_folder_is_told_and_the_others_come(
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path
) -> None:
    file("folder/a.txt", ADA)
    (tmp_path / "folder" / "cut.zip").write_bytes(b"PK\x03\x04cut")
    (tmp_path / "folder" / "cut.xlsx").write_bytes(b"PK\x03\x04cut")

    result = dexcli("import", str(tmp_path / "folder"))

    assert result.exit_code == 5
    assert handles(ledger) == ["ada-lovelace"]
    assert "dexcli: cut.zip: not read: damaged (" in result.stderr
    assert "dexcli: cut.xlsx: not read: damaged (" in result.stderr


def test_what_is_left_out_of_a_folder_is_told_also_with_quiet(
    dexcli: Dexcli, file: Cards, tmp_path: Path
) -> None:
    file("folder/a.txt", ADA)
    (tmp_path / "folder" / "photo.jpg").write_bytes(b"\xff\xd8")

    assert "photo.jpg" in dexcli("--quiet", "import", str(tmp_path / "folder")).stderr


def test_stdin_is_read_where_a_dash_stands(
    dexcli: Dexcli, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw(ADA))))

    assert dexcli("import", "-").exit_code == 0
    assert handles(ledger) == ["ada-lovelace"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty; there is nothing to import"),
        (b"no\x00thing", "no text, which is in no format that is read; expected cards, others"),
        (b"PK\x03\x04cut off", "a damaged .zip ("),
    ],
)
def test_a_file_that_is_nothing_is_one_line_and_changes_nothing(  # noqa: PLR0917 - fixtures
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "bad").write_bytes(content)

    result = dexcli("import", file("a.txt", ADA), str(tmp_path / "bad"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert handles(ledger) == []


def test_a_file_without_a_record_says_so(dexcli: Dexcli, file: Cards) -> None:
    result = dexcli("import", file("a.txt"))

    assert (result.exit_code, result.stdout) == (0, "0 rows: none.\n")
    assert result.stderr == "dexcli: there is nothing to import in what was read\n"


def test_an_unknown_format_is_wrong_use(dexcli: Dexcli, file: Cards) -> None:
    result = dexcli("import", file("a.txt", ADA), "--format", "vhs")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "dexcli: 'vhs' is no format; expected one of cards, others\n"


def test_a_forced_format_is_the_namespace(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    dexcli("import", file("a.txt", ADA), "--format", "others")

    assert read(ledger, "ada-lovelace")["sources"] == ["others:1"]


def test_a_bomb_is_refused_before_it_is_unpacked(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"CARDS\n" + bytes(80 << 20))

    result = dexcli("import", str(bomb))

    assert result.exit_code == 1
    assert "more than 200 times its size" in result.stderr
    assert handles(ledger) == []


def test_a_member_that_may_not_be_read_is_one_line(
    dexcli: Dexcli, ledger: Path, file: Cards, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file("folder/a.txt", ADA)

    def refuse(path: str) -> Any:  # noqa: ANN401 - as the real one
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(opening, "_File", refuse)
    result = dexcli("import", str(tmp_path / "folder"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"dexcli: {tmp_path / 'folder' / 'a.txt'}: Permission denied; nothing was imported\n"
    )
    assert handles(ledger) == []


MEMORY = Path("/proc/self/mem")  # a file whose first byte can't be read, as on a broken disk


@pytest.mark.skipif(not MEMORY.exists(), reason="there is no /proc here")
def test_a_disk_that_fails_in_the_middle_of_a_folder_is_one_line(
    dexcli: Dexcli, ledger: Path, file: Cards, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file("folder/a.txt", ADA)
    (tmp_path / "folder" / "b.txt").symlink_to(MEMORY)
    monkeypatch.setattr(opening, "_why_not", lambda _: "")  # it says that it is empty
    monkeypatch.setattr(
        registry, "sorted_out", lambda s: [(m, registry.READ[0]) for m in s.members]
    )

    result = dexcli("import", str(tmp_path / "folder"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"dexcli: {tmp_path / 'folder' / 'b.txt'}: Input/output error; nothing was imported\n"
    )
    assert handles(ledger) == []


def test_what_is_no_file_in_a_folder_is_told_and_the_others_come(
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path
) -> None:
    file("folder/a.txt", ADA)
    os.mkfifo(tmp_path / "folder" / "pipe.txt")
    (tmp_path / "folder" / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder" / "none.txt").touch()
    (tmp_path / "folder" / "up").symlink_to("..")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "folder" / "sock"))

    result = dexcli("import", str(tmp_path / "folder"))

    assert result.exit_code == 0
    assert result.stderr == (
        f"dexcli: {tmp_path / 'folder'}: not read: loop.txt (Too many levels of symbolic links), "
        "none.txt (empty), pipe.txt (no regular file), sock (no regular file), "
        "up (a link to a folder)\n"
    )
    assert handles(ledger) == ["ada-lovelace"]


def test_a_folder_of_empty_files_says_so_in_one_line(dexcli: Dexcli, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for number in range(1_000):
        (tmp_path / "folder" / f"{number}.vcf").touch()

    result = dexcli("import", str(tmp_path / "folder"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "the folder is empty but for 0.vcf (empty), " in result.stderr
    assert " and 995 more" in result.stderr


def test_an_archive_cut_off_anywhere_is_one_line(
    dexcli: Dexcli, ledger: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("two.txt", raw(BOB) * 20)
    whole = packed.read_bytes()

    for end in range(4, len(whole), 7):
        packed.write_bytes(whole[:end])
        result = dexcli("import", str(packed))
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    for place in range(40, len(whole) // 2, 5):  # damaged, not cut off
        packed.write_bytes(whole[:place] + b"\xff\x00" + whole[place + 2 :])
        result = dexcli("import", str(packed))
        assert result.exit_code in {0, 1}
        assert "bug" not in result.stderr
    assert len(handles(ledger)) <= 1


def test_a_link_in_a_folder_is_not_followed_to_another_folder(
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path
) -> None:
    file("folder/a.txt", ADA)
    file("elsewhere/b.txt", BOB)
    (tmp_path / "folder" / "up").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "folder" / "loop").symlink_to(tmp_path / "folder")

    assert dexcli("import", str(tmp_path / "folder")).exit_code == 0
    assert handles(ledger) == ["ada-lovelace"]


def test_a_pipe_that_nothing_writes_to_is_not_waited_for_without_end(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(opening, "_PATIENCE", 0.05)

    result = dexcli("import", str(tmp_path / "pipe"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"dexcli: {tmp_path / 'pipe'}: a pipe that nothing writes to; nothing was imported\n"
    )


def test_a_pipe_is_read_however_late_it_is_written_to(
    dexcli: Dexcli, ledger: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(opening, "_PATIENCE", 0.05)
    writing = subprocess.Popen(
        ["/bin/sh", "-c", 'exec 3>"$1"; sleep 0.5; cat >&3', "sh", str(tmp_path / "pipe")],
        stdin=subprocess.PIPE,
    )
    keeps_open = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    time.sleep(0.1)  # the writer has opened it by now, and waits
    assert writing.stdin is not None
    writing.stdin.write(raw(ADA))
    writing.stdin.close()

    assert dexcli("import", str(tmp_path / "pipe")).exit_code == 0
    assert writing.wait() == 0
    os.close(keeps_open)
    assert handles(ledger) == ["ada-lovelace"]


# -- what is told


def test_a_table_of_ours_with_quiet_says_nothing(dexcli: Dexcli, file: Cards) -> None:
    row = {**ADA, "columns": ["org"]}

    assert dexcli("--quiet", "import", file("a.txt", row)).stdout == ""


def test_who_is_not_here_is_counted_as_people(dexcli: Dexcli, file: Cards) -> None:
    zed = {"key": "z", "name": "Zed", "only_known": True, "contact": {"emails": ["z@x.org"]}}
    yan = {"key": "y", "name": "Yan", "only_known": True, "contact": {"emails": ["y@x.org"]}}

    told = dexcli("import", file("m.txt", zed, {**zed, "row": "2"}, yan)).stderr

    assert "2 people are not in the ledger, most often Zed <z@x.org> (2), Yan <y@x.org> (1)" in told


def test_a_name_that_fills_the_screen_is_cut_where_its_row_is_told(
    dexcli: Dexcli, file: Cards
) -> None:
    row = {"key": "x" * 300, "name": "Ada", "contact": {"birthday": "yesterday"}}

    (line,) = dexcli("import", file("a.txt", row)).stderr.splitlines()

    assert "x…)" in line
    assert len(line) < 250


def test_a_state_folder_that_cannot_be_written_is_told_with_what_to_do(
    dexcli: Dexcli, ledger: Path, file: Cards, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "x")

    monkeypatch.setattr(said, "_write", refuse)
    result = dexcli("import", file("a.txt", ADA))

    assert handles(ledger) == ["ada-lovelace"]
    assert "(Permission denied)" in result.stderr
    assert "set XDG_STATE_HOME" in result.stderr
    assert "Errno" not in result.stderr


def test_doing_again_what_came_again_says_that_nothing_was_changed(
    dexcli: Dexcli, file: Cards
) -> None:
    dexcli("import", file("a.txt", ADA))
    dexcli("undo")
    dexcli("import", file("a.txt", ADA))

    result = dexcli("undo", "--redo")

    assert result.stdout.startswith("Nothing was changed: it is all here already")


# -- the tag


def test_an_empty_tag_is_wrong_use(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    result = dexcli("import", file("a.txt", ADA), "--tag", " ")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "dexcli: --tag: expected a word such as friend\n"
    assert handles(ledger) == []


def test_each_tag_that_is_given_is_put_on(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    dexcli("import", file("a.txt", ADA), "--tag", "Book Club", "--tag", "x")

    assert read(ledger, "ada-lovelace")["tags"] == ["Book Club", "x"]


# -- who is who


def test_only_who_is_here_is_brought_by_mail(
    dexcli: Dexcli, ledger: Path, file: Cards, write: Write
) -> None:
    write("ada", 'name = "Ada Lovelace"\nemails = ["ada@x.org"]\n')
    mail = {"only_known": True, "row": "m1", "interaction": {"on": "2026-11-01", "kind": "mail"}}
    known = {**mail, "key": "ADA@x.org", "name": "A. Lovelace (Acme)",
             "contact": {"emails": ["ADA@x.org"]}}  # fmt: skip
    unknown = {**mail, "key": "z@x.org", "name": "Zed", "contact": {"emails": ["z@x.org"]}}

    name_differs = dexcli("import", file("m.txt", known, unknown, {**unknown, "row": "m2"}))

    assert name_differs.exit_code == 0
    assert handles(ledger) == ["ada"]
    ada = read(ledger, "ada")
    assert ada["interactions"][0]["source"] == "cards:m1"
    assert "with" not in ada["interactions"][0]
    assert "aka" not in ada
    assert name_differs.stderr == (
        "dexcli: 1 person is not in the ledger: Zed <z@x.org>; --everybody brings "
        'them in, or: dexcli add "Zed" --email z@x.org\n'
    )
    assert dexcli("import", file("m.txt", known)).stdout == "1 row: 1 unchanged.\n"


def test_everybody_brings_strangers_too(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    row = {"key": "z@x.org", "name": "Zed", "only_known": True, "contact": {"emails": ["z@x.org"]}}

    dexcli("import", file("m.txt", row), "--everybody")

    assert handles(ledger) == ["zed"]


def test_mail_finds_those_whom_another_file_of_the_plan_brings(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    row = {"key": "ada@x.org", "name": "Ada", "only_known": True, "row": "m1",
           "contact": {"emails": ["ada@x.org"]}, "interaction": {"on": "2026-11-01"}}  # fmt: skip

    result = dexcli("import", file("a.txt", row), file("b.txt", ADA))

    assert result.exit_code == 0
    assert len(read(ledger, "ada-lovelace")["interactions"]) == 1


def test_an_invitation_without_an_address_finds_the_only_one_of_that_name(
    dexcli: Dexcli, ledger: Path, file: Cards, write: Write
) -> None:
    write("ada", 'name = "Ada Lovelace"\n')
    write("bob", 'name = "Bob Berger"\n')
    write("bob-2", 'name = "Bob Berger"\n')
    event = {"only_known": True, "row": "e", "interaction": {"on": "2026-11-01"}}

    result = dexcli(
        "import",
        file("c.txt", {**event, "key": "n1", "name": "Lovelace, Ada"},
             {**event, "key": "n2", "name": "Bob Berger"},
             {**event, "key": "n3", "name": "Ada Lovelace", "contact": {"emails": ["q@x.org"]}}),
    )  # fmt: skip

    assert result.stdout.startswith("3 rows: 1 added, 2 skipped.")
    assert len(read(ledger, "ada")["interactions"]) == 1
    assert "interactions" not in read(ledger, "bob")


def test_links_become_relationships_with_a_handle_or_a_plain_name(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    ada = {
        **ADA,
        "links": [["mentor", "Bob", "2"], ["sister", "Zoe", "9"], ["through", "Bob", "2"]],
    }
    path = file("a.txt", ada, BOB)

    dexcli("import", path)

    found = read(ledger, "ada-lovelace")
    assert found["relationships"] == [
        {"kind": "mentor", "who": "bob-berger"},
        {"kind": "sister", "name": "Zoe"},
    ]
    assert found["met"] == {"through": "bob-berger"}
    assert dexcli("import", path).stdout == "2 rows: 2 unchanged.\n"


def test_an_export_of_ours_is_known_by_its_id_and_keeps_its_handle(
    dexcli: Dexcli, ledger: Path, file: Cards, write: Write
) -> None:
    write("ada", 'name = "Ada King"\nid = "k7m2x9q4c1"\n')
    met = {"on": "2026-11-01", "id": "v3t8n1w6b9"}
    known = {"key": "k7m2x9q4c1", "name": "Ada Lovelace",
             "contact": {"id": "k7m2x9q4c1", "org": "Acme", "interactions": [met]}}  # fmt: skip
    new = {"key": "x", "name": "Bob", "handle": "robert",
           "contact": {"id": "0000000001", "sources": ["linkedin:bob"]}}  # fmt: skip
    path = file("a.txt", known, new)

    dexcli("import", path)

    assert handles(ledger) == ["ada", "robert"]
    ada = read(ledger, "ada")
    assert (ada["org"], len(ada["interactions"])) == ("Acme", 1)
    assert "sources" not in ada
    assert read(ledger, "robert")["sources"] == ["linkedin:bob"]
    assert dexcli("import", path).stdout == "2 rows: 2 unchanged.\n"


# -- asking


def crowd(number: int) -> list[dict[str, Any]]:
    """Return so many people."""
    return [{"key": f"k{n}", "name": f"Person {n}"} for n in range(number)]


@pytest.mark.usefixtures("terminal")
def test_many_changes_are_asked_about_on_a_terminal(
    dexcli: Dexcli, ledger: Path, file: Cards, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file("a.txt", *crowd(21))
    monkeypatch.setattr(sys, "stdin", Keyboard("n\ny\n"))

    refused = dexcli("import", path)

    assert refused.exit_code == 1
    assert "new: 11 more\n" in refused.stderr
    assert "Import 21 new contacts? [y/N]" in refused.stderr
    assert handles(ledger) == []
    assert dexcli("import", path).exit_code == 0
    assert len(handles(ledger)) == 21


@pytest.mark.usefixtures("terminal")
def test_few_changes_and_yes_ask_nothing(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    assert "[y/N]" not in dexcli("import", file("a.txt", *crowd(20))).stderr
    assert "[y/N]" not in dexcli("import", file("a.txt", *crowd(50)), "--yes").stderr
    assert len(handles(ledger)) == 50


def test_away_from_a_terminal_nothing_is_asked(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    assert dexcli("import", file("a.txt", *crowd(50))).exit_code == 0
    assert len(handles(ledger)) == 50


def test_a_dry_run_shows_the_files_then_the_people_then_the_sum(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a.txt", ADA))
    more = {**ADA, "contact": {"emails": ["ada@x.org"], "org": "Globex"}}

    result = dexcli("import", file("a.txt", more, BOB), "--dry-run")

    assert "+org = " in result.stdout
    assert result.stdout.splitlines()[-3:-1] == [
        "new: Bob Berger (bob-berger): +44 20 7946 0958",
        "changed: Ada Lovelace (ada-lovelace): org: Acme → Globex; 1 new interaction",
    ]
    assert result.stdout.splitlines()[-1].startswith("Would import: 2 rows: 1 added, 1 updated.")
    assert handles(ledger) == ["ada-lovelace"]
