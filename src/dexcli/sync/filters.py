"""Files that git keeps otherwise than they stand in the folder: encrypted, or in another encoding.

What git does with them is left to git, in an empty folder that has one commit's
attributes and nothing else: those of the folder may be of another commit, or
not be there yet.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dexcli.core.errors import DexcliError
from dexcli.store import disk
from dexcli.sync.git import Done, Git, GitError, lines_of
from dexcli.sync.repository import Repository

NAME = ".gitattributes"
_MENTIONS = (b"filter", b"working-tree-encoding")
_FILTER, _ENCODING = "filter", "working-tree-encoding"
_NONE = frozenset({"unspecified", "unset", "set"})
_PROGRAMS = {"smudge": ("smudge", "process"), "clean": ("clean", "process")}

Attributes = Mapping[str, bytes]  # the `.gitattributes` of a commit, by their paths


def are_possible(repository: Repository, attributes: Attributes) -> bool:
    """Return whether any file may be kept otherwise, without asking git."""
    given = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111 - as git reads it
    elsewhere = (repository.shared / "info" / "attributes", Path(given, "git", "attributes"))
    texts = [*attributes.values(), *(disk.read_any_if_there(path) or b"" for path in elsewhere)]
    return any(mention in text for text in texts for mention in _MENTIONS)


def smudged(
    repository: Repository, attributes: Attributes, oids: Mapping[str, str]
) -> dict[str, bytes]:
    """Return those of the files, by their names, that git keeps otherwise, as the folder has them.

    Raises:
        DexcliError: A filter isn't set up on this machine, or fails.
    """
    with _room(attributes) as room:
        wanted, safe = _kept_otherwise(repository, room, oids, "smudge")
        if not wanted:
            return {}
        # With filters, the size that git tells is that of the blob: parted by a word of our own
        mark = os.urandom(16).hex()
        lines = b"".join(
            os.fsencode(f"{oids[name]} {repository.prefix}{name}\n") for name in wanted
        )
        batch = ("cat-file", f"--batch={mark} %(objectname)", "--filters")
        out = _done(repository, room, *safe, *batch, stdin=lines).out
    parts = out.split(f"{mark} ".encode())[1:]
    if len(parts) != len(wanted):
        raise GitError("git cat-file: not all files came back; nothing was merged")
    return {
        name: part.partition(b"\n")[2].removesuffix(b"\n")
        for name, part in zip(wanted, parts, strict=True)
    }


def cleaned(
    repository: Repository, attributes: Attributes, contents: Mapping[str, bytes]
) -> dict[str, str]:
    """Give git those of the files that it keeps otherwise; return the blob of each by its name.

    Raises:
        DexcliError: A filter isn't set up on this machine, or fails.
    """
    with _room(attributes) as room:
        wanted, safe = _kept_otherwise(repository, room, contents, "clean")
        if not wanted:
            return {}
        paths = [f"{repository.prefix}{name}" for name in wanted]
        for name, path in zip(wanted, paths, strict=True):
            _put(room, path, contents[name])
        listed = b"".join(os.fsencode(f"{path}\n") for path in paths)
        words = (*safe, "hash-object", "-w", "--stdin-paths")
        out = _done(repository, room, *words, stdin=listed).text
    return dict(zip(wanted, out.split("\n"), strict=True))


@contextmanager
def _room(attributes: Attributes) -> Iterator[Path]:
    import tempfile  # only where a filter is possible

    with tempfile.TemporaryDirectory(prefix="dexcli-") as folder:
        room = Path(folder)
        for path, text in attributes.items():
            _put(room, path, text)
        yield room


def _put(room: Path, path: str, raw: bytes) -> None:
    (room / path).parent.mkdir(parents=True, exist_ok=True)
    (room / path).write_bytes(raw)


def _kept_otherwise(
    repository: Repository, room: Path, names: Iterable[str], way: str
) -> tuple[list[str], list[str]]:
    """Return the names that git keeps otherwise, and what makes a filter that fails an error."""
    stdin = lines_of(f"{repository.prefix}{name}" for name in sorted(names))
    asked = ("check-attr", "-z", "--stdin", _FILTER, _ENCODING)
    words = iter(os.fsdecode(_done(repository, room, *asked, stdin=stdin).out).split("\0"))
    found: dict[str, None] = {}
    drivers = set()
    for path, kind, value in zip(words, words, words, strict=False):
        if value in _NONE:
            continue
        name = path.removeprefix(repository.prefix)
        if "\n" in name or path.startswith('"'):
            raise DexcliError(f"{name!r} has a git filter; give it a plainer name")
        found[name] = None
        if kind == _FILTER:
            drivers.add(value)
    safe = []
    for driver in sorted(drivers):
        if _has_program(repository, driver, way):
            safe += ["-c", f"filter.{driver}.required=true"]
    return list(found), safe


def _has_program(repository: Repository, driver: str, way: str) -> bool:
    """Return whether a filter does something in one direction.

    Raises:
        DexcliError: It does nothing in either: here it isn't set up.
    """
    settings = {
        each: repository.git.run("config", f"filter.{driver}.{each}").text
        for each in ("smudge", "clean", "process")
    }
    if not any(settings.values()):
        raise DexcliError(
            f"the filter {driver} of {repository.top} isn't set up in git on this machine; "
            f"nothing was merged: set it up as on the others (git config filter.{driver}.smudge …)"
        )
    return any(settings[each] for each in _PROGRAMS[way])


def _done(repository: Repository, room: Path, *words: str, stdin: bytes) -> Done:
    git = Git(folder=room, hooks=repository.git.hooks, sign=repository.git.sign)
    env = {"GIT_DIR": str(repository.private), "GIT_WORK_TREE": str(room)}
    done = git.run(*words, stdin=stdin, env=env)
    if done.code:
        raise GitError(f"git: {done.complaint}; nothing was merged")
    return done
