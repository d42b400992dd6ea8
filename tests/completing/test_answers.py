"""What the shells get: quoted for each, never noisy, and nothing of the ledger is touched."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dexcli import shells
from dexcli.completing import answering, outside
from dexcli.completing import people as offered_people
from dexcli.core import names, tabs
from dexcli.store import folder
from dexcli.store.index import stamps
from tests.conftest import Dexcli
from tests.threats.hostile import RAW, TEXTS

COMMAND = (sys.executable, "-m", "dexcli", "complete-words")
SHELLS = ("bash", "zsh", "fish", "powershell")
HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "a'b",
    "a b;c|d&e",
    "x\\y",
    "~",
    "!1",
    "a\tb",
    "*?[]",
    "é",
]
LINES = st.sampled_from([
    "dexcli ", "dexcli show ", "dexcli list tag:", "dexcli list city:", "dexcli log ada --kind ",
    "dexcli config cadence.", "dexcli relate x ", "dexcli set x tags+=", "dexcli list @",
    "dexcli list 'tag:", 'dexcli list "tag:', "dexcli list -tag:", "dexcli sh", "dexcli log --",
])  # fmt: skip
ONE_LEDGER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
Ask = Callable[..., list[str]]


def bash(line: str, text: str | None = None, *, kind: str = "9") -> list[str]:
    """Return what bash gets; ``text`` is what readline replaces, by default the last word."""
    replaced = line.rpartition(" ")[2] if text is None else text
    return answering.answer(["bash", kind, "80", replaced, line])


@pytest.fixture
def people(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEXCLI_LEDGER", str(ledger))
    for handle, text in {
        "ada-lovelace": 'name = "Ada Lovelace"\ncity = "New York"\ntags = ["family"]\n',
        "adam-bernstein": 'name = "Adam Bernstein"\ntags = ["friend"]\n',
        "bern-hart": 'name = "Bern Hart\\u001b[31m"\n',
    }.items():
        (ledger / f"{handle}.toml").write_text(text, encoding="utf-8")
    return ledger


@pytest.mark.parametrize(
    ("line", "text", "lines"),
    [
        ("dexcli sho", "sho", ["show "]),
        ("dexcli show love", "love", ["ada-lovelace "]),
        ("dexcli list tag:fam", "fam", ["family "]),
        ("dexcli list ta", "ta", ["tag:"]),
        ("dexcli list city:n", "n", ['\\"New\\ York\\" ']),
        ('dexcli list "city:n', "city:n", ['city:\\"New York\\"']),
        ("dexcli list 'city:n", "city:n", ['city:"New York"']),
        ("dexcli show 'ada l", "ada l", ["ada-lovelace"]),
        ("dexcli show --ledger=/x a", "a", []),
        ("dexcli log ada --on=yes", "yes", ["yesterday "]),
    ],
)
@pytest.mark.usefixtures("people")
def test_bash_gets_what_takes_the_place_of_its_word(line: str, text: str, lines: list[str]) -> None:
    assert bash(line, text) == lines


@pytest.mark.usefixtures("people")
def test_bash_keeps_what_is_typed_where_several_have_no_common_start() -> None:
    assert bash("dexcli show ada") == ["ada-lovelace ", "adam-bernstein "]
    assert bash("dexcli show Ad") == ["ada-lovelace ", "adam-bernstein "]
    assert bash("dexcli show bern") == ["adam-bernstein ", "bern-hart ", " "]


@pytest.mark.usefixtures("people")
def test_bash_lists_with_names_that_command_nothing() -> None:
    assert bash("dexcli show bern", kind="63") == [
        "adam-bernstein  (Adam Bernstein)",
        "bern-hart       (Bern Hart\\x1b[31m)",
    ]


@pytest.mark.usefixtures("people")
def test_powershell_asks_by_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEXCLI_COMPLETE_WORDS", "dexcli\nlist\ncity:n")

    assert answering.answer(["powershell"]) == ['\'city:"New York"\'\tcity:"New York"\t1 contact']


@pytest.mark.usefixtures("people")
def test_powershell_quotes_what_it_would_read_otherwise(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ledger / ".dexcli" / "config.toml").write_text('[filters]\n"o’clock" = "is:due"\n', "utf-8")
    monkeypatch.setenv("DEXCLI_COMPLETE_WORDS", "dexcli\nlist\n@")

    assert answering.answer(["powershell"]) == ["'@o’’clock'\t@o’clock\tis:due"]


def test_the_script_for_powershell_asks_as_it_is_answered() -> None:
    script = shells.script(shells.Shell.POWERSHELL)

    assert "$env:DEXCLI_COMPLETE_WORDS = " in script
    assert "complete-words powershell 2>$null" in script
    assert "Remove-Item Env:DEXCLI_COMPLETE_WORDS" in script
    assert "Register-ArgumentCompleter -Native -CommandName dexcli" in script
    assert script.count("{") == script.count("}")


@pytest.mark.usefixtures("people")
def test_of_very_many_people_as_many_are_offered_as_somebody_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offered_people, "MOST", 2)

    assert bash("dexcli show ") == ["ada-lovelace ", "bern-hart "]  # the last keeps the start right
    assert bash("dexcli show ada") == ["ada-lovelace ", "adam-bernstein "]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_tag_is_one_word_for_bash(people: Path, tmp_path: Path, hostile: str) -> None:
    text = tomli_w.dumps({"name": "X", "tags": [hostile]})
    (people / "x.toml").write_text(text, encoding="utf-8")
    offered = [each for each in bash("dexcli tag ") if each.strip() not in {"family", "friend", ""}]
    quoted = [bash(f"dexcli tag {mark}", "") for mark in "'\""]
    said = [
        subprocess.run(
            ["bash", "-c", f"printf %s {word}"], cwd=tmp_path, capture_output=True, check=True
        ).stdout.decode()
        for word in (
            *offered,
            *(f"'{each}'" for each in quoted[0] if each.strip()),
        )
    ]

    if hostile.isprintable():
        assert hostile in said
        assert shlex.split(offered[0]) == [hostile]
    else:
        assert offered == [] or hostile.replace("\t", " ") in said
    assert not (tmp_path / "pwned").exists()


def test_in_double_quotes_bash_gets_nothing_that_its_history_would_take(people: Path) -> None:
    (people / "x.toml").write_text('name = "X"\ntags = ["hi!1", "hi$1"]\n', encoding="utf-8")

    assert bash('dexcli tag "hi', "hi") == ["hi\\$1"]
    assert bash("dexcli tag 'hi", "hi") == ["hi!1", "hi$1"]
    assert bash("dexcli tag hi", "hi") == ["hi\\!1 ", "hi\\$1 "]


@given(line=LINES, typed=TEXTS, name=TEXTS, tag=TEXTS, kind=st.sampled_from(["9", "63", "33"]))
@ONE_LEDGER
def test_no_answer_has_a_hidden_character_and_no_words_an_exception(
    people: Path, *, line: str, typed: str, name: str, tag: str, kind: str
) -> None:
    document = {"name": name, "tags": [tag], "city": tag, "aka": [typed]}
    (people / "x.toml").write_text(tomli_w.dumps(document), encoding="utf-8")
    typed = typed.replace("\0", "")  # no shell can say it
    asked = [
        ["bash", kind, "80", typed, f"{line}{typed}"],
        ["zsh", *line.split(), typed],
        ["fish", *line.split(), typed],
        ["powershell"],
    ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEXCLI_COMPLETE_WORDS", f"dexcli\nshow\n{typed}")
        for words in asked:
            for answer in answering.answer(words):
                assert RAW.search(answer) is None
                assert "\n" not in answer


@given(st.lists(st.text(), max_size=6))
def test_words_that_make_no_sense_are_answered_with_nothing(words: list[str]) -> None:
    assert answering.run(["bash", *words][: len(words)]) == 0


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("trouble", ["broken", "none", "folder", "settings"])
def test_a_ledger_that_cannot_be_read_is_silence(
    people: Path, tmp_path: Path, shell: str, trouble: str
) -> None:
    match trouble:
        case "broken":
            (people / "ada-lovelace.toml").write_bytes(b"name = \xff")
        case "folder":
            (people / "eve.toml").mkdir()
        case "settings":
            (people / ".dexcli" / "config.toml").write_text("[[[", encoding="utf-8")
        case _:
            people = tmp_path / "nowhere"
    rest = ["9", "80", "a", "dexcli show a"] if shell == "bash" else ["dexcli", "show", "a"]
    environ = {**os.environ, "DEXCLI_LEDGER": str(people)}

    done = subprocess.run([*COMMAND, shell, *rest], env=environ, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    if trouble == "broken" and shell == "fish":
        assert b"ada-lovelace\t" in done.stdout  # its file's name is known at least


def test_whoever_does_not_read_the_answer_hears_nothing(people: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [*COMMAND, "fish", "dexcli", ""], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")
    assert people.exists()


def test_nothing_of_typer_or_msgspec_is_loaded(people: Path) -> None:
    run = (
        "import sys\nfrom dexcli.completing import answering\n"
        "answering.answer(['zsh', 'dexcli', 'list', 'tag:'])\n"
        "answering.answer(['zsh', 'dexcli', 'lun'])\nprint(*sys.modules)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", run], capture_output=True, text=True, check=True
    ).stdout.split()

    assert people.exists()
    assert set(loaded) & {"typer", "rich", "msgspec", "inspect", "subprocess", "anyascii"} == set()


class TestALargeLedger:
    """With what is kept beside the index."""

    @pytest.fixture(autouse=True)
    def kept(self, people: Path, dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(folder, "LEAST_INDEXED", 2)
        monkeypatch.setattr(outside, "MOST_PARSED", 1)
        (people / "gone.toml").write_text('name = "Gone Ada"\narchived = true\n', "utf-8")
        monkeypatch.setattr(stamps, "RACY_NS", 0)  # or what was just written isn't kept
        assert dexcli("due").exit_code == 0
        return people

    def test_it_is_read_and_not_the_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(outside, "MOST_PARSED", 0)

        assert outside.Outside().lines[0].startswith("ada lovelace|ada-lovelace\tada-lovelace\t")
        assert bash("dexcli show love") == ["ada-lovelace "]
        assert bash("dexcli list tag:fam", "fam") == ["family "]

    def test_who_is_archived_is_not_offered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(outside, "MOST_PARSED", 0)

        assert bash("dexcli show gone") == []
        assert bash("dexcli show ") == ["ada-lovelace ", "adam-bernstein ", "bern-hart "]

    def test_a_file_that_changed_since_is_read_again(self, people: Path) -> None:
        (people / "ada-lovelace.toml").write_text('name = "Augusta"\ntags = ["new"]\n', "utf-8")

        assert bash("dexcli show augusta") == ["ada-lovelace "]
        assert bash("dexcli list tag:n", "n") == ["new "]

    def test_who_came_since_is_offered_and_who_left_is_not(self, people: Path) -> None:
        (people / "eve.toml").write_text('name = "Eve Evans"\n', encoding="utf-8")
        (people / "bern-hart.toml").unlink()

        assert bash("dexcli show evans") == ["eve "]
        assert bash("dexcli show bern") == ["adam-bernstein "]

    def test_of_very_many_that_came_the_names_of_the_files_are_known(self, people: Path) -> None:
        for number in range(3):
            (people / f"zed-{number}.toml").write_text('name = "Somebody"\n', encoding="utf-8")

        assert bash("dexcli show zed") == ["zed-0 ", "zed-1 ", "zed-2 "]
        assert bash("dexcli show somebody") == ["zed-0 "]

    def test_every_byte_of_it_may_be_wrong(self, tmp_path: Path) -> None:
        kept = next(tmp_path.glob("xdg-cache/dexcli/*.tabs"))
        raw = kept.read_bytes()
        for place in range(0, len(raw), 3):
            kept.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
            assert bash("dexcli show ada-l")[:1] == ["ada-lovelace "]
            kept.write_bytes(raw[:place])
            assert bash("dexcli show ada-l")[:1] == ["ada-lovelace "]

    def test_only_its_owner_may_read_it(self, tmp_path: Path) -> None:
        kept = next(tmp_path.glob("xdg-cache/dexcli/*.tabs"))

        assert kept.stat().st_mode & 0o777 == 0o600


@given(st.lists(st.text(min_size=1), min_size=1, max_size=3), st.text(min_size=1))
def test_whoever_has_a_name_is_found_by_it(spelled: list[str], tag: str) -> None:
    person = tabs.Person("x", tuple(spelled))
    line = tabs.line(person, (f"{tabs.TAG}={tag}",))

    assert "\n" not in line
    assert tabs.person_of(line).handle == "x"
    for name in spelled:
        if len(names.fold(name)) > 1 and "|" not in name and "\0" not in name:
            assert tabs.found([line], name) == [line]
