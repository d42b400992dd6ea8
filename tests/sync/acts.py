"""What somebody does to a ledger: a random command that makes sense, or an edit by hand."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from dexcli.core import ids
from dexcli.core.contact import Contact
from tests.sync.oracle import Seen

NAMES = ("Ada", "Bob", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jo")
WORDS = ("rome", "oslo", "work", "chess", "émile")
DAYS = ("2026-11-20", "2026-10-30", "2026-11", "2026-11-21")
MOST_PEOPLE = 12
LEAST_PEOPLE = 4


@dataclass(frozen=True)
class Act:
    """One thing that is done: a command with whom and what, or with ``hand`` an edit of a file."""

    kind: str
    who: tuple[str, ...] = ()
    word: str = ""
    more: str = ""


@dataclass
class Chooser:
    """Chooses what is done next; the same seed chooses the same."""

    chance: random.Random
    known: tuple[str, ...]  # the kinds of acts, each as often as it is to come
    notes: int = 0
    _of_kind: dict[str, Callable[[Seen], Act | None]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._of_kind = {
            "log": self._log,
            "note": self._note,
            "hand": self._hand,
            "tag": self._tag,
            "set": self._set,
            "add": self._add,
            "rename": self._rename,
            "rm": self._rm,
            "merge": self._merge,
            "amend": self._amend,
            "relate": self._relate,
            "resolve": self._resolve,
            "undo": lambda _: Act("undo"),
            "redo": lambda _: Act("redo"),
        }

    def next(self, seen: Seen) -> Act | None:
        """Return something to do with this ledger, or None where chance found nothing."""
        if len(seen.contacts) < LEAST_PEOPLE:
            return self._add(seen)
        return self._of_kind[self.chance.choice(self.known)](seen)

    def token(self) -> str:
        """Return a note that no other meeting has."""
        self.notes += 1
        return f"t{self.notes}"

    def _some(self, seen: Seen, most: int) -> tuple[str, ...]:
        there = list(seen.contacts)
        return tuple(self.chance.sample(there, self.chance.randint(1, min(most, len(there)))))

    def _one(self, seen: Seen) -> str:
        return self.chance.choice(list(seen.contacts))

    def _word(self) -> str:
        return self.chance.choice(WORDS)

    def _log(self, seen: Seen) -> Act:
        return Act("log", self._some(seen, 3), self.token(), self.chance.choice(DAYS))

    def _note(self, seen: Seen) -> Act:
        return Act("note", (self._one(seen),), self.token())

    def _hand(self, seen: Seen) -> Act:
        how = self.chance.choice(["log", "log", "comment", "key"])
        word = self.token() if how == "log" else f"{self._word()} {self.chance.randint(0, 99)}"
        return Act("hand", (self._one(seen),), word, how)

    def _tag(self, seen: Seen) -> Act:
        how = self.chance.choice(["", "", "--remove"])
        return Act("tag", self._some(seen, 2), self._word(), how)

    def _set(self, seen: Seen) -> Act:
        values = [
            f"city={self._word()}",
            f"org={self._word()}",
            f"emails+={self.chance.randint(0, 9)}@example.org",
            f"interests+={self._word()}",
            f"notes={self._word()}\n{self._word()}\n",
            "city=",
        ]
        return Act("set", (self._one(seen),), self.chance.choice(values))

    def _add(self, seen: Seen) -> Act | None:
        if len(seen.contacts) >= MOST_PEOPLE:
            return None
        return Act("add", (), self.chance.choice(NAMES))

    def _rename(self, seen: Seen) -> Act:
        first, last = self.chance.choice(NAMES), self.chance.choice(["King", "Lee", "Roy"])
        return Act("rename", (self._one(seen),), f"{first} {last}")

    def _rm(self, seen: Seen) -> Act | None:
        return Act("rm", (self._one(seen),)) if len(seen.contacts) > LEAST_PEOPLE else None

    def _merge(self, seen: Seen) -> Act | None:
        if len(seen.contacts) <= LEAST_PEOPLE:
            return None
        return Act("merge", tuple(self.chance.sample(list(seen.contacts), 2)))

    def _amend(self, seen: Seen) -> Act | None:
        contact = seen.contacts[self._one(seen)]
        if not contact.interactions:
            return None
        key = self.chance.choice(_ids(contact))
        how = self.chance.choice(["--kind", "--kind", "--place", "--delete"])
        return Act("amend", (key,), "" if how == "--delete" else self._word(), how)

    def _relate(self, seen: Seen) -> Act:
        return Act("relate", tuple(self.chance.sample(list(seen.contacts), 2)), "friend")

    def _resolve(self, seen: Seen) -> Act | None:
        waiting = [
            (handle, ".".join(each.path))
            for handle, contact in seen.contacts.items()
            for each in contact.conflicts
        ]
        return Act("resolve", self.chance.choice(waiting), "1") if waiting else None


def argv(act: Act) -> list[str]:
    """Return the words that are typed for it."""
    word = [act.word] if act.word else []
    words = {
        "log": ["log", *act.who, "-m", act.word, "--on", act.more],
        "tag": ["tag", act.word, *act.who, *([act.more] if act.more else [])],
        "add": ["add", act.word, "--force"],
        "rm": ["rm", *act.who, "--yes"],
        "amend": ["amend", *act.who, act.more, *word],
        "relate": ["relate", *act.who[:1], f"{act.word}={''.join(act.who[1:])}"],
        "resolve": ["resolve", *act.who, "--take", act.word],
        "redo": ["undo", "--redo"],
    }
    return words.get(act.kind, [act.kind, *act.who, *word])


def by_hand(raw: bytes, act: Act) -> bytes:
    """Return a file as somebody leaves it who edits it without dexcli."""
    text = raw.decode()
    if not text.endswith("\n"):
        text += "\n"
    match act.more:
        case "log":
            block = f'\n[[interactions]]\non = 2026-11-19 # by hand\nnote = "{act.word}"\n'
            return (text + block).encode()
        case "comment":
            return f"# {act.word}\n{text}".encode()
        case _:
            key, _, number = act.word.partition(" ")
            lines = [ln for ln in text.splitlines(keepends=True) if not ln.startswith("mood_")]
            return f"mood_{len(key)} = {number}\n{''.join(lines)}".encode()


def _ids(contact: Contact) -> tuple[str, ...]:
    return ids.of_interactions(contact)
