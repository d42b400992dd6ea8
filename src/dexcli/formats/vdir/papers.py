"""The files of a folder as cards, one a file, and what is wrong with the others."""

from collections.abc import Mapping

from msgspec import Struct

from dexcli.formats.source import Source
from dexcli.formats.vcard import editing, groups, meanings
from dexcli.formats.vcard.cards import Card
from dexcli.formats.vcard.groups import Directory
from dexcli.formats.vdir import shapes
from dexcli.formats.vdir.shapes import Shape


class Paper(Struct, frozen=True):
    """One card: its file, its bytes, what it is known by, and what it says."""

    file: str
    raw: bytes
    card: Card
    uid: str
    shape: Shape


class Trouble(Struct, frozen=True):
    """A file that is left alone, and why; ``uid`` where it has one."""

    file: str
    reason: str
    uid: str = ""
    is_unreadable: bool = False


class Papers(Struct, frozen=True):
    """All cards of a folder by UID, those that are left alone, and who is who among them."""

    by_uid: dict[str, Paper]
    troubles: list[Trouble]
    known: Directory


def of(files: Mapping[str, bytes]) -> Papers:
    """Return the cards of these files; of two with one UID, neither is touched."""
    known = groups.directory([Source.of_bytes(raw, name) for name, raw in files.items()])
    troubles: list[Trouble] = []
    found: dict[str, list[Paper]] = {}
    for name in sorted(files):
        made = paper(name, files[name], known)
        if isinstance(made, Paper):
            found.setdefault(made.uid, []).append(made)
        else:
            troubles.append(made)
    for uid, several in found.items():
        names = ", ".join(each.file for each in several)
        if len(several) > 1:
            reason = f"has the UID of another file ({names}); give one of them another"
            troubles += [Trouble(each.file, reason, uid) for each in several]
    single = {uid: several[0] for uid, several in found.items() if len(several) == 1}
    return Papers(single, troubles, known)


def paper(name: str, raw: bytes, known: Directory) -> Paper | Trouble:
    """Return the card of a file, or why it is left alone."""
    card = editing.only_card(raw)
    if isinstance(card, str):
        is_several = card.endswith("cards")
        hint = "; a folder of cards has one a file" if is_several else "; expected one whole vCard"
        return Trouble(name, f"{card}{hint}", is_unreadable=not is_several)
    uid = next((each.value for each in card.properties if each.name == "UID"), "")
    key = meanings.card_key(uid)
    if not key:
        return Trouble(name, "has no UID, by which a card is known; give it one")
    shape = shapes.of_card(card, known)
    if not shape.get("name"):
        return Trouble(name, "names nobody; give it an FN", key)
    return Paper(name, raw, card, key, shape)
