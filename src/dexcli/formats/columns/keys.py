"""Whom a record is about, where its file has no identifier: a key that outlives other changes."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dexcli.core import names

_CHARACTERS = 32  # of a SHA-256
_DERIVED = re.compile(rf"[0-9a-f]{{{_CHARACTERS}}}(#\d+)?")
_NO_DIGIT = re.compile(r"\D")


class Keys:
    """Keys of one file: the same name and address a second time gets ``#2``."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, name: str, contact: Mapping[str, Any]) -> str:
        """Return the key of somebody: of the name and the first e-mail or phone."""
        return self.once(derived(name, contact))

    def once(self, key: str) -> str:
        """Return a key as nobody else of the file has it."""
        self._seen[key] += 1
        count = self._seen[key]
        return key if count == 1 else f"{key}#{count}"


def derived(name: str, contact: Mapping[str, Any]) -> str:
    """Return the key of a name and the first e-mail, else the first phone, else alone."""
    text = f"{names.fold(name)}\n{_reach(contact)}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_CHARACTERS]


def is_derived(key: str) -> bool:
    """Return whether a key is one of these, and no identifier of the file's own."""
    return _DERIVED.fullmatch(key) is not None


def _reach(contact: Mapping[str, Any]) -> str:
    emails: Sequence[str] = contact.get("emails", ())
    if emails:
        return names.fold(emails[0])
    phones: Sequence[str] = contact.get("phones", ())
    return _NO_DIGIT.sub("", phones[0]) if phones else ""
