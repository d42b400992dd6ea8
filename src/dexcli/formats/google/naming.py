"""Google's parts of a name, and the one name of a contact."""

from collections.abc import Mapping

from dexcli.core import names
from dexcli.formats.columns import values
from dexcli.formats.google import headings
from dexcli.formats.google.cells import Cells, parts

_SPLIT = (headings.FIRST, headings.MIDDLE, headings.LAST)
_HONORIFICS = (headings.PREFIX, headings.SUFFIX)


def name(cells: Cells) -> str:
    """Return the name of a person: as it is shown, else its parts, a nickname, how it is filed."""
    nicknames = parts(cells(headings.NICKNAME))
    return (
        values.name_of(cells(headings.NAME))
        or values.name_of(*(cells(each) for each in _SPLIT))
        or values.name_of(*nicknames[:1])
        or names.natural(cells(headings.FILE_AS))
    )


def kept(cells: Cells, name: str) -> dict[str, str]:
    """Return the parts that the name alone doesn't give back."""
    found = {each: cells(each) for each in _SPLIT}
    if found == split(name) or values.name_of(*found.values()) != name:
        found = {}
    words = set(names.fold(name).split())
    said = {each: cells(each) for each in _HONORIFICS}
    return found | {k: v for k, v in said.items() if not set(names.fold(v).split()) <= words}


def split(name: str) -> dict[str, str]:
    """Return a name as first and last: the last word is the last name."""
    first, _, last = name.rpartition(" ")
    return {
        headings.FIRST: first or last,
        headings.MIDDLE: "",
        headings.LAST: last if first else "",
    }


def written(name: str, own: Mapping[str, object]) -> dict[str, str]:
    """Return the parts of a name as it goes out: those it came with, if they still make it."""
    came = {each: str(own.get(each, "")) for each in _SPLIT}
    return came if values.name_of(*came.values()) == name else split(name)
