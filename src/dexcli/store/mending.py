"""The changes of `doctor --fix`: second copies merged, keys where they belong, missing copies."""

from pathlib import Path

from msgspec import Struct

from dexcli.core.checks import shared
from dexcli.core.contact import Contact
from dexcli.core.copies import conflict_copies
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.store import codec, copying, edit, mend
from dexcli.store.change import Change
from dexcli.store.checkup import Checkup
from dexcli.store.copying import Together
from dexcli.store.folder import Folder
from dexcli.store.naming import SUFFIX


class Mended(Struct, frozen=True):
    """The changes that mend a ledger, and the conflict copies that are merged by them."""

    changes: list[Change]
    copies: dict[str, bytes]


def plan(folder: Folder, found: Checkup, *, state: Path) -> Mended:
    """Return what mends everything that is safe to mend, file by file, in one step."""
    assert found.loaded is not None, "without settings nobody knows who `me` is"
    entries = found.reading.entries
    raws = {handle: entry.found.raw for handle, entry in entries.items()}
    copies = conflict_copies(found.reading.ledger)
    together = copying.merged(raws, copies, state) if copies else Together({}, ())
    texts: dict[str, bytes] = {}
    contacts: dict[str, Contact] = {}
    for handle, entry in entries.items():
        if handle in copies:
            continue
        texts[handle], contacts[handle] = entry.found.raw, entry.contact
        if entry.warnings or handle in together.texts:
            raw, name = together.texts.get(handle, entry.found.raw), f"{handle}{SUFFIX}"
            texts[handle] = mend.mended(raw, name)
            contacts[handle] = codec.decode(texts[handle], name).contact
    _add_copies(texts, Ledger(contacts), me=found.loaded.settings.me)
    changes = [
        Change(folder.file_of(handle), entries[handle].found, raw)
        for handle, raw in texts.items()
        if raw != raws[handle]
    ]
    changes += [folder.removal(found.reading, each) for each in together.merged]
    return Mended(changes, {each: raws[each] for each in together.merged})


def _add_copies(texts: dict[str, bytes], ledger: Ledger, *, me: str) -> None:
    """Add the missing copies to the texts; one that can't be written stays a finding."""
    gaps = shared.gaps(ledger, me=me)
    while True:
        raw: dict[str, bytes] = {}
        refused: set[str] = set()
        for after in shared.filled(ledger, gaps):
            handle = after.handle
            try:
                raw[handle] = edit.update(texts[handle], ledger.contacts[handle], after)
            except DexcliError:
                refused.add(handle)
        if not refused:
            texts.update(raw)
            return
        gaps = [gap for gap in gaps if not {gap.holder, gap.absent} & refused]
