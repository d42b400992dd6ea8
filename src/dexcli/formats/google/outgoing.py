"""The numbered groups of a contact that goes to Google, each under the next free number."""

from collections.abc import Iterable, Mapping
from typing import Any

from dexcli.formats.google import headings, labels

_CITY = "City"


class Groups:
    """Puts members of groups into the cells of one line.

    ``own`` is what the contact keeps of an earlier import: labels by value, and
    the parts of addresses by line. Cells that are there already keep their numbers.
    """

    def __init__(self, cells: dict[str, str], own: Mapping[str, Any]) -> None:
        self.cells, self.own = cells, own
        columns = map(headings.column, cells)
        self.taken = {(column.group, column.number) for column in columns if column.group}

    def add(self, group: str, member: Mapping[str, str]) -> None:
        """Add a member under the next free number."""
        number = 1
        while (group, number) in self.taken:
            number += 1
        self.taken.add((group, number))
        self.cells |= {headings.of(group, number, part): cell for part, cell in member.items()}

    def reach(self, group: str, values: Iterable[str], default: str) -> None:
        """Add e-mails or phones with the labels that they came with."""
        for value in values:
            label = self._label(group, value) or default
            self.add(group, {"Label": label, "Value": value})

    def places(self, lines: Iterable[str], city: str) -> None:
        """Add addresses, in their parts where these are known, and the city.

        The first city of the file is the contact's: where no address has it, it
        stands alone, and parts that name another are left out.
        """
        found = [self._place(line, whole=not city) for line in lines]
        if city and next((p[_CITY] for p in found if p.get(_CITY)), "") != city:
            self.add(headings.ADDRESS, {"Label": labels.ADDRESS, _CITY: city})
        for place in found:
            self.add(headings.ADDRESS, {"Label": labels.ADDRESS, **place})

    def accounts(self, accounts: Mapping[str, str]) -> None:
        """Add chat names and web pages; what a page is of is its label."""
        for key, value in accounts.items():
            if key in labels.IM_SERVICES:
                label = self._label(headings.IM, value)
                self.add(headings.IM, {"Label": label, "Service": key, "Value": value})
            else:
                label = self._label(headings.WEBSITE, value) or key
                self.add(headings.WEBSITE, {"Label": label, "Value": value})

    def _label(self, group: str, value: str) -> str:
        kept = self.own.get(labels.KEPT[group])
        found = kept.get(value, "") if isinstance(kept, Mapping) else ""
        return found if isinstance(found, str) else ""

    def _place(self, line: str, *, whole: bool) -> dict[str, str]:
        kept = self.own.get(labels.PLACES)
        found = kept.get(line) if isinstance(kept, Mapping) else None
        if not isinstance(found, Mapping):
            return {"Street": line}
        said = {part: cell for part, cell in found.items() if isinstance(cell, str)}
        if whole or said.keys() == {"Label"}:
            return {"Label": said.get("Label", labels.ADDRESS), "Street": line}
        return said
