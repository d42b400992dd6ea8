"""Who was renamed from one version of a ledger to another: one person, and not two."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dexcli.core.errors import UnreadableFileError
from dexcli.store import codec
from dexcli.sync import versions
from dexcli.sync.repository import Repository
from dexcli.sync.versions import Version

if TYPE_CHECKING:
    from dexcli.core.merging.versions import Version as Known


def between(repository: Repository, before: Version, after: Version) -> dict[str, str]:
    """Return the files that were renamed, each old name with the new one.

    Only where some came and some went are they read.
    """
    changed = versions.difference(before, after)
    if not (changed.gone and changed.new):
        return {}
    gone, _ = versions.contents(repository, before, changed.gone)
    new, _ = versions.contents(repository, after, changed.new)
    return of(gone, new)


def of(gone: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, str]:
    """Return which of the files that went are among those that came, by id or earlier handle."""
    from dexcli.core.merging.versions import handle_of  # with the merge, only where some moved

    people = {name: _known(raw, name) for name, raw in sorted(new.items())}
    by_id = {person.id: name for name, person in people.items() if person.id}
    by_was = {each: name for name, person in people.items() for each in person.was}
    found = {}
    for name, raw in gone.items():
        now = by_id.get(_known(raw, name).id) or by_was.get(handle_of(name))
        if now is not None:
            found[name] = now
    return found


def _known(raw: bytes, name: str) -> "Known":
    from dexcli.core.merging.versions import Version as Known  # as above

    try:
        return Known.of(raw, codec.parse(codec.decode_text(raw, name), name))
    except UnreadableFileError:
        return Known.of(raw, None)
