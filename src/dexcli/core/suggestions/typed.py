"""The commands that ideas come with, as they can be pasted into a shell."""

from collections.abc import Sequence


def command(name: str, *words: str, flags: Sequence[str] = (), **options: str) -> tuple[str, ...]:
    """Return the words of a command: its name, what it is about, and its options.

    A word that begins with a hyphen is no option: then the options stand before it, and
    ``--`` ends them. A kind that begins with one is ``--kind=-x``.
    """
    values = (part for key, value in options.items() for part in _option(key, value))
    typed = (*values, *(f"--{flag}" for flag in flags))
    first = next((n for n, word in enumerate(words) if word.startswith("-")), None)
    if first is None:
        return (name, *words, *typed)
    return (name, *words[:first], *typed, "--", *words[first:])


def _option(key: str, value: str) -> tuple[str, ...]:
    return (f"--{key}={value}",) if value.startswith("-") else (f"--{key}", value)
