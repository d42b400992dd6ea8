"""The people of the ledger, and the words that they have: tags, cities, kinds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dexcli.completing.candidates import Candidate
from dexcli.completing.outside import Outside
from dexcli.core import tabs

MOST = 1_000  # people that are offered at once; nobody reads more
WORDS = {
    "tags": tabs.TAG,
    "cities": tabs.CITY,
    "orgs": tabs.ORG,
    "kinds": tabs.KIND,
    "relation-kinds": tabs.RELATION,
}
_KINDS = ("met", "call", "coffee", "letter")
_RELATIONS = ("partner", "parent", "child", "sibling", "friend", "mentor", "colleague")


def people(typed: str, outside: Outside, others: Iterable[str] = ()) -> list[Candidate]:
    """Return whom some letters mean by any part of a name; not again who stands there."""
    there = set(others)
    lines = tabs.found(outside.lines, typed)
    if len(lines) > MOST:  # with the last, so that all have in common what these have
        lines = [*lines[: MOST - 1], lines[-1]]
    found = list(map(tabs.person_of, lines))
    shared = Counter(person.names[0] for person in found)
    return [
        Candidate(
            person.handle,
            _told_apart(line, lines) if shared[person.names[0]] > 1 else person.names[0],
            person.names,
        )
        for person, line in zip(found, lines, strict=True)
        if person.handle not in there and person.handle[0] != "-"  # which would be an option
    ]


def _told_apart(line: str, lines: Sequence[str]) -> str:
    """Return somebody's name with the city or the employer that no other of this name has."""
    name = tabs.person_of(line).names[0]
    alike = [each for each in lines if tabs.person_of(each).names[0] == name]
    for sort in (tabs.CITY, tabs.ORG):
        mine = tabs.word_of(line, sort)
        if mine and [tabs.word_of(each, sort) for each in alike].count(mine) == 1:
            return f"{name} ({mine})"
    return name  # the handle stands beside it


def words(sort: str, outside: Outside) -> Iterator[Candidate]:
    """Yield the words of one sort that contacts have, those of most contacts first."""
    wanted = WORDS[sort]
    counted = tabs.words(outside.lines, wanted)
    for word, count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        yield Candidate(word, f"{count} {'contact' if count == 1 else 'contacts'}")
    match sort:
        case "tags":
            yield from (Candidate(tag, "has a cadence") for tag in outside.names("cadence"))
        case "kinds":
            yield from (Candidate(kind) for kind in (*_KINDS, *outside.names("kinds")))
        case "relation-kinds":
            yield from map(Candidate, _RELATIONS)
