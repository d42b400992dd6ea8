"""An address book as one page of HTML: to read on a phone and to print, without scripts."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.formats.leaving import Chunks, Leaving

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 44rem; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
h2 { border-bottom: 1px solid; font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; }
article { break-inside: avoid; margin: 0 0 .9rem; }
p, ul { margin: 0; overflow-wrap: anywhere; }
ul { list-style: none; padding: 0; }
a { color: inherit; }
.notes { white-space: pre-wrap; }
@page { margin: 15mm; size: A4; }
@media print {
  body { font-size: 9.5pt; max-width: none; padding: 0; }
  main { column-gap: 8mm; columns: 2; }
  h2 { break-after: avoid; }
  a { text-decoration: none; }
}
"""
_HEAD = f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Address book</title>
<style>
{_STYLE}</style>
</head>
<body>
"""
_FOOT = "</main>\n</body>\n</html>\n"
_WEB = re.compile(r"https?://\S+")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_Day = tuple[int, int, str]  # month, day, and what there is on it as HTML


def write(leaving: Leaving) -> Chunks:
    """Yield the page: everybody by letter, then the birthdays and yearly dates by month."""
    yield _HEAD.encode()
    count = len(leaving.contacts)
    people = "1 person" if count == 1 else f"{count} people"
    yield f"<h1>Address book</h1>\n<p>{people}, {leaving.today}</p>\n<main>\n".encode()
    letter = ""
    for contact in sorted(leaving.contacts, key=_by_name):
        if (first := _letter(contact)) != letter:
            letter = first
            yield f"<h2>{_text(letter)}</h2>\n".encode()
        yield _article(contact, leaving.ledger, notes=leaving.notes).encode()
    yield from _calendar(leaving.contacts)
    yield _FOOT.encode()


def _article(contact: Contact, ledger: Ledger, *, notes: bool) -> str:
    """Return what the page says of one person."""
    work = " at ".join(part for part in (contact.title, contact.org) if part)
    about = ", ".join(part for part in (work, contact.city) if part)
    lines = [
        *([_text(about)] if about else []),
        *(_link(f"tel:{re.sub(r'[^0-9+]', '', each)}", each) for each in contact.phones),
        *(_link(f"mailto:{quote(each, safe='@+')}", each) for each in contact.emails),
        *map(_text, contact.addresses),
        *(_account(kind, value) for kind, value in contact.accounts.items()),
        *([f"Birthday: {_text(_day(contact.birthday))}"] if contact.birthday else []),
        *([_text(", ".join(contact.tags))] if contact.tags else []),
    ]
    said = "".join(f"<li>{line}</li>\n" for line in lines)
    told = contact.notes.strip() if notes else ""
    return (
        f"<article>\n<h3>{_text(ledger.label(contact))}</h3>\n"
        f"{f'<ul>{chr(10)}{said}</ul>{chr(10)}' if said else ''}"
        f"{f'<p class=notes>{_text(told)}</p>{chr(10)}' if told else ''}</article>\n"
    )


def _calendar(contacts: Sequence[Contact]) -> Iterator[bytes]:
    days = sorted(day for contact in contacts for day in _days(contact))
    if not days:
        return
    yield b"<h2>Birthdays and other days</h2>\n"
    for number, name in enumerate(_MONTHS, start=1):
        found = [(day, what) for month, day, what in days if month == number]
        if found:
            lines = "".join(f"<li>{day} {what}</li>\n" for day, what in found)
            yield f"<article>\n<h3>{name}</h3>\n<ul>\n{lines}</ul>\n</article>\n".encode()


def _days(contact: Contact) -> Iterator[_Day]:
    born = contact.birthday
    if born is not None and born.month is not None and born.day is not None:
        year = f", {born.year}" if born.year else ""
        yield born.month, born.day, f"{_text(contact.name)}{year}"
    for each in contact.dates:
        assert each.on.month is not None
        assert each.on.day is not None
        year = f", {each.on.year}" if each.on.year else ""
        yield each.on.month, each.on.day, f"{_text(contact.name)}: {_text(each.label)}{year}"


def _day(day: PartialDate) -> str:
    """Return a day as one reads it, as far as it is known."""
    month = _MONTHS[day.month - 1] if day.month else ""
    parts = (str(day.day) if day.day else "", month, str(day.year) if day.year else "")
    return " ".join(part for part in parts if part)


def _account(kind: str, value: str) -> str:
    shown = f"{_text(kind)}: "
    return shown + (_link(value, value) if _WEB.fullmatch(value) else _text(value))


def _link(target: str, shown: str) -> str:
    return f'<a href="{escape(target)}">{_text(shown)}</a>'


def _text(text: str) -> str:
    """Return a text as HTML, which can't turn round what stands beside it."""
    safe = escape(text)
    return safe if safe.isascii() else f"<bdi>{safe}</bdi>"


def _letter(contact: Contact) -> str:
    first = names.fold(contact.name)[:1].upper()
    return first if first.isalpha() else "#"


def _by_name(contact: Contact) -> tuple[bool, str]:
    return _letter(contact) == "#", names.fold(contact.name)
