"""What each property means in our format: a key of ours and its values."""

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from dexcli.core.dates import PartialDate
from dexcli.formats.vcard import accounts, days, text
from dexcli.formats.vcard.cards import Property

ANNIVERSARY = "anniversary"
_PLAIN = frozenset({"CHARSET", "ENCODING", "VALUE", "TYPE"})
_NOT_A_TAG = frozenset({"mycontacts", "* mycontacts"})  # what Google calls everybody
_NAMES_ONLY = "X-ABRELATEDNAMES"  # Apple's, which has no addresses of cards: "A:0" is a name
_URI = re.compile(r"[a-zA-Z][\w+.-]*:\S+")
_MAILTO, _TEL = re.compile("(?i)^mailto:"), re.compile("(?i)^tel:")
_UUID = re.compile(r"urn:uuid:", re.IGNORECASE)
_FREE = frozenset({"RELATED", "X-ABRELATEDNAMES"})


class Yearly(Struct, frozen=True):
    """A yearly date; ``day`` as `PartialDate` writes it."""

    label: str
    day: str
    others: tuple[str, ...] = ()


class Related(Struct, frozen=True):
    """What somebody is to the card's person, by name, by the key of their card, or both."""

    kind: str
    name: str
    key: str = ""
    born: str = ""


Said = tuple[str, tuple[Any, ...], bool] | None


def means(each: Property, label: str) -> Said:
    """Return a key, its values, and whether the line says more than they do; None without a place.

    ``label`` is that of its group, as it stands.
    """
    read = _READ.get(each.name)
    return read(each, label) if read is not None else None


def has_place(each: Property) -> bool:
    """Return whether a property is one that a contact has a key for."""
    return each.name in _READ


def card_key(uid: str) -> str:
    """Return what a card is known by: its UID without what says that it is one."""
    bare = text.plain(uid).strip()
    return _UUID.sub("", bare, count=1) if _UUID.match(bare) else bare


def _more(each: Property, *, idle: frozenset[str] = frozenset()) -> bool:
    """Return whether parameters say something; TYPEs in ``idle`` say nothing."""
    if not each.params:
        return False
    return not each.params.keys() <= _PLAIN or not each.types <= idle


def _email(each: Property, label: str) -> Said:
    value = _MAILTO.sub("", text.plain(each.value).strip())
    more = _more(each, idle=frozenset({"internet"}))
    return ("emails", (value,), bool(label) or more) if value else None


def _phone(each: Property, label: str) -> Said:
    value = _TEL.sub("", text.one_line(text.plain(each.value)))
    return ("phones", (value,), bool(label) or _more(each)) if value else None


def _nickname(each: Property, _: str) -> Said:
    found = tuple(filter(None, map(text.one_line, text.parts(each.value, ","))))
    return ("aka", found, _more(each)) if found else None


def _maiden(each: Property, _: str) -> Said:
    value = text.one_line(text.plain(each.value))
    return ("aka", (value,), True) if value else None


def _org(each: Property, label: str) -> Said:
    first, *rest = map(text.one_line, text.parts(each.value, ";"))
    return ("org", (first,), any(rest) or bool(label) or _more(each)) if first else None


def _title(each: Property, label: str) -> Said:
    value = text.one_line(text.plain(each.value))
    is_more = each.name == "ROLE" or bool(label) or _more(each)
    return ("title", (value,), is_more) if value else None


def _address(each: Property, label: str) -> Said:
    value, rest = address(each)
    if not value:  # 4.0 may have the whole as a parameter
        lines = text.plain(" ".join(each.params.get("LABEL", ()))).split("\n")
        value, rest = ", ".join(filter(None, map(text.one_line, lines))), True
    return ("addresses", (value,), rest or bool(label) or _more(each)) if value else None


def address(each: Property) -> tuple[str, bool]:
    """Return a postal address on one line, and whether it has more than a street.

    Source: RFC 6350 §6.3.1: box, extension, street, locality, region, code, country.
    """
    lines = [_lines_as_one(part) for part in text.parts(each.value, ";")]
    box, extended, street, city, region, code, country = (*lines, *[""] * 7)[:7]
    place = " ".join(filter(None, (code, city)))
    told = (street, extended, box, place, region, country, *lines[7:])
    return ", ".join(filter(None, told)), any(
        (box, extended, city, region, code, country, *lines[7:])
    )


def _lines_as_one(part: str) -> str:
    if "\n" not in part:
        return text.one_line(part)
    return ", ".join(filter(None, map(text.one_line, part.split("\n"))))


def city(each: Property) -> str:
    """Return the city of a postal address."""
    _, _, _, found, *_ = (*text.parts(each.value, ";"), *[""] * 4)
    return text.one_line(found)


def _birthday(each: Property, _: str) -> Said:
    day = _day(each)
    return ("birthday", (str(day),), False) if day is not None else None


def _died(each: Property, _: str) -> Said:
    day = _day(each)
    return ("died", (str(day),), False) if day is not None and day.year is not None else None


def _day(each: Property) -> PartialDate | None:
    omitted = each.params.get("X-APPLE-OMIT-YEAR", ("",))[:1]
    return days.parse(text.plain(each.value), *omitted)


def _yearly(each: Property, label: str) -> Said:
    day = _day(each)
    if day is None or day.day is None:
        return None
    usual = "date" if each.name == "X-ABDATE" else ANNIVERSARY
    named = (*each.params.get("X-DEXCLI-LABEL", ()), _kind(label), usual)
    told = next(filter(None, named))
    return "dates", (Yearly(told, str(day), each.params.get("X-DEXCLI-WITH", ())),), False


def _related(each: Property, label: str) -> Said:
    given = sorted(each.types - {"pref"})
    types = [one for one in each.params.get("TYPE", ()) if one.lower() != "pref"]
    spoken = [
        *each.params.get("X-DEXCLI-KIND", ()),
        *(one.lower() if one.isupper() else one for one in types),
    ]
    fixed = each.name.rpartition("-")[2].lower() if each.name not in _FREE else ""
    kind = _kind(label) or (spoken[0] if spoken else "") or fixed or "related"
    key = next(iter(each.params.get("X-DEXCLI-UID", ())), "")
    name = text.one_line(text.plain(each.value))
    is_text = "text" in map(str.lower, _value_type(each))
    if not key and _UUID.match(name) and not is_text:
        key, name = card_key(name), ""
    elif _URI.fullmatch(name) and not (is_text or each.name == _NAMES_ONLY):
        return None
    born = next(iter(each.params.get("X-DEXCLI-BORN", ())), "")
    ours = {"X-DEXCLI-UID", "X-DEXCLI-BORN", "X-DEXCLI-KIND"}
    more = len(given) > 1 or not each.params.keys() - ours <= _PLAIN
    return ("relationships", (Related(kind, name, key, born),), more) if name or key else None


def _value_type(each: Property) -> tuple[str, ...]:
    return each.params.get("VALUE", ())


def _agent(each: Property, _: str) -> Said:
    inner = text.plain(each.value)
    if "BEGIN:VCARD" not in inner.upper():
        return _related(each, "agent")
    found = re.search(r"^FN[^:\n]*:(.+)$", inner, re.MULTILINE | re.IGNORECASE)
    name = text.one_line(text.plain(found[1])) if found else ""
    return ("relationships", (Related("agent", name),), True) if name else None


def _kind(label: str) -> str:
    """Return a label as a kind: one of a program's own in lower case, another as it stands."""
    told = text.label(label)
    return told.lower() if "_$!<" in label else told


def _tags(each: Property, _: str) -> Said:
    found = text.parts(each.value, ",")
    if len(found) == 1 and found[0].count(",") == 1:  # written as one value (Thunderbird add-on)
        found = found[0].split(",")
    told = [text.one_line(one) for one in found]
    tags = tuple(one for one in told if one and one.lower() not in _NOT_A_TAG)
    more = _more(each) or len(tags) < sum(map(bool, told))
    return ("tags", tags, more) if any(told) else None


def _note(each: Property, _: str) -> Said:
    value = text.lines(text.plain(each.value))
    return ("notes", (value,), _more(each)) if value.strip() else None


def _account(each: Property, label: str) -> Said:
    found = accounts.of(each)
    if found is None:
        return None
    kind, value, is_exact = found
    return "accounts", ((kind, value),), not is_exact or bool(label)


_READ: dict[str, Callable[[Property, str], Said]] = {
    "EMAIL": _email,
    "TEL": _phone,
    "NICKNAME": _nickname,
    "X-MAIDENNAME": _maiden,
    "ORG": _org,
    "TITLE": _title,
    "ROLE": _title,
    "ADR": _address,
    "BDAY": _birthday,
    "DEATHDATE": _died,
    "X-DEATHDATE": _died,
    **dict.fromkeys(
        ("ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-ABDATE"),
        _yearly,
    ),
    **dict.fromkeys((*_FREE, *(f"X-{program}{kind}" for program in ("", "EVOLUTION-", "MS-")
                               for kind in ("SPOUSE", "MANAGER", "ASSISTANT"))), _related),
    "AGENT": _agent,
    "CATEGORIES": _tags,
    "NOTE": _note,
    **dict.fromkeys(accounts.NAMES, _account),
}  # fmt: skip
