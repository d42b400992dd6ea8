"""Whatever two sides do to a ledger, and however git brings them together: nothing said is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dexcli.core.errors import DexcliError
from dexcli.store import codec
from tests.sync import clones
from tests.sync.clones import Clone
from tests.sync.rows import OURS, ROWS, THEIRS, Row, met, person

BY_GIT = {
    "merge": ("merge", "-q", "--no-edit", "origin/main"),
    "pull": ("pull", "-q", "--no-rebase", "--no-edit"),
    "pull --rebase": ("pull", "-q", "--rebase"),
    "cherry-pick": ("cherry-pick", "origin/main"),
}
WAYS = (*BY_GIT, "sync")
EACH_ROW = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


@dataclass(frozen=True)
class Merged:
    """Two machines after both sides came together on ours, in one of the ways."""

    way: str
    here: Clone
    there: Clone

    @property
    def text(self) -> str:
        """Everything that stands in our ledger."""
        return "\n".join(raw.decode() for raw in self.here.files().values())


@pytest.fixture(scope="module", params=WAYS)
def merged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """Return the machines after all rows at once were merged."""
    way = request.param
    rows = [row for row in ROWS if row.is_toml or way != "sync"]
    here, there = two_machines(tmp_path_factory.mktemp(way.replace(" ", "-")))
    start(here, there, rows)
    for row in rows:
        put(there, row.files("theirs"))
        put(here, row.files("ours"))
    committed(there)
    there.git("push", "-q", "origin", "main")
    committed(here)
    if way == "sync":
        assert here.dexcli("sync").returncode == clones.CONFLICTS_WAIT
        assert there.dexcli("sync").returncode == clones.CONFLICTS_WAIT
    else:
        here.git("fetch", "-q", "origin")
        here.git(*BY_GIT[way])
    return Merged(way, here, there)


@EACH_ROW
def test_what_each_side_said_is_there(merged: Merged, row: Row) -> None:
    if merged.way == "sync" and not row.is_toml:
        pytest.skip("sync has a test of its own for what can't be read")
    for said in row.says:
        assert row.marked(said) in merged.text


@EACH_ROW
def test_every_file_that_dexcli_merged_reads(merged: Merged, row: Row) -> None:
    if not row.is_toml:
        return
    touched = {*row.base, *row.ours, *row.theirs}
    problems = [each for each in unreadable(merged.here) if each.split(".toml")[0] in touched]
    assert problems == []


@EACH_ROW
def test_sync_keeps_what_is_one_person_s_in_one_file(merged: Merged, row: Row) -> None:
    if merged.way != "sync" or not row.is_toml:
        return
    texts = [raw.decode() for raw in merged.here.files().values()]
    wanted = [row.marked(each) for each in row.together]
    assert any(all(each in text for each in wanted) for text in texts)


def test_both_machines_have_the_same_bytes_after_sync(merged: Merged) -> None:
    if merged.way == "sync":
        assert merged.here.files() == merged.there.files()


def test_two_people_of_one_name_stay_two_after_sync(merged: Merged) -> None:
    if merged.way == "sync":
        names = [name for name in merged.here.files() if name.startswith("twice")]
        assert sorted(names) == ["twice-2.toml", "twice.toml"]


@pytest.mark.parametrize("way", ["merge", "sync"])
def test_a_criss_cross_loses_nothing(tmp_path: Path, way: str) -> None:
    here, there = two_machines(tmp_path)
    base = person("Ada") + met("Before.", "ada0000001")
    put(here, {"ada": base})
    committed(here)
    here.git("push", "-q", "origin", "main")
    there.git("pull", "-q", "--no-edit", "origin", "main")
    for number, clone in enumerate((here, there)):
        put(clone, {"ada": base + met(f"First of {number}.", f"ada000001{number}")})
        committed(clone)
        clone.git("push", "-q", "origin", f"HEAD:refs/heads/of-{number}")
    for number, clone in enumerate((here, there)):
        clone.git("fetch", "-q", "origin")
        assert clone.git("merge", "-q", "--no-edit", f"origin/of-{1 - number}").returncode == 0
        path = clone.ledger / "ada.toml"
        text = path.read_text() + met(f"Second of {number}.", f"ada000002{number}")
        path.write_text(text)
        committed(clone)
    there.git("push", "-q", "origin", "main")

    if way == "sync":
        assert here.dexcli("sync").returncode == 0
    else:
        here.git("fetch", "-q", "origin")
        assert here.git("merge", "-q", "--no-edit", "origin/main").returncode == 0

    text = (here.ledger / "ada.toml").read_text()
    for order in ("First", "Second"):
        for number in range(2):
            assert text.count(f"{order} of {number}.") == 1
    assert text.count("Before.") == 1
    assert unreadable(here) == []


def test_what_came_and_cannot_be_read_stops_the_sync_and_loses_nothing(tmp_path: Path) -> None:
    here, there = two_machines(tmp_path)
    row = next(each for each in ROWS if not each.is_toml)
    start(here, there, [row])
    put(there, row.files("theirs"))
    committed(there)
    there.git("push", "-q", "origin", "main")
    put(here, row.files("ours"))

    stopped = here.dexcli("sync")

    assert stopped.returncode not in {0, clones.CONFLICTS_WAIT}
    assert "broken.toml" in stopped.stderr
    assert row.marked(OURS) in (here.ledger / "broken.toml").read_text()
    assert row.marked(OURS) in here.git("show", "HEAD:broken.toml").stdout
    assert row.marked(THEIRS) in here.git("show", "origin/main:broken.toml").stdout

    text = (there.ledger / "broken.toml").read_text()
    (there.ledger / "broken.toml").write_text(
        text.replace("[[interactions]\n", "[[interactions]]\non = 2026-11-19\n")
    )
    assert there.dexcli("sync").returncode == 0
    assert here.dexcli("sync").returncode == 0
    for said in row.says:
        assert row.marked(said) in (here.ledger / "broken.toml").read_text()


BROKEN_DRIVERS = {
    "missing": "/nowhere/dexcli",
    "crash": "false",
    "crash with a traceback": "python3 -c 'raise SystemError'",
    "killed": "sh -c 'kill -9 $$'",
}


@pytest.mark.parametrize("how", [*BROKEN_DRIVERS, "no section"])
def test_without_a_driver_that_works_the_other_side_s_text_is_in_the_file(
    tmp_path: Path, how: str
) -> None:
    here, row = about_to_merge(tmp_path)
    if how == "no section":
        here.git("config", "--remove-section", "merge.dexcli")
    else:
        use_driver(here, BROKEN_DRIVERS[how])

    merging = here.git("merge", "--no-edit", "origin/main")

    assert merging.returncode != 0
    text = (here.ledger / "append.toml").read_text()
    for said in row.says:
        assert row.marked(said) in text


def test_a_section_without_a_driver_stops_git_before_it_changes_anything(tmp_path: Path) -> None:
    here, row = about_to_merge(tmp_path)
    before, head = here.files(), here.head()
    here.git("config", "--unset", "merge.dexcli.driver")

    assert here.git("merge", "--no-edit", "origin/main").returncode != 0

    assert (here.files(), here.head()) == (before, head)
    assert row.marked(THEIRS) in here.git("show", "origin/main:append.toml").stdout


def two_machines(folder: Path) -> tuple[Clone, Clone]:
    """Return two clones of one ledger."""
    remote = clones.bare(folder / "remote.git")
    here, there = Clone(folder / "here"), Clone(folder / "there")
    for clone in (here, there):
        clones.joined(clone, remote)
        assert clone.dexcli("sync").returncode == 0
    assert here.files() == there.files()
    return here, there


def start(here: Clone, there: Clone, rows: Iterable[Row]) -> None:
    """Let both machines have what the rows begin with."""
    for row in rows:
        put(here, row.files("base"))
    committed(here)
    here.git("push", "-q", "origin", "main")
    there.git("pull", "-q", "--no-edit", "origin", "main")
    assert here.files() == there.files()


def about_to_merge(folder: Path) -> tuple[Clone, Row]:
    """Return a machine that has fetched what conflicts with its own, line by line."""
    here, there = two_machines(folder)
    row = next(each for each in ROWS if each.name == "append/append")
    start(here, there, [row])
    put(there, row.files("theirs"))
    committed(there)
    there.git("push", "-q", "origin", "main")
    put(here, row.files("ours"))
    committed(here)
    here.git("fetch", "-q", "origin")
    return here, row


def use_driver(clone: Clone, program: str) -> None:
    """Let the line in the settings start another program in the place of dexcli."""
    line = clone.git("config", "merge.dexcli.driver").stdout.strip()
    before, found, after = line.partition(" merge-driver ")
    assert found
    start = before.rfind(";") + 1
    clone.git("config", "merge.dexcli.driver", f"{line[:start]} {program} merge-driver {after}")


def put(clone: Clone, files: "dict[str, str | None] | object") -> None:
    """Write and remove files as somebody does by hand."""
    assert isinstance(files, dict)
    for handle, text in files.items():
        path = clone.ledger / f"{handle}.toml"
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(text.encode())


def committed(clone: Clone) -> None:
    """Commit everything with git itself."""
    clone.git("add", "-A")
    clone.git("commit", "-q", "-m", "by hand")


def unreadable(clone: Clone) -> list[str]:
    """Return what is wrong with which file."""
    problems = []
    for name, raw in clone.files().items():
        if "/" not in name:
            try:
                codec.decode(raw, name)
            except DexcliError as error:
                problems.append(str(error))
    return problems
