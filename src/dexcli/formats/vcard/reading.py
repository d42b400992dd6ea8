"""vCards in: one row a card."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from dexcli.core import names
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Link, Named, Row
from dexcli.formats.source import Rows, Source, Terms
from dexcli.formats.vcard import cards, contacts
from dexcli.formats.vcard.cards import Card, Stray
from dexcli.formats.vcard.contacts import Drawn
from dexcli.formats.vcard.groups import Directory, directory

SUFFIXES = (".vcf", ".vcard")
_BEGIN = re.compile(rb"(?:\A|[\r\n])\s*BEGIN\s*:\s*VCARD", re.IGNORECASE)
_KEY_CHARACTERS = 32  # of a SHA-256, for a card that has no UID
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
    reader = _Reader(directory(files))
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
        yield BadRow(1, "no BEGIN:VCARD in it; expected a vCard", file=in_file)


class _Reader:
    """Reads cards of one import; the same UID with another name is somebody else."""

    def __init__(self, known: Directory) -> None:
        self.known = known
        self.seen: Counter[str] = Counter()
        self.names: dict[str, str] = {}

    def rows(self, source: Source, file: str) -> Iterator[Row | BadRow]:
        strays: list[Stray] = []
        found = False
        with source.open() as stream:
            for each in cards.read(stream):
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
        key = self.key(drawn)
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
            exported=drawn.key,
            remarks=(*drawn.remarks, *_remarks(card)),
        )

    def key(self, drawn: Drawn) -> str:
        """Return what a card's person is known by: the UID, else a hash of what stays."""
        if drawn.key:
            folded = names.same_key(drawn.name)
            if self.names.setdefault(drawn.key, folded) == folded:
                return drawn.key
            return self.numbered(f"{drawn.key}\n{folded}", drawn.key, start=2)
        reach = next(iter((*drawn.contact.get("emails", ()), *drawn.contact.get("phones", ()))), "")
        record = f"{names.fold(drawn.name)}\n{names.fold(reach)}"
        hashed = hashlib.sha256(record.encode("utf-8", "replace")).hexdigest()[:_KEY_CHARACTERS]
        return self.numbered(hashed, hashed, start=1)

    def numbered(self, record: str, key: str, *, start: int) -> str:
        self.seen[record] += 1
        number = self.seen[record] + start - 1
        return key if number == 1 else f"{key}#{number}"


def _stray(each: Stray, file: str) -> BadRow:
    return BadRow(each.line, f"this stands in no card: {each.text[:_SHOWN]!r}", file=file)


def _remarks(card: Card) -> Iterator[str]:
    for each in card.strays:
        yield f"line {each.line} is no property, and isn't kept: {each.text[:_SHOWN]!r}"
    if not card.is_whole:
        yield "its END:VCARD is missing; the file may be cut off"
    if card.is_cut:
        yield "the card is larger than any that a person has; its end isn't kept"
