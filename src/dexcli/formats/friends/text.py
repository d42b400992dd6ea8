"""How people, places and tags stand in a line of friends.md, both ways.

Source: lib/friends of the program friends (github.com/JacobEvelyn/friends), 0.55.
"""

import re

from msgspec import Struct

ACTIVITIES = "### Activities:"
NOTES = "### Notes:"
FRIENDS = "### Friends:"
LOCATIONS = "### Locations:"
HEADINGS = (ACTIVITIES, NOTES, FRIENDS, LOCATIONS)
ALIAS = "a.k.a. "
_BOLD = re.compile(r"\*\*(\w[^*]*)\*\*")
_PLACE = re.compile(r"(?<!\w)_(\w[^_]*)_(?!\w)")
_TAG = re.compile(r"(?<!\S)@(\S*\w)")
_WORD = re.compile(r"\S+")
_NAMES = r"(?P<who>\*\*[^*]+\*\*(?:(?:, | and )\*\*[^*]+\*\*)*)"
_OURS = re.compile(
    rf"(?P<kind>[^*_@:]+?) with {_NAMES}(?: at _(?P<place>[^_]+)_)?(?:: (?P<note>.*))?"
)
_OUR_NOTE = re.compile(rf"{_NAMES}: (?P<note>.*)")
_PERSON = re.compile(
    r"(?:- )?(?P<name>[^(\[@]*[^(\[@\s])"
    r"(?:\s+\(a\.k\.a\. (?P<aka>.+)\))?"
    r"(?:\s+\[(?P<place>[^\]]+)\])?"
    r"(?:\s+(?P<tags>@\S+(?:\s+@\S+)*))?\s*"
)  # fmt: skip
_NO_NAME = re.compile(r"[()\[\]@*\s]+")


class Said(Struct, frozen=True):
    """A description taken apart: whom it names in bold, and what it says without the marks."""

    people: tuple[str, ...]
    note: str
    kind: str = ""
    place: str = ""
    tags: tuple[str, ...] = ()


class Friend(Struct, frozen=True):
    """One line of the list of friends."""

    name: str
    aka: tuple[str, ...] = ()
    place: str = ""
    tags: tuple[str, ...] = ()


def read_friend(line: str) -> Friend | None:
    """Return the friend of a line, None where it is none."""
    found = _PERSON.fullmatch(line.strip())
    if found is None:
        return None
    aka = (found["aka"] or "").split(f" {ALIAS}")
    return Friend(
        " ".join(found["name"].removeprefix("- ").split()),
        tuple(each.strip() for each in aka if each.strip()),
        (found["place"] or "").strip(),
        tuple(each[1:] for each in (found["tags"] or "").split() if each[1:]),
    )


def read_description(text: str, *, is_note: bool) -> Said:
    """Return what a description says.

    One that stands as an export of ours writes it has its kind, its place and its
    note; of any other everything is the note.
    """
    people = tuple(dict.fromkeys(" ".join(each.split()) for each in _BOLD.findall(text)))
    tags = tuple(dict.fromkeys(_TAG.findall(text)))
    bare = _without_last_tags(text)
    ours = (_OUR_NOTE if is_note else _OURS).fullmatch(bare)
    if ours is not None and is_note:
        return Said(people, _plain(ours["note"]), tags=tags)
    if ours is not None and ours["kind"][0].islower():
        return Said(people, _plain(ours["note"] or ""), ours["kind"], ours["place"] or "", tags)
    places = _PLACE.findall(text)
    return Said(people, _plain(bare), "", places[0] if places else "", tags)


def friend_line(friend: Friend) -> str:
    """Return the line of a friend."""
    aka = "".join(f" {ALIAS}{_one_line(each)}" for each in friend.aka if not _is_split(each))
    place = _NO_NAME.sub(" ", friend.place).strip()
    tags = "".join(f" {_tag(each)}" for each in friend.tags if _tag(each) != "@")
    return "".join((
        f"- {friend.name}",
        f" ({aka.strip()})" if aka else "",
        f" [{place}]" if place else "",
        tags,
    ))  # fmt: skip


def name(text: str) -> str:
    """Return a name as the list can have it: without the marks that end a name there."""
    return _NO_NAME.sub(" ", text).strip()


def description(said: Said, *, is_note: bool) -> str:
    """Return the description of an interaction; ``people`` are friends of the list."""
    names = [f"**{each}**" for each in said.people]
    who = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    place = place_name(said.place)
    note = _one_line(said.note)
    inline = set(_TAG.findall(note))
    tags = "".join(f" {_tag(each)}" for each in said.tags if each not in inline)
    if is_note:
        return f"{who}: {note}{tags}"
    kind = " ".join(re.sub(r"[*_@:]+", " ", said.kind).split()) or "met"
    kind = kind[0].lower() + kind[1:]
    where = f" at _{place}_" if place else ""
    return f"{kind} with {who}{where}{f': {note}' if note else ''}{tags}"


def place_name(text: str) -> str:
    """Return a place as it can stand between its marks."""
    return " ".join(re.sub(r"[_()\[\]@*]+", " ", text).split())


def _without_last_tags(text: str) -> str:
    """Return a description without the tags at its end, in one pass however many there are."""
    end = 0
    for word in _WORD.finditer(text):
        if not _TAG.fullmatch(word[0]):
            end = word.end()
    return text[:end]


def _plain(text: str) -> str:
    return _PLACE.sub(r"\1", _BOLD.sub(r"\1", text)).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tag(tag: str) -> str:
    return f"@{'-'.join(tag.replace('@', ' ').split())}"


def _is_split(alias: str) -> bool:
    """Return whether a nickname would be read as something else."""
    return ALIAS in f"{alias} " or any(mark in alias for mark in "()[]@") or not alias.strip()
