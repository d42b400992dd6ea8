"""What distinguishes two states of a contact, in words: "org: Acme → Globex"."""

from typing import Any

from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.document import to_document, to_plain

_MISSING: Any = object()


def differences(before: Contact, after: Contact) -> list[str]:
    """Return what changes, a part a key, in the order of a file."""
    old, new = to_plain(to_document(before)), to_plain(to_document(after))
    keys = list(dict.fromkeys((*new, *old)))
    return [
        _told(key, old.get(key, _MISSING), new.get(key, _MISSING))
        for key in keys
        if old.get(key) != new.get(key)
    ]


def _told(key: str, old: Any, new: Any) -> str:  # noqa: ANN401 - a JSON value
    if key == "interactions":
        more = len(new or ()) - len(old if old is not _MISSING else ())
        return words.counted(more, "new interaction") if more > 0 else "interactions change"
    if isinstance(new, list) or isinstance(old, list):
        was, now = _items(old), _items(new)
        gone = [f"- {words.told(each)}" for each in was if each not in now]
        come = [f"+ {words.told(each)}" for each in now if each not in was]
        return f"{key}: {', '.join((*gone, *come)) or 'in another order'}"
    if old is _MISSING:
        return f"{key}: + {words.told(new)}"
    if new is _MISSING:
        return f"{key}: - {words.told(old)}"
    if isinstance(old, dict) and isinstance(new, dict):
        parts = [
            _told(f"{key}.{inner}", old.get(inner, _MISSING), new.get(inner, _MISSING))
            for inner in dict.fromkeys((*new, *old))
            if old.get(inner) != new.get(inner)
        ]
        return "; ".join(parts)
    return f"{key}: {words.told(old)} → {words.told(new)}"


def _items(value: Any) -> list[Any]:  # noqa: ANN401 - as above
    return value if isinstance(value, list) else []
