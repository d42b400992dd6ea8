"""Messages of Facebook: who wrote to whom on which day, and never what."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dexcli.core import names
from dexcli.core.contact import ME, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.meetings import THEM
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import jsontext
from dexcli.formats.columns import keys
from dexcli.formats.facebook.people import Friend, meant
from dexcli.formats.source import Terms

_TWO = 2  # of whom one is me
_MILLISECONDS = 1000


@dataclass(slots=True)
class Day:
    """The first message of a day: its time in milliseconds, who wrote it, and where it stands."""

    stamp: float
    sender: str
    line: int
    file: str


@dataclass(slots=True)
class Thread:
    """A conversation: everybody in it, and its days. What was written is not kept."""

    name: str
    people: dict[str, None] = field(default_factory=dict)
    days: dict[date, Day] = field(default_factory=dict)
    without_day: int = 0

    def take(self, document: Mapping[str, Any], file: str) -> None:
        """Take in one file of the conversation."""
        for each in jsontext.items(document.get("participants")):
            named = {"name": each} if isinstance(each, str) else jsontext.table(each)
            if name := _name(named, "name"):
                self.people[name] = None
        for line, each in enumerate(jsontext.items(document.get("messages")), start=1):
            message = jsontext.table(each)
            sender = _name(message, "sender_name", "senderName")
            stamp = message.get("timestamp_ms", message.get("timestamp"))
            day = jsontext.day_of_stamp(stamp, per_second=_MILLISECONDS)
            if day is None or stamp is None or not sender:
                self.without_day += 1
                continue
            known = self.days.get(day)
            if known is None or stamp < known.stamp:
                self.days[day] = Day(stamp, sender, line, file)


def is_thread(document: Mapping[str, Any]) -> bool:
    """Return whether this is a file of messages."""
    return isinstance(document.get("messages"), list) and "participants" in document


def rows(
    threads: Sequence[Thread], friends: Sequence[Friend], terms: Terms
) -> Iterator[Row | BadRow]:
    """Yield a row a person and day of the conversations of two.

    Who isn't a friend in the same archive must be in the ledger already, if not
    everybody is to come.
    """
    mine = _me(threads, {each.name for each in friends}, terms.me)
    by_name = Counter(each.name for each in friends)
    known = {each.name: each.key for each in friends if by_name[each.name] == 1}
    for thread in threads:
        others = [name for name in thread.people if name != mine]
        if thread.without_day:
            reason = f"{thread.without_day} messages without a time or a sender"
            yield BadRow(1, reason, file=thread.name)
        if len(thread.people) != _TWO:
            reason = f"a conversation of {len(thread.people)}, and only those of two are read"
            yield BadRow(1, reason, file=thread.name, unreadable=False)
        elif len(others) != 1:
            reason = f"who of {' and '.join(others)} is you can't be told"
            yield BadRow(1, reason, file=thread.name, unreadable=False)
        else:
            person = _named(others[0], by_name, known)
            yield from _days(thread, person, only_known=not terms.everybody)


def _days(thread: Thread, person: Named, *, only_known: bool) -> Iterator[Row]:
    for day, first in sorted(thread.days.items()):
        by = THEM if first.sender == person.name else ME
        key = f"message:{person.key or keys.derived(person.name, {})}:{day}"
        label = f"{person.name} {day}"
        one = Interaction(on=PartialDate.of(day), kind="message", by=by)
        yield Row(
            first.line, key, label, person, interaction=one, file=first.file, only_known=only_known
        )


def _named(name: str, by_name: Mapping[str, int], known: Mapping[str, str]) -> Named:
    """Return somebody with their key; without one where two friends have this name."""
    if by_name.get(name, 0) > 1:
        return Named(name, name)
    return Named(name, name, known.get(name) or keys.derived(name, {}))


def _me(threads: Sequence[Thread], friends: Collection[str], me: Collection[str]) -> str:
    """Return my name as it stands there: I am in the most conversations; "" if nobody alone is."""
    everybody = Counter(name for thread in threads for name in thread.people)
    if own := next((name for name in everybody if names.fold(name) in me), ""):
        return own
    most = max(everybody.values(), default=0)
    likely = [name for name, n in everybody.items() if n == most and name not in friends]
    return likely[0] if len(likely) == 1 else ""


def _name(record: Mapping[str, Any], *keys_: str) -> str:
    return " ".join(meant(jsontext.text(record, *keys_)).split())
