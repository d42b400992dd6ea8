"""Filters: which contacts are meant, by words such as `tag:work -is:paused`.

`grammar` reads the text, `tree` is what it makes, `vocabulary` says what each key
means, and `holding` tells for whom a filter holds.
"""

from collections.abc import Sequence
from datetime import date

from dexcli.core.ledger import Ledger
from dexcli.core.query import conditions, vocabulary
from dexcli.core.query.asked import Asked
from dexcli.core.query.grammar import Check, Parser
from dexcli.core.query.tree import OPERATORS, Filter, Term, quoted
from dexcli.core.settings import Settings

_MARKS = ("-", "(", "@")
_MISSING = frozenset({"no", "without", "missing"})
_LONG = 5  # letters of a key in which two may be wrong
_ANY_DAY = date(2000, 1, 1)  # what is a day in words is one on each day


def parse(words: Sequence[str], settings: Settings, *, today: date) -> Filter:
    """Return the filter that these words make; none at all means everybody.

    Raises:
        FilterError: The words are no filter; the message says why, and it knows where.
    """
    return Parser(_joined(words), settings.filters, _checking(settings, today)).whole()


def check_saved(name: str, settings: Settings) -> None:
    """Refuse a saved filter that is none; this hangs on no day.

    Raises:
        FilterError: It is none, or leads to one that is none, or back to itself.
    """
    check = _checking(settings, _ANY_DAY)
    Parser(settings.filters[name], settings.filters, check, within=(name,)).whole()


def is_name(text: str) -> bool:
    """Whether a saved filter can be asked for by this name."""
    return bool(text) and not any(mark.isspace() or mark in '()"@' for mark in text)


def is_one(words: Sequence[str]) -> bool:
    """Whether words are meant as a filter where a name could stand too."""
    return any(
        word in OPERATORS or word[:1] in _MARKS or word.partition(":")[0].lower() in vocabulary.KEYS
        for each in words
        for word in each.split()
    )


def is_excluding(word: str) -> bool:
    """Whether a word excludes by a key, a saved filter or a group, and so is no option."""
    sign, rest = word[:1], word[1:]
    key, colon, _ = rest.partition(":")
    named = bool(colon) and key.lower() in vocabulary.KEYS
    return sign == "-" and (named or rest[:1] in ("(", "@"))


def keys() -> dict[str, str]:
    """Return the keys of filters, without their colon, each with for whom it holds."""
    return {name: key.about for name, key in vocabulary.KEYS.items()}


def states() -> dict[str, str]:
    """Return the values of ``is:``, each with what it means."""
    return {name: state.about for name, state in conditions.STATES.items()}


def possessions() -> dict[str, str]:
    """Return the values of ``has:``, each with what it means."""
    return {name: state.about for name, state in conditions.POSSESSIONS.items()}


def _joined(words: Sequence[str]) -> str:
    """Return the text of words that came through a shell, which takes the quotes away.

    ``city:"new york"`` comes as one word with a blank in it, and one value is
    meant; a whole filter in one word stays as it is.
    """
    return " ".join(map(_requoted, words))


def _requoted(word: str) -> str:
    key, colon, value = word.partition(":")
    parts = value.split()
    if len(parts) < 2 or key.lower() not in vocabulary.KEYS or '"' in word:  # noqa: PLR2004 - two words
        return word
    if is_one(parts) or any(mark in value for mark in "()"):
        return word
    return f"{key}{colon}{quoted(value)}"


def _checking(settings: Settings, today: date) -> Check:
    """Return what refuses an unknown key, and a value that its key can't have."""
    asked = Asked(Ledger(), settings, today)

    def check(term: Term) -> None:
        if term.key not in vocabulary.KEYS:
            raise ValueError(_unknown_key(term.key))
        if term.value:
            vocabulary.of(term.key).read(term.value, asked)

    return check


def _unknown_key(key: str) -> str:
    if key in _MISSING:
        return f"no key {key + ':'!r}; did you mean cadence:none, or -has:phone?"
    from rapidfuzz import process  # only for "did you mean"
    from rapidfuzz.distance import OSA

    slips = 1 if len(key) < _LONG else 2  # two letters changed for each other are one slip
    found = process.extractOne(key, list(vocabulary.KEYS), scorer=OSA.distance, score_cutoff=slips)
    if found is not None:
        return f"no key {key + ':'!r}; did you mean {found[0]}:?"
    every = ", ".join(f"{name}:" for name in vocabulary.KEYS)
    return f"no key {key + ':'!r}; expected {every} or a word"
