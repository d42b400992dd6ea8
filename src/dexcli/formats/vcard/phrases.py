"""The lines of ours for values that no kept line says."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from dexcli.core.dates import PartialDate
from dexcli.formats.vcard import accounts, days, text
from dexcli.formats.vcard.meanings import ANNIVERSARY, Related, Yearly

_WORD = re.compile(r"[a-z][A-Za-z0-9-]*|[A-Z]+[a-z][A-Za-z0-9-]*")
# Labels that Apple and Google know in every language.
_LABELS = frozenset(
    ("anniversary", "spouse", "partner", "mother", "father", "parent", "brother", "sister", "child",
     "son", "daughter", "friend", "manager", "assistant")
)  # fmt: skip


class Style(Struct, frozen=True):
    """The version that is written, and the groups that are taken; it learns each new one."""

    is_4: bool
    groups: set[str]

    def group(self) -> str:
        """Return a new group's name."""
        number = 1
        while (name := f"item{number}") in self.groups:
            number += 1
        self.groups.add(name)
        return name


def lines(key: str, values: Sequence[Any], style: Style) -> Iterator[str]:
    """Yield the lines that say these values."""
    if values:
        yield from _WRITE[key](values, style)


def can_say(day: PartialDate, *, is_4: bool) -> bool:
    """Return whether BDAY can say a day: in 3.0 only where month and day are known."""
    return is_4 or day.day is not None


def _each(name: str) -> Callable[[Sequence[Any], Style], Iterator[str]]:
    def write(values: Sequence[Any], _: Style) -> Iterator[str]:
        yield from (f"{name}:{text.escaped(each)}" for each in values)

    return write


def _emails(values: Sequence[str], style: Style) -> Iterator[str]:
    kind = "" if style.is_4 else ";TYPE=INTERNET"  # without it, some take 3.0's for none
    yield from (f"EMAIL{kind}:{text.escaped(each)}" for each in values)


def _together(name: str) -> Callable[[Sequence[Any], Style], Iterator[str]]:
    def write(values: Sequence[Any], _: Style) -> Iterator[str]:
        # "a\\, b," is one tag, and "a\\, b" is two
        end = "," if name == "CATEGORIES" and len(values) == 1 and "," in values[0] else ""
        yield f"{name}:{','.join(map(text.escaped, values))}{end}"

    return write


def _addresses(values: Sequence[str], _: Style) -> Iterator[str]:
    yield from (f"ADR:;;{text.escaped(each)};;;;" for each in values)


def _accounts(values: Sequence[tuple[str, str]], _: Style) -> Iterator[str]:
    for kind, value in values:
        if kind == accounts.WEBSITE:
            yield f"URL:{text.escaped(value)}"
        else:
            yield f"{accounts.PROFILE};TYPE={text.parameter(kind)}:{text.escaped(value)}"


def _birthday(values: Sequence[str], style: Style) -> Iterator[str]:
    day = PartialDate.parse(values[0])
    if can_say(day, is_4=style.is_4):
        yield f"BDAY:{days.written(day, is_4=style.is_4)}"


def _died(values: Sequence[str], style: Style) -> Iterator[str]:
    if style.is_4:  # RFC 6474; in 3.0 a line of ours says it
        yield f"DEATHDATE:{days.written(PartialDate.parse(values[0]), is_4=True)}"


def _dates(values: Sequence[Yearly], style: Style) -> Iterator[str]:
    is_first = True
    for each in values:
        others = "".join(f",{text.parameter(one)}" for one in each.others)
        company = f";X-DEXCLI-WITH={others[1:]}" if others else ""
        day = days.written(PartialDate.parse(each.day), is_4=style.is_4)
        if style.is_4 and is_first and each.label.endswith(ANNIVERSARY):
            is_first = False  # there may be one
            usual = each.label == ANNIVERSARY
            label = "" if usual else f";X-DEXCLI-LABEL={text.parameter(each.label)}"
            yield f"ANNIVERSARY{label}{company}:{day}"
            continue
        group = style.group()
        yield f"{group}.X-ABDATE{company}:{day}"
        yield f"{group}.X-ABLABEL:{_label(each.label)}"


def _relationships(values: Sequence[Related], style: Style) -> Iterator[str]:
    for each in values:
        key = f";X-DEXCLI-UID={text.parameter(each.key)}" if each.key else ""
        born = f";X-DEXCLI-BORN={text.parameter(each.born)}" if each.born else ""
        if style.is_4:
            is_word = _WORD.fullmatch(each.kind) is not None and each.kind != "pref"
            name = "TYPE" if is_word else "X-DEXCLI-KIND"
            kind = f";{name}={text.parameter(each.kind)};VALUE=text"
            yield f"RELATED{kind}{key}{born}:{text.escaped(each.name)}"
            continue
        group = style.group()
        yield f"{group}.X-ABRELATEDNAMES{key}{born}:{text.escaped(each.name)}"
        yield f"{group}.X-ABLABEL:{_label(each.kind)}"


def _label(label: str) -> str:
    if label in _LABELS:
        return f"_$!<{label.capitalize()}>!$_"
    return text.escaped(label)


_WRITE: dict[str, Callable[[Sequence[Any], Style], Iterator[str]]] = {
    "aka": _together("NICKNAME"),
    "emails": _emails,
    "phones": _each("TEL"),
    "addresses": _addresses,
    "org": _each("ORG"),
    "title": _each("TITLE"),
    "accounts": _accounts,
    "birthday": _birthday,
    "died": _died,
    "dates": _dates,
    "relationships": _relationships,
    "tags": _together("CATEGORIES"),
    "notes": _each("NOTE"),
}
