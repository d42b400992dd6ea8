"""What a ledger's files said at one moment, as it lies in the index or was just read."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import msgspec
from msgspec import Struct

from dexcli.core.columns import Columns
from dexcli.core.contact import Contact
from dexcli.core.errors import UnreadableFileError
from dexcli.core.quoted import Path
from dexcli.core.roster import Kind, Lines
from dexcli.store import codec
from dexcli.store.index.stamps import Keys

QUOTED = "quoted"  # what only a search asks for
AS_MODEL, AS_FILE = b"m", b"f"  # how a record says its contact: by the model, or as the file does
_decode_quoted = msgspec.msgpack.Decoder(dict[str, list[Path]]).decode
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Contact).decode


class Snapshot(Struct, frozen=True, dict=True):
    """The contacts of a folder: small columns in memory, the rest fetched when it is asked for.

    ``keys`` say by which files a later run may take it; ``section`` gives the text
    of a `Kind`, or what is `QUOTED`, and ``record`` the bytes of one contact, or
    None where they are not as they were written: then the file itself is to be read.
    """

    columns: Columns
    keys: Keys
    warnings: Mapping[str, tuple[str, ...]]
    twins: bytes  # a line for each name: its key and the handles, between tabs
    section: Callable[[str], bytes | None]
    record: Callable[[int], bytes | None]

    def contact(self, row: int) -> Contact | None:
        """Return the contact of a row, or None where its record can't be trusted."""
        record = self.record(row)
        return None if record is None else from_record(record, self.columns.handles[row])

    def lines(self, kind: Kind) -> Lines | None:
        """Return the lines of one kind, or None where they can't be trusted."""
        text = self.section(kind)
        return None if text is None else Lines(text)

    @cached_property
    def quoted(self) -> Mapping[str, Sequence[Path]] | None:
        """The `quoted.paths` of files that have any, or None where they can't be trusted."""
        raw = self.section(QUOTED)
        return None if raw is None else _decode_quoted(raw)

    @cached_property
    def namesakes(self) -> dict[str, list[str]]:
        """The active of whom several share a name."""
        rows = self.twins.decode("utf-8", "surrogatepass").split("\n")[:-1]
        return {key: handles for key, *handles in (row.split("\t") for row in rows)}


def record_of(contact: Contact, raw: bytes) -> bytes:
    """Return a contact as a record.

    Keys of the person's own may hold what msgpack has no type for, such as a
    time of day: then the file's bytes are the record.
    """
    if codec.is_understood(contact):
        return AS_MODEL + _encode(contact)
    return AS_FILE + raw


def from_record(record: bytes, handle: str) -> Contact | None:
    """Return the contact in a record, or None where none is in it."""
    try:
        if record.startswith(AS_MODEL):
            return _decode(record[1:])
        return codec.decode(record[1:], f"{handle}.toml").contact
    except (msgspec.MsgspecError, UnreadableFileError):
        return None
