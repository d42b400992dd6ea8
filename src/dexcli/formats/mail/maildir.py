"""Maildir: one message a file, in the folders `cur` and `new` of each mailbox."""

import re
from collections.abc import Iterator

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow
from dexcli.formats import tally
from dexcli.formats.mail import message, post
from dexcli.formats.mail.mbox import heads
from dexcli.formats.source import Rows, Source, Terms

_PLACES = frozenset({"cur", "new"})
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")  # `;` and `!` where a file system has no colons
_DRAFT = "D"
_DRAFTS = re.compile(r"\bdrafts?\b", re.IGNORECASE)
_SPAM = re.compile(r"\b(spam|junk)\b", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """Return whether this folder has `cur` or `new`, or a mailbox below it has."""
    return source.is_folder and any(True for _ in _messages(source, ()))


def rows(source: Source, terms: Terms) -> Rows:
    """Yield the rows of every message, mailbox by mailbox.

    Raises:
        DexcliError: There is no mailbox here.
    """
    if not recognises(source):
        raise DexcliError(f"{source.name}: no Maildir; expected a folder with `cur` and `new`")
    yield from tally.counted(_rows(source, terms), "messages")


def _rows(source: Source, terms: Terms) -> Rows:
    for number, (path, file) in enumerate(_messages(source, ()), start=1):
        if (why := _unwanted((source.name, *path))) != "":
            yield BadRow(number, why, "/".join(path), unreadable=False)
            continue
        name = "/".join(path)
        try:
            with file.open() as stream:
                head = next(heads(stream))
        except (OSError, DexcliError) as error:
            why = getattr(error, "strerror", None) or str(error).partition(";")[0]
            yield BadRow(number, f"can't be read: {why}", name)
            continue
        read = message.read(head.raw, today=terms.today, envelope=head.envelope)
        bad = message.refused(read, number, name)
        if bad is None:
            yield from post.rows_of(read, terms, line=number, file=name)
        else:
            yield bad


def _messages(source: Source, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Source]]:
    """Yield the files in `cur` and `new`, with the names on the way to them.

    Members may be folders of their own, or files whose name is a path.
    """
    for member in source.members:
        path = (*above, *(part for part in member.name.split("/") if part))
        if member.is_folder:
            yield from _messages(member, path)
        elif len(path) > 1 and path[-2] in _PLACES and not path[-1].startswith("."):
            yield path, member


def _unwanted(path: tuple[str, ...]) -> str:
    """Return why a file of this name counts for nothing: a draft, or in a folder of such."""
    folders = " ".join(path[:-2]).replace("_", " ")
    flags = _FLAGS.search(path[-1])
    if (flags is not None and _DRAFT in flags[1]) or _DRAFTS.search(folders):
        return "a draft"
    return "spam" if _SPAM.search(folders) else ""
