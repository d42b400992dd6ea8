"""The commands with their options, from the table that `docs/completing.py` makes of them."""

import os
from typing import NamedTuple

PATH = os.path.join(os.path.dirname(__file__), "commands.tsv")


class Option(NamedTuple):
    """An option: its spellings, what its value is (none: a switch), and its help."""

    names: tuple[str, ...]
    takes: str
    help: str


class Command(NamedTuple):
    """A command: its help line, what its words are in order, and its options."""

    name: str
    help: str
    words: tuple[str, ...]
    options: list[Option]


class Table(NamedTuple):
    """All that is known of the program itself."""

    commands: dict[str, Command]
    shared: list[Option]  # before or after any command
    keys: dict[str, str]  # of filters, settings and contacts, as `filter:tag`, with their values

    def named(self, what: str) -> list[str]:
        """Return the keys of one thing."""
        start = f"{what}:"
        return [key.removeprefix(start) for key in self.keys if key.startswith(start)]


def load() -> Table:
    """Return the table, which is a part of the program."""
    table = Table({}, [], {})
    command = Command("", "", (), table.shared)
    with open(PATH, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for line in lines:
        what, _, rest = line.partition("\t")
        if what == "command":
            name, words, told = rest.split("\t")
            command = Command(name, told, tuple(filter(None, words.split(" "))), [])
            table.commands[name] = command
        elif what == "option":
            names, takes, told = rest.split("\t")
            command.options.append(Option(tuple(names.split(" ")), takes, told))
        elif what == "key":
            key, takes = rest.split("\t")
            table.keys[key] = takes
    return table
