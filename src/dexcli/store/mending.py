"""The changes of `doctor --fix`: keys where they belong, then copies that are missing."""

from dexcli.core.checks import shared
from dexcli.core.contact import Contact
from dexcli.core.copies import conflict_copies
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.store import codec, edit, mend
from dexcli.store.change import Change
from dexcli.store.checkup import Checkup
from dexcli.store.folder import Folder
from dexcli.store.naming import SUFFIX


def changes(folder: Folder, found: Checkup) -> list[Change]:
    """Return what mends everything that is safe to mend, file by file, in one step."""
    assert found.loaded is not None, "without settings nobody knows who `me` is"
    copies = conflict_copies(found.reading.ledger)  # to be deleted, not mended
    entries = {h: each for h, each in found.reading.entries.items() if h not in copies}
    texts: dict[str, bytes] = {}
    contacts: dict[str, Contact] = {}
    for handle, entry in entries.items():
        texts[handle], contacts[handle] = entry.found.raw, entry.contact
        if entry.warnings:
            texts[handle] = mend.mended(entry.found.raw, f"{handle}{SUFFIX}")
            contacts[handle] = codec.decode(texts[handle], f"{handle}{SUFFIX}").contact
    _add_copies(texts, Ledger(contacts), me=found.loaded.settings.me)
    return [
        Change(folder.file_of(handle), entry.found, texts[handle])
        for handle, entry in entries.items()
        if texts[handle] != entry.found.raw
    ]


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
