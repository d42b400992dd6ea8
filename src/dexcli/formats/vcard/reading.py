"""vCards in: one row a card."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from dexcli.core import names
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Link, Named, Row
from dexcli.formats.source import Rows, Source, Terms
from dexcli.formats.vcard import cards, contacts, doubled, sharing
from dexcli.formats.vcard.cards import Card, Stray
from dexcli.formats.vcard.contacts import Drawn
from dexcli.formats.vcard.groups import Directory, directory

SUFFIXES = (".vcf", ".vcard")
_BEGIN = re.compile(rb"(?:\A|[\r\n])\s*BEGIN\s*:\s*VCARD", re.IGNORECASE)
_KEY_CHARACTERS = 32  # of a SHA-256, for a card that has no UID
_NAME_CHARACTERS = 10  # of one of the name, behind a UID that several have
_DOUBLED = "another name has the same UID; each is known by the UID and the name"
_CUT_OFF = "the file is cut off inside this card; what could be read of it came in"
_SHOWN = 60  # characters of a line that is no property


def recognises(source: Source) -> bool:
    """Return whether a file begins with a card, or a folder has files of cards."""
    if source.members:
        return any(each.suffix in SUFFIXES for each in source.members)
    head = source.head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if source.suffix in SUFFIXES:
        return _BEGIN.search(head) is not None
    return _BEGIN.match(head) is not None


def takes(member: Source) -> bool:
    """Return whether a member of a folder is a file of cards."""
    return member.suffix in SUFFIXES


def rows(source: Source, terms: Terms) -> Rows:  # noqa: ARG001 - a card needs no day and no order
    """Yield one row a card, in order.

    Raises:
        DexcliError: There is no card at all.
    """
    files = [each for each in source.members if each.suffix in SUFFIXES] or [source]
    reader = _Reader(directory(files), doubled.uids(files))
    for each in files:
        in_file = each.name if source.members else ""
        count = 0
        for row in reader.rows(each, in_file):
            count += 1
            yield row
        if count:
            continue
        if not source.members:
            raise DexcliError(f"{source.name}: no BEGIN:VCARD in it; expected vCards, 2.1 to 4.0")
        yield BadRow(1, "no BEGIN:VCARD in it; expected a vCard", file=in_file, is_file=True)


class _Reader:
    """Reads cards of one import; ``doubled`` are UIDs that several people's cards have.

    ``seen`` are the keys of cards without a UID, and how often each came;
    ``is_closed`` is whether the last that came is a card with its end.
    """

    def __init__(self, known: Directory, doubled_: frozenset[str]) -> None:
        self.known, self.doubled = known, doubled_
        self.seen: Counter[str] = Counter()
        self.is_closed = False

    def rows(self, source: Source, file: str) -> Iterator[Row | BadRow]:
        halves = sharing.halves(source)
        if halves is not None:
            yield from sharing.rows(self, halves, file)
            return
        with source.open() as stream:
            yield from self.of(stream, file)

    def of(self, stream: BinaryIO, file: str, before: int = 0) -> Iterator[Row | BadRow]:
        """Yield what stands in a stream, behind so many lines of its file."""
        strays: list[Stray] = []
        found = False
        for each in cards.read(stream, before):
            self.is_closed = isinstance(each, Card) and each.is_whole
            if isinstance(each, Stray):
                if not strays or each.line != strays[-1].line + 1:
                    strays = [each]
                    if found:
                        yield _stray(each, file)
                strays = [each]
                continue
            if not found and strays:
                yield _stray(strays[0], file)
            found, strays = True, []
            yield self.row(each, file)

    def row(self, card: Card, file: str) -> Row | BadRow:
        drawn = contacts.drawn(card, self.known)
        if not drawn.name:
            reason = (
                "the file ends, or another begins, inside this card" if not card.is_whole else ""
            )
            reason = reason or "a card without a name, an organisation, an e-mail or a phone"
            return BadRow(card.line, reason, file=file)
        key, is_doubled = self.key(drawn), drawn.key in self.doubled
        links = tuple(
            Link(one.kind, Named(self.known.names[one.key], self.known.names[one.key], one.key))
            for one in drawn.links
        )
        return Row(
            line=card.line,
            key=key,
            label=drawn.name,
            person=Named(drawn.name, drawn.name, key),
            contact=drawn.contact,
            file=file,
            links=links,
            exported="" if is_doubled else drawn.key,
            remarks=(*drawn.remarks, *([_DOUBLED] if is_doubled else ()), *_remarks(card)),
            broken=_CUT_OFF if card.is_broken_off else "",
        )

    def key(self, drawn: Drawn) -> str:
        """Return what a card's person is known by: the UID, else a hash of what stays."""
        if drawn.key in self.doubled:  # by name, so that the order of the cards says nothing
            return f"{drawn.key}#{_hash(names.same_key(drawn.name))[:_NAME_CHARACTERS]}"
        if drawn.key:
            return drawn.key
        reach = next(iter((*drawn.contact.get("emails", ()), *drawn.contact.get("phones", ()))), "")
        hashed = _hash(f"{names.fold(drawn.name)}\n{names.fold(reach)}")[:_KEY_CHARACTERS]
        self.seen[hashed] += 1
        return hashed if self.seen[hashed] == 1 else f"{hashed}#{self.seen[hashed]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _stray(each: Stray, file: str) -> BadRow:
    return BadRow(each.line, f"this stands in no card: {each.text[:_SHOWN]!r}", file=file)


def _remarks(card: Card) -> Iterator[str]:
    for each in card.strays:
        yield f"line {each.line} is no property, and isn't kept: {each.text[:_SHOWN]!r}"
    if not (card.is_whole or card.is_broken_off):
        yield "its END:VCARD is missing"
    if card.is_cut:
        yield "the card is larger than any that a person has; its end isn't kept"
