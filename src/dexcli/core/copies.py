"""Conflict copies: the second file that a sync program makes of a contact's file.

Syncthing: ``ada.sync-conflict-20261120-101010-ABCDEFG``. Dropbox: ``ada (Bob's
conflicted copy 2026-11-20)``. Nextcloud: ``ada (conflicted copy 2026-11-20
101010)``, and before 2019 as ownCloud ``ada_conflict-20261120-101010``.
Seafile: ``ada (SFConflict bob@example.org 2026-11-20-10-10-10)``. Google Drive
and downloads: ``ada (1)``. iCloud: ``ada 2``.
"""

import re
from collections.abc import Iterable, Iterator

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger

_PLAIN = re.compile(
    r"(?P<stem>.+?)"
    r"(?:\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?"
    r"|_conflict-\d{8}-\d{6}"
    r"| \([^()]*(?:conflict|conflit|konflikt)[^()]*\)"
    r"| \(\d{1,3}\))",
    re.IGNORECASE,
)
_MARK = "conflict-"  # in the names that have no blank
_ENDS = ")0123456789"
_FAINT = re.compile(r"(?P<stem>.+?) \d{1,3}")


def suspects(handles: Iterable[str]) -> list[str]:
    """Return the handles that may be a conflict copy's by their names alone."""
    there = list(handles)
    whole = "\n".join(there).lower()
    if _MARK not in whole and " " not in whole:
        return []  # nearly always
    near = (h for h in there if _MARK in h.lower() or (" " in h and h[-1] in _ENDS))
    return [each for each in near if next(_stems(each), None) is not None]


def conflict_copies(ledger: Ledger, among: Iterable[str] | None = None) -> dict[str, str]:
    """Return the handle of each conflict copy with the handle that it belongs to.

    The name tells it, and the same `id`. Without an id on one side the same
    name of the person does, but not for "ada 2", which somebody may have
    called a second Ada. With ``among``, no others are looked at.
    """
    found: dict[str, str] = {}
    for handle in suspects(ledger.contacts) if among is None else among:
        contact = ledger.contacts[handle]
        for stem, plain in _stems(contact.handle):
            original = ledger.resolve(stem)
            if original is not None and _is_same(contact, original, plain=plain):
                found[contact.handle] = original.handle
    return found


def _stems(handle: str) -> Iterator[tuple[str, bool]]:
    """Yield the handle without one such ending, without two, and so on; and if all were plain."""
    plain = True
    while (match := _PLAIN.fullmatch(handle) or _FAINT.fullmatch(handle)) is not None:
        plain = plain and match.re is _PLAIN
        handle = match["stem"]
        yield handle, plain


def _is_same(copy: Contact, original: Contact, *, plain: bool) -> bool:
    if copy.handle == original.handle:
        return False
    if copy.id and original.id:
        return copy.id == original.id
    return plain and names.same_key(copy.name) == names.same_key(original.name)
