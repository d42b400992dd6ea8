"""All that contacts' files say in words, folded, a line each: looked through at once and ranked.

It is kept beside the index, so that a search looks at the contacts of the lines that it prints.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Self

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.due import last_contact
from dexcli.core.quoted import Path
from dexcli.core.search import values
from dexcli.core.settings import Settings

END = "\0"  # behind each text; no word that is typed has it, so that none is found across two
_NO_END = "\x01"  # for an END in a text: nobody types it either


class Texts(Struct, frozen=True):
    """The texts of many contacts.

    ``lines`` are as `roster.Lines` has them, ``ranks`` and ``days`` of each text
    in turn: where it stands, as `values.Value.rank`, and its day as
    `date.toordinal` counts. A text without one has the last time there will
    have been with the person, below zero.
    """

    lines: bytes
    ranks: bytes
    days: "array[int]"

    @classmethod
    def of(
        cls,
        contacts: Iterable[Contact],
        quoted: Callable[[str], Sequence[Path]],
        settings: Settings,
    ) -> Self:
        """Return the texts of these contacts."""
        lines, ranks, days = bytearray(b"\n"), bytearray(), array("i")
        for contact in contacts:
            add(contact, quoted(contact.handle), settings, lines=lines, ranks=ranks, days=days)
        return cls(bytes(lines), bytes(ranks), days)


def add(  # noqa: PLR0913 - to three columns
    contact: Contact,
    in_quotes: Sequence[Path],
    settings: Settings,
    *,
    lines: bytearray,
    ranks: bytearray,
    days: "array[int]",
) -> None:
    """Put a contact's texts behind those of others."""
    found = values.of_contact(contact, in_quotes)
    lines.extend(_line(contact, found).encode("utf-8", "surrogatepass"))
    ranks.extend([value.rank for value in found])
    last = last_contact(contact, settings, today=date.max)
    undated = 0 if last is None else -last.on.first.toordinal()
    when, day = None, undated
    for value in found:
        if value.when is not when or not value.kind:  # else it is of the same meeting
            when, on = value.when, value.recent
            day = undated if on is None else on
        days.append(day)


def _line(contact: Contact, found: Sequence[values.Value]) -> str:
    return f"{_folded(found)}\t{contact.handle}\n"


def _folded(found: Sequence[values.Value]) -> str:
    """Return texts, folded: each word stands in it exactly where it stands in one of them.

    What is ASCII is folded at once.
    """
    plain = [text if (text := each.text).isascii() else names.fold(text) for each in found]
    whole = END.join(plain)
    if whole.count(END) >= len(plain):
        whole = END.join(text.replace(END, _NO_END) for text in plain)
    return f"{names.fold(whole)}{END}"
