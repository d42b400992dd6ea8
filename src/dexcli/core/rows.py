"""What an import brings, as values: one row a record, whatever file it came from."""

from typing import Any

from msgspec import Struct

from dexcli.core.contact import Interaction


class Named(Struct, frozen=True):
    """Somebody as a row names them.

    ``key`` is what the file itself says who this is by, empty where it only has
    a name; ``spelled`` is the cell as it stands, ``name`` the name as it is spoken.
    """

    name: str
    spelled: str
    key: str = ""


class Link(Struct, frozen=True):
    """Somebody else whom a record says something of: "``to`` is the ``kind`` of its person".

    With the kind ``through`` it is who introduced them.
    """

    kind: str
    to: Named


class Row(Struct, frozen=True):
    """One record of an import.

    ``contact`` holds values for keys of the format, as a file of ours has them.
    ``interaction`` is None where the file has none; its ``by`` may be ``them``,
    the person of the row. ``empty`` is why a record gives no interaction though
    its kind of file has them, and that is no fault of the file. ``key`` says
    which row it is; ``label`` is the same for a person, empty for a mere hash.

    ``source`` is the namespace of its keys, empty for that of the whole import.
    With ``only_known`` it brings nobody new: a mail or an event says that
    somebody was there, not that they belong in the ledger. ``file`` is where it
    stands, for messages, where several files are read.

    With ``by_name`` somebody whom the ledger knows by no address may be the only one
    who has exactly that name: an invitation names people whose address is another.
    Without any address in ``contact`` that holds for ``only_known`` in any case.
    A ``contact`` with an ``id`` is of a format of our own: who has this id is meant, and no
    source is noted. ``handle`` is the one that a new contact gets if it is free.
    ``columns`` are the keys, with dots for those inside a table, for which the record
    speaks alone, as a table of our own does: an empty one clears what is here.
    ``exported`` is the id, or the handle without one, under which an export of ours named
    its person: who has it here is meant, and needs no further source.
    ``remarks`` are what a person should look at, though the record comes in; ``broken`` is
    what is damaged of it: the file was cut off inside it. ``settled`` are keys of its own
    table, with dots, whose value another key holds now: they go, if nobody changed them here.
    With ``is_whole`` it is a contact of another ledger of ours, ``handle`` the one there:
    it is brought as it stands, with its history, its ids and whom it mentions.
    """

    line: int
    key: str
    label: str
    person: Named
    others: tuple[Named, ...] = ()
    contact: dict[str, Any] = {}
    interaction: Interaction | None = None
    empty: str = ""
    source: str = ""
    file: str = ""
    links: tuple[Link, ...] = ()
    only_known: bool = False
    by_name: bool = False
    handle: str = ""
    exported: str = ""
    columns: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()
    broken: str = ""
    settled: tuple[str, ...] = ()
    is_whole: bool = False


class BadRow(Struct, frozen=True):
    """A record of which nothing comes in, and why.

    It is told with its place; where it is the file's fault (``unreadable``), the
    exit code is 5. ``stranger`` is who it is about where that is nobody's here.
    ``withdrawn`` are the ids of plans that it takes back. With ``is_file`` it is no record,
    but all of a file, or of a table in it that ``label`` names. ``count`` is for how many
    records it stands.
    """

    line: int
    reason: str
    file: str = ""
    label: str = ""
    unreadable: bool = True
    stranger: str = ""
    withdrawn: tuple[str, ...] = ()
    is_file: bool = False
    count: int = 1
