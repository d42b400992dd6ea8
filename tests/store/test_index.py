"""The index never changes an answer: each is compared with that of `--no-index`."""

import contextlib
import io
import os
import shutil
import tempfile
import time
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from dexcli import cli
from dexcli.store import codec, disk, folder, lock
from dexcli.store.index import file, indexed, place, stamps

NAMES = ["Ada", "Eva", "Ann"]
HANDLES = ["ada", "bob", "cleo", "dora", "emil", "Ada"]
DAYS = ["2025-12-31", "2026-11-20", "2026-11-22", "2026-12-09", "2031-02-28"]
SECOND = 1_000_000_000
HOUR = 3600 * SECOND
# Of a length, so that a file's size tells nothing.
TEXTS = [
    'name = "{name} Lovelace"\ncadence = "3 weeks"\nadded = 2026-01-05\n',
    'name = "{name} Lovelace"\ncadence = "9 weeks"\nadded = 2026-10-05\n',
    'name = "{name} Babbage"\ntags = ["friend"]\nwas = ["ada", "b1"]\n\n'
    '[[interactions]]\non = 2026-11-{day:02}\nkind = "chat"\n\n'
    '[[interactions]]\non = "2026-10-01"\nkind = "met"\n',
    'name = "{name}"\naka = ["Countess"]\nemails = ["E{day}@example.org"]\nbirthday = "12-10"\n\n'
    '[[relationships]]\nkind = "mentor"\nwho = "b1"\n\n'
    '[[dates]]\nlabel = "wedding"\non = 1835-02-29\nwith = ["ada", "Léo"]\n',
    'name = "{name}"\ncadence = "1 month"\nsnoozed = {{ until = 2026-12-{day:02} }}\n\n'
    '[[reminders]]\nnote = "the paper"\non = 2026-12-{day:02}\nmeet = true\n\n'
    '[[reminders]]\nnote = "the book"\non = 2026-11-{day:02}\n\n'
    "[[interactions]]\non = 2026-11-01\n",
    'name = "{name}"\ncadance = "1 month"\nat = 07:30:00\nseen = 2026-11-{day:02}\n',
    'name = "{name} Lovelace"\narchived = true\ncadence = "1 week"\n',
    'name = "{name}"\ncadence = 3 weeks\n',
    "not TOML at all, on line {day}\n",
]
TEXTS[3] = TEXTS[3].replace("1835-02-29", "1836-02-29")
SETTINGS = [
    "format = 1\n",
    'format = 1\nme = "bob"\ndefault_cadence = "2 weeks"\n',
    'format = 1\n[cadence]\nfriend = "1 week"\n[kinds.chat]\ncounts = false\n',
    'format = 1\ndefault_cadence = "1 month"\n[lead]\ndefault = [30, 17]\n',
]
COMMANDS = [
    ["due"],
    ["due", "--json"],
    ["due", "--limit", "2", "--within", "30"],
    ["today", "--json"],
    ["today", "--within", "1 year"],
    ["list", "--json", "--all"],
    ["search", "a", "--json", "--all"],
    ["search", "2026", "--all"],
    ["search", "met", "lovelace"],
    ["list", "--sort", "due"],
    ["show", "lovelace"],
    ["show", "countess"],
    ["show", "b1", "--json"],
    ["show", "ada"],
    ["list", "tag:friend"],
    ["why", "e7@example.org"],
]
handles = st.sampled_from(HANDLES)
texts = st.builds(
    lambda text, name, day: text.format(name=name, day=day),
    st.sampled_from(TEXTS),
    st.sampled_from(NAMES),
    st.integers(1, 28),
)


class Answer(tuple[int, str, str]):
    """Exit code, stdout, stderr."""

    __slots__ = ()


def ask(ledger: Path, *args: str) -> Answer:
    """Return what a command answers, run in process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(["--ledger", str(ledger), *args])
    told = []
    for stream in (out, err):
        stream.flush()
        told.append(stream.buffer.getvalue().decode())
    return Answer((code, *told))


def both(ledger: Path, *args: str) -> tuple[Answer, Answer]:
    """Return what a command answers with the index and without."""
    return ask(ledger, *args), ask(ledger, "--no-index", *args)


def agree(ledger: Path, *args: str) -> bool:
    with_index, without = both(ledger, *args)
    return with_index == without


@pytest.fixture(autouse=True)
def small_ledgers_have_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LEAST_INDEXED", 1)
    monkeypatch.setattr(indexed, "FEW", 1)


def set_clock(patch: pytest.MonkeyPatch, seconds: int) -> None:
    """Let the clock be wrong by so many seconds, from now on."""
    patch.setattr(stamps, "time_ns", lambda: time.time_ns() + seconds * SECOND)


def index_of(cache: Path) -> list[Path]:
    return sorted(cache.glob("dexcli/*.index"))


class Ledgers(RuleBasedStateMachine):
    """Whatever happens to the files, to the index, to the clock and to the settings."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.base = Path(tempfile.mkdtemp(prefix="dexcli-index-"))
        self.ledger, self.cache = self.base / "ledger", self.base / "cache"
        self.kept = self.base / "kept"
        (self.ledger / ".dexcli").mkdir(parents=True)
        self.patch.setenv("XDG_CACHE_HOME", str(self.cache))
        self.day = DAYS[2]
        self.configure(SETTINGS[0])
        self.pass_time(10)

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.base)

    def path(self, handle: str) -> Path:
        return self.ledger / f"{handle}.toml"

    @initialize(text=texts)
    def begin(self, text: str) -> None:
        for handle in HANDLES[:4]:
            self.path(handle).write_text(text, encoding="utf-8")

    @rule(handle=handles, text=texts)
    def write_in_place(self, handle: str, text: str) -> None:
        self.path(handle).write_text(text, encoding="utf-8")

    @rule(handle=handles, text=texts)
    def write_in_place_and_set_the_time_back(self, handle: str, text: str) -> None:
        before = self.path(handle).stat() if self.path(handle).exists() else None
        self.path(handle).write_text(text, encoding="utf-8")
        if before is not None:
            os.utime(self.path(handle), ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(handle=handles, to=st.sampled_from(NAMES))
    def alter_a_letter_and_set_the_time_back(self, handle: str, to: str) -> None:
        if self.path(handle).exists():
            text = self.path(handle).read_text(encoding="utf-8")
            for name in NAMES:
                text = text.replace(name, to)
            self.write_in_place_and_set_the_time_back(handle, text)

    @rule(handle=handles, text=texts)
    def replace_with_the_same_time(self, handle: str, text: str) -> None:
        new = self.base / "new"
        new.write_text(text, encoding="utf-8")
        if self.path(handle).exists():
            shutil.copystat(self.path(handle), new)
        new.replace(self.path(handle))

    @rule(one=handles, other=handles)
    def swap(self, one: str, other: str) -> None:
        if one != other and self.path(one).exists() and self.path(other).exists():
            aside = self.base / "aside"
            self.path(one).rename(aside)
            self.path(other).rename(self.path(one))
            aside.rename(self.path(other))

    @rule(handle=handles)
    def keep_a_copy(self, handle: str) -> None:
        if self.path(handle).exists():
            shutil.copy2(self.path(handle), self.kept)

    @rule(handle=handles)
    def restore_the_copy(self, handle: str) -> None:
        if self.kept.exists():
            shutil.copy2(self.kept, self.path(handle))

    @rule(handle=handles)
    def touch(self, handle: str) -> None:
        if self.path(handle).exists():
            self.path(handle).touch()

    @rule(handle=handles, mode=st.sampled_from([0o600, 0o644]))
    def change_the_mode(self, handle: str, mode: int) -> None:
        if self.path(handle).exists():
            self.path(handle).chmod(mode)

    @rule(handle=handles)
    def delete(self, handle: str) -> None:
        self.path(handle).unlink(missing_ok=True)

    @rule(handle=handles, seconds=st.sampled_from([-(10**11), -7, 3600, 10**10]))
    def set_a_time(self, handle: str, seconds: int) -> None:
        if self.path(handle).exists():
            at = (time.time_ns() // SECOND + seconds) * SECOND  # whole, as coarse systems have it
            with contextlib.suppress(OSError, OverflowError):
                os.utime(self.path(handle), ns=(at, at))

    @rule(seconds=st.sampled_from([-3600, 10, 10, 10, 3600]))
    def pass_time(self, seconds: int) -> None:
        set_clock(self.patch, seconds)

    @rule(text=st.sampled_from(SETTINGS))
    def configure(self, text: str) -> None:
        (self.ledger / ".dexcli" / "config.toml").write_text(text, encoding="utf-8")

    @rule(day=st.sampled_from(DAYS))
    def live_another_day(self, day: str) -> None:
        self.day = day

    @rule(raw=st.binary(max_size=40), where=st.floats(0, 1))
    def damage_the_index(self, raw: bytes, where: float) -> None:
        for index in index_of(self.cache):
            whole = index.read_bytes()
            at = int(where * len(whole))
            index.write_bytes(whole[:at] + raw + whole[at + len(raw) :])

    @rule(where=st.floats(0, 1))
    def truncate_the_index(self, where: float) -> None:
        for index in index_of(self.cache):
            os.truncate(index, int(where * index.stat().st_size))

    @rule()
    def delete_the_index(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)

    @rule()
    def keep_the_index(self) -> None:
        for index in index_of(self.cache):
            shutil.copy2(index, self.base / index.name)

    @rule()
    def restore_an_older_index(self) -> None:
        for index in index_of(self.cache):
            if (older := self.base / index.name).exists():
                shutil.copy2(older, index)

    @rule(schema=st.integers(1, 2))
    def use_another_version(self, schema: int) -> None:
        self.patch.setattr(place, "SCHEMA", schema)

    @rule(words=st.sampled_from(COMMANDS), day=st.sampled_from(DAYS))
    def ask_something(self, words: list[str], day: str) -> None:
        with_index, without = both(self.ledger, "--today", day, *words)
        assert with_index == without

    @invariant()
    def the_index_changes_no_answer(self) -> None:
        for words in (["due"], ["today", "--json"], ["list", "--all"]):
            with_index, without = both(self.ledger, "--today", self.day, *words)
            assert with_index == without


MANY = settings().max_examples
TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(
    settings.default, max_examples=MANY if MANY > 100 else 12, stateful_step_count=20
)


ADA = TEXTS[0].format(name="Ada")
EVA = TEXTS[0].format(name="Eva")


@pytest.fixture
def known(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a ledger of three whose index is trusted."""
    set_clock(monkeypatch, 10)  # so long ago were the files written: they are trusted
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for handle, text in {"ada": ADA, "bob": TEXTS[1].format(name="Bob"), "cleo": EVA}.items():
        (ledger / f"{handle}.toml").write_text(text, encoding="utf-8")
    assert agree(ledger, "due")
    assert index_of(tmp_path / "cache")
    return ledger


def parsed_by(ledger: Path, patch: pytest.MonkeyPatch, *args: str) -> list[str]:
    """Return the names of the files that a command parses."""
    names: list[str] = []
    real = codec.decode

    def decode(raw: bytes, name: str) -> codec.Decoded:
        names.append(name)
        return real(raw, name)

    with patch.context() as now:
        now.setattr(codec, "decode", decode)
        ask(ledger, *args)
    return names


@pytest.mark.parametrize(
    "words",
    [["due"], ["today"], ["list"], ["show", "eva"], ["due", "tag:x"]],
    ids=" ".join,
)
def test_files_that_have_not_changed_are_not_parsed(
    words: list[str], known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert parsed_by(known, monkeypatch, *words) == []
    assert len(parsed_by(known, monkeypatch, "--no-index", "due")) == 3


@pytest.mark.parametrize("word", ["2026", "met", "lovelace", "zzz"])
def test_no_file_is_opened_for_a_search(
    word: str, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = disk.read_if_there

    def read_if_there(path: Path) -> disk.Found | None:
        if path.parent == known:
            opened.append(path.name)
        return real(path)

    with monkeypatch.context() as now:
        now.setattr(disk, "read_if_there", read_if_there)
        assert parsed_by(known, monkeypatch, "search", word) == []
    assert opened == []
    assert agree(known, "search", word, "--all")


@pytest.mark.parametrize("word", ["2026-10-01", "met"])
def test_what_only_a_file_says_in_quotes_is_found_in_the_index(
    word: str, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (known / "dora.toml").write_text(TEXTS[2].format(name="Dora", day=1), encoding="utf-8")
    for handle in ("ada", "bob", "cleo"):  # so many that the index is made anew
        (known / f"{handle}.toml").write_text(EVA, encoding="utf-8")
    ask(known, "due")

    assert parsed_by(known, monkeypatch, "search", word) == []
    assert "Dora" in ask(known, "search", word)[1]
    assert agree(known, "search", word)


def test_only_the_file_that_changed_is_parsed(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (known / "cleo.toml").write_text(TEXTS[1].format(name="Zoe"), encoding="utf-8")

    assert parsed_by(known, monkeypatch, "due") == ["cleo.toml"]
    assert agree(known, "due")


def test_the_index_is_not_written_again_for_a_few_files(known: Path, tmp_path: Path) -> None:
    (index,) = index_of(tmp_path / "cache")
    before = disk.Stamp.of(index.stat())
    (known / "cleo.toml").write_text(TEXTS[1].format(name="Zoe"), encoding="utf-8")

    ask(known, "due")
    assert disk.Stamp.of(index.stat()) == before
    (known / "ada.toml").write_text(TEXTS[1].format(name="Zoe"), encoding="utf-8")
    ask(known, "due")
    assert index.stat().st_ino != before.inode


def test_a_few_contacts_need_no_index(ledger: Path, tmp_path: Path) -> None:
    (ledger / "ada.toml").write_text(ADA, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder, "LEAST_INDEXED", 2)
        ask(ledger, "due")

    assert not list(tmp_path.rglob("*.index"))


@pytest.mark.usefixtures("known")
def test_only_its_owner_may_read_the_index(tmp_path: Path) -> None:
    (index,) = index_of(tmp_path / "cache")

    assert index.stat().st_mode & 0o777 == 0o600
    assert index.parent.stat().st_mode & 0o777 == 0o700


def test_nothing_of_the_index_lies_in_the_ledger(known: Path) -> None:
    assert sorted(each.name for each in known.rglob("*") if each.is_file()) == [
        "ada.toml",
        "bob.toml",
        "cleo.toml",
        "config.toml",
    ]


def test_a_cache_folder_that_cannot_be_made_is_no_error(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (ledger / "ada.toml").write_text(ADA, encoding="utf-8")

    assert ask(ledger, "list", "--handles") == (0, "ada\n", "")


@pytest.mark.parametrize("kind", ["folder", "fifo", "link", "other"])
def test_something_else_in_the_place_of_the_index_is_no_error(
    kind: str, known: Path, tmp_path: Path
) -> None:
    (index,) = index_of(tmp_path / "cache")
    aside = index.rename(tmp_path / "aside")
    match kind:
        case "folder":
            index.mkdir()
        case "fifo":
            os.mkfifo(index)
        case "link":
            index.symlink_to(aside)
        case _:
            index.write_bytes(b"dexcli index\n" + b"\xff" * 8)

    assert agree(known, "due")


def test_every_byte_of_the_index_may_be_wrong(known: Path, tmp_path: Path) -> None:
    (index,) = index_of(tmp_path / "cache")
    whole, right = index.read_bytes(), ask(known, "--no-index", "list", "--json")

    for at in range(0, len(whole), 3):
        index.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        assert ask(known, "list", "--json") == right


def words_of(cache: Path) -> Path:
    (words,) = cache.glob("dexcli/*.words")
    return words


def test_only_a_search_makes_the_words(known: Path, tmp_path: Path) -> None:
    for command in (["due"], ["list"], ["show", "eva"], ["log", "eva", "--dry-run"]):
        ask(known, *command)
    assert list((tmp_path / "cache").glob("dexcli/*.words")) == []

    ask(known, "search", "eva")
    first = words_of(tmp_path / "cache").stat()
    ask(known, "search", "ada")
    assert words_of(tmp_path / "cache").stat() == first


def test_every_byte_of_the_words_may_be_wrong_or_missing(known: Path, tmp_path: Path) -> None:
    right = ask(known, "search", "e", "--json")
    assert right == ask(known, "--no-index", "search", "e", "--json")
    words = words_of(tmp_path / "cache")
    whole = words.read_bytes()

    for at in range(0, len(whole), 11):
        words.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        assert ask(known, "search", "e", "--json") == right
        words.write_bytes(whole[:at])
        assert ask(known, "search", "e", "--json") == right
    assert words.read_bytes() == whole


def test_the_words_of_files_written_too_late_to_tell_are_told_by_what_they_say(
    known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def untold(keys: list[object], *, at: int) -> stamps.Keys:  # noqa: ARG001
        size, mtime, ctime, inode = (array("q", [stamps.UNTRUSTED for _ in keys]) for _ in range(4))
        return size, mtime, ctime, inode

    monkeypatch.setattr(stamps, "to_keep", untold)
    (index,) = index_of(tmp_path / "cache")
    for name in ("Uma", "Ute"):
        for handle in ("ada", "bob", "cleo"):
            text = TEXTS[1].format(name=f"{name} {handle}")
            (known / f"{handle}.toml").write_text(text, encoding="utf-8")
        index.unlink(missing_ok=True)
        with_index, without = both(known, "search", name)
        assert with_index == without
        assert f"{name} bob" in with_index[1]
        assert words_of(tmp_path / "cache").exists()


def test_an_index_cut_short_anywhere_is_no_error(known: Path, tmp_path: Path) -> None:
    (index,) = index_of(tmp_path / "cache")
    whole, right = index.read_bytes(), ask(known, "--no-index", "show", "eva")

    for length in range(0, len(whole), 7):
        index.write_bytes(whole[:length])
        assert ask(known, "show", "eva") == right


def test_a_ledger_in_the_place_of_another_has_an_index_of_its_own(
    known: Path, tmp_path: Path
) -> None:
    known.rename(tmp_path / "elsewhere")
    shutil.copytree(tmp_path / "elsewhere", known)
    for path in known.glob("*.toml"):
        path.write_text(EVA, encoding="utf-8")

    assert agree(known, "list")


def test_a_reading_command_after_a_change_parses_its_file_only(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(known, "log", "ada", "--note", "Bernoulli numbers")[0] == 0

    assert parsed_by(known, monkeypatch, "due") == ["ada.toml"]
    assert agree(known, "show", "ada")


def test_a_change_under_the_lock_is_seen(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes between the reading and the lock: their words stay."""
    real = lock.locked

    @contextlib.contextmanager
    def locked(at: Path, **options: object) -> Iterator[None]:
        with (known / "ada.toml").open("a", encoding="utf-8") as file:
            file.write('\n[[interactions]]\non = 2026-11-20\nkind = "theirs"\n')
        with real(at, **options):  # type: ignore[arg-type]  # as they came
            yield

    monkeypatch.setattr(lock, "locked", locked)
    assert ask(known, "log", "ada", "--kind", "ours")[0] == 0

    text = (known / "ada.toml").read_text(encoding="utf-8")
    assert 'kind = "theirs"' in text
    assert 'kind = "ours"' in text


def test_who_is_gone_under_the_lock_is_not_written(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = lock.locked

    @contextlib.contextmanager
    def locked(at: Path, **options: object) -> Iterator[None]:
        (known / "ada.toml").unlink()
        with real(at, **options):  # type: ignore[arg-type]  # as they came
            yield

    monkeypatch.setattr(lock, "locked", locked)

    assert ask(known, "log", "ada") == (
        6,
        "",
        "dexcli: ada: changed meanwhile; nothing was written\n",
    )


# -- without one of the rules an answer is wrong


@pytest.mark.parametrize("has_ctime", [True, False])
def test_the_time_of_the_inode_tells_what_the_file_s_own_does_not(
    has_ctime: bool,  # noqa: FBT001 - with it in the key, and without
    known: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not has_ctime:
        forget_ctime(monkeypatch)
        shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"]))
        ask(known, "list")
    path = known / "ada.toml"
    before = path.stat()

    path.write_text(EVA, encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert agree(known, "list") is has_ctime, "without it, this answer would be stale"


def forget_ctime(patch: pytest.MonkeyPatch) -> None:
    """Let the inodes of all files have the same time."""
    real_scan, real_key = stamps.scan, stamps.key_of

    def scan(folder: Path, files: Iterable[str], suffix: str) -> stamps.Scan:
        found = real_scan(folder, files, suffix)
        size, mtime, _, inode = found.keys
        return replace(found, keys=(size, mtime, array("q", bytes(8 * len(size))), inode))

    def key_of(stamp: disk.Stamp) -> stamps.Key:
        return real_key(replace(stamp, ctime_ns=0))

    patch.setattr(stamps, "scan", scan)
    patch.setattr(stamps, "key_of", key_of)


def coarse(patch: pytest.MonkeyPatch) -> None:
    """Let files have times of whole hours: whatever is written now has the same one."""
    real_scan, real_key = stamps.scan, stamps.key_of

    def scan(folder: Path, files: Iterable[str], suffix: str) -> stamps.Scan:
        found = real_scan(folder, files, suffix)
        size, mtime, ctime, inode = found.keys
        mtime, ctime = (array("q", (at - at % HOUR for at in times)) for times in (mtime, ctime))
        return replace(found, keys=(size, mtime, ctime, inode))

    def key_of(stamp: disk.Stamp) -> stamps.Key:
        at = (stamp.mtime_ns, stamp.ctime_ns)
        mtime, ctime = (each - each % HOUR for each in at)
        return real_key(replace(stamp, mtime_ns=mtime, ctime_ns=ctime))

    patch.setattr(stamps, "scan", scan)
    patch.setattr(stamps, "key_of", key_of)


@pytest.mark.parametrize("racy", [True, False])
def test_a_file_edited_within_the_stamp_of_its_scan_is_parsed_again(
    racy: bool,  # noqa: FBT001 - with the rule, and without
    known: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    coarse(monkeypatch)
    shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"]))
    now = time.time_ns()
    monkeypatch.setattr(stamps, "time_ns", lambda: now - now % HOUR + SECOND)
    monkeypatch.setattr(stamps, "RACY_NS", 2 * SECOND if racy else -HOUR)
    ask(known, "list")

    (known / "ada.toml").write_text(EVA, encoding="utf-8")

    assert agree(known, "list") is racy, "without the rule, this answer would be stale"


@pytest.mark.parametrize("checked", [True, False])
def test_a_name_that_was_altered_in_the_index_is_not_shown(
    checked: bool,  # noqa: FBT001 - with the checksums, and without
    known: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not checked:
        monkeypatch.setattr(file, "crc32", lambda _: 0)
        shutil.rmtree(tmp_path / "cache")
        ask(known, "list")
    (index,) = index_of(tmp_path / "cache")
    index.write_bytes(index.read_bytes().replace(b"Ada Lovelace", b"Ida Lovelace"))

    assert agree(known, "list") is checked, "without the checksum, this answer would be wrong"
