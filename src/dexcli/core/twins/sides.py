"""Two contacts side by side: where they say different things, a line each."""

from collections.abc import Mapping, Sequence
from typing import Any

from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, to_document, to_plain

_OURS = frozenset({"id", "was", "distinct", "sources", *BLOCKS})  # say nothing of who it is
_FORMATS = {  # as people call what a source comes from
    "vcard": "a vCard", "google": "Google", "linkedin": "LinkedIn", "facebook": "Facebook",
    "outlook": "Outlook", "monica": "Monica", "dex": "Dex", "ics": "a calendar", "mail": "mail",
    "friends": "friends", "abook": "abook", "mutt": "mutt", "csv": "a table",
}  # fmt: skip


def differences(one: Contact, other: Contact) -> list[tuple[str, str, str]]:
    """Return the keys in which two contacts differ, with what each says."""
    mine, yours = to_document(one), to_document(other)
    kept = {key for each in (one, other) for key, of in each.extra.items() if isinstance(of, dict)}
    keys = [key for key in dict.fromkeys([*mine, *yours]) if key not in _OURS | kept]
    rows = [(key, _said(mine, key), _said(yours, key)) for key in keys]
    rows.append(("from", _origin(one), _origin(other)))
    rows += [
        (name, _counted(one, name), _counted(other, name))
        for name in BLOCKS
        if getattr(one, name) or getattr(other, name)
    ]
    return [row for row in rows if row[1] != row[2]]


def _origin(contact: Contact) -> str:
    """Return what somebody came from: "LinkedIn, a vCard"."""
    spaces = dict.fromkeys(each.partition(":")[0] for each in contact.sources)
    return ", ".join(_FORMATS.get(each, each) for each in spaces)


def _said(table: Mapping[str, Any], key: str) -> str:
    value = to_plain(table.get(key, ""))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return " ".join(str(value).split())


def _counted(contact: Contact, name: str) -> str:
    blocks: Sequence[Any] = getattr(contact, name)
    if name != "interactions" or not blocks:
        return str(len(blocks)) if blocks else ""
    last = max((each.on for each in blocks), key=lambda on: on.first)
    return f"{words.counted(len(blocks), 'interaction')}, the last {last}"
