"""Two versions of a file made one: what they say by the rules, their text kept as it stands."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from dexcli.core import merge3
from dexcli.core.contact import Conflict
from dexcli.core.document import DocumentError, to_contact
from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.core.merging import canonical
from dexcli.core.merging.versions import handle_of
from dexcli.store import chunks, codec, edit, encode, splice

Table = dict[str, Any]


class MergedFile(Struct, frozen=True):
    """A merged file's bytes, and the conflicts of this merge, which also stand in it."""

    raw: bytes
    conflicts: tuple[Conflict, ...] = ()


def merge_bytes(base: bytes | None, ours: bytes, theirs: bytes, *, name: str) -> MergedFile:
    """Return the file with what both versions changed since ``base``, comments too.

    To take back a step: ``base`` is the file after it, ``theirs`` the file
    before it, ``ours`` the file now; the result lacks that step alone. Where
    there are conflicts, something later stands on what would be taken back.

    Args:
        base: What both began as; None, or what can't be read, is an empty file.
        ours: The version whose text is kept where one must be chosen.
        theirs: The other one.
        name: The file's name, for messages.

    Raises:
        UnreadableFileError: ``ours`` or ``theirs`` is no TOML.
        DexcliError: No text was found that says what was meant.
    """
    a, b = (codec.parse(codec.decode_text(raw, name), name) for raw in (ours, theirs))
    o = _base(base, name)
    merged = merge3.merge(o, a, b, handle=handle_of(name))
    text = text_of(merged.document, base if o is not None else None, (ours, a), (theirs, b), name)
    return MergedFile(text, merged.conflicts)


def _base(raw: bytes | None, name: str) -> Table | None:
    if raw is None:
        return None
    try:
        return codec.parse(codec.decode_text(raw, name), name)
    except UnreadableFileError:
        return None


def text_of(
    wanted: Table,
    base: bytes | None,
    ours: tuple[bytes, Table],
    theirs: tuple[bytes, Table],
    name: str,
) -> bytes:
    """Return the text that says ``wanted``, as near as can be to what stood there."""
    if ours[0] == theirs[0] or base == theirs[0]:
        if canonical.same(ours[1], wanted):
            return ours[0]
    elif base == ours[0] and canonical.same(theirs[1], wanted):
        return theirs[0]
    for found in _whole(wanted, base, ours, theirs):
        if _says(found, wanted, name):
            return found
    return _edited(wanted, ours, theirs, name)


def _whole(
    wanted: Table, base: bytes | None, ours: tuple[bytes, Table], theirs: tuple[bytes, Table]
) -> Iterator[bytes]:
    """Yield texts that may say it, the best first: anew where nobody's hand would be lost."""
    for write in (_as_contact, encode.document):
        if all(_is_written_by(write, *side) for side in (ours, theirs)):
            yield write(wanted).encode()
    if base is not None:
        yield from splice.texts(base, ours[0], theirs[0])
    for raw, says in (ours, theirs):
        if canonical.same(says, wanted):
            yield raw


def _edited(
    wanted: Table, ours: tuple[bytes, Table], theirs: tuple[bytes, Table], name: str
) -> bytes:
    """Return our text changed, or else theirs; blocks of the other come with their comments."""
    problem: DexcliError | None = None
    for (mine, says), (other, others) in ((ours, theirs), (theirs, ours)):
        raw = chunks.with_those_of((mine, says), (other, others), wanted)
        for start in (raw, mine):
            try:
                return edit.update_document(start, wanted, name=name)
            except DexcliError as error:
                problem = problem or error
    assert problem is not None
    raise problem


def _as_contact(document: Table) -> str:
    return encode.encode(to_contact(document, ""))


def _is_written_by(write: Callable[[Table], str], raw: bytes, document: Table) -> bool:
    """Return whether this is how we would write it, so that nothing of a person's hand is in it."""
    try:
        return write(document).encode() == raw
    except DocumentError:
        return False


def _says(raw: bytes, wanted: Table, name: str) -> bool:
    try:
        return canonical.same(codec.parse(codec.decode_text(raw, name), name), wanted)
    except DexcliError:
        return False
