"""What stands on the line already, and so what the word at the cursor may be."""

from collections.abc import Iterator
from typing import NamedTuple

from dexcli.completing.outside import Outside
from dexcli.completing.table import Command, Option, Table

_MOST_ALIASES = 10
COMMANDS, OPTIONS, NOTHING = "commands", "options", "text"
_UNITS = "choice:days weeks months years"


class Asked(NamedTuple):
    """The sort of the word at the cursor, what is typed of it, and what it begins with.

    ``before`` is a part of the word that stays as it is: ``--on=`` in ``--on=fri``.
    """

    sort: str
    typed: str
    before: str = ""
    command: Command | None = None
    others: tuple[str, ...] = ()  # what stands there for the same command already


def asked(words: list[str], typed: str, table: Table, outside: Outside) -> Asked:
    """Return what is asked for where ``words`` stand behind the program's name."""
    words, waiting = _without_shared(words, table)
    if waiting is not None:
        return Asked(waiting.takes, typed)
    if not words:
        if typed.startswith("-"):
            return _option(typed, table.shared, None)
        return Asked(COMMANDS, typed)
    return _of_command(_without_aliases(words, table, outside), typed, table)


def _of_command(words: list[str], typed: str, table: Table) -> Asked:
    command = table.commands.get(words[0])
    if command is None:
        return Asked("files", typed)  # of another program, or none: the shell's own
    options = [*command.options, *table.shared]
    is_ended, waiting, plain = _read(words[1:], options)
    if waiting is not None:
        return Asked(waiting.takes, typed, command=command)
    sort = _sort(command, plain)
    if typed.startswith("-") and not is_ended and not _is_negated(typed, sort):
        return _option(typed, options, command)
    return Asked(sort, typed, command=command, others=tuple(plain))


def _is_negated(typed: str, sort: str) -> bool:
    """Whether a word with a hyphen belongs to a filter, as ``-tag:work`` does."""
    return "filter" in sort and typed != "-" and not typed.startswith("--")


def given(words: list[str], option: str) -> str | None:
    """Return the value that an option has on the line, the last if it has several."""
    named = None
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == option:
            named = following or named
        elif word.startswith(f"{option}="):
            named = word.partition("=")[2] or named
    return named


def _option(typed: str, options: list[Option], command: Command | None) -> Asked:
    name, equals, value = typed.partition("=")
    if equals:
        found = _named(name, options)
        takes = found.takes if found is not None and found.takes else NOTHING
        return Asked(takes, value, before=f"{name}=", command=command)
    return Asked(OPTIONS, typed, command=command)


def _read(words: list[str], options: list[Option]) -> tuple[bool, Option | None, list[str]]:
    """Return whether ``--`` ends the options, which waits for its value, and the other words."""
    plain: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            return True, None, [*plain, *rest]
        found = _named(word, options) if word.startswith("-") else None
        if found is None:
            if not word.startswith("--"):
                plain.append(word)
        elif found.takes and next(rest, None) is None:
            return False, found, plain
    return False, None, plain


def _without_shared(words: list[str], table: Table) -> tuple[list[str], Option | None]:
    """Return the words from the command on, and the option before it that waits for its value."""
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            return [word, *rest], None
        found = _named(word, table.shared)
        if found is not None and found.takes and next(rest, None) is None:
            return [], found
    return [], None


def _without_aliases(words: list[str], table: Table, outside: Outside) -> list[str]:
    for _ in range(_MOST_ALIASES):
        if words[0] in table.commands:
            break
        alias = outside.names("alias").get(words[0])
        expanded = _split(alias) if isinstance(alias, str) else []
        if not expanded:
            break
        words = [*expanded, *words[1:]]
    return words


def _split(text: str) -> list[str]:
    import shlex  # only for an alias

    try:
        return shlex.split(text)
    except ValueError:
        return []


def _named(word: str, options: list[Option]) -> Option | None:
    return next((each for each in options if word in each.names), None)


def _sort(command: Command, plain: list[str]) -> str:
    """Return of which sort the word behind ``plain`` is."""
    sorts = list(_sorts(command))
    place = len(plain)
    if sorts[:1] in (["cadences"], ["until"]) and plain:
        if plain[-1].isdecimal():
            return _UNITS
        place = max(place, 1)
    if place < len(sorts):
        return sorts[place]
    return sorts[-1] if command.words and command.words[-1].endswith("…") else NOTHING


def _sorts(command: Command) -> Iterator[str]:
    for word in command.words:
        yield word.removesuffix("…").replace(",", " ")
