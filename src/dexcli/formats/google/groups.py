"""What the numbered groups of Google's CSV say of somebody, in the keys of a contact."""

from datetime import date
from typing import Any

from dexcli.core.dates import PartialDate
from dexcli.formats.columns import days, places, profiles, values
from dexcli.formats.google import headings, labels
from dexcli.formats.google.cells import Cells, Group, bare, is_preferred

_PLACE_PARTS = headings.PARTS[headings.ADDRESS]
Own = dict[str, Any]


def reached(cells: Cells, group: str, default: str, own: Own) -> list[str]:
    """Return the values of e-mails or phones, the preferred ones first; labels go to ``own``."""
    found = [(bare(one.get("Label", "")), one) for _, one in _valued(cells, group, own)]
    found.sort(key=lambda pair: not is_preferred(pair[1].get("Label", "")))
    for label, one in found:
        if label not in ("", default):
            own.setdefault(labels.KEPT[group], {}).setdefault(one["Value"], label)
    return values.several(one["Value"] for _, one in found)


def addresses(cells: Cells, own: Own) -> tuple[list[str], str]:
    """Return the addresses as lines, and the first city; what a line can't say goes to ``own``.

    A group with a city alone says where somebody lives and is no address.
    """
    lines: list[str] = []
    city = ""
    for number, one in cells.members(headings.ADDRESS):
        line = _line(one)
        first = not city
        city = city or one.get("City", "")
        if not line:
            _keep(own, headings.ADDRESS, number, one)
        elif first and line == city:
            _keep(own, headings.ADDRESS, number, {"Label": _label(one)})
        else:
            lines.append(line)
            if (said := _said(one, line)) != {"Street": line}:
                own.setdefault(labels.PLACES, {}).setdefault(line, said)
        _keep(own, headings.ADDRESS, number, _beyond(one, _PLACE_PARTS))
    return values.several(lines), city


def accounts(cells: Cells, own: Own) -> dict[str, str]:
    """Return web pages and chat names by what they are."""
    found: dict[str, str] = {}
    for _, one in _valued(cells, headings.WEBSITE, own):
        label, value = bare(one.get("Label", "")), one["Value"]
        if label.casefold() in labels.OF_WEBSITES:
            key, value = profiles.account(value, found)
            if label:
                own.setdefault(labels.KEPT[headings.WEBSITE], {}).setdefault(value, label)
        else:
            key = profiles.free(label.casefold(), found)
            slug = profiles.linkedin_slug(value) if key == profiles.LINKEDIN else ""
            value = profiles.linkedin_url(slug) if slug else value
        found[key] = value
    for _, one in _valued(cells, headings.IM, own):
        found[profiles.free(one.get("Service", "im").casefold(), found)] = one["Value"]
        if label := bare(one.get("Label", "")):
            own.setdefault(labels.KEPT[headings.IM], {}).setdefault(one["Value"], label)
    return found


def relations(cells: Cells, own: Own) -> list[tuple[str, str]]:
    """Return who is what to somebody, as kind and name."""
    return [
        (labels.kind(bare(one.get("Label", "")), "relation"), values.name_of(one["Value"]))
        for _, one in _valued(cells, headings.RELATION, own)
    ]


def events(cells: Cells, own: Own, today: date) -> list[dict[str, Any]]:
    """Return yearly dates; what is no day stays as it stands."""
    found = []
    for number, one in _valued(cells, headings.EVENT, own):
        label = labels.kind(bare(one.get("Label", "")), "date")
        if (on := day(one["Value"], today)) is None or on.day is None:
            _keep(own, headings.EVENT, number, one)
        else:
            found.append({"label": label, "on": on.to_toml()})
    return found


def exported(cells: Cells) -> str:
    """Return the id that an export of ours gave somebody, "" without one."""
    ours = (one for _, one in cells.members(headings.CUSTOM) if one.get("Label") == labels.OURS)
    return next((one.get("Value", "") for one in ours), "")


def custom(cells: Cells, own: Own, *, birthday: bool) -> PartialDate | None:
    """Keep the fields that somebody made, and return what one called Birthday says.

    That is the year, or the year and the month: Google has no other place for it.
    With ``birthday`` the day itself is known, and such a field is kept as it stands.
    """
    found = None
    for number, one in cells.members(headings.CUSTOM):
        if one.get("Label") == labels.OURS:
            continue
        told = one.get("Label") == headings.BIRTHDAY and not birthday
        known = _known(one.get("Value", "")) if told and found is None else None
        if known is None:
            _keep(own, headings.CUSTOM, number, one)
        else:
            found = known
    return found


def day(text: str, today: date) -> PartialDate | None:
    """Return a day as Google has it, with or without its year; None for none."""
    try:
        return days.read(text, today=today)
    except ValueError:
        return None


def _known(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def _valued(cells: Cells, group: str, own: Own) -> list[tuple[int, Group]]:
    """Return the members that have a value; all else of the group goes to ``own``."""
    found = []
    for number, one in cells.members(group):
        if one.get("Value"):
            found.append((number, one))
            _keep(own, group, number, _beyond(one, headings.PARTS[group]))
        else:
            _keep(own, group, number, one)
    return found


def _beyond(one: Group, known: tuple[str, ...]) -> Group:
    return {part: cell for part, cell in one.items() if part not in known}


def _keep(own: Own, group: str, number: int, one: Group) -> None:
    """Keep cells under their headings; a number that is taken gives way to the next free one."""
    while any(headings.of(group, number, part) in own for part in one):
        number += 1
    for part, cell in one.items():
        if cell:
            own[headings.of(group, number, part)] = cell


def _line(one: Group) -> str:
    street = [one.get(part, "") for part in ("Street", "Extended Address", "PO Box")]
    place = places.Place(
        street=", ".join(found for each in street if (found := places.one_line(each))),
        postal=one.get("Postal Code", ""),
        city=one.get("City", ""),
        region=one.get("Region", ""),
        country=one.get("Country", ""),
    )
    return place.line or places.one_line(one.get("Formatted", ""))


def _said(one: Group, line: str) -> dict[str, str]:
    """Return the parts of an address without what its line or the default says."""
    said = {part: one[part] for part in _PLACE_PARTS if one.get(part)}
    said["Label"] = _label(one)
    if set(_words(said.get("Formatted", ""))) <= set(_words(line)):
        said.pop("Formatted", None)
    said = {part: cell for part, cell in said.items() if cell}
    return said or {"Street": line}


def _label(one: Group) -> str:
    label = bare(one.get("Label", ""))
    return "" if label == labels.ADDRESS else label


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()
