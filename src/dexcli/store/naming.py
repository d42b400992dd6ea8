"""Which files of a folder can't be contacts by their names alone."""

from collections.abc import Sequence

from dexcli.core import names

SUFFIX = ".toml"


def problems(handles: Sequence[str]) -> dict[str, str]:
    """Return what is wrong with the names of some, by handle; the first of twins stays."""
    whole = "".join(handles)
    if whole.isascii() and whole.isprintable() and whole == whole.lower():
        return {}  # nearly always: then no two are one name anywhere
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    for handle in handles:
        name = f"{handle}{SUFFIX}"
        twin = taken.setdefault(names.clash_key(handle), name)
        if twin != name:
            found[handle] = f"{name} and {twin} are one name on some systems; rename one of them"
        elif not handle.isprintable():
            found[handle] = f"{name}: this name can't be shown; rename the file"
    return found
