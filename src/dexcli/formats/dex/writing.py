"""Contacts in the columns that Dex takes."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.formats.columns import keys, values
from dexcli.formats.dex import columns
from dexcli.formats.leaving import Chunks, Leaving

_ACCOUNTS = ("facebook", "twitter", "instagram", "telegram", "website")


def write(leaving: Leaving) -> Chunks:
    """Yield the columns that Dex takes, with one for each further e-mail and phone."""
    lines = [_line(contact, notes=leaving.notes) for contact in leaving.contacts]
    header = dict.fromkeys([*columns.WRITTEN, *(heading for line in lines for heading in line)])
    yield _csv(list(header))
    for line in lines:
        yield _csv([columns.guarded(line.get(heading, "")) for heading in header])


def _line(contact: Contact, *, notes: bool) -> dict[str, str]:
    found = contact.extra.get("dex")
    own: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
    line = {key: cell for key, cell in own.items() if isinstance(cell, str)}
    came = {key: str(own.get(key, "")) for key in ("first_name", "last_name")}
    same = values.name_of(*came.values()) == contact.name
    line |= came if same else columns.split(contact.name)
    line |= {
        "id": _id(contact),
        "company": contact.org,
        "job_title": contact.title,
        "linkedin": contact.accounts.get("linkedin", ""),
        "birthday": _birthday(contact.birthday),
        "notes": contact.notes if notes else "",
        "tags": ", ".join(contact.tags),
        **_numbered("email", contact.emails),
        **_numbered("phone", contact.phones),
        "location": contact.city,
        **{key: contact.accounts.get(key, "") for key in _ACCOUNTS},
    }
    return {key: cell for key, cell in line.items() if cell}


def _id(contact: Contact) -> str:
    """Return the id that Dex gave somebody, else ours with a mark; a key of a reader is none."""
    found = (each.removeprefix("dex:") for each in contact.sources if each.startswith("dex:"))
    return next(
        (each for each in found if not keys.is_derived(each)),
        f"{columns.OURS}{contact.id or contact.handle}",
    )


def _numbered(heading: str, cells: tuple[str, ...]) -> dict[str, str]:
    return {heading if n == 1 else f"{heading}_{n}": cell for n, cell in enumerate(cells, start=1)}


def _birthday(day: PartialDate | None) -> str:
    if day is None:
        return ""
    return str(day) if day.year is not None else f"--{day}"


def _csv(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
