"""Every command as it may be called on a ledger of `x`, who is the hostile one, and `y`."""

from dexcli import catalog

READS: dict[str, list[list[str]]] = {
    "today": [["today"], ["today", "--within", "60 days"], ["today", "zzzz"]],
    "due": [["due"], ["due", "--within", "1 year"], ["due", "tag:zzzz"]],
    "show": [["show", "x"], ["show", "x", "notes"], ["show", "x", "tags"], ["show", "zzzz"]],
    "list": [["list"], ["list", "--all", "--sort", "last"], ["list", "tag:zzzz"]],
    "timeline": [["timeline"], ["timeline", "--ids"], ["timeline", "x"]],
    "search": [["search", "x"], ["search", "a", "--all", "--json"], ["search", "zzzz", "tag:zzzz"]],
    "why": [["why", "x"], ["why", "x", "--closeness"]],
    "suggest": [["suggest", "--limit", "99"], ["suggest", "tag:zzzz"]],
    "intro": [["intro", "x"], ["intro", "x", "--avoid", "y"], ["intro", "tag:zzzz"]],
    "graph": [
        ["graph"],
        ["graph", "--around", "x"],
        ["graph", "--format", "dot"],
        ["graph", "tag:zzzz"],
    ],
    "stats": [
        ["stats"],
        ["stats", "--html"],
        ["stats", "--circles"],
        ["stats", "tag:zzzz"],
    ],
    "query": [["query", "x"], ["query", "--no-header", "zzzz"]],
    "schema": [["schema"]],
    "completion": [["completion", "bash"], ["completion", "zsh"], ["completion", "fish"]],
    "help": [["help"], ["help", "--all"], ["help", "cadence"], ["help", "import"]],
    "export": [
        ["export", "csv"],
        ["export", "csv", "--notes", "--all"],
        ["export", "csv", "tag:zzzz"],
    ],
}
CHANGES: dict[str, list[list[str]]] = {
    "log": [
        ["log", "x", "y"],
        ["log", "x", "-m", "Hello", "--next", "friday: call"],
        ["log", "coffee with x and y yesterday"],
        ["log", "coffee with Zed"],
    ],
    "note": [["note", "x", "something"]],
    "amend": [["amend", "--kind", "call"], ["amend", "--delete"]],
    "snooze": [["snooze", "2 weeks", "x", "y"]],
    "skip": [["skip", "x"]],
    "remind": [["remind", "x", "friday", "call"], ["remind", "x", "12-24", "visit", "--yearly"]],
    "done": [["done", "x"]],
    "add": [["add", "Zed", "--through", "x"]],
    "edit": [["edit", "x"]],
    "set": [["set", "x", "city=Paris"], ["set", "x", "nothing=1"], ["set", "x", "birthday=soon"]],
    "rename": [["rename", "x", "Somebody Else"], ["rename", "x", "Other", "--forget"]],
    "merge": [["merge", "y", "x"], ["merge", "x"], ["merge"], ["merge", "--auto"]],
    "archive": [["archive", "x"]],
    "rm": [["rm", "x", "--yes"]],
    "tag": [["tag"], ["tag", "work", "x", "y"]],
    "every": [["every", "3 weeks", "x"]],
    "relate": [["relate", "x"], ["relate", "x", "mentor=y"], ["relate", "y", "mentor=x"]],
    "gift": [
        ["gift", "add", "x", "a book", "--for", "birthday"],
        ["gift", "give", "x", "a book"],
        ["gift", "received", "x", "ink"],
        ["gift", "list"],
        ["gift", "ideas", "--within", "1 year"],
    ],
    "import": [["import", "people.csv", "--map", "people.map.toml"]],
    "triage": [["triage", "--editor"]],
    "vdir": [["vdir", "cards", "--push", "x", "--pull"]],
    "spread": [["spread", "--yes"]],
    "sync": [["sync"]],
    "git": [["git", "log"]],
    "merge-driver": [["merge-driver", "base.toml", "ours.toml", "theirs.toml"]],
    "init": [["init"]],
    "config": [["config"], ["config", "cadence.work=1 month"]],
    "schedule": [["schedule", "--cron"], ["schedule", "--systemd"]],
    "undo": [["undo", "--list"], ["undo"]],
    "resolve": [["resolve"], ["resolve", "x"]],
    "doctor": [["doctor"], ["doctor", "--fix"]],
}
EVERY = {**READS, **CHANGES}
FOR_MACHINES = {"export"}  # its formats lose nothing, and are escaped only for a terminal
NO_DRY_RUN = {
    "edit",
    "init",
    "undo",
    "doctor",
    "merge-driver",
}  # or it isn't worth a call of its own


def calls(*, of: dict[str, list[list[str]]] = EVERY) -> list[list[str]]:
    """Return every call of the commands that there are."""
    return [call for name in catalog.COMMANDS if name in of for call in of[name]]


def spoken(call: list[str]) -> str:
    """Return a call as a test's name has it."""
    return " ".join(call)
