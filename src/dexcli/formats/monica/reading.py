"""Monica's JSON export as rows: one a contact, and one for each thing that happened."""

import re
from collections.abc import Iterator

from dexcli.core import document
from dexcli.core.document import DocumentError
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Link, Named, Row
from dexcli.formats import jsontext
from dexcli.formats.monica import account, events, person, records
from dexcli.formats.monica.account import Account
from dexcli.formats.monica.records import Record
from dexcli.formats.source import Rows, Source, Terms

_REMEDY = "in Monica 4: Settings, Export data, Export to JSON"
_SQL = re.compile(rb"(?i)insert\s+(?:ignore\s+)?into\s+`?(?:contacts|accounts|activities)\b")
_LEFT = ("photo", "document")


def recognises(source: Source) -> bool:
    """Return whether this looks like Monica's export, also the one in SQL, which isn't read."""
    if _is_sql(source):
        return True
    head = source.head
    own = b'"app_version"' in head or b'"exported_by"' in head
    return jsontext.looks_like_object(source) and own and b'"account"' in head


def rows(source: Source, terms: Terms) -> Rows:  # noqa: ARG001 - as every format
    """Yield the rows of each contact.

    Raises:
        DexcliError: It is the export in SQL, cut off, or none of Monica's.
    """
    if _is_sql(source):
        raise DexcliError(f"{source.name}: Monica's export in SQL isn't read; {_REMEDY}")
    given = jsontext.parse(source, _REMEDY)
    if not jsontext.table(jsontext.table(given).get("account")):
        raise DexcliError(f"{source.name}: no export of a Monica account; {_REMEDY}")
    found = Account.of(given)
    for line, (key, record) in enumerate(found.contacts.items(), start=1):
        yield from _rows(line, key, record, found)
    yield from _nobodys(found)


def _rows(line: int, key: str, record: Record, whole: Account) -> Iterator[Row | BadRow]:
    given = records.properties(record)
    if given.get("is_partial"):
        return  # told by who has them as a relation
    name = records.name(given)
    if not name:
        yield BadRow(line, "no name", label=key)
        return
    contact = person.contact(record, whole)
    named = Named(name, name, key)
    links, plain = _relations(key, whole)
    if plain:
        contact["relationships"] = plain
    through = jsontext.text(given, "first_met_through")
    if through in whole.contacts and not whole.is_partial(through):
        links = (*links, Link("through", _named(through, whole)))
    try:
        document.to_contact({**contact, "name": name}, "")
    except DocumentError as error:
        yield BadRow(line, f"{'.'.join(map(str, error.path))}: {error.problem}", label=name)
        return
    remarks = tuple(_remarks(record, given))
    yield Row(line, key, name, named, contact=contact, links=links, remarks=remarks)
    for event in events.of(record, whole):
        yield Row(line, event.key, name, named, interaction=event.interaction, empty=event.reason)


def _relations(key: str, whole: Account) -> tuple[tuple[Link, ...], list[dict[str, object]]]:
    """Return what others are to somebody: links to contacts, and those who are only a name."""
    links: list[Link] = []
    plain: list[dict[str, object]] = []
    for each in whole.relations.get(key, ()):
        kind = account.spoken(each.kind)
        if not whole.is_partial(each.who):
            links.append(Link(kind, _named(each.who, whole)))
            continue
        other = records.properties(whole.contacts[each.who])
        born = records.special(other.get("birthdate"))
        plain.append({
            "kind": kind,
            "name": records.name(other) or "?",
            **({"born": born.to_toml()} if born is not None else {}),
        })  # fmt: skip
    return tuple(links), plain


def _named(key: str, whole: Account) -> Named:
    name = records.name(records.properties(whole.contacts[key])) or key
    return Named(name, name, key)


def _remarks(record: Record, given: Record) -> Iterator[str]:
    if days := given.get("stay_in_touch_frequency"):
        yield f"stayed in touch every {days} days in Monica; for that here: dexcli every"
    for kind in _LEFT:
        if count := len(records.collection(record, kind)):
            yield f"{count} {kind}{'s' if count != 1 else ''} not kept"


def _nobodys(whole: Account) -> Iterator[BadRow]:
    """Yield the activities in which nobody was."""
    used = {
        key if isinstance(key, str) else records.uuid(key)
        for record in whole.contacts.values()
        for key in records.collection(record, "activity")
    }
    for number, key in enumerate(whole.activities, start=1):
        if key not in used:
            yield BadRow(number, "an activity with nobody", label=key, unreadable=False)


def _is_sql(source: Source) -> bool:
    return _SQL.search(source.head) is not None and b"monica" in source.head.lower() + (
        b"monica" if source.suffix == ".sql" else b""
    )
