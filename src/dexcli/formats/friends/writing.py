"""A friends.md of contacts; activities and notes only where notes may leave."""

from collections.abc import Iterable, Sequence

from dexcli.core import ids
from dexcli.core.contact import NOTE_KIND, Contact, Interaction
from dexcli.formats.friends import text
from dexcli.formats.friends.text import Friend, Said
from dexcli.formats.leaving import Chunks, Leaving


def write(leaving: Leaving) -> Chunks:
    """Yield the file, ordered as the program orders it: the newest first, names by letter."""
    called = _called(leaving.contacts)
    events = list(_events(leaving.contacts)) if leaving.notes else []
    activities = [each for each in events if each[0].kind != NOTE_KIND]
    notes = [each for each in events if each[0].kind == NOTE_KIND]
    friends = sorted(
        text.friend_line(Friend(called[each.handle], each.aka, each.city, each.tags))
        for each in leaving.contacts
    )
    places = {text.place_name(each.city) for each in leaving.contacts}
    places |= {text.place_name(one.place) for one, _ in activities}
    parts = (
        (text.ACTIVITIES, _lines(activities, called, is_note=False)),
        (text.NOTES, _lines(notes, called, is_note=True)),
        (text.FRIENDS, friends),
        (text.LOCATIONS, [f"- {each}" for each in sorted(places) if each]),
    )
    blocks = ("\n".join((heading, *lines)) for heading, lines in parts)
    yield ("\n\n".join(blocks) + "\n").encode()


def _called(contacts: Iterable[Contact]) -> dict[str, str]:
    """Return the name of each contact in the file, where every friend needs one of their own."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for contact in contacts:
        base = text.name(contact.name) or contact.handle
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} {number}"
        taken.add(name.casefold())
        found[contact.handle] = name
    return found


def _events(contacts: Sequence[Contact]) -> list[tuple[Interaction, list[str]]]:
    """Return each interaction with the handles of whoever of these was there."""
    found: dict[str, tuple[Interaction, list[str], list[str]]] = {}
    for contact in contacts:
        for key, one in zip(ids.of_interactions(contact), contact.interactions, strict=True):
            _, handles, notes = found.setdefault(key, (one, [], []))
            handles.append(contact.handle)
            if one.note and one.note not in notes:
                notes.append(one.note)  # each may have a note of their own
    return [(_with_note(one, " / ".join(notes)), handles) for one, handles, notes in found.values()]


def _with_note(one: Interaction, note: str) -> Interaction:
    return Interaction(on=one.on, kind=one.kind, place=one.place, note=note, tags=one.tags)


def _lines(
    events: Iterable[tuple[Interaction, list[str]]], called: dict[str, str], *, is_note: bool
) -> list[str]:
    ordered = sorted(events, key=_day)
    ordered.reverse()
    return [
        f"- {one.on.first}: {text.description(_said(one, handles, called), is_note=is_note)}"
        for one, handles in ordered
    ]


def _said(one: Interaction, handles: Iterable[str], called: dict[str, str]) -> Said:
    people = tuple(sorted(called[each] for each in handles))
    return Said(people, one.note, one.kind, one.place, one.tags)


def _day(event: tuple[Interaction, list[str]]) -> str:
    return event[0].on.first.isoformat()
