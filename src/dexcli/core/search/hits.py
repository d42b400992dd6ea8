"""What a search finds: texts with their places, the best first."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.due import last_contact
from dexcli.core.ledger import Ledger
from dexcli.core.query.asked import Asked
from dexcli.core.roster import Kind
from dexcli.core.search import ambiguous, values
from dexcli.core.search.question import Question
from dexcli.core.search.values import Value

Table = Mapping[str, Any]
Order = tuple[bool, int, int, str, str, int]
FileOf = Callable[[Contact, Sequence[str]], Table | None]


class Hit(NamedTuple):
    """A text that was found: whose it is, where it stands, and the lines of it that match."""

    contact: Contact
    value: Value
    text: str


class Candidate(Struct, frozen=True):
    """Somebody of whom all words are said; ``table`` is the file's where that may say more."""

    contact: Contact
    table: Table | None = None

    @property
    def values(self) -> Iterator[Value]:
        """The texts of the file."""
        if self.table is None:
            return values.of_contact(self.contact)
        return values.of_table(self.table)


def candidates(question: Question, ledger: Ledger, file_of: FileOf) -> list[Candidate]:
    """Return of whom all words are said and none that is excluded, by handle.

    ``file_of`` gives what a contact's file says where that may be more than the
    contact knows of these words, else None; it is asked only where they are such.
    """
    doubtful = [word for word in (*question.words, *question.excluded) if ambiguous.may_be(word)]
    everybody: dict[str, Table] = {}
    if doubtful:
        asked = ((contact, file_of(contact, doubtful)) for contact in ledger)
        everybody = {contact.handle: table for contact, table in asked if table is not None}

    def having(word: str) -> set[str]:
        found = ledger.roster.containing(Kind.TEXTS, word)
        if word in doubtful:
            found |= {handle for handle, table in everybody.items() if _has(table, word)}
        return found

    left = set.intersection(*map(having, question.words))
    left = left.difference(*map(having, question.excluded))
    contacts = (ledger.contacts[handle] for handle in sorted(left))
    return [Candidate(each, everybody.get(each.handle)) for each in contacts]


def of(found: Sequence[Candidate], question: Question, asked: Asked) -> list[Hit]:
    """Return the texts that match, the best first.

    Where one text of a person has all words, those that have; else the fewest
    texts that have them together. First whole matches, then by where they
    stand, then the latest; a text without a day counts as of the person's last
    time.
    """
    ordered = [
        (order, hit)
        for candidate in found
        for order, hit in _ordered(candidate, question.words, asked)
    ]
    ordered.sort(key=operator.itemgetter(0))
    return [hit for _, hit in ordered]


def _ordered(
    candidate: Candidate, words: Sequence[str], asked: Asked
) -> Iterator[tuple[Order, Hit]]:
    """Yield what is found of one person, each with what it is ordered by."""
    contact = candidate.contact
    matches = _matches(candidate, words)
    whole = [(value, has) for value, has in matches if len(has) == len(words)]
    if not whole:
        matches.sort(key=lambda each: each[0].rank)
    last, name = _last(contact, asked), names.fold(contact.name)
    for place, (value, _) in enumerate(whole or _fewest(matches)):
        rank = value.rank if whole else matches[0][0].rank
        recent = value.recent if whole else None
        order = (not whole, rank, -last if recent is None else -recent, name, contact.handle, place)
        yield order, Hit(contact, value, _lines(value.text, words))


def _has(table: Table, word: str) -> bool:
    return any(word in names.fold(value.text) for value in values.of_table(table))


def _matches(candidate: Candidate, words: Sequence[str]) -> list[tuple[Value, list[str]]]:
    """Return the texts in which some of the words are, each with these."""
    has_phrase = any(" " in word for word in words)
    matches = []
    for value in candidate.values:
        text = value.text
        # To fold ASCII is to make it small and its blanks single.
        folded = text.lower() if text.isascii() and not has_phrase else names.fold(text)
        if has := [word for word in words if word in folded]:
            matches.append((value, has))
    return matches


def _fewest(matches: Sequence[tuple[Value, list[str]]]) -> list[tuple[Value, list[str]]]:
    """Return texts that have all words together: each adds one that those before haven't."""
    chosen, covered = [], set[str]()
    for value, has in matches:
        if not covered.issuperset(has):
            chosen.append((value, has))
            covered.update(has)
    return chosen


def _lines(text: str, words: Sequence[str]) -> str:
    """Return the lines of a text in which a word stands; all where a phrase goes over several."""
    stripped = text.strip()
    lines = stripped.splitlines()
    if len(lines) < 2:  # noqa: PLR2004 - one line
        return stripped
    folded = names.fold(text)
    kept = []
    for line in lines:
        inside = names.fold(line)
        if any(word in inside for word in words):
            kept.append(line.strip())
    told = names.fold("\n".join(kept))
    missing = any(word in folded and word not in told for word in words)
    return stripped if missing else "\n".join(kept)


def _last(contact: Contact, asked: Asked) -> int:
    last = last_contact(contact, asked.settings, today=asked.today)
    return 0 if last is None else last.on.first.toordinal()
