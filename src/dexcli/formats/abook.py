"""The address book of abook: sections of `key=value`, in the encoding of its user's locale."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from dexcli.core import document
from dexcli.core.dates import PartialDate
from dexcli.core.document import DocumentError
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import table
from dexcli.formats.columns import profiles
from dexcli.formats.columns.keys import Keys
from dexcli.formats.columns.places import Place
from dexcli.formats.source import Rows, Source, Terms

_PROGRAM = re.compile(rb"(?m)^[^\S\n]*program[^\S\n]*=[^\S\n]*abook\b|^# abook addressbook")
_SECTION = re.compile(r"\[(.*)\]")
_FORMAT = "format"  # the section about the file itself
_PHONES = ("phone", "mobile", "workphone")  # a fax is shared by a whole office
_ITEM = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(?:,|$)')
_PLACED = frozenset(
    {"name", "email", "address", "address2", "city", "state", "zip", "country", "nick", "url",
     "notes", "anniversary", "groups", "birthday"}
)  # fmt: skip


class _Section(Struct, frozen=True):
    line: int
    values: dict[str, str]
    damaged: list[int]


def recognises(source: Source) -> bool:
    """Return whether the file says that abook wrote it."""
    return not source.members and _PROGRAM.search(source.head) is not None


def rows(source: Source, terms: Terms) -> Rows:  # noqa: ARG001 - as every format
    """Yield a row a section.

    Raises:
        DexcliError: It is no address book of abook.
    """
    raw = source.read()
    if not _PROGRAM.search(raw):
        raise DexcliError(f"{source.name}: no address book of abook; expected 'program=abook'")
    keys = Keys()
    for section in _sections(table.decode(raw)):
        for line in section.damaged:
            yield BadRow(line, "no 'key=value'")
        yield _row(section, keys)


def _sections(text: str) -> Iterator[_Section]:
    """Yield the sections of people; what abook writes has neither quotes nor continued lines."""
    section: _Section | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        if (head := _SECTION.fullmatch(said)) is not None:
            if section is not None:
                yield section
            section = None if head[1].strip() == _FORMAT else _Section(number, {}, [])
        elif section is not None:
            key, is_pair, value = said.partition("=")
            if not is_pair:
                section.damaged.append(number)
            elif value.strip():
                section.values.setdefault(key.strip(), value.strip())
    if section is not None:
        yield section


def _row(section: _Section, keys: Keys) -> Row | BadRow:
    values = section.values
    emails, nick = _items(values.get("email", "")), values.get("nick", "")
    name = " ".join(values.get("name", "").split()) or nick or next(iter(emails), "")
    if not name:
        return BadRow(section.line, "no name")
    contact = _contact(values, emails, name)
    try:
        document.to_contact({**contact, "name": name}, "")
    except DocumentError as error:
        return BadRow(
            section.line, f"{'.'.join(map(str, error.path))}: {error.problem}", label=name
        )
    key = keys.of(name, contact)
    return Row(section.line, key, name, Named(name, name, key), contact=contact)


def _contact(values: dict[str, str], emails: list[str], name: str) -> dict[str, Any]:
    street = ", ".join(each for key in ("address", "address2") if (each := values.get(key)))
    place = Place(
        street=street,
        postal=values.get("zip", ""),
        city=values.get("city", ""),
        region=values.get("state", ""),
        country=values.get("country", ""),
    )
    own = {key: value for key, value in values.items() if key not in _PLACED | {*_PHONES}}
    day, born = _day(values.get("anniversary", "")), _day(values.get("birthday", ""))
    own |= {key: values[key] for key, read in (("anniversary", day), ("birthday", born))
            if read is None and key in values}  # fmt: skip
    nick = values.get("nick", "")
    url = values.get("url", "")
    phones = [each for key in _PHONES for each in _items(values.get(key, ""))]
    labels = {key: values[key] for key in _PHONES if key in values and key != "phone"}
    found = {
        "aka": [nick] if nick and nick != name else [],
        "tags": _items(values.get("groups", "")),
        "birthday": born,
        "emails": emails,
        "phones": list(dict.fromkeys(phones)),
        "addresses": [place.line] if place.line else [],
        "accounts": dict([profiles.account(url)]) if url else {},
        "city": place.city,
        "notes": values.get("notes", ""),
        "dates": [{"label": "anniversary", "on": day}] if day else [],
        "abook": {**own, **labels},
    }
    return {key: value for key, value in found.items() if value}


def _items(text: str) -> list[str]:
    """Return the items of a list: parted by commas, in quotes where one has a comma."""
    found = (quoted or plain for quoted, plain in _ITEM.findall(text))
    return [item for each in found if (item := each.replace('\\"', '"').strip())]


def _day(text: str) -> Any:  # noqa: ANN401 - a TOML value
    """Return a day as a file has it, None for what is none; abook writes --12-10 without a year."""
    try:
        found = PartialDate.parse(text.strip().removeprefix("--"))
    except ValueError:
        return None
    return found.to_toml() if found.day is not None else None
