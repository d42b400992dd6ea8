"""`dexcli edit`: somebody's file in an editor, checked before it is kept."""

import re
import sys
from pathlib import Path

import pytest

from dexcli.store import disk, state
from tests.commands.conftest import Editor, Write
from tests.conftest import UNDO, Dexcli, Keyboard

ADA = '# a friend\r\nname = "Ada"\r\ncity = "London"\r\n'
BREAK = "path.write_text('name = \"Ada\\n', encoding='utf-8')\n"


def drafts(tmp_path: Path) -> list[str]:
    """Return what lies in the state folder, where drafts are kept while they are edited."""
    return [
        path.read_text(encoding="utf-8")
        for path in (tmp_path / "xdg-state").rglob("*.toml")
        if path.is_file()
    ]


def test_what_the_editor_writes_is_kept_byte_for_byte(
    dexcli: Dexcli, write: Write, editor: Editor, tmp_path: Path
) -> None:
    path = write("ada", ADA)
    editor("path.write_bytes(path.read_bytes().replace(b'London', b'Rome') + b'shoe = 38')\n")

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout, result.stderr) == (0, f"Saved ada.toml.{UNDO}\n", "")
    assert path.read_bytes().decode() == ADA.replace("London", "Rome") + "shoe = 38"
    assert drafts(tmp_path) == []


def test_nothing_is_written_where_the_editor_leaves_it(
    dexcli: Dexcli, write: Write, editor: Editor, tmp_path: Path
) -> None:
    path = write("ada", ADA)
    before = disk.Stamp.of(path.stat())  # not when it was last read
    editor("")

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "Nothing changed.\n", "")
    assert disk.Stamp.of(path.stat()) == before
    assert drafts(tmp_path) == []


def test_a_mistake_is_named_nothing_is_kept_and_the_text_is_not_lost(
    dexcli: Dexcli, write: Write, editor: Editor
) -> None:
    path = write("ada", ADA)
    editor(BREAK)

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout) == (2, "")
    first, second = result.stderr.splitlines()
    assert first.startswith("dexcli: ada.toml:1: ")
    found = re.fullmatch(r"dexcli: nothing was changed; your text is in (\S+)", second)
    assert found is not None
    assert Path(found[1]).read_text(encoding="utf-8") == 'name = "Ada\n'
    assert path.read_bytes().decode() == ADA


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_the_editor_opens_again_until_it_can_be_read(
    dexcli: Dexcli, write: Write, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("ada", ADA)
    editor(
        "text = path.read_text(encoding='utf-8')\n"
        "broken = 'name = \"Ada\\n'\n"
        "path.write_text('name = \"Eve\"\\n' if text == broken else broken, encoding='utf-8')\n"
    )
    monkeypatch.setattr(sys, "stdin", Keyboard("y\n"))

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout) == (0, f"Saved ada.toml.{UNDO}\n")
    assert "Edit again?" in result.stderr
    assert path.read_text(encoding="utf-8") == 'name = "Eve"\n'


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_no_keeps_the_file_and_the_text(
    dexcli: Dexcli, write: Write, editor: Editor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write("ada", ADA)
    editor(BREAK)
    monkeypatch.setattr(sys, "stdin", Keyboard("n\n"))

    result = dexcli("edit", "ada")

    assert result.exit_code == 2
    assert path.read_bytes().decode() == ADA
    assert drafts(tmp_path) == ['name = "Ada\n']


def test_an_editor_that_fails_changes_nothing(
    dexcli: Dexcli, write: Write, editor: Editor, tmp_path: Path
) -> None:
    path = write("ada", ADA)
    editor("path.write_text('name = \"Eve\"\\n', encoding='utf-8')\nsys.exit(3)\n")

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(
        r"dexcli: \S+ ended with 3 and nothing was changed; your text is in \S+\n", result.stderr
    )
    assert path.read_bytes().decode() == ADA
    assert drafts(tmp_path) == ['name = "Eve"\n']


def test_an_editor_that_is_not_there_is_named(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write("ada", ADA)
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "dexcli: no-such-editor: No such file or directory; see EDITOR\n"
    assert path.read_bytes().decode() == ADA
    assert drafts(tmp_path) == []


def test_without_an_editor_it_says_how_to_set_one(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA)

    result = dexcli("edit", "ada")

    assert result.exit_code == 2
    assert result.stderr == "dexcli: no editor is set; set EDITOR, such as EDITOR=nano\n"


def test_visual_goes_before_editor(
    dexcli: Dexcli, write: Write, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("ada", ADA)
    script = editor("path.write_text('name = \"Eve\"\\n', encoding='utf-8')\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setenv("EDITOR", "false")

    assert dexcli("edit", "ada").exit_code == 0
    assert path.read_text(encoding="utf-8") == 'name = "Eve"\n'


def test_a_file_that_can_not_be_read_is_meant_by_its_handle(
    dexcli: Dexcli, write: Write, editor: Editor
) -> None:
    path = write("bob", 'name = "Bob\n')
    editor("path.write_text('name = \"Bob\"\\n', encoding='utf-8')\n")

    result = dexcli("edit", "bob")

    assert result.stdout == f"Saved bob.toml.{UNDO}\n"
    assert path.read_text(encoding="utf-8") == 'name = "Bob"\n'


def test_no_path_leads_out_of_the_ledger(
    dexcli: Dexcli, ledger: Path, write: Write, editor: Editor
) -> None:
    write("bob", 'name = "Zed"\n')
    outside = ledger.parent / "bob.toml"
    outside.write_text("secret = 1\n", encoding="utf-8")
    editor("path.write_text('name = \"Bob\"\\n', encoding='utf-8')\n")

    result = dexcli("edit", "../bob")

    assert result.exit_code == 3
    assert outside.read_text(encoding="utf-8") == "secret = 1\n"


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(
    dexcli: Dexcli, write: Write, editor: Editor, tmp_path: Path
) -> None:
    path = write("ada", ADA)
    editor(
        f"pathlib.Path({str(path)!r}).write_text('name = \"Other\"\\n', encoding='utf-8')\n"
        "path.write_text('name = \"Eve\"\\n', encoding='utf-8')\n"
    )

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout) == (6, "")
    assert result.stderr.startswith("dexcli: ada.toml changed meanwhile; nothing was written")
    assert "your text is in " in result.stderr
    assert path.read_text(encoding="utf-8") == 'name = "Other"\n'
    assert drafts(tmp_path) == ['name = "Eve"\n']


def test_it_works_where_the_state_folder_can_not_be_made(
    dexcli: Dexcli, write: Write, editor: Editor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the place of how it is taken back, it then says that it can't be."""
    path = write("ada", ADA)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    editor("path.write_bytes(path.read_bytes().replace(b'London', b'Rome'))\n")

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout) == (0, "Saved ada.toml.\n")
    assert result.stderr == (
        f"dexcli: this can't be undone: the state folder {state.folder_for(path.parent)} "
        "can't be written (Not a directory)\n"
    )
    assert path.read_bytes().decode() == ADA.replace("London", "Rome")


def test_a_doubtful_key_is_told_and_kept(dexcli: Dexcli, write: Write, editor: Editor) -> None:
    path = write("ada", ADA)
    editor("path.write_bytes(path.read_bytes() + b'cadance = \"weekly\"\\r\\n')\n")

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout) == (0, f"Saved ada.toml.{UNDO}\n")
    assert result.stderr == (
        "dexcli: ada.toml:4: 'cadance' is not a key; did you mean 'cadence'?\n"
    )
    assert path.read_bytes().endswith(b'cadance = "weekly"\r\n')


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
def test_an_editor_with_a_quote_that_is_not_closed_is_told(
    dexcli: Dexcli, write: Write, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write("ada", ADA)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv(name, 'vim -c "x')

    result = dexcli("edit", "ada")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"dexcli: {name}: no closing quotation in 'vim -c \"x'\n"
