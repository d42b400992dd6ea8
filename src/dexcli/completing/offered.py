"""What may stand at the cursor: the candidates of each sort."""

import os
from collections.abc import Callable, Iterable

from dexcli.completing import filters, keyed, people
from dexcli.completing.asked import OPTIONS, Asked
from dexcli.completing.candidates import Candidate, Offer, beginning
from dexcli.completing.outside import Outside
from dexcli.completing.table import Option, Table

_PROGRAM = "dexcli-"
_SHELL_S = ("files", "folders")
_CHOICE = "choice:"
_CADENCES = ("weekly", "fortnightly", "monthly", "quarterly", "yearly", "never")
_SPANS = ("1w", "2w", "4w", "1m", "3m", "6m", "1y")
_UNTIL = (("forever", "until you end it"), ("off", "ends a snooze"))
_HELP = Option(("--help", "-h"), "", "Show what it does, and stop.")


def offer(asked: Asked, table: Table, outside: Outside) -> Offer:
    """Return what may stand at the cursor."""
    if asked.sort in _SHELL_S:
        return Offer([], asked.sort)
    found = [
        each._replace(word=f"{asked.before}{each.word}")
        for each in _of_sort(asked, table, outside)
        if each.word.isprintable()
    ]
    return Offer(list({each.word: each for each in found}.values()))


def _of_sort(asked: Asked, table: Table, outside: Outside) -> Iterable[Candidate]:
    sort, typed = asked.sort, asked.typed
    if sort.startswith(_CHOICE):
        return beginning(typed, map(Candidate, sort.removeprefix(_CHOICE).split()))
    if sort in people.WORDS:
        return beginning(typed, people.words(sort, outside))
    if sort in _FIXED:
        return beginning(typed, map(Candidate, _FIXED[sort]))
    find = _BY_SORT.get(sort)
    return () if find is None else find(asked, table, outside)


def _commands(asked: Asked, table: Table, outside: Outside) -> list[Candidate]:
    aliases = outside.names("alias").items()
    found = (
        *(Candidate(command.name, command.help) for command in table.commands.values()),
        *(Candidate(name, f"alias of: {text}") for name, text in aliases),
        *(Candidate(each.removeprefix(_PROGRAM), each) for each in sorted(_programs())),
    )
    return beginning(asked.typed, found)


def _programs() -> set[str]:
    """Return the programs `dexcli-X` on the PATH."""
    found = set()
    for folder in os.get_exec_path():
        if not os.path.isabs(folder):
            continue
        try:
            there = os.listdir(folder)
        except (OSError, ValueError):
            continue
        ours = (each for each in there if each.startswith(_PROGRAM))
        found |= {each for each in ours if os.access(f"{folder}/{each}", os.X_OK)}
    return found


def _topics(asked: Asked, table: Table, _: Outside) -> list[Candidate]:
    commands = (Candidate(command.name, command.help) for command in table.commands.values())
    return beginning(asked.typed, (*map(Candidate, table.named("topic")), *commands))


def _options(asked: Asked, table: Table, _: Outside) -> list[Candidate]:
    typed, command = asked.typed, asked.command
    own = command.options if command is not None else []
    return [
        Candidate(name, option.help)
        for option in (*own, *table.shared, _HELP)
        for name in option.names
        if name.startswith(typed) and (name.startswith("--") or typed == name)
    ]


def _people(asked: Asked, _: Table, outside: Outside) -> list[Candidate]:
    return people.people(asked.typed, outside, asked.others)


def _by(asked: Asked, _: Table, outside: Outside) -> list[Candidate]:
    both = beginning(asked.typed, (Candidate("me"), Candidate("them")))
    return [*both, *people.people(asked.typed, outside)]


def _filter(asked: Asked, table: Table, outside: Outside) -> list[Candidate]:
    saved = outside.names("filters")
    return filters.offered(asked.typed, table, saved, _values(table, outside))


def _people_or_filter(asked: Asked, table: Table, outside: Outside) -> list[Candidate]:
    return [*_filter(asked, table, outside), *people.people(asked.typed, outside)]


def _contact_keys(asked: Asked, table: Table, _: Outside) -> list[Candidate]:
    keys = (Candidate(key.rstrip("+=")) for key in table.named("contact"))
    return beginning(asked.typed, keys)


def _assignments(asked: Asked, table: Table, outside: Outside) -> list[Candidate]:
    return keyed.assigned(asked.typed, table, _values(table, outside))


def _settings(asked: Asked, table: Table, outside: Outside) -> list[Candidate]:
    return keyed.settings(asked.typed, table, outside, _values(table, outside))


def _relations(asked: Asked, table: Table, outside: Outside) -> list[Candidate]:
    return keyed.relations(asked.typed, outside, _values(table, outside))


def _values(table: Table, outside: Outside) -> Callable[[str, str], Iterable[Candidate]]:
    return lambda sort, typed: _of_sort(Asked(sort, typed), table, outside)


def _back(asked: Asked, _: Table, outside: Outside) -> list[Candidate]:
    from dexcli.completing import days  # datetime, only for days

    found = days.back(days.today_of(outside.today))
    return beginning(asked.typed, (Candidate(*each) for each in found))


def _ahead(asked: Asked, _: Table, outside: Outside) -> list[Candidate]:
    from dexcli.completing import days  # datetime, only for days

    found = days.ahead(days.today_of(outside.today))
    return beginning(asked.typed, (Candidate(*each) for each in found))


def _until(asked: Asked, table: Table, outside: Outside) -> list[Candidate]:
    rest = beginning(asked.typed, (Candidate(*each) for each in _UNTIL))
    return [*_ahead(asked, table, outside), *rest]


_FIXED = {"cadences": _CADENCES, "spans": _SPANS}
_BY_SORT: dict[str, Callable[[Asked, Table, Outside], Iterable[Candidate]]] = {
    "commands": _commands,
    OPTIONS: _options,
    "topics": _topics,
    "days": _back,
    "ahead": _ahead,
    "until": _until,
    "people": _people,
    "by": _by,
    "filter": _filter,
    "people+filter": _people_or_filter,
    "contact-keys": _contact_keys,
    "assignments": _assignments,
    "settings": _settings,
    "relations": _relations,
}
