"""Whom a filter is asked about, and what it may want to know of them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dexcli.core.contact import Contact, Interaction
from dexcli.core.due import Due, due_on, last_contact
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings


@dataclass(frozen=True)
class Asked:
    """The ledger, its settings and the day; what concerns everybody is found out once."""

    ledger: Ledger
    settings: Settings
    today: date

    @cached_property
    def closest(self) -> frozenset[str]:
        """The handles of the closest people."""
        from dexcli.core import closeness  # only for `is:closest`

        near = closeness.closest(self.ledger.active, self.settings, today=self.today)
        return frozenset(each.contact.handle for each in near)

    def meant(self, text: str) -> frozenset[str]:
        """Return the handles of those who answer to a name, ``me`` among them."""
        if text in self._meant:
            return self._meant[text]
        me = self.settings.me
        if text == "me" and me in self.ledger.contacts:
            found = frozenset({me})
        else:
            found = frozenset(contact.handle for contact in self.ledger.matches(text))
        return self._meant.setdefault(text, found)

    @cached_property
    def _meant(self) -> dict[str, frozenset[str]]:
        return {}

    def stands_for(self, reference: str) -> str:
        """Return the handle that a reference in a file leads to, else the reference itself."""
        if reference not in self._known:
            contact = self.ledger.resolve(reference)
            self._known[reference] = reference if contact is None else contact.handle
        return self._known[reference]

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}


@dataclass(frozen=True)
class Subject:
    """A contact that is asked about."""

    contact: Contact
    asked: Asked

    @cached_property
    def due(self) -> Due | None:
        """When the contact is due, computed only for the filters that ask."""
        return due_on(self.contact, self.asked.settings, today=self.asked.today)

    @cached_property
    def last(self) -> Interaction | None:
        """The latest interaction that counts."""
        return last_contact(self.contact, self.asked.settings, today=self.asked.today)
