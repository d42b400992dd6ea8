"""Doubts about the settings: tags that nobody has, `me`, aliases, saved filters."""

import shlex
from collections.abc import Collection, Iterator

from dexcli.core import query
from dexcli.core.checks.finding import Finding, Kind
from dexcli.core.errors import UsageError
from dexcli.core.ledger import Ledger
from dexcli.core.settings import OWN_FILE, Settings


def of_settings(
    ledger: Ledger, settings: Settings, *, unreadable: Collection[str], commands: Collection[str]
) -> Iterator[Finding]:
    """Yield the settings that can't do what they were written for."""
    if settings.me not in {"", *unreadable}:
        yield from _of_me(ledger, settings.me)
    if not unreadable:  # else a tag may stand where nobody can read it
        yield from _of_tags(ledger, settings)
    yield from _of_aliases(settings, commands)
    yield from _of_filters(settings)


def _of_me(ledger: Ledger, me: str) -> Iterator[Finding]:
    if me in ledger.contacts:
        return
    renamed = ledger.resolve(me)
    near = [renamed] if renamed is not None else ledger.nearest(me)
    yield Finding(
        kind=Kind.ME,
        file=OWN_FILE,
        path=("me",),
        problem=f"me: {me!r} is {'nobody here' if renamed is None else 'an earlier handle'}",
        remedy=f"name yourself: dexcli config me={near[0].handle if near else 'HANDLE'}",
    )


def _of_tags(ledger: Ledger, settings: Settings) -> Iterator[Finding]:
    used = {tag for contact in ledger for tag in contact.tags}
    folded = {tag.casefold() for tag in used}
    for tag in settings.cadence:
        if tag.casefold() not in folded:
            near = _nearest(tag, used)
            yield Finding(
                kind=Kind.TAG,
                file=OWN_FILE,
                path=("cadence", tag),
                problem=f"cadence.{tag}: nobody has this tag{f', nearest: {near}' if near else ''}",
                remedy="correct it, tag somebody, or put a # before the line",
            )


def _nearest(tag: str, used: Collection[str]) -> str | None:
    from rapidfuzz import process  # only for a tag that nobody has

    found = process.extractOne(tag, sorted(used), score_cutoff=60)
    return None if found is None else str(found[0])


def _of_aliases(settings: Settings, commands: Collection[str]) -> Iterator[Finding]:
    for name in settings.alias:
        if problem := _alias_trouble(name, settings, commands):
            yield Finding(
                kind=Kind.ALIAS,
                file=OWN_FILE,
                path=("alias", name),
                problem=f"alias.{name}: {problem[0]}",
                remedy=problem[1],
            )


def _alias_trouble(
    name: str, settings: Settings, commands: Collection[str]
) -> tuple[str, str] | None:
    """Return why an alias never runs, and what to do; None where it does."""
    if name in commands:
        return "a command has this name, so the alias never runs", "give it another name"
    seen: list[str] = []
    while name not in commands and name in settings.alias:
        if name in seen:
            return "it leads back to itself", "begin it with the name of a command"
        seen.append(name)
        try:
            typed = shlex.split(settings.alias[name])
        except ValueError as error:
            return f"it can't be split into words ({error})", "close the quote"
        if not typed:
            return "it is empty", "write a command into it, such as 'log --kind lunch'"
        name = typed[0]
    return None


def _of_filters(settings: Settings) -> Iterator[Finding]:
    for name in settings.filters:
        try:
            query.check_saved(name, settings)
        except UsageError as error:
            problem = str(error).removeprefix("filter: ").removeprefix(f"in @{name}: ")
            yield Finding(
                kind=Kind.FILTER,
                file=OWN_FILE,
                path=("filters", name),
                problem=f"filters.{name}: {problem}",
                remedy=f"correct it: dexcli config 'filters.{name}=FILTER'",
            )
