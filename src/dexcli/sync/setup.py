"""`init --git`: the repository of a ledger, the remote, and what git is told about it (S1)."""

import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import DexcliError, UnreadableFileError, UsageError
from dexcli.core.settings import GitSetting
from dexcli.store import codec, config, disk, transaction
from dexcli.store.change import Change
from dexcli.store.folder import OWN_FOLDER
from dexcli.sync import committing, permission, remotes, syncing, versions
from dexcli.sync.git import Git, GitError
from dexcli.sync.remotes import Heads, Remote
from dexcli.sync.repository import Repository
from dexcli.sync.syncing import Here

BRANCH = "main"
_ATTRIBUTES = ("/*.toml merge=dexcli", f"/{OWN_FOLDER}/*.toml merge=dexcli")
_IGNORED = (".*.dextmp", "*.swp", "*~", ".#*", "#*#", "*.orig", "*.rej")
_FILES = {
    ".gitattributes": _ATTRIBUTES,
    ".gitignore": tuple(line.replace("#*#", r"\#*#") for line in _IGNORED),
}
_SYNCTHING = {".stignore": _IGNORED}
_SYNCTHING_MARK = ".stfolder"
_DRIVER_NAME = "dexcli: meetings of both sides stay"


class Begun(Struct, frozen=True):
    """A repository that is there now; ``brings`` where the remote has a ledger to take in."""

    repository: Repository
    made: bool
    brings: bool
    remote: str | None = None


def begin(ledger: Path, remote: str | None) -> Begun:
    """Make the ledger's repository, or adopt the one that it lies in, and look at the remote.

    Raises:
        OfflineError: The remote can't be reached; nothing was set up.
        DexcliError: git refuses, or the remote's root is no ledger; nothing was set up.
    """
    if remote is not None and remote.startswith("-"):
        raise UsageError(f"--remote: {remote!r} is no address of a repository")
    made_folder = not ledger.exists()
    ledger.mkdir(parents=True, exist_ok=True, mode=disk.FOLDER_MODE)
    made = False
    try:
        _check_author(Git(folder=ledger))
        made = _make(ledger)
        repository = Repository.at(ledger, GitSetting())
        return _with_remote(repository, remote, made=made)
    except BaseException:
        if made:
            shutil.rmtree(ledger / ".git", ignore_errors=True)
        if made_folder:
            shutil.rmtree(ledger, ignore_errors=True)
        raise


def take_in(begun: Begun, here: Here) -> list[str]:
    """Take in what the remote has; return what is to be told. It is given nothing yet.

    Raises:
        DexcliError: It can't be merged with what is here.
    """
    permission.give(here.folder.path)
    if not begun.brings:
        return []
    outcome = syncing.sync(here, push=False)
    if outcome.trouble is not None:
        raise outcome.trouble
    return [*outcome.told, *outcome.left.values()]


def finish(begun: Begun, ledger: Path, program: Sequence[str]) -> list[str]:
    """Tell git what it needs to know, and commit what is there; return what is to be told."""
    repository = begun.repository
    permission.give(ledger)
    _tell_git(repository, program)
    transaction.apply(changes(ledger))
    files = [name for name in _FILES if _is_changed(repository, name)]
    committed = committing.by_hand(repository, and_also=files, message="init: a ledger in git")
    return list(committed.left.values())


def is_done(ledger: Path, program: Sequence[str], remote: str | None) -> bool:
    """Return whether everything is set up already, and with this remote if one is given."""
    if not permission.is_given(ledger) or changes(ledger):
        return False
    try:
        git = Repository.at(ledger, GitSetting()).git
    except GitError:
        return False
    if remote is not None and git.run("config", "remote.origin.url").text != _address(remote):
        return False
    return git.run("config", "merge.dexcli.driver").text == driver(program)


def changes(ledger: Path, founding: Sequence[Change] = ()) -> list[Change]:
    """Return what git and Syncthing are told by files, and the setting that has steps committed.

    Args:
        ledger: Where.
        founding: The changes that make the ledger, for a preview of both together.
    """
    wanted = dict(_FILES)
    if (ledger / _SYNCTHING_MARK).exists():
        wanted |= _SYNCTHING
    found = [
        change for name, lines in wanted.items() if (change := _with_lines(ledger / name, lines))
    ]
    settings = next((each for each in founding if each.path == config.path_in(ledger)), None)
    if settings is not None and settings.after is not None:
        after = config.with_value(settings.after.decode(), "git.commit", value=True)
        made = Change(settings.path, settings.before, after)
        return [*(made if each is settings else each for each in founding), *found]
    loaded = config.load(ledger)
    if "commit" not in loaded.table.get("git", {}):  # who said false meant it
        found.append(config.change(ledger, loaded, "git.commit", value=True))
    return [*founding, *found]


def driver(program: Sequence[str]) -> str:
    """Return the line by which git merges a contact; without dexcli it leaves git's own marks.

    Source: measured; a driver that isn't found leaves one side alone, and no marks.
    """
    command = shlex.join(program).replace("%", "%%")
    return (
        f"{command} merge-driver %O %A %B %L %P; r=$?; if [ $r -gt 0 ]; then "
        "git merge-file --diff3 --marker-size=%L -L ours -L base -L theirs %A %O %B; r=$?; "
        "[ $r -gt 127 ] && r=1; fi; exit $r"
    )


def _check_author(git: Git) -> None:
    done = git.run("var", "GIT_COMMITTER_IDENT")
    if done.code:
        raise GitError(
            "git doesn't know who you are: git config --global user.name NAME; "
            "git config --global user.email ADDRESS"
        )


def _make(ledger: Path) -> bool:
    """Make a repository, unless the ledger lies in one that wants it; return whether it did."""
    git = Git(folder=ledger)
    inside = git.run("rev-parse", "--show-prefix")
    if inside.code == 0:
        prefix = inside.text
        if not prefix or git.run("check-ignore", "--quiet", ".").code:
            return False
    elif "not a git repository" not in inside.err:
        raise GitError(f"git: {inside.complaint}")
    git.ask("init", "--quiet", f"--initial-branch={BRANCH}")
    return True


def _with_remote(repository: Repository, address: str | None, *, made: bool) -> Begun:
    """Add the remote, and look whether it has a ledger that is to be taken in."""
    repository.check_quiet()
    branch = repository.branch()
    added = address is not None and _add(repository, address)
    try:
        remote = remotes.of(repository, branch)
        unborn = repository.commit_of("HEAD") is None
        if remote is None or not (added or unborn):
            return Begun(repository, made, brings=False, remote=remote.name if remote else None)
        there = remotes.heads(repository, remote)
        wanted = _wanted(there, remote, unborn=unborn)
        if wanted is None:
            return Begun(repository, made, brings=False, remote=remote.name)
        _follow(repository, remote, wanted, unborn=unborn)
    except BaseException:
        if added:
            repository.git.run("remote", "remove", "origin")
        raise
    return Begun(repository, made, brings=True, remote=remote.name)


def _wanted(there: Heads, remote: Remote, *, unborn: bool) -> str | None:
    """Return which branch of the remote is the ledger's, None where it has none yet.

    Raises:
        DexcliError: It has several, and nothing says which.
    """
    own = remote.branch if remote.branch in there.commits else None
    wanted = (there.main or own) if unborn else (own or there.main)
    if wanted is None and there.commits:
        names = ", ".join(sorted(there.commits))
        raise DexcliError(f"{remote.name} has {names}, and nothing says which is the ledger's")
    return wanted


def _follow(repository: Repository, remote: Remote, wanted: str, *, unborn: bool) -> None:
    """Let our branch go with one of the remote's, which must hold a ledger.

    Raises:
        DexcliError: It doesn't.
    """
    branch = wanted if unborn else remote.branch
    fetched, commit = remotes.fetch(repository, Remote(remote.name, branch, wanted, remote.ssh))
    if not _is_ledger(repository, commit):
        place = repository.prefix or "its root"
        raise DexcliError(f"{remote.name} has no ledger in {place}; nothing was set up")
    if unborn:
        repository.git.ask("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    remotes.remember(repository, fetched)


def _is_ledger(repository: Repository, commit: str | None) -> bool:
    """Return whether a commit holds a ledger: settings of ours, or somebody."""
    side = versions.side_of(repository, commit)
    if any(name.startswith(f"{OWN_FOLDER}/") for name in side.files):
        return True
    for name, raw in side.files.items():
        try:
            codec.decode(raw, name)
        except UnreadableFileError:
            continue
        return True
    return False


def _add(repository: Repository, address: str) -> bool:
    """Add the remote, unless it is there already; return whether it did."""
    address = _address(address)
    known = repository.git.run("config", "remote.origin.url")
    if known.code == 0:
        if known.text != address:
            raise DexcliError(
                f"the repository has another remote, {known.text}; change it with: "
                "dexcli git remote set-url origin ADDRESS"
            )
        return False
    repository.git.ask("remote", "add", "origin", address)
    return True


def _address(typed: str) -> str:
    local = Path(typed).expanduser()
    return str(local.absolute()) if local.exists() else typed


def _tell_git(repository: Repository, program: Sequence[str]) -> None:
    """Set the driver, then its name: a section with a name alone would stop every merge."""
    for key, value in (("driver", driver(program)), ("name", _DRIVER_NAME)):
        if repository.git.run("config", f"merge.dexcli.{key}").text != value:
            repository.git.ask("config", f"merge.dexcli.{key}", value)


def _with_lines(path: Path, lines: Sequence[str]) -> Change | None:
    """Return the change that adds lines to a file, None where it has them all."""
    found = disk.read_if_there(path)
    before = "" if found is None else found.raw.decode("utf-8", "surrogateescape")
    missing = [line for line in lines if line not in before.splitlines()]
    if not missing:
        return None
    start = before if not before or before.endswith("\n") else f"{before}\n"
    text = start + "".join(f"{line}\n" for line in missing)
    return Change(path, found, text.encode("utf-8", "surrogateescape"))


def _is_changed(repository: Repository, name: str) -> bool:
    done = repository.git.run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--", name)
    return bool(done.out)
