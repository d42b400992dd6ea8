"""How a command's line is read: what is an option, and what a word of a filter."""

from typing import Any

from dexcli.catalog import Entry

_HELP, _SHORT_HELP = "--help", "-h"


def settings_for(entry: Entry) -> dict[str, Any]:
    """Return how Typer is to read the line of a command."""
    if entry.takes_filter:  # of "-hannah", the h asks for no help
        return {"help_option_names": [_HELP], "ignore_unknown_options": True}
    told: dict[str, Any] = {"help_option_names": [_SHORT_HELP, _HELP]}
    if entry.passes_on:
        told |= {"ignore_unknown_options": True, "allow_interspersed_args": False}
    return told


def keep_filters(command: Any) -> None:  # noqa: ANN401 - Typer's own types are private
    """Let a command read what excludes by a filter as such: `-org:acme` is no `-o rg:acme`.

    Typer knows only that a word begins with a dash, and that options may stand together
    behind one, with a value at once. A value that follows its option is still its own.
    """
    made = command.make_parser

    def make_parser(ctx: Any) -> Any:  # noqa: ANN401 - as above
        parser = made(ctx)
        as_options = parser._process_opts  # noqa: SLF001 - it has no other place to say so

        def read(word: str, state: Any) -> None:  # noqa: ANN401 - as above
            if _excludes(word):
                state.largs.append(word)
            else:
                as_options(_HELP if word == _SHORT_HELP else word, state)

        parser._process_opts = read  # noqa: SLF001 - as above
        return parser

    command.make_parser = make_parser


def _excludes(word: str) -> bool:
    """Whether a word is meant as a filter that excludes, by its key or its mark."""
    if word[1:2] not in ("(", "@") and ":" not in word:
        return False
    from dexcli.core import query  # only where it may be one

    return query.is_excluding(word)
