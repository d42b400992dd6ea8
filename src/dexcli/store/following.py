"""One side of two ledgers in which mentions follow those who are called otherwise now."""

from collections.abc import Mapping

from msgspec.structs import replace

from dexcli.core import references
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError
from dexcli.core.merging.places import Follow
from dexcli.core.settings import OWN_FILE
from dexcli.store import codec, edit

_BETWEEN = "\0{}"  # what no file says: a mention on its way, so that two can change places


def rewritten(
    side: Mapping[str, bytes], base: Mapping[str, bytes], follows: Mapping[str, Follow]
) -> Mapping[str, bytes]:
    """Return a side's files; in those that it changed since ``base``, mentions follow."""
    if not follows:
        return side
    sought = [(handle, handle.encode()) for handle in follows]
    changed: dict[str, bytes] = {}
    for name, raw in side.items():
        if raw == base.get(name):
            continue
        there = {handle: follows[handle] for handle, text in sought if text in raw}
        if there:
            try:
                changed[name] = _followed(name, raw, there)
            except DexcliError:
                continue  # it stays as it is: what can't be read mentions nobody
    return {**side, **changed}


def _followed(name: str, raw: bytes, follows: Mapping[str, Follow]) -> bytes:
    if name == OWN_FILE:
        return _settings(raw, follows)
    if "/" in name:
        return raw
    before = codec.decode(raw, name).contact
    there = {handle: each for handle, each in follows.items() if _mentions(before, handle)}
    after = before
    steps = {handle: _BETWEEN.format(handle) for handle in there}
    for handle, step in steps.items():
        after = _one(references.after_rename([after], {handle}, step), after)
    for handle, step in steps.items():
        to = there[handle]
        change = references.after_removal if to.is_name else references.after_rename
        after = _one(change([after], {step}, to.to), after)
    return edit.update(raw, before, _each_once(after))


def _settings(raw: bytes, follows: Mapping[str, Follow]) -> bytes:
    table = codec.parse(codec.decode_text(raw, OWN_FILE), OWN_FILE)
    to = follows.get(str(table.get("me")))
    if to is None or to.is_name:
        return raw
    return edit.update_document(raw, {**table, "me": to.to}, name=OWN_FILE)


def _mentions(contact: Contact, handle: str) -> bool:
    return handle in references.mentioned(contact)


def _one(changed: list[Contact], before: Contact) -> Contact:
    return next(iter(changed), before)


def _each_once(contact: Contact) -> Contact:
    """Return the contact whose interactions name nobody twice, as two handles of one would."""
    return replace(
        contact,
        interactions=tuple(
            replace(one, others=tuple(dict.fromkeys(one.others))) for one in contact.interactions
        ),
    )
