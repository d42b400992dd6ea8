"""Meetings that a source had planned and takes back: the plans go where they stand as it said."""

from collections.abc import Mapping, MutableMapping
from functools import cached_property

from msgspec.structs import replace

from dexcli.core import words
from dexcli.core.contact import Contact, Reminder
from dexcli.core.document import to_plain
from dexcli.core.ledger import Ledger
from dexcli.core.renewal import Said
from dexcli.core.rows import BadRow

_PLANNED = ("note", "on")


class Withdrawals:
    """Takes plans out of contacts; ``now`` holds them as they become, and is changed.

    So is ``said``, what the sources say now, on top of ``before``: what is planned
    again there is to be new here.
    """

    def __init__(
        self,
        ledger: Ledger,
        now: MutableMapping[str, Contact],
        said: MutableMapping[str, Said],
        before: Mapping[str, Said],
    ) -> None:
        self.ledger, self.now, self.said, self.before = ledger, now, said, before

    def reason(self, row: BadRow) -> str:
        """Return why nothing of a record comes in, with what its plans become here."""
        gone: list[str] = []
        kept: list[str] = []
        for plan in dict.fromkeys(row.withdrawn):
            for handle in self._planned.get(plan, ()):
                contact = self.now.get(handle) or self.ledger.contacts[handle]
                block = next((e for e in contact.reminders if e.id == plan and e.is_open), None)
                if block is None:
                    continue
                if self._is_changed(block):
                    kept.append(contact.name)
                    continue
                left = tuple(each for each in contact.reminders if each is not block)
                self.now[handle] = replace(contact, reminders=left)
                gone.append(contact.name)
            self._forget(plan)
        told = [row.reason]
        if gone:
            told.append(f"no longer planned with {words.crowd(gone)}")
        if kept:
            told.append(f"still planned with {words.crowd(kept)}, as it was changed here")
        return "; ".join(told)

    @cached_property
    def _planned(self) -> dict[str, list[str]]:
        """Who has an open plan, by its id."""
        found: dict[str, list[str]] = {}
        for contact in self.ledger:
            for each in contact.reminders:
                if each.meet and each.is_open and each.id:
                    found.setdefault(each.id, []).append(contact.handle)
        return found

    @cached_property
    def _said(self) -> dict[str, list[str]]:
        """Which sources spoke of a plan, by its id."""
        found: dict[str, list[str]] = {}
        for source, said in self.before.items():
            for plan in _plans(said):
                found.setdefault(plan, []).append(source)
        return found

    def _is_changed(self, block: Reminder) -> bool:
        here = {"note": block.note, "on": str(to_plain(block.on.to_toml())) if block.on else None}
        sources = self._said.get(block.id, ())
        said = [_plans(self.before[each])[block.id] for each in sources]
        return bool(said) and all(
            any(str(each.get(key)) != str(here[key]) for key in _PLANNED) for each in said
        )

    def _forget(self, plan: str) -> None:
        for source in self._said.get(plan, ()):
            said = self.said.get(source) or self.before[source]
            blocks = [e for e in said.now.get("reminders", ()) if e.get("id") != plan]
            if len(blocks) < len(said.now.get("reminders", ())):
                now = {**said.now, "reminders": blocks}
                self.said[source] = Said(now, said.versions)


def _plans(said: Said) -> dict[str, dict[str, object]]:
    blocks = said.now.get("reminders", ())
    return {each["id"]: each for each in blocks if isinstance(each, dict) and each.get("id")}
