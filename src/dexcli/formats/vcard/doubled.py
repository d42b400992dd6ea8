"""UIDs that cards of several people have: no UID any more, since it tells nobody from another."""

import re
from collections.abc import Iterable

from dexcli.core import names
from dexcli.formats.source import Source
from dexcli.formats.vcard import cards, contacts
from dexcli.formats.vcard.groups import Directory
from dexcli.formats.vcard.lines import CHUNK

_UID = re.compile(rb"(?i)[\r\n][ \t]*(?:[\w-]+\.)?UID[^:\r\n]{0,200}:([^\r\n]{0,400})(?=[\r\n])")
_LONGEST = 1024  # bytes of a line that is looked for across two blocks


def uids(files: Iterable[Source]) -> frozenset[str]:
    """Return the keys under which these files have cards with different names.

    The cards are read beforehand only where some UID stands twice.
    """
    files = list(files)
    if not _is_any_twice(files):
        return frozenset()
    called: dict[str, str] = {}
    found = set()
    for each in files:
        with each.open() as stream:
            for card in cards.parse(stream):
                drawn = contacts.drawn(card, Directory({}, {}))
                if not (drawn.key and drawn.name):
                    continue
                folded = names.same_key(drawn.name)
                if called.setdefault(drawn.key, folded) != folded:
                    found.add(drawn.key)
    return frozenset(found)


def _is_any_twice(files: Iterable[Source]) -> bool:
    seen: set[int] = set()
    for each in files:
        with each.open() as stream:
            rest = b"\n"
            while chunk := stream.read(CHUNK):
                window = rest + chunk.replace(b"\0", b"")
                end = 0
                for match in _UID.finditer(window):
                    key = hash(match[1].strip().lower().rpartition(b":")[2])
                    if key in seen:
                        return True
                    seen.add(key)
                    end = match.end()
                rest = window[max(end, len(window) - _LONGEST) :]
    return False
