"""What happened between the user and a contact of Monica: one interaction each."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from dexcli.core.contact import DEFAULT_KIND, ME, NOTE_KIND, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.meetings import THEM
from dexcli.formats import jsontext
from dexcli.formats.monica import records
from dexcli.formats.monica.account import Account
from dexcli.formats.monica.records import Record


class Event(Struct, frozen=True):
    """One interaction, the key that the export has for it, or why it is none."""

    key: str
    interaction: Interaction | None = None
    reason: str = ""


def of(record: Record, account: Account) -> Iterator[Event]:
    """Yield everything that happened with one contact, in the order of the export's kinds."""
    for uuid in records.collection(record, "activity"):
        key = uuid if isinstance(uuid, str) else records.uuid(uuid)
        yield _activity(key, account)
    readers: tuple[tuple[str, Callable[[Record, Account], Iterator[Interaction]]], ...] = (
        ("call", _calls), ("note", _notes), ("life_event", _life_events),
    )  # fmt: skip
    for kind, read in readers:
        for each in records.collection(record, kind):
            key = f"{kind}:{records.uuid(each)}"
            found = next(read(records.properties(each), account), None)
            yield Event(key, found, "" if found else f"a {kind.replace('_', ' ')} without a day")
    for each in records.collection(record, "conversation"):
        yield from _conversation(each, account)


def _activity(key: str, account: Account) -> Event:
    given = account.activities.get(key, {})
    on = records.day(given.get("happened_at"))
    if on is None:
        return Event(f"activity:{key}", None, "an activity without a day, or not in the export")
    kind = account.type_name(given.get("type")).lower() or DEFAULT_KIND
    note = _lines(given, "summary", "description")
    return Event(f"activity:{key}", _interaction(on, kind, note, given))


def _calls(given: Record, account: Account) -> Iterator[Interaction]:  # noqa: ARG001 - as the others
    if on := records.day(given.get("called_at")):
        by = THEM if given.get("contact_called") else ME
        yield _interaction(on, "call", _lines(given, "content"), given, by=by)


def _notes(given: Record, account: Account) -> Iterator[Interaction]:  # noqa: ARG001 - as the others
    if on := records.day(given.get("created_at")):
        yield _interaction(on, NOTE_KIND, _lines(given, "body"), given)


def _life_events(given: Record, account: Account) -> Iterator[Interaction]:
    if on := records.day(given.get("happened_at")):
        name = jsontext.text(given, "name") or account.type_name(given.get("type"))
        note = "\n".join(part for part in (name, _lines(given, "note")) if part)
        yield _interaction(on, NOTE_KIND, note, given)


def _conversation(record: Record, account: Account) -> Iterator[Event]:
    """Yield one interaction a day of a conversation; what the user wrote down of it is the note."""
    given, key = records.properties(record), records.uuid(record)
    happened = records.day(given.get("happened_at"))
    days: dict[date, list[Mapping[str, object]]] = {}
    for each in jsontext.items(given.get("messages")):
        message = records.properties(each)
        on = records.day(message.get("written_at")) or happened
        if on is None:
            yield Event(f"conversation:{key}", None, "a message without a day")
            continue
        days.setdefault(on, []).append(message)
    if not days and happened is not None:
        days[happened] = []
    channel = account.type_name(given.get("contact_field_type"))
    for on, messages in days.items():
        note = "\n".join(_said(each) for each in messages if jsontext.text(each, "content"))
        extra = {"monica": {"channel": channel}} if channel else {}
        by = "" if not messages else ME if messages[0].get("written_by_me") else THEM
        one = Interaction(on=PartialDate.of(on), kind="message", by=by, note=note, extra=extra)
        yield Event(f"conversation:{key}:{on}", one)


def _said(message: Mapping[str, object]) -> str:
    who = "me" if message.get("written_by_me") else "them"
    return f"{who}: {jsontext.text(message, 'content')}"


def _interaction(on: date, kind: str, note: str, given: Record, *, by: str = "") -> Interaction:
    emotions = [name for each in jsontext.items(given.get("emotions")) if (name := _emotion(each))]
    own = {
        **({"emotions": emotions} if emotions else {}),
        **({"is_favorite": True} if given.get("is_favorite") or given.get("is_favorited") else {}),
    }
    extra = {"monica": own} if own else {}
    return Interaction(on=PartialDate.of(on), kind=kind, by=by, note=note, extra=extra)


def _emotion(record: object) -> str:
    return record if isinstance(record, str) else jsontext.text(records.properties(record), "name")


def _lines(given: Record, *keys: str) -> str:
    return "\n".join(found for key in keys if (found := jsontext.text(given, key)))
