"""`dexcli sync`: machines brought together, whatever state git and the network are in."""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dexcli.store import ledgers, transaction
from dexcli.sync import remotes
from tests.sync.conftest import Machine, git

Machines = Callable[[str], Machine]
NO_NETWORK = "can't be reached"


def test_both_log_the_same_person_and_both_meetings_stay(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("log", "ada", "-m", "Coffee here")
    there("log", "ada", "-m", "Tea there")
    there("log", "bob", "-m", "Reggae")
    assert there("sync").stdout == "Synced: 2 people changed here.\n"

    assert here("sync").stdout == "Synced: 1 person changed here, 2 there.\n"
    assert there("sync").stdout == "Synced: 1 person changed there.\n"

    assert here.files() == there.files()
    assert "Coffee here" in here.read("ada-lovelace.toml")
    assert "Tea there" in here.read("ada-lovelace.toml")
    assert here("sync").stdout == "Nothing to sync.\n"
    assert here.git("status", "--porcelain") == ""
    git(here.folder, "fsck", "--strict")


def test_who_is_new_there_is_told_and_who_went_too(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("add", "Charles Babbage")
    here("rm", "bob", "--yes")
    here("sync")

    assert there("sync").stdout == "Synced: 1 new person, 1 removed there.\n"
    assert here.files() == there.files()
    assert not (there.folder / "bob-marley.toml").exists()


def test_two_values_of_one_thing_are_both_kept_and_waited_for(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("set", "ada", "city=London")
    there("set", "ada", "city=Paris")
    there("sync")

    result = here("sync", code=6)

    assert result.stdout == (
        "Synced: 1 person changed here, 1 there. 1 conflict waits: dexcli resolve\n"
    )
    assert there("sync", code=6).stdout.endswith("1 conflict waits: dexcli resolve\n")
    assert here.files() == there.files()
    assert {"London", "Paris"} <= set(here.read("ada-lovelace.toml").replace('"', " ").split())


def test_what_waits_is_told_by_each_sync_until_it_is_settled(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("set", "ada", "city=London")
    there("set", "ada", "city=Paris")
    there("sync")
    here("sync", code=6)

    for _ in range(2):
        assert here("sync", code=6).stdout == "Nothing to sync. 1 conflict waits: dexcli resolve\n"
    waiting = here.read("ada-lovelace.toml")
    here("resolve", "ada", "city", "--take", "London")
    assert here("sync").stdout == "Synced: 1 person changed here.\n"
    assert here("sync").stdout == "Nothing to sync.\n"
    (here.folder / "ada-lovelace.toml").write_text(waiting, encoding="utf-8")  # taken back by hand
    assert "1 conflict waits" in here("sync", code=6).stdout
    assert here("sync", code=6).stdout == "Nothing to sync. 1 conflict waits: dexcli resolve\n"


def test_what_was_edited_by_hand_is_committed_too(pair: Sequence[Machine]) -> None:
    here, there = pair
    here.write("zoe.toml", 'name = "Zoé"\n')
    here.write("notes.txt", "none of ours\n")
    here("sync")
    there("sync")

    assert there.read("zoe.toml") == 'name = "Zoé"\n'
    assert not (there.folder / "notes.txt").exists()
    assert here.git("log", "-1", "--format=%s") == "by hand: zoe"
    assert here.git("status", "--porcelain") == "?? notes.txt"


def test_a_broken_file_is_named_and_left_out(pair: Sequence[Machine]) -> None:
    here, there = pair
    here.write("bob-marley.toml", 'name = "Bob\n')
    here("note", "ada", "something", code=5)

    result = here("sync", code=5)

    assert "bob-marley.toml:1" in result.stderr
    there("sync")
    assert "something" in there.read("ada-lovelace.toml")
    assert 'name = "Bob Marley"' in there.read("bob-marley.toml")
    assert here.read("bob-marley.toml") == 'name = "Bob\n'


def test_a_broken_file_that_changed_there_too_stops_the_merge(pair: Sequence[Machine]) -> None:
    here, there = pair
    there("note", "bob", "something")
    there("sync")
    here.write("bob-marley.toml", 'name = "Bob\n')

    result = here("sync", code=5)

    assert "it changed on the other side too, so nothing was merged" in result.stderr
    assert here.read("bob-marley.toml") == 'name = "Bob\n'
    here.write("bob-marley.toml", here.git("show", "HEAD:bob-marley.toml") + '\ncity = "Rome"\n')
    here("sync")
    assert "something" in here.read("bob-marley.toml")
    assert "Rome" in here.read("bob-marley.toml")


def test_without_a_remote_it_commits_and_says_so(machine: Machines) -> None:
    alone = machine("alone")
    alone("init", "--git")
    alone.write("zoe.toml", 'name = "Zoé"\n')

    result = alone("sync")

    assert result.stdout == "1 person changed here: committed. There is no remote.\n"
    assert alone.git("status", "--porcelain") == ""
    alone("log", "zoe")
    assert alone("sync").stdout == "Everything is committed. There is no remote.\n"


def test_offline_it_commits_says_so_and_asks_to_try_again(
    pair: Sequence[Machine], remote: Path
) -> None:
    here, there = pair
    hidden = remote.rename(remote.with_name("unplugged"))
    here.write("zoe.toml", 'name = "Zoé"\n')

    result = here("sync", code=75)

    assert result.stdout == "1 person changed here: not synced yet.\n"
    assert NO_NETWORK in result.stderr
    assert result.stderr.endswith("; what changed here is committed\n")
    assert here.git("status", "--porcelain") == ""
    hidden.rename(remote)
    here("sync")
    there("sync")
    assert here.files() == there.files()


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("MERGE_HEAD", "a merge"),
        ("CHERRY_PICK_HEAD", "a cherry-pick"),
        ("rebase-merge", "a rebase"),
        ("index.lock", "another git"),
    ],
)
def test_what_is_under_way_in_git_is_left_alone(
    pair: Sequence[Machine], monkeypatch: pytest.MonkeyPatch, name: str, what: str
) -> None:
    here, _ = pair
    monkeypatch.setattr("dexcli.sync.repository._PATIENCE", 0.0)
    head = here.git("rev-parse", "HEAD")
    here.write("zoe.toml", 'name = "Zoé"\n')
    mark = here.folder / ".git" / name
    if name == "rebase-merge":
        mark.mkdir()
    else:
        mark.write_text(f"{head}\n", encoding="ascii")

    result = here("sync", code=75)

    assert result.stderr.startswith(f"dexcli: {what} is ")
    assert mark.exists()
    assert here.git("rev-parse", "HEAD") == head
    committed = here("log", "ada", "-m", "All the same")
    assert f"not committed: {what} is " in committed.stderr


def test_a_real_merge_conflict_is_left_to_whoever_began_it(pair: Sequence[Machine]) -> None:
    here, there = pair
    there.git("config", "merge.dexcli.driver", "false")
    here("set", "ada", "city=London")
    here("sync")
    there("set", "ada", "city=Paris")
    there.git("pull", "--no-rebase", check=False)
    before = there.files()

    there("sync", code=75)

    assert there.files() == before
    there.git("merge", "--abort")
    there("sync", code=6)


def test_a_detached_head_is_told_with_the_way_back(pair: Sequence[Machine]) -> None:
    here, _ = pair
    here.git("checkout", "--quiet", "--detach")

    result = here("sync", code=1)

    assert "dexcli git switch" in result.stderr
    assert "not committed: no branch" in here("log", "ada", "-m", "x").stderr
    here("git", "switch", "--quiet", "main")
    assert here("sync").stdout == "Synced: 1 person changed here.\n"


def test_the_first_to_come_fills_an_empty_remote(machine: Machines, remote: Path) -> None:
    here = machine("here")
    here("init", "--git")
    here("add", "Ada Lovelace")
    here.git("remote", "add", "origin", str(remote))

    assert here("sync").stdout == "Synced: 1 person changed here.\n"

    assert git(remote, "rev-parse", "main") == here.git("rev-parse", "HEAD")
    assert here("sync").stdout == "Nothing to sync.\n"


def test_a_branch_that_was_renamed_there_is_followed(pair: Sequence[Machine], remote: Path) -> None:
    here, there = pair
    git(remote, "branch", "-m", "main", "trunk")
    here("log", "ada", "-m", "Coffee")

    here("sync")

    assert git(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/trunk"
    there("log", "ada", "-m", "Tea")
    there("sync")
    here("sync")
    assert here.files() == there.files()


def test_a_shallow_clone_learns_what_it_lacks(
    pair: Sequence[Machine], machine: Machines, remote: Path
) -> None:
    here, _ = pair
    shallow = machine("shallow")
    git(here.folder.parent, "clone", "-q", "--depth=1", f"file://{remote}", str(shallow.folder))
    shallow("init", "--git")
    shallow("log", "ada", "-m", "Shallow")
    shallow.git("commit", "--quiet", "--amend", "-m", "By hand", "--date=2020-01-01T00:00:00Z")
    here.git("commit", "--quiet", "--allow-empty", "-m", "Nothing")
    here("log", "ada", "-m", "Deep")
    here("sync")

    shallow("sync")
    here("sync")

    assert here.files() == shallow.files()
    assert "Shallow" in here.read("ada-lovelace.toml")
    assert "Deep" in here.read("ada-lovelace.toml")


def test_two_ledgers_that_never_met_become_one(machine: Machines, remote: Path) -> None:
    here, there = machine("here"), machine("there")
    here("init", "--git", "--remote", str(remote))
    here("add", "Ada Lovelace")
    here("sync")
    there("init", "--git")
    there("add", "Bob Marley")
    there.git("remote", "add", "origin", str(remote))

    there("sync")
    here("sync")

    assert here.files() == there.files()
    assert {"ada-lovelace.toml", "bob-marley.toml"} <= set(here.files())


def test_criss_cross_merges_lose_nothing(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("log", "ada", "-m", "First here")
    there("log", "ada", "-m", "First there")
    here.git("push", "--quiet", "origin", "HEAD:refs/heads/one")
    there.git("push", "--quiet", "origin", "HEAD:refs/heads/other")
    here.git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "other")
    there.git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "one")
    here("log", "ada", "-m", "Second here")
    there("log", "ada", "-m", "Second there")
    there("sync")
    here.git("fetch", "--quiet")
    assert len(here.git("merge-base", "--all", "HEAD", "origin/main").split()) == 2

    here("sync")
    there("sync")

    assert here.files() == there.files()
    text = here.read("ada-lovelace.toml")
    notes = [f"{number} {side}" for number in ("First", "Second") for side in ("here", "there")]
    assert [text.count(note) for note in notes] == [1, 1, 1, 1]


def test_other_files_of_the_repository_are_merged_by_git(pair: Sequence[Machine]) -> None:
    here, there = pair
    here.write("diary.md", "one\ntwo\nthree\nfour\nfive\n")
    here.git("add", "diary.md")
    here.git("commit", "--quiet", "-m", "A diary")
    here("sync")
    there("sync")
    assert there.read("diary.md") == here.read("diary.md")
    for each, old, new in ((here, "one", "ONE"), (there, "five", "FIVE")):
        each.write("diary.md", each.read("diary.md").replace(old, new))
        each.git("commit", "--quiet", "-am", new)
        each("log", "ada", "-m", new)
        each("sync")

    here("sync")

    assert here.read("diary.md") == "ONE\ntwo\nthree\nfour\nFIVE\n"
    assert here.files() == there.files()
    assert here.git("status", "--porcelain") == ""


def test_other_files_that_git_cannot_merge_stop_it_before_anything(
    pair: Sequence[Machine],
) -> None:
    here, there = pair
    for each in pair:
        each.write("diary.md", f"{each.folder.name}\n")
        each.git("add", "diary.md")
        each.git("commit", "--quiet", "-m", "A diary")
    there("sync")
    before = here.files()
    head = here.git("rev-parse", "HEAD")

    result = here("sync", code=1)

    assert result.stderr.startswith("dexcli: diary.md: changed on both sides")
    assert here.files() == before
    assert here.git("rev-parse", "HEAD") == head


def test_a_file_of_mine_is_never_overwritten(pair: Sequence[Machine]) -> None:
    here, there = pair
    there.write("diary.md", "theirs\n")
    there.git("add", "diary.md")
    there.git("commit", "--quiet", "-m", "A diary")
    there("log", "ada", "-m", "Tea")
    there("sync")
    here.write("diary.md", "mine, and not in git\n")
    before = here.files()

    result = here("sync", code=1)

    assert "diary.md" in result.stderr
    assert here.files() == before
    (here.folder / "diary.md").unlink()
    here("sync")
    assert here.read("diary.md") == "theirs\n"


def test_staged_changes_of_mine_stay_staged(pair: Sequence[Machine]) -> None:
    here, there = pair
    here.write("diary.md", "mine\n")
    here.git("add", "diary.md")
    there("log", "ada", "-m", "Tea")
    there("sync")
    here("log", "bob", "-m", "Coffee")

    here("sync")

    assert here.git("status", "--porcelain") == "A  diary.md"
    assert "Tea" in here.read("ada-lovelace.toml")


def test_whoever_is_faster_wins_and_nobody_loses(
    pair: Sequence[Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = pair
    here("log", "ada", "-m", "Coffee here")
    there("log", "ada", "-m", "Tea there")
    pushed: list[int] = []
    real = remotes.push

    def slow(*args: object) -> bool:
        if not pushed:
            pushed.append(1)
            monkeypatch.setattr(remotes, "push", real)
            there("sync")
        return real(*args)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(remotes, "push", slow)
    here("sync")
    there("sync")

    assert here.files() == there.files()
    assert "Coffee here" in here.read("ada-lovelace.toml")
    assert "Tea there" in here.read("ada-lovelace.toml")


def test_history_is_only_added_to(pair: Sequence[Machine], remote: Path) -> None:
    here, there = pair
    seen = set()
    for number in range(3):
        for each in (here, there):
            each("log", "ada", "-m", f"{number} {each.folder.name}")
            each("sync")
            seen |= set(each.git("rev-list", "HEAD").split())

    there("sync")
    here("sync")

    assert seen <= set(git(remote, "rev-list", "main").split())
    assert here.git("rev-parse", "HEAD") == there.git("rev-parse", "HEAD")


def test_it_may_be_cut_off_before_the_commit_and_run_again(
    pair: Sequence[Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = pair
    here("log", "ada", "-m", "Coffee here")
    there("log", "ada", "-m", "Tea there")
    there("add", "Charles Babbage")
    there("sync")

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    real = transaction.apply

    def written_then_cut(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]  # as they came
        cut()

    monkeypatch.setattr(transaction, "apply", written_then_cut)
    here("sync", code=130)
    monkeypatch.setattr(transaction, "apply", real)
    assert "Tea there" in here.read("ada-lovelace.toml")

    here("sync")
    there("sync")

    assert here.files() == there.files()
    assert here.read("ada-lovelace.toml").count("Tea there") == 1
    assert here.read("ada-lovelace.toml").count("Coffee here") == 1


def test_a_union_that_would_lose_a_meeting_is_refused(
    pair: Sequence[Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = pair
    here("log", "ada", "-m", "Coffee here")
    there("log", "ada", "-m", "Tea there")
    there("sync")
    before = here.files()
    merge = ledgers.merge_ledgers

    def forgetful(*sides: dict[str, bytes]) -> object:
        merged = merge(*sides)
        merged.files["ada-lovelace.toml"] = sides[1]["ada-lovelace.toml"]
        return merged

    monkeypatch.setattr(ledgers, "merge_ledgers", forgetful)
    result = here("sync", code=1)

    assert "the merge would lose 1 interaction; nothing was merged" in result.stderr
    assert here.files() == before


def test_a_dry_run_changes_nothing_and_says_the_same(pair: Sequence[Machine]) -> None:
    here, there = pair
    here.write("zoe.toml", 'name = "Zoé"\n')
    there("log", "ada", "-m", "Tea there")
    there("sync")
    before, head = here.files(), here.git("rev-parse", "HEAD")

    told, _, diff = here("sync", "--dry-run").stdout.partition("\n")

    assert told == "Would sync: 1 person changed here, 1 there."
    assert diff.startswith("--- a/ada-lovelace.toml\n+++ b/ada-lovelace.toml\n")
    assert '+note = "Tea there"' in diff
    assert "zoe" not in diff
    assert (here.files(), here.git("rev-parse", "HEAD")) == (before, head)
    assert here("sync").stdout == f"{told.replace('Would sync', 'Synced')}\n"


def test_a_program_gets_an_object(pair: Sequence[Machine]) -> None:
    here, there = pair
    there("log", "ada", "-m", "Tea there")
    there("sync")

    assert json.loads(here("sync", "--json").stdout) == {
        "remote": "origin",
        "here": [],
        "changed": ["ada-lovelace"],
        "new": [],
        "renamed": [],
        "removed": [],
        "unreadable": [],
        "conflicts": 0,
        "done": True,
    }


def test_a_ledger_of_a_newer_dexcli_is_left_alone(pair: Sequence[Machine]) -> None:
    here, _ = pair
    here.write(".dexcli/config.toml", "format = 2\n")
    head = here.git("rev-parse", "HEAD")

    result = here("sync", code=1)

    assert "newer dexcli" in result.stderr
    assert here.git("rev-parse", "HEAD") == head


def test_a_person_renamed_here_and_logged_there_has_both(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("rename", "ada", "Ada King")
    there("log", "ada", "-m", "Tea there")
    there("sync")

    here("sync")
    there("sync")

    assert here.files() == there.files()
    assert "Tea there" in here.read("ada-king.toml")
    assert not (here.folder / "ada-lovelace.toml").exists()


def test_a_ledger_in_a_folder_of_a_repository_syncs_with_it(
    machine: Machines, remote: Path, tmp_path: Path
) -> None:
    machines = [machine("one/people"), machine("two/people")]
    first, second = machines
    git(tmp_path, "init", "--quiet", "-b", "main", "one")
    (tmp_path / "one" / "README").write_text("Not of dexcli\n", encoding="utf-8")
    git(tmp_path / "one", "add", "README")
    git(tmp_path / "one", "commit", "--quiet", "-m", "Begin")
    git(tmp_path / "one", "remote", "add", "origin", str(remote))
    first("init", "--git")
    first("add", "Ada Lovelace")
    first("sync")
    git(tmp_path, "clone", "--quiet", str(remote), "two")
    second("init", "--git")
    for each in machines:
        each("log", "ada", "-m", f"Met by {each.folder.parent.name}")
        each("sync")

    first("sync")

    assert first.files() == second.files()
    assert first.read("ada-lovelace.toml").count("Met by") == 2
    assert git(tmp_path / "one", "ls-files") == "\n".join(
        ["README", *(f"people/{name}" for name in sorted(first.files()))]
    )


def test_what_git_ignores_is_not_taken_along(pair: Sequence[Machine]) -> None:
    here, there = pair
    with (here.folder / ".gitignore").open("a", encoding="utf-8") as file:
        file.write("secret-*.toml\n")
    here.write("secret-love.toml", 'name = "Nobody\'s business"\n')

    here("sync")
    there("sync")

    assert not (there.folder / "secret-love.toml").exists()
    assert (here.folder / "secret-love.toml").exists()


def test_git_is_never_asked_to_force(
    pair: Sequence[Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = pair
    words: list[str] = []
    real = subprocess.Popen

    def seen(args: Sequence[str], *more: object, **rest: object) -> object:
        words.extend(args)
        return real(args, *more, **rest)  # type: ignore[call-overload]  # as they came

    monkeypatch.setattr(subprocess, "Popen", seen)
    for each in (here, there, here):
        each("log", "ada", "-m", each.folder.name)
        each("sync")

    assert "push" in words
    assert {"--force", "-f", "--force-with-lease", "rebase", "reset", "-A", "--all"} & set(
        words
    ) <= {"--all"}
    assert not any(word.startswith("+HEAD") for word in words)


def test_a_worktree_of_a_shallow_clone_brings_nobody_back(
    pair: Sequence[Machine], machine: Machines, remote: Path
) -> None:
    here, _ = pair
    clone, tree = here.folder.with_name("clone"), machine("tree")
    git(here.folder.parent, "clone", "-q", "--depth=1", f"file://{remote}", str(clone))
    git(clone, "worktree", "add", "-q", str(tree.folder), "-b", "tree", "main")
    git(clone, "config", "branch.tree.remote", "origin")
    git(clone, "config", "branch.tree.merge", "refs/heads/main")
    tree("init", "--git")
    here("rm", "bob", "--yes")
    here("sync")
    here("log", "ada", "-m", "Deep")
    here("sync")
    git(clone, "fetch", "-q", "--depth=1")
    tree("log", "ada", "-m", "In the tree")

    tree("sync")
    here("sync")

    assert here.files() == tree.files()
    assert not (here.folder / "bob-marley.toml").exists()


def test_a_note_about_conflicts_is_none(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("note", "ada", "In TOML a line is\n[[conflicts]]\nand so on")
    here("sync")

    result = there("sync")

    assert result.stdout == "Synced: 1 person changed there.\n"
    assert there("sync", "--dry-run").stdout == "Nothing to sync.\n"
