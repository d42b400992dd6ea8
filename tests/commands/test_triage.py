"""`triage`: those without a cadence, one key each, or one line each in the editor."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from tests.conftest import UNDO, Dexcli, Keyboard, Result

Write = Callable[[str, str], Path]
Press = Callable[..., None]
ADA = '# dear\nname = "Ada"\nhat = "blue"\ncity = "London"\n\n[[interactions]]\non = 2026-11-10\n'
BOB = 'name = "Bob"\nadded = 2026-11-20\nrelationships = [{ kind = "friend", who = "zoe" }]\n'
ZOE = 'name = "Zoe"\ntags = ["work"]\n\n[[interactions]]\non = 2026-01-05\nnote = "at sea"\n'
DECIDED = {
    "her-own": 'name = "Her Own"\ncadence = "weekly"\n',
    "never": 'name = "Never"\ncadence = "never"\n',
    "by-tag": 'name = "By Tag"\ntags = ["friend"]\n',
    "tag-never": 'name = "Tag Never"\ntags = ["dentist"]\n',
    "paused": 'name = "Paused"\npaused = true\n',
    "archived": 'name = "Archived"\narchived = true\n',
    "dead": 'name = "Dead"\ndied = true\n',
    "ego": 'name = "Ego"\n',
}
CONFIG = 'me = "ego"\n[cadence]\nfriend = "1 month"\ndentist = "never"\n'
LOAD = "Your cadences ask for"


@pytest.fixture(autouse=True)
def people(ledger: Path, write: Write) -> Path:
    """Write a ledger of three people without a cadence, and of many who are decided."""
    (ledger / ".dexcli" / "config.toml").write_text(CONFIG, "utf-8")
    for handle, text in {"ada": ADA, "bob": BOB, "zoe": ZOE, **DECIDED}.items():
        write(handle, text)
    return ledger


@pytest.fixture
def press(terminal: None, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Return a way to say which keys will be pressed, and which lines typed where one is asked."""
    assert terminal is None

    def typed(keys: str, *lines: str) -> None:
        coming: Iterator[str] = iter(keys)

        def getchar() -> str:
            key = next(coming)
            if key == "\x03":
                raise KeyboardInterrupt
            if key == "\x04":
                raise EOFError
            return key

        monkeypatch.setattr(typer, "getchar", getchar)
        monkeypatch.setattr(sys, "stdin", Keyboard("".join(f"{line}\n" for line in lines)))

    return typed


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def changed(folder: Path, before: dict[str, bytes]) -> set[str]:
    after = contents(folder)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


# -- one key each


def test_the_most_recent_contact_comes_first(dexcli: Dexcli, people: Path, press: Press) -> None:
    before = contents(people)
    press("sss")

    result = dexcli("triage")

    asked = [line for line in result.stderr.splitlines() if " of 3 · " in line]
    assert asked == [
        "1 of 3 · Ada · met 2026-11-10 · London",
        '2 of 3 · Zoe · met 2026-01-05, "at sea" · work',
        "3 of 3 · Bob",
    ]
    assert result.stderr.count("w weekly  f fortnightly  m monthly  3 quarterly  y yearly") == 3
    assert result.stderr.count("t tag…  a archive  s skip  ? help  q quit") == 3
    assert (result.exit_code, result.stdout) == (
        0,
        f"Nothing was decided. 3 contacts left. {LOAD} 1.2 contacts a week.\n",
    )
    assert contents(people) == before


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("w", 'cadence = "weekly"'),
        ("f", 'cadence = "fortnightly"'),
        ("m", 'cadence = "monthly"'),
        ("M", 'cadence = "monthly"'),
        ("3", 'cadence = "quarterly"'),
        ("y", 'cadence = "yearly"'),
        ("n", 'cadence = "never"'),
        ("a", "archived = true"),
    ],
)
def test_each_key_writes_one_line(
    dexcli: Dexcli, people: Path, press: Press, key: str, line: str
) -> None:
    before = contents(people)
    press(f"{key}q")

    result = dexcli("triage")

    assert (result.exit_code, changed(people, before)) == (0, {"ada.toml"})
    told = "archived" if key == "a" else line.split('"')[1]
    assert result.stdout.startswith(f"Decided: 1 {told}. 2 contacts left. {LOAD} ")
    after = (people / "ada.toml").read_text("utf-8").splitlines()
    assert [each for each in after if each != line] == ADA.splitlines()
    assert after.count(line) == 1


def test_every_asks_how_often(dexcli: Dexcli, people: Path, press: Press) -> None:
    press("eeq", "now and then", "3 weeks")

    result = dexcli("triage")

    assert "  every: 'now and then' is no cadence; expected " in result.stderr
    assert "every 3 weeks. Next around 1 December.\n" in result.stderr
    assert (people / "ada.toml").read_text("utf-8") == ADA.replace(
        'name = "Ada"\n', 'name = "Ada"\ncadence = "3 weeks"\n'
    )


def test_a_tag_with_a_cadence_decides(dexcli: Dexcli, people: Path, press: Press) -> None:
    press("tq", "friend")

    result = dexcli("triage")

    assert result.stdout.startswith("Decided: 1 tagged friend. 2 contacts left. ")
    assert "  tagged friend. Next around 10 December.\n" in result.stderr
    assert (people / "ada.toml").read_text("utf-8") == ADA.replace(
        'name = "Ada"\n', 'name = "Ada"\ntags = ["friend"]\n'
    )


def test_after_a_tag_without_a_cadence_the_question_stands(
    dexcli: Dexcli, people: Path, press: Press
) -> None:
    press("tyq", "choir")

    result = dexcli("triage")

    assert "tagged choir, which has no cadence of its own" in result.stderr
    assert result.stdout.startswith("Decided: 1 tagged choir and 1 yearly. 2 contacts left. ")
    assert (people / "ada.toml").read_text("utf-8") == ADA.replace(
        'name = "Ada"\n', 'name = "Ada"\ntags = ["choir"]\ncadence = "yearly"\n'
    )


def test_a_tag_that_nobody_types_leaves_the_question(
    dexcli: Dexcli, people: Path, press: Press
) -> None:
    before = contents(people)
    press("tq")  # and then the end of input

    assert dexcli("triage").exit_code == 0
    assert contents(people) == before


@pytest.mark.parametrize("stop", ["q", "Q", "\x03", "\x04"])
def test_who_was_decided_is_not_asked_about_again(dexcli: Dexcli, press: Press, stop: str) -> None:
    press(f"m{stop}")
    first = dexcli("triage")
    press("yn")

    second = dexcli("triage")

    assert first.stdout == (
        f"Decided: 1 monthly. 2 contacts left. {LOAD} 1.5 contacts a week. `dexcli undo` takes\n"
        "it back.\n"
    )
    assert "1 of 2 · Zoe" in second.stderr
    assert "Ada" not in second.stderr
    assert second.stdout == (
        f"Decided: 1 yearly and 1 never. Nobody is left. {LOAD} 1.5 contacts a week. `dexcli\n"
        "undo` takes back the last one, `undo --list` shows each.\n"
    )
    assert dexcli("triage") == Result(0, "", "dexcli: nobody here is without a cadence\n")


def test_help_and_a_wrong_key_ask_again(dexcli: Dexcli, people: Path, press: Press) -> None:
    before = contents(people)
    press("?x\r\x1bq")

    result = dexcli("triage")

    assert "Archived people keep their file" in result.stderr
    assert "'x' is none of the keys" in result.stderr
    assert "Enter is none of the keys" in result.stderr
    assert result.stderr.count("1 of 3") == 1
    assert result.stderr.count("w weekly") == 5
    assert contents(people) == before


def test_of_what_is_pasted_one_key_counts(
    dexcli: Dexcli, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press("")
    typed = iter(["monthly", "quit"])
    monkeypatch.setattr(typer, "getchar", lambda: next(typed))

    assert dexcli("triage").stdout.startswith("Decided: 1 monthly. 2 contacts left.")


def test_a_filter_and_a_limit(dexcli: Dexcli, press: Press) -> None:
    press("s")
    assert "1 of 1 · Zoe" in dexcli("triage", "tag:work").stderr
    press("s")

    result = dexcli("triage", "--limit", "1")

    assert "1 of 1 · Ada" in result.stderr
    assert result.stdout.startswith("Nothing was decided. 3 contacts left.")


def test_where_the_default_is_a_cadence_nobody_is_asked_about(dexcli: Dexcli, people: Path) -> None:
    (people / ".dexcli" / "config.toml").write_text('default_cadence = "yearly"\n', "utf-8")

    assert dexcli("triage") == Result(0, "", "dexcli: nobody here is without a cadence\n")


def test_away_from_a_terminal_it_is_refused(dexcli: Dexcli, people: Path) -> None:
    before = contents(people)

    result = dexcli("triage")

    said = (
        "triage asks for one key each and needs a terminal; elsewhere: dexcli triage --editor, "
        "or dexcli every '3 months' WHO"
    )
    assert result == Result(2, "", f"dexcli: {said}\n")
    assert contents(people) == before


def test_a_dry_run_is_for_the_editor(dexcli: Dexcli, press: Press) -> None:
    press("")

    result = dexcli("triage", "--dry-run")

    said = "--dry-run goes with --editor: each key is saved at once"
    assert result == Result(2, "", f"dexcli: {said}\n")


# -- one line each in the editor


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return a way to set an editor that writes these texts, one after the other.

    The text it is given comes first into the file that is returned.
    """
    shown, script = tmp_path / "shown", tmp_path / "editor.py"

    def writing(*texts: str) -> Path:
        for number, text in enumerate(texts):
            (tmp_path / f"text-{number}").write_text(text, "utf-8")
        script.write_text(
            "import pathlib, sys\n"
            f"here, draft = pathlib.Path({str(tmp_path)!r}), pathlib.Path(sys.argv[1])\n"
            f"(here / 'shown').write_bytes(draft.read_bytes())\n"
            "text = sorted(here.glob('text-*'))[0]\n"
            "draft.write_bytes(text.read_bytes())\n"
            "text.unlink()\n",
            "utf-8",
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
        return shown

    return writing


def drafts(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "xdg-state").rglob("drafts/*"))


def test_the_text_explains_itself_and_leaves_all_as_it_is(
    dexcli: Dexcli, people: Path, editor: Callable[..., Path], tmp_path: Path
) -> None:
    before = contents(people)
    shown = editor("")

    result = dexcli("triage", "--editor")

    told = f"Nothing was decided. 3 contacts left. {LOAD} 1.2 contacts a week.\n"
    assert result == Result(0, told, "")
    text = shown.read_text("utf-8")
    assert text == (
        "# 3 contacts without a cadence, the most recent contact first.\n"
        "# The first word of a line says what is to happen:\n"
        "#\n"
        '#   monthly, 2w, "3 weeks"  how often to be in touch\n'
        "#   never                   no follow-ups, and no question again\n"
        "#   a tag in use            dentist (never), friend (every 1 month) and work\n"
        "#   tag:choir               a new tag\n"
        "#   archive                 the file stays, no list shows it\n"
        "#   rm                      the file goes, and no import brings it back\n"
        "#   -                       nothing for now; as does removing the line\n"
        "#\n"
        "# Everything is saved as one step, and nothing while a line has a mistake.\n"
        "\n"
        "- ada  # Ada, met 2026-11-10, London\n"
        '- zoe  # Zoe, met 2026-01-05, "at sea", work\n'
        "- bob  # Bob\n"
    )
    editor(text)
    assert dexcli("triage", "--editor") == Result(0, told, "")
    assert contents(people) == before
    assert drafts(tmp_path) == []


def test_every_line_is_done_as_one_step(
    dexcli: Dexcli, people: Path, editor: Callable[..., Path], tmp_path: Path
) -> None:
    before = contents(people)
    editor('"3 weeks" ada  # Ada\nrm zoe\n\n# a remark\nfriend bob\n')

    result = dexcli("triage", "--editor")

    told = "1 every 3 weeks, 1 removed and 1 tagged friend"
    assert result == Result(
        0, f"Decided: {told}. Nobody is left. {LOAD} 1.8 contacts a week.{UNDO}\n", ""
    )
    assert changed(people, before) == {"ada.toml", "bob.toml", "zoe.toml", ".dexcli/removed.toml"}
    assert (people / "ada.toml").read_text("utf-8") == ADA.replace(
        'name = "Ada"\n', 'name = "Ada"\ncadence = "3 weeks"\n'
    )
    assert (people / "bob.toml").read_text("utf-8") == (
        'name = "Bob"\ntags = ["friend"]\nadded = 2026-11-20\n'
        'relationships = [{ kind = "friend", name = "Zoe" }]\n'
    )
    assert not (people / "zoe.toml").exists()
    assert (people / ".dexcli" / "removed.toml").read_text("utf-8") == (
        '[[removed]]\nhandle = "zoe"\nname = "Zoe"\non = 2026-11-22\n'
    )
    assert drafts(tmp_path) == []


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("2w", 'cadence = "2w"'),
        ("never", 'cadence = "never"'),
        ("'every 2 months'", 'cadence = "every 2 months"'),
        ("work", 'tags = ["work"]'),
        ("tag:choir", 'tags = ["choir"]'),
        ('"tag:old friends"', 'tags = ["old friends"]'),
        ("tag:monthly", 'tags = ["monthly"]'),
        ("archive", "archived = true"),
    ],
)
def test_each_word_writes_one_line(
    dexcli: Dexcli, people: Path, editor: Callable[..., Path], word: str, line: str
) -> None:
    before = contents(people)
    editor(f"{word} ada\r\nskip bob\r\n- zoe\r\n")

    assert dexcli("triage", "--editor").exit_code == 0

    assert changed(people, before) == {"ada.toml"}
    after = (people / "ada.toml").read_text("utf-8").splitlines()
    assert [each for each in after if each != line] == ADA.splitlines()


WRONG = """\
# a remark
montly ada
monthly
3 weeks bob
monthly never
weekly zoe
monthly zoe
"""
MISTAKES = """\
dexcli: line 2: 'montly' is neither a cadence nor a tag in use; a new tag is written tag:montly
dexcli: line 3: 'monthly' can't be read; expected WORD HANDLE, such as: monthly ada; several \
words in quotes: "3 weeks" ada
dexcli: line 4: '3 weeks bob' can't be read; expected WORD HANDLE, such as: monthly ada; several \
words in quotes: "3 weeks" ada
dexcli: line 5: 'never' is nobody of this list
dexcli: line 7: 'zoe' stands in line 6 too
"""


def test_mistakes_are_told_by_line_and_nothing_is_changed(
    dexcli: Dexcli, people: Path, editor: Callable[..., Path], tmp_path: Path
) -> None:
    before = contents(people)
    editor(WRONG)

    result = dexcli("triage", "--editor")

    [draft] = drafts(tmp_path)
    told = f"dexcli: nothing was changed; your text is in {draft}\n"
    assert result == Result(2, "", MISTAKES + told)
    assert draft.read_text("utf-8") == WRONG
    assert contents(people) == before


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_the_editor_opens_again(
    dexcli: Dexcli,
    people: Path,
    editor: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    before = contents(people)
    shown = editor(WRONG, "monthly ada\n")
    monkeypatch.setattr(sys, "stdin", Keyboard("y\n"))

    result = dexcli("triage", "--editor")

    assert result.stderr.startswith(f"{MISTAKES}Edit again?")
    assert shown.read_text("utf-8") == WRONG
    assert result.stdout.startswith("Decided: 1 monthly. 2 contacts left.")
    assert (changed(people, before), drafts(tmp_path)) == ({"ada.toml"}, [])


def test_a_dry_run_shows_all_and_writes_nothing(
    dexcli: Dexcli, people: Path, editor: Callable[..., Path], tmp_path: Path
) -> None:
    before = contents(people)
    editor("monthly ada\nrm zoe\n")

    result = dexcli("triage", "--editor", "--dry-run")

    assert (result.exit_code, result.stderr) == (0, "")
    assert '+cadence = "monthly"' in result.stdout.splitlines()
    assert "--- a/zoe.toml" in result.stdout.splitlines()
    assert (contents(people), drafts(tmp_path)) == (before, [])


def test_without_an_editor_it_says_so(dexcli: Dexcli, people: Path) -> None:
    before = contents(people)

    result = dexcli("triage", "--editor")

    assert result == Result(2, "", "dexcli: no editor is set; set EDITOR, such as EDITOR=nano\n")
    assert contents(people) == before


def test_the_editor_takes_a_filter_and_a_limit(dexcli: Dexcli, editor: Callable[..., Path]) -> None:
    shown = editor("")
    dexcli("triage", "tag:work", "--editor")
    assert shown.read_text("utf-8").splitlines()[-1].startswith("- zoe ")

    editor("")
    dexcli("triage", "--editor", "--limit", "1")
    assert shown.read_text("utf-8").splitlines()[-2:][0] == ""


def test_somebody_who_went_meanwhile_changes_nothing_and_the_text_is_kept(
    dexcli: Dexcli, people: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text(f'rm "{people}/ada.toml"; sed -i s/^-/monthly/ "$1"\n')
    monkeypatch.setenv("EDITOR", f"sh {script}")

    result = dexcli("triage", "--editor")

    [draft] = drafts(tmp_path)
    told = "dexcli: ada: changed meanwhile; nothing was written; your text is in "
    assert result == Result(6, "", f"{told}{draft}\n")
    assert (people / "zoe.toml").read_text("utf-8") == ZOE


def test_a_handle_with_blanks_and_a_name_of_two_lines(
    dexcli: Dexcli, write: Write, editor: Callable[..., Path]
) -> None:
    path = write("mon ami #1", 'name = """Mon\nAmi"""\n')
    shown = editor("")
    dexcli("triage", "--editor")
    text = shown.read_text("utf-8")
    assert '- "mon ami #1"  # Mon Ami\n' in text

    editor(text.replace('- "mon', 'monthly "mon'))
    result = dexcli("triage", "--editor")

    assert result.stdout.startswith("Decided: 1 monthly. 3 contacts left.")
    assert 'cadence = "monthly"' in path.read_text("utf-8")


CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\n{}\r\nEND:VCARD\r\n"
CARDS = (
    CARD.format("FN:Ada Lovelace\r\nTEL:+44 20 7946 0001")
    + CARD.format("ORG:City Dental Practice\r\nTEL:+44 20 7946 0002")
    + CARD.format("TEL:+44 20 7946 0003")
)


def test_cards_that_name_nobody_are_told_by_the_import_and_by_triage(
    dexcli: Dexcli, tmp_path: Path, press: Press
) -> None:
    (tmp_path / "phone.vcf").write_text(CARDS, "utf-8")

    told = dexcli("import", str(tmp_path / "phone.vcf"), "--yes")

    assert "2 cards are no people by name: tagged triage\n" in told.stdout + told.stderr
    press("sss")
    asked = dexcli("triage", "source:vcard").stderr
    assert asked.count("tagged triage: an organisation, without a person's name") == 1
    assert asked.count("tagged triage: it came without a name") == 1
    assert asked.count("tagged triage") == 2
