"""The commands by name: where each is, its group and its line in the help; the help's topics.

A test compares every line with the command's own docstring, and with the
topic's own title; it stands here so that help loads no command.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

FIRST_STEPS = """\
There is no ledger yet. Three steps:
  dexcli init                                  make one
  dexcli add "Ada Lovelace" --every "3 weeks"  put somebody in
  dexcli log ada -m "Talked about her engine"  note that you met
Then `dexcli today` says what waits, and whom you have let slip."""


class Entry(Struct, frozen=True):
    """One command: its group, its help line, and its function in `dexcli.commands`."""

    group: str
    help: str
    module: str
    takes_filter: bool = False
    passes_on: bool = False  # all words behind it are another program's

    @property
    def function(self) -> str:
        """The function of the module; a name that Python keeps for itself ends in ``_``."""
        return self.module


class Topic(Struct, frozen=True):
    """A page of `dexcli help`: its line, and the commands whose help points to it."""

    help: str
    commands: tuple[str, ...]


PLUMBING = "Plumbing"  # what programs call; shown by `help --all`
_EVERY_DAY, _PEOPLE, _LOOK = "Every day", "People", "Look"
_IN_OUT, _SAFE, _SET_UP = "In and out", "Safe", "Set up"

COMMANDS: dict[str, Entry] = {
    "today": Entry(
        _EVERY_DAY,
        "Print what waits today: people, promises, yearly dates.",
        "today",
        takes_filter=True,
    ),
    "due": Entry(_EVERY_DAY, "Print who is overdue for follow-up.", "due", takes_filter=True),
    "log": Entry(_EVERY_DAY, "Log that you were in touch with WHO.", "log"),
    "note": Entry(_EVERY_DAY, "Note a fact about WHO, without having met.", "note"),
    "amend": Entry(
        _EVERY_DAY, "Correct or delete the latest interaction logged here, or ID.", "amend"
    ),
    "show": Entry(_EVERY_DAY, "Show one person on one page, or one bare value.", "show"),
    "snooze": Entry(
        _EVERY_DAY, "Push back when WHO is due, without having been in touch.", "snooze"
    ),
    "skip": Entry(_EVERY_DAY, "Skip WHO this time: due again one cadence from today.", "skip"),
    "remind": Entry(
        _EVERY_DAY, "Remember a promise to WHO, a planned meeting, or a yearly date.", "remind"
    ),
    "done": Entry(_EVERY_DAY, "Mark a promise as kept, or a planned meeting as past.", "done"),
    "add": Entry(_PEOPLE, "Add a contact.", "add"),
    "edit": Entry(
        _PEOPLE, "Edit WHO's file in your editor; it is checked before it is kept.", "edit"
    ),
    "set": Entry(_PEOPLE, "Set, add to, take from or clear keys of WHO.", "set_"),
    "rename": Entry(_PEOPLE, "Rename WHO; references elsewhere follow.", "rename"),
    "merge": Entry(
        _PEOPLE, "Make one of two contacts who are one person, or find who may be.", "merge"
    ),
    "archive": Entry(_PEOPLE, "Archive WHO: the file stays, no list shows them.", "archive"),
    "rm": Entry(_PEOPLE, "Remove WHO from the ledger.", "rm"),
    "tag": Entry(_PEOPLE, "Tag WHO with TAG; alone, list the tags.", "tag"),
    "every": Entry(_PEOPLE, "Set how often to be in touch with WHO.", "every"),
    "relate": Entry(_PEOPLE, "Say who somebody is to WHO; alone, list both ways.", "relate"),
    "gift": Entry(
        _PEOPLE, "Keep gift ideas, and what was given and received.", "gift", takes_filter=True
    ),
    "list": Entry(_LOOK, "List contacts.", "list_", takes_filter=True),
    "search": Entry(
        _LOOK, "Search for TEXT in all that your files say.", "search", takes_filter=True
    ),
    "timeline": Entry(_LOOK, "List interactions, the newest first.", "timeline", takes_filter=True),
    "why": Entry(_LOOK, "Explain when WHO is due.", "why"),
    "stats": Entry(
        _LOOK, "Show how much you were in touch, and with whom.", "stats", takes_filter=True
    ),
    "suggest": Entry(
        _LOOK,
        "Suggest what to do next for the closest fifteen, or for FILTER.",
        "suggest",
        takes_filter=True,
    ),
    "intro": Entry(
        _LOOK,
        "Find who can introduce you to TARGET, by the ties in the ledger.",
        "intro",
        takes_filter=True,
    ),
    "graph": Entry(
        _LOOK,
        "Draw people and ties: related, met together, introduced.",
        "graph",
        takes_filter=True,
    ),
    "import": Entry(_IN_OUT, "Import contacts and interactions from files.", "import_"),
    "export": Entry(
        _IN_OUT,
        "Export contacts for another program, or everything as json.",
        "export",
        takes_filter=True,
    ),
    "triage": Entry(
        _IN_OUT,
        "Decide how often to be in touch with people without a cadence.",
        "triage",
        takes_filter=True,
    ),
    "spread": Entry(
        _IN_OUT,
        "Give people who are due even days over their cadence.",
        "spread",
        takes_filter=True,
    ),
    "vdir": Entry(
        _IN_OUT, "Keep a folder of vCards and the ledger alike, in both directions.", "vdir"
    ),
    "sync": Entry(_SAFE, "Bring this ledger and its other machines together, by git.", "sync"),
    "undo": Entry(_SAFE, "Take the last step back, or the step ID and nothing else.", "undo"),
    "doctor": Entry(_SAFE, "Find what is broken or doubtful, and say what to do.", "doctor"),
    "resolve": Entry(
        _SAFE, "Show what two versions of a file disagree about, or settle it.", "resolve"
    ),
    "init": Entry(_SET_UP, "Make a ledger.", "init"),
    "config": Entry(_SET_UP, "Show the settings, or set one.", "config"),
    "schedule": Entry(_SET_UP, "Print what runs dexcli every day, or put it in place.", "schedule"),
    "completion": Entry(
        _SET_UP, "Let Tab complete commands, people, tags and days in your shell.", "completion"
    ),
    "help": Entry(_SET_UP, "Print the commands, or the page about one, or a topic.", "help_"),
    "query": Entry(PLUMBING, "Find e-mail addresses, for mutt, neomutt and aerc.", "query"),
    "schema": Entry(PLUMBING, "Print the JSON Schema of a contact's file.", "schema"),
    "git": Entry(
        PLUMBING, "Run git in the ledger's folder: `dexcli git log`.", "git", passes_on=True
    ),
    "merge-driver": Entry(
        PLUMBING, "Merge three versions of a file; git calls it.", "merge_driver", passes_on=True
    ),
}

_WHO_FOLLOWS = (
    *("today", "due", "list", "timeline", "search", "stats", "suggest", "intro", "graph"),
    *("triage", "spread", "export"),
)

TOPICS: dict[str, Topic] = {
    "logging": Topic(
        "How to log that you were in touch.",
        ("log", "note", "amend", "remind", "done"),
    ),
    "who": Topic("Who is meant by a name.", ("log", "show", "why", "rename")),
    "dates": Topic("How to type a day.", ("log", "amend", "remind")),
    "cadence": Topic(
        "How often to be in touch, and when somebody is due.",
        ("every", "snooze", "skip", "why", "due", "triage", "spread"),
    ),
    "filters": Topic("How to choose people.", _WHO_FOLLOWS),
    "finding": Topic(
        "Search, the page before a meeting, introductions, pictures.",
        ("search", "show", "timeline", "intro", "graph", "stats"),
    ),
    "closeness": Topic(
        "The closest fifteen, gifts, and what to do next.",
        ("suggest", "gift", "why", "stats", "list"),
    ),
    "files": Topic(
        "Where everything is.",
        ("init", "edit", "set", "show", "config", "doctor", "schema"),
    ),
    "import": Topic("How to get your contacts in.", ("import", "vdir")),
    "merge": Topic("When somebody is here twice.", ("merge", "rename", "resolve")),
    "undo": Topic("How to take back a step.", ("undo", "rm", "archive")),
    "git": Topic(
        "A ledger on several machines.",
        ("sync", "git", "init", "resolve", "merge-driver"),
    ),
    "cron": Topic("How to be told every day.", ("schedule", "today")),
    "privacy": Topic("Who can read what you write.", ("export", "rm", "rename")),
}

# They change nothing, so that none starts another program of its own accord.
READS = frozenset(
    {
        *("today", "due", "show", "list", "search", "timeline", "why"),
        *("stats", "suggest", "intro", "graph"),
        *("export", "query", "schema", "help"),
    }
)


def groups(*, plumbing: bool = True) -> Iterator[tuple[str, list[tuple[str, Entry]]]]:
    """Yield each group with its commands, in the order of the help."""
    names = dict.fromkeys(entry.group for entry in COMMANDS.values())
    for group in names:
        if group == PLUMBING and not plumbing:
            continue
        yield group, [(name, entry) for name, entry in COMMANDS.items() if entry.group == group]


def topics_of(command: str) -> list[str]:
    """Return the topics that say more than a command's own help."""
    return [name for name, topic in TOPICS.items() if command in topic.commands]


def nearest(name: str, names: Iterable[str] = COMMANDS) -> str | None:
    """Return the command, or whichever of ``names``, is most like a misspelt one, or None."""
    from rapidfuzz import fuzz, process  # only for "did you mean"

    found = process.extractOne(name, list(names), scorer=fuzz.ratio, score_cutoff=60)
    return None if found is None else str(found[0])
