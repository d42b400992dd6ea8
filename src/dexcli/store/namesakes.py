"""Two people who had one handle, told so that one knows who has which now."""

from collections.abc import Mapping

from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.merging.versions import handle_of
from dexcli.store import codec

_SOMEBODY = "one"


def told(files: Mapping[str, bytes], *, asked: str, file: str) -> str:
    """Return who has another file than they asked for, which somebody else has."""
    handle = handle_of(file)
    return (
        f"two people had the handle {handle_of(asked)}: {_who(files, asked, file)} is {handle} now"
    )


def _who(files: Mapping[str, bytes], asked: str, file: str) -> str:
    """Return the name, with what differs where both have the same."""
    try:
        both = [codec.decode(files[each], each).contact for each in (asked, file)]
    except (DexcliError, KeyError):
        return _SOMEBODY
    one = both[1]
    label = Ledger.of(both).label(one)
    if label == f"{one.name} ({one.handle})":  # nothing but the handle, which is what is told
        reach = next((each for each in (*one.emails, *one.phones) if each), "")
        return f"{one.name} ({reach})" if reach else _SOMEBODY
    return label
