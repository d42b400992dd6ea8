"""What Tab offers of a contact, as one line of text: who it is, and the words others may use too.

Kept beside the index and read at every press of the key, so it needs no decoder
and no module that takes long to load.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dexcli.core import names

TAG, CITY, ORG, KIND, RELATION = "tag", "city", "org", "kind", "relation"
INACTIVE = "\t"  # how the line of somebody begins who isn't offered: the key is empty
_LEAST_INSIDE = 2  # letters that are looked for inside of words
_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\x00": " "})


class Person(NamedTuple):
    """Somebody who may be meant: the handle, then the name and the aliases."""

    handle: str
    names: tuple[str, ...]


def line(person: Person, words: Sequence[str]) -> str:
    """Return somebody as a line: a key to be searched, the handle, the names, the words.

    A word is `SORT=WORD`. This is made for each contact of a first run, so it is short.
    """
    handle, spelled = person
    folded = [names.fold(each) for each in spelled]
    parts = ("|".join((*folded, names.fold(handle))), handle, "|".join(spelled), *words)
    if not "".join(parts).isprintable():
        parts = tuple(part.translate(_BREAKS) for part in parts)
    return "\t".join(parts)


def inactive(handle: str) -> str:
    """Return the line of somebody archived or dead: known, and not offered."""
    return f"{INACTIVE}{handle}\t"


def person_of(line: str) -> Person:
    """Return who stands in a line."""
    _, handle, spelled, *_ = line.split("\t")
    return Person(handle, tuple(spelled.split("|")))


def word_of(line: str, sort: str) -> str:
    """Return somebody's first word of one sort, such as the city; empty without one."""
    start = f"{sort}="
    return next((p.removeprefix(start) for p in line.split("\t")[3:] if p.startswith(start)), "")


def words(lines: Iterable[str], sort: str) -> Counter[str]:
    """Return the words of one sort in these lines, each with how many lines have it."""
    return Counter(re.findall(rf"\t{sort}=([^\t\n]+)", "\n".join(lines)))


def found(lines: Iterable[str], typed: str) -> list[str]:
    """Return the lines of those whom some typed letters mean, by any part of a name.

    First who has a word that begins so; only where nobody has, who has it inside,
    and then two letters at least.
    """
    wanted = names.fold(typed)
    if not wanted:
        return list(lines)
    inside = [line for line in lines if wanted in line and wanted in line[: line.find("\t")]]
    begins = [line for line in inside if _begins(line[: line.find("\t")], wanted)]
    return begins or (inside if len(wanted) >= _LEAST_INSIDE else [])


def _begins(key: str, wanted: str) -> bool:
    place = key.find(wanted)
    while place > 0 and key[place - 1].isalnum():
        place = key.find(wanted, place + 1)
    return place >= 0
