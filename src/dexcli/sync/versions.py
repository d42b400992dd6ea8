"""Versions of the repository as git has them: which file is which blob, and the blobs' bytes."""

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct

from dexcli.store.folder import OWN_FOLDER
from dexcli.sync import filters
from dexcli.sync.git import Git, GitError
from dexcli.sync.repository import Repository

_REGULAR = frozenset({"100644", "100755"})
REGULAR_MODE = "100644"


class Blob(NamedTuple):
    """One entry of a tree."""

    mode: str
    oid: str


class Version(Struct, frozen=True):
    """One commit's files: ours by their names in the ledger, all others by their paths."""

    ours: Mapping[str, Blob] = {}
    others: Mapping[str, Blob] = {}


class Side(Struct, frozen=True):
    """One side: its commit, what it holds, and the bytes of our files as the folder has them."""

    commit: str | None
    version: Version
    files: Mapping[str, bytes]
    attributes: filters.Attributes = {}


class Difference(Struct, frozen=True):
    """Which of our files one version has that another hasn't, or has otherwise."""

    changed: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.changed | self.new | self.gone


def load(repository: Repository, commit: str | None) -> Version:
    """Return what a commit holds; None is before the first."""
    if commit is None:
        return Version()
    listed = repository.git.ask("ls-tree", "-r", "-z", "--full-tree", commit).out
    ours: dict[str, Blob] = {}
    others: dict[str, Blob] = {}
    for entry in filter(None, os.fsdecode(listed).split("\0")):
        head, _, path = entry.partition("\t")
        mode, _, oid = head.split()
        name = repository.holds(path)
        if name is not None and mode in _REGULAR:
            ours[name] = Blob(mode, oid)
        else:
            others[path] = Blob(mode, oid)
    return Version(ours, others)


def side_of(repository: Repository, commit: str | None) -> Side:
    """Return a side with everything that it holds."""
    version = load(repository, commit)
    files, attributes = contents(repository, version, version.ours)
    return Side(commit, version, files, attributes)


def contents(
    repository: Repository, version: Version, names: Iterable[str]
) -> tuple[dict[str, bytes], filters.Attributes]:
    """Return files of ours as the folder has them, and the attributes that were looked at.

    Raises:
        DexcliError: git keeps some otherwise, and can't do that on this machine.
    """
    oids = {name: version.ours[name].oid for name in names}
    rules = _attributes(repository, version)
    raw = blobs(repository.git, [*oids.values(), *rules.values()])
    attributes = {path: raw[oid] for path, oid in rules.items()}
    found = {name: raw[oid] for name, oid in oids.items()}
    if found and filters.are_possible(repository, attributes):
        found |= filters.smudged(repository, attributes, oids)
    return found, attributes


def bases_of(repository: Repository, ours: str | None, theirs: str | None) -> list[str]:
    """Return the last commits that both sides have, more than one after criss-cross merges."""
    if ours is None or theirs is None:
        return []
    done = repository.git.run("merge-base", "--all", ours, theirs)
    if done.code not in {0, 1}:
        raise GitError(f"git merge-base: {done.complaint}")
    return sorted(done.text.split())


def difference(before: Version, after: Version) -> Difference:
    """Return what became of our files from one version to another."""
    old, new = before.ours, after.ours
    return Difference(
        changed=frozenset(name for name in old.keys() & new.keys() if old[name] != new[name]),
        new=frozenset(new.keys() - old.keys()),
        gone=frozenset(old.keys() - new.keys()),
    )


def blobs(git: Git, oids: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of blobs, all by one process.

    Raises:
        GitError: One isn't there.
    """
    wanted = sorted(set(oids))
    if not wanted:
        return {}
    out = git.ask("cat-file", "--batch", stdin="".join(f"{each}\n" for each in wanted).encode()).out
    found, at = {}, 0
    for oid in wanted:
        end = out.index(b"\n", at)
        _, kind, *size_told = out[at:end].split()
        if kind != b"blob":
            raise GitError(f"git cat-file: {oid} isn't there; the repository is damaged")
        size = int(size_told[0])
        found[oid] = out[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def written(
    repository: Repository, contents: Mapping[str, bytes], others: Mapping[str, Blob], *sides: Side
) -> dict[str, str]:
    """Give git these contents, by their names, beside these other files; return the blobs.

    Raises:
        DexcliError: git keeps some otherwise, and can't do that on this machine.
    """
    import tempfile  # only where something was merged

    git = repository.git
    known = {
        side.version.others[path].oid: text
        for side in sides
        for path, text in side.attributes.items()
    }
    rules = _attributes(repository, Version({}, others))
    known |= blobs(git, set(rules.values()) - known.keys())
    attributes = {path: known[oid] for path, oid in rules.items()}
    done: dict[str, str] = {}
    if contents and filters.are_possible(repository, attributes):
        done = filters.cleaned(repository, attributes, contents)
    names = sorted(contents.keys() - done.keys())
    if not names:
        return done
    with tempfile.TemporaryDirectory(prefix="dexcli-") as folder:
        paths = [os.path.join(folder, str(number)) for number in range(len(names))]  # noqa: PTH118 - text for git
        for path, name in zip(paths, names, strict=True):
            with open(path, "wb") as file:  # noqa: PTH123 - as above
                file.write(contents[name])
        listed = "".join(f"{path}\n" for path in paths).encode()
        out = git.ask("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed).text
    return done | dict(zip(names, out.split("\n"), strict=True))


def _attributes(repository: Repository, version: Version) -> dict[str, str]:
    """Return the blobs of the attributes that hold for our files."""
    folders = [""]
    for step in f"{repository.prefix}{OWN_FOLDER}".split("/"):
        folders.append(f"{folders[-1]}{step}/")
    paths = [f"{folder}{filters.NAME}" for folder in folders]
    found = {path: version.others[path] for path in paths if path in version.others}
    return {path: blob.oid for path, blob in found.items() if blob.mode in _REGULAR}


def tree(repository: Repository, version: Version) -> str:
    """Make the tree of a version, without the repository's own index."""
    index = repository.private / f"dexcli-{os.urandom(6).hex()}.index"
    env = {"GIT_INDEX_FILE": str(index)}
    try:
        repository.git.ask("read-tree", "--empty", env=env)
        entries = dict(version.others)
        entries |= {f"{repository.prefix}{name}": blob for name, blob in version.ours.items()}
        repository.git.ask("update-index", "-z", "--index-info", stdin=_info(entries), env=env)
        return repository.git.ask("write-tree", env=env).text
    finally:
        for left in (index, index.with_name(f"{index.name}.lock")):
            left.unlink(missing_ok=True)


def index_info(repository: Repository, before: Version, after: Version) -> bytes:
    """Return what brings the index from one version's files of ours to another's."""
    gone = Blob("0", "0" * max((len(blob.oid) for blob in before.ours.values()), default=40))
    entries = {}
    for name in difference(before, after).names:
        entries[f"{repository.prefix}{name}"] = after.ours.get(name, gone)
    return _info(entries)


def _info(entries: Mapping[str, Blob]) -> bytes:
    lines = (f"{blob.mode} {blob.oid}\t{path}\0" for path, blob in entries.items())
    return b"".join(os.fsencode(line) for line in lines)
