"""What the cards of a file say of each other: who is who by UID, and who is in which group."""

from collections.abc import Iterable

from msgspec import Struct, field

from dexcli.formats.source import Source
from dexcli.formats.vcard import cards, meanings, naming, text
from dexcli.formats.vcard.lines import CHUNK

_MENTIONS = (b"related", b"member", b"x-dexcli-uid")
MEMBERS = frozenset({"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"})
GROUP = "group"


class Directory(Struct, frozen=True):
    """The names of the cards by key, and the groups by the key of their members.

    A member may be given by address: then its key is ``mailto:`` and that.
    """

    names: dict[str, str] = {}
    groups: dict[str, list[str]] = field(default_factory=dict)


def directory(files: Iterable[Source]) -> Directory:
    """Return what cards say of each other; they are read beforehand only where one does."""
    files = list(files)
    known = Directory({}, {})
    if not any(_mentions(each) for each in files):
        return known
    for each in files:
        with each.open() as stream:
            for card in cards.parse(stream):
                _learn(known, card)
    return known


def kind_of(properties: Iterable[cards.Property]) -> str:
    """Return what a card is of: "" for a person, else group, org, location or what it says."""
    for each in properties:
        if each.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"}:
            told = text.plain(each.value).strip().lower()
            return "" if told == "individual" else told
        if each.name == "X-ABSHOWAS" and each.value.strip().upper() == "COMPANY":
            return "org"
    return ""


def _learn(known: Directory, card: cards.Card) -> None:
    uid = next((each.value for each in card.properties if each.name == "UID"), "")
    name = naming.of(card.properties).name
    if uid and name:
        known.names.setdefault(meanings.card_key(uid), name)
    if kind_of(card.properties) == GROUP and name:
        for each in card.properties:
            if each.name in MEMBERS:
                known.groups.setdefault(meanings.card_key(each.value).lower(), []).append(name)


def _mentions(source: Source) -> bool:
    end = b""
    with source.open() as stream:
        while chunk := stream.read(CHUNK):
            seen = (end + chunk.replace(b"\0", b"")).lower()
            if any(word in seen for word in _MENTIONS):
                return True
            end = seen[-max(map(len, _MENTIONS)) :]
    return False
