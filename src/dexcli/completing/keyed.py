"""Words with an equals sign: ``KEY=VALUE`` of contacts and settings, ``KIND=WHO``."""

from collections.abc import Iterable, Iterator

from dexcli.completing.candidates import Candidate, Sorted, beginning
from dexcli.completing.outside import Outside
from dexcli.completing.people import words
from dexcli.completing.table import Table

_COUNTS = ".counts"  # the one setting of a kind


def assigned(typed: str, table: Table, values: Sorted) -> list[Candidate]:
    """Return the keys of a contact as `set` takes them, or behind ``=`` the values of one."""
    key, equals, value = typed.partition("=")
    if not equals:
        return beginning(typed, _of_contact(table))
    bare = key.rstrip("+-")
    known = (key for key in table.named("contact") if key.rstrip("+=") == bare)
    sort = table.keys[f"contact:{found}"] if (found := next(known, None)) else ""
    return _behind(key, values(sort, value))


def settings(typed: str, table: Table, outside: Outside, values: Sorted) -> list[Candidate]:
    """Return settings, those of a table once its name is typed, or the values of one."""
    key, equals, value = typed.partition("=")
    if not equals:
        return beginning(typed, _of_ledger(typed, table, outside))
    if key.startswith("kinds.") and key.endswith(_COUNTS):
        return _behind(key, values("choice:true false", value))
    known = (each for each in table.named("setting") if _is(key, each))
    sort = table.keys[f"setting:{found}"] if (found := next(known, None)) else ""
    return _behind(key, values(sort, value))


def relations(typed: str, outside: Outside, values: Sorted) -> list[Candidate]:
    """Return kinds of relationships, or behind ``=`` people."""
    kind, equals, who = typed.partition("=")
    if equals:
        return _behind(kind, values("people", who))
    kinds = (each.word for each in words("relation-kinds", outside))
    return beginning(typed, (Candidate(f"{each}=", goes_on=True) for each in kinds))


def _behind(key: str, values: Iterable[Candidate]) -> list[Candidate]:
    return [each._replace(word=f"{key}={each.word}", spellings=()) for each in values]


def _is(key: str, known: str) -> bool:
    return key.startswith(known) if known.endswith(".") else key == known


def _of_contact(table: Table) -> Iterator[Candidate]:
    for key in table.named("contact"):
        yield Candidate(key, goes_on=True)
        if key.endswith("+="):
            yield Candidate(f"{key[:-2]}-=", goes_on=True)


def _of_ledger(typed: str, table: Table, outside: Outside) -> Iterator[Candidate]:
    for key in table.named("setting"):
        if not key.endswith("."):
            yield Candidate(f"{key}=", goes_on=True)
        elif not typed.startswith(key):
            yield Candidate(key, goes_on=True)
        else:
            yield from _of_table(key, outside)


def _of_table(table: str, outside: Outside) -> Iterator[Candidate]:
    """Yield the settings of one table: those that are set, and the tags and kinds that may be."""
    last = f"{_COUNTS}=" if table == "kinds." else "="
    for name, value in outside.names(table[:-1]).items():
        told = f"now {value}" if isinstance(value, str) else ""
        yield Candidate(f"{table}{name}{last}", told, goes_on=True)
    if table == "lead.":
        yield Candidate("lead.default=", goes_on=True)
    sort = {"cadence.": "tags", "lead.": "tags", "kinds.": "kinds"}.get(table)
    if sort is not None:
        for each in words(sort, outside):
            yield Candidate(f"{table}{each.word}{last}", goes_on=True)
