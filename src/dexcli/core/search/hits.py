"""What a search finds: texts with their places, the best first."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.due import last_contact
from dexcli.core.query.asked import Asked
from dexcli.core.search import values
from dexcli.core.search.candidates import Candidate
from dexcli.core.search.question import Question
from dexcli.core.search.values import Value

# An order is one number, for there may be very many: the rank, and of one rank the latest first.
_A_RANK = 1 << 22  # more days than there are, as `date.toordinal` counts
_IN_SEVERAL = _A_RANK << 3  # more than all ranks
Place = tuple[Candidate, int]  # whose text, and which of theirs


class Hit(Struct, frozen=True, gc=False):
    """A text that was found: whose it is, where it stands, and the lines of it that match."""

    contact: Contact
    value: Value
    text: str


class Found(NamedTuple):
    """The best of what was found, and how much there is of it."""

    hits: Iterator[Hit]
    total: int


def of(
    found: Sequence[Candidate], question: Question, asked: Asked, *, limit: int | None = None
) -> Found:
    """Return the texts that match, the best first; no more than ``limit``.

    Where one text of a person has all words, those that have; else the fewest
    texts that have them together. First whole matches, then by where they
    stand, then the latest; a text without a day counts as of the person's last
    time.
    """
    words = question.words
    orders, whose, numbers = list[int](), list[Candidate](), list[int]()
    for each in found:  # who are in order themselves, and sorting leaves that as it is
        which = _having_all(each.texts, words)
        orders += _orders(each, which, asked) if which else []
        if not which:
            which = _fewest(each, words)
            first = _IN_SEVERAL + each.ranks[which[0]] * _A_RANK - _last(each, asked)
            orders += [first] * len(which)
        numbers += which
        whose += [each] * len(which)
    everything = range(len(orders))
    if limit is None:
        best = sorted(everything, key=orders.__getitem__)
    else:
        best = nsmallest(limit, everything, key=orders.__getitem__)
    places = [(whose[place], numbers[place]) for place in best]
    return Found(_hits(places, words, asked), len(orders))


def _having_all(texts: Sequence[str], words: Sequence[str]) -> list[int]:
    """Return which of somebody's texts have all words."""
    first, *others = words
    numbers = [number for number, text in enumerate(texts) if first in text]
    for word in others:
        numbers = [number for number in numbers if word in texts[number]]
    return numbers


def _orders(candidate: Candidate, numbers: Sequence[int], asked: Asked) -> list[int]:
    """Return the number by which each of these texts is ordered."""
    ranks, days = candidate.ranks, candidate.days
    if -min(days) <= asked.today.toordinal():
        return [ranks[number] * _A_RANK - abs(days[number]) for number in numbers]
    last = _last(candidate, asked)  # the last time there will have been is yet to come
    return [
        ranks[number] * _A_RANK - (day if (day := days[number]) > 0 else last) for number in numbers
    ]


def _fewest(candidate: Candidate, words: Sequence[str]) -> list[int]:
    """Return texts that have all words together: each adds one that those before haven't."""
    chosen, covered = [], set[str]()
    texts = candidate.texts
    for number in sorted(range(len(texts)), key=candidate.ranks.__getitem__):
        has = [word for word in words if word in texts[number]]
        if not covered.issuperset(has):
            chosen.append(number)
            covered.update(has)
    return chosen


def _last(candidate: Candidate, asked: Asked) -> int:
    """Return the day of the last time with somebody, as `date.toordinal` counts; 0 without one."""
    contact = asked.ledger.contacts[candidate.handle]
    last = last_contact(contact, asked.settings, today=asked.today)
    return 0 if last is None else last.on.first.toordinal()


def _hits(places: Sequence[Place], words: Sequence[str], asked: Asked) -> Iterator[Hit]:
    """Yield what is said at places: only now is anybody looked at."""
    ledger = asked.ledger
    wanted: dict[str, list[int]] = {}
    for candidate, number in places:
        wanted.setdefault(candidate.handle, []).append(number)
    said: dict[str, tuple[Contact, dict[int, Value]]] = {}
    for candidate, number in places:
        handle = candidate.handle
        if handle not in said:
            contact = ledger.contacts[handle]
            everything = values.of_contact(contact, ledger.quoted(handle))
            said[handle] = contact, {each: everything[each] for each in wanted[handle]}
        contact, mine = said[handle]
        yield Hit(contact, mine[number], _lines(mine[number].text, words))


def _lines(text: str, words: Sequence[str]) -> str:
    """Return the lines of a text in which a word stands, or over which a phrase goes."""
    stripped = text.strip()
    if stripped.isprintable():  # most are: one line
        return stripped
    lines = [line.strip() for line in stripped.splitlines() if line.strip()]
    folded = [names.fold(line) for line in lines]
    kept = {number for number, line in enumerate(folded) if any(word in line for word in words)}
    for phrase in words:
        if (over := phrase.count(" ")) and not any(phrase in line for line in folded):
            kept.update(_over_several(phrase, folded, over + 1))
    return "\n".join(line for number, line in enumerate(lines) if number in kept) or stripped


def _over_several(phrase: str, lines: Sequence[str], most: int) -> Iterator[int]:
    """Yield the numbers of lines over which a phrase goes, of so many words."""
    for first in range(len(lines)):
        for last in range(first + 1, min(first + most, len(lines))):
            if phrase in " ".join(lines[first : last + 1]):
                if phrase not in " ".join(lines[first + 1 : last + 1]):
                    yield from range(first, last + 1)
                break
