"""The other side: which remote and branch, what it has, and giving it ours. Never by force."""

import os
from collections.abc import Mapping

from msgspec import Struct

from dexcli.core.errors import DexcliError
from dexcli.sync.git import Done, GitError, refused
from dexcli.sync.repository import Repository

_HEADS = "refs/heads/"
_HOOK_SAID_NO = "error: failed to push some refs"
_REJECTED = ("[rejected]", "fetch first", "cannot lock ref", "failed to update")


class Remote(Struct, frozen=True):
    """A remote by its name, our branch, and the one there that it goes with, if one is known."""

    name: str
    branch: str
    upstream: str | None
    ssh: str | None

    @property
    def tracking(self) -> str:
        """Where what was fetched of that branch is kept."""
        return f"refs/remotes/{self.name}/{self.upstream or self.branch}"


class Heads(Struct, frozen=True):
    """The branches of a remote with their commits, and the one that its HEAD stands for."""

    commits: Mapping[str, str]
    head: str | None

    @property
    def main(self) -> str | None:
        """The branch of its HEAD, or the only one."""
        if self.head in self.commits:
            return self.head
        return next(iter(self.commits)) if len(self.commits) == 1 else None


class Found(Struct, frozen=True):
    """The other side, as it was fetched; ``trouble`` is why it wasn't."""

    remote: Remote | None = None
    commit: str | None = None
    trouble: DexcliError | None = None

    def known(self, repository: Repository) -> str | None:
        """Return the last commit of the other side that is known here."""
        if self.trouble is None or self.remote is None:
            return self.commit
        return repository.commit_of(self.remote.tracking)


def of(repository: Repository, branch: str) -> Remote | None:
    """Return the remote that a branch goes with, None without one.

    Raises:
        DexcliError: There are several, and nothing says which.
    """
    settings = _settings(repository)
    names = [
        key.removeprefix("remote.").removesuffix(".url")
        for key in settings
        if key.startswith("remote.") and key.endswith(".url")
    ]
    ssh = settings.get("core.sshcommand")
    given = settings.get(f"branch.{branch}.remote")
    merge = settings.get(f"branch.{branch}.merge", "")
    upstream = merge.removeprefix(_HEADS) if given in names and merge else None
    if given in names and given is not None:
        return Remote(given, branch, upstream, ssh)
    if not names:
        return None
    if len(names) > 1 and "origin" not in names:
        raise DexcliError(
            f"{' and '.join(sorted(names))}: which of them? say it with: "
            f"dexcli git config branch.{branch}.remote NAME"
        )
    return Remote("origin" if "origin" in names else names[0], branch, None, ssh)


def heads(repository: Repository, remote: Remote) -> Heads:
    """Ask the remote for its branches.

    Raises:
        OfflineError: It can't be reached.
        GitError: It refuses us.
    """
    done = repository.git.reach(
        "ls-remote", "--symref", remote.name, "HEAD", f"{_HEADS}*", ssh=remote.ssh
    )
    if done.code:
        raise refused(done, where=remote.name)
    commits, head = {}, None
    for line in done.text.splitlines():
        value, _, name = line.partition("\t")
        if value.startswith("ref: ") and name == "HEAD":
            head = value.removeprefix(f"ref: {_HEADS}")
        elif name.startswith(_HEADS):
            commits[name.removeprefix(_HEADS)] = value
    return Heads(commits, head)


def fetch(repository: Repository, remote: Remote) -> tuple[Remote, str | None]:
    """Fetch what the other side has; return the remote with the branch that it has, and its commit.

    A branch that was ours there and is gone was renamed: what the remote's
    HEAD stands for takes its place. None is an empty remote, or one that
    doesn't have our branch yet.

    Raises:
        OfflineError: It can't be reached.
        DexcliError: It refuses us, or no branch of it is the one.
    """
    there = heads(repository, remote)
    wanted = remote.upstream or remote.branch
    if wanted not in there.commits:
        if not there.commits or remote.upstream is None:
            return Remote(remote.name, remote.branch, remote.branch, remote.ssh), None
        if there.main is None:
            names = ", ".join(sorted(there.commits))
            raise DexcliError(
                f"{remote.name} has no branch {wanted} any more, but {names}; say which with: "
                f"dexcli git config branch.{remote.branch}.merge {_HEADS}BRANCH"
            )
        wanted = there.main
    remote = Remote(remote.name, remote.branch, wanted, remote.ssh)
    known = repository.commit_of(remote.tracking)
    if known != there.commits[wanted]:
        _fetch(repository, remote)
        known = repository.commit_of(remote.tracking)
    return remote, known


def deepen(repository: Repository, remote: Remote) -> None:
    """Fetch the commits that a shallow clone left out."""
    _fetch(repository, remote, "--unshallow")


def push(repository: Repository, remote: Remote) -> bool:
    """Give the other side our commits; return False where it has got others meanwhile.

    Raises:
        OfflineError: It can't be reached.
        GitError: It refuses them.
    """
    target = remote.upstream or remote.branch
    verify = () if repository.git.hooks else ("--no-verify",)
    done = repository.git.reach(
        *("push", "--quiet", "--porcelain", *verify),
        *(remote.name, f"HEAD:{_HEADS}{target}"),
        ssh=remote.ssh,
    )
    if done.code:
        said = f"{done.err}{done.text}"
        if any(sign in said for sign in _REJECTED) and "hook declined" not in said:
            return False
        raise _not_taken(done, remote)
    remember(repository, remote)
    return True


def remember(repository: Repository, remote: Remote) -> None:
    """Note which branch there goes with ours, for git's own commands too."""
    wanted = {"remote": remote.name, "merge": f"{_HEADS}{remote.upstream or remote.branch}"}
    settings = _settings(repository)
    for key, value in wanted.items():
        name = f"branch.{remote.branch}.{key}"
        if settings.get(name) != value:
            repository.git.ask("config", name, value)


def _not_taken(done: Done, remote: Remote) -> DexcliError:
    for line in done.text.splitlines():
        if line.startswith("!"):
            why = line.rpartition(chr(9))[2]
            said = [each.strip() for each in done.err.splitlines() if each.startswith("remote: ")]
            words = " ".join(filter(None, (each.removeprefix("remote:").strip() for each in said)))
            return GitError(f"{remote.name} refuses it: {why}" + (f": {words}" if words else ""))
    if _HOOK_SAID_NO in done.err and not any(each in done.err for each in ("fatal: ", "ssh: ")):
        return GitError(f"not pushed: {done.complaint}")  # a hook of the user's
    return refused(done, where=remote.name)


def _fetch(repository: Repository, remote: Remote, *more: str) -> None:
    done = repository.git.reach(
        *("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--update-shallow"),
        *("--no-write-fetch-head", *more, remote.name),
        f"+{_HEADS}{remote.upstream}:{remote.tracking}",
        ssh=remote.ssh,
    )
    if done.code:
        raise refused(done, where=remote.name)


def _settings(repository: Repository) -> dict[str, str]:
    out = repository.git.ask("config", "--list", "-z").out
    pairs = (entry.partition("\n") for entry in os.fsdecode(out).split("\0") if entry)
    return {key: value for key, _, value in pairs}
