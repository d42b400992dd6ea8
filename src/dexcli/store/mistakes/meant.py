"""What somebody who typed this probably meant, as TOML; () where nobody can say."""

import functools
import re

from dexcli.core.cadence import Cadence
from dexcli.core.dates import PartialDate
from dexcli.core.document import Path

MOST_SHOWN = 60  # characters of a text that a message repeats
_SHORT = 4  # letters: among words this short, two letters away is another word
_QUOTES = "\"'“”„‟«»‘’‚‛`"  # those that people and word processors put around a text
_JOINERS = "\u200c\u200d"  # invisible, and part of Persian names and of emoji
_SPELLINGS = ("day", "days", "week", "weeks", "month", "months", "year", "years", "daily",
              "weekly", "fortnightly", "monthly", "quarterly", "yearly", "never", "every",
              "jour", "jours", "semaine", "semaines", "mois", "ans", "jamais")  # fmt: skip
_FLAGS = {
    **dict.fromkeys(("true", "yes", "y", "on", "1", "oui", "vrai"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0", "non", "faux"), "false"),
}
_COMMA = re.compile(r"[,;]")
_QUOTED_COMMA = re.compile(r"(?<=[\"'”’»])\s*[,;]?\s*(?=[\"'“‘«])")
_YEARLY = frozenset({"birthday", "dates"})  # where a day without its year makes sense
_DAYS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    # as typed -> the readings, the first that is a day wins; "|" where nobody can say which
    (re.compile(r"(?P<y>\d{4})[-/.](?P<a>\d{1,2})[-/.](?P<b>\d{1,2})(?:[T ].*)?"), ("yab", "yba")),
    (re.compile(r"(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<y>\d{4})"), ("yba", "yab")),
    (re.compile(r"(?P<a>\d{1,2})[-/](?P<b>\d{1,2})[-/](?P<y>\d{4})"), ("yba|yab",)),
    (re.compile(r"(?P<y>\d{4})[-/.](?P<a>\d{1,2})"), ("ya",)),
    (re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})"), ("ba|ab",)),
    (re.compile(r"(?P<a>\d{1,2})-(?P<b>\d{1,2})"), ("ab", "ba")),
    (re.compile(r"(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.?"), ("ba", "ab")),
    (re.compile(r"(?P<y>\d{4})"), ("y",)),
)


def quoted(text: str) -> str:
    """Return a text as a TOML string, in the quotes that need no backslash where it can be."""
    if text.isprintable() and "'" not in text and ('"' in text or "\\" in text):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{visible(escaped)}"'


def visible(text: str) -> str:
    """Return the text on one line, with an escape for what can't be seen."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _JOINERS else _escape(c) for c in text)


def shortened(text: str) -> str:
    """Return the beginning of a text that would fill the screen."""
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def bare(typed: str) -> str:
    """Return what stands within the quotes, of whatever kind and also where one is missing."""
    return typed.strip().rstrip(",;").strip().strip(_QUOTES).strip()


def a_text(typed: str) -> tuple[str, ...]:
    """Return the one text that was meant."""
    return (quoted(bare(typed)),)


def a_list(typed: str, *, split: bool = True) -> tuple[str, ...]:
    """Return the list of texts that was meant, ``split`` at every comma or between quotes only."""
    inner = typed.strip().rstrip(",;").strip("[] ")
    items = [bare(item) for item in (_COMMA if split else _QUOTED_COMMA).split(inner)]
    return (f"[{', '.join(quoted(item) for item in items if item)}]",)


def a_flag(typed: str) -> tuple[str, ...]:
    """Return true or false for the words that mean it."""
    meant = _FLAGS.get(bare(typed).lower())
    return () if meant is None else (meant,)


def a_day(typed: str, path: Path) -> tuple[str, ...]:
    """Return the days that may have been meant for the key at ``path``, two for 10/12/1985."""
    for pattern, readings in _DAYS:
        if (found := pattern.fullmatch(bare(typed))) is not None:
            days = ([_date(found, each, path) for each in r.split("|")] for r in readings)
            first = next((each for each in days if any(each)), [])
            return tuple(dict.fromkeys(day for day in first if day))
    return ()


def a_cadence(typed: str) -> tuple[str, ...]:
    """Return the cadence that was meant: three of them for a bare number."""
    words = bare(typed)
    if words.isdecimal():
        readings = [f"{words} {unit}" for unit in ("days", "weeks", "months")]
    else:
        readings = [re.sub(r"[^\W\d_]+", lambda word: _spelt(word[0]), words)]
    return tuple(quoted(each) for each in readings if _is_cadence(each))


@functools.lru_cache(maxsize=1000)
def nearest(word: str, known: frozenset[str]) -> str | None:
    """Return the word that was meant: within two letters, or one of a word of up to four.

    Source: optimal string alignment, so that two letters that change places
    are one mistake.
    """
    near = all_near(word, known)
    return min(near, key=near.__getitem__, default=None)


def all_near(word: str, known: frozenset[str]) -> dict[str, int]:
    """Return every word that `nearest` may choose, with how many letters away it is."""
    from rapidfuzz.distance import OSA  # 10 ms, and only for what is misspelt

    far = {each: OSA.distance(word.casefold(), each, score_cutoff=2) for each in sorted(known)}
    return {each: far[each] for each in far if far[each] <= (2 if len(each) > _SHORT else 1)}


def _spelt(word: str) -> str:
    if word in _SPELLINGS:
        return word
    return nearest(word, frozenset(_SPELLINGS)) or word


def _is_cadence(text: str) -> bool:
    try:
        Cadence.parse(text)
    except ValueError:
        return False
    return True


def _date(found: re.Match[str], order: str, path: Path) -> str:
    try:
        day = PartialDate.parse("-".join(found[part].zfill(2) for part in order))
    except ValueError:
        return ""
    if (day.year is None and path[0] not in _YEARLY) or (day.full is None and "snoozed" in path):
        return ""
    value = day.to_toml()
    return quoted(value) if isinstance(value, str) else str(value)


def _escape(char: str) -> str:
    named = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    code = f"{ord(char):x}"
    wide = len(code) > len("ffff")
    return named.get(char) or (f"\\U{code:>08}" if wide else f"\\u{code:>04}")
