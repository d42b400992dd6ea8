"""A card as a contact's table: what has a place, and the lines that are kept beside it."""

import functools
import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from dexcli.core.dates import PartialDate
from dexcli.formats.vcard import groups, meanings, naming, ours, own, says, text
from dexcli.formats.vcard.cards import Card, Property
from dexcli.formats.vcard.groups import Directory
from dexcli.formats.vcard.lines import MOST
from dexcli.formats.vcard.meanings import Related
from dexcli.formats.vcard.says import Saying

LINES = "lines"  # those of values that we have a place for, which say more than the value
EXTRA = "extra"  # those of all else
TRIAGE = "triage"
PRODUCT = "-//dexcli//"
_INLINE = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_MOST_INLINE = 1024  # bytes of such a thing that are kept
_MEGABYTE = 1_000_000
_SHORT = 6  # digits; a phone of fewer or as many is a service
_SERVICE = re.compile(
    r"voice ?mail|visual voicemail|mailbox|messagerie( vocale)?|répondeur|anrufbeantworter"
    r"|buzón de voz|segreteria|customer (care|service)|service clients?|emergency|sos",
    re.IGNORECASE,
)
_SKIPPED = frozenset({"VERSION", "BEGIN", "END", "UID", "REV", "FN", "N"})


class Drawn(Struct, frozen=True):
    """What a card says: its person's name and key, the contact's table, who else, and remarks.

    ``key`` is "" without a UID; ``links`` are those whose card is in the file.
    """

    name: str
    key: str
    contact: dict[str, Any]
    links: tuple[Related, ...] = ()
    remarks: tuple[str, ...] = ()


def drawn(card: Card, known: Directory) -> Drawn:
    """Return what a card says; a name of "" is a card of nobody."""
    remarks: list[str] = []
    properties = [each for each in card.properties if _is_kept(each, remarks)]
    named = naming.of(properties)
    told = says.by_key(
        _placed(each, known) for each in says.of(properties) if each.each.name not in _SKIPPED
    )
    contact, links = _values(told, known)
    unknown = _unplaced(told.pop("", []), contact, remarks)
    uid = next((text.plain(each.value).strip() for each in properties if each.name == "UID"), "")
    kind = groups.kind_of(properties)
    name = named.name or next(iter(_other_names(contact)), "")
    tags = [*contact.get("tags", ()), *_groups_of(meanings.card_key(uid), contact, known)]
    if kind or not named.name or _is_service(name, contact):
        tags.append(TRIAGE)
    contact["tags"] = list(dict.fromkeys(tags))
    contact[ours.TABLE] = _table(properties, named, told, unknown)
    return Drawn(
        name,
        meanings.card_key(uid),
        {key: value for key, value in contact.items() if value not in ("", [], {})},
        links,
        tuple(remarks),
    )


def _placed(saying: Saying, known: Directory) -> Saying:
    """Return a saying that has no place where it names a card that isn't there."""
    for each in saying.values if saying.key == "relationships" else ():
        if isinstance(each, Related) and not each.name and each.key not in known.names:
            return Saying(saying.each, beside=saying.beside)
    return saying


def _values(
    told: dict[str, list[Saying]], known: Directory
) -> tuple[dict[str, Any], tuple[Related, ...]]:
    """Return the values of our keys, and those related people who have a card in the file."""
    flat = {key: list(dict.fromkeys(v for each in told[key] for v in each.values)) for key in told}
    links = tuple(each for each in flat.get("relationships", ()) if each.key in known.names)
    contact: dict[str, Any] = {
        key: flat[key] for key in ("aka", "emails", "phones", "addresses", "tags") if key in flat
    }
    for key in ("org", "title"):
        contact[key] = next(iter(flat.get(key, ())), "")
    for key in ("birthday", "died"):
        if key in flat:
            contact[key] = _native(flat[key][0])
    contact["accounts"] = dict(flat.get("accounts", ()))
    contact["notes"] = "\n\n".join(flat.get("notes", ()))
    contact["dates"] = [
        {"label": each.label, "on": _native(each.day)}
        | ({"with": list(each.others)} if each.others else {})
        for each in flat.get("dates", ())
    ]
    contact["relationships"] = [
        _relationship(each)
        for each in flat.get("relationships", ())
        if each not in links and each.name
    ]
    contact["city"] = next(
        filter(None, (meanings.city(s.each) for s in told.get("addresses", ()))), ""
    )
    return contact, links


@functools.lru_cache(maxsize=4096)  # the days of so many people are few
def _native(day: str) -> Any:  # noqa: ANN401 - a date, or a text where a part isn't known
    return PartialDate.parse(day).to_toml()


def _relationship(each: Related) -> dict[str, Any]:
    try:
        born = {"born": PartialDate.parse(each.born).to_toml()} if each.born else {}
    except ValueError:
        born = {}
    return {"kind": each.kind, "name": each.name, **born}


def _unplaced(
    sayings: Sequence[Saying], contact: dict[str, Any], remarks: list[str]
) -> list[Saying]:
    """Return what has no place, after taking out what only dexcli writes."""
    left = []
    for saying in sayings:
        each = saying.each
        if each.name.startswith(own.PREFIX) and own.read(each, contact):
            continue
        if each.name.startswith(own.PREFIX):
            remarks.append(
                f"line {each.line}: {each.name} makes no sense here, and is kept as it is"
            )
        if each.name == "BDAY" and "birthday" not in contact:
            _note_birthday(text.one_line(text.plain(each.value)), contact)
        if not _is_idle(each):
            left.append(saying)
    return left


def _note_birthday(value: str, contact: dict[str, Any]) -> None:
    """Let a birthday that is no day ("circa 1800") be a note, once."""
    line = f"Birthday: {value}"
    if value and line not in contact["notes"].split("\n"):
        contact["notes"] = "\n\n".join(filter(None, (contact["notes"], line)))


def _is_idle(each: Property) -> bool:
    """Return whether a property says nothing: empty, or that this is a person's card."""
    if each.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"}:
        return each.value.strip().lower() == "individual"
    return not each.value.strip(" ;,") or (each.name == "PRODID" and PRODUCT in each.value)


def _table(
    properties: Sequence[Property],
    named: naming.Naming,
    told: dict[str, list[Saying]],
    unknown: Sequence[Saying],
) -> dict[str, Any]:
    said = [named.parts] if named.parts is not None else []
    for key in says.KEYS:
        for each in told.get(key, ()):
            said += (each.each, *each.beside) if each.is_more else ()
    left = [*named.others, *(line for each in unknown for line in (each.each, *each.beside))]
    table: dict[str, Any] = {
        name.lower(): next((each.value.strip() for each in properties if each.name == name), "")
        for name in ("UID", "REV")
    }
    if meanings.card_key(table["uid"]) == table["uid"]:
        del table["uid"]  # the source says it
    table["fn"] = named.shown
    table[LINES], table[EXTRA] = ([line_of(each) for each in kept] for kept in (said, left))
    return {key: value for key, value in table.items() if value}


def line_of(each: Property) -> str:
    """Return a property's line as 3.0 and 4.0 have it: UTF-8, no soft breaks, no bare words."""
    head = each.raw.partition(":")[0]
    is_bare = head.count(";") != head.count("=")
    if not is_bare and each.params.keys().isdisjoint({"CHARSET", "ENCODING"}):
        return each.raw
    is_binary = {"b", "base64"} & {one.lower() for one in each.params.get("ENCODING", ())}
    dropped = {"CHARSET"} if is_binary else {"CHARSET", "ENCODING"}
    params = "".join(
        f";{name}={','.join(map(text.parameter, values))}"
        for name, values in each.params.items()
        if name not in dropped and values
    )
    group = f"{each.group}." if each.group else ""
    return f"{group}{each.name}{params}:{each.value}"


def _is_kept(each: Property, remarks: list[str]) -> bool:
    """Return whether a property fits into a contact's file; what doesn't is remarked."""
    if each.size <= _MOST_INLINE:
        return True
    is_inline = each.name in _INLINE and not re.match(
        r"\s*(?:https?|ftp|cid):", each.value, re.IGNORECASE
    )
    is_binary = bool({"b", "base64"} & {one.lower() for one in each.params.get("ENCODING", ())})
    if is_inline or is_binary:
        remarks.append(f"{each.name.lower()} of {_size(each.size * 3 // 4)} not kept")
        return False
    if each.size > MOST:
        remarks.append(f"line {each.line}: {each.name} of {_size(each.size)} not kept")
        return False
    return True


def _size(size: int) -> str:
    return f"{size // _MEGABYTE:,} MB" if size >= 10 * _MEGABYTE else f"{max(1, size // 1000):,} KB"


def _other_names(contact: dict[str, Any]) -> Sequence[str]:
    """Return what a card without a name may be called by, the best first."""
    nickname, mails, phones = (contact.get(key, [])[:1] for key in ("aka", "emails", "phones"))
    return [each for each in (contact["org"], *nickname, *mails, *phones) if each]


def _is_service(name: str, contact: dict[str, Any]) -> bool:
    """Return whether this is no person: a mailbox, or nothing but short numbers."""
    if _SERVICE.fullmatch(name.strip()):
        return True
    digits = [re.sub(r"\D", "", each) for each in contact.get("phones", ())]
    is_short = bool(digits) and all(len(each) <= _SHORT for each in digits)
    return is_short and not contact.get("emails")


def _groups_of(key: str, contact: dict[str, Any], known: Directory) -> list[str]:
    mails = (f"mailto:{each}".lower() for each in contact.get("emails", ()))
    return [group for one in (key.lower(), *mails) for group in known.groups.get(one, ())]
