"""All that a contact's file says in words, folded to one line that is looked through at once."""

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.search import values

_BETWEEN = "\0"  # no word that is typed has it, so that none is found across two texts


def line_of(contact: Contact) -> str:
    """Return the texts of a contact, folded, with a mark between them.

    A word stands in it exactly where it stands in one of the texts: folding
    looks at no character across the mark. What is ASCII is folded at once.
    """
    plain: list[str] = []
    others: list[str] = []
    for value in values.of_contact(contact):
        (plain if value.text.isascii() else others).append(value.text)
    folded = [names.fold(_BETWEEN.join(plain)), *map(names.fold, others)]
    return _BETWEEN.join(each for each in folded if each)
