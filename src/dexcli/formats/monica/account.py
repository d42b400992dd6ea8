"""What a Monica account knows beside its contacts: types by uuid, activities, relationships."""

from collections.abc import Mapping
from typing import Any, Self

from msgspec import Struct

from dexcli.formats import jsontext
from dexcli.formats.monica import records

# what two people are to each other; Monica keeps both directions, a ledger one
_INVERSE = {
    "parent": "child", "grandparent": "grandchild", "uncle": "nephew", "godfather": "godson",
    "stepparent": "stepchild", "boss": "subordinate", "mentor": "protege",
    "inlovewith": "lovedby", "ex_husband": "ex_husband",
}  # fmt: skip
_INVERSES = _INVERSE | {other: kind for kind, other in _INVERSE.items()}
_SPOKEN = {
    "inlovewith": "in love with", "lovedby": "loved by", "ex_husband": "ex-husband",
    "bestfriend": "best friend",
}  # fmt: skip


class Relation(Struct, frozen=True):
    """``who`` is the ``kind`` of ``of``; both are uuids of contacts."""

    kind: str
    who: str
    of: str


class Account(Struct, frozen=True):
    """The parts of an export that contacts refer to, by uuid."""

    contacts: dict[str, dict[str, Any]]
    activities: dict[str, dict[str, Any]]
    types: dict[str, dict[str, Any]]
    relations: dict[str, list[Relation]]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """Return the account of an export."""
        account = jsontext.table(document.get("account"))
        contacts = {
            records.uuid(each): jsontext.table(each)
            for each in records.collection(account, "contact")
        }
        activities = {
            records.uuid(each): records.properties(each)
            for each in records.collection(account, "activity")
        }
        return cls(contacts, activities, _types(document, account), _relations(account, contacts))

    def type_name(self, key: object) -> str:
        """Return what a type is called, "" where the export doesn't say."""
        found = self.types.get(key, {}) if isinstance(key, str) else {}
        return jsontext.text(found, "name") or _plain(jsontext.text(found, "translation_key"))

    def is_partial(self, key: str) -> bool:
        """Return whether somebody stands there only as somebody's relation."""
        return bool(records.properties(self.contacts.get(key)).get("is_partial"))


def spoken(kind: str) -> str:
    """Return a kind of relationship as one says it."""
    return _SPOKEN.get(kind, _plain(kind))


def _plain(key: str) -> str:
    return key.replace("_", " ").strip()


def _types(document: Mapping[str, Any], account: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found = {}
    for instance in (document.get("instance"), account.get("instance")):
        for values in jsontext.table(instance).values():
            for each in jsontext.items(values):
                found[records.uuid(each)] = records.properties(each)
    return found


def _relations(
    account: Mapping[str, Any], contacts: Mapping[str, Any]
) -> dict[str, list[Relation]]:
    """Return the relationships by whose they are; of two that say the same the first stays.

    Somebody who is only a relation has no file, so what is said there is said of the other.
    """
    found: dict[str, list[Relation]] = {}
    known: set[Relation] = set()
    for each in records.collection(account, "relationship"):
        given = records.properties(each)
        kind = jsontext.text(given, "type").lower()
        who, of = jsontext.text(given, "contact_is"), jsontext.text(given, "of_contact")
        relation = Relation(kind, who, of)
        inverse = Relation(_INVERSES.get(kind, kind), of, who)
        has_file = not records.properties(contacts.get(of)).get("is_partial")
        if not (kind and who in contacts and of in contacts and has_file):
            continue
        if relation not in known and inverse not in known:
            known.add(relation)
            found.setdefault(of, []).append(relation)
    return found
