"""How often to be in touch with those for whom nothing says so yet: who they are, what is decided.

A decision is taken with one key, or with the first word of a line in the
editor, as in ``git rebase -i``.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import words
from dexcli.core.cadence import NEVER, Cadence
from dexcli.core.contact import Contact
from dexcli.core.due import clock_of, last_contact, tag_rules
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

DOUBTFUL = "triage"  # the tag with which an import marks what may be no person
ARCHIVE, REMOVE, LEAVE = "archive", "rm", frozenset({"-", "skip"})
NEW_TAG = "tag:"
_PART = r'"[^"]*"|\'[^\']*\'|[^\s#"\']\S*'
_LINE = re.compile(rf"\s*({_PART})\s+({_PART})\s*(?:#.*)?")
_NEEDS_QUOTES = re.compile(r"[\s#\"']")
_EXPECTED = 'expected WORD HANDLE, such as: monthly ada; several words in quotes: "3 weeks" ada'


class Every(Struct, frozen=True):
    """How often to be in touch."""

    cadence: Cadence


class Tag(Struct, frozen=True):
    """A label; where it has a cadence, that holds."""

    tag: str


class Archive(Struct, frozen=True):
    """Out of every list, and the file stays."""


class Remove(Struct, frozen=True):
    """Out of the ledger."""


Kept = Every | Tag | Archive
Decision = Kept | Remove

KEYS: dict[str, Kept] = {  # q stops, as it does everywhere: a slip must not set a cadence
    "w": Every(Cadence.parse("weekly")),
    "f": Every(Cadence.parse("fortnightly")),
    "m": Every(Cadence.parse("monthly")),
    "3": Every(Cadence.parse("quarterly")),
    "y": Every(Cadence.parse("yearly")),
    "n": Every(NEVER),
    "a": Archive(),
}


def undecided(contacts: Iterable[Contact], settings: Settings, *, today: date) -> list[Contact]:
    """Return who has no cadence by any rule, the most recent contact first.

    Their own ``never``, and a tag's, is a decision. Behind those whom you met
    come those whom you didn't, by the day of adding.
    """
    without = [each for each in contacts if is_undecided(each, settings)]

    def recency(contact: Contact) -> tuple[bool, int, str]:
        clock = clock_of(contact, settings, today=today)
        met = last_contact(contact, settings, today=today) is not None
        return not met, 0 if clock is None else -clock.on.toordinal(), contact.handle

    return sorted(without, key=recency)


def is_undecided(contact: Contact, settings: Settings) -> bool:
    """Whether follow-ups with this contact are neither asked for nor refused."""
    if contact.paused or not contact.is_active or contact.handle == settings.me:
        return False
    has_rule = contact.cadence is not None or bool(tag_rules(contact, settings))
    return not has_rule and settings.default_cadence.is_never


def decided(contact: Contact, decision: Kept) -> Contact:
    """Return the contact as it is after a decision."""
    match decision:
        case Every(cadence):
            return replace(contact, cadence=cadence)
        case Tag(tag):
            return contact.tagging(tag)
        case Archive():
            return replace(contact, archived=True)


def parts_about(contact: Contact, ledger: Ledger, settings: Settings, *, today: date) -> list[str]:
    """Return who somebody is, in parts: the name, the last contact, where from, the tags."""
    last = last_contact(contact, settings, today=today)
    org = "" if contact.org == contact.name else contact.org
    where = ", ".join(part for part in (contact.title, org, contact.city) if part)
    tags = ", ".join(tag for tag in contact.tags if tag != DOUBTFUL)
    parts = (ledger.label(contact), words.last_time(last), where, tags, _doubt(contact))
    return [" ".join(part.split()) for part in parts if part.strip()]


def _doubt(contact: Contact) -> str:
    """Return why an import wasn't sure that this is one person; "" where it was."""
    if DOUBTFUL not in contact.tags:
        return ""
    if contact.name in (*contact.emails, *contact.phones):
        return f"tagged {DOUBTFUL}: it came without a name"
    if contact.name == contact.org:
        return f"tagged {DOUBTFUL}: an organisation, without a person's name"
    return f"tagged {DOUBTFUL}: perhaps no person, or not one"


def told(decisions: Iterable[Decision]) -> str:
    """Return what was decided, counted: "2 monthly and 1 archived"."""
    counts = Counter(name_of(each) for each in decisions)
    parts = [f"{number:,} {name}" for name, number in counts.most_common()]
    return words.listed(parts)


def name_of(decision: Decision) -> str:
    """Return a decision in a word or two: "monthly", "tagged friend", "archived"."""
    match decision:
        case Every(cadence):
            return words.rhythm(cadence)
        case Tag(tag):
            return f"tagged {tag}"
        case Archive():
            return "archived"
        case Remove():
            return "removed"


# -- one line each, in the editor


class Mistake(Struct, frozen=True):
    """What is wrong with a line of the text; ``line`` counts from 1."""

    line: int
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}"


class Reading(Struct, frozen=True):
    """What an edited text decides, by handle; with any mistake it decides nothing."""

    decisions: dict[str, Decision] = {}
    mistakes: tuple[Mistake, ...] = ()


def tags_in_use(ledger: Ledger, settings: Settings) -> list[str]:
    """Return the tags that somebody has or that have a cadence."""
    return sorted({*settings.cadence, *(tag for each in ledger.active for tag in each.tags)})


def text_of(contacts: Sequence[Contact], ledger: Ledger, settings: Settings, *, today: date) -> str:
    """Return the text to edit: what the words mean, then a line each that leaves all as it is.

    A handle that has both kinds of quotes, or a line's end, can't stand in it
    and has no line.
    """
    written = {_quoted(each.handle): each for each in contacts if _can_stand(each.handle)}
    width = max(map(len, written), default=0)
    lines = [
        f"- {handle:{width}}  # {', '.join(parts_about(each, ledger, settings, today=today))}"
        for handle, each in written.items()
    ]
    return "\n".join([*_explanation(len(contacts), ledger, settings), "", *lines, ""])


def parse(text: str, handles: Collection[str], tags: Collection[str]) -> Reading:
    """Return what an edited text decides about ``handles``.

    A line that is gone, a comment and ``-`` leave somebody as they are. A word
    that is neither a cadence nor one of ``tags`` is a mistake, so that a slip
    makes no tag.
    """
    decisions: dict[str, Decision] = {}
    mistakes: list[Mistake] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            handle, decision = _parse_line(line, handles, tags, seen)
        except ValueError as error:
            mistakes.append(Mistake(number, str(error)))
            continue
        seen[handle] = number
        if decision is not None:
            decisions[handle] = decision
    return Reading({} if mistakes else decisions, tuple(mistakes))


def parse_word(word: str, tags: Collection[str]) -> Decision | None:
    """Return the decision that a line's first word is; None leaves somebody as they are.

    Raises:
        ValueError: It is none.
    """
    if word in LEAVE:
        return None
    if word == ARCHIVE:
        return Archive()
    if word == REMOVE:
        return Remove()
    if word.startswith(NEW_TAG) and word != NEW_TAG:
        return Tag(word.removeprefix(NEW_TAG))
    try:
        return Every(Cadence.parse(word))
    except ValueError:
        if word in tags:
            return Tag(word)
    raise ValueError(
        f"{word!r} is neither a cadence nor a tag in use; a new tag is written {NEW_TAG}{word}"
    )


def _parse_line(
    line: str, handles: Collection[str], tags: Collection[str], seen: Mapping[str, int]
) -> tuple[str, Decision | None]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"{line.strip()!r} can't be read; {_EXPECTED}")
    word, handle = (part.strip(part[0]) if part[0] in "\"'" else part for part in found.groups())
    if handle not in handles:
        raise ValueError(f"{handle!r} is nobody of this list")
    if handle in seen:
        raise ValueError(f"{handle!r} stands in line {seen[handle]} too")
    return handle, parse_word(word, tags)


def _explanation(number: int, ledger: Ledger, settings: Settings) -> list[str]:
    tags = [_tag(tag, settings) for tag in tags_in_use(ledger, settings) if _can_stand(tag)]
    rows = {
        'monthly, 2w, "3 weeks"': "how often to be in touch",
        "never": "no follow-ups, and no question again",
        "a tag in use": " ".join(words.listed(tags).split()),
        "tag:choir": "a new tag",
        ARCHIVE: "the file stays, no list shows it",
        REMOVE: "the file goes, and no import brings it back",
        "-": "nothing for now; as does removing the line",
    }
    return [
        f"# {words.counted(number, 'contact')} without a cadence, the most recent contact first.",
        "# The first word of a line says what is to happen:",
        "#",
        *(f"#   {word:22}  {meaning}" for word, meaning in rows.items() if meaning),
        "#",
        "# Everything is saved as one step, and nothing while a line has a mistake.",
    ]


def _tag(tag: str, settings: Settings) -> str:
    cadence = settings.cadence.get(tag)
    return _quoted(tag) if cadence is None else f"{_quoted(tag)} ({words.rhythm(cadence)})"


def _can_stand(handle: str) -> bool:
    return not {'"', "'"} <= set(handle) and handle.splitlines() == [handle]


def _quoted(text: str) -> str:
    if _NEEDS_QUOTES.search(text) is None:
        return text
    return f"'{text}'" if '"' in text else f'"{text}"'
